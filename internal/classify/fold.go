package classify

import (
	"strings"
	"unicode"
)

// People write to us from keyboards without æ, ø and å, and double letters are
// what Norwegian is most often misspelled in. So words are compared folded: both
// "å slette" and "aa slete" read "a slete". The tables are folded the same way.

// plain is the letter that a marked letter folds to.
var plain = map[rune]rune{
	'å': 'a', 'æ': 'a', 'ä': 'a', 'á': 'a', 'à': 'a', 'â': 'a',
	'ø': 'o', 'ö': 'o', 'ó': 'o', 'ò': 'o', 'ô': 'o',
	'é': 'e', 'è': 'e', 'ê': 'e', 'ë': 'e', 'ü': 'u', 'í': 'i',
}

// fold brings a word in lower case to the form that words are compared in.
func fold(word string) string {
	letters := make([]rune, 0, len(word))
	for _, r := range word {
		if unicode.Is(unicode.Mn, r) {
			continue // of a letter that came decomposed
		}
		if p, ok := plain[r]; ok {
			r = p
		}
		letters = append(letters, r)
	}
	return squeeze(letters)
}

// squeeze writes ae as a, oe as o save at the end ("noe"), and double letters once.
func squeeze(letters []rune) string {
	var b strings.Builder
	last := rune(0)
	for i, r := range letters {
		digraph := r == 'e' && (last == 'a' || last == 'o' && i+1 < len(letters))
		if digraph || r == last && unicode.IsLetter(r) {
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}
