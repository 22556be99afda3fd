// Package interfaces owns the texts of forms and banners that people decided in, each under its digest.
package interfaces

import (
	"embed"

	"ordholden/internal/controller"
)

// The files are written by infra/controllers/compile and never change: from a record of years ago
// the text that the person saw is shown again, byte for byte (Art. 7(1)).
//
//go:embed *.txt
var files embed.FS

// Text is what a digest names, and false where nothing was published under it. It is linked into
// functions/site alone: those that record decisions know digests, in the declarations.
func Text(d controller.Digest) (string, bool) {
	text, err := files.ReadFile(string(d) + ".txt")
	return string(text), err == nil
}
