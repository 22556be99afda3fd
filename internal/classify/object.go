package classify

import "ordholden/internal/gdpr"

// What a verb is about. Only the sender's own data makes a request: an advert, an
// attachment, a colleague's profile or applications in general make none.

// object is what a verb is about.
type object uint8

const (
	noObject object = iota
	ownData
	bareData  // "konto": whose is not said
	reference // "den", "alt": what was said before
	ofList    // a list that mail is sent to
	ofOther   // another person's
	ofCompany // "vår konto"
	inGeneral // "søknader"
	noData    // a thing that is no personal data
)

const (
	objectWindow  = 9
	subjectWindow = 16
)

// sources stand before where a thing is to be taken from.
var sources = folded("fra, frå, from")

// leads are words that make a noun part of what stands before it.
var leads = folded("i, på, til, for, fra, med, som, om, ved, of, in, on, from, with, as, at")

// verbsOfOthers begin what is no longer the object of the verb before them.
var verbsOfOthers = setOf(give, see, contact, correct, ask)

// objectOf finds what the verb or noun at n is about, and the word that says so.
func (t *text) objectOf(n int) (object, int) {
	found, at := t.objectAfter(n)
	if found != noObject && found != bareData && found != reference && found != ofList {
		return found, at
	}
	w := t.tokens[n]
	if w.forms&(participle|passive|noun|infinitive) != 0 && found != ofList {
		if before, place := t.objectBefore(n); before != noObject && (found == noObject || before == ownData || before == ofOther) {
			return before, place
		}
	}
	return found, at
}

// objectAfter looks to the right: a direct object comes first.
func (t *text) objectAfter(n int) (object, int) {
	start := n + t.tokens[n].reach
	_, end := t.window(n, 0, objectWindow+t.tokens[n].reach)
	found, at := noObject, n
	for k := start; k <= end; k++ {
		w := t.tokens[k]
		if w.is.has(but) || w.opens && w.is.has(speaker) || k > start && w.opens && w.forms&imperative != 0 && w.is.any(verbsOfOthers) ||
			w.is.has(and) && t.at(k+1).forms&(imperative|infinitive) != 0 && t.at(k+1).is.any(verbsOfOthers) {
			break
		}
		o := t.objectAt(k)
		if o == noData && sources[t.at(k-1).word] {
			continue // "fjernet fra nettsiden"
		}
		switch o {
		case noObject:
		case bareData, reference:
			if found == noObject || found == reference {
				found, at = o, k
			}
		case noData, inGeneral:
			if found == noObject || found == reference && !t.tokens[at].is.has(all) && k-at <= 2 && t.find(at, k, and) < 0 {
				return o, k
			}
		case ownData:
			if third := t.find(k+1, min(end, k+3), kin); third >= 0 && t.is(k+1, and) {
				return ofOther, third
			}
			if onList := t.find(k, min(end, k+6), list); onList >= 0 && t.is(k, me) {
				return ofList, onList
			}
			return o, k
		default:
			return o, k
		}
	}
	return found, at
}

// objectBefore looks to the left, as in "profilen min slettet".
func (t *text) objectBefore(n int) (object, int) {
	from, _ := t.window(n, subjectWindow, 0)
	found, at := noObject, n
	for k := n - 1; k >= from; k-- {
		w := t.tokens[k]
		if w.is.has(but) || found != noObject && w.clause != t.tokens[n].clause {
			break
		}
		if w.is.has(me) && k < n-2 && !(k == n-3 && t.is(n-1, get)) {
			continue // of another verb: "hjelp meg"
		}
		switch o := t.objectAt(k); {
		case o == noObject || o == ofList, (o == noData || o == inGeneral) && (t.find(k-1, k-2, and) >= 0 || leads[t.at(k-1).word]):
		case o == reference || o == bareData:
			if found == noObject || o == bareData {
				found, at = o, k
			}
		case found == bareData && (o == noData || o == inGeneral || o == ownData && w.is.has(me)):
		default:
			return o, k
		}
	}
	if t.selfAsSubject(n) {
		return ownData, n
	}
	return found, at
}

// selfAsSubject: "jeg vil slettes", "ønsker å bli fjernet", "I want to be forgotten".
func (t *text) selfAsSubject(n int) bool {
	w := t.tokens[n]
	switch {
	case w.forms&passive != 0:
		return t.find(n-3, n-1, want) >= 0
	case w.forms&participle != 0 && w.reach > 1 && (w.word == "bli" || w.word == "be" || w.word == "verte"):
		return true
	case w.forms&participle != 0:
		from, _ := t.window(n, 3, 0)
		at := t.find(from, n-1, get)
		return at >= 0 && (t.tokens[at].word == "bli" || t.tokens[at].word == "be" || t.tokens[at].word == "verte")
	}
	return false
}

// objectAt is what the word at k is, by the words around it.
func (t *text) objectAt(k int) object {
	w := t.tokens[k]
	switch {
	case w.is.has(kin) && (t.near(k, my) || t.near(k, our)), w.is.has(his) && !w.is.has(my):
		return ofOther
	case w.is.any(setOf(kin, plural, thing)) && w.reach == 1 && t.is(k+1, data) && t.language == gdpr.English && t.find(k-1, max(0, k-3), my) >= 0:
		return noObject // "my candidate record"
	case w.is.has(kin):
		return noObject
	case w.is.has(me):
		return ownData
	case w.is.has(us):
		return ofCompany
	case w.is.has(data) || w.is.has(field) || w.is.has(plural):
		return t.whose(k)
	case w.is.has(list):
		return ofList
	case w.is.has(thing):
		return noData
	case w.is.has(aboutMe), w.is.has(entered):
		return ownData
	case w.is.has(all) || w.is.has(it):
		return reference
	}
	return noObject
}

// near reports whether a class stands at a noun as its owner does: up to three
// words before it, or right after it.
func (t *text) near(k int, c class) bool {
	for n := k - 1; n >= k-4 && t.at(n).sentence == t.at(k).sentence; n-- {
		if t.is(n, c) {
			return true
		}
		if n < k-1 && t.at(n).is.any(setOf(erase, but)) || t.at(n).is.any(predicates) {
			break
		}
	}
	for _, after := range []int{k + 1, k + t.tokens[k].reach} {
		if t.at(after).sentence == t.at(k).sentence && t.is(after, c) && !t.at(after).opens {
			return true
		}
	}
	return false
}

// predicates end what an owner can reach: "elevene mine har profiler".
var predicates = setOf(have, was, can, must, speaker)

// whose tells whose data the noun at k speaks of.
func (t *text) whose(k int) object {
	w := t.tokens[k]
	_, end := t.window(k, 0, 7)
	other := t.find(k+1, min(end, k+4), kin, his)
	switch {
	case other >= 0 && !t.tokens[other].opens && !t.near(k, my), t.near(k, kin) && !(t.is(k-1, kin) && t.language == gdpr.English) && t.near(k, my), t.near(k, his):
		return ofOther
	case t.near(k, my), t.find(k+1, end, aboutMe, entered) >= 0:
		if w.is.has(thing) && (!t.near(k, my) || t.isOneOfMany(k)) {
			return noData
		}
		return ownData
	case t.near(k, our):
		return ofCompany
	case w.is.has(plural) && t.find(k-1, max(0, k-3), have) >= 0 && t.find(k-1, max(0, k-4), speaker) >= 0:
		return ownData // "jeg har to profiler"
	case w.is.has(plural):
		return inGeneral
	case w.is.has(thing):
		return noData
	case t.ofNamed(k):
		return ofOther
	case t.partOfThing(k):
		return noData
	case w.is.has(data):
		return bareData
	}
	return noObject
}

// isOneOfMany: "min forrige e-post" is a mail, "e-posten min" an address.
func (t *text) isOneOfMany(k int) bool {
	for n := k - 1; n >= k-3; n-- {
		if ordinals[t.at(n).word] {
			return true
		}
	}
	return false
}

var ordinals = folded("forrige, siste, sist, tidligere, denne, førre, last, latest, previous, earlier, this, first, første, old, sent")

// partOfThing: "bildet fra stillingsannonsen".
func (t *text) partOfThing(k int) bool {
	next := k + t.tokens[k].reach
	if w := t.at(next).word; w != "fra" && w != "i" && w != "pa" && w != "from" && w != "in" && w != "on" && w != "til" && w != "of" {
		return false
	}
	_, end := t.window(k, 0, 5)
	return t.find(next+1, end, thing) >= 0 && t.find(next+1, end, my) < 0
}

// ofNamed: "profilen til Ola Nordmann".
func (t *text) ofNamed(k int) bool {
	owner := k + t.tokens[k].reach
	if a := t.at(owner + 1); sources[t.at(owner).word] && a.name && a.is == (set{}) && a.sentence == t.tokens[k].sentence {
		return true // "referansen fra Per"
	}
	if w := t.at(owner); w.word != "til" && w.word != "of" && w.word != "for" && w.word != "belonging" {
		return false
	}
	a, b := t.at(owner+1), t.at(owner+2)
	return a.name && b.name && a.is == (set{}) && b.is == (set{}) && a.sentence == t.tokens[k].sentence
}
