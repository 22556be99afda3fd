package classify

// Rights that are recited, as Art. 15(1)(e) and (f) do and every template after them:
// who asks to be told of a right does not exercise it.

// isRecited: "the existence of the right to request rectification or erasure".
func (v view) isRecited() bool { return v.recited(v.head) }

// recited reports whether the word at n hangs on a right that is to be told of.
func (t *text) recited(n int) bool {
	from, _ := t.window(n, lookBack, 0)
	at := t.find(n, from, right)
	return at >= 0 && (t.toldOf(at) || t.listed(at) || t.askedHow(at)) && !t.ordersBetween(at, n)
}

// askedHow: "how you see to the right to erasure".
func (t *text) askedHow(at int) bool {
	return t.find(t.of(at).from, at, how) >= 0
}

// toldOf: "the existence of", "information about" right before the word for a right.
func (t *text) toldOf(at int) bool {
	const furthest = 4
	from, _ := t.window(at, furthest, 0)
	for n := at - 1; n >= from && t.tokens[n].clause == t.tokens[at].clause; n-- {
		w := t.tokens[n]
		if existences[w.word] || tellings[w.word] && abouts[t.tokens[n+1].word] {
			return true
		}
		if w.is.any(setOf(and, but, me, speaker, aboutMe)) {
			return false
		}
	}
	return false
}

var (
	existences = folded("existence, eksistensen, eksistens, forekomsten, förekomsten, foreligger, föreligger")
	tellings   = folded("information, informasjon, informasjonen, informationen, info")
	abouts     = folded("about, on, regarding, concerning, om, rundt")
)

// listed: an item that begins with a right, in a list of what is to be told.
func (t *text) listed(at int) bool {
	const first = 3
	s := t.of(at)
	lead, ok := t.leadOf(at)
	if !ok || !s.item || at-s.from >= first || t.find(lead.from, lead.to-1, exercise) >= 0 {
		return false
	}
	return t.find(lead.from, lead.to-1, give, confirm, know, see, insight) >= 0 || t.hasAny(tellings, lead.from, lead.to-1)
}

// ordersBetween: a wish or an order of its own begins after the right that is told of.
func (t *text) ordersBetween(at, n int) bool {
	for k := at + 1; k <= n; k++ {
		w, joined := t.tokens[k], t.is(k-1, and) && !or[t.at(k-1).word] || t.is(k-1, but)
		if (w.opens || joined) && w.is.any(setOf(speaker, please, want, ask)) {
			return true
		}
		if joined && t.at(k-1).opens && w.forms&imperative != 0 {
			return true
		}
	}
	return false
}
