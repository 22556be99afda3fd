package controller

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"ordholden/internal/gdpr"
)

// Digest is a SHA-256 as 64 lower-case hexadecimal characters.
type Digest string

// Notice is what a person is told before deciding (Art. 7, 13 and 14): the
// very words, so that the text seen can be shown again byte for byte.
type Notice struct {
	Controller gdpr.ControllerID
	Version    Version
	Audience   Audience
	Language   gdpr.Language
	Title      string
	Sections   []Section
}

// Section is a heading with paragraphs.
type Section struct {
	Heading    string
	Paragraphs []string
}

// NoticeRef names a notice by the digest of its text.
type NoticeRef struct {
	Audience Audience
	Language gdpr.Language
	Digest   Digest
}

// Text is the notice in its one canonical form, the form that is digested:
// UTF-8, LF, a mark before the title and before each heading, an empty line
// between blocks, one line to a block.
func (n Notice) Text() string {
	var b strings.Builder
	b.WriteString("# " + n.Title + "\n")
	for _, s := range n.Sections {
		b.WriteString("\n## " + s.Heading + "\n")
		for _, p := range s.Paragraphs {
			b.WriteString("\n" + p + "\n")
		}
	}
	return b.String()
}

// Digest is the SHA-256 of the notice's text.
func (n Notice) Digest() Digest {
	sum := sha256.Sum256([]byte(n.Text()))
	return Digest(hex.EncodeToString(sum[:]))
}

// Notice composes what an audience is told, in a language. There is none for
// an audience that is told of no purpose, nor in an unknown language.
func (d *Declaration) Notice(a Audience, l gdpr.Language) (Notice, bool) {
	e, ok := editionOf(d.Edition)
	if !ok || !l.Known() || !d.hasNotice(a) {
		return Notice{}, false
	}
	c := composer{d: d, a: a, l: l, s: e.in(l), x: e.besides.in(l)}
	return Notice{
		Controller: d.ID,
		Version:    d.Version,
		Audience:   a,
		Language:   l,
		Title:      c.fill(c.s.title.of(a)),
		Sections:   c.sections(),
	}, true
}

func (d *Declaration) hasNotice(a Audience) bool {
	return a == Everyone || len(d.Asked(a)) > 0
}

// ComposeNotices refers to every notice of the version, rendered now. The
// compiler of declarations keeps the result in Notices.
func (d *Declaration) ComposeNotices() []NoticeRef {
	var refs []NoticeRef
	for _, a := range Audiences {
		for _, l := range gdpr.Languages {
			if n, ok := d.Notice(a, l); ok {
				refs = append(refs, NoticeRef{Audience: a, Language: l, Digest: n.Digest()})
			}
		}
	}
	return refs
}

// NoticeFor is the reference to the notice of an audience in a language, as
// the compiler wrote it.
func (d *Declaration) NoticeFor(a Audience, l gdpr.Language) (NoticeRef, bool) {
	for _, ref := range d.Notices {
		if ref.Audience == a && ref.Language == l {
			return ref, true
		}
	}
	return NoticeRef{}, false
}
