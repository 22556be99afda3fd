package fulfillment

import (
	"context"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

// Causes is holding.Causes: records are restricted for cases, and for consents that were withdrawn.
type Causes struct {
	Cases    rights.Cases
	Consents consent.Dossiers
}

var _ holding.Causes = Causes{}

// Stands implements holding.Causes. What a consent restricts ends by itself, soon (Desk.follow).
func (k Causes) Stands(ctx context.Context, c gdpr.ControllerID, cause gdpr.ID) (bool, error) {
	held, err := k.Cases.Case(ctx, c, cause)
	if err == nil {
		return held.Workflow.Live() || len(held.Restricted) > 0, nil
	}
	if gdpr.KindOf(err) != gdpr.NotFound {
		return false, err
	}
	_, err = k.Consents.Consent(ctx, c, cause)
	if gdpr.KindOf(err) == gdpr.NotFound {
		return false, nil
	}
	return true, err
}
