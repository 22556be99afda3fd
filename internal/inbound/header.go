package inbound

import (
	"bytes"
	"strings"

	"ordholden/internal/gdpr"
	"ordholden/internal/inbox"
)

// header is a block of headers in order, as RFC 5322, 2.2 has them and as mail
// programs write them: a line that is no header is skipped.
type header []field

type field struct {
	name       string // in lower case
	start, end int    // where the value stands
	raw        []byte // the value with its line breaks
}

// readHeader reads up to the first empty line, to the first line that ends, or to
// the end. It gives the offset of what follows, and whether the block is over
// inbox.MaxHead: fields are read from the first inbox.MaxHead bytes only.
func readHeader(b []byte, ends func(line []byte) bool) (h header, size int, long bool) {
	open := false // whether a continuation belongs to the last field
	for size < len(b) {
		line, next := cutLine(b[size:])
		if ends != nil && ends(line) {
			break
		}
		start := size
		size += next
		if len(line) == 0 {
			break
		}
		if size > inbox.MaxHead {
			long, open = true, false
			continue
		}
		if line[0] == ' ' || line[0] == '\t' {
			if open {
				h[len(h)-1].end = start + len(line)
			}
			continue
		}
		name, colon := fieldName(line)
		if open = name != ""; open {
			h = append(h, field{name: name, start: start + colon + 1, end: start + len(line)})
		}
	}
	for i, f := range h {
		h[i].raw = bytes.Clone(b[f.start:f.end]) // lest a header keep the whole message in memory
	}
	return h, size, long
}

// fieldName is the name before the colon, in lower case, or "" where none stands
// there. Spaces before the colon are forgiven (RFC 5322, 4.5.8).
func fieldName(line []byte) (name string, colon int) {
	colon = bytes.IndexByte(line, ':')
	if colon < 0 {
		return "", 0
	}
	n := bytes.TrimRight(line[:colon], " \t")
	if len(n) > 100 || bytes.ContainsFunc(n, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return "", 0
	}
	return strings.ToLower(string(n)), colon
}

// cutLine gives the first line without its end, and its length with it. Lines end as
// RFC 5322 says, or with LF or CR alone; CR CR LF is one end, which some relays make
// of CR LF.
func cutLine(b []byte) (line []byte, size int) {
	i := bytes.IndexAny(b, "\r\n")
	switch {
	case i < 0:
		return b, len(b)
	case bytes.HasPrefix(b[i:], []byte("\r\r\n")):
		return b[:i], i + 3
	case bytes.HasPrefix(b[i:], []byte("\r\n")):
		return b[:i], i + 2
	}
	return b[:i], i + 1
}

// all is every value of a header, unfolded.
func (h header) all(name string) []string {
	var values []string
	name = strings.ToLower(name)
	for _, f := range h {
		if f.name == name {
			values = append(values, unfold(f.raw))
		}
	}
	return values
}

// first is the first value of a header, or "".
func (h header) first(name string) string {
	name = strings.ToLower(name)
	for _, f := range h {
		if f.name == name {
			return unfold(f.raw)
		}
	}
	return ""
}

const (
	maxOccurrences = 100
	maxValue       = 2000
)

// decoded is every header for its reader: of each 100 values at most, each one line
// of at most 2,000 characters.
func (h header) decoded() inbox.Headers {
	all := inbox.Headers{}
	for _, f := range h {
		if len(all[f.name]) < maxOccurrences {
			all[f.name] = append(all[f.name], gdpr.Private(oneLine(decodeWords(unfold(f.raw)), maxValue)))
		}
	}
	return all
}

// unfold is a value as one line of UTF-8. Bytes that are none, and stand there raw,
// are read as toUTF8 reads text without a charset. NUL and other controls
// become spaces, never nothing: what they part is not joined to one word.
func unfold(raw []byte) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ReplaceAll(toUTF8("", raw), "\r\n", "")))
}
