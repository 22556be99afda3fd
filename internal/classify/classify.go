// Package classify owns what a letter is taken to ask for.
package classify

import "ordholden/internal/letter"

// The words of package letter, as the rules use them. They stand apart, so that a
// function which only keeps what was found does not carry the rules.
type (
	Letter   = letter.Letter
	Kind     = letter.Kind
	Finding  = letter.Finding
	Evidence = letter.Evidence
)

// The kinds that the rules tell apart.
const (
	Request     = letter.Request
	Question    = letter.Question
	Complaint   = letter.Complaint
	Application = letter.Application
	Spam        = letter.Spam
	Unclear     = letter.Unclear
)

// Read finds what a letter asks for. It is a pure function of the letter, takes
// time linear in its length, and never lists an erasure on a guess.
func Read(l Letter) Finding {
	t := newText(l)
	return t.decide(l)
}
