package inbound

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// clean is text that can be shown, compared and sent: line ends are \n, controls and
// whatever hides or turns text around (bidi controls, zero-width characters, soft
// hyphens) are gone, spaces are spaces, and letters are composed (NFC).
func clean(s string) string {
	if !strings.ContainsFunc(s, needsCleaning) {
		return s
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\r\n", "\n"), "\r\n", "\n")
	return norm.NFC.String(strings.Map(cleanRune, s))
}

// needsCleaning tells most lines of most mails, which are plain ASCII, from others.
func needsCleaning(r rune) bool { return (r < ' ' && r != '\n') || r > '~' }

func cleanRune(r rune) rune {
	switch {
	case r == '\n', r == '\r', r == '\f', r == '\v', r == '\u0085', r == '\u2028', r == '\u2029':
		return '\n'
	case r == '\t', unicode.Is(unicode.Zs, r):
		return ' '
	case r == utf8.RuneError:
		return '?'
	case unicode.In(r, unicode.Cc, unicode.Cf), r == '\u034f':
		return -1
	}
	return r
}

// oneLine is text as one line of at most so many characters, without doubled spaces.
func oneLine(s string, most int) string {
	return cutRunes(strings.Join(strings.Fields(clean(s)), " "), most)
}

// cutRunes is at most the first so many characters.
func cutRunes(s string, most int) string {
	for i := range s {
		if most == 0 {
			return strings.TrimSpace(s[:i])
		}
		most--
	}
	return s
}

// cutBytes is at most the first so many bytes, up to the end of a character.
func cutBytes(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most]
}
