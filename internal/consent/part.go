package consent

import (
	"context"
	"fmt"
	"slices"

	"ordholden/internal/gdpr"
)

// tries is how often a step is tried against whoever decides in the same moment.
const tries = 3

// WithdrawPart takes back a person's yes to some purposes of a consent (Art. 7(3)), and leaves every
// other. One of which nothing else is left is withdrawn whole. The same again changes nothing. One
// that nobody has confirmed never counted, and there is nothing of it to take back in part.
func (k Desk) WithdrawPart(ctx context.Context, c gdpr.ControllerID, id gdpr.ID, purposes []gdpr.PurposeID) (Consent, error) {
	held, err := k.Dossiers.Consent(ctx, c, id)
	if err != nil {
		return Consent{}, err
	}
	if err := asked(held.Choices, purposes); err != nil {
		return Consent{}, err
	}
	if !held.counted() {
		return held, &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeAlreadyDecided}
	}
	return k.narrow(ctx, held, Part, purposes, func(Consent) bool { return true })
}

// asked wants purposes that were decided on, each named by its place in what was sent.
func asked(choices []Choice, purposes []gdpr.PurposeID) error {
	var faults []gdpr.Fault
	for i, p := range purposes {
		if !slices.ContainsFunc(choices, func(c Choice) bool { return c.Purpose == p }) {
			faults = append(faults, gdpr.Fault{Pointer: fmt.Sprintf("/purposes/%d", i), Code: gdpr.FaultUnknownPurpose, Value: string(p)})
		}
	}
	return gdpr.InvalidFaults(faults)
}

// restore takes a withdrawal back, whole or in part, while that is possible. Done again it shows what
// stands.
func (k Desk) restore(ctx context.Context, held Consent) (Consent, error) {
	for range tries {
		s := k.step(held, Restore)
		s.Gave = held.restorable(k.now())
		_, can := held.State.After(Restore)
		switch {
		case !can:
			return held, alreadyOr(held.State, Restore)
		case held.State == Ended && !k.now().Before(held.Decided.Add(RestoreFor)):
			return Consent{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeLink}
		case held.State == Standing && len(s.Gave) == 0:
			return held, nil
		}
		to, err := k.next(held, s)
		if err != nil {
			return held, err
		}
		if err := k.Dossiers.Decide(ctx, held, to, Restore); gdpr.KindOf(err) != gdpr.Conflict {
			return to, err
		}
		if held, err = k.Dossiers.Consent(ctx, held.Controller, held.ID); err != nil {
			return held, err
		}
	}
	return held, &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}
}
