package consent

import (
	"context"
	"slices"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// A consent that a new version made invalid is said anew by the person, or it counts no more
// (promise T15). They are asked by mail, one question for each purpose that the version changed, for
// a yes to one is none to another (Art. 7(1)). A yes is to the version whose statement the page
// showed, a no takes its purpose back, and silence leaves all as it is: it ends when it would have.

// Affirm takes the answers to these questions: a yes or a no to each, in one step. A yes gives the consent
// the version of the notice that the page named; a notice that has been overtaken meanwhile is
// a fault, for its yes would count for nothing, and so is a question without an answer.
func (k Desk) Affirm(ctx context.Context, c gdpr.ControllerID, p gdpr.Proof, answers []Choice, seen Seen) (Consent, error) {
	held, err := k.Dossiers.Open(ctx, c, p, Affirm)
	if err != nil {
		return Consent{}, err
	}
	return k.affirmed(ctx, held, answers, seen)
}

// AffirmPerson takes the answers from the person's own page, where nobody needs to be asked before:
// whose consent it is, whoever calls has found out. The same again changes nothing.
func (k Desk) AffirmPerson(ctx context.Context, c gdpr.ControllerID, id gdpr.ID, answers []Choice, seen Seen) (Consent, error) {
	held, err := k.Dossiers.Consent(ctx, c, id)
	if err != nil {
		return Consent{}, err
	}
	return k.affirmed(ctx, held, answers, seen)
}

// affirmed stores the answers. Against whoever decides in the same moment they are held to what
// stands then.
func (k Desk) affirmed(ctx context.Context, held Consent, answers []Choice, seen Seen) (Consent, error) {
	for range tries {
		lapsed := held.Lapsed(k.Controllers, k.now())
		switch {
		case held.State == Ended && !anyGiven(answers):
			return held, nil // it was declined, and nothing else was left
		case held.State != Standing:
			return held, alreadyOr(held.State, Affirm)
		case len(lapsed) == 0:
			return held, nil // a moment ago, by this link or page
		}
		if err := answered(lapsed, answers); err != nil {
			return Consent{}, err
		}
		if !anyGiven(answers) { // the others are as they were, and to what they were
			return k.narrow(ctx, held, Part, decidedOn(lapsed), func(Consent) bool { return true })
		}
		to, err := k.affirm(held, lapsed, answers, seen)
		if err != nil {
			return Consent{}, err
		}
		if err := k.Dossiers.Decide(ctx, held, to, Affirm); gdpr.KindOf(err) != gdpr.Conflict {
			return to, err
		}
		if held, err = k.Dossiers.Consent(ctx, held.Controller, held.ID); err != nil {
			return held, err
		}
	}
	return held, &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}
}

// answered wants a yes or a no to each question, and nothing else.
func answered(lapsed []Verdict, answers []Choice) error {
	var faults []gdpr.Fault
	fault := func(p gdpr.PurposeID, code gdpr.Code) {
		faults = append(faults, gdpr.Fault{Pointer: PointerTo(p), Code: code, Value: string(p)})
	}
	for _, a := range answers {
		switch {
		case !slices.Contains(decidedOn(lapsed), a.Purpose):
			fault(a.Purpose, gdpr.FaultUnknownPurpose)
		case a.Decision != gdpr.Given && a.Decision != gdpr.Refused:
			fault(a.Purpose, gdpr.FaultDecision)
		}
	}
	for _, p := range decidedOn(lapsed) {
		if !slices.ContainsFunc(answers, func(a Choice) bool { return a.Purpose == p }) {
			fault(p, gdpr.FaultNoDecision)
		}
	}
	return gdpr.InvalidFaults(faults)
}

// decidedOn is the purposes of verdicts.
func decidedOn(verdicts []Verdict) []gdpr.PurposeID {
	var purposes []gdpr.PurposeID
	for _, v := range verdicts {
		purposes = append(purposes, v.Purpose)
	}
	return purposes
}

// tells reports whether the notice for an audience tells of all that was asked about: the whole
// statement does, and the notice of whoever is asked about it. That of visitors says nothing of
// what a person said yes to, and no yes can be to what was not said (Art. 4(11)).
func tells(d *controller.Declaration, a controller.Audience, asked []Verdict) bool {
	return a == controller.Everyone || !slices.ContainsFunc(asked, func(v Verdict) bool {
		p, declared := d.Purpose(v.Purpose)
		return !declared || p.Asks != a
	})
}

// affirm is a consent after a yes to another version, and what was declined of it taken back by the
// same step. What it was to before stays beside it.
func (k Desk) affirm(held Consent, lapsed []Verdict, answers []Choice, seen Seen) (Consent, error) {
	d, text, known := k.Controllers.Notice(held.Controller, seen.Notice)
	if known {
		// The text says for itself which version and language it is.
		seen.Version, seen.Language = d.Version, text.Language
	}
	s := k.step(held, Affirm)
	s.Gave = given(answers)
	for _, p := range decidedOn(lapsed) {
		if !slices.Contains(s.Gave, p) {
			s.Took = append(s.Took, p)
		}
	}
	to, err := k.next(held, s)
	if err != nil {
		return held, err
	}
	to.Seen = seen
	to.Earlier = append(slices.Clone(held.Earlier), Earlier{Seen: held.Seen, Until: to.Decided})
	said := slices.DeleteFunc(slices.Clone(lapsed), func(v Verdict) bool { return !slices.Contains(s.Gave, v.Purpose) })
	if !known || !tells(d, text.Audience, said) || len(to.Lapsed(k.Controllers, to.Decided)) > 0 {
		return Consent{}, gdpr.InvalidFaults([]gdpr.Fault{{Pointer: "/notice", Code: gdpr.FaultUnknownNotice}})
	}
	return to, nil
}

// Question is who is to be asked again about a standing consent, and by which mail: one for each
// version, however often it is looked for.
type Question struct {
	Consent Consent
	Version controller.Version
}

// Again is the question that a consent calls for at an instant, if it calls for one.
func (c Consent) Again(all *controller.Registry, now time.Time) (Question, bool) {
	lapsed := c.Lapsed(all, now)
	if len(lapsed) == 0 {
		return Question{}, false
	}
	var last controller.Version // the newest version that changed something for this consent
	all.Steps(c.Controller, c.SeenAt(c.Recorded).Version, func(d *controller.Declaration, changes []controller.Change) {
		for _, v := range lapsed {
			for _, change := range changes {
				if change.About(v.Purpose) && c.SeenFor(v.Purpose).Version.Less(d.Version) {
					last = d.Version
				}
			}
		}
	})
	return Question{Consent: c, Version: last}, true
}
