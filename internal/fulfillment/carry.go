package fulfillment

import (
	"context"
	"errors"
	"slices"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

// job is one case while it is carried out. Every step first makes the effect and then moves the
// case, so that whatever is interrupted is done once more; and an effect done twice is done once.
type job struct {
	Desk
	d    *controller.Declaration
	held rights.Case
	by   string // who decides: rights.ByClock, or "staff:" and who
}

// mostSteps is more steps than a case has. One that goes on stepping is broken, and left to the next tick.
const mostSteps = 24

// Carry does the next thing that there is to do about a case, and everything after it that can be done
// now; a case with nothing to do is no error. Interrupted anywhere, doing it again finishes it.
func (k Desk) Carry(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (rights.Case, error) {
	d, err := k.controller(c)
	if err != nil {
		return rights.Case{}, err
	}
	held, err := k.Cases.Cases.Case(ctx, c, id)
	if err != nil {
		return rights.Case{}, err
	}
	return k.carry(ctx, d, held)
}

// races is how often a case is read anew that somebody else moved in the same moment.
const races = 3

// carry carries on with a case that was just read or moved.
func (k Desk) carry(ctx context.Context, d *controller.Declaration, held rights.Case) (rights.Case, error) {
	lost := 0
	for range mostSteps {
		j := &job{Desk: k, d: d, held: held, by: rights.ByClock}
		err := j.next(ctx)
		switch {
		case gdpr.KindOf(err) == gdpr.Conflict && lost < races:
			lost++
			if held, err = k.Cases.Cases.Case(ctx, d.ID, held.ID); err != nil {
				return j.held, err
			}
		case err != nil || j.held.Revision == held.Revision:
			return j.held, err
		default:
			held = j.held
		}
	}
	return held, nil
}

// next takes one step, if there is one to take: the case that is held is then another revision.
func (j *job) next(ctx context.Context) error {
	now := j.now()
	switch j.held.Workflow {
	case rights.Waiting:
		return j.waiting(ctx)
	case rights.Open:
		return j.open(ctx)
	case rights.Cooling:
		at := j.held.Revision
		if err := j.announceRest(ctx); err != nil || j.held.Revision != at {
			return err
		}
		if j.Cases.Allows(j.held.Request, rights.Begin) {
			return j.begin(ctx)
		}
	case rights.Carrying:
		return j.erase(ctx)
	case rights.Telling:
		return j.telling(ctx)
	case rights.Lifting:
		if !now.Before(j.held.Until) {
			return j.lift(ctx)
		}
	case rights.Answered, rights.Denied:
		if j.held.Weighed() {
			return j.step(ctx, rights.Entry{On: rights.Warn, Right: gdpr.Objection, Text: gdpr.Private(weighed.In(j.held.Language))}, nil)
		}
		if j.held.Leftover() {
			if err := j.free(ctx); err != nil {
				return err
			}
		}
		return j.forget(ctx)
	case rights.InAnother:
		return j.forget(ctx)
	case rights.Revoked, rights.Lapsed:
		return j.over(ctx)
	}
	return j.meanwhile(ctx)
}

// open carries out, in order, the first right that can be carried out without staff.
func (j *job) open(ctx context.Context) error {
	if j.held.Identity != rights.Proven && j.held.Identity != rights.Vouched {
		return j.unknown(ctx) // staff have asked who it is: until the answer nothing is done
	}
	at := j.held.Revision
	var failed error
	for _, right := range order(j.held.Unsettled()) {
		failed = j.alone(ctx, right)
		if failed != nil || j.held.Revision != at {
			break
		}
	}
	if j.held.Revision != at || gdpr.KindOf(failed) == gdpr.Conflict {
		return failed
	}
	return errors.Join(failed, j.meanwhile(ctx)) // staff hear of the deadline also of what cannot be done
}

// order is rights in the order in which they are taken up: an objection before a restriction, which
// covers what it covers. So it shows in the request whether an objection was taken up.
func order(left []gdpr.Right) []gdpr.Right {
	i, k := slices.Index(left, gdpr.Restriction), slices.Index(left, gdpr.Objection)
	if i >= 0 && k > i {
		left[i], left[k] = left[k], left[i]
	}
	return left
}

// alone carries out one right as far as it can be without staff.
func (j *job) alone(ctx context.Context, right gdpr.Right) error {
	switch right {
	case gdpr.Access, gdpr.Portability:
		return j.releaseAlone(ctx, right)
	case gdpr.Rectification:
		return j.correctAlone(ctx)
	case gdpr.Restriction:
		return j.restrict(ctx)
	case gdpr.Objection:
		return j.objectAlone(ctx)
	case gdpr.Withdrawal:
		return j.withdraw(ctx)
	case gdpr.Erasure:
		if j.d.Handling.Alone(right) && j.last(right) {
			return j.announce(ctx, right)
		}
	}
	return nil
}

// last reports whether a right is the only one that has no outcome yet.
func (j *job) last(right gdpr.Right) bool {
	left := j.held.Unsettled()
	return len(left) == 1 && left[0] == right
}

// step moves the case by an event.
func (j *job) step(ctx context.Context, on rights.Entry, change func(*rights.Request)) error {
	if on.By == "" {
		on.By = j.by
	}
	moved, err := j.Cases.Step(ctx, j.held, on, change)
	if err == nil {
		j.held = moved
	}
	return err
}

// done settles a right whose effect is made. Recipients who have to know are told: where other
// rights are open, while these are carried out; where it was the last, before it is settled, for
// the answer says that they were.
func (j *job) done(ctx context.Context, o rights.Outcome, tell []rights.Notice, change func(*rights.Request)) error {
	notices := added(j.held.Notices, tell)
	if o.Result == rights.Withheld { // of an erasure that has given way to a hold since it began, nobody hears
		notices = slices.DeleteFunc(notices, func(n rights.Notice) bool { return n.About == gdpr.Erasure && n.State == rights.NoticeDue })
	}
	fresh := len(notices) > len(j.held.Notices)
	untold := slices.ContainsFunc(notices, func(n rights.Notice) bool { return n.State == rights.NoticeDue })
	waits := j.last(o.Right) && slices.ContainsFunc(notices, rights.Notice.Pending)
	begun := j.held.Workflow == rights.Carrying
	if j.held.Workflow != rights.Telling && (fresh || waits || begun && untold) {
		told, to := j.posted(notices)
		return j.step(ctx, rights.Entry{On: rights.Tell, Right: o.Right, To: to}, func(r *rights.Request) {
			r.Notices = told
			if change != nil {
				change(r)
			}
		})
	}
	o.At = j.now()
	if o.By == "" {
		o.By = j.by
	}
	moved, err := j.Cases.Settled(ctx, j.held, o, func(r *rights.Request) {
		r.Notices = notices
		if change != nil {
			change(r)
		}
	})
	if err == nil {
		j.held = moved
	}
	return err
}

// decided is who decided what is being carried out: whoever took the step from which it follows.
func (j *job) decided(steps ...rights.Event) string {
	for _, e := range slices.Backward(j.held.History) {
		if slices.Contains(steps, e.On) && e.By != "" {
			return e.By
		}
	}
	return j.by
}

// records is what is held on the person of the case.
func (j *job) records(ctx context.Context) ([]holding.Owned, error) {
	return j.Records.Held(ctx, j.held.Controller, j.held.Subject)
}

// meanwhile is what the clock does about a case that waits: it tells recipients who are to be
// told of what is done already, and staff of the deadline.
func (j *job) meanwhile(ctx context.Context) error {
	at := j.held.Revision
	if j.held.Allows(rights.Hear) {
		if err := j.tell(ctx); err != nil || j.held.Revision != at {
			return err
		}
	}
	if err := j.nudge(ctx); err != nil || j.held.Revision != at {
		return err
	}
	return j.remind(ctx)
}

// overdue is how long after the answer to an erasure the case is stripped, if no mail server says
// that it has it.
const overdue = 7 * 24 * time.Hour

// forget strips a case whose erasure is answered: nothing of the person is left then (Art. 17(1)).
// Where the answer came back, staff give it first. One without an address is stripped too once
// another carries it on: what it said lies under the key of whoever it is of, and goes with them.
func (j *job) forget(ctx context.Context) error {
	h := j.held
	if j.Shelf != nil && h.Spent() {
		return j.Shelf.Forget(ctx, h.Controller, h.ID)
	}
	heard := h.Delivery == rights.Arrived || h.Delivery == rights.ByHand
	if j.Shelf == nil || h.Erasure == "" || h.Delivery == rights.Failed || !heard && j.now().Before(h.Decided.Add(overdue)) {
		return j.meanwhile(ctx)
	}
	return j.Shelf.Forget(ctx, h.Controller, h.ID)
}
