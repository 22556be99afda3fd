package api

import (
	"context"
	"io"
	"net/http"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Hearing takes what recipients say by themselves of what they were told (Art. 19).
type Hearing interface {
	// Heard moves the notice that a callback is about, which was sent to an address of this origin. Only a body
	// that is signed by the recipient's certificate is read: gdpr.Forbidden otherwise, gdpr.NotFound for
	// a case or notice that there is not. The same said twice changes nothing.
	Heard(ctx context.Context, d *controller.Declaration, id gdpr.ID, origin string, h http.Header, body []byte) error
}

// heard takes a callback of OpenDSR. The body goes on as it came, for the signature is over
// its bytes, and nothing of it is read before that is checked.
func (a *Holdings) heard(c *call) error {
	c.page = false
	in, err := c.query()
	if err != nil {
		return err
	}
	id := in.id("case")
	if id == "" && !in.faulty("/case") {
		in.fault("/case", gdpr.FaultMissing, "case")
	}
	if err := in.err(); err != nil {
		return err
	}
	if kind, ok := formatOf(c.r.Header.Get("Content-Type")); !ok || kind != formatJSON {
		return &gdpr.Error{Kind: gdpr.Unsupported, Code: gdpr.CodeContentType}
	}
	body, err := io.ReadAll(io.LimitReader(c.r.Body, maxBody+1))
	switch {
	case err != nil:
		return unreadable(err)
	case len(body) > maxBody:
		return &gdpr.Error{Kind: gdpr.TooLarge, Code: gdpr.CodeTooLarge}
	}
	if err := a.Recipients.Heard(c.r.Context(), c.controller, id, c.publicURL(), c.r.Header, body); err != nil {
		return err
	}
	c.w.WriteHeader(http.StatusNoContent)
	return nil
}
