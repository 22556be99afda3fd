package classify

import "ordholden/internal/gdpr"

// class is what a word, or a phrase of some words, can be to the rules.
type class uint8

// The classes. What each one holds stands in the lexicons.
const (
	// Verbs, with their nouns: each has forms.
	erase class = iota
	keep
	keepOn // what is to stay: the opposite of erasure
	correct
	restrict
	protest
	stop
	give
	see
	move
	takeBack
	use
	contact
	agree
	closeDown
	subscribe // leave a list
	insight   // "innsyn": names the right by itself
	forgotten // "rett til å bli glemt": likewise
	// Whose.
	me
	speaker
	my
	you
	us
	our
	his
	kin
	aboutMe
	// What.
	data      // what is held on a person
	plural    // of the people in general
	field     // one thing among the data, that can be wrong
	thing     // what is no personal data
	list      // of addresses that mail is sent to
	marketing // what is sent to them
	mailing   // mail of any kind
	store     // where data lies
	portable  // "dataportabilitet"
	all
	it
	consent
	processing
	format
	elsewhere // another service
	entered   // "jeg har lagt inn": what the sender gave
	shows     // "det står at": what a record says
	meanwhile // "inntil saken er avgjort"
	applying  // an application for a job, as a thing
	// How it is asked for.
	want
	ask
	can
	will
	must
	get
	possible
	please
	hope
	request
	exercise
	right
	filler
	law
	article
	// What makes a doubt of it.
	not
	longer
	merely
	provided
	later
	consider
	how    // anywhere in a clause
	opener // where it opens one
	what
	know
	topic
	asked
	said
	thanks
	have
	was
	still
	instead
	unable
	undo
	behalf   // one speaks for another
	relative // another is spoken of
	joke
	replacing // the old by the new: not merely an erasure
	doIt      // "kan dere gjøre det for meg"
	advance
	confirm
	but
	and
	work
	why
	wrong
	changed
	noReply
	// Of the letter as a whole.
	complain
	unasked  // "uten å spørre"
	stranger // who got what he should not have
	howCould // "hvordan kan dere"
	authority
	anger
	privacy
	apply
	hiring
	cv
	asking
	support
	seo
	coin
	prize
	phish
	offer
	hype
	money
	footer
	classes
)

// set is a set of classes.
type set [2]uint64

var _ [128 - classes]struct{} // as many as a set holds

func setOf(cs ...class) set {
	var s set
	for _, c := range cs {
		s[c/64] |= 1 << (c % 64)
	}
	return s
}

func (s set) has(c class) bool { return s[c/64]&(1<<(c%64)) != 0 }

func (s set) without(c class) set {
	s[c/64] &^= 1 << (c % 64)
	return s
}

func (s set) any(o set) bool { return s[0]&o[0]|s[1]&o[1] != 0 }

func (s set) with(o set) set { return set{s[0] | o[0], s[1] | o[1]} }

// form is a form of a verb: several where they look alike, as in English.
type form uint8

// The forms, in the order in which the lexicons write them.
const (
	imperative form = 1 << iota
	infinitive
	present
	participle // or past
	passive    // "slettes"
	noun       // "sletting"; in English also the form in -ing
)

// tongue is the set of languages that a word is known from.
type tongue uint8

const (
	inBokmal tongue = 1 << iota
	inNynorsk
	inEnglish
	inNear // Swedish or Danish
)

// standing is what a rule that matched says of its right.
type standing uint8

// The standings.
const (
	nothing  standing = iota
	firmly            // asked for
	weakly            // named, as in a subject: two of these make one request
	overdue           // asked for, with blame that it was not done
	asks              // asked about
	past              // told of
	negated           // said not to be wanted
	vaguely           // in doubt, and perhaps of no personal data at all
	doubtful          // perhaps asked for: a person must read it
)

var standingNames = [...]string{"nothing", "asked for", "named", "overdue", "asked about", "told of", "not wanted", "in doubt", "in doubt"}

// act is one rule that matched, and what became of it.
type act struct {
	rule     string
	right    gdpr.Right
	standing standing
	from, to int // words of the letter
}
