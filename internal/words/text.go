// Package words owns the sentences that the product itself speaks, in every language.
package words

import (
	"strings"

	"ordholden/internal/gdpr"
)

// text makes a Text of all languages: one that lacks a language does not compile.
func text(nb, nn, en string) gdpr.Text { return gdpr.Text{NB: nb, NN: nn, EN: en} }

// Fill is the text in a language with each {name} replaced by the value after
// it: Fill(t, l, "name", "Mojob"). Values are never looked into again.
func Fill(t gdpr.Text, l gdpr.Language, namesAndValues ...string) string {
	pairs := make([]string, len(namesAndValues))
	for i, s := range namesAndValues {
		if i%2 == 0 {
			s = "{" + s + "}"
		}
		pairs[i] = s
	}
	return strings.NewReplacer(pairs...).Replace(t.In(l))
}

// Join lists phrases as a sentence does: "a, b og c".
func Join(phrases []string, l gdpr.Language) string {
	last := len(phrases) - 1
	if last < 1 {
		return strings.Join(phrases, "")
	}
	return strings.Join(phrases[:last], ", ") + " " + and.In(l) + " " + phrases[last]
}

// and joins the last of several phrases.
var and = text("og", "og", "and")

// lower makes the first letter small, for a name within a sentence.
func lower(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// Capital is a name within a sentence as it stands at the beginning of one.
func Capital(s string) string { return capital(s) }

// capital makes the first letter a capital; the names in this package begin with ASCII letters.
func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
