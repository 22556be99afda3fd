package classify

// refusal reports how "not" or "stop" at n refuses: as an order ("ikke ring meg",
// "slutt å sende"), or as a wish ("ønsker ikke"). A report refuses nothing.
func (t *text) refusal(n int) standing {
	w := t.tokens[n]
	v := t.view(n)
	if w.is.has(stop) {
		switch mood, _ := v.mood(); mood {
		case firmly:
			return firmly
		case overdue, asks:
			return mood
		}
		if w.forms&infinitive != 0 && v.frame >= 0 {
			return firmly
		}
		if !w.is.has(not) {
			return nothing
		}
	}
	for k := n - 4; k <= n+2; k++ {
		if t.is(k, want) && !t.is(k-1, you) && !(t.is(k, will) && t.is(k+1, you)) && t.at(k).clause == w.clause && k >= v.from {
			return firmly
		}
	}
	if (w.word == "never" || w.word == "aldri") && t.find(n, v.from, speaker) >= 0 && v.frame < 0 {
		return nothing // "I never use it"
	}
	if t.is(n-1, must) && !t.is(n-2, speaker) {
		return firmly // "skal ingen hos dere bruke den"
	}
	if t.is(n-1, speaker) {
		return nothing // "jeg bruker den ikke", "I don't use it"
	}
	next, before := t.at(n+w.reach), n-1
	if t.at(before).word == "do" {
		before--
	}
	order := next.forms&(imperative|infinitive) != 0 && next.sentence == w.sentence
	if order && (t.startsClause(n) || t.is(before, please) || t.is(before, and) || t.is(n-1, you) || v.frame >= 0 && n-v.frame <= 3) {
		return firmly
	}
	if v.frame >= 0 && n-v.frame <= 3 && t.find(v.frame-1, n, you) >= 0 || t.is(n-1, get) && t.is(n-2, you) {
		return firmly
	}
	return nothing
}

// ofTime: "ikke bruk tid på søknaden min".
func (t *text) ofTime(from, to int) bool {
	for k := from; k <= to; k++ {
		if w := t.tokens[k].word; w == "tid" || w == "time" || w == "energi" {
			return true
		}
	}
	return false
}

// asRefusal reads a saying that begins with "not" or "stop".
func (t *text) asRefusal(from, to int) standing {
	v := t.view(from)
	if t.ofTime(from, to) {
		return nothing
	}
	made := t.refusal(from)
	if t.is(to, it) && !t.tokens[to].is.any(setOf(data, me, field)) && !t.before(t.view(to), ownData) {
		return nothing
	}
	if made == nothing || t.find(from, to, merely, erase) >= 0 || t.find(from+1, to, speaker) >= 0 || t.find(from, to, thing, kin) >= 0 && t.find(from, to, marketing, mailing, data) < 0 {
		return nothing
	}
	if t.find(from, to, consent) >= 0 && t.find(from, to, marketing) < 0 || v.isConditional() {
		return doubtful
	}
	if t.is(from, not) && t.find(from+1, to, stop, subscribe) >= 0 {
		return doubtful // "ikke slutt å sende"
	}
	return made
}

// asNoMoreOfIt: "kan dere stoppe dette?", of mail that was spoken of before.
func (t *text) asNoMoreOfIt(from, to int) standing {
	no := t.find(from, to, not, stop)
	if t.refusal(no) != firmly || t.find(from, to, data) >= 0 {
		return nothing
	}
	if t.find(max(0, from-40), from, marketing, list, mailing) < 0 || t.find(from, to, erase) >= 0 || t.of(from).asks && !t.is(from, stop) {
		return nothing
	}
	return firmly
}

// asNotUsed: "den må ikke brukes til noe annet", "det vil jeg ikke være med på".
func (t *text) asNotUsed(from, to int) standing {
	no := t.find(from, to, not)
	v := t.view(to)
	ordered := t.find(from, no, must, want, will) >= 0 || t.refusal(no) == firmly
	if !ordered || t.of(from).asks || t.find(from, to, have, erase) >= 0 || v.isConditional() {
		return nothing
	}
	if o := t.objectAt(from); o == ownData || o == bareData && t.personal || t.is(from, it) && (t.before(v, ownData) || t.find(max(0, from-30), from, processing) >= 0) {
		return firmly
	}
	return nothing
}

// readProtest: "protesterer mot behandlingen", "reserverer meg mot markedsføring".
func (t *text) readProtest(v view, mood standing) standing {
	stated := v.word.forms&present != 0 || v.word.forms == imperative|infinitive && t.is(v.head-1, speaker) || t.find(max(v.from, v.head-2), v.head, speaker) >= 0
	_, to := t.window(v.head, 0, 11)
	about := t.find(v.head+1, to, processing, use, marketing, mailing, list, aboutMe)
	if at := t.find(v.head+1, min(to, v.head+3), it); about < 0 && stated && at == min(to, t.of(v.head).to-1) {
		about = at // "jeg motsetter meg det"
	}
	if about < 0 {
		if o, _ := t.objectOf(v.head); o != ownData {
			if mood == weakly || mood == asks {
				return mood
			}
			return nothing
		}
	}
	if t.find(v.head+1, to, erase) >= 0 {
		return doubtful
	}
	if mood == nothing && stated || mood == weakly && about >= 0 && t.is(v.head-1, request) {
		return firmly
	}
	return mood
}

// readLeave: "meld meg av nyhetsbrevet", "unsubscribe".
func (t *text) readLeave(v view, mood standing) standing {
	_, to := t.window(v.head, 2, 7)
	from := max(v.from, v.head-2)
	s := t.of(v.head)
	alone := s.to-s.from <= 3 && (len(t.tokens) <= 12 || s.subject)
	if mood == nothing && v.word.forms&present != 0 {
		mood = firmly // "jeg melder meg av"
	}
	about := t.find(from, to, list, marketing, mailing, me) >= 0
	switch {
	case mood == firmly && (about || alone), mood == weakly && alone:
		if t.isFooter(v) {
			return nothing
		}
		return firmly
	case mood == asks, mood == weakly, mood == negated:
		return mood
	}
	return nothing
}

// isFooter: the foot of a mailing, "click here to unsubscribe".
func (t *text) isFooter(v view) bool {
	return t.find(v.from, v.to, hype) >= 0 || t.at(v.head-1).shown == "to" && v.frame < 0
}

// readTakeBack: "jeg trekker samtykket mitt".
func (t *text) readTakeBack(v view, mood standing) standing {
	from, to := t.window(v.head, 15, 7)
	at := t.find(v.head+1, to, consent)
	if at < 0 && v.word.forms&(participle|passive) != 0 {
		at = t.find(from, v.head-1, consent)
	}
	if at < 0 && v.word.forms&present != 0 && t.is(v.head+1, speaker) && t.find(from, v.to, applying, provided, not, consider) < 0 {
		at = t.find(v.head-1, from, consent) // "samtykket mitt trekker jeg"
	}
	if at < 0 && t.find(max(v.from, v.head-6), min(v.to, v.head+3), it) >= 0 && t.find(v.head, v.to, applying) < 0 {
		at = t.find(v.head-1, max(0, v.head-30), consent, applying)
		if at >= 0 && !t.is(at, consent) {
			at = -1
		}
	}
	if at < 0 || t.find(v.from, v.to, behalf) >= 0 && mood == firmly {
		return nothing
	}
	if (mood == nothing || mood == weakly || mood == past && t.hasAny(hereby, v.from, v.to) || mood == asks && v.inquiry < 0) && t.isPerformed(v) {
		return firmly
	}
	if mood == firmly && v.word.forms&present != 0 && v.of(v.head).asks && v.frame < 0 {
		return asks
	}
	return mood
}

// isPerformed: what is said in the first person and the present is done by saying it.
func (t *text) isPerformed(v view) bool {
	if t.hasAny(hereby, v.from, v.to) && !t.of(v.head).asks {
		return true
	}
	if v.word.forms&passive != 0 || v.is(v.head-1, speaker) && v.at(v.head-1).shown != "i" || v.at(v.head-1).word == "am" {
		return !t.of(v.head).asks && !t.tokens[v.head].quoted
	}
	if t.of(v.head).asks || v.word.forms&(participle|passive|noun) != 0 && v.word.forms&(present|infinitive) == 0 {
		return false
	}
	return v.word.forms&present != 0 || t.find(max(v.from, v.head-5), v.head, speaker) >= 0 && t.find(max(v.from, v.head-5), v.head, can) < 0
}

var hereby = folded("herved, hermed, hereby")

// asNoLongerAgreed: "samtykker ikke lenger". Without "lenger" it may be a first no.
func (t *text) asNoLongerAgreed(from, to int) standing {
	v := t.view(from)
	if t.of(from).asks && v.frame < 0 || t.find(max(v.from, from-4), v.to, have) >= 0 && t.find(from, v.to, longer) < 0 {
		return nothing
	}
	if t.find(max(v.from, from-1), min(v.to, to+3), longer) >= 0 {
		return firmly
	}
	return doubtful
}

// asVoid: "samtykket skal ikke lenger gjelde", "my consent is no longer valid".
func (t *text) asVoid(from, to int) standing {
	if t.is(from, it) && (t.find(from-1, max(0, from-20), consent) < 0 || t.find(from, to, get, have, use, keep) >= 0) {
		return nothing
	}
	if v := t.view(from); t.of(from).asks || v.isConditional() || v.isReported() {
		return nothing
	}
	return firmly
}

// asWithdrawnApplication: no right of the Regulation, and not for a machine to do.
func (t *text) asWithdrawnApplication(from, to int) standing {
	v := t.view(from)
	if t.of(from).asks || t.find(from, v.to, consent) >= 0 {
		return nothing
	}
	return doubtful
}
