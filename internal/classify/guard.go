package classify

// isQuoted: words within quotation marks are somebody else's, save the name of
// a right and a letter that is one quotation.
func (v view) isQuoted() bool {
	if !v.word.quoted {
		return false
	}
	outside := v.frame >= 0 && !v.tokens[v.frame].quoted
	whole := v.tokens[v.of(v.head).from].quoted && v.tokens[v.of(v.head).to-1].quoted
	return !outside && !whole
}

// isUndone: the sentence itself takes something back.
func (v view) isUndone() bool {
	at := v.find(v.head, v.from, undo)
	return at >= 0 && !(at < v.head && v.word.is.has(takeBack)) // "ombestemt meg om samtykket og vil trekke det"
}

// isThanked: "takk for at dere slettet", not "takk på forhånd for at dere sletter".
func (v view) isThanked() bool {
	at := v.find(v.head-1, max(v.from, v.head-6), thanks)
	if at < 0 || v.find(v.from, v.to, advance) >= 0 {
		return false
	}
	return v.frame < at
}

// isOverdue: "hvorfor har dere ikke slettet", "profilen er fortsatt ikke slettet".
func (v view) isOverdue() bool {
	if v.isWhyNot() || v.isNotDone() && v.find(0, v.head, asked) >= 0 {
		return true
	}
	if v.word.forms&(participle|passive) == 0 || v.frame >= 0 && !v.is(v.frame, please) {
		return false
	}
	no := v.find(v.head-1, max(v.from, v.head-6), not)
	if no < 0 {
		return false
	}
	if v.find(v.from, v.head, why) >= 0 || v.find(v.from, v.to, still) >= 0 {
		return v.find(v.head, v.from, speaker) < 0 || v.find(v.head, v.from, you, was) >= 0
	}
	has := v.find(no, v.from, have)
	return has >= 0 && v.is(has-1, you) || v.is(no-1, you)
}

// isWhyNot: "hvorfor kan dere ikke bare slette meg", "why can't you delete me".
func (v view) isWhyNot() bool {
	at := v.find(v.head-1, v.from, why)
	return at >= 0 && v.word.forms&noun == 0 && v.find(at, min(v.to, v.head+4), you) >= 0 && v.find(at, v.head, speaker) < 0 &&
		v.find(at, min(v.to, v.head+4), not) >= 0
}

// isAskedBefore: "jeg ba om sletting i mars".
func (v view) isAskedBefore() bool {
	at := v.find(v.head-1, v.from, asked)
	if at >= 0 && sends[v.tokens[at].word] && v.find(at+1, min(at+5, v.head), request, mailing, insight) < 0 {
		return false // "dokumentene jeg sendte inn"
	}
	return at >= 0 && (v.frame < at || v.frame < at+v.tokens[at].reach+2 && v.is(v.frame, request))
}

var sends = folded("sendte, sende, sendt, har sendt, sent")

// isNotDone: "profilen er altså ikke slettet" tells, and refuses nothing.
func (v view) isNotDone() bool {
	if v.isDidNot() {
		return true
	}
	if v.word.forms&participle == 0 || v.word.forms&(imperative|infinitive) != 0 || v.frame >= 0 {
		return false
	}
	no := v.find(v.head-1, max(v.from, v.head-3), not)
	return no >= 0 && v.find(no-1, max(v.from, no-4), was) >= 0 && v.find(v.from, no, want) < 0
}

// isDidNot: "you did not delete my data".
func (v view) isDidNot() bool {
	no := v.find(v.head-1, max(v.from, v.head-3), not)
	if no < 0 || v.word.forms&infinitive == 0 || v.tokens[no].clause != v.word.clause {
		return false
	}
	word, subject := v.tokens[no].word, no-1
	if did := v.at(subject).word == "did"; did {
		word, subject = "didnt", subject-1
	}
	return word == "didnt" && (v.is(subject, you) || v.is(subject-1, you) && v.is(subject, filler))
}

// isReported: "dere skrev at dere sletter".
func (v view) isReported() bool {
	for n := v.head + 1; n < v.to; n++ {
		if w := v.tokens[n].word; v.tokens[n].opens && (w == "sa" || w == "skrev" || w == "skreiv") && v.tokens[n].shown != "så" && v.is(n+1, speaker) {
			return true // "slett meg, sa jeg i fjor"
		}
	}
	at := v.find(v.head-1, v.from, said)
	if at >= 0 && v.word.forms&imperative != 0 && v.startsClause(v.head) && v.word.clause > v.tokens[at].clause && v.frame < at {
		return false // "jeg ser at dere har meg i basen, slett meg"
	}
	if at < 0 || v.frame < at {
		return at >= 0
	}
	own := v.tokens[v.frame].is.any(setOf(ask, want, hope, possible, please, exercise))
	return !own && !v.is(v.frame+1, you)
}

// isConfirmation: "ber om bekreftelse på at slettingen er gjort".
func (v view) isConfirmation() bool {
	if v.word.forms&(noun|participle) == 0 || v.word.forms&imperative != 0 {
		return false
	}
	at := v.find(v.head-1, max(v.from, v.head-8), confirm)
	return at >= 0 && v.frame < at || at >= 0 && v.frame == at
}

// isUnable: "jeg får ikke slettet profilen min" says that it was tried.
func (v view) isUnable() bool {
	at := v.find(v.head-1, max(v.from, v.head-5), unable)
	return at >= 0 && !v.is(at-1, you) && v.frame < at && v.word.is.has(erase) && v.find(at, max(v.from, at-3), speaker) >= 0
}

// isHelpless: the same, with a plea to have it done.
func (v view) isHelpless() bool {
	return v.isUnable() && v.find(v.head, min(len(v.tokens)-1, v.head+60), doIt) >= 0
}

// isConsidered: "vurderer å slette", "kanskje", "I will delete".
func (v view) isConsidered() bool {
	at := v.find(v.head-1, max(v.from, v.head-9), consider)
	if v.is(at-1, please) || at >= 0 && ponders[v.tokens[at].word] && (v.is(at-1, you) || v.is(at+1, you)) {
		return false // "please consider this a withdrawal", "mens dere vurderer det"
	}
	if at >= 0 && v.frame > at && toDo[v.at(v.frame-1).word] {
		return true // "vurderte lenge å be om sletting"
	}
	return at >= 0 && (v.frame < at || v.tokens[at].is.has(want) || v.frame <= at+1+v.tokens[at].reach)
}

var toDo = folded("å, aa, to, at")

var ponders = folded("vurderer, vurdere, overveier, considering, consider, planning, planlegger")

// isEither: "slette eller beholde".
func (v view) isEither() bool {
	after := v.head + v.word.reach
	return or[v.at(after).word] && v.is(after+1, keep) || or[v.at(v.head-1).word] && v.find(v.head-4, v.head-2, keep) >= 0 && v.word.is.has(erase)
}

var or = folded("eller, or")

// isExplained: "kan dere slette meg? altså, er det mulig?" asks whether it can be done.
func (v view) isExplained() bool {
	next := v.word.sentence + 1
	if !v.of(v.head).asks || next >= len(v.sentences) || !v.sentences[next].asks {
		return false
	}
	first := v.tokens[v.sentences[next].from].word
	return first == "altsa" || first == "mener" || v.find(v.sentences[next].from, v.sentences[next].from+3, possible) >= 0
}

// isOwnTry: "jeg vil slette profilen, men finner ikke knappen" looks for the way.
func (v view) isOwnTry() bool {
	if v.frame < 0 || !v.is(v.frame, want) || v.word.forms&infinitive == 0 || v.find(v.frame, v.head, you) >= 0 {
		return false
	}
	end := min(len(v.tokens)-1, v.head+40)
	if v.find(v.head, end, doIt, please, ask) >= 0 {
		return false
	}
	return v.find(v.head, end, unable) >= 0 || v.asksHowNext()
}

// asksHowNext: the next sentence is a question that begins with "how".
func (v view) asksHowNext() bool {
	next := v.word.sentence + 1
	return next < len(v.sentences) && v.sentences[next].asks && v.is(v.sentences[next].from, how)
}

// isHindered: another verb or a judgment governs what is to be done: "vente med å
// slette", "det var lett å slette".
func (v view) isHindered() bool {
	if v.frame < 0 {
		return false
	}
	for n := v.head - 1; n >= max(v.from, v.head-6) && v.tokens[n].clause == v.word.clause; n-- {
		if hinders[v.tokens[n].word] {
			return !(v.frame > n+2 && v.is(v.frame-1, and))
		}
	}
	return false
}

var hinders = folded("lett, enkelt, vanskelig, dumt, dum, synd, vente, venter, utsette, avvente, nesten, glemte, redd, bestemt, easy, hard, hold, wait, postpone, delay, almost, decided, tried, forsøkte, prøvde, klarte, managed, afraid, lov, allowed, stupid, forbidden, forbudt, nekte, refuse, slutte, dare, tør, våger")

// isEchoed: "slett meg? nei, …" repeats what was asked.
func (v view) isEchoed() bool {
	return v.of(v.head).asks && v.frame < 0 && v.word.forms&imperative != 0 && v.startsClause(v.head) && v.find(v.from, v.to, please, can) < 0
}

// isGeneral: "kan man kreve sletting".
func (v view) isGeneral() bool {
	for n := v.head - 1; n >= max(v.from, v.head-6); n-- {
		if w := v.tokens[n]; anybody[w.shown] || w.shown == "ein" && v.after(n, can) {
			return true
		}
	}
	return false
}

var anybody = map[string]bool{"man": true, "folk": true, "people": true, "anyone": true, "enhver": true}

// isWork: "erfaring med sletting av data".
func (v view) isWork() bool {
	at := v.find(v.head-1, max(v.from, v.head-8), work)
	return at >= 0 && (v.frame < at || v.is(v.frame, request) && v.frame <= at+2)
}

// isPlainInquiry: a question with no wish in it, or one about what is wished to
// be known, so that a condition in it is part of the question.
func (v view) isPlainInquiry() bool {
	if v.frame < 0 && v.of(v.head).asks && v.word.forms&present != 0 && v.word.forms&imperative == 0 {
		return true
	}
	return v.isInquiry() && (v.frame < 0 || v.inquiry > v.frame)
}

// isInquiry: a question word, or a verb that comes first: "sletter dere …?".
func (v view) isInquiry() bool {
	if v.word.forms&(present|passive) != 0 && v.word.forms&imperative == 0 && v.startsClause(v.head) &&
		(v.is(v.head+v.word.reach, you) || v.of(v.head).asks && v.frame < 0) {
		return true
	}
	if v.inquiry < 0 {
		return false
	}
	own := v.word.forms&imperative != 0 && v.startsClause(v.head)
	return !own
}

// isDone: "jeg slettet", "er slettet", "har dere slettet".
func (v view) isDone() bool {
	if v.word.forms&participle == 0 || v.word.forms&(imperative|infinitive) != 0 {
		return false
	}
	if v.frame < 0 || v.is(v.head-1, you) && that[v.at(v.head-2).word] || v.isAttribute() {
		return true
	}
	at := v.find(v.head-1, max(v.frame+1, v.head-3), have)
	return at >= 0 && !v.is(at, get) && !v.is(v.frame, want)
}

var that = folded("at, that, att")

// isAttribute: "my deleted profile".
func (v view) isAttribute() bool {
	before := v.at(v.head - 1)
	return v.at(v.head+v.word.reach).is.any(setOf(data, field)) && (before.is.has(my) || articles[before.word])
}

var articles = folded("den, det, de, the, en, et, a")
