package outbox

import (
	"context"
	"strings"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/rights"
)

// Kind is what a mail says.
type Kind string

// The kinds. The word before the hyphen says what the mail is about.
const (
	RequestConfirm   Kind = "request-confirm"
	RequestReceived  Kind = "request-received" // a mail in which there was nothing to confirm
	RequestAdded     Kind = "request-added"    // a mail that joined its case
	RequestOpen      Kind = "request-open"
	RequestCanceled  Kind = "request-canceled"
	ConsentConfirm   Kind = "consent-confirm"
	ConsentGiven     Kind = "consent-given"
	ConsentWithdrawn Kind = "consent-withdrawn"
	ConsentReduced   Kind = "consent-reduced" // withdrawn for some of its purposes; the others stand
	ConsentRenew     Kind = "consent-renew"   // before the end: shall it be kept?
	ConsentRenewed   Kind = "consent-renewed"
	ConsentRestored  Kind = "consent-restored" // the withdrawal was taken back
	ConsentAgain     Kind = "consent-again"    // a new version changed what it was to: yes or no?
	ConsentAffirmed  Kind = "consent-affirmed" // yes, to the new version
	AgreementLink    Kind = "agreement-link"   // the way in of whoever an agreement may name
	OwnLink          Kind = "own-link"         // the way in of whoever wants to see what is held on them

	RequestCopy       Kind = "request-copy"       // the copy is released: the way in to fetch it (Art. 15, 20)
	RequestSettled    Kind = "request-settled"    // one right is done, others are still open
	RequestAnswered   Kind = "request-answered"   // all is done as asked; with the certificate where something was erased
	RequestRefused    Kind = "request-refused"    // refused, whole or in part, with reasons (Art. 12(4))
	RequestExtended   Kind = "request-extended"   // later, and why (Art. 12(3))
	RequestIdentity   Kind = "request-identity"   // who are you? (Art. 12(6))
	RequestErasing    Kind = "request-erasing"    // to every address on file: it will be erased, unless you stop it
	RequestRestricted Kind = "request-restricted" // restricted, and still being weighed
	RequestLifting    Kind = "request-lifting"    // the restriction will end (Art. 18(3))
	RequestLapsed     Kind = "request-lapsed"     // nobody confirmed it
	RequestReminder   Kind = "request-reminder"   // to staff: the deadline comes
	RequestOverdue    Kind = "request-overdue"    // to staff: it is over
	RequestNotice     Kind = "request-notice"     // to a recipient (Art. 19)
)

// reasonErased is why a mail failed about which there is nothing to write any more.
const reasonErased = "erased"

// AboutConsent reports whether the mail is about a consent rather than a request.
func (k Kind) AboutConsent() bool { return strings.HasPrefix(string(k), "consent-") }

// AboutAccess reports whether the mail is the way in to agreements or to one's own
// records, and so about nothing that is held on the person.
func (k Kind) AboutAccess() bool {
	return strings.HasPrefix(string(k), "agreement-") || strings.HasPrefix(string(k), "own-")
}

// AboutRequest reports whether the mail is about a request.
func (k Kind) AboutRequest() bool { return !k.AboutConsent() && !k.AboutAccess() }

// ToStaff reports whether the mail goes to the controller's own mailbox. What comes back
// from there begins no case.
func (k Kind) ToStaff() bool { return k == RequestReminder || k == RequestOverdue }

// ToPerson reports whether the mail goes to a person about their own matter, rather than
// to staff or to a recipient.
func (k Kind) ToPerson() bool { return !k.ToStaff() && k != RequestNotice }

// Link is what the mail's link is for; "" where it carries none.
func (k Kind) Link() link.Action {
	switch k {
	case RequestConfirm, ConsentConfirm, RequestIdentity: // who was asked who they are confirms again
		return link.Confirm
	case RequestOpen, RequestSettled, RequestAnswered, RequestRefused, RequestExtended, RequestRestricted, RequestLifting:
		return link.Follow
	case RequestErasing:
		return link.Cancel
	case RequestCopy:
		return link.Own
	case ConsentRenew:
		return link.Renew
	case ConsentWithdrawn, ConsentReduced:
		return link.Undo
	case ConsentAgain:
		return link.Affirm
	case AgreementLink:
		return link.Open
	case OwnLink:
		return link.Own
	}
	return ""
}

// unasked reports whether the mail goes to an address that nobody has shown to
// be theirs, so that the caps on mail apply (threat H6): anybody can write anybody's
// address into a form, or into From.
func (k Kind) unasked() bool {
	switch k {
	case RequestConfirm, RequestReceived, RequestAdded, RequestLapsed, ConsentConfirm, AgreementLink, OwnLink:
		return true
	}
	return false
}

// Order is a mail that a step of a case calls for.
type Order struct {
	Entry   string // its name within the case: the kind, and where there may be several of it, "-" and the id or time of what called for it
	Kind    Kind
	Network string
	At      time.Time
	Answers gdpr.ID      // the stored mail that it answers; "" where it answers none
	To      gdpr.Private // another address than the case's own, sealed where it lies; "" for the case's own
}

// Ref names one mail.
type Ref struct {
	Controller gdpr.ControllerID
	Case       gdpr.ID
	Entry      string
}

// AboutConsent reports whether the mail lies with a consent.
func (r Ref) AboutConsent() bool { return Kind(r.Entry).AboutConsent() }

// AboutAccess reports whether the mail lies with a way in.
func (r Ref) AboutAccess() bool { return Kind(r.Entry).AboutAccess() }

// Entry is one mail and where it stands.
type Entry struct {
	Ref
	Kind      Kind
	State     State
	Attempts  int
	Created   time.Time
	Due       time.Time // when there is something to do about it; zero where there is not
	Subject   gdpr.SubjectID
	Network   string
	MessageID string // of SES
	Reason    string // why it failed or was withheld: a code, no text of anybody's
	Again     string // the entry that this is once more, with a new link, because wrong codes have locked the old; "" otherwise
}

// Letter is an entry with what its mail needs.
type Letter struct {
	Entry
	To       gdpr.Private
	Language gdpr.Language
	Request  *rights.Request  // what it is about: this
	Consent  *consent.Consent // or this; nil both where it is about neither
	Until    time.Time        // the end that the mail tells of, and of its link; zero where it tells of none
	Said     gdpr.Private     // what staff wrote with the step that called for the mail; "" where they wrote nothing
	Link     *link.Link       // nil where the kind carries none, or what it would open has ended
	Answers  *Answered        // the mail that it answers; nil where it answers none
}

// Answered is what an answer names of the mail that it answers (RFC 5322, 3.6.4):
// ids in angle brackets, separated by one space.
type Answered struct {
	MessageID  string // "" where that mail had none that can be named
	References string
}

// Caps is which counters a mail counts on, each with its limit.
type Caps []Cap

// Cap is one counter within one window of time.
type Cap struct {
	What    string // names the counter: no personal data
	Window  string
	Limit   int
	Until   time.Time // the window's end
	Forever bool      // over the limit, the mail is never sent rather than later
}

// asksAnew reports whether a kind, or an entry that begins with it, is the mail that asks anew.
func (k Kind) asksAnew() bool { return strings.HasPrefix(string(k), string(ConsentAgain)) }

// Asked is the entry with what a mail asks: its own, or that which it is once more.
func (e Entry) Asked() string {
	if e.Again != "" {
		return e.Again
	}
	return e.Entry
}

// Missed reports whether a mail that asks about a consent, anew or before the end, came back or never
// went. Nobody sends it again, so staff are shown it. One of which there was nothing left to ask
// when its time came has missed nobody.
func (e Entry) Missed() bool {
	asks := e.Kind == ConsentAgain || e.Kind == ConsentRenew
	return asks && (e.State == Bounced || e.State == Failed && e.Reason != reasonErased)
}

// askedAnew spreads what a new version of a declaration calls for: a mail a day for an address,
// however many consents it has, and so many an hour in all. However long one waits for its turn,
// it is not given up: its link lives from the day on which it is sent, and the consent notes that
// its holder is asked.
func askedAnew(e Entry, hour, day time.Time) Caps {
	return Caps{
		{What: "again-" + string(e.Subject), Window: day.Format("2006-01-02"), Limit: 1, Until: day.Add(24 * time.Hour)},
		{What: "again", Window: hour.Format("2006-01-02T15"), Limit: 1000, Until: hour.Add(time.Hour)},
	}
}

// capsOn is the caps on one mail that nobody has asked for for sure, or that goes to many at
// once: whoever knows a case number can lock its codes, and so call for a mail that ends the lock.
func capsOn(e Entry, now time.Time) Caps {
	hour, day := now.UTC().Truncate(time.Hour), now.UTC().Truncate(24*time.Hour)
	switch {
	case e.Attempts > 0:
		return nil
	case e.Kind == ConsentAgain:
		return askedAnew(e, hour, day)
	case !e.Kind.unasked() && e.Again == "":
		return nil
	}
	perHour := func(what string, limit int, forever bool) Cap {
		return Cap{What: what, Window: hour.Format("2006-01-02T15"), Limit: limit, Until: hour.Add(time.Hour), Forever: forever}
	}
	address := "address-" + string(e.Subject)
	caps := Caps{
		perHour(address, 3, true),
		{What: address, Window: day.Format("2006-01-02"), Limit: 10, Until: day.Add(24 * time.Hour), Forever: true},
		perHour("all", 2000, false),
	}
	if e.Network != "" {
		caps = append(caps, perHour("network-"+e.Network, 60, false))
	}
	return caps
}

// Store keeps the entries.
type Store interface {
	// Letter reads an entry with what its mail needs; gdpr.NotFound where it,
	// or what it is about, has ended or been erased.
	Letter(ctx context.Context, r Ref) (Letter, error)
	// Issue draws a new link for a letter, or nil where its kind carries none, or one
	// that would have ended already. Nothing of it is stored yet.
	Issue(ctx context.Context, l Letter, now time.Time) (*link.Link, error)
	// Claim stores an entry as claimed for another attempt, with what its link
	// opens and a count on each cap, all or nothing. gdpr.Conflict says that the
	// entry no longer stands as from does; a *Capped that a cap is reached.
	Claim(ctx context.Context, from, to Entry, l *link.Link, caps Caps) error
	// Settle stores an entry's new state if it still stands as from does, in
	// state and attempts; gdpr.Conflict otherwise.
	Settle(ctx context.Context, from, to Entry) error
	// Entry reads an entry; gdpr.NotFound for none.
	Entry(ctx context.Context, r Ref) (Entry, error)
	// Due lists entries with something to do about them, the longest due first.
	Due(ctx context.Context, c gdpr.ControllerID, now time.Time) ([]Ref, error)
}

// Capped is the error for a mail that is over a cap.
type Capped struct{ Cap Cap }

// Error is the text for the operator.
func (c *Capped) Error() string { return "over the cap on mails: " + c.Cap.What + " " + c.Cap.Window }
