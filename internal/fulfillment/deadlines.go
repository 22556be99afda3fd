package fulfillment

import (
	"context"

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

// waiting is what the clock does about what nobody has confirmed: it reminds, and ends it before it
// is deleted, so that whoever holds the address hears of it.
func (j *job) waiting(ctx context.Context) error {
	if j.held.Lapses(j.now()) {
		return j.step(ctx, rights.Entry{On: rights.Lapse, By: rights.ByClock}, nil)
	}
	return j.nudge(ctx)
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
// Marketing ends all the same: nobody needs to show who they are to be left alone (Art. 21(3)).
func (j *job) unknown(ctx context.Context) error {
	if err := j.leaveAlone(ctx); err != nil {
		return err
	}
	return j.meanwhile(ctx)
}
