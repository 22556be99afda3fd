package consent

// What a request does to a person's consents: all of them are taken back, or the purposes that
// an objection to marketing is about. Package fulfillment calls these, for whoever has shown that
// the address is theirs.

import (
	"context"
	"slices"
	"time"

	"ordholden/internal/gdpr"
)

// Standing is the consents of a person that count, newest first, without their addresses.
func (k Desk) Standing(ctx context.Context, c gdpr.ControllerID, person gdpr.SubjectID) ([]Consent, error) {
	all, err := k.Dossiers.Of(ctx, c, person)
	return slices.DeleteFunc(all, func(held Consent) bool { return held.State != Standing }), err
}

// WithdrawAll takes back every consent of a person that counts (Art. 7(3)), and returns which
// these were. Done again it finds none that is left.
func (k Desk) WithdrawAll(ctx context.Context, c gdpr.ControllerID, person gdpr.SubjectID) ([]Consent, error) {
	return k.each(ctx, c, person, func(held Consent) (Consent, error) { return k.WithdrawPerson(ctx, c, held.ID) })
}

// WithdrawFor takes back a person's yes to some purposes, as they said at that time, and leaves
// every other. A consent of which nothing else is left is withdrawn whole. One that they have decided
// on since stands: what they said last counts.
func (k Desk) WithdrawFor(ctx context.Context, c gdpr.ControllerID, person gdpr.SubjectID, purposes []gdpr.PurposeID, said time.Time) ([]Consent, error) {
	return k.each(ctx, c, person, func(held Consent) (Consent, error) {
		return k.narrow(ctx, held, Narrow, purposes, func(now Consent) bool { return !now.Decided.After(said) })
	})
}

// each does something to every standing consent of a person, and returns what it changed. One
// that has ended or was erased meanwhile is passed over.
func (k Desk) each(ctx context.Context, c gdpr.ControllerID, person gdpr.SubjectID, do func(Consent) (Consent, error)) ([]Consent, error) {
	standing, err := k.Standing(ctx, c, person)
	if err != nil {
		return nil, err
	}
	var changed []Consent
	for _, held := range standing {
		to, err := do(held)
		if gdpr.KindOf(err) == gdpr.NotFound {
			continue
		}
		if err != nil {
			return changed, err
		}
		if !sameChoices(to.Choices, held.Choices) {
			changed = append(changed, to)
		}
	}
	return changed, nil
}

// narrow stores a consent that stands without some of its purposes, or withdraws the one of which
// nothing else is left. Against whoever decides in the same moment it is tried again on what stands
// then, as long as that is still to be narrowed.
func (k Desk) narrow(ctx context.Context, held Consent, on Event, purposes []gdpr.PurposeID, still func(now Consent) bool) (Consent, error) {
	for range tries {
		now, err := k.Dossiers.Consent(ctx, held.Controller, held.ID)
		if err != nil {
			return held, err
		}
		took := lost(now.Choices, withdrawn(now.Choices, purposes))
		if now.State != Standing || len(took) == 0 || !still(now) {
			return now, nil
		}
		s := k.step(now, on)
		if s.Took = took; len(took) == len(given(now.Choices)) {
			s.On = Withdraw
		}
		to, err := k.next(now, s)
		if err != nil {
			return held, err
		}
		if err := k.Dossiers.Decide(ctx, now, to, s.On); gdpr.KindOf(err) != gdpr.Conflict {
			return to, err
		}
	}
	return held, &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}
}

// lost is the purposes that had a yes and have none.
func lost(from, to []Choice) []gdpr.PurposeID {
	var purposes []gdpr.PurposeID
	for i, c := range from {
		if c.Decision == gdpr.Given && to[i].Decision != gdpr.Given {
			purposes = append(purposes, c.Purpose)
		}
	}
	return purposes
}
