// Package thread owns how a reply finds its case.
package thread

// SES puts an id of its own in the place of the Message-ID that we write. So each
// mail of ours carries its id as the last of its References too: mail programs copy
// those into a reply (RFC 5322, 3.6.4), and there it leads back to the case. Where a
// program drops them, the case number in the subject does.

import (
	"slices"
	"strings"

	"ordholden/internal/gdpr"
)

const (
	// longestID bounds an id in bytes: a line of a header takes 998 (RFC 5322, 2.1.1).
	longestID = 900
	// mostIDs bounds a header of ids, so that a thread of years still travels.
	mostIDs = 20
	// longestEntry bounds the name of an entry within an id, in bytes.
	longestEntry = 64
)

// ID is the id of a mail of ours, <entry.case@domain>: the same for every try.
func ID(entry string, c gdpr.ID, domain string) string {
	return "<" + entry + "." + string(c) + "@" + domain + ">"
}

// CaseIn reads the case from an id exactly as ID writes it, whatever its domain;
// false for any other. It may name a consent as well as a request. Anybody can write
// such an id: that it names a case says nothing of who wrote.
func CaseIn(id string) (gdpr.ID, bool) {
	if !Fit(id) {
		return "", false
	}
	left, domain, ok := strings.Cut(id[1:len(id)-1], "@")
	if !ok || domain == "" || strings.Contains(domain, "@") {
		return "", false
	}
	entry, number, ok := strings.Cut(left, ".")
	if !ok || !IsEntry(entry) {
		return "", false
	}
	if c, ok := gdpr.ParseID(number); ok && string(c) == number {
		return c, true
	}
	return "", false
}

// IsEntry reports whether an id can carry a mail's name within its case.
func IsEntry(s string) bool {
	return s != "" && len(s) <= longestEntry && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// Fit reports whether a header of ours can carry an id, of anybody's: printable
// ASCII in one pair of angle brackets, without spaces.
func Fit(id string) bool {
	if len(id) < 3 || len(id) > longestID || id[0] != '<' || id[len(id)-1] != '>' {
		return false
	}
	return !strings.ContainsFunc(id[1:len(id)-1], func(r rune) bool {
		return r <= ' ' || r > '~' || r == '<' || r == '>'
	})
}

// References is the ids before, separated by spaces, and one more as the last. Ids
// that are not Fit, and such as are said twice, are left out: an answer is worth
// more than its place in the thread. Of more than twenty, the first, where the
// thread began, and the last stay.
func References(before, last string) string {
	seen := map[string]bool{last: true}
	ids := slices.DeleteFunc(strings.Fields(before), func(id string) bool {
		drop := seen[id] || !Fit(id)
		seen[id] = true
		return drop
	})
	if Fit(last) {
		ids = append(ids, last)
	}
	if extra := len(ids) - mostIDs; extra > 0 {
		ids = slices.Delete(ids, 1, 1+extra)
	}
	return strings.Join(ids, " ")
}
