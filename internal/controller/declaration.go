// Package controller owns the declarations of controllers: what each may hold,
// for which purpose, for how long, and how it is said to people.
package controller

import (
	"fmt"
	"strconv"
	"strings"

	"ordholden/internal/gdpr"
)

// Declaration is one version of everything that a controller declares. The
// statement, the forms, the banner, the expiry of items and the record of
// processing (Art. 30) all come from it; what it does not declare is not stored.
type Declaration struct {
	ID      gdpr.ControllerID
	Version Version
	Dated   string // the day from which it applies, YYYY-MM-DD
	Edition int    // which of our connecting sentences its notices are written with

	Name               string // as registered
	ShortName          string // as people say it
	OrganizationNumber string // of the Norwegian register, nine digits, or ""
	PostalAddress      string // or ""
	Website            string // https URL
	Mailbox            string // takes questions and requests, and sends our mails
	Hosts              []string
	Origins            []string // sites whose pages may call the public API
	Authority          Authority

	Purposes   []Purpose
	Categories []Category
	Recipients []Recipient
	Cookies    []Cookie
	Rights     []gdpr.Right
	Roles      []Role
	Holdings   []Holding
	Records    Records
	Handling   Handling
	Wording    Wording
	Promises   []Promise
	Assurances []Assurance // told from edition 2

	// AsksAgain is the purposes whose words mean something else in this version, so that whoever
	// said yes to them is asked again, though no fact has changed.
	AsksAgain []gdpr.PurposeID

	// SameMeaning is the ids of recipients and categories that have other words in this version and
	// mean what they did, so that nobody is asked again for the words.
	SameMeaning []string

	// Notices lists the digest of every notice of this version. It is written
	// by the compiler of declarations and checked against the rendered text.
	Notices []NoticeRef

	// Interfaces lists every text of a form or banner that was published under this version, oldest
	// first. It is written by the compiler of declarations, which never takes one away.
	Interfaces []InterfaceRef
}

// Version is major.minor: a major change asks people again, a minor one does not.
type Version struct{ Major, Minor int }

// String writes the version as 1.0.
func (v Version) String() string { return strconv.Itoa(v.Major) + "." + strconv.Itoa(v.Minor) }

// Less reports whether v came before w.
func (v Version) Less(w Version) bool {
	return v.Major < w.Major || v.Major == w.Major && v.Minor < w.Minor
}

// ParseVersion reads 1.0.
func ParseVersion(s string) (Version, error) {
	major, minor, ok := strings.Cut(s, ".")
	a, errA := strconv.ParseUint(major, 10, 16)
	b, errB := strconv.ParseUint(minor, 10, 16)
	v := Version{Major: int(a), Minor: int(b)}
	if !ok || errA != nil || errB != nil || v.String() != s {
		return Version{}, fmt.Errorf("version %q: write it as major.minor, like 1.0", s)
	}
	return v, nil
}

// Authority is where a person can complain (Art. 77).
type Authority struct {
	Name    string
	Address string
	Website string
}

// Audience says in which capacity people decide on a purpose.
type Audience string

// The audiences.
const (
	// Visitors decide on cookies, known by a random id only (Art. 11).
	Visitors Audience = "visitors"
	// Persons decide under their address, and confirm by mail before it counts.
	Persons Audience = "persons"
	// Applicants consent by sending an application.
	Applicants Audience = "applicants"
	// Everyone decides on nothing: theirs is the whole statement, as it stands on
	// the page and beside every form that asks for no consent (Art. 13).
	Everyone Audience = "everyone"
)

// Audiences lists them; only the first three can be asked for consent.
var Audiences = [...]Audience{Visitors, Persons, Applicants, Everyone}

// Purpose is why personal data is processed (Art. 5(1)(b)).
type Purpose struct {
	ID          gdpr.PurposeID
	Name        gdpr.Text
	Description gdpr.Text
	Interest    gdpr.Text // the legitimate interest, where the basis is one (Art. 13(1)(d)); told from edition 2
	Source      gdpr.Text // from where the data comes, where not only from the person (Art. 14(2)(f)); told from edition 2
	Basis       gdpr.LawfulBasis
	Asks        Audience // who is asked for consent to it; "" where nobody is
	Required    bool     // cannot be refused: strictly necessary
	Subjects    []string // whom it is about, of SubjectIDs (Art. 30(1)(c)); no notice tells it
	Categories  []string // ids of categories of data
	Recipients  []string // ids of recipients; none is said by an empty list
	Retention   Retention
	Signals     []string // of Google Consent Mode, that a yes of a visitor grants; told from edition 2
}

// Asked reports whether a person of the audience decides on the purpose.
func (p Purpose) Asked(a Audience) bool { return p.Asks == a && !p.Required }

// Retention is how long data is kept, and from which event that counts.
type Retention struct {
	Period gdpr.Period
	From   Event
}

// Event is what a retention counts from.
type Event string

// The events.
const (
	FromDecision     Event = "decision"      // a consent given or refused
	FromReceipt      Event = "receipt"       // a request or application received
	FromLastActivity Event = "last-activity" // the person last did something
	FromAgreementEnd Event = "agreement-end" // the agreement ended
	FromVisit        Event = "visit"         // the site was visited
	FromYearEnd      Event = "year-end"      // the accounting year ended (bokføringsloven section 13)
)

// Category is a category of personal data (Art. 30(1)(c)).
type Category struct {
	ID   string
	Name gdpr.Text
}

// Recipient is to whom data is disclosed (Art. 4(9)).
type Recipient struct {
	ID        string
	Name      gdpr.Text
	Country   string    // ISO 3166-1 alpha-2 where it processes
	Safeguard gdpr.Text // what protects data outside the EEA (Art. 13(1)(f)); empty within
	Told      Told      // how it is told of what was erased, corrected or restricted (Art. 19); "" where it gets nothing on identified persons
	Mailbox   string    // where Told is by mail
}

// Cookie is what is stored on a visitor's device.
type Cookie struct {
	Name        string // may end in * for a family of names
	Purpose     gdpr.PurposeID
	Provider    string
	Lifetime    gdpr.Period // the zero Period: until the browser is closed
	Description gdpr.Text
	Holds       Holds // what our banner keeps in it; "" for a cookie of somebody else's. No notice tells it
}

// Role is a group of staff and what it may read.
type Role struct {
	ID   string // one of RoleIDs
	Name gdpr.Text
}

// RoleIDs lists the roles that staff can have; each controller has the first.
var RoleIDs = [...]string{"privacy", "recruiter", "sales", "management"}

// Records is how long the ledgers are kept, each counted from its event.
type Records struct {
	VisitorConsent Retention // a decision on cookies
	PersonConsent  Retention // a decision under an address, confirmed
	Request        Retention // a request, confirmed
	Unconfirmed    Retention // either, as long as nobody has confirmed it
	Correspondence Retention // a mail that asks for no right
}

// Wording is the controller's own sentences.
type Wording struct {
	Introduction     gdpr.Text // front page: who this is and what one can do here
	VisitorConsent   gdpr.Text // above the choices on cookies
	PersonConsent    gdpr.Text // above the choices under an address; empty if none is asked
	ApplicantConsent gdpr.Text // beside the button that sends an application; or empty
	ContactFirst     gdpr.Text // before the way to the authority; or empty
	Changes          gdpr.Text // what is new since the version before; empty for a first version; told from edition 2
}

// Assurance is something that a controller's published statement says of its sites as a whole.
// What it does not say there, the statement made here does not say for it.
type Assurance string

// The assurances.
const (
	AllSites    Assurance = "all-sites"    // the statement covers all sites, and what is stored within
	Encrypted   Assurance = "encrypted"    // traffic is encrypted, and storage strictly secured
	AnonymousIP Assurance = "anonymous-ip" // IP addresses are made anonymous
	Spread      Assurance = "spread"       // traffic is spread over several servers
)

var assurances = [...]Assurance{AllSites, Encrypted, AnonymousIP, Spread}

// Promise is one row of what the controller's published statement promises.
type Promise struct {
	ID   string // M1 … M17, T1 … T16
	Text string // what the system does about it, for the engineer
}
