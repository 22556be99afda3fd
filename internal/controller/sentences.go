package controller

import "ordholden/internal/gdpr"

// sentences are the connecting words of a notice in one language: what is the
// same for every controller. Names in braces are filled in when it is composed.
//
// A notice that somebody has seen must come out again byte for byte, so an
// edition that has been published never changes. To say something better, add
// the next edition and let new versions of declarations name it.
type sentences struct {
	title byAudience

	// asked heads the controller's own sentence about what it asks for.
	asked string

	who          string // heading
	controller   string // {name}
	knownAs      string // {name}, {short}
	contact      string // {mailbox}, {website}
	organization string // {number}
	address      string // {address}
	processors   string

	basis      byBasis
	data       string // {list}
	recipients string // {list}
	nobody     string // {short}
	retention  string // {retention}
	cookie     string // {cookie}, {provider}, {lifetime}, {description}
	session    string // a cookie's lifetime where it ends with the browser's
	necessary  string

	choice    string // heading
	voluntary byAudience
	withdraw  string // heading
	undo      byAudience
	proof     string     // heading
	kept      byAudience // {visitor}, {person}, {unconfirmed}

	rights    string // heading
	howto     string // {mailbox}
	right     byRight
	complain  string // heading
	authority string // {authority}, {address}, {website}
	courts    string

	version string // heading
	current string // {version}, {date}
	newest  string // {website}

	and    string // before the last of a list
	date   string // {day}, {month}, {year}
	months [12]string
	years  [2]string // one, several
	month  [2]string
	days   [2]string
	after  byEvent // {period}
}

type byAudience struct{ visitors, persons, applicants, everyone string }

func (b *byAudience) of(a Audience) string {
	switch a {
	case Visitors:
		return b.visitors
	case Persons:
		return b.persons
	case Applicants:
		return b.applicants
	}
	return b.everyone
}

type byBasis struct{ consent, contract, legal, vital, public, interests string }

func (b *byBasis) of(basis gdpr.LawfulBasis) string {
	switch basis {
	case gdpr.BasisConsent:
		return b.consent
	case gdpr.BasisContract:
		return b.contract
	case gdpr.BasisLegalObligation:
		return b.legal
	case gdpr.BasisVitalInterests:
		return b.vital
	case gdpr.BasisPublicTask:
		return b.public
	}
	return b.interests
}

type byRight struct {
	access, rectification, erasure, restriction, objection, portability, withdrawal string
}

func (b *byRight) of(r gdpr.Right) string {
	switch r {
	case gdpr.Access:
		return b.access
	case gdpr.Rectification:
		return b.rectification
	case gdpr.Erasure:
		return b.erasure
	case gdpr.Restriction:
		return b.restriction
	case gdpr.Objection:
		return b.objection
	case gdpr.Portability:
		return b.portability
	}
	return b.withdrawal
}

type byEvent struct{ decision, receipt, activity, agreement, visit, yearEnd string }

func (b *byEvent) of(e Event) string {
	switch e {
	case FromDecision:
		return b.decision
	case FromReceipt:
		return b.receipt
	case FromLastActivity:
		return b.activity
	case FromAgreementEnd:
		return b.agreement
	case FromVisit:
		return b.visit
	}
	return b.yearEnd
}

// edition is the sentences of one edition in every language, and what it says besides
// them: nothing, in the first.
type edition struct {
	nb, nn, en *sentences
	besides    *besides
}

func (e *edition) in(l gdpr.Language) *sentences {
	switch l {
	case gdpr.Nynorsk:
		return e.nn
	case gdpr.English:
		return e.en
	}
	return e.nb
}

// editions lists them; a declaration's Edition counts from 1.
var editions = [...]*edition{&edition1, &edition2}

func editionOf(n int) (*edition, bool) {
	if n < 1 || n > len(editions) {
		return nil, false
	}
	return editions[n-1], true
}
