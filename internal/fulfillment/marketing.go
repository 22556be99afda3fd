package fulfillment

import (
	"context"
	"slices"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Suppressed is since when no marketing goes to an address (Art. 21(3)); zero where nobody has
// objected, or the person has consented to marketing since: what they said last counts.
func (k Desk) Suppressed(ctx context.Context, c gdpr.ControllerID, address gdpr.Private) (time.Time, error) {
	d, err := k.controller(c)
	if err != nil {
		return time.Time{}, err
	}
	since, err := k.Suppressions.Suppressed(ctx, c, address)
	if err != nil || since.IsZero() || len(d.Handling.Marketing) == 0 {
		return since, err
	}
	subject, err := k.Records.Store.Subject(ctx, c, address)
	if err != nil {
		return time.Time{}, err
	}
	standing, err := k.Consents.Standing(ctx, c, subject)
	if err != nil || slices.ContainsFunc(standing, func(g consent.Consent) bool { return k.welcomes(d, g, since) }) {
		return time.Time{}, err
	}
	return since, nil
}

// welcomes reports whether a consent to marketing counts that is younger than an objection. One
// to what a later version changed counts for nothing (promise T15).
func (k Desk) welcomes(d *controller.Declaration, g consent.Consent, objected time.Time) bool {
	return g.Decided.After(objected) &&
		slices.ContainsFunc(d.Handling.Marketing, func(p gdpr.PurposeID) bool { return g.Gives(k.Consents.Controllers, p) })
}
