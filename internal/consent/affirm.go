package consent

import (
	"context"
	"slices"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// A consent that a new version made invalid is said anew by the person, or it counts no more
// (promise T15). They are asked by mail; a yes is to the version whose statement the page
// showed, a no takes those purposes back, and silence leaves all as it is: it ends when it
// would have.

// Affirm takes the answer to that question. A yes gives the consent the version of the notice
// that the page named; a notice that has been overtaken meanwhile is a fault, for its yes would
// count for nothing.
func (k Desk) Affirm(ctx context.Context, c gdpr.ControllerID, p gdpr.Proof, yes bool, seen Seen) (Consent, error) {
	held, err := k.Dossiers.Open(ctx, c, p, Affirm)
	if err != nil {
		return Consent{}, err
	}
	return k.affirmed(ctx, held, yes, seen)
}

// AffirmPerson takes a yes from the person's own page, where nobody needs to be asked before: whose
// consent it is, whoever calls has found out. The same yes again changes nothing.
func (k Desk) AffirmPerson(ctx context.Context, c gdpr.ControllerID, id gdpr.ID, seen Seen) (Consent, error) {
	held, err := k.Dossiers.Consent(ctx, c, id)
	if err != nil {
		return Consent{}, err
	}
	return k.affirmed(ctx, held, true, seen)
}

func (k Desk) affirmed(ctx context.Context, held Consent, yes bool, seen Seen) (Consent, error) {
	lapsed := held.Lapsed(k.Controllers)
	switch {
	case held.State != Standing:
		return held, alreadyOr(held.State, Affirm)
	case len(lapsed) == 0:
		return held, nil // a moment ago, by this link or page
	case !yes:
		return k.decline(ctx, held, lapsed)
	}
	d, text, known := k.Controllers.Notice(held.Controller, seen.Notice)
	if known {
		// The text says for itself which version and language it is.
		seen.Version, seen.Language = d.Version, text.Language
	}
	to := held
	to.Seen = seen
	if !known || !tells(d, text.Audience, lapsed) || len(to.Lapsed(k.Controllers)) > 0 {
		return Consent{}, gdpr.InvalidFaults([]gdpr.Fault{{Pointer: "/notice", Code: gdpr.FaultUnknownNotice}})
	}
	return k.affirm(ctx, held, to)
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

// affirm stores a yes to another version. What it was to before stays beside it.
func (k Desk) affirm(ctx context.Context, held, to Consent) (Consent, error) {
	d, err := k.controller(held.Controller)
	if err != nil {
		return held, err
	}
	to.Decided = after(k.now(), held.last())
	to.Earlier = append(append([]Earlier(nil), held.Earlier...), Earlier{Seen: held.Seen, Until: to.Decided})
	if to.Expires, err = proofEnd(d, to.Decided); err != nil {
		return held, err
	}
	to.Expires = max(to.Expires, held.Expires) // what it stood for may be kept longer
	err = k.Dossiers.Decide(ctx, held, to, Affirm)
	if gdpr.KindOf(err) != gdpr.Conflict {
		return to, err
	}
	now, err := k.Dossiers.Consent(ctx, held.Controller, held.ID)
	if err != nil {
		return held, err
	}
	return now, alreadyOr(now.State, Affirm)
}

// decline takes back the purposes that were asked about again, and leaves every other.
func (k Desk) decline(ctx context.Context, held Consent, lapsed []Verdict) (Consent, error) {
	var purposes []gdpr.PurposeID
	for _, v := range lapsed {
		purposes = append(purposes, v.Purpose)
	}
	if to, _ := narrowed(held.Choices, purposes); !anyGiven(to) {
		return k.move(ctx, held, Withdraw)
	}
	return k.narrow(ctx, held, purposes, after(k.now(), held.last()))
}

// Question is who is to be asked again about a standing consent, and by which mail: one for each
// version, however often it is looked for.
type Question struct {
	Consent Consent
	Version controller.Version
}

// Again is the question that a consent calls for now, if it calls for one.
func (c Consent) Again(all *controller.Registry) (Question, bool) {
	lapsed := c.Lapsed(all)
	if len(lapsed) == 0 {
		return Question{}, false
	}
	var last controller.Version // the newest version that changed something for this consent
	all.Steps(c.Controller, c.Seen.Version, func(d *controller.Declaration, changes []controller.Change) {
		for _, v := range lapsed {
			for _, change := range changes {
				if change.About(v.Purpose) {
					last = d.Version
				}
			}
		}
	})
	return Question{Consent: c, Version: last}, true
}
