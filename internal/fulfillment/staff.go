package fulfillment

import (
	"context"
	"slices"
	"strings"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

var errState = &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeState}

// Grant is staff's yes to one right: the copy is released, the erasure announced, the objection upheld,
// the corrections made. What follows from it is carried out as far as it can be now.
func (k Desk) Grant(ctx context.Context, by access.Actor, at rights.At, right gdpr.Right) (rights.Case, error) {
	return k.acting(ctx, by, at, func(j *job) error {
		left := j.held.Unsettled()
		switch {
		case !slices.Contains(left, right):
			return gdpr.InvalidFaults([]gdpr.Fault{{Pointer: "/right", Code: gdpr.FaultNotRequired, Value: string(right)}})
		case j.held.Workflow != rights.Open:
			return errState
		case !j.held.Identified(right):
			return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeIdentity}
		}
		return j.grant(ctx, right)
	})
}

// grant does what staff say yes to.
func (j *job) grant(ctx context.Context, right gdpr.Right) error {
	switch right {
	case gdpr.Access:
		return j.release(ctx, right)
	case gdpr.Portability:
		some, err := j.portable(ctx)
		if err == nil && !some {
			err = errState // the answer would say that it lies ready, and nothing does: it is refused (rights.NotPortable)
		}
		if err != nil {
			return err
		}
		return j.release(ctx, right)
	case gdpr.Rectification:
		return j.acceptAll(ctx)
	case gdpr.Restriction:
		return j.restrict(ctx)
	case gdpr.Withdrawal:
		return j.withdraw(ctx)
	case gdpr.Objection:
		if j.held.Against == rights.AgainstMarketing {
			return j.objectAlone(ctx)
		}
		if j.owesCopy() {
			return errState
		}
		if err := j.leaveAlone(ctx); err != nil {
			return err
		}
		return j.announce(ctx, right)
	case gdpr.Erasure:
		if !j.last(right) {
			return errState // the copy is released first, and the rest carried out (law of the order)
		}
		return j.announce(ctx, right)
	}
	return errState
}

// owesCopy reports whether a copy is still to be released, which would be of nothing after an erasure.
func (j *job) owesCopy() bool {
	return slices.ContainsFunc(j.held.Unsettled(), func(r gdpr.Right) bool { return r == gdpr.Access || r == gdpr.Portability })
}

// acceptAll accepts every correction that nobody has ruled on.
func (j *job) acceptAll(ctx context.Context) error {
	var rulings []rights.Correction
	for _, c := range j.held.Corrections {
		if c.State == rights.Undecided {
			c.State = rights.Accepted
			rulings = append(rulings, c)
		}
	}
	if len(j.held.Corrections) > 0 && len(rulings) == 0 {
		return j.ruled(ctx, slices.Clone(j.held.Corrections), true)
	}
	return j.rule(ctx, rulings)
}

// Rule rules on corrections, and makes those that are accepted.
func (k Desk) Rule(ctx context.Context, by access.Actor, at rights.At, rulings []rights.Correction) (rights.Case, error) {
	return k.acting(ctx, by, at, func(j *job) error {
		if j.held.Workflow != rights.Open || !slices.Contains(j.held.Unsettled(), gdpr.Rectification) {
			return errState
		}
		if j.held.Identity != rights.Proven && j.held.Identity != rights.Vouched {
			return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeIdentity}
		}
		return j.rule(ctx, rulings)
	})
}

// Refuse is staff's no to one right (rights.Desk.Refuse). What an objection says against marketing
// has taken effect before, whatever is refused of the rest and however soon (Art. 21(3)). A refusal
// that does not stand has no effect: nothing is taken back for whoever has confirmed nothing. That
// nothing is held which could be corrected is refused as a ground where something is.
func (k Desk) Refuse(ctx context.Context, by access.Actor, at rights.At, r rights.Refusal) (rights.Case, error) {
	held, err := k.Cases.Seen(ctx, by, at)
	if err != nil {
		return rights.Case{}, err
	}
	if r.Ground == rights.NothingHeld {
		if some, err := k.holds(ctx, held.Request); err != nil {
			return rights.Case{}, err
		} else if some {
			return rights.Case{}, gdpr.InvalidFaults([]gdpr.Fault{{Pointer: "/ground", Code: gdpr.FaultRefusal, Value: string(r.Ground)}})
		}
	}
	if r.Right == gdpr.Objection {
		d, err := k.controller(by.Controller)
		if err != nil {
			return rights.Case{}, err
		}
		if _, err := k.Cases.Rehearsing().Refuse(ctx, by, at, r); err != nil {
			return rights.Case{}, err
		}
		j := &job{Desk: k, d: d, held: held, by: rights.ByStaff(by.ID)}
		if err := j.leaveAlone(ctx); err != nil {
			return rights.Case{}, err
		}
	}
	return k.Cases.Refuse(ctx, by, at, r)
}

// holds reports whether anything is held on the person of a case that could be corrected.
func (k Desk) holds(ctx context.Context, r rights.Request) (bool, error) {
	held, err := k.Records.Held(ctx, r.Controller, r.Subject)
	if err != nil || len(held) > 0 {
		return true, err
	}
	named, err := k.Records.NamedIn(ctx, r.Controller, r.Subject)
	return len(named) > 0, err
}

// Warn announces that the restriction which a case has put on is lifted, and when (Art. 18(3)).
func (k Desk) Warn(ctx context.Context, by access.Actor, at rights.At, reasons gdpr.Private) (rights.Case, error) {
	reasons = gdpr.Private(strings.TrimSpace(rights.Mask(reasons.Reveal())))
	return k.acting(ctx, by, at, func(j *job) error {
		if reasons == "" {
			return gdpr.InvalidFaults([]gdpr.Fault{{Pointer: "/reasons", Code: gdpr.FaultMissing}})
		}
		if len(j.held.Restricted) == 0 {
			return errState
		}
		return j.step(ctx, rights.Entry{On: rights.Warn, Text: reasons}, nil)
	})
}

// acting does what a member of staff decides about a case as they saw it, and then carries on with
// what follows from it. That something of this fails is for the clock: what staff decided is stored.
func (k Desk) acting(ctx context.Context, by access.Actor, at rights.At, do func(*job) error) (rights.Case, error) {
	held, err := k.Cases.Seen(ctx, by, at)
	if err != nil {
		return rights.Case{}, err
	}
	d, err := k.controller(by.Controller)
	if err != nil {
		return rights.Case{}, err
	}
	j := &job{Desk: k, d: d, held: held, by: rights.ByStaff(by.ID)}
	if err := do(j); err != nil {
		return rights.Case{}, err
	}
	return k.onward(ctx, j), nil
}

// onward carries on with a case after somebody has moved it.
func (k Desk) onward(ctx context.Context, j *job) rights.Case {
	carried, err := k.carry(ctx, j.d, j.held)
	if err != nil {
		j.failed(ctx, "not carried on", err)
	}
	if carried.ID == "" {
		return j.held
	}
	return carried
}
