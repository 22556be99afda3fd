// Package fulfillment owns what a confirmed request does to what is held.
package fulfillment

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

var errTODO = errors.New("not built yet")

// Everything is all that is held on a person: what Art. 15 is about.
type Everything struct {
	Controller gdpr.ControllerID
	Subject    gdpr.SubjectID
	Address    gdpr.Private   // by which the person came, or that the case is under
	Addresses  []gdpr.Private // others on file: e-mail fields of records
	At         time.Time
	Records    []holding.Owned  // newest first in each class
	Consents   []Consented      // newest first
	Cases      []rights.Case    // newest first
	Messages   []Message        // mails of theirs, newest first
	Named      []holding.Record // agreements that name the person; of each only how the person stands there (Contacts)
	Suppressed time.Time        // since when no marketing goes to the address; zero for never
}

// Consented is a consent with its history, oldest first.
type Consented struct {
	consent.Consent
	History []Happened
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
}

// Ledger reads what is held on people.
type Ledger interface {
	// Everything reads all that is held on a person by a number of database calls that does not
	// grow with it but by the page: under ten for 200 items. That it was read is stored before it is
	// returned, with who read it. A person whose data key was replaced while it was read is gdpr.CodeErased.
	Everything(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID, by string) (Everything, error)
}

// Suppressions keeps to whom no marketing is sent, by keyed hash alone (Art. 21(3)).
type Suppressions interface {
	// Suppress adds the person; again is no error.
	Suppress(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID, at time.Time) error
	// Allow takes the person off: they have consented to marketing since.
	Allow(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID) error
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

// Desk carries out.
type Desk struct {
	Controllers  *controller.Registry
	Cases        rights.Desk
	Ledger       Ledger
	Records      holding.Desk
	Consents     consent.Desk
	Suppressions Suppressions
	Tellers      map[controller.Told]Teller
	Now          func() time.Time
	Log          *slog.Logger
}

// Carry does the next thing that there is to do about a case, and everything after it that can be done
// now; a case with nothing to do is no error. Interrupted anywhere, doing it again finishes it.
func (k Desk) Carry(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (rights.Case, error) {
	return rights.Case{}, errTODO
}

// Sweep carries every case that is due; how many they were. What fails is logged, and due again.
func (k Desk) Sweep(ctx context.Context, c gdpr.ControllerID) (int, error) { return 0, errTODO }

// Grant is staff's yes to one right: the copy is released, the erasure announced, the objection upheld,
// the corrections made that were accepted.
func (k Desk) Grant(ctx context.Context, by access.Actor, at rights.At, right gdpr.Right) (rights.Case, error) {
	return rights.Case{}, errTODO
}

// Rule rules on corrections, and makes those that are accepted.
func (k Desk) Rule(ctx context.Context, by access.Actor, at rights.At, rulings []rights.Correction) (rights.Case, error) {
	return rights.Case{}, errTODO
}

// Warn announces that the restriction which a case has put on is lifted, and when (Art. 18(3)).
func (k Desk) Warn(ctx context.Context, by access.Actor, at rights.At, reasons gdpr.Private) (rights.Case, error) {
	return rights.Case{}, errTODO
}

// Effect is what an act would do, asked for before it is done.
type Effect struct {
	Erased     []Touched
	Kept       []rights.Kept
	Restricted []Touched
	Corrected  []rights.Correction
	Withdrawn  []gdpr.PurposeID
	Told       []rights.Notice // recipients that will be told
	Addresses  int             // how many addresses are told of it before
	From       time.Time       // when it takes effect: after cooling-off, or now
	Deadline   rights.Deadline // as it is after the act
}

// Touched is one class of records, and how many of them.
type Touched struct {
	Class   controller.Class
	Purpose gdpr.PurposeID
	Count   int
	Files   int
}

// Effect tells what granting a right would do. Nothing is changed; that it was asked is no reading of the data.
func (k Desk) Effect(ctx context.Context, by access.Actor, id gdpr.ID, right gdpr.Right) (Effect, error) {
	return Effect{}, errTODO
}

// The person's own page: every method takes an actor with Way ToOwn, and acts on nobody but them.

// Own reads everything that is held on the person.
func (k Desk) Own(ctx context.Context, by access.Actor) (Everything, error) {
	return Everything{}, errTODO
}

// Act does what the person asks on their own page: a case, confirmed from the start, carried out as far as it can be now.
func (k Desk) Act(ctx context.Context, by access.Actor, asked rights.Lodged) (rights.Case, error) {
	return rights.Case{}, errTODO
}

// Withdraw takes one consent of the person's back, at once.
func (k Desk) Withdraw(ctx context.Context, by access.Actor, consent gdpr.ID) error { return errTODO }

// Stop cancels an erasure of the person's that is announced.
func (k Desk) Stop(ctx context.Context, by access.Actor, id gdpr.ID) (rights.Case, error) {
	return rights.Case{}, errTODO
}
