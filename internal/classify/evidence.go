package classify

import (
	"strings"
	"unicode/utf8"
)

const (
	longestPhrase = 120 // characters
	mostEvidence  = 12
	longestNumber = 4 // digits that are shown
)

// evidence says why: first what the rules found, then the signs of the kind.
func (t *text) evidence(f Finding, s signals) []Evidence {
	var found []Evidence
	seen := map[Evidence]bool{}
	add := func(e Evidence) {
		if !seen[e] && len(found) < mostEvidence {
			seen[e] = true
			found = append(found, e)
		}
	}
	for _, a := range t.acts {
		if a.standing != nothing {
			add(Evidence{Rule: a.rule + " (" + standingNames[a.standing] + ")", Right: a.right, Phrase: t.phrase(a.from, a.to)})
		}
	}
	for _, c := range signsOf[f.Kind] {
		if at, ok := s.places[c]; ok {
			add(Evidence{Rule: signNames[c], Phrase: t.phrase(at, at+t.tokens[at].reach)})
		}
	}
	if s.attached && f.Kind == Application {
		add(Evidence{Rule: "application attached"})
	}
	if f.Kind == Question && len(found) == 0 {
		add(Evidence{Rule: "question", Phrase: t.question()})
	}
	return found
}

// signsOf is which signs speak for a kind.
var signsOf = map[Kind][]class{
	Complaint:   {complain, authority, anger},
	Application: {apply, cv, hiring},
	Spam:        spamSigns,
	Question:    {asking, support},
	Unclear:     {apply, cv, complain, undo},
}

var signNames = map[class]string{
	complain: "complaint", authority: "authority", anger: "anger", apply: "application", cv: "application papers",
	hiring: "words of hiring", asking: "question", support: "help wanted", seo: "spam: search", coin: "spam: investment",
	prize: "spam: prize", phish: "spam: phishing", offer: "spam: sales", hype: "spam: loud words", money: "spam: payment",
	footer: "spam: mailing", undo: "taken back",
}

// question is the beginning of the first sentence that asks.
func (t *text) question() string {
	for _, s := range t.sentences {
		if s.asks {
			return t.phrase(s.from, s.to)
		}
	}
	return t.phrase(0, len(t.tokens))
}

// phrase is words as they were written, in lower case, at most longestPhrase
// characters, with addresses left out and long numbers masked.
func (t *text) phrase(from, to int) string {
	var b strings.Builder
	length := 0
	for n := max(from, 0); n < min(to, len(t.tokens)); n++ {
		shown := t.shown(n)
		length += utf8.RuneCountInString(shown) + 1
		if length > longestPhrase+1 {
			break
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(shown)
	}
	return b.String()
}

// shown is one word of a phrase; a number of five digits or more is masked, also
// where spaces part it.
func (t *text) shown(n int) string {
	shown := t.tokens[n].shown
	digits := countDigits(shown)
	if digits == 0 {
		return shown
	}
	for k := n - 1; k >= n-4 && k >= 0 && number(t.tokens[k].word); k-- {
		digits += countDigits(t.tokens[k].shown)
	}
	for k := n + 1; k <= n+4 && k < len(t.tokens) && number(t.tokens[k].word); k++ {
		digits += countDigits(t.tokens[k].shown)
	}
	if digits <= longestNumber {
		return shown
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '•'
		}
		return r
	}, shown)
}

func countDigits(word string) int {
	n := 0
	for _, r := range word {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}
