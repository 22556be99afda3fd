package outbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"ordholden/internal/gdpr"
)

// Outcome is what became of an attempt to send.
type Outcome int

// The outcomes.
const (
	Accepted  Outcome = iota
	TryLater          // not accepted, and the same later may be
	Stopped           // not accepted, nor will any other mail be for now: an alarm
	Permanent         // not accepted, and it never will be
	Ambiguous         // accepted or not: the answer was lost
)

// Post composes a letter and hands it to SES.
type Post interface {
	// Send returns what became of the letter, and SES's id for it where it was
	// accepted. The error is for the operator, and holds no personal data.
	Send(ctx context.Context, l Letter, now time.Time) (Outcome, string, error)
}

// Courier sends what is due.
type Courier struct {
	Store Store
	Post  Post
	Now   func() time.Time
	Log   *slog.Logger
}

// stopWait is how long nothing more is tried after SES stopped taking mail.
const stopWait = 15 * time.Minute

// Deliver sends one mail if it is due. It is safe to call at any time and as
// often as one likes: only one claim goes through. An error is worth a retry.
func (c Courier) Deliver(ctx context.Context, r Ref) (err error) {
	letter, err := c.Store.Letter(ctx, r)
	if gdpr.KindOf(err) == gdpr.NotFound {
		return c.close(ctx, r)
	}
	if err != nil {
		return c.unread(ctx, r, fmt.Errorf("deliver %s of %s: %w", r.Entry, r.Case, err))
	}
	now := c.Now()
	if !letter.State.Open() || letter.Due.After(now) {
		return nil
	}
	claimed, ok, err := c.claim(ctx, letter, now)
	if err != nil || !ok {
		return err
	}
	outcome, id, sendErr := c.Post.Send(ctx, claimed, now)
	if sendErr != nil {
		c.log(ctx, outcome, claimed.Entry, sendErr)
	}
	return c.settle(ctx, claimed.Entry, outcome, id, now)
}

// close ends a mail that cannot be written any more, because what it is about has
// ended or the person was erased: it would be due for ever.
func (c Courier) close(ctx context.Context, r Ref) error {
	e, err := c.Store.Entry(ctx, r)
	if gdpr.KindOf(err) == gdpr.NotFound {
		return nil // it has ended too
	}
	if err != nil {
		return fmt.Errorf("close %s of %s: %w", r.Entry, r.Case, err)
	}
	if !e.State.Open() || e.Due.After(c.Now()) {
		return nil
	}
	return c.move(ctx, e, Fail, func(to *Entry) { to.Reason = reasonErased })
}

// unread is the error for a letter that cannot be read. Where that is no passing
// trouble it is tried as long as any other, so that somebody is called meanwhile,
// and then given up.
func (c Courier) unread(ctx context.Context, r Ref, cause error) error {
	if gdpr.KindOf(cause) == gdpr.Unavailable {
		return cause
	}
	e, err := c.Store.Entry(ctx, r)
	if err != nil || !e.State.Open() || c.Now().Sub(e.Created) <= giveUp {
		return cause
	}
	return c.move(ctx, e, Fail, func(to *Entry) { to.Reason = "unreadable" })
}

// claim takes a mail for one attempt, unless somebody else has it, a cap holds it
// back, or it is too old.
func (c Courier) claim(ctx context.Context, l Letter, now time.Time) (claimed Letter, ok bool, err error) {
	from := l.Entry
	if from.Kind != ConsentAgain && now.Sub(from.Created) > giveUp {
		return l, false, c.move(ctx, from, Fail, func(to *Entry) { to.Reason = "too-old" })
	}
	next, ok := from.State.After(Claim)
	if !ok {
		return l, false, nil
	}
	to := from
	to.State, to.Attempts, to.Due = next, from.Attempts+1, now.Add(lease+eventWait)
	issued, err := c.Store.Issue(ctx, l, now)
	if err != nil {
		return l, false, fmt.Errorf("link for %s of %s: %w", from.Entry, from.Case, err)
	}
	err = c.Store.Claim(ctx, from, to, issued, capsOn(from, now))
	if capped, ok := errors.AsType[*Capped](err); ok {
		return l, false, c.hold(ctx, from, capped.Cap)
	}
	if gdpr.KindOf(err) == gdpr.Conflict {
		return l, false, nil
	}
	if err != nil {
		return l, false, fmt.Errorf("claim %s of %s: %w", from.Entry, from.Case, err)
	}
	l.Entry, l.Link = to, issued
	return l, true, nil
}

// hold keeps back a mail that is over a cap: for good, or until the window ends.
func (c Courier) hold(ctx context.Context, from Entry, over Cap) error {
	if over.Forever {
		return c.move(ctx, from, Withhold, func(to *Entry) { to.Reason = "over-cap" })
	}
	later := from
	later.Due = over.Until
	return settled(c.Store.Settle(ctx, from, later))
}

// settle stores what became of an attempt.
func (c Courier) settle(ctx context.Context, claimed Entry, o Outcome, id string, now time.Time) error {
	wait := func(d time.Duration) func(*Entry) { return func(to *Entry) { to.Due = now.Add(d) } }
	switch o {
	case Accepted:
		return c.move(ctx, claimed, Accept, func(to *Entry) { to.MessageID = id })
	case TryLater:
		return c.move(ctx, claimed, Retry, wait(backoff(claimed.Attempts)))
	case Stopped:
		return c.move(ctx, claimed, Retry, wait(stopWait))
	case Permanent:
		return c.move(ctx, claimed, Fail, func(to *Entry) { to.Reason = "rejected" })
	}
	return c.move(ctx, claimed, Lose, wait(eventWait))
}

// move stores an entry after an event; an event that changes nothing, or that
// another overtook, is no error.
func (c Courier) move(ctx context.Context, from Entry, on Event, change func(*Entry)) error {
	next, ok := from.State.After(on)
	if !ok {
		return nil
	}
	to := from
	to.State, to.Due, to.Reason = next, time.Time{}, ""
	change(&to)
	err := settled(c.Store.Settle(ctx, from, to))
	if err == nil && to.State == Failed && to.Reason != reasonErased {
		from.NotAsked(ctx, c.Log, to.Reason)
	}
	return err
}

func settled(err error) error {
	if gdpr.KindOf(err) == gdpr.Conflict {
		return nil
	}
	return err
}

// NotAsked tells the operator that a mail which asks somebody anew about a consent did not reach
// them; of any other mail it says nothing.
//
// It is not sent again: an address that refuses mail is not made to take it by more of it. Nothing
// is done with the consent for what has changed, so that nobody loses by that: the person finds
// the question on their own page, and staff find it at the desk (Entry.Missed) and may tell them.
func (r Ref) NotAsked(ctx context.Context, log *slog.Logger, why string) {
	if Kind(r.Entry).asksAnew() {
		log.ErrorContext(ctx, "not asked anew: the consent counts for nothing that has changed",
			"controller", r.Controller, "case", r.Case, "entry", r.Entry, "reason", why)
	}
}

// log tells the operator of an attempt that was not accepted. Stopped and
// Permanent are errors, for they call for somebody.
func (c Courier) log(ctx context.Context, o Outcome, e Entry, err error) {
	level := slog.LevelWarn
	if o == Stopped || o == Permanent {
		level = slog.LevelError
	}
	c.Log.Log(ctx, level, "mail not accepted", "controller", e.Controller, "case", e.Case,
		"entry", e.Entry, "attempt", e.Attempts, "error", err.Error())
}

// Sweep delivers all that is due for a controller: retries, claims that nobody
// settled, and whatever the stream did not bring. It returns how many it tried.
func (c Courier) Sweep(ctx context.Context, controller gdpr.ControllerID) (int, error) {
	refs, err := c.Store.Due(ctx, controller, c.Now())
	if err != nil {
		return 0, fmt.Errorf("due mails of %s: %w", controller, err)
	}
	var failed []error
	for _, r := range refs {
		if err := c.Deliver(ctx, r); err != nil {
			failed = append(failed, err)
		}
	}
	return len(refs), errors.Join(failed...)
}

// Note stores what SES tells of a mail. Events may come doubled, late and out of
// order: only those that say something new change anything.
func Note(ctx context.Context, s Store, r Ref, on Event, messageID string) error {
	const tries = 4 // against writers in the same moment
	for range tries {
		e, err := s.Entry(ctx, r)
		if gdpr.KindOf(err) == gdpr.NotFound {
			return nil // it has ended
		}
		if err != nil {
			return fmt.Errorf("note %s of %s: %w", r.Entry, r.Case, err)
		}
		next, ok := e.State.After(on)
		if !ok {
			return nil
		}
		to := e
		to.State, to.MessageID, to.Due, to.Reason = next, messageID, time.Time{}, ""
		if err := s.Settle(ctx, e, to); gdpr.KindOf(err) != gdpr.Conflict {
			return err
		}
	}
	return &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}
}
