package api

import (
	"context"
	"net/http"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
)

// Marketing knows to whom marketing may be sent, as fulfillment.Desk does.
type Marketing interface {
	// Marketing is what the holder of an address said last.
	Marketing(ctx context.Context, c gdpr.ControllerID, address gdpr.Private) (fulfillment.Marketing, error)
}

// marketing is whether marketing may be sent to an address.
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
	may, err := a.Marketing.Marketing(c.r.Context(), c.controller.ID, address)
	if err != nil {
		return err
	}
	c.json(http.StatusOK, marketing{Allowed: may.Allowed, Since: moment(may.Objected)})
	return nil
}
