package rights

import (
	"context"
	"errors"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
)

var errTODO = errors.New("not built yet")

// At names a case and the revision that whoever acts has seen: of two who act on one
// revision the second gets gdpr.CodeChanged, and nothing of theirs is stored.
type At struct {
	ID       gdpr.ID
	Revision int
}

// Registration is a request that came by letter, by phone or in person (Art. 12(1)).
type Registration struct {
	Intake
	Received time.Time    // the day on which it came, not after now
	Evidence gdpr.Private // how staff know who it is; "" asks for confirmation by mail
	Against  Against      // of an objection; "" for all
}

// Register puts in a request that did not come by form or mail. Its deadline counts from
// when it came. With an address and no evidence, whoever holds the address confirms it by mail.
func (k Desk) Register(ctx context.Context, by access.Actor, in Registration) (Case, error) {
	return Case{}, errTODO
}

// Lodge puts in what a person asks on their own page, confirmed from the start: they came by
// mail link and code. A request that asks what an open one does joins it.
func (k Desk) Lodge(ctx context.Context, by access.Actor, in Lodged) (Case, error) {
	return Case{}, errTODO
}

// Lodged is what a person asks on their own page.
type Lodged struct {
	Address     gdpr.Private // the one that the link went to
	Right       gdpr.Right
	Against     Against
	Corrections []Correction
	Text        gdpr.Private
	Language    gdpr.Language
	Key         string
}

// Work reads a page of a queue.
func (k Desk) Work(ctx context.Context, by access.Actor, q Queue, from string, limit int) (page []Request, more string, err error) {
	return nil, "", errTODO
}

// Show reads one case with its whole story.
func (k Desk) Show(ctx context.Context, by access.Actor, id gdpr.ID) (Case, error) {
	return Case{}, errTODO
}

// Sort confirms or corrects what a mail was taken for. What is added that gives data out, or
// changes it, has to be confirmed by whoever holds the address.
func (k Desk) Sort(ctx context.Context, by access.Actor, at At, asked []gdpr.Right, against Against) (Case, error) {
	return Case{}, errTODO
}

// Dismiss files what asks for nothing.
func (k Desk) Dismiss(ctx context.Context, by access.Actor, at At) (Case, error) {
	return Case{}, errTODO
}

// Assign gives a case to a member of staff, as the subject of their token; "" to nobody.
func (k Desk) Assign(ctx context.Context, by access.Actor, at At, to string) (Case, error) {
	return Case{}, errTODO
}

// Note adds a note of staff's.
func (k Desk) Note(ctx context.Context, by access.Actor, at At, text gdpr.Private) (Case, error) {
	return Case{}, errTODO
}

// Extend extends the deadline once, by two months from the first, and tells the person why:
// gdpr.CodeDeadline once the first month is over, for the notice would come too late (Art. 12(3)).
func (k Desk) Extend(ctx context.Context, by access.Actor, at At, reasons gdpr.Private) (Case, error) {
	return Case{}, errTODO
}

// Ask asks the person who they are, on reasonable doubt, once: the deadline stands still
// until the answer (Art. 12(6)). By what they answer is up to them: never by a copy of an id.
func (k Desk) Ask(ctx context.Context, by access.Actor, at At, question gdpr.Private) (Case, error) {
	return Case{}, errTODO
}

// Vouch writes down how staff know who asks; it ends a pause.
func (k Desk) Vouch(ctx context.Context, by access.Actor, at At, evidence gdpr.Private) (Case, error) {
	return Case{}, errTODO
}

// Refuse refuses one right that is asked for, with its ground and reasons (Art. 12(4)). Where the
// ground asks for a second member of staff it is proposed.
func (k Desk) Refuse(ctx context.Context, by access.Actor, at At, r Refusal) (Case, error) {
	return Case{}, errTODO
}

// Approve carries a proposed refusal out: gdpr.CodeSecond for whoever proposed it.
func (k Desk) Approve(ctx context.Context, by access.Actor, at At) (Case, error) {
	return Case{}, errTODO
}

// Return sends a proposed refusal back, with reasons.
func (k Desk) Return(ctx context.Context, by access.Actor, at At, reasons gdpr.Private) (Case, error) {
	return Case{}, errTODO
}

// Redact says what is taken out of the copy before it is released; it replaces what was said before.
func (k Desk) Redact(ctx context.Context, by access.Actor, at At, r []Redaction) (Case, error) {
	return Case{}, errTODO
}

// Reply answers in words a case in which nothing else is to be done.
func (k Desk) Reply(ctx context.Context, by access.Actor, at At, text gdpr.Private) (Case, error) {
	return Case{}, errTODO
}

// Told says what came of a notice that staff see to, or why a recipient's silence need not be
// waited for.
func (k Desk) Told(ctx context.Context, by access.Actor, at At, notice gdpr.ID, state NoticeState, reason gdpr.Private) (Case, error) {
	return Case{}, errTODO
}

// HandOver writes down how the answer was given that no mail could deliver.
func (k Desk) HandOver(ctx context.Context, by access.Actor, at At, how gdpr.Private) (Case, error) {
	return Case{}, errTODO
}

// Settled moves a request by one outcome: Settle where other rights are open, Reply or Deny where
// it is the last. Effects call it when they are done.
func (k Desk) Settled(ctx context.Context, held Case, o Outcome, change func(*Request)) (Case, error) {
	return Case{}, errTODO
}

// Step moves a case by an event that carries nothing but what change sets, such as Announce,
// Begin, Tell, Hear, Warn, Lift, Remind, Escalate, Lapse. Effects and the clock call it.
func (k Desk) Step(ctx context.Context, held Case, on Entry, change func(*Request)) (Case, error) {
	return Case{}, errTODO
}
