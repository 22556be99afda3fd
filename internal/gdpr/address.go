package gdpr

import (
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How long an e-mail address may be, and its parts, in octets.
const (
	maxAddress = 254 // as a path carries it (RFC 5321, 4.5.3.1.3)
	maxLocal   = 64  // before the @ (RFC 5321, 4.5.3.1.1)
	maxLabel   = 63  // between two points of the domain (RFC 1035, 2.3.4)
)

// ParseAddress reads a bare e-mail address (RFC 5321 Mailbox, without quoted
// local parts and address literals, which no provider gives to people). The
// domain may be an international one, which has a spelling in ASCII; the part
// before the @ has none, and SES speaks no SMTPUTF8: no mail would go there.
func ParseAddress(s string) (Private, bool) {
	s = strings.TrimSpace(s)
	if len(s) > maxAddress || !Printable(s) || strings.ContainsAny(s, " \"()<>[],;:\\") {
		return "", false
	}
	parsed, err := mail.ParseAddress(s)
	if err != nil || parsed.Address != s {
		return "", false
	}
	local, domain, _ := strings.Cut(s, "@")
	foreign := strings.ContainsFunc(local, func(r rune) bool { return r >= utf8.RuneSelf })
	if len(local) > maxLocal || foreign || !isDomain(domain) {
		return "", false
	}
	return Private(s), true
}

// isDomain reports whether s is two or more labels that DNS can hold: letters
// and digits of any script, and hyphens between them.
func isDomain(s string) bool {
	labels := strings.Split(s, ".")
	for _, label := range labels {
		if label == "" || strings.Trim(label, "-") != label || utf8.RuneCountInString(label) > maxLabel ||
			strings.ContainsFunc(label, notInLabel) {
			return false
		}
	}
	return len(labels) > 1
}

func notInLabel(r rune) bool {
	return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
}

// Printable reports whether s holds no control character and no line break, and
// nothing that turns the direction of writing around or hides (Unicode bidi
// controls, zero-width space, byte order mark): what may stand in one line of a
// page, a log or a mail's header.
func Printable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		switch {
		case r < ' ', r >= 0x7f && r < 0xa0, r == '\u2028', r == '\u2029', r == '\ufffd':
			return true
		case r == '\u200b', r == '\u200e', r == '\u200f', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\ufeff':
			return true
		}
		return false
	})
}
