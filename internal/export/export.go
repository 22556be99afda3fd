// Package export owns the copy of what is held on a person (Art. 15(3) and 20).
package export

import (
	"errors"
	"io"

	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

var errTODO = errors.New("not built yet")

// Copy is what one copy is made from.
type Copy struct {
	Declaration *controller.Declaration
	Held        fulfillment.Everything
	Redactions  []rights.Redaction // of the case that released it
	Reviewed    bool               // staff have read it: or what others wrote is left out, where the declaration asks for review
	Language    gdpr.Language
}

// Contents is the content of files, by holding.Ref.String and file id.
type Contents func(item string, file gdpr.ID) (io.ReadCloser, error)

// Write writes the copy as one zip: access.json, access.html, portability.json (where there is anything
// portable), and files/. A field of the checklist of Art. 15 that is missing is gdpr.CodeIncomplete, and nothing
// of use has been written. A file that cannot be read is the same.
func Write(w io.Writer, c Copy, files Contents) error { return errTODO }
