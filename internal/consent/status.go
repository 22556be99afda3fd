package consent

import (
	"slices"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// What a decision counts for now (promise T15). A yes is to what was said when it was given
// (Art. 4(11)). It stands until a version of the declaration changes its purpose materially:
// then it counts for nothing, with the reason, until the person says yes to the new version. It
// is never taken for a no, nor dropped: it stays where it is, and says so.
//
// Where the controller itself gives the purpose up, or rests it on consent no more, a yes to it has
// ended by the controller's hand, for good: a version that takes the purpose up again asks for
// itself. Nobody is written to about that. There is nothing to answer, nothing is done on the yes,
// and no article wants a notice of what stops; it says so wherever the person looks: in the
// consent, its receipts, their own page and their copy.
//
// A no stays a no. Nobody who refused is written to: what changed may be put before them again
// only where they come by, as a banner does when its question is another.

// Status is what a decision on one purpose counts for now, in the words of ISO/IEC TS 27560.
type Status string

// The statuses.
const (
	Given       Status = "given"
	Refused     Status = "refused"
	Withdrawn   Status = "withdrawn"
	Invalidated Status = "invalidated" // given, and not to what is done now (dpv:ConsentInvalidated)
	Revoked     Status = "revoked"     // given, and given up by the controller (dpv:ConsentRevoked)
	Expired     Status = "expired"     // given, and its time is over (dpv:ConsentExpired; lasting.go)
	Overtaken   Status = "overtaken"   // given, and decided on again since by another consent (VerdictsAmong)
)

// Verdict is a decision with what it counts for.
type Verdict struct {
	Choice
	Status  Status
	Since   controller.Version  // the version from which it counts no more; zero where it does
	Reasons []controller.Change // what that version and those after it changed of the purpose
	Last    Last                // what the person has said since, where Overtaken
	Until   time.Time           // until when a yes is good; zero for as long as it is kept
	Name    gdpr.Text           // of a purpose that is declared no more: what it was called when it was decided on
}

// Judge says what decisions count for now that were made on one version of a declaration.
func Judge(r *controller.Registry, c gdpr.ControllerID, seen controller.Version, choices []Choice) []Verdict {
	return judge(r, c, choices, func(gdpr.PurposeID) controller.Version { return seen })
}

// judge says what decisions count for now, each made on a version for itself. It is the one place that
// does: whoever reads consents asks here.
func judge(r *controller.Registry, c gdpr.ControllerID, choices []Choice, seen func(gdpr.PurposeID) controller.Version) []Verdict {
	all := AsMade(choices)
	named(r, c, seen, all)
	if !anyGiven(choices) {
		return all
	}
	from := seen(choices[0].Purpose)
	for _, made := range choices {
		if v := seen(made.Purpose); v.Less(from) {
			from = v
		}
	}
	r.Steps(c, from, func(d *controller.Declaration, changes []controller.Change) {
		for i := range all {
			if seen(all[i].Purpose).Less(d.Version) {
				all[i].step(d.Version, changes)
			}
		}
	})
	return all
}

// named gives purposes that are declared no more the name that they had.
func named(r *controller.Registry, c gdpr.ControllerID, seen func(gdpr.PurposeID) controller.Version, all []Verdict) {
	d, known := r.Current(c)
	if !known {
		return
	}
	for i, v := range all {
		if _, declared := d.Purpose(v.Purpose); !declared {
			p, _ := r.Meant(c, seen(v.Purpose), v.Purpose)
			all[i].Name = p.Name
		}
	}
}

// asks reports whether a declaration asks anybody for a yes to the purpose.
func asks(d *controller.Declaration, id gdpr.PurposeID) bool {
	p, declared := d.Purpose(id)
	return declared && p.Asks != "" && !p.Required
}

// AsMade is decisions that count for what they said: as long as no version has changed anything.
func AsMade(choices []Choice) []Verdict {
	all := make([]Verdict, len(choices))
	for i, made := range choices {
		all[i] = Verdict{Choice: made, Status: Status(made.Decision)}
	}
	return all
}

// giveUp has a version end what a decision counts for, where it asks for it no more. That is the
// last word, whatever changed before: to an Invalidated yes somebody could still answer.
func (v *Verdict) giveUp(version controller.Version, changes []controller.Change) {
	if v.Decision != gdpr.Given || v.Status == Revoked {
		return
	}
	ends := func(c controller.Change) bool { return c.Ends && c.Purpose == v.Purpose }
	if !slices.ContainsFunc(changes, ends) {
		return
	}
	v.Status, v.Since, v.Reasons = Revoked, version, nil
	for _, change := range changes {
		if ends(change) {
			v.Reasons = append(v.Reasons, change)
		}
	}
}

// step has a version change what a decision counts for.
func (v *Verdict) step(version controller.Version, changes []controller.Change) {
	v.giveUp(version, changes)
	if v.Decision != gdpr.Given || v.Status == Revoked {
		return
	}
	for _, change := range changes {
		if !change.About(v.Purpose) {
			continue
		}
		if v.Status != Invalidated {
			v.Status, v.Since = Invalidated, version
		}
		v.Reasons = append(v.Reasons, change)
	}
}

// Verdicts is what a visitor's decisions count for now, as long as they last (At).
func (r Record) Verdicts(all *controller.Registry) []Verdict {
	seen := func(gdpr.PurposeID) controller.Version { return r.Seen.Version }
	return lasting(all, r.Controller, seen, judge(all, r.Controller, r.Choices, seen), func(_ Verdict, kept controller.Retention) time.Time {
		return lasts(kept, r.Recorded, r.Recorded, r.Expires)
	})
}

// Verdicts is what a person's decisions count for now, where they were confirmed, as long as they last
// (At): each by the version that it was said to itself.
func (c Consent) Verdicts(all *controller.Registry) []Verdict {
	seen := func(p gdpr.PurposeID) controller.Version { return c.SeenFor(p).Version }
	return lasting(all, c.Controller, seen, judge(all, c.Controller, c.Choices, seen), func(v Verdict, kept controller.Retention) time.Time {
		said, _ := c.said(v.Purpose) // nothing where it was never confirmed: that ends with its record
		return lasts(kept, c.Recorded, said.At, c.Expires)
	})
}

// Gives reports whether a consent is a yes to a purpose that counts at an instant.
func (c Consent) Gives(all *controller.Registry, p gdpr.PurposeID, now time.Time) bool {
	return c.State == Standing && slices.ContainsFunc(At(c.Verdicts(all), now), func(v Verdict) bool {
		return v.Purpose == p && v.Status == Given
	})
}

// Lapsed is the verdicts of a standing consent on which the person is to be asked again: each
// yes that counts no more, whose time is not over, to what somebody can still say yes to.
func (c Consent) Lapsed(all *controller.Registry, now time.Time) []Verdict {
	d, known := all.Current(c.Controller)
	if !known || c.State != Standing {
		return nil
	}
	return slices.DeleteFunc(c.Verdicts(all), func(v Verdict) bool {
		return v.Status != Invalidated || v.Over(now) || !asks(d, v.Purpose)
	})
}

// Earlier is what stood before the person at an earlier yes, and until when that counted (Art. 7(1)).
type Earlier struct {
	Seen  Seen
	Until time.Time
}
