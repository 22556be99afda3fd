package rights

import (
	"context"
	"errors"

	"ordholden/internal/gdpr"
)

// Decision is what the holder of the address says when asked whether it was them.
type Decision string

// The decisions.
const (
	Confirmed Decision = "confirm"
	Refused   Decision = "cancel"
)

// decided reports whether the request already went the way of the decision, so
// that deciding the same twice shows the result again.
func (r Request) decided(d Decision) bool {
	switch d {
	case Confirmed:
		return r.identified() && r.Workflow != Revoked
	case Refused:
		return r.Workflow == Revoked
	}
	return false
}

// doorTo is the door of each decision.
var doorTo = map[Decision]Door{Confirmed: ToConfirm, Refused: ToRefuse}

var errDecided = &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeAlreadyDecided}

// attempts bounds how often a decision is tried again because another request
// of the same person was decided in the same moment.
const attempts = 4

// Decide carries out what the holder of the address says: that they asked, or that they did
// not. Where more was asked for (Art. 12(6)), confirming again is the answer. Saying the same
// twice shows the result again.
func (k Desk) Decide(ctx context.Context, c gdpr.ControllerID, p gdpr.Proof, says Decision) (Case, error) {
	for range attempts {
		held, strength, err := k.Cases.Open(ctx, c, p, doorTo[says])
		if err != nil {
			return Case{}, err
		}
		if held.NeedsCode() && strength < gdpr.ByCode && says == Confirmed {
			return Case{}, gdpr.InvalidFaults([]gdpr.Fault{{Pointer: "/code", Code: gdpr.FaultMissing}})
		}
		if held.decided(says) {
			return held, nil
		}
		moved, err := k.decide(ctx, held, says)
		if gdpr.KindOf(err) != gdpr.Conflict || errors.Is(err, errDecided) {
			return moved, err
		}
	}
	return Case{}, errBusy
}

var errBusy = &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}

func (k Desk) decide(ctx context.Context, held Case, says Decision) (Case, error) {
	standing, err := k.Cases.Standing(ctx, held.Controller, held.Subject)
	if err != nil {
		return Case{}, err
	}
	e, joined := Entry{On: Cancel, By: ByPerson}, gdpr.ID("")
	if says == Confirmed {
		if e.On, joined, err = k.confirms(ctx, held.Request, standing); err != nil {
			return Case{}, err
		}
	}
	moved, err := k.moveOn(ctx, held, e, standing, func(r *Request) { r.Joined = joined })
	if errors.Is(err, errState) {
		return held, errDecided
	}
	return moved, err
}

// confirms is the event by which a request is confirmed, and the one that it joins.
func (k Desk) confirms(ctx context.Context, r Request, standing map[gdpr.Right]Request) (Event, gdpr.ID, error) {
	if r.Identity == Asked {
		return Prove, "", nil
	}
	joined, err := k.joins(ctx, r, standing)
	if joined != "" {
		return Join, joined, err
	}
	return Confirm, "", err
}

// joins finds the one open request that asks for all that r asks for and that r
// adds nothing to, if it was received no later, so that joining never costs the
// person time; "" for none. Only confirmed requests stand, so what nobody has confirmed can
// shadow nothing.
func (k Desk) joins(ctx context.Context, r Request, standing map[gdpr.Right]Request) (gdpr.ID, error) {
	if r.Workflow != Waiting || len(r.Rights) == 0 || len(r.Corrections) > 0 {
		return "", nil
	}
	first, ok := standing[r.Rights[0]]
	if !ok || first.Received.After(r.Received) || r.Text != "" && r.Said != first.Said {
		return "", nil
	}
	for _, right := range r.Rights {
		if standing[right].ID != first.ID {
			return "", nil
		}
	}
	one, err := k.Cases.Case(ctx, r.Controller, first.ID)
	if gdpr.KindOf(err) == gdpr.NotFound {
		return "", nil
	}
	if err != nil || !one.answersToo(r) {
		return "", err
	}
	return first.ID, nil
}

// answersToo reports whether the answer to a request will be one to the other too, which the
// same person has sent. What stands is looked at itself: its pointers know neither what is
// settled nor what is objected to.
func (r Request) answersToo(o Request) bool {
	for _, right := range o.Rights {
		if !r.Stands(right) || right == gdpr.Objection && r.Against != "" && r.Against != o.Against {
			return false
		}
	}
	return r.Subject == o.Subject
}

// Stop stops an erasure that is announced: for whoever holds the link that came with the
// announcement, at whichever address on file. Stopping twice shows the result again; once it has
// begun it is gdpr.CodeState.
func (k Desk) Stop(ctx context.Context, c gdpr.ControllerID, p gdpr.Proof) (Case, error) {
	for range attempts {
		held, _, err := k.Cases.Open(ctx, c, p, ToStop)
		switch {
		case err != nil:
			return Case{}, err
		case held.Workflow == Revoked:
			return held, nil
		case held.Workflow != Cooling:
			return held, errState
		}
		stopped, err := k.move(ctx, held, Entry{On: Cancel, By: ByPerson}, nil)
		if gdpr.KindOf(err) != gdpr.Conflict {
			return stopped, err
		}
	}
	return Case{}, errBusy
}

// Follow shows a case to whoever holds its link.
func (k Desk) Follow(ctx context.Context, c gdpr.ControllerID, p gdpr.Proof) (Case, error) {
	held, _, err := k.Cases.Open(ctx, c, p, ToFollow)
	return held, err
}
