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

// lapse ends what nobody has confirmed, before it is deleted, so that whoever holds the address
// hears of it.
func (j *job) lapse(ctx context.Context) error {
	if next := rights.Watch(j.held.Request, j.Cases.Calendar, j.d.Handling, j.now()); next.IsZero() || next.After(j.now()) {
		return nil
	}
	return j.step(ctx, rights.Entry{On: rights.Lapse, By: rights.ByClock}, nil)
}
