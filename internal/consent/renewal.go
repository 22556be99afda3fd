package consent

import (
	"fmt"
	"slices"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/retention"
)

// A consent to be kept longer is renewed by the person, or it ends (promise M6): when
// asked before the end, a yes counts as an activity, a no withdraws the consent, and
// silence means deletion. A withdrawal that one click has made can be taken back.

const (
	// RenewFor is the most that a link to renew lives: the first mail goes 30 days
	// before the end, and no link outlives what it is about.
	RenewFor = 31 * 24 * time.Hour
	// RestoreFor is how long after a withdrawal it can be taken back.
	RestoreFor = 24 * time.Hour
)

// activity is what a renewal is called among the declared activities.
const activity = "renewal"

// Slide is how far renewing moves the end of a profile.
type Slide struct {
	From time.Time        // the activity
	Due  retention.Expiry // the new end
	Ask  time.Time        // when the person is asked again
}

// slide is what a renewal does to the profile; false where the declaration has no
// profiles, or does not count a renewal among the activities.
func slide(d *controller.Declaration, at time.Time) (Slide, bool, error) {
	profiles, declared := d.Holding(controller.Profiles)
	if !declared || !slices.Contains(profiles.Activities, activity) {
		return Slide{}, false, nil
	}
	purpose, _ := d.Purpose(profiles.Purpose) // declarations are checked before they get here
	due, err := retention.Expires(purpose.Retention, at, at)
	if err != nil {
		return Slide{}, false, fmt.Errorf("profile kept by %s: %w", d.ID, err)
	}
	return Slide{From: at, Due: due, Ask: retention.FirstAsk(due)}, true, nil
}

// overtaken reports whether the yes that a renewal is about counts no more: a version has changed what
// it was to, or given that up (promise T15), or it was taken back and the rest of the consent stands
// (Art. 7(3)). A link that was sent before may come after.
func (k Desk) overtaken(held Consent) bool {
	now, known := k.Controllers.Current(held.Controller)
	then, seen := k.Controllers.Version(held.Controller, held.Seen.Version)
	return held.State == Standing && (known && k.keepsNot(held, now) || seen && k.keepsNot(held, then))
}

// keepsNot reports whether a consent is no yes to being kept, as a version has it.
func (k Desk) keepsNot(held Consent, d *controller.Declaration) bool {
	p, declared := d.FurtherStorage()
	return declared && !held.Gives(k.Controllers, p.ID, k.now())
}

// renewedSince reports whether it stands because it was renewed after an instant.
func (c Consent) renewedSince(t time.Time) bool { return c.State == Standing && c.Renewed.After(t) }
