package classify

import "ordholden/internal/gdpr"

// rightOfArticle is the right that an article of the Regulation gives.
var rightOfArticle = map[string]gdpr.Right{
	"15": gdpr.Access, "16": gdpr.Rectification, "17": gdpr.Erasure,
	"18": gdpr.Restriction, "20": gdpr.Portability, "21": gdpr.Objection,
}

// readArticle reads "artikkel 15 og 17", where something is asked for in the
// same sentence. A span such as "15 til 22" names everything, and so nothing.
func (t *text) readArticle(acts []act, n int) []act {
	if !t.tokens[n].is.has(article) {
		return acts
	}
	v := t.view(n)
	mood, guard := v.mood()
	if mood == nothing {
		return acts
	}
	name := "article"
	if guard != "" {
		name += ": " + guard
	}
	_, end := t.window(n, 0, 9)
	last := n
	for k := n + 1; k <= end && k-last < 4; k++ {
		w := t.tokens[k].word
		if !number(w) {
			continue
		}
		last = k
		right, known := rightOfArticle[w]
		if w == "7" && t.at(k+1).word == "3" {
			right, known = gdpr.Withdrawal, true
		}
		made := mood
		if t.is(k+1, behalf) || w == "22" || t.span(k) {
			made = doubtful
		}
		if known && !t.ruledOut(k, right) {
			acts = append(acts, act{name, right, made, n, k + 1})
		}
	}
	return acts
}

// span: "15 til 22".
func (t *text) span(k int) bool {
	for _, to := range []int{k + 1, k - 1} {
		if w := t.at(to).word; w == "til" || w == "to" || w == "through" {
			return number(t.at(to+1).word) && number(t.at(to-1).word)
		}
	}
	return false
}

// ruledOut: an erasure by its article alone is not taken where the same sentence
// speaks of what is no personal data of the sender's.
func (t *text) ruledOut(k int, right gdpr.Right) bool {
	if right != gdpr.Erasure {
		return false
	}
	from, to := t.window(k, 20, 20)
	return t.find(from, to, behalf, our) >= 0
}
