package banner

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Bundle is what every controller's script has in common, as infra/banner builds it:
// the library, our part of it and the style.
type Bundle struct {
	Script string
	Style  string
}

// The files of a bundle, beside the function that serves it.
const (
	ScriptFile = "banner.js"
	StyleFile  = "banner.css"
)

// Load reads the bundle in a folder.
func Load(dir string) (Bundle, error) {
	script, err := os.ReadFile(filepath.Join(dir, ScriptFile))
	if err != nil {
		return Bundle{}, fmt.Errorf("the cookie banner is missing beside the function, where make build puts it: %w", err)
	}
	style, err := os.ReadFile(filepath.Join(dir, StyleFile))
	if err != nil {
		return Bundle{}, fmt.Errorf("the cookie banner's style is missing beside the function, where make build puts it: %w", err)
	}
	return Bundle{Script: string(script), Style: string(style)}, nil
}

// StylePath is where the style sheet is served: under a name that its content decides.
func (b Bundle) StylePath() string { return "/assets/banner." + short(b.Style) + ".css" }

// Script is the banner of one controller, ready to be served.
type Script struct {
	Body      string
	Gzip      string // the same, compressed
	Digest    string // names exactly these bytes in an address
	Integrity string // the same for a browser (Subresource Integrity, W3C)
	Shown     []Shown
}

// Shown is what a visitor gets to see in a language: what a consent record names as the interface.
type Shown struct {
	Language  gdpr.Language
	Notice    controller.Digest
	Interface controller.Digest
	Text      string // whose SHA-256 the digest of the interface is
}

// Compose puts a controller's configuration before the bundle. There is none for a
// controller that asks visitors nothing, or declares no cookie to keep the answer in.
// The revision is controller.Revision: what the visitors' choices are about.
func Compose(b Bundle, d *controller.Declaration, revision int) (Script, bool) {
	if !d.HasBanner() {
		return Script{}, false
	}
	c := newConfig(d, revision, b.StylePath())
	// A block of its own: nothing in it becomes a global of the company's page.
	s := Script{Body: "{const ordholdenConfig=" + encode(c) + ";\n" + b.Script + "}\n"}
	sum := sha512.Sum384([]byte(s.Body))
	s.Digest, s.Gzip = short(s.Body), compressed(s.Body)
	s.Integrity = "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
	for _, l := range gdpr.Languages {
		t := c.Text[l]
		s.Shown = append(s.Shown, Shown{Language: l, Notice: t.Notice, Interface: t.Shown, Text: t.canonical()})
	}
	return s, true
}

func short(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:8])
}

// compressed is the same bytes each time: no time and no name are in it.
func compressed(content string) string {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, _ = w.Write([]byte(content)) // into memory, where writing does not fail
	_ = w.Close()
	return b.String()
}
