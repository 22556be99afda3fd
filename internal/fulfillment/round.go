package fulfillment

import (
	"context"
	"errors"
	"slices"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// Round is one tick of the clock, for all controllers: first everything that needs nobody outside,
// and last, in what is left of the tick, the calls to recipients. One that hangs holds up other
// recipients only, and those until the next minute.
type Round struct {
	Desk
	calls []call
}

// call is a case about which a recipient is to be called.
type call struct {
	d  *controller.Declaration
	id gdpr.ID
}

// Round begins a round.
func (k Desk) Round() *Round { return &Round{Desk: k} }

// Sweep carries every case that is due, and follows every withdrawal; how many they were. It calls
// no recipient: Call does. What fails is logged, and due again. After an outage it does the longest
// due first, so many a tick.
func (r *Round) Sweep(ctx context.Context, c gdpr.ControllerID) (int, error) {
	d, err := r.controller(c)
	if err != nil {
		return 0, err
	}
	quiet := r.Desk
	quiet.Tellers = nil
	attend := func(ctx context.Context, d *controller.Declaration, id gdpr.ID) error {
		calls, err := quiet.attend(ctx, d, id)
		if calls && r.Tellers != nil {
			r.calls = append(r.calls, call{d, id})
		}
		return err
	}
	cases, failed := r.sweep(ctx, d, r.Cases.Cases.Due, attend, r.Shelf.Later)
	putOff := func(ctx context.Context, c gdpr.ControllerID, id gdpr.ID, at time.Time) error {
		return r.Withdrawals.Later(ctx, c, id, time.Time{}, at)
	}
	withdrawn, failedToo := r.sweep(ctx, d, r.Withdrawals.Due, r.follow, putOff)
	return cases + withdrawn, errors.Join(failed, failedToo)
}

// How long a round calls recipients: until shortly before the tick ends, so that what came of it is
// written down, and not so long that the next tick finds this one calling.
const (
	toWriteDown  = 10 * time.Second
	longestCalls = 40 * time.Second
)

// Call calls the recipients that are due, the longest due first. What it does not reach is done by
// the next tick.
func (r *Round) Call(ctx context.Context) error {
	end := time.Now().Add(longestCalls)
	if tick, ends := ctx.Deadline(); ends && tick.Add(-toWriteDown).Before(end) {
		end = tick.Add(-toWriteDown)
	}
	calling, done := context.WithDeadline(ctx, end)
	defer done()
	k := r.Desk
	k.calling = calling
	for _, c := range r.calls {
		if calling.Err() != nil {
			break
		}
		if _, err := k.attend(ctx, c.d, c.id); err != nil {
			k.logged(ctx, "recipients not told", c.d.ID, c.id, err)
			if err := k.Shelf.Later(ctx, c.d.ID, c.id, k.now().Add(tryAgain)); err != nil {
				k.logged(ctx, "not put off", c.d.ID, c.id, err)
			}
		}
	}
	r.calls = nil
	return ctx.Err()
}

// uncalled reports whether recipients of a case that is due were not called, because this is not
// the part of the round that calls, or its time is over.
func (k Desk) uncalled(held rights.Case) bool {
	if k.Tellers != nil && (k.calling == nil || k.calling.Err() == nil) {
		return false
	}
	return held.Allows(rights.Hear) && slices.ContainsFunc(held.Notices, func(n rights.Notice) bool {
		return controller.Told(n.Way) != controller.ToldByStaff && (n.State == rights.NoticeDue || n.State == rights.NoticeAsked)
	})
}
