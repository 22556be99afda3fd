package api

import (
	"context"
	"net/http"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
)

// Holdings is the routes of functions/holding: what applicants and contact persons send
// themselves, what people see of what is held on them, and what the controller's own systems send.
type Holdings struct {
	API
	Desk  Holder
	Doors Doors
	Keys  Keys
	Own   Own

	Marketing  Marketing
	Recipients Hearing
	Checking   Checking
}

// Holder is what is done with what is held, as holding.Desk promises it.
type Holder interface {
	Applying
	Filing
	Profiling
	Naming
}

// Keys are the public keys that what a controller signs is checked with.
type Keys interface {
	// Keys is a JWK set (RFC 7517) of the keys that sign, and of those that did.
	Keys(ctx context.Context, c gdpr.ControllerID) ([]byte, error)
}

// Handler answers the routes.
func (a *Holdings) Handler() http.Handler {
	to := &routes{otherwise: a.otherwise}
	a.route(to, "POST", "/v1/{controller}/applications", a.apply)
	a.route(to, "POST", "/v1/{controller}/applications/files", a.files)
	a.route(to, "GET", "/v1/{controller}/applications/files", a.landed)
	a.route(to, "POST", "/v1/{controller}/agreements/link", a.ask)
	a.route(to, "POST", "/v1/{controller}/agreements/open", a.open)
	a.ownRoutes(to)
	a.route(to, "GET", "/v1/{controller}/jwks.json", a.jwks)
	a.route(to, "POST", "/v1/{controller}/receipts/check", a.checkReceipt)
	a.route(to, "POST", "/v1/{controller}/recipients/callback", a.heard)
	a.guarded(to, "POST", "/v1/{controller}/holding/applications", machine, a.deliver)
	a.guarded(to, "PUT", "/v1/{controller}/holding/profiles", machine, a.register)
	a.guarded(to, "POST", "/v1/{controller}/holding/activities", machine, a.note)
	a.guarded(to, "POST", "/v1/{controller}/holding/disclosures", machine, a.disclose)
	a.guarded(to, "POST", "/v1/{controller}/holding/marketing", machine, a.mayMarket)
	a.guarded(to, "POST", "/v1/{controller}/holding/items/{item}/files", machine, offer(a.Desk))
	a.guarded(to, "POST", "/v1/{controller}/holding/items/{item}/files/{file}", machine, collect(a.Desk))
	return to
}

// jwks publishes the keys. They change seldom, and an old one stays for as long as
// something is signed with it.
func (a *Holdings) jwks(c *call) error {
	set, err := a.Keys.Keys(c.r.Context(), c.controller.ID)
	if err != nil {
		return err
	}
	h := c.w.Header()
	h.Set("Content-Type", "application/jwk-set+json")
	h.Set("Cache-Control", "public, max-age=300")
	c.w.WriteHeader(http.StatusOK)
	_, _ = c.w.Write(set)
	return nil
}

// closedCall is a route's handler for whoever has a token.
type closedCall = func(*call, access.Actor) error
