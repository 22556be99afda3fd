package classify

// Whether a verb that was found is asked for. The guards stand in one list, in
// the order in which they are asked; the first that holds decides. They are what
// keeps "ikke slett", "hvis …, slett" and "jeg slettet" from being requests.

const (
	lookBack  = 28 // how far before a verb its asking may stand
	lookAhead = 12 // how far after it a condition may stand
)

// view is a verb with what stands before it in its sentence.
type view struct {
	*text
	head     int
	word     token
	from, to int // the sentence, as far as it is looked at
	frame    int // the nearest word that asks, or -1
	inquiry  int // the nearest question word in the clause of the frame or the verb, or -1
}

func (t *text) view(head int) view {
	v := view{text: t, head: head, word: t.tokens[head], frame: -1, inquiry: -1}
	v.from, v.to = t.window(head, lookBack, lookAhead)
	if last := t.find(head-1, v.from, but); last >= 0 {
		v.from = last + 1
	}
	for n := head - 1; n >= v.from && v.frame < 0; n-- {
		if t.framesAt(n, head) {
			v.frame = n
		}
	}
	if v.frame < 0 && t.led(head) && v.word.forms&(noun|infinitive) != 0 && v.opening() {
		v.frame = head
	}
	v.inquiry = v.findInquiry()
	return v
}

// findInquiry looks for a question word in the clause of the verb, and before
// the frame in the clause of the frame.
func (v view) findInquiry() int {
	for n := v.head - 1; n >= v.from; n-- {
		w := v.tokens[n]
		if w.clause != v.word.clause && (v.frame < 0 || w.clause != v.tokens[v.frame].clause) {
			if v.frame < 0 || n < v.frame {
				break
			}
			continue
		}
		if v.asksAt(n) {
			return n
		}
	}
	return -1
}

// asksAt reports whether the word at n makes a question of what follows.
func (v view) asksAt(n int) bool {
	w := v.tokens[n]
	switch {
	case w.is.has(why), w.is.has(confirm) && n > v.frame:
		return false
	case w.is.has(know):
		return n > v.frame || v.frame == n
	case w.word == "whether" && v.is(n+1, you) && !v.is(n+2, have):
		return false
	case w.is.has(topic):
		return n >= v.head-4 && !v.is(n+1, aboutMe)
	case w.is.has(opener) && !v.of(n).asks && turns[v.at(n-1).word] && v.at(n-1).clause == w.clause:
		return false // "nå er jeg tilbake i jobb og …"
	case w.is.has(will) && v.frame > n && v.is(v.frame, please):
		return false // "vil dere være så snill å …"
	case w.is.any(setOf(will, must)) && !v.of(n).asks && n > v.of(n).from+2:
		return false // "når jeg har fått den, vil jeg …"
	case w.is.has(opener) && v.startsClause(n):
		return !(v.frame >= 0 && v.frame <= n+2) && !w.is.has(possible)
	}
	return w.is.has(how) && !(w.is.has(later) && v.frame >= 0) || w.is.has(what)
}

// turns are words after which a statement, too, has its verb first.
var turns = folded("nå, da, derfor, så, deretter, samtidig, dermed, først, no, difor, now, then, so, dessuten, i tillegg, uansett, likevel")

// startsClause reports whether only fillers stand before n in its clause.
func (t *text) startsClause(n int) bool {
	for k := n; k >= 0; k-- {
		w := t.tokens[k]
		if n-k > 8 || k < n && !w.is.has(filler) && !w.is.has(but) && !(w.name && w.is == (set{})) && w.word != "3" && !w.is.has(please) {
			return false
		}
		if w.opens || k < n && w.is.has(but) {
			return true
		}
	}
	return false
}

// opening reports whether the verb opens its clause, as an imperative does.
func (v view) opening() bool {
	if v.startsClause(v.head) || v.is(v.head-1, please) {
		return true
	}
	before := v.head - 1
	for before > v.from && v.is(before, filler) && !v.is(before, and) {
		before--
	}
	return v.is(before, and) && v.coordinated()
}

// coordinated: "stopp … og slett …", where the first verb was an order or asked for.
func (v view) coordinated() bool {
	for n := v.head - 2; n >= v.from; n-- {
		if v.tokens[n].forms&imperative != 0 && v.startsClause(n) {
			return true
		}
	}
	return false
}

// guard is one way in which a verb is something else than asked for.
type guard struct {
	name  string
	holds func(view) bool
	makes standing
}

// guards are asked in this order.
var guards = []guard{
	{"quoted", view.isQuoted, doubtful},
	{"undone", view.isUndone, negated},
	{"thanked for", view.isThanked, past},
	{"overdue", view.isOverdue, overdue},
	{"asked before", view.isAskedBefore, past},
	{"told by others", view.isReported, past},
	{"recited", view.isRecited, asks},
	{"confirmation", view.isConfirmation, nothing},
	{"helpless", view.isHelpless, firmly},
	{"unable", view.isUnable, doubtful},
	{"not done", view.isNotDone, past},
	{"not", view.isNegated, negated},
	{"asked about", view.isPlainInquiry, asks},
	{"conditional", view.isConditional, doubtful},
	{"considered", view.isConsidered, doubtful},
	{"either way", view.isEither, doubtful},
	{"explained", view.isExplained, doubtful},
	{"by oneself", view.isOwnTry, doubtful},
	{"governed", view.isHindered, doubtful},
	{"echoed", view.isEchoed, doubtful},
	{"of people in general", view.isGeneral, asks},
	{"work", view.isWork, nothing},
	{"asked about", view.isInquiry, asks},
	{"done", view.isDone, past},
}

// mood says how the verb stands, and by which guard.
func (v view) mood() (standing, string) {
	for _, g := range guards {
		if g.holds(v) {
			return g.makes, g.name
		}
	}
	if v.isAsked() {
		return firmly, ""
	}
	if v.isOwnAct() {
		return asks, "asked about"
	}
	if v.word.forms&noun != 0 && v.startsFragment() {
		return weakly, ""
	}
	return nothing, ""
}

// isAsked: an order, a wish or a polite question.
func (v view) isAsked() bool {
	f := v.word.forms
	switch {
	case f&imperative != 0 && v.opening():
		return true
	case v.word.is.has(must) && f == passive: // "alt skal ut"
		return !v.of(v.head).asks
	case v.frame >= 0 && f&(infinitive|participle|passive|noun|imperative) != 0:
		return v.willAsked()
	case v.frame >= 0 && f&present != 0:
		return !v.word.opens && (vanishes[v.word.shown] || v.find(v.head-1, max(v.from, v.head-6), you) >= 0)
	case f&infinitive != 0 && v.opening():
		return !v.of(v.head).asks
	}
	return false
}

// willAsked leaves "vil dere slette …?" open: it may ask what will be done.
func (v view) willAsked() bool {
	w := v.tokens[v.frame]
	if w.is.has(will) && !w.is.has(can) && v.is(v.frame+1, you) {
		inverted := w.is.has(must) && v.frame > v.of(v.head).from+2 && !v.of(v.head).asks // "når jeg har fått den, skal dere slette"
		return inverted || v.find(v.frame, v.to, please) >= 0
	}
	return true
}

// isOwnAct: "kan jeg slette profilen min?" asks whether one can oneself.
func (v view) isOwnAct() bool { return v.of(v.head).asks }

// inFragments is what may stand before a noun in a heading.
var inFragments = setOf(filler, request, law, article, data, my, insight, erase, correct, restrict, and, all, please, right, protest, move, takeBack, portable, see)

var headings = folded("etter, under, pursuant, angående, vedrørende, gjelder, henhold, accordance, according, regarding, account, ønskes, hjemmel, gjeld, based, formal, skriftlig, umiddelbar, immediate, complete, permanent, fullstendig")

// startsFragment: "Sletting av profil" has no verb before it.
func (v view) startsFragment() bool {
	s := v.of(v.head)
	for n := max(s.from, v.head-6); n < v.head; n++ {
		if w := v.tokens[n]; !w.is.any(inFragments) && len(w.word) > 3 && !headings[w.word] || w.is.any(setOf(want, speaker, can, not, have, was)) {
			return false
		}
	}
	return v.head-s.from <= 6 && s.to-s.from <= 14
}
