// Package fulfillment owns what a confirmed request does to what is held.
package fulfillment

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// Everything is all that is held on a person: what Art. 15 is about.
type Everything struct {
	Controller gdpr.ControllerID
	Subject    gdpr.SubjectID
	Address    gdpr.Private   // by which the person came, or that the case is under
	Addresses  []gdpr.Private // others on file: e-mail fields of records
	At         time.Time
	Key        string           // names the data key that it was read under
	Records    []holding.Owned  // newest first in each class
	Consents   []Consented      // newest first
	Cases      []rights.Case    // newest first
	Messages   []Message        // mails of theirs, newest first
	Named      []holding.Record // agreements that name the person; of each only how the person stands there (Contacts)
	Suppressed time.Time        // since when no marketing goes to the address; zero for never
	Veiled     map[Place]Veil   // of what Shown returns: what is not shown as it is held, and why
}

// Consented is a consent with its history, oldest first.
type Consented struct {
	Verdicts []consent.Verdict // what its decisions count for now; filled in by the desk
	Asks     consent.Event     // what the person may say yes to anew: Affirm, Renew or ""; filled in by the desk
	Lapsed   []consent.Verdict // of Affirm: the purposes, each of which wants an answer; filled in by the desk
	consent.Consent
	History []Happened
}

// Judged is what the decisions count for now.
func (c Consented) Judged() []consent.Verdict {
	if c.Verdicts == nil {
		return consent.AsMade(c.Choices)
	}
	return c.Verdicts
}

// Judged fills in what the decisions of each consent count for now: what was given on an earlier version
// may count no more, and what the person said last of a purpose counts, in whichever consent.
func (e Everything) Judged(all *controller.Registry) Everything {
	said := e.said()
	e.Consents = slices.Clone(e.Consents)
	for i, one := range e.Consents {
		e.Consents[i].Verdicts = consent.At(one.Consent.VerdictsAmong(all, said), e.At)
	}
	return e
}

func (e Everything) said() []consent.Consent {
	said := make([]consent.Consent, len(e.Consents))
	for i, one := range e.Consents {
		said[i] = one.Consent
	}
	return said
}

// Happened is one line of a consent's history.
type Happened struct {
	At time.Time
	On consent.Event
}

// Message is a mail that the person sent.
type Message struct {
	ID       gdpr.ID
	Case     gdpr.ID
	Received time.Time
	Subject  gdpr.Private
	Text     gdpr.Private
	Expires  retention.Expiry
}

// Rule is how long a mail is kept: as long as the request that it belongs to, and where it asks for
// no right, as correspondence.
func (e Everything) Rule(d *controller.Declaration, m Message) controller.Retention {
	for _, c := range e.Cases {
		if c.ID == m.Case && len(c.Rights) > 0 {
			return d.Records.Request
		}
	}
	return d.Records.Correspondence
}

// Ledger reads what is held on people.
type Ledger interface {
	// Everything reads all that is held on a person by a number of database calls that does not
	// grow with it but by the page: under ten for 200 items. That it was read is stored before it is
	// returned, with who read it. A person whose data key was replaced while it was read is gdpr.CodeErased.
	Everything(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID, by string) (Everything, error)
}

// Docket finds what one person has asked for.
type Docket interface {
	// Of reads every case under a person's pseudonym, whatever has become of it, newest first, each
	// with its history in brief. It is no reading: nothing of it is shown to anybody.
	Of(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID) ([]rights.Case, error)
}

// Suppressions keeps to whom no marketing is sent, by keyed hash alone (Art. 21(3)).
type Suppressions interface {
	// Suppress adds the person; again is no error.
	Suppress(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID, at time.Time) error
	// Suppressed is since when; zero for never. The address is hashed and kept nowhere.
	Suppressed(ctx context.Context, c gdpr.ControllerID, address gdpr.Private) (time.Time, error)
}

// Teller tells recipients (Art. 19). One is consulted for each way but staff.
type Teller interface {
	// Tell sends a notice, or sends it again. An error of gdpr.Unavailable is worth a retry; any other is for staff.
	Tell(ctx context.Context, d *controller.Declaration, r rights.Request, n rights.Notice) error
	// Ask asks what became of one that was sent, and why, where the recipient refuses: NoticeAsked as long as
	// nothing is known, also with an error of gdpr.Unavailable; NoticeSilent where it will not do it.
	Ask(ctx context.Context, d *controller.Declaration, n rights.Notice) (rights.NoticeState, gdpr.Private, error)
}

// Shelf is what the clock needs of the store of cases beside rights.Cases.
type Shelf interface {
	// Later puts off what there is to do about a case; one with nothing to do stays so.
	Later(ctx context.Context, c gdpr.ControllerID, id gdpr.ID, at time.Time) error
	// Forget strips a case of everything that is sealed in it. Done again it changes nothing.
	Forget(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) error
}

// Withdrawals is the agenda of consents under an address that were withdrawn, or whose withdrawal
// was taken back, however that was done. Whoever stores either puts it there, due at once.
type Withdrawals interface {
	// Due reads the ids of consents with something to do about them, the longest due first.
	Due(ctx context.Context, c gdpr.ControllerID, now time.Time) ([]gdpr.ID, error)
	// Later puts one off, and Done takes one off, if nothing has been decided on it since: a zero
	// instant says that it does not matter. One that was decided on meanwhile stays due.
	Later(ctx context.Context, c gdpr.ControllerID, id gdpr.ID, decided, at time.Time) error
	Done(ctx context.Context, c gdpr.ControllerID, id gdpr.ID, decided time.Time) error
}

// Desk carries out.
type Desk struct {
	Controllers  *controller.Registry
	Cases        rights.Desk
	Docket       Docket
	Shelf        Shelf  // of the clock alone
	Ledger       Ledger // of the own page alone
	Records      holding.Desk
	Consents     consent.Desk
	Suppressions Suppressions
	Withdrawals  Withdrawals                // nil leaves what follows a withdrawal to the clock
	Tellers      map[controller.Told]Teller // of the clock alone: nil leaves the telling to it
	Now          func() time.Time
	Log          *slog.Logger

	calling context.Context // within which recipients are called; nil for that of the rest
}

// now is the server's time, in the resolution that is stored.
func (k Desk) now() time.Time { return k.Now().UTC().Truncate(time.Millisecond) }

func (k Desk) controller(c gdpr.ControllerID) (*controller.Declaration, error) {
	d, ok := k.Controllers.Current(c)
	if !ok {
		return nil, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeController}
	}
	return d, nil
}
