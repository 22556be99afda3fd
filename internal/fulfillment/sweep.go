package fulfillment

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// How much of a controller's one tick of the clock does, and when what failed is due again: late
// enough that it does not stand before all that is due after it.
const (
	mostAtOnce = 100
	tryAgain   = 5 * time.Minute
)

// Sweep carries every case that is due, and follows every withdrawal; how many they were. What
// fails is logged, and due again. After an outage it does the longest due first, so many a tick.
func (k Desk) Sweep(ctx context.Context, c gdpr.ControllerID) (int, error) {
	d, err := k.controller(c)
	if err != nil {
		return 0, err
	}
	cases, failed := k.sweep(ctx, d, k.Cases.Cases.Due, k.attend, k.Shelf.Later)
	putOff := func(ctx context.Context, c gdpr.ControllerID, id gdpr.ID, at time.Time) error {
		return k.Withdrawals.Later(ctx, c, id, time.Time{}, at)
	}
	withdrawn, failedToo := k.sweep(ctx, d, k.Withdrawals.Due, k.follow, putOff)
	return cases + withdrawn, errors.Join(failed, failedToo)
}

// sweep does something about each thing on an agenda.
func (k Desk) sweep(ctx context.Context, d *controller.Declaration,
	due func(context.Context, gdpr.ControllerID, time.Time) ([]gdpr.ID, error),
	do func(context.Context, *controller.Declaration, gdpr.ID) error,
	later func(context.Context, gdpr.ControllerID, gdpr.ID, time.Time) error,
) (int, error) {
	ids, err := due(ctx, d.ID, k.now())
	if err != nil {
		return 0, err
	}
	for n, id := range ids[:min(len(ids), mostAtOnce)] {
		if ctx.Err() != nil {
			return n, ctx.Err() // the tick is over: the rest is due at the next
		}
		if err := do(ctx, d, id); err != nil {
			k.logged(ctx, "not carried out", d.ID, id, err)
			if err := later(ctx, d.ID, id, k.now().Add(tryAgain)); err != nil {
				k.logged(ctx, "not put off", d.ID, id, err)
			}
		}
	}
	return min(len(ids), mostAtOnce), nil
}

// attend carries a case. One about which nothing more can be done now but by staff is looked at
// again when there is: also where an earlier failure had it due at another time.
func (k Desk) attend(ctx context.Context, d *controller.Declaration, id gdpr.ID) error {
	found, err := k.Cases.Cases.Case(ctx, d.ID, id)
	if gdpr.KindOf(err) == gdpr.NotFound {
		return nil // it has ended
	}
	if err != nil {
		return err
	}
	held, err := k.carry(ctx, d, found)
	if err != nil {
		return err
	}
	now, next := k.now(), held.Next
	if next.After(now) && held.Revision != found.Revision {
		return nil // the last step says when
	}
	if !next.After(now) {
		next = rights.Watch(held.Request, k.Cases.Calendar, d.Handling, now)
	}
	if !next.IsZero() && !next.After(now) {
		next = now.Add(tryAgain) // something is due that could not be done: it stands in nobody's way
	}
	return k.Shelf.Later(ctx, d.ID, id, next)
}

// logged logs that something failed, without what of it could be personal.
func (k Desk) logged(ctx context.Context, what string, c gdpr.ControllerID, id gdpr.ID, err error) {
	code := string(gdpr.CodeInternal)
	if e, ok := errors.AsType[*gdpr.Error](err); ok {
		code = string(e.Code)
	}
	log := k.Log
	if log == nil {
		log = slog.Default()
	}
	log.ErrorContext(ctx, what, "controller", c, "id", id, "code", code)
}
