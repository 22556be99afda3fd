package s3

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/gabriel-vasile/mimetype"

	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// beginning is how many bytes a type is told by. An office document is a package of
// parts, and says what it is by their names, the decisive one seldom the first.
const beginning = 256 << 10

func init() { mimetype.SetLimit(beginning) }

// Inspect reads what was uploaded, from its first byte to its last but never all of
// it at once. What somebody said of it, by name or header, counts for nothing.
func (b Files) Inspect(ctx context.Context, r holding.Ref, f holding.File, most int64) (holding.File, error) {
	for _, part := range []string{quarantine, held} {
		key := part + prefixOf(r) + string(f.ID)
		there, err := b.there(ctx, key)
		if err != nil {
			return holding.File{}, err
		}
		if there {
			return b.inspect(ctx, key, f, most)
		}
	}
	return holding.File{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
}

func (b Files) inspect(ctx context.Context, key string, f holding.File, most int64) (holding.File, error) {
	out, err := b.Client.GetObject(ctx, &s3.GetObjectInput{Bucket: &b.Name, Key: &key})
	if err != nil {
		return holding.File{}, explain("get", err)
	}
	defer out.Body.Close()
	if out.ContentLength == nil || aws.ToString(out.ETag) == "" {
		return holding.File{}, unavailable(errors.New("object of unknown length or mark"))
	}
	f.Mark = aws.ToString(out.ETag)
	head, text, sum := &head{}, &plain{}, sha256.New()
	n, err := io.Copy(io.MultiWriter(head, text, sum), io.LimitReader(out.Body, most+1))
	if err != nil || n < min(*out.ContentLength, most+1) {
		return holding.File{}, unavailable(fmt.Errorf("read object: %d bytes of %d: %w", n, *out.ContentLength, err))
	}
	f.Size, f.Type, f.Digest = n, kindOf(head.bytes, text), hex.EncodeToString(sum.Sum(nil))
	if n > most {
		f.Size, f.Digest = *out.ContentLength, ""
	}
	return f, nil
}

// head keeps the beginning of a file.
type head struct{ bytes []byte }

// Write never fails.
func (h *head) Write(p []byte) (int, error) {
	h.bytes = append(h.bytes, p[:min(beginning-len(h.bytes), len(p))]...)
	return len(p), nil
}

// likeText are types that plain words may look like: a letter that begins with
// "Subject:", a list with commas.
var likeText = []string{"text/plain", "text/csv", "text/tab-separated-values", "message/rfc822"}

// kindOf is the media type that the content shows, without parameters. Text is what
// is text all through: its beginning alone may hide anything.
func kindOf(beginning []byte, text *plain) string {
	kind, _, _ := strings.Cut(mimetype.Detect(beginning).String(), ";")
	switch {
	case kind == "application/octet-stream", len(beginning) == 0:
		return ""
	case !slices.Contains(likeText, kind):
		return kind
	case text.valid():
		return "text/plain"
	}
	return ""
}

// plain looks through a whole file for what text cannot have.
type plain struct {
	control  bool   // a control character other than those that lay text out
	notUTF8  bool   // anything but well-formed UTF-8
	notLatin bool   // a byte that Windows-1252 gives no character
	rest     []byte // of a character that is not at its end
}

// Write never fails.
func (t *plain) Write(p []byte) (int, error) {
	for _, c := range p {
		switch c {
		case '\t', '\n', '\f', '\r':
		case 0x81, 0x8d, 0x8f, 0x90, 0x9d:
			t.notLatin = true
		default:
			t.control = t.control || c < ' ' || c == 0x7f
		}
	}
	rest := append(t.rest, p...)
	for len(rest) > 0 && !t.notUTF8 {
		r, size := utf8.DecodeRune(rest)
		if r == utf8.RuneError && size == 1 {
			if !utf8.FullRune(rest) {
				break
			}
			t.notUTF8 = true
		}
		rest = rest[size:]
	}
	t.rest = bytes.Clone(rest)
	if t.notUTF8 {
		t.rest = nil
	}
	return len(p), nil
}

func (t *plain) valid() bool {
	utf := !t.notUTF8 && len(t.rest) == 0
	return !t.control && (utf || !t.notLatin)
}
