package classify

// "If" and "when", and where they set no condition.

// isConditional: "hvis jeg ikke får jobben, slett", "slett når prosessen er over".
func (v view) isConditional() bool {
	for n := v.from; n <= v.to; n++ {
		if v.conditionAt(n) && !v.isApart(n) {
			return true
		}
	}
	return false
}

// conditionAt reports whether the word at n makes what is asked for hang on something.
func (v view) conditionAt(n int) bool {
	w := v.tokens[n]
	switch {
	case w.is.has(later) && (v.word.is.any(setOf(restrict, stop, use)) || v.word.is.has(not) && w.is.has(meanwhile)):
		return false // for a time is what they are for
	case w.is.has(later):
		return !v.isTiming(n)
	case w.is.has(provided):
		return !v.isHarmless(n)
	}
	only := w.opens || v.at(n-1).word == "bare" || v.at(n-1).word == "kun"
	return w.word == "om" && only && v.at(n+1).is.any(setOf(speaker, you, it)) && !v.isHarmless(n)
}

// isApart: the condition is one of another main clause of the sentence, as in "I
// object, and if you go on I will complain".
func (v view) isApart(n int) bool {
	if n > v.head {
		return v.parted(v.head, n)
	}
	for k := n + 1; n > v.of(n).from+3 && k <= v.frame; k++ {
		if v.is(k, and) && v.tokens[k].opens {
			return true
		}
	}
	return false
}

// parted reports whether a main clause of its own begins between two words.
func (t *text) parted(from, to int) bool {
	for k := from + 1; k < to; k++ {
		if t.tokens[k].is.any(setOf(and, but)) && t.at(k+1).is.any(mainStarts) {
			return true
		}
	}
	return false
}

var mainStarts = setOf(speaker, want, ask, consider, please, provided, complain)

// isHarmless: a condition that asks for nothing to happen first: "hvis dere har noe
// om meg", "if possible", "hvis dere har spørsmål".
func (v view) isHarmless(n int) bool {
	_, end := v.window(n, 0, 9)
	for k := n + 1; k <= min(end, n+3); k++ {
		if harmless[v.tokens[k].word] {
			return true
		}
	}
	if lasting[v.tokens[n].word] && !v.is(n+v.tokens[n].reach, you) {
		return !v.hasAny(outcomes, n, end) // "så lenge jeg ikke søker jobb"
	}
	if v.at(n-1).is.has(know) || v.find(n-1, max(v.from, n-4), hope) >= 0 {
		return true
	}
	return plainIf[v.tokens[n].word] && v.isOfYours(n, end)
}

// isOfYours: "hvis du kan", "if you still hold any of it".
func (v view) isOfYours(n, end int) bool {
	youAt := v.find(n+1, min(end, n+2), you)
	if youAt < 0 || v.find(n+1, min(end, n+5), not) >= 0 {
		return false
	}
	if v.find(youAt+1, youAt+2, can, will) >= 0 && v.find(youAt, end, not) < 0 {
		return true
	}
	holds := v.find(youAt+1, min(end, youAt+3), keep, have)
	return holds >= 0 && v.find(holds+1, end, all, data, aboutMe) >= 0 && v.find(holds+1, end, thing, hiring) < 0 &&
		!v.hasAny(jobs, holds, end) && !v.hasAny(outcomes, holds, end)
}

// hasAny reports whether one of the words stands in a part of the letter.
func (t *text) hasAny(words map[string]bool, from, to int) bool {
	for n := max(from, 0); n <= min(to, len(t.tokens)-1); n++ {
		if words[t.tokens[n].word] {
			return true
		}
	}
	return false
}

var (
	plainIf  = folded("hvis, dersom, viss, if, om, ifall, så fremt")
	jobs     = folded("jobb, job, jobs, bruk, use, arbeid, work")
	outcomes = folded("jobben, stilling, stillinger, stillinga, stillingen, position, positions, avslag, rejected, hired, ansatt, tilbud, offer, intervju, interview, prosessen, process")
	answers  = folded("svar, svaret, søknaden, søknad, application, answer, decision, beskjed")
	lasting  = folded("så, as")
)

// harmless are words of conditions that are mere politeness.
var harmless = folded("so, mulig, possible, spørsmål, questions, question, greit, ok, okay, trenger, need, nødvendig, necessary, lurer, mogleg, treng, applicable, relevant, aktuelt, allerede, already, fremdeles, fortsatt, still, svarer")

// isTiming: a time that is sure to come, or came: "gi beskjed når dere har slettet",
// "slett når dere kan", "when I have received it", "consent I gave when I signed up".
func (v view) isTiming(n int) bool {
	if v.find(n-1, max(v.from, n-5), confirm) >= 0 || v.find(n-1, max(v.from, n-2), longer) >= 0 {
		return true
	}
	after := v.at(n + 1).word
	if after == "en" || after == "than" || v.at(n-1).word == "no" {
		return true
	}
	_, end := v.window(n, 0, 8)
	for k := n + 1; k <= end && !v.tokens[k].opens; k++ {
		w := v.tokens[k].word
		if soon[w] && k <= n+3 && v.is(n+1, you) || handed[w] || lastTime[w] && v.is(k-1, speaker) {
			return !v.hasAny(jobs, n, end) && !v.hasAny(outcomes, n, end) && !v.hasAny(answers, n, end)
		}
	}
	return false
}

var (
	soon     = folded("kan, can, tid, time, mulig, anledning, mulighet")
	handed   = folded("fått, mottatt, sendt, lest, hentet, levert, oversendt, received, sent, provided, downloaded, motteke, lese, henta, fået, modtaget, skickat, gjort, done")
	lastTime = folded("signed, applied, registered, gave, created, uploaded, joined, opened, started, søkte, registrerte, opprettet, meldte")
)
