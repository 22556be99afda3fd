package consent

import (
	"fmt"
	"slices"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// Until when what was decided is kept as proof: counted when it is stored, and again when an operator
// moves what is stored to another declaration (infra/plan).

// visitorEnd is how long a visitor's decision is kept that was made at an instant.
func visitorEnd(d *controller.Declaration, at time.Time) (retention.Expiry, error) {
	end, err := retention.Expires(d.Records.VisitorConsent, at, at)
	if err != nil {
		return 0, fmt.Errorf("decision of a visitor at %s: %w", d.ID, err)
	}
	return end, nil
}

// pendingEnd is how long a consent is kept that was declared at an instant and that nobody confirms.
func pendingEnd(d *controller.Declaration, at time.Time) (retention.Expiry, error) {
	end, err := retention.Expires(d.Records.Unconfirmed, at, at)
	if err != nil {
		return 0, fmt.Errorf("consent of a person to %s: %w", d.ID, err)
	}
	return end, nil
}

// proofEnd is how long the proof of a consent is kept that was decided on at an instant.
func proofEnd(d *controller.Declaration, at time.Time) (retention.Expiry, error) {
	end, err := retention.Expires(d.Records.PersonConsent, at, at)
	if err != nil {
		return 0, fmt.Errorf("consent of a person to %s: %w", d.ID, err)
	}
	return end, nil
}

// EndBy is when the decision would end by a declaration.
func (r Record) EndBy(d *controller.Declaration) (retention.Expiry, error) {
	return visitorEnd(d, r.Recorded)
}

// EndBy is when the consent would end by a declaration. The proof of one that was confirmed lasts as long
// as whatever is kept on it, which ends at that time, and 0 where nothing is (Art. 7(1)).
func (c Consent) EndBy(d *controller.Declaration, carried retention.Expiry) (retention.Expiry, error) {
	if !c.Confirmed() {
		return pendingEnd(d, c.Recorded)
	}
	end, err := proofEnd(d, c.Decided)
	return max(end, carried), err
}

// Confirmed reports whether the consent ever counted.
func (c Consent) Confirmed() bool { return c.counted() }

// Carries reports whether a profile is kept on the consent, beside all others of the person: it is a yes
// that counts now, and the person's last word, to one of the purposes that slide. The proof of any other
// ends as was said.
func (c Consent) Carries(r *controller.Registry, all []Consent, now time.Time) bool {
	d, known := r.Current(c.Controller)
	return known && slices.ContainsFunc(Sliding(d), func(p gdpr.PurposeID) bool { return c.Gives(r, p, now) && !c.Overtaken(p, all) })
}

// Proves reports whether what is there of a person's profile was kept on the consent, beside all others of
// the person: it is a standing yes, and the person's last word, to one of the purposes. It does not ask, as
// Carries does, what the yes counts for now: one that a version has people asked about again, or that was given
// up, still shows that what is kept was kept rightly (Art. 7(1)).
func (c Consent) Proves(purposes []gdpr.PurposeID, all []Consent) bool {
	return c.State == Standing && slices.ContainsFunc(c.Choices, func(made Choice) bool {
		return made.Decision == gdpr.Given && slices.Contains(purposes, made.Purpose) && !c.Overtaken(made.Purpose, all)
	})
}

// Sliding is the purposes that persons consent to and that count from their last activity.
func Sliding(d *controller.Declaration) []gdpr.PurposeID {
	var ids []gdpr.PurposeID
	for _, p := range d.Purposes {
		if p.Asks == controller.Persons && p.Retention.From == controller.FromLastActivity {
			ids = append(ids, p.ID)
		}
	}
	return ids
}
