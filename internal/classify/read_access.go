package classify

// ownAfter finds what a verb of sending or seeing is about: a noun for the
// sender's data, or "about me".
func (t *text) ownAfter(n int) int {
	_, end := t.window(n, 0, 12)
	for k := n + t.tokens[n].reach; k <= end; k++ {
		w := t.tokens[k]
		if w.is.has(but) {
			return -1
		}
		if w.is.has(entered) || w.is.has(aboutMe) && t.find(n, k, data, all, what, it, keep, have, thing) >= 0 {
			return k
		}
		if w.is.any(setOf(data, field)) && (t.objectAt(k) == ownData || t.objectAt(k) == bareData && t.find(k+1, min(end, k+4), my, me) >= 0) {
			return k
		}
	}
	return -1
}

// otherVerb: the data is the object of another verb: "få dataene mine slettet".
func (t *text) otherVerb(n int) bool {
	_, end := t.window(n, 0, 14)
	for k := n + 1; k <= end; k++ {
		w := t.tokens[k]
		if w.is.has(and) || w.opens {
			return false
		}
		if w.is.any(setOf(erase, correct, restrict, move, takeBack, closeDown)) && w.forms&^noun != 0 && !w.is.has(see) {
			return true
		}
	}
	return false
}

// readSee: "se hva dere har om meg", "kopi av mine data", but not "se vedlagt CV".
func (t *text) readSee(v view, mood standing) standing {
	if v.word.is.has(erase) {
		return nothing // "get rid of"
	}
	if copies[v.word.word] && mood != past && t.isSentFor(v) {
		mood, v.frame = firmly, v.head
	}
	if (mood == weakly || mood == past) && v.word.forms&noun != 0 && t.ownAfter(v.head) >= 0 {
		return mood
	}
	if mood != firmly && mood != asks || v.frame < 0 && v.word.forms&noun == 0 {
		return nothing
	}
	at := t.ownAfter(v.head)
	if at < 0 && copies[v.word.word] && t.personal && t.find(v.head, v.head+3, all) >= 0 {
		at = v.head // "a copy of everything"
	}
	if it := t.find(v.head+1, min(v.to, v.head+2), it); at < 0 && it >= 0 && looks[v.word.word] && t.personal && t.before(v, ownData) {
		at = it
	}
	if v.word.is.has(know) && t.find(v.head, v.to, keep, have, aboutMe, use) < 0 {
		return nothing // "vil vite hva det betyr for søknaden min"
	}
	if at < 0 || t.otherVerb(v.head) || t.isLogin(v, at) || t.find(v.from, v.to, apply, cv, format) >= 0 {
		return nothing
	}
	return mood
}

// isSentFor: "send meg først en kopi".
func (t *text) isSentFor(v view) bool {
	for n := v.head - 1; n >= max(v.from, v.head-5); n-- {
		if t.is(n, give) && t.tokens[n].forms&imperative != 0 && t.startsClause(n) {
			return t.find(n, v.head, not) < 0
		}
	}
	return false
}

var copies = folded("kopi, kopien, kopiar, utskrift, oversikt, copy, copies, printout, overview")

var looks = folded("se, få se, sjå, lese, see, read, tilsendt, få tilsendt")

// isLogin: "access to my account" is wanted by people who cannot sign in.
func (t *text) isLogin(v view, at int) bool {
	if v.word.shown != "access" && v.word.shown != "tilgang" && v.word.shown != "view" && v.word.shown != "se" && v.word.shown != "see" {
		return false
	}
	return logins[t.tokens[at].word] || t.find(v.from, v.to, support) >= 0
}

var logins = folded("account, profile, konto, kontoen, profil, profilen, bruker, brukeren, user, login, søknad, søknaden, application, cv")

// readGive: "send meg alt dere har om meg", but not "jeg vil sende dere min CV".
func (t *text) readGive(v view, mood standing) standing {
	if mood != firmly {
		return nothing
	}
	order := v.word.forms&imperative != 0 && v.opening()
	if t.find(max(v.from, v.head-3), v.head, stop, not) >= 0 || articles[t.at(v.head-1).word] && !t.is(v.head-1, you) {
		return nothing
	}
	toYou := t.find(v.head+1, min(v.to, v.head+2), you) >= 0
	if toYou || !order && (v.frame < 0 || t.is(v.frame, want) && t.find(v.frame, v.head, you) < 0 && v.word.forms&(participle|passive|noun) == 0) {
		return nothing
	}
	at := t.ownAfter(v.head)
	if it := t.find(v.head+1, min(v.to, v.head+3), it); at < 0 && it >= 0 && t.find(max(0, v.head-40), v.head-1, insight, see) >= 0 && t.before(v, ownData) {
		at = it // "I asked for a copy of my data … send it"
	}
	if at < 0 || t.otherVerb(v.head) || t.find(v.head, at, consent) >= 0 || t.is(at, applying) && t.find(v.head, at, all) < 0 {
		return nothing
	}
	if t.is(at, field) && !t.is(at, data) || t.find(v.head, v.to, elsewhere, format) >= 0 {
		return nothing
	}
	return firmly
}

// readGet: "kan jeg få alle opplysningene mine?", not "få dataene slettet".
func (t *text) readGet(v view, mood standing) standing {
	if v.word.is.has(erase) {
		return nothing
	}
	if v.frame < 0 && v.head-v.from > 2 || t.otherVerb(v.head) || t.find(v.head, min(v.to, v.head+4), speaker) >= 0 {
		return nothing
	}
	asked := t.find(v.head-1, max(v.from, v.head-4), want, can, ask, please) >= 0
	at := t.ownAfter(v.head)
	if !asked || at < 0 || t.find(v.head, at, all, keep, have, aboutMe) < 0 || t.find(v.head, at, not) >= 0 || t.find(v.head, v.to, format) >= 0 {
		return nothing
	}
	if v.isNegated() || v.isConditional() || v.isReported() {
		return nothing
	}
	return firmly
}

// asWhatIsHeld: "hva har dere lagret om meg?". What is to be erased is no question.
func (t *text) asWhatIsHeld(from, to int) standing {
	v := t.view(from)
	for k := from; k <= to; k++ {
		if opinions[t.tokens[k].word] {
			return nothing
		}
	}
	if t.find(from-1, max(v.from, from-6), erase, correct, restrict) >= 0 || t.find(from, to, erase) >= 0 {
		return nothing
	}
	if t.tokens[from].shown == "hvor" && t.at(from+1).word != "mye" || t.tokens[from].is.has(how) && t.tokens[from].reach > 1 && t.tokens[from].word != "hva" && t.tokens[from].word != "what" {
		return nothing
	}
	if v.isNegated() || t.is(from+t.tokens[from].reach, was) {
		return nothing // "hva er grunnlaget for …"
	}
	return firmly
}

var opinions = folded("si, synes, syns, mener, tenker, tror, say, think, seie, tykkjer")

// asWhatIsWritten: "hva står det i notatene etter intervjuet mitt?"
func (t *text) asWhatIsWritten(from, to int) standing {
	_, end := t.window(to, 0, 5)
	if t.find(from, end, my, me, aboutMe) < 0 || !t.of(from).asks && t.view(from).frame < 0 || t.tokens[from].is.has(how) || t.at(from).word == "hvor" {
		return nothing
	}
	return t.asWhatIsHeld(from, to)
}

// asAnythingHeld: "har dere noe om meg?"
func (t *text) asAnythingHeld(from, to int) standing {
	v := t.view(from)
	if !v.startsClause(from) && t.find(from-1, max(v.from, from-3), know) < 0 || !t.of(from).asks && t.find(from-1, v.from, know) < 0 ||
		t.find(from, to, erase, give, use, contact) >= 0 || t.find(from, to, keep, data, all) < 0 {
		return nothing
	}
	if t.find(from, to, correct, ask) >= 0 {
		return nothing
	}
	return firmly
}

// asWhoHasIt: "hvem har dere delt CV-en min med?"
func (t *text) asWhoHasIt(from, to int) standing {
	w := t.tokens[from].word
	if used := t.find(from, to, use); (w == "hva" || w == "what" || w == "kva") && used >= 0 && t.tokens[used].forms&participle != 0 && t.of(from).asks && t.personal && t.find(from, to, you) >= 0 {
		return firmly // "hva har dere brukt opplysningene til?"
	}
	if t.find(from, to, can) >= 0 {
		return nothing // "hvilke bedrifter kan se profilen min?"
	}
	if w != "hvem" && w != "who" && w != "kven" && w != "hvilke" && w != "which" || !t.of(from).asks && t.view(from).frame < 0 || t.objectAt(to) != ownData {
		return nothing
	}
	return firmly
}

// asWhereFrom: "hvor har dere fått nummeret mitt fra?"
func (t *text) asWhereFrom(from, to int) standing {
	_, end := t.window(to, 0, 4)
	for k := from; k <= end; k++ {
		if w := t.tokens[k].word; w == "fra" || w == "from" || w == "ifra" {
			if first := t.tokens[from].word; first == "hvor" || first == "where" || first == "kvar" || first == "kor" {
				return firmly
			}
		}
	}
	return nothing
}
