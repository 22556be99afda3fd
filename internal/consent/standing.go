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
		to, changed := narrowed(held.Choices, purposes)
		switch {
		case !changed || held.Decided.After(said):
			return held, nil
		case !anyGiven(to):
			return k.WithdrawPerson(ctx, c, held.ID)
		}
		return k.narrow(ctx, held, purposes, said)
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

// narrow stores a consent that stands without some of its purposes. Against whoever decides in
// the same moment it is tried again on what stands then.
func (k Desk) narrow(ctx context.Context, held Consent, purposes []gdpr.PurposeID, said time.Time) (Consent, error) {
	const tries = 3
	for range tries {
		now, err := k.Dossiers.Consent(ctx, held.Controller, held.ID)
		if err != nil {
			return held, err
		}
		choices, changed := narrowed(now.Choices, purposes)
		if now.State != Standing || !changed || now.Decided.After(said) {
			return now, nil
		}
		to := now
		to.Choices, to.Decided = choices, after(k.now(), now.last())
		to.Narrowed = slices.Concat(now.Narrowed, lost(now.Choices, choices))
		if err := k.Dossiers.Decide(ctx, now, to, Narrow); gdpr.KindOf(err) != gdpr.Conflict {
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

// narrowed is choices with each yes to one of the purposes turned into a no. A no, for what
// was withdrawn comes back where the withdrawal of the whole consent is taken back, and this
// was no part of that.
func narrowed(choices []Choice, purposes []gdpr.PurposeID) (to []Choice, changed bool) {
	to = slices.Clone(choices)
	for i, c := range to {
		if c.Decision == gdpr.Given && slices.Contains(purposes, c.Purpose) {
			to[i].Decision, changed = gdpr.Refused, true
		}
	}
	return to, changed
}
