package rights

// National identity numbers are never needed here, and people write them all
// the same: a number that passes both check digits of a fødselsnummer or
// D-nummer (Skatteetaten) is masked before anything is stored (Art. 5(1)(c)).

import (
	"regexp"
	"sync"
)

// elevenDigits finds eleven digits that stand alone, with the spaces, points or
// hyphens that people put between day, month, year and the two parts after.
var elevenDigits = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\b\d{2}[ .-]?\d{2}[ .-]?\d{2}[ .\x{a0}-]?\d{3}[ \x{a0}]?\d{2}\b`)
})

// masked stands where a number stood.
const masked = "•••••••••••"

// Mask replaces each valid national identity number in a text.
func Mask(text string) string {
	return elevenDigits().ReplaceAllStringFunc(text, func(found string) string {
		var digits []int
		for _, r := range found {
			if r >= '0' && r <= '9' {
				digits = append(digits, int(r-'0'))
			}
		}
		if !validIdentityNumber(digits) {
			return found
		}
		return masked
	})
}

// validIdentityNumber checks both check digits of eleven digits.
func validIdentityNumber(d []int) bool {
	first := []int{3, 7, 6, 1, 8, 9, 4, 5, 2, 1}
	second := []int{5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1}
	return sum(d, first)%11 == 0 && sum(d, second)%11 == 0
}

func sum(digits, weights []int) int {
	total := 0
	for i, w := range weights {
		total += digits[i] * w
	}
	return total
}
