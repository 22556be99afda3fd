package classify

import "ordholden/internal/gdpr"

// "Not", and what it stands over.

// isNegated looks for a "not" over the verb or over the word that asks for it.
func (v view) isNegated() bool {
	if v.negates(v.head-1, max(v.from, v.head-7), v.word.clause) && !v.isPoliteNot() {
		return true
	}
	if v.isParted() || v.isForbidden() {
		return true
	}
	after := v.head + v.word.reach
	for n := after; n <= min(v.to, after+2) && !v.word.is.has(protest); n++ {
		if v.tokens[n].clause == v.word.clause && v.notAt(n) && !v.isBeyond(after, n) {
			return true
		}
	}
	order := v.word.forms&imperative != 0 && v.startsClause(v.head)
	if v.frame < 0 || v.frame == v.head || order || v.isPoliteNot() {
		return false
	}
	clause := v.tokens[v.frame].clause
	return v.negates(v.frame-1, max(v.from, v.frame-3), clause) || v.negates(v.frame+3, v.frame, clause)
}

// isParted: "do not, under any circumstances, delete".
func (v view) isParted() bool {
	for n := v.head - 2; n >= v.from; n-- {
		if v.notAt(n) && v.at(n+1).opens && v.at(n+1).sentence == v.word.sentence && v.frame <= n {
			return true
		}
	}
	return false
}

// isForbidden: an item of a list of what is not to be done, "please do not: (a) delete".
func (v view) isForbidden() bool {
	const furthest = 6
	lead, ok := v.leadOf(v.head)
	if !ok || !v.of(v.head).item || v.frame >= 0 && v.frame != v.head {
		return false
	}
	for n := lead.to - 1; n >= max(lead.from, lead.to-furthest) && !v.is(n, and) && v.tokens[n].clause == v.tokens[lead.to-1].clause; n-- {
		if v.notAt(n) {
			return true
		}
	}
	return false
}

// isBeyond: a verb of its own between the verb and "not".
func (v view) isBeyond(after, n int) bool {
	for k := after; k < n; k++ {
		if v.tokens[k].is.any(setOf(and, speaker, you, want, what)) {
			return true
		}
	}
	return v.tokens[n].is.has(instead)
}

// negates looks in one clause from a place down to another.
func (v view) negates(from, to, clause int) bool {
	for n := min(from, v.head-1); n >= to; n-- {
		if v.tokens[n].clause == clause && v.notAt(n) {
			return !v.isNewWish(n) && v.find(n, v.head, how) < 0
		}
	}
	return false
}

// notAt: "not", save in "not only", "don't hesitate" and their like.
func (t *text) notAt(n int) bool {
	if t.is(n, not) && t.is(n-1, can) && t.is(n-2, you) {
		return true // "dere kan ikke bare slette"
	}
	return t.is(n, not) && !t.is(n, merely) && !t.is(n-1, merely) && !t.is(n-2, merely)
}

// isNewWish: between "not" and the verb begins a wish or an order of its own, as in
// "vil ikke ha jobben og ber om sletting" and "ikke ring meg og slett meg".
func (v view) isNewWish(no int) bool {
	at := v.find(v.head, no, and)
	if at < 0 || at == v.head {
		return false
	}
	if v.frame > at {
		return true
	}
	next := v.tokens[v.head]
	return at == v.head-1 && next.forms&imperative != 0 && !goes[v.at(no+1).word] &&
		v.at(no+1).forms&imperative != 0
}

// goes are verbs that only lead to the next one: "ikke gå inn og slett".
var goes = folded("gå, ga, bare, go, try, prøv, kom, come, log, logg")

// isPoliteNot: "kan dere ikke bare slette meg?".
func (v view) isPoliteNot() bool {
	if v.frame < 0 || v.head-v.frame > 7 {
		return false
	}
	f := v.frame
	if !v.tokens[f].is.any(setOf(can, will)) || v.is(f-1, you) {
		for f > max(v.from, v.frame-4) && !v.is(f, can) {
			f--
		}
	}
	asked := v.of(v.head).asks || v.find(f, v.to, please) >= 0 || v.find(f, v.head, still) >= 0
	if v.tokens[f].is.has(can) && v.is(f+1, you) && plainNot[v.tokens[f+2].word] {
		return asked && (v.language != gdpr.English || v.tokens[f+2].word == "just")
	}
	return false
}

var plainNot = folded("ikke, ikkje, ike, ikje, ikk, inte, ikkj, not, just")
