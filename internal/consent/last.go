package consent

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// A person may decide on one purpose in several consents: by the same form sent twice, or by
// another one. What they said last counts, in whichever consent they said it (Art. 7(3): to take
// back is as easy as to give, and nobody needs to find the mail of the first yes to say no). The
// older consent stays as it was confirmed, and says that it was overtaken. The consents that came with
// applications are another thing: each is about its own application, and says nothing of another's.

// Last is a decision on a purpose and when it was said.
type Last struct {
	Decision gdpr.Decision
	At       time.Time
}

// VerdictsAmong is Verdicts beside all consents that were ever confirmed under the person's address:
// a yes to what they have decided on since, by another of these, is Overtaken. A no stays a no, and
// a yes that came after it is the other consent's. One to an earlier version stays Invalidated where
// the later word is a yes: that is to the new version, and this one is not. One to what the controller
// has given up stays Revoked likewise.
func (c Consent) VerdictsAmong(r *controller.Registry, all []Consent) []Verdict {
	verdicts := c.Verdicts(r)
	own := func(id gdpr.PurposeID) bool { // said in each application for itself
		p, _ := r.Meant(c.Controller, c.SeenFor(id).Version, id)
		return p.Asks == controller.Applicants
	}
	for i, v := range verdicts {
		if own(v.Purpose) {
			continue
		}
		last, overtaken := c.since(v.Purpose, all)
		no := last.Decision != gdpr.Given
		if c.counted() && overtaken && (v.Status == Given || no && (v.Status == Invalidated || v.Status == Revoked)) {
			verdicts[i].Status, verdicts[i].Last = Overtaken, last
		}
	}
	return verdicts
}

// Overtaken reports whether the person has decided on a purpose since, by another of their consents.
func (c Consent) Overtaken(p gdpr.PurposeID, all []Consent) bool {
	_, overtaken := c.since(p, all)
	return overtaken
}

// TakenBack reports whether the person has said no to a purpose since, by another of their consents.
func (c Consent) TakenBack(p gdpr.PurposeID, all []Consent) bool {
	last, overtaken := c.since(p, all)
	return overtaken && last.Decision != gdpr.Given
}

// since is the last word on a purpose that other consents hold, where that is later than this one's.
func (c Consent) since(p gdpr.PurposeID, all []Consent) (last Last, later bool) {
	own, _ := c.said(p)
	last = own
	for _, o := range all {
		if said, ok := o.said(p); ok && o.ID != c.ID && said.At.After(last.At) {
			last, later = said, true
		}
	}
	return last, later
}

// said is what a consent says of a purpose, and since when; false for one that says nothing of it, or
// never counted. To withdraw a consent says nothing of what it refused before, nor does an objection
// to one purpose of the others: these are as old as they were. Where the history was not read, or
// before the last decision, all is as old as that: a step says of which purposes it speaks.
func (c Consent) said(p gdpr.PurposeID) (Last, bool) {
	i := slices.IndexFunc(c.Choices, func(made Choice) bool { return made.Purpose == p })
	if i < 0 || !c.counted() {
		return Last{}, false
	}
	said := Last{Decision: c.Choices[i].Decision}
	for _, step := range c.History {
		if step.says(said.Decision, p) && step.At.After(said.At) {
			said.At = step.At
		}
	}
	told := slices.ContainsFunc(c.History, func(step Step) bool { return step.At.Equal(c.Decided) })
	if said.At.IsZero() || !told {
		said.At = c.Decided
	}
	return said, true
}

// says reports whether a decision on a purpose was said by this step, or said anew.
func (s Step) says(d gdpr.Decision, p gdpr.PurposeID) bool {
	switch s.On {
	case Confirm:
		return true
	case Renew, Restore, Affirm:
		return d == gdpr.Given && s.names(s.Gave, p) || d == gdpr.Withdrawn && slices.Contains(s.Took, p)
	case Withdraw, Part, Narrow:
		return d == gdpr.Withdrawn && s.names(s.Took, p)
	}
	return false
}

// names reports whether a purpose is among those that the step took, or gave: each is, where it names none.
func (s Step) names(purposes []gdpr.PurposeID, p gdpr.PurposeID) bool {
	return slices.Contains(purposes, p) || len(s.Took)+len(s.Gave) == 0
}

// answers reports whether the step was a yes or a no on a purpose to a text that stood before the person.
func (s Step) answers(p gdpr.PurposeID) bool {
	return s.On == Confirm || s.On == Affirm && (s.names(s.Gave, p) || slices.Contains(s.Took, p))
}

// Said is when a decision on a purpose was last said in a consent that was ever confirmed.
func (c Consent) Said(p gdpr.PurposeID) time.Time {
	said, _ := c.said(p)
	return said.At
}

// GivenAgain reports whether a yes to a purpose confirms an earlier one to it: it was renewed, or said to
// another text. Where the history was not read, that is known of the whole alone.
func (c Consent) GivenAgain(p gdpr.PurposeID) bool {
	if len(c.History) == 0 {
		return !c.Renewed.IsZero() || len(c.Earlier) > 0
	}
	return slices.ContainsFunc(c.History, func(s Step) bool { return (s.On == Renew || s.On == Affirm) && s.names(s.Gave, p) })
}

// counted reports whether a consent was ever confirmed.
func (c Consent) counted() bool { return c.State != Pending && c.State != Canceled }

// Judged reads a consent with what its decisions count for now, beside the person's other consents.
func (k Desk) Judged(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (Consent, []Verdict, error) {
	held, err := k.Dossiers.Consent(ctx, c, id)
	if err != nil {
		return Consent{}, nil, err
	}
	verdicts, err := k.Weigh(ctx, held)
	return held, verdicts, err
}

// Weigh is what a consent's decisions count for now, beside the person's other consents. Of one that
// never counted, and of one that holds no yes, the others change nothing, and are not read.
func (k Desk) Weigh(ctx context.Context, held Consent) ([]Verdict, error) {
	if !held.counted() || !anyGiven(held.Choices) {
		return At(held.Verdicts(k.Controllers), k.now()), nil
	}
	all, err := k.Dossiers.Of(ctx, held.Controller, held.Subject)
	if err != nil {
		return nil, fmt.Errorf("consent %s beside the person's others: %w", held.ID, err)
	}
	return At(held.VerdictsAmong(k.Controllers, all), k.now()), nil
}
