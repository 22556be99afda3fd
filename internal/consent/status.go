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
	Overtaken   Status = "overtaken"   // given, and decided on again since by another consent (VerdictsAmong)
)

// Verdict is a decision with what it counts for.
type Verdict struct {
	Choice
	Status  Status
	Since   controller.Version  // the version from which it counts no more; zero where it does
	Reasons []controller.Change // what that version and those after it changed of the purpose
	Last    Last                // what the person has said since, where Overtaken
}

// Judge says what decisions count for now that were made on a version of a declaration. It is the
// one place that does: whoever reads consents asks here. Of a purpose that is declared no more
// nothing is done, so that a yes to it harms nobody, and stays what it was.
func Judge(r *controller.Registry, c gdpr.ControllerID, seen controller.Version, choices []Choice) []Verdict {
	all := AsMade(choices)
	if !anyGiven(choices) {
		return all
	}
	r.Steps(c, seen, func(d *controller.Declaration, changes []controller.Change) {
		for i := range all {
			all[i].step(d.Version, changes)
		}
	})
	return all
}

// AsMade is decisions that count for what they said: as long as no version has changed anything.
func AsMade(choices []Choice) []Verdict {
	all := make([]Verdict, len(choices))
	for i, made := range choices {
		all[i] = Verdict{Choice: made, Status: Status(made.Decision)}
	}
	return all
}

// step has a version change what a decision counts for.
func (v *Verdict) step(version controller.Version, changes []controller.Change) {
	if v.Decision != gdpr.Given {
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

// Verdicts is what a visitor's decisions count for now.
func (r Record) Verdicts(all *controller.Registry) []Verdict {
	return Judge(all, r.Controller, r.Seen.Version, r.Choices)
}

// Verdicts is what a person's decisions count for now, where they were confirmed.
func (c Consent) Verdicts(all *controller.Registry) []Verdict {
	return Judge(all, c.Controller, c.Seen.Version, c.Choices)
}

// Gives reports whether a consent is a yes to a purpose that counts now.
func (c Consent) Gives(all *controller.Registry, p gdpr.PurposeID) bool {
	return c.State == Standing && slices.ContainsFunc(c.Verdicts(all), func(v Verdict) bool {
		return v.Purpose == p && v.Status == Given
	})
}

// Lapsed is the verdicts of a standing consent on which the person is to be asked again: each
// yes that counts no more, to what somebody can still say yes to.
func (c Consent) Lapsed(all *controller.Registry) []Verdict {
	d, known := all.Current(c.Controller)
	if !known || c.State != Standing {
		return nil
	}
	return slices.DeleteFunc(c.Verdicts(all), func(v Verdict) bool {
		p, declared := d.Purpose(v.Purpose)
		return v.Status != Invalidated || !declared || p.Required || p.Asks == ""
	})
}

// Earlier is what stood before the person at an earlier yes, and until when that counted (Art. 7(1)).
type Earlier struct {
	Seen  Seen
	Until time.Time
}
