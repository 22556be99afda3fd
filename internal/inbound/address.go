package inbound

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"ordholden/internal/gdpr"
)

// maxQuoted bounds how far the end of a quoted string, a comment or an address is
// looked for, in bytes.
const maxQuoted = 1000

// mailbox is one element of an address list, as it stands there (RFC 5322, 3.4).
type mailbox struct {
	phrase  string // before the angle bracket
	address string // within it, or all of it where there is none
	comment string // the last one
}

// addresses is the bare addresses of some values of a header. Nothing within an
// address is ever decoded: an encoded word is none (RFC 2047, 5).
func addresses(values []string) []gdpr.Private {
	var list []gdpr.Private
	for _, box := range mailboxes(values) {
		if a, ok := gdpr.ParseAddress(plainAddress(box.address)); ok {
			list = append(list, a)
		}
	}
	return list
}

// plainAddress undoes what changes nothing of an address: quotation marks around a
// local part that needs none, and the route before it (RFC 5322, 4.4).
func plainAddress(s string) string {
	s = norm.NFC.String(strings.TrimSpace(s))
	if strings.HasPrefix(s, "@") {
		_, s, _ = strings.Cut(s, ":")
	}
	if local, domain, ok := strings.Cut(s, `"@`); ok && strings.HasPrefix(local, `"`) {
		s = local[1:] + "@" + domain
	}
	return s
}

// name is the display name, decoded: the phrase, or else a comment as older programs
// have it.
func (b mailbox) name() string {
	name := decodeWords(unquoteWords(b.phrase))
	if strings.TrimSpace(name) == "" {
		name = decodeWords(b.comment)
	}
	return name
}

// unquoteWords is a phrase without the quotation marks of its words.
func unquoteWords(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '"' {
			continue
		}
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// mailboxes reads the values of a header, each a list.
func mailboxes(values []string) []mailbox {
	var boxes []mailbox
	for _, v := range values {
		l := listReader{rest: v}
		for l.rest != "" {
			l.read()
		}
		l.end()
		boxes = append(boxes, l.boxes...)
	}
	return boxes
}

// listReader reads an address list in one pass. What is out of place is taken as
// text, so that each comma ends one element whatever is wrong with it.
type listReader struct {
	rest    string
	boxes   []mailbox
	text    strings.Builder // outside of brackets and comments
	angle   string
	bracket bool // whether an angle bracket was there
	comment string
}

func (l *listReader) read() {
	c := l.rest[0]
	switch c {
	case '"':
		l.text.WriteString(l.take(quotedLength(l.rest)))
	case '(':
		comment := l.take(commentLength(l.rest))
		l.comment = unquoteWords(strings.TrimSuffix(comment[1:], ")"))
	case '<':
		if l.bracket {
			l.end() // two addresses without a comma are two
		}
		l.angle, l.bracket = l.take(angleLength(l.rest)), true
		l.angle = strings.TrimSuffix(l.angle[1:], ">")
	case ',', ';':
		l.end()
		l.take(1)
	case ':': // the name of a group before it (RFC 5322, 3.4)
		l.text.Reset()
		l.take(1)
	default:
		l.text.WriteString(l.take(1))
	}
}

func (l *listReader) take(n int) string {
	taken := l.rest[:n]
	l.rest = l.rest[n:]
	return taken
}

// end ends an element, where there is one.
func (l *listReader) end() {
	text := strings.TrimSpace(l.text.String())
	switch {
	case l.bracket:
		l.boxes = append(l.boxes, mailbox{text, l.angle, l.comment})
	case text != "":
		l.boxes = append(l.boxes, mailbox{"", text, l.comment})
	}
	l.text.Reset()
	l.angle, l.bracket, l.comment = "", false, ""
}

// quotedLength is the length of the quoted string at the beginning of s, 1 where it
// has no end.
func quotedLength(s string) int {
	for i := 1; i < len(s) && i < maxQuoted; i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return 1
}

// commentLength is the length of the comment at the beginning of s, comments within
// it included; 1 where it has no end.
func commentLength(s string) int {
	depth := 0
	for i := 0; i < len(s) && i < maxQuoted; i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 1
}

// angleLength is the length of the address in angle brackets at the beginning of s,
// where a quoted string may hold a bracket. Without an end it ends before a comma.
func angleLength(s string) int {
	for i := 1; i < len(s) && i < maxQuoted; i++ {
		switch s[i] {
		case '"':
			i += quotedLength(s[i:]) - 1
		case '>':
			return i + 1
		}
	}
	if i := strings.IndexAny(s, ",;"); i > 0 {
		return i
	}
	return len(s)
}
