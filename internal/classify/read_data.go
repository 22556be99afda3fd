package classify

// readCorrect: "rett opp adressen min", "oppdater CV-en min".
func (t *text) readCorrect(v view, mood standing) standing {
	if mood == nothing || mood == past || mood == overdue && v.frame >= 0 {
		return nothing
	}
	from, to := t.window(v.head, 6, 10)
	for k := from; k <= to; k++ {
		w := t.tokens[k]
		if k == v.head || !w.is.any(setOf(field, data)) || k < v.head && v.word.forms&(participle|passive) == 0 {
			continue
		}
		if o := t.objectAt(k); o == ownData || o == ofOther || w.is.has(field) && t.find(from, to, me, my, speaker, wrong) >= 0 && t.find(from, to, our, us) < 0 {
			if w.is.has(thing) && o != ownData {
				continue
			}
			return correctOf(mood, o)
		}
	}
	if mood == firmly && (t.personal || t.isFieldWrong(v.head)) && t.isSpokenWrong(v) {
		return firmly
	}
	return nothing
}

// isFieldWrong: "mobilnummeret er feil", from one who says nothing of himself.
func (t *text) isFieldWrong(before int) bool {
	for n := max(t.body, before-60); n < before; n++ {
		_, end := t.window(n, 0, 5)
		at := t.find(n+1, end, wrong)
		if t.is(n, field) && !t.is(n, thing) && at >= 0 && t.find(n+1, end, not, thing, our, us) < 0 && !t.of(n).asks {
			return !parts[t.at(at+1).word] || !t.isUnknown(at+2) // "feil på fakturaen"
		}
	}
	return false
}

// isSpokenWrong: "det står at jeg er født i 1969 … kan dere rette dette?"
func (t *text) isSpokenWrong(v view) bool {
	_, end := t.window(v.head, 0, 6)
	alone := end-v.head < 2 || t.tokens[v.head+1].clause != v.word.clause || t.find(v.head-2, v.head+4, it) >= 0 || t.find(v.head+1, end, data) >= 0
	from := max(0, v.head-60)
	refers := t.find(v.head-2, v.head+4, it) >= 0 && t.before(v, ownData)
	return alone && t.find(v.head+1, end, thing, our) < 0 &&
		(refers || t.find(from, v.head, shows, wrong, changed) >= 0 || t.find(from, v.head, have, keep) >= 0 && t.find(from, v.head, not, but) >= 0)
}

// asRecord: "det står at jeg er født i 1969. Det riktige er 1996."
func (t *text) asRecord(from, to int) standing {
	v := t.view(from)
	if !t.personal || t.of(from).asks || t.find(v.from, v.to, thing, our, us) >= 0 || t.find(0, min(len(t.tokens)-1, 400), apply, cv) >= 0 {
		return nothing
	}
	first := t.tokens[from].sentence
	last := t.sentences[min(first+2, len(t.sentences)-1)].to - 1
	if t.find(from, min(last, from+45), wrong, changed) >= 0 || t.isDenied(from, min(last, from+25)) {
		return firmly
	}
	return nothing
}

// isDenied: "står som tømrer, men det har jeg ikke", "I am listed as X, but I am not".
func (t *text) isDenied(from, to int) bool {
	for n := from + 1; n <= to; n++ {
		if t.is(n, not) && t.find(n-4, n+2, speaker, it) >= 0 && t.find(n-4, n-1, have, was) >= 0 {
			return true
		}
	}
	return false
}

func correctOf(mood standing, o object) standing {
	if o == ofOther && mood == firmly {
		return doubtful
	}
	return mood
}

// asWrong: "adressen min er feil", "dere har feil telefonnummer på meg".
func (t *text) asWrong(from, to int) standing {
	v := t.view(from)
	at := to
	if t.is(from, field) || t.is(from, data) {
		at = from
	}
	own := t.objectAt(at) == ownData || t.find(v.from, v.to, aboutMe) >= 0 ||
		t.is(at, field) && t.find(v.from, v.to, me, my) >= 0 && t.find(v.from, v.to, us, our) < 0
	if !own || t.tokens[at].is.has(thing) && t.objectAt(at) != ownData || v.negates(from, max(v.from, from-3), t.tokens[from].clause) || t.mySide(v, from) {
		return nothing
	}
	if t.of(from).asks {
		return nothing
	}
	return firmly
}

// mySide: "jeg sendte feil CV" tells of one's own mistake with a mail.
func (t *text) mySide(v view, from int) bool {
	return t.find(max(v.from, from-4), v.to, give, apply, erase, see) >= 0
}

// asChanged: "jeg har flyttet; ny adresse er …", where the letter says which data.
func (t *text) asChanged(from, to int) standing {
	v := t.view(from)
	if !t.personal || t.of(from).asks || v.isNegated() || t.find(0, min(len(t.tokens)-1, 400), apply, cv) >= 0 {
		return nothing
	}
	has := t.find(max(v.from, from-4), v.to, field) >= 0
	mine := t.find(v.from, v.to, my, me, speaker) >= 0 || t.find(max(0, from-25), v.to, field) >= 0 && t.find(max(0, from-25), v.to, my, you) >= 0
	if has && mine && t.find(v.from, v.to, erase, thing) < 0 {
		return firmly
	}
	return nothing
}

// readRestrict: "begrens behandlingen", "frys profilen min".
func (t *text) readRestrict(v view, mood standing) standing {
	if mood == nothing || mood == past || v.word.forms&participle != 0 && v.frame < 0 || v.word.word == "limit" && limits[t.at(v.head-1).word] {
		return nothing
	}
	from, to := t.window(v.head, 5, 8)
	after := t.find(v.head+1, to, processing)
	if after < 0 && v.word.forms&(participle|passive) != 0 {
		after = t.find(from, v.head-1, processing)
	}
	if after >= 0 && t.find(v.from, v.to, his, our, thing) < 0 {
		return mood
	}
	if o, at := t.objectOf(v.head); (o == ownData && !t.is(at, me) || o == bareData && t.personal && mood == firmly) || o == reference && mood == firmly && (t.before(v, ownData) || t.find(max(0, v.head-40), v.head, processing) >= 0) {
		return mood
	}
	return nothing
}

// limits stand before "limit" where it is no verb.
var limits = folded("time, age, word, the, a, legal, statutory, upper, no")

// readMove: data to take along: in a format, or to another service.
func (t *text) readMove(v view, mood standing) standing {
	if mood == nothing || mood == past {
		return nothing
	}
	if v.word.forms == noun && mood == weakly {
		if t.ownAfter(v.head) >= 0 {
			return weakly
		}
		return nothing
	}
	from, to := t.window(v.head, 8, 12)
	own := t.ownAfter(v.head) >= 0
	if !own && v.word.forms&(participle|passive) != 0 {
		o, _ := t.objectBefore(v.head)
		own = o == ownData
	}
	own = own || t.find(v.head+1, min(to, v.head+3), it) >= 0 && t.before(v, ownData)
	export := exports[v.word.word]
	if !own || !export && t.find(from, to, format, elsewhere) < 0 && !t.toNamed(v.head, to) || t.find(v.head, to, applying) >= 0 && t.find(from, to, format, data) < 0 {
		return nothing
	}
	return mood
}

// toNamed: "overfør profilen min til Jobbhuset".
func (t *text) toNamed(from, to int) bool {
	for n := from + 1; n < to; n++ {
		if w := t.tokens[n].word; (w == "til" || w == "to") && t.tokens[n+1].name && t.tokens[n+1].is == (set{}) {
			return true
		}
	}
	return false
}

// readSendOn: "send profilen min over til Jobbnorge".
func (t *text) readSendOn(v view, mood standing) standing {
	if mood != firmly || t.is(v.head+1, me) || t.ownAfter(v.head) < 0 || t.find(v.head, v.to, elsewhere) < 0 || t.find(v.head, v.to, not) >= 0 {
		return nothing
	}
	return firmly
}

var exports = folded("eksporter, eksportere, eksport, eksportert, export, exporting, exported, port, porting, porter, portere, ta med meg, dataeksport, download, exportera")

// asFormat: "mine data i maskinlesbart format", where something is asked for.
func (t *text) asFormat(from, to int) standing {
	if t.objectAt(from) != ownData && t.find(max(0, from-12), to, me, my, aboutMe, entered) < 0 {
		return nothing
	}
	if v := t.view(from); files[t.tokens[to].word] && t.find(v.from, max(v.to, to), entered, elsewhere) < 0 {
		return nothing // "send meg en fil med alt dere har om meg"
	}
	for n := from - 1; n >= t.view(from).from; n-- {
		w := t.tokens[n]
		if t.framesAt(n, from) || w.forms&imperative != 0 && t.startsClause(n) && w.is.any(setOf(give, move, see)) {
			if t.find(n, from, not) >= 0 || t.view(from).inquiry >= 0 {
				return nothing
			}
			return firmly
		}
	}
	return nothing
}

var files = folded("en, ei, som, til, a, as, in")

// asPortability: the right named, and asked for as a noun is.
func (t *text) asPortability(from, to int) standing {
	v := t.view(from)
	v.word.forms |= noun
	mood, _ := v.mood()
	return mood
}
