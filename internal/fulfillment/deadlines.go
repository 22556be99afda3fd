package fulfillment

import (
	"context"
	"errors"
	"slices"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// remind reminds staff of the deadline, and tells them when it is over.
func (j *job) remind(ctx context.Context) error {
	now := j.now()
	m, ok := j.held.Reminder(j.Cases.Calendar, now)
	if !ok || m.At.After(now) {
		return nil
	}
	on := rights.Remind
	if m.Days == rights.Escalated {
		on = rights.Escalate
	}
	return j.step(ctx, rights.Entry{On: on, By: rights.ByClock, To: []gdpr.Private{gdpr.Private(j.d.Mailbox)}},
		func(r *rights.Request) { r.Reminded = m.Days })
}

// waiting is what the clock does about what nobody has confirmed: it reminds the person, and staff of the
// deadline of what they put in, and ends it before it is deleted, so that whoever holds the address hears of it.
func (j *job) waiting(ctx context.Context) error {
	if j.held.Lapses(j.now()) {
		return j.step(ctx, rights.Entry{On: rights.Lapse, By: rights.ByClock}, nil)
	}
	at := j.held.Revision
	if err := j.nudge(ctx); err != nil || j.held.Revision != at {
		return err
	}
	return j.remind(ctx)
}

// nudge reminds the person of what does not come, and in the end staff.
func (j *job) nudge(ctx context.Context) error {
	n, ok := j.held.Nudging()
	if !ok || n.At.After(j.now()) {
		return nil
	}
	on := rights.Entry{On: rights.Nudge, By: rights.ByClock}
	if n.ToStaff {
		on.To = []gdpr.Private{gdpr.Private(j.d.Mailbox)}
	}
	return j.step(ctx, on, nil)
}

// unknown is what the clock does while it is open who asks: it reminds, the person first and staff in
// the end. It refuses nobody: that nobody could be identified is for staff to say, who have to be able
// to show it (Art. 12(2)), and no refusal rests on a machine alone (Art. 22).
// What takes no more proof than the address is done all the same, and settled: nobody needs to show who
// they are to be left alone (Art. 21(3)), nor to take back what they said yes to (Art. 7(3)).
func (j *job) unknown(ctx context.Context) error {
	at := j.held.Revision
	err := errors.Join(j.leaveAlone(ctx), j.unproved(ctx))
	if j.held.Revision != at || gdpr.KindOf(err) == gdpr.Conflict {
		return err
	}
	return errors.Join(err, j.meanwhile(ctx))
}

// unproved does what is asked for that takes no further proof. The last right is settled once everybody has heard
// who is to be told of what was done before; what it asks for is done before that.
func (j *job) unproved(ctx context.Context) error {
	for _, right := range j.held.Unsettled() {
		if !j.held.Identified(right) {
			continue
		}
		waits := j.last(right) && slices.ContainsFunc(j.held.Notices, rights.Notice.Pending)
		switch {
		case waits && right == gdpr.Withdrawal:
			_, err := j.Consents.WithdrawAll(ctx, j.held.Controller, j.held.Subject)
			return err
		case waits:
			return nil // marketing has ended
		}
		return j.alone(ctx, right)
	}
	return nil
}
