package s3

import (
	"context"
	"fmt"
	"mime"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/platform"
)

// Files is the bucket of the files of what is held: holding.Files. A file never
// passes through a function on its way in or out. It is posted to the bucket by a
// form that is signed for one key, size and type, and fetched by an address that is
// signed for a short while.
//
// Signatures are made with the function's role, for AWS at most as long as that
// role's credentials last: an upload that is signed for a day may end some hours
// before. Whoever may upload asks again.
type Files struct {
	Client *s3.Client
	Name   string
	// Back is where a browser is sent when an upload has come in ("success_action_redirect"),
	// "" or no Back for nowhere. S3 adds bucket, key and etag to its query.
	Back func(ctx context.Context, r holding.Ref, f holding.File) (string, error)
	// Now is the clock that "until" counts from; nil is the real one.
	Now func() time.Time
}

// NewFiles is the bucket that the environment names.
func NewFiles(env *platform.Environment) Files {
	return Files{Client: clientOf(env, callTimeout), Name: env.Need("FILES")}
}

// The two parts of the bucket that files lie in; copies lie in a third (copies.go). The
// lifecycle ends what is left in quarantine after two days.
const (
	quarantine = "quarantine/"
	held       = "files/"
)

// prefixOf is where the files of a record lie, below either part of the bucket. It
// ends in a slash, so that no record's prefix begins another's.
func prefixOf(r holding.Ref) string {
	return fmt.Sprintf("%s/%s/%s-%s/", r.Controller, r.Owner, r.Class, r.ID)
}

func (b Files) now() time.Time {
	if b.Now != nil {
		return b.Now()
	}
	return time.Now()
}

// Offer signs the form by which a file is posted to quarantine. Without an announced
// size nothing is too small: a person who sends an empty file is told so in words,
// by whoever inspects it, and not in S3's.
func (b Files) Offer(ctx context.Context, r holding.Ref, f holding.File, most int64, until time.Time) (holding.Upload, error) {
	lasts := until.Sub(b.now())
	if lasts <= 0 {
		return holding.Upload{}, fmt.Errorf("files: offer of an upload that has ended at %s", until)
	}
	fields, err := b.terms(ctx, r, f)
	if err != nil {
		return holding.Upload{}, err
	}
	least := int64(0)
	if f.Size > 0 {
		least, most = f.Size, f.Size
	}
	conditions := []any{[]any{"content-length-range", least, most}}
	for name, value := range fields {
		conditions = append(conditions, []any{"eq", "$" + name, value})
	}
	key := quarantine + prefixOf(r) + string(f.ID)
	signed, err := s3.NewPresignClient(b.Client).PresignPostObject(ctx, &s3.PutObjectInput{Bucket: &b.Name, Key: &key},
		func(o *s3.PresignPostOptions) { o.Expires, o.Conditions = lasts, conditions })
	if err != nil {
		return holding.Upload{}, explain("sign an upload", err)
	}
	for name, value := range signed.Values {
		fields[name] = value
	}
	return holding.Upload{File: f.ID, Kind: f.Kind, URL: signed.URL, Fields: fields, Most: most, Expires: until}, nil
}

// terms are the fields of an upload beside those of the signature, each of which the
// policy demands as it stands.
func (b Files) terms(ctx context.Context, r holding.Ref, f holding.File) (map[string]string, error) {
	fields := map[string]string{}
	if f.Type != "" {
		fields["Content-Type"] = f.Type
	}
	if b.Back == nil {
		return fields, nil
	}
	back, err := b.Back(ctx, r, f)
	if err != nil {
		return nil, fmt.Errorf("files: where an upload leads: %w", err)
	}
	if back != "" {
		fields["success_action_redirect"] = back
	}
	return fields, nil
}

// Hand signs the address of a held file. It comes as an attachment under its own
// name (RFC 6266), as the type that its content has shown, and is kept by no cache.
func (b Files) Hand(ctx context.Context, r holding.Ref, f holding.File, until time.Time) (holding.Download, error) {
	lasts := until.Sub(b.now())
	if lasts <= 0 {
		return holding.Download{}, fmt.Errorf("files: address that has ended at %s", until)
	}
	key := held + prefixOf(r) + string(f.ID)
	signed, err := s3.NewPresignClient(b.Client).PresignGetObject(ctx, &s3.GetObjectInput{
		Bucket: &b.Name, Key: &key,
		ResponseContentDisposition: aws.String(attachment(f.Name)),
		ResponseContentType:        aws.String(f.Type),
		ResponseCacheControl:       aws.String("private, no-store"),
	}, s3.WithPresignExpires(lasts))
	if err != nil {
		return holding.Download{}, explain("sign a download", err)
	}
	return holding.Download{URL: signed.URL, Expires: until}, nil
}

// attachment is a Content-Disposition that no browser shows in its window. Of a name
// with a path only the last part is kept.
func attachment(name gdpr.Private) string {
	text := name.Reveal()
	text = text[strings.LastIndexAny(text, `/\`)+1:]
	if d := mime.FormatMediaType("attachment", map[string]string{"filename": text}); text != "" && d != "" {
		return d
	}
	return "attachment"
}
