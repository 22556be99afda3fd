// Package export owns the copy of what is held on a person (Art. 15(3) and 20).
package export

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/residence"
	"ordholden/internal/rights"
)

// Copy is what one copy is made from.
type Copy struct {
	Declaration *controller.Declaration
	Held        fulfillment.Everything
	Redactions  []rights.Redaction // of the case that released it
	Reviewed    bool               // staff have read it: or what others wrote is left out, where the declaration asks for review
	Portable    bool               // portability alone was granted: what is portable, and nothing beside it
	Language    gdpr.Language
	Place       residence.Place // where all of it is stored
}

// Contents is the content of files, by holding.Ref.String and file id.
type Contents func(item string, file gdpr.ID) (io.ReadCloser, error)

// What the zip holds beside files/.
const (
	forMachines  = "access.json"
	forPeople    = "access.html"
	forElsewhere = "portability.json"
)

// Write writes the copy as one zip: access.json, access.html, portability.json (where there is anything
// portable), and files/. A field of the checklist of Art. 15 that is missing is gdpr.CodeIncomplete, and nothing
// of use has been written. A file that cannot be read is the same, or holds other bytes than were
// taken in. Where what staff redacted in a copy that they have read is not there any more, it is gdpr.CodeChanged. The same
// copy is the same bytes each time.
//
// A copy that is Portable is portability.json and the files that it names, and nothing else; where
// nothing is portable it is fulfillment.ErrReview, for the rest has to be read first.
func Write(w io.Writer, c Copy, files Contents) error {
	m, doc := c.document()
	if m.redact.Stale != nil {
		return m.redact.Stale
	}
	if err := doc.complete(); err != nil {
		return err
	}
	p, any := doc.portable(c.Declaration)
	z := archive{zip.NewWriter(w), c}
	if c.Portable {
		if !any {
			return fulfillment.ErrReview
		}
		return z.portable(p, m.files, files)
	}
	// The files first: with one that cannot be read, nothing of what is said about them is there.
	for _, f := range m.files {
		if err := z.file(f, files); err != nil {
			return err
		}
	}
	if err := z.text(forMachines, inJSON(doc)); err != nil {
		return err
	}
	if err := z.text(forPeople, m.html(doc)); err != nil {
		return err
	}
	if any {
		if err := z.text(forElsewhere, inJSON(p)); err != nil {
			return err
		}
	}
	return failed(z.Close())
}

// portable writes what is portable alone, its files first.
func (z archive) portable(p portable, all []content, files Contents) error {
	for _, f := range all {
		if !p.names(f.path) {
			continue
		}
		if err := z.file(f, files); err != nil {
			return err
		}
	}
	if err := z.text(forElsewhere, inJSON(p)); err != nil {
		return err
	}
	return failed(z.Close())
}

// archive is the zip as it is written. Every entry has the time of the reading.
type archive struct {
	*zip.Writer
	Copy
}

func (z archive) entry(path string, method uint16) (io.Writer, error) {
	w, err := z.CreateHeader(&zip.FileHeader{Name: path, Method: method, Modified: z.Held.At.UTC()})
	return w, failed(err)
}

func (z archive) text(path string, b []byte) error {
	w, err := z.entry(path, zip.Deflate)
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return failed(err)
}

// file copies the content of a held file, and counts that it is what was taken in.
// Documents and pictures are compressed already.
func (z archive) file(f content, files Contents) error {
	body, err := files(f.item, f.file.ID)
	if err != nil {
		return lacking(f, err)
	}
	defer body.Close() //nolint:errcheck // it was only read
	w, err := z.entry(f.path, zip.Store)
	if err != nil {
		return err
	}
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(w, sum), body); err != nil {
		return lacking(f, err)
	}
	if hex.EncodeToString(sum.Sum(nil)) != f.file.Digest {
		return lacking(f, errors.New("other bytes than were taken in"))
	}
	return nil
}

// lacking is the error of a file that cannot be had.
func lacking(f content, err error) error {
	return &gdpr.Error{
		Kind: gdpr.KindOf(err), Code: gdpr.CodeIncomplete, Faults: []gdpr.Fault{{Pointer: "/" + f.path[:len("files/000")], Code: gdpr.FaultMissing}},
		Err: fmt.Errorf("file %s of %s: %w", f.file.ID, f.item, err),
	}
}

func failed(err error) error {
	if err != nil {
		return fmt.Errorf("write copy: %w", err)
	}
	return nil
}

// inJSON writes text as it is: what is markup in HTML is none in JSON.
func inJSON(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		panic(err) // structs of strings always encode
	}
	return b.Bytes()
}
