package thread

import (
	"slices"
	"strings"
	"unicode"

	"ordholden/internal/gdpr"
)

// CaseInSubject finds the one case number in a subject. In groups of four with
// hyphens, as our subjects have it, a number stands for itself. Written in one, or in
// groups with spaces, it counts only after a word for a case: other words may be as
// long. A subject that names two cases names none.
func CaseInSubject(subject string) (gdpr.ID, bool) {
	var found gdpr.ID
	named := false
	words := split(subject)
	for i, word := range words {
		c, ok := numberAt(words[i:], named)
		if ok && found != "" && c != found {
			return "", false
		}
		if ok {
			found = c
		}
		named = slices.Contains(nouns, word) || named && slices.Contains(fillers, word)
	}
	return found, found != ""
}

// What people write before a case number, and between that and the number.
var (
	nouns   = []string{"sak", "saka", "saken", "saksnr", "saksnummer", "saksnummeret", "case"}
	fillers = []string{"nr", "no", "nummer", "number"}
)

// hyphens are what mail programs and people put in the place of a hyphen.
var hyphens = strings.NewReplacer("\u00ad", "", "\u2010", "-", "\u2011", "-", "\u2012", "-", "\u2013", "-", "\u2212", "-")

// split is the words of a subject in lower case, with the hyphens within them.
func split(subject string) []string {
	words := strings.FieldsFunc(strings.ToLower(hyphens.Replace(subject)), func(r rune) bool {
		return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
	for i, word := range words {
		words[i] = strings.Trim(word, "-")
	}
	return slices.DeleteFunc(words, func(word string) bool { return word == "" })
}

// Lengths of a case number in bytes: written in one, and in groups of four.
const (
	inOne    = 26
	inGroups = 32
)

// numberAt reads the case number with which the words begin.
func numberAt(words []string, named bool) (gdpr.ID, bool) {
	whole := words[0]
	if named && len(whole) == inOne && !strings.Contains(whole, "-") {
		return gdpr.ParseID(whole)
	}
	for i := 1; named && i < len(words) && len(whole) < inGroups; i++ {
		whole += "-" + words[i]
	}
	if !grouped(whole) {
		return "", false
	}
	return gdpr.ParseID(whole)
}

// grouped reports whether hyphens stand where ID.Grouped puts them, and nowhere else.
func grouped(s string) bool {
	if len(s) != inGroups {
		return false
	}
	for i := range len(s) {
		if (s[i] == '-') != (i%5 == 4) {
			return false
		}
	}
	return true
}
