package classify

import "strings"

// readErase weighs whose data is to be erased, and makes a doubt of any other.
func (t *text) readErase(v view, mood standing) standing {
	o, at := t.objectOf(v.head)
	if mood == firmly && !t.isWishedAway(v) {
		return nothing
	}
	switch mood {
	case nothing:
		if o == ofOther && t.isLetterOfCompany() {
			return vaguely
		}
		return nothing
	case past:
		if o == noObject || o == noData || o == inGeneral {
			return nothing
		}
		return past
	case doubtful:
		return mood
	case negated:
		if o == noObject || o == noData || o == inGeneral {
			return vaguely
		}
		return negated
	case asks:
		if o == ofList {
			return nothing
		}
		return asks
	case weakly:
		if o == noObject || o == ownData || o == bareData {
			return weakly
		}
		return vaguely
	}
	return t.weigh(v, mood, o, at)
}

// isWishedAway: what is wished gone stands between the wish and the word, as in
// "vil ha den bort" and "vil at profilen forsvinner"; other verbs pass.
func (t *text) isWishedAway(v view) bool {
	w := v.word.shown
	if away[w] {
		return v.frame >= 0 && t.find(v.frame, v.head-1, data, it, all, aboutMe) >= 0
	}
	if vanishes[w] {
		return v.frame >= 0 && t.tokens[v.frame].is.any(setOf(want, please)) && t.find(v.frame, v.head, why, how) < 0 && t.find(v.frame, v.head-1, data, it, all, aboutMe) >= 0
	}
	return true
}

var (
	away     = map[string]bool{"bort": true, "vekk": true, "borte": true, "gone": true, "borta": true}
	vanishes = map[string]bool{"forsvinner": true, "forsvinne": true, "forsvinn": true, "disappear": true, "disappears": true}
)

// weigh is what the object makes of an erasure that is asked for.
func (t *text) weigh(v view, mood standing, o object, at int) standing {
	switch o {
	case ownData, ofList:
		if t.find(v.from, v.to, behalf) >= 0 {
			return doubtful
		}
		if t.is(at, me) && t.fromProcess(at) || t.isPartOf(v.head, at) || t.is(at, thing) || t.isSent(v.head, at) {
			return vaguely
		}
		return mood
	case noObject:
		if v.word.forms&noun != 0 && v.word.forms&infinitive == 0 && mood == firmly && !t.company(v) {
			return firmly
		}
		if t.leadsToOwn(v) || !t.isUnknown(v.head+v.word.reach) && t.before(v, ownData) {
			return mood
		}
	case bareData:
		if (t.personal || t.isShort()) && !t.company(v) {
			return mood
		}
	case reference:
		if t.refers(v, at) {
			return mood
		}
	}
	return vaguely
}

// fromProcess: "remove me from consideration" takes back an application.
func (t *text) fromProcess(at int) bool {
	_, end := t.window(at, 0, 5)
	for k := at + 1; k < end; k++ {
		switch t.tokens[k].word {
		case "fra", "from":
			return t.hasAny(outcomes, k, end) || t.hasAny(races, k, end) || !t.isPlace(k+1, end)
		case "som", "as":
			return !t.hasAny(members, k, end)
		}
	}
	return false
}

// isPlace: a place where data on people lies stands from..to.
func (t *text) isPlace(from, to int) bool {
	for n := from; n <= to; n++ {
		w := t.tokens[n]
		if w.is.any(setOf(store, list, data, you, all, it, plural)) || w.name && n == from && w.is == (set{}) {
			return true
		}
		for _, s := range places {
			if strings.HasSuffix(w.word, s) {
				return true
			}
		}
	}
	return false
}

// places are what words for such places end in, folded.
var places = []string{"base", "basen", "baser", "register", "registre", "registeret", "registrene", "system", "systemet", "systemene", "systems",
	"arkiv", "arkivet", "portal", "portalen", "platform", "platformen", "tjenesten", "tenesta", "siden", "sidene", "sida", "site", "website",
	"service", "services", "ap", "apen", "records", "files", "pol", "liste", "listen", "listene", "lista", "nettet", "kartotek"}

var members = folded("bruker, brukar, user, jobbsøker, jobbsøkjar, medlem, member")

var races = folded("consideration, shortlist, race, running, vurdering, videre, rekrutteringsprosessen, intervjuet, kandidat, candidate, søker, møtet, gruppen, meeting, group, invitation")

// isUnknown: a word that no lexicon has, and so perhaps a thing of its own: "fjerne
// krysset".
func (t *text) isUnknown(n int) bool {
	w := t.at(n)
	return w.is == (set{}) && len(w.word) > 3 && w.clause == t.at(n-1).clause && !adverbs[w.word] &&
		!strings.HasSuffix(w.word, "ly") && !strings.HasSuffix(w.word, "lig")
}

var adverbs = folded("straks, snarest, fort, raskt, helt, permanent, omgående, umiddelbart, heller, snart, derfra, herfra, også, igjen, umiddelbar, først, nå, asap, today, right, away, completely, entirely, once, soon, along, with, from, hos, innen, within, etter, ifølge, fullstendig, endelig, mest, absolutt, eventuelle, tilhørende, samt, vennligst, either, både, both")

// isSent: "slett det du fikk fra meg" may be a mail.
func (t *text) isSent(head, at int) bool {
	return t.is(at, aboutMe) && (sources[t.at(at).word] || t.at(at).word == "til") && t.find(head, at, all, data) < 0
}

// isPartOf: "krysset på profilen min" is a thing in the data, and not the data.
func (t *text) isPartOf(head, at int) bool {
	for n := head + t.tokens[head].reach; n+1 < at; n++ {
		if t.tokens[n].is.any(setOf(data, all)) {
			return false
		}
		if t.isUnknown(n) && parts[t.at(n+1).word] {
			return true
		}
	}
	return false
}

var parts = folded("i, på, fra, in, on, from, til, of")

// leadsToOwn: "at følgende slettes:" and a list of own data.
func (t *text) leadsToOwn(v view) bool {
	next := v.word.sentence + 1
	if !v.of(v.head).leads || next >= len(v.sentences) {
		return false
	}
	for n := v.sentences[next].from; n < v.sentences[next].to; n++ {
		if t.objectAt(n) == ownData {
			return true
		}
	}
	return false
}

// isLetterOfCompany: somebody writes for a company about others.
func (t *text) isLetterOfCompany() bool {
	return t.find(0, min(len(t.tokens)-1, 200), our, us) >= 0
}

// company: the sentence speaks for a company.
func (t *text) company(v view) bool { return t.find(v.from, v.to, us, our) >= 0 }

const shortLetter = 30

// isShort: so few words that there is nothing else that they could be about.
func (t *text) isShort() bool { return len(t.tokens) <= shortLetter }

// refers: "den" and "alt" stand for the sender's own data when that was named
// just before, and nobody else's was; "alt" also where the sender speaks of himself.
func (t *text) refers(v view, at int) bool {
	if t.company(v) || t.another || t.is(at, all) && t.isAllOfThing(at) {
		return false
	}
	if t.personal && t.is(at+1, you) && t.at(at+2).is.any(setOf(have, keep)) {
		return true // "slett det dere har"
	}
	if t.personal && t.find(max(0, v.head-15), v.head, see) >= 0 && t.find(max(0, v.head-15), v.head, all) >= 0 {
		return true // "send meg kopi av alt, og slett det"
	}
	if t.find(max(0, v.head-40), v.head, kin, relative) >= 0 {
		return false
	}
	if t.is(at, all) && t.personal {
		return true
	}
	return t.before(v, ownData)
}

// isAllOfThing: "hele avdelingen" is all of a thing that no lexicon has.
func (t *text) isAllOfThing(at int) bool {
	return determiners[t.at(at).word] && t.isUnknown(at+1) && !everything[t.at(at+1).word]
}

var (
	determiners = folded("hele, heile, alle, samtlige, all, every, entire, whole, hela, alla")
	everything  = folded("greia, pakka, pakken, sulamitten, shebang, thing, lot")
)

// before looks for what was spoken of last, in this sentence and some before it:
// where the sender speaks of himself, a profile is taken for his own.
func (t *text) before(v view, sought object) bool {
	const sentences, words = 6, 90
	first := max(0, t.tokens[v.head].sentence-sentences)
	for n := v.head - 1; n >= max(t.sentences[first].from, v.head-words); n-- {
		w := t.tokens[n]
		if !w.is.any(setOf(data, field, thing, plural, kin, list, entered, aboutMe)) || jobs[w.word] || outcomes[w.word] {
			continue
		}
		switch o := t.objectAt(n); {
		case o == sought, o == bareData && t.personal && (t.is(n, data) || !t.is(n, field)):
			return true
		case o == noData || o == ofOther || o == ofCompany || o == inGeneral:
			return false
		}
	}
	return false
}

// readNamed reads a right that is named by a noun of its own.
func (t *text) readNamed(v view, mood standing) standing {
	o, _ := t.objectOf(v.head)
	if mood == firmly && (o == ofOther || o == ofCompany || o == noData && v.word.is.has(forgotten)) {
		return doubtful
	}
	if mood == firmly && v.word.is.has(insight) && (o == noObject || o == noData || o == inGeneral) && t.isOtherInsight(v) {
		return doubtful
	}
	return mood
}

// isOtherInsight: "innsyn i prosessen" is not access to one's own data.
func (t *text) isOtherInsight(v view) bool {
	next := v.head + v.word.reach
	w := t.at(next)
	if w.word != "i" && w.word != "into" || w.sentence != v.word.sentence {
		return false
	}
	_, end := t.window(next, 0, 6)
	return t.find(next+1, end, me, my, all, what, it, erase, correct) < 0
}

// readClose: to close an account is not to erase it, and may mean that.
func (t *text) readClose(v view, mood standing) standing {
	if o, _ := t.objectOf(v.head); mood == firmly && (o == ownData || o == bareData) && t.find(v.head, v.to, consent, marketing, processing) < 0 {
		return doubtful
	}
	return nothing
}

// asYes: "ja, slett", as an answer to a mail: what asks whether all is to be erased is ours, and a
// request to confirm comes of it, nothing else. The sentence holds nothing but the yes, the word and
// what it is about in general, and the letter is a reply: elsewhere nobody knows what the yes is to.
func (t *text) asYes(from, to int) standing {
	s := t.of(from)
	w := t.tokens[from]
	if !t.answers || s.subject || s.asks || !t.isShort() || w.forms&imperative == 0 || w.quoted {
		return nothing
	}
	said := false
	for n := s.from; n < s.to; n++ {
		word := t.tokens[n]
		switch {
		case n < from && yeses[word.word]:
			said = true
		case n >= from && n < from+w.reach, word.is.any(setOf(please, it, all)), n > from && word.is.any(setOf(me, filler)), n < from && word.is.has(filler):
		default:
			return nothing
		}
	}
	if !said {
		return nothing
	}
	return firmly
}

// yeses are the words that say yes to what was asked.
var yeses = folded("ja, jo, japp, jepp, yes, yeah, yep, ok, okay, javisst, selvsagt, sjølvsagt, gjerne")

// asKept: "jeg ønsker å beholde profilen".
func (t *text) asKept(from, to int) standing {
	v := t.view(to)
	if t.of(to).asks || t.find(max(v.from, from-2), to, not, but, how) >= 0 || t.is(from-1, you) || t.tokens[from].is.has(will) && t.tokens[from].reach == 1 && !t.willing(from) {
		return nothing
	}
	return negated
}

// asNotKept: "ønsker ikke lenger å ha profil", "vil ikke være registrert lenger".
func (t *text) asNotKept(from, to int) standing {
	v := t.view(from)
	if t.refusal(from) == nothing || t.find(from, v.to, apply, agree) >= 0 {
		return nothing
	}
	own := false
	for n := from; n <= v.to; n++ {
		own = own || t.objectAt(n) == ownData || t.is(n, store) && t.is(n, you) || t.tokens[n].word == "registrert" || t.tokens[n].word == "registered"
	}
	profile := t.objectAt(to) == bareData
	if !own && !profile {
		return nothing
	}
	if t.find(max(v.from, from-3), v.to, longer) >= 0 && t.find(from, v.to, later, provided) < 0 {
		return firmly
	}
	return doubtful
}
