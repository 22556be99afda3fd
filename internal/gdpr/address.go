package gdpr

import (
	"net/mail"
	"strings"
)

// maxAddress is the longest e-mail address that a path can carry (RFC 5321, 4.5.3.1.3).
const maxAddress = 254

// ParseAddress reads a bare e-mail address (RFC 5321 Mailbox, without quoted
// local parts and address literals, which no provider gives to people).
func ParseAddress(s string) (Private, bool) {
	s = strings.TrimSpace(s)
	if len(s) > maxAddress || !Printable(s) || strings.ContainsAny(s, " \"()<>[],;:\\") {
		return "", false
	}
	parsed, err := mail.ParseAddress(s)
	if err != nil || parsed.Address != s {
		return "", false
	}
	_, domain, _ := strings.Cut(s, "@")
	if !strings.Contains(strings.Trim(domain, "."), ".") || strings.Contains(domain, "@") {
		return "", false
	}
	return Private(s), true
}

// Printable reports whether s holds no control character and no line break:
// what may stand in one line of a page, a log or a mail's header.
func Printable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' || r == '\ufffd'
	})
}
