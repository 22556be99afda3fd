package inbound

import (
	"bytes"
	"strings"
)

// maxWord bounds how far the end of an encoded word is looked for, in bytes. RFC
// 2047, 2 allows 75; programs write far longer ones.
const maxWord = 4000

// decodeWords decodes the encoded words of a value (RFC 2047). The bytes of adjacent
// words in one charset are joined before they are decoded, since many programs cut
// within a character.
func decodeWords(s string) string {
	if !strings.Contains(s, "=?") {
		return s
	}
	var out strings.Builder
	var run wordRun
	for s != "" {
		start := strings.Index(s, "=?")
		if start < 0 {
			break
		}
		w, size := cutWord(s[start:])
		if size == 0 {
			run.flush(&out)
			out.WriteString(s[:start+2])
			s = s[start+2:]
			continue
		}
		// Space between two words is not part of the text (RFC 2047, 6.2).
		if between := s[:start]; !run.open || strings.TrimSpace(between) != "" {
			run.flush(&out)
			out.WriteString(between)
		}
		run.add(w, &out)
		s = s[start+size:]
	}
	run.flush(&out)
	out.WriteString(s)
	return out.String()
}

// word is one encoded word.
type word struct {
	charset string
	base64  bool
	text    string
}

// cutWord reads the encoded word at the beginning of s, and gives its length, 0
// where there is none. Spaces within are forgiven.
func cutWord(s string) (word, int) {
	head := s[2:min(len(s), maxWord)]
	charset, rest, ok := strings.Cut(head, "?")
	if !ok || charset == "" || len(charset) > 60 || len(rest) < 2 || rest[1] != '?' {
		return word{}, 0
	}
	text := rest[2:]
	end := strings.Index(text, "?=")
	if end < 0 {
		return word{}, 0
	}
	w := word{charset: charsetName(charset), text: text[:end]}
	switch rest[0] {
	case 'B', 'b':
		w.base64 = true
	case 'Q', 'q':
	default:
		return word{}, 0
	}
	return w, 2 + len(charset) + 1 + 2 + end + 2
}

// wordRun is adjacent words of one charset. Base64 is joined before it is decoded,
// since some programs cut within its groups too.
type wordRun struct {
	open    bool
	charset string
	bytes   bytes.Buffer
	base64  bytes.Buffer
}

func (r *wordRun) add(w word, out *strings.Builder) {
	if r.open && r.charset != w.charset {
		r.flush(out)
	}
	r.open, r.charset = true, w.charset
	if w.base64 {
		r.base64.WriteString(w.text)
		return
	}
	r.settle()
	for i := 0; i < len(w.text); i++ {
		c := w.text[i]
		switch {
		case c == '_':
			c = ' '
		case c == '=' && i+2 < len(w.text) && isHex(w.text[i+1]) && isHex(w.text[i+2]):
			c = unhex(w.text[i+1])<<4 | unhex(w.text[i+2])
			i += 2
		}
		r.bytes.WriteByte(c)
	}
}

func (r *wordRun) settle() {
	if r.base64.Len() > 0 {
		decodeBase64(&r.bytes, r.base64.Bytes())
		r.base64.Reset()
	}
}

func (r *wordRun) flush(out *strings.Builder) {
	if r.open {
		r.settle()
		out.WriteString(toUTF8(r.charset, r.bytes.Bytes()))
		r.bytes.Reset()
		r.open = false
	}
}
