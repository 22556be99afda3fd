package classify

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What one word is. Apostrophes and hyphens within a word belong to it ("don't",
// "e-post", "CV-en") and are left out when it is read; an address of mail or of
// the web is one word.

// The words that addresses read as.
const (
	anAddress = "@address"
	aLink     = "@link"
)

const longestAddress = 300

// wordLength is how many bytes of the text's beginning make a word, 0 for none. An
// address is looked for only where one can begin.
func wordLength(text string, apart bool) int {
	if apart {
		if n := addressLength(text); n > 0 {
			return n
		}
	}
	n := 0
	for i, r := range text {
		if inWord(r) {
			n = i + utf8.RuneLen(r)
			continue
		}
		if n == 0 || i > n || !strings.ContainsRune("'’´`-_", r) {
			break
		}
	}
	return n
}

func inWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// addressLength is the length of the address that the text begins with, or 0.
func addressLength(text string) int {
	first, _ := utf8.DecodeRuneInString(text)
	if !inWord(first) {
		return 0
	}
	chunk := text[:min(len(text), longestAddress)]
	if i := strings.IndexAny(chunk, " \t\n<>\"()[],;"); i >= 0 {
		chunk = chunk[:i]
	}
	chunk = strings.TrimRight(chunk, ".!?:'’")
	link := strings.HasPrefix(chunk, "www.") || strings.Contains(chunk, "://")
	if at := strings.IndexByte(chunk, '@'); link || at > 0 && at < len(chunk)-1 {
		return len(chunk)
	}
	return 0
}

// clean is a word without the marks within it.
func clean(raw string) string {
	switch {
	case strings.Contains(raw, "://") || strings.HasPrefix(raw, "www."):
		return aLink
	case strings.Contains(raw, "@"):
		return anAddress
	}
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("'’´`-_", r) {
			return -1
		}
		return r
	}, raw)
}
