package fulfillment

import (
	"cmp"
	"context"
	"slices"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

// notices is what recipients are to be told of records (Art. 19): each of them once, however often
// they were given something. What was done is said as the right that it usually answers. A notice
// has the same id however often it is made.
func (j *job) notices(done gdpr.Right, held []holding.Owned) []rights.Notice {
	var all []rights.Notice
	for _, rec := range held {
		for _, given := range rec.Disclosures {
			id := j.noticeOf(string(done), given.Recipient, given.Customer)
			if slices.ContainsFunc(all, func(n rights.Notice) bool { return n.ID == id }) {
				continue
			}
			way := controller.ToldByStaff
			if r, declared := j.d.Recipient(given.Recipient); declared && r.Told != "" {
				way = r.Told
			}
			all = append(all, rights.Notice{ID: id, Recipient: given.Recipient, Customer: given.Customer, Way: string(way), About: done, State: rights.NoticeDue})
		}
	}
	slices.SortFunc(all, func(a, b rights.Notice) int {
		return cmp.Or(cmp.Compare(a.Recipient, b.Recipient), cmp.Compare(a.Customer, b.Customer))
	})
	return all
}

// noticeOf is the id of what one recipient is told of what was done.
func (j *job) noticeOf(done, recipient string, customer gdpr.Private) gdpr.ID {
	return gdpr.DeriveID("notice", string(j.held.Controller), string(j.held.ID), done, recipient, customer.Reveal())
}

// added is notices with those that are not among them yet.
func added(notices, more []rights.Notice) []rights.Notice {
	all := slices.Clone(notices)
	for _, n := range more {
		if !slices.ContainsFunc(all, func(o rights.Notice) bool { return o.ID == n.ID }) {
			all = append(all, n)
		}
	}
	return all
}

// posted is notices of which those that go by mail are sent with the step that stores them, and
// the mailboxes that they go to, in the same order: the step calls for the mails in its own
// transaction (rights.Entry.To). A recipient without a mailbox is for staff. Where they are more
// than one step can call for, the others wait for the next.
func (j *job) posted(notices []rights.Notice) (told []rights.Notice, to []gdpr.Private) {
	told = slices.Clone(notices)
	for i := range told {
		n := &told[i]
		if controller.Told(n.Way) != controller.ToldByMail || n.State != rights.NoticeDue || !j.held.Tells(*n) {
			continue
		}
		r, _ := j.d.Recipient(n.Recipient)
		if r.Mailbox == "" {
			n.Way = string(controller.ToldByStaff)
			continue
		}
		if len(to) == mostMails {
			continue
		}
		n.State, n.Sent, n.Tries = rights.NoticeAsked, j.now(), 1
		to = append(to, gdpr.Private(r.Mailbox))
	}
	return told, to
}

// Between two tries to tell a recipient the wait doubles, up to a bound; one that has the notice
// is asked every hour what came of it. Package rights counts the same when it says when a case is due.
const (
	firstRetry = 5 * time.Minute
	lastRetry  = 6 * time.Hour
	askAgain   = time.Hour
)

// tell posts the mails that are still to go out, or takes the turn of each notice that has one, and
// writes down what came of them all in one step. Interrupted before that, recipients are told again: by the same id, which they know.
func (j *job) tell(ctx context.Context) error {
	notices, to := j.posted(j.held.Notices)
	moved := !slices.Equal(notices, j.held.Notices)
	if j.Tellers != nil && !moved {
		notices, moved = j.called(ctx)
	}
	if !moved {
		return nil
	}
	return j.step(ctx, rights.Entry{On: rights.Hear, By: rights.ByClock, To: to}, func(r *rights.Request) { r.Notices = notices })
}

// mostMails is how many mails one step calls for: all that a step writes is one transaction, of a
// hundred items at most (DynamoDB, TransactWriteItems), and the case takes a few of them.
const mostMails = 80

// called takes the turn of each notice that has one, and reports whether any had. A process that
// cannot call leaves them to the clock.
func (j *job) called(ctx context.Context) (notices []rights.Notice, moved bool) {
	calling := ctx
	if j.calling != nil {
		calling = j.calling
	}
	notices = slices.Clone(j.held.Notices)
	for i := range notices {
		if calling.Err() != nil {
			break // the rest is called at the next tick
		}
		if j.held.Tells(notices[i]) {
			moved = j.turn(calling, &notices[i]) || moved
		}
	}
	return notices, moved
}

// turn does what there is to do about one notice now, and reports whether there was anything.
func (j *job) turn(ctx context.Context, n *rights.Notice) bool {
	now := j.now()
	way := controller.Told(n.Way)
	if way == controller.ToldByStaff || n.State != rights.NoticeDue && n.State != rights.NoticeAsked {
		return false
	}
	teller, able := j.Tellers[way]
	switch mailed := way == controller.ToldByMail; {
	case mailed && n.State == rights.NoticeDue:
		return false // it goes out with a step of its own
	case !able && !mailed: // the deployment names no endpoint for it
		n.Way = string(controller.ToldByStaff)
	case n.State == rights.NoticeDue && n.Tries > 0 && now.Before(n.Sent.Add(retryAfter(n.Tries))):
		return false
	case !n.Sent.IsZero() && !now.Before(n.Sent.Add(j.d.Handling.Patience)):
		n.State = rights.NoticeSilent
	case n.State == rights.NoticeDue:
		j.send(ctx, teller, n, now)
	case mailed || now.Before(later(n.Sent, n.Heard).Add(askAgain)):
		return false // what is answered to a mail, staff read
	default:
		j.ask(ctx, teller, n, now)
	}
	return true
}

// send tells a recipient. What another try would not mend is left to staff.
func (j *job) send(ctx context.Context, t Teller, n *rights.Notice, now time.Time) {
	if n.Sent.IsZero() {
		n.Sent = now
	}
	n.Tries++
	switch err := t.Tell(ctx, j.d, j.held.Request, *n); {
	case err == nil:
		n.State = rights.NoticeAsked
		j.ask(ctx, t, n, now) // some are done at once
	case gdpr.KindOf(err) == gdpr.Unavailable || ctx.Err() != nil:
		j.failed(ctx, "recipient not reached", err)
	default:
		n.State = rights.NoticeSilent
		j.failed(ctx, "recipient cannot be told", err)
	}
}

// ask asks a recipient what became of a notice.
func (j *job) ask(ctx context.Context, t Teller, n *rights.Notice, now time.Time) {
	n.Heard = now
	state, reason, err := t.Ask(ctx, j.d, *n)
	if err != nil {
		j.failed(ctx, "recipient not heard", err)
		return
	}
	if state == rights.NoticeDone || state == rights.NoticeSilent {
		n.State, n.Reason = state, reason
	}
}

// failed logs what went wrong about the case, by its code alone: what a recipient answers may
// name the person.
func (j *job) failed(ctx context.Context, what string, err error) {
	j.logged(ctx, what, j.held.Controller, j.held.ID, err)
}

// retryAfter is how long after the first try the one after so many is due.
func retryAfter(tries int) time.Duration {
	wait, sum := firstRetry, time.Duration(0)
	for range tries {
		sum += wait
		wait = min(2*wait, lastRetry)
	}
	return sum
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// telling is a right whose effect is made and whose recipients are being told. Where other rights
// are open it is settled at once, and these go on; the last waits for every recipient, or for
// staff's reason not to.
func (j *job) telling(ctx context.Context) error {
	right := j.entered(rights.Tell)
	left := j.held.Unsettled()
	if !slices.Contains(left, right) {
		if len(left) == 0 {
			return nil
		}
		right = left[0]
	}
	if j.last(right) {
		at := j.held.Revision
		if err := j.tell(ctx); err != nil || j.held.Revision != at {
			return err
		}
		if slices.ContainsFunc(j.held.Notices, rights.Notice.Pending) {
			return j.remind(ctx)
		}
	}
	o, err := j.outcome(ctx, right)
	if err != nil {
		return err
	}
	return j.done(ctx, o, nil, nil)
}

// over is what is left to do about a case that the person has taken back, or that has lapsed: what was
// restricted for the time being is put back, and recipients hear of what was done before (Art. 19).
func (j *job) over(ctx context.Context) error {
	at := j.held.Revision
	if err := j.putBack(ctx); err != nil || j.held.Revision != at {
		return err
	}
	if j.held.Amended() { // whom to tell was still to be found out
		tell, err := j.correctedAt(ctx, j.held.Corrections)
		if err != nil {
			return err
		}
		if all := added(j.held.Notices, tell); len(all) > len(j.held.Notices) {
			told, to := j.posted(all)
			return j.step(ctx, rights.Entry{On: rights.Tell, Right: gdpr.Rectification, To: to}, func(r *rights.Request) { r.Notices = told })
		}
	}
	return j.tell(ctx)
}

// outcome is what became of a right whose effect is made.
func (j *job) outcome(ctx context.Context, right gdpr.Right) (rights.Outcome, error) {
	o := rights.Outcome{Right: right, Result: rights.Granted}
	var err error
	switch {
	case right == gdpr.Rectification:
		o = rectified(j.held.Corrections)
		o.By = j.decided(rights.Correct)
	case j.held.Erasure != "" && (right == gdpr.Erasure || right == gdpr.Objection && j.entered(rights.Announce) == right):
		o, _, err = j.erased(ctx, right)
	}
	if o.By == "" {
		o.By = j.decided(rights.Tell)
	}
	return o, err
}
