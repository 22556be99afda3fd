package inbound

import (
	"slices"
	"strconv"
	"strings"
)

// mediaType is the value of Content-Type or Content-Disposition. Package mime of the
// standard library refuses many that stand in mails, and knows RFC 2231 in UTF-8
// only; older programs write Norwegian names in ISO-8859-1.
type mediaType struct {
	media  string            // in lower case
	params map[string]string // by names in lower case, decoded
}

const (
	textPlain = "text/plain"
	textHTML  = "text/html"

	maxParameters = 50
	maxType       = 4 << 10 // bytes of a value that are looked at
)

// parseMedia reads a value; where a parameter is doubled, the first counts.
func parseMedia(value string) mediaType {
	value = value[:min(len(value), maxType)]
	pieces := splitOutside(value, ';')
	t := mediaType{media: strings.ToLower(strings.TrimSpace(uncomment(pieces[0]))), params: map[string]string{}}
	parts := map[string][]section{}
	for _, p := range pieces[1:min(len(pieces), maxParameters)] {
		name, v, ok := strings.Cut(p, "=")
		if !ok {
			continue
		}
		name, s := readSection(strings.ToLower(strings.TrimSpace(name)), unquote(strings.TrimSpace(uncomment(v))))
		parts[name] = append(parts[name], s)
	}
	for name, sections := range parts {
		t.params[name] = assemble(sections)
	}
	return t
}

// section is a piece of a parameter (RFC 2231, 3). A parameter that is whole is its
// only section, and comes after any in the other form, as in MIME of two minds:
// filename="s?knad.pdf"; filename*=UTF-8”s%C3%B8knad.pdf.
type section struct {
	number  int
	encoded bool
	value   string
}

const whole = 1 << 20

func readSection(name, value string) (string, section) {
	s := section{number: whole, value: value}
	if base, ok := strings.CutSuffix(name, "*"); ok {
		name, s.encoded, s.number = base, true, 0
	}
	if base, number, ok := strings.Cut(name, "*"); ok {
		if n, err := strconv.Atoi(number); err == nil && n >= 0 && n < maxParameters {
			name, s.number = base, n
		}
	}
	return name, s
}

// assemble joins the sections in order, up to the first that is missing, and decodes
// them by the charset that the first one names.
func assemble(sections []section) string {
	slices.SortStableFunc(sections, func(a, b section) int { return a.number - b.number })
	if sections[0].number == whole {
		return decodeWords(sections[0].value)
	}
	var charset string
	var joined []byte
	next := 0
	for _, s := range sections {
		if s.number != next {
			continue // one that is doubled, or the whole in the old form
		}
		value := s.value
		if s.encoded {
			if next == 0 {
				if named := strings.SplitN(value, "'", 3); len(named) == 3 {
					charset, value = named[0], named[2]
				}
			}
			value = unpercent(value)
		}
		joined = append(joined, value...)
		next++
	}
	if last := sections[len(sections)-1]; next == 0 && last.number == whole {
		return decodeWords(last.value)
	}
	return toUTF8(charset, joined)
}

func unpercent(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			c = unhex(s[i+1])<<4 | unhex(s[i+2])
			i += 2
		}
		b.WriteByte(c)
	}
	return b.String()
}

// splitOutside splits at a separator that stands outside of quotation marks. A mark
// that is never closed is a character like any other.
func splitOutside(s string, separator byte) []string {
	var pieces []string
	start, quoted := 0, false
	for i := 0; i < len(s); i++ {
		switch {
		case quoted && s[i] == '\\':
			i++
		case s[i] == '"':
			quoted = !quoted && strings.IndexByte(s[i+1:], '"') >= 0
		case s[i] == separator && !quoted:
			pieces, start = append(pieces, s[start:i]), i+1
		}
	}
	return append(pieces, s[start:])
}

// uncomment cuts a comment at the end: charset=us-ascii (Plain text).
func uncomment(s string) string {
	if i := strings.Index(s, " ("); i >= 0 && strings.HasSuffix(strings.TrimSpace(s), ")") && !strings.Contains(s, `"`) {
		return s[:i]
	}
	return s
}

// unquote is a value without its quotation marks, also where one of them is missing.
func unquote(s string) string {
	if !strings.HasPrefix(s, `"`) {
		return s
	}
	var b strings.Builder
	for i := 1; i < len(s) && s[i] != '"'; i++ {
		if s[i] == '\\' && i+1 < len(s) && (s[i+1] == '"' || s[i+1] == '\\') {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
