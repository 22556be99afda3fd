package consent

import (
	"slices"
	"time"

	"ordholden/internal/gdpr"
)

// What the steps of a consent come to. Which purposes a step took back or gave stands in the step
// itself, so that of each purpose it is known when the person last spoke of it, and what of a
// withdrawal can still be taken back.

// step is what an event does to a consent now, by itself.
func (k Desk) step(held Consent, on Event) Step {
	s := Step{At: after(k.now(), held.last()), On: on}
	switch on {
	case Withdraw:
		s.Took = given(held.Choices)
	case Renew:
		if d, known := k.Controllers.Current(held.Controller); known {
			if p, declared := d.FurtherStorage(); declared {
				s.Gave = []gdpr.PurposeID{p.ID}
			}
		}
	}
	return s
}

// after is the consent after a step, which is the last of its history then.
func (c Consent) after(s Step) Consent {
	c.State, _ = c.State.After(s.On) // whoever makes a step has asked before whether it can happen
	c.Decided, c.Choices = s.At, decided(c.Choices, s)
	c.History = append(slices.Clone(c.History), s)
	switch s.On {
	case Renew:
		c.Renewed = s.At
	case Restore:
		c.Restored = s.At
	}
	return c
}

// next is a consent after a step, kept for as long as that is to be shown (Art. 7(1)).
func (k Desk) next(held Consent, s Step) (Consent, error) {
	d, err := k.controller(held.Controller)
	if err != nil {
		return held, err
	}
	to := held.after(s)
	if s.On == Cancel { // what was canceled ends when it would have ended unconfirmed
		return to, nil
	}
	end, err := proofEnd(d, to.Decided)
	if err != nil {
		return held, err
	}
	if to.Expires = end; held.State != Pending {
		to.Expires = max(end, held.Expires) // what it stood for may be kept longer
	}
	return to, nil
}

// took is the step that took a purpose back: the last that did, and it is taken back now. Of a
// withdrawn consent whose history was not read, the last decision did.
func (c Consent) took(p gdpr.PurposeID) (Step, bool) {
	if !slices.Contains(c.Choices, Choice{Purpose: p, Decision: gdpr.Withdrawn}) {
		return Step{}, false
	}
	for _, s := range slices.Backward(c.History) {
		if slices.Contains(s.Took, p) {
			return s, true
		}
	}
	return Step{At: c.Decided, On: Withdraw}, c.State == Ended
}

// Withdrew is when a purpose was taken back that is taken back now; false for any other.
func (c Consent) Withdrew(p gdpr.PurposeID) (time.Time, bool) {
	if s, ok := c.took(p); ok {
		return s.At, true
	}
	return c.Decided, slices.Contains(c.Choices, Choice{Purpose: p, Decision: gdpr.Withdrawn})
}

// restorable is the purposes of which the withdrawal can be taken back: for a day after it, whole or
// in part. What was objected to, or declined beside a yes to another version, comes back by a new consent alone;
// so does what was withdrawn before such a yes, which was not to it.
func (c Consent) restorable(now time.Time) []gdpr.PurposeID {
	var back []gdpr.PurposeID
	for _, choice := range c.Choices {
		s, ok := c.took(choice.Purpose)
		moved := slices.ContainsFunc(c.History, func(o Step) bool { return o.On == Affirm && o.At.After(s.At) })
		if ok && !moved && (s.On == Withdraw || s.On == Part) && now.Before(s.At.Add(RestoreFor)) {
			back = append(back, choice.Purpose)
		}
	}
	return back
}

// RestorableUntil is until when something of a withdrawal can be taken back; zero where nothing can.
func (c Consent) RestorableUntil(now time.Time) time.Time {
	var until time.Time
	for _, p := range c.restorable(now) {
		s, _ := c.took(p)
		if end := s.At.Add(RestoreFor); end.After(until) {
			until = end
		}
	}
	return until
}
