package fulfillment

import (
	"context"
	"slices"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Marketing is whether marketing may be sent to somebody.
type Marketing struct {
	Allowed  bool
	Objected time.Time // since when it is ruled out (Art. 21(3)); zero where nobody has objected
}

// Marketing is what a person's last word comes to. After an objection nothing may be sent, until they
// consent anew. Where the purpose rests on consent, nothing may be sent before a yes either, nor after
// a no, a withdrawal, or a version that changes what the yes was to (promises M5, T15).
func (k Desk) Marketing(ctx context.Context, c gdpr.ControllerID, address gdpr.Private) (Marketing, error) {
	d, err := k.controller(c)
	if err != nil {
		return Marketing{}, err
	}
	objected, err := k.Suppressions.Suppressed(ctx, c, address)
	if err != nil {
		return Marketing{}, err
	}
	subject, err := k.Records.Store.Subject(ctx, c, address)
	if err != nil {
		return Marketing{}, err
	}
	said, err := k.Consents.Dossiers.Of(ctx, c, subject)
	if err != nil {
		return Marketing{}, err
	}
	return k.mayMarket(d, said, objected), nil
}

func (k Desk) mayMarket(d *controller.Declaration, said []consent.Consent, objected time.Time) Marketing {
	if k.welcomed(d, said, objected) {
		return Marketing{Allowed: true}
	}
	allowed := objected.IsZero() && slices.ContainsFunc(d.Handling.Marketing, func(id gdpr.PurposeID) bool {
		p, declared := d.Purpose(id)
		return declared && p.Basis != gdpr.BasisConsent
	})
	return Marketing{Allowed: allowed, Objected: objected}
}

// welcomed reports whether a yes to marketing counts that is younger than an objection, and than
// anything else that the person has said about it. What they said last counts.
func (k Desk) welcomed(d *controller.Declaration, said []consent.Consent, objected time.Time) bool {
	return slices.ContainsFunc(said, func(g consent.Consent) bool {
		return g.Decided.After(objected) && slices.ContainsFunc(d.Handling.Marketing, func(p gdpr.PurposeID) bool {
			return g.Gives(k.Consents.Controllers, p, k.now()) && !g.Overtaken(p, said)
		})
	})
}
