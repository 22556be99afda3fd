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
	nextTick   = time.Minute
)

// Sweep is a whole round for one controller.
func (k Desk) Sweep(ctx context.Context, c gdpr.ControllerID) (int, error) {
	r := k.Round()
	n, err := r.Sweep(ctx, c)
	return n, errors.Join(err, r.Call(ctx))
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
// again when there is: also where an earlier failure had it due at another time. It reports whether
// a recipient is still to be called about it, which is due again at the next tick.
func (k Desk) attend(ctx context.Context, d *controller.Declaration, id gdpr.ID) (calls bool, err error) {
	found, err := k.Cases.Cases.Case(ctx, d.ID, id)
	if gdpr.KindOf(err) == gdpr.NotFound {
		return false, nil // it has ended
	}
	if err != nil {
		return false, err
	}
	held, err := k.carry(ctx, d, found)
	if err != nil {
		return false, err
	}
	now, next := k.now(), held.Next
	if next.After(now) && held.Revision != found.Revision {
		return next.Before(now.Add(time.Second)) && k.uncalled(held), nil // the last step says when
	}
	if !next.After(now) {
		next = rights.Watch(held.Request, k.Cases.Calendar, d.Handling, now)
	}
	if !next.IsZero() && !next.After(now) {
		next = now.Add(tryAgain) // something is due that could not be done: it stands in nobody's way
		if calls = k.uncalled(held); calls {
			next = now.Add(nextTick)
		}
	}
	return calls, k.Shelf.Later(ctx, d.ID, id, next)
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
