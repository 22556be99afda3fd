package api

import (
	"context"
	"net/http"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
)

// Suppressing knows to whom no marketing is sent (Art. 21(3)), as fulfillment.Desk does.
type Suppressing interface {
	// Suppressed is since when; zero for never.
	Suppressed(ctx context.Context, c gdpr.ControllerID, address gdpr.Private) (time.Time, error)
}

// marketing is whether marketing may be sent to an address. That it may is no consent.
type marketing struct {
	Allowed bool       `json:"allowed"`
	Since   *time.Time `json:"since,omitempty"` // of the objection
}

// mayMarket answers a controller's own system that is about to send marketing.
func (a *Holdings) mayMarket(c *call, by access.Actor) error {
	if err := by.Markets(c.controller); err != nil {
		return err
	}
	in, err := c.read(noForm)
	if err != nil {
		return err
	}
	address := in.address("email")
	if err := in.err(); err != nil {
		return err
	}
	since, err := a.Suppressions.Suppressed(c.r.Context(), c.controller.ID, address)
	if err != nil {
		return err
	}
	c.json(http.StatusOK, marketing{Allowed: since.IsZero(), Since: moment(since)})
	return nil
}
