package inbound

import (
	"strings"
)

// part is a node of the tree of a message (RFC 2046).
type part struct {
	mediaType
	disposition string  // in lower case, "" where there is none
	fileName    string  // as decoded, not yet cleaned
	encoding    string  // in lower case
	children    []*part // of a multipart
	body        []byte  // of any other; of a multipart in which no boundary was found, all of it
	sealed      bool    // a multipart that lies too deep to be opened
}

// readPart reads what the headers of a part say of it.
func readPart(h header) *part {
	p := &part{mediaType: readType(h)}
	if words := strings.FieldsFunc(h.first("Content-Transfer-Encoding"), notInEncoding); len(words) > 0 {
		p.encoding = strings.ToLower(words[0])
	}
	d := parseMedia(h.first("Content-Disposition"))
	p.disposition, p.fileName = d.media, d.params["filename"]
	if p.fileName == "" {
		p.fileName = p.params["name"]
	}
	return p
}

func notInEncoding(r rune) bool { return strings.ContainsRune(" \t\";(", r) }

// readType is the Content-Type. One that is missing or no type at all is text/plain
// (RFC 2045, 5.2).
func readType(h header) mediaType {
	t := parseMedia(h.first("Content-Type"))
	kind, subtype, ok := strings.Cut(t.media, "/")
	if !ok || len(t.media) > 100 || !isToken(kind) || !isToken(subtype) {
		t.media = textPlain
	}
	return t
}

func isToken(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return r <= ' ' || r > '~' || strings.ContainsRune("()<>@,;:\\\"/[]?=", r)
	})
}

func (p *part) isMultipart() bool { return strings.HasPrefix(p.media, "multipart/") }

// isText reports whether the part is read; anything else is an attachment. One with
// a file name that is to be shown is both shown and read.
func (p *part) isText() bool {
	switch {
	case p.disposition == "attachment":
		return false
	case p.isMultipart():
		return len(p.children) == 0 && !p.sealed
	}
	return p.media == textPlain || p.media == textHTML
}

// boundary is what separates the parts of a multipart, or "" where none is named.
func (p *part) boundary() string {
	if b := strings.TrimRight(p.params["boundary"], " \t"); len(b) <= maxBoundary {
		return b
	}
	return ""
}

// maxBoundary is 70 in RFC 2046, 5.1.1.
const maxBoundary = 200
