package api

import (
	"context"
	"net/http"
	"slices"

	"ordholden/internal/access"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// Applying takes applications. Its methods promise what holding.Desk's do.
type Applying interface {
	Check(d *controller.Declaration, a holding.Application) []gdpr.Fault
	Apply(ctx context.Context, c gdpr.ControllerID, a holding.Application) (holding.Receipt, error)
	Deliver(ctx context.Context, by access.Actor, a holding.Application) (holding.Receipt, error)

	// Grant is what its sender adds files to a record with, for a day: they have no token.
	Grant(ctx context.Context, c gdpr.ControllerID, r holding.Ref) (string, error)
	// Granted is the sender whom a grant was made for; gdpr.NotFound with gdpr.CodeLink for
	// one that is wrong, expired or another controller's, and never said which.
	Granted(ctx context.Context, c gdpr.ControllerID, grant string) (access.Actor, error)
	// Sent is what that sender sees of the record.
	Sent(ctx context.Context, by access.Actor, r holding.Ref) (holding.Receipt, error)
}

// applied is the answer to an application.
type applied struct {
	heldRecord
	Grant   string   `json:"grant"`
	Uploads []upload `json:"uploads"`
}

// apply takes an application from whoever sends it. To send it is the consent
// (promise T13), and the answer does not say whether the person is known.
func (a *Holdings) apply(c *call) error {
	in, err := c.read(applicationForm)
	if err != nil {
		return err
	}
	sent := c.application(in)
	sent.Site, sent.Network = c.site(), c.r.RemoteAddr
	sent.Mechanism = consent.ByAPI
	if c.format == formatForm {
		sent.Mechanism = consent.ByForm
		sent.Files = c.chosen(in)
	}
	if err := a.check(c, in, sent); err != nil {
		return err
	}
	r, err := a.Desk.Apply(c.r.Context(), c.controller.ID, sent)
	if err != nil {
		return err
	}
	return a.taken(c, r)
}

// deliver takes an application from a portal, by the portal's own system.
func (a *Holdings) deliver(c *call, by access.Actor) error {
	in, err := c.read(noForm)
	if err != nil {
		return err
	}
	sent := c.application(in)
	sent.Mechanism = consent.ByAPI
	sent.Source = in.need("source", maxName)
	sent.Received = in.instant("received")
	if err := in.err(); err != nil { // what the desk finds in it, it says when it is asked
		return err
	}
	r, err := a.Desk.Deliver(c.r.Context(), by, sent)
	if err != nil {
		return err
	}
	return a.taken(c, r)
}

// application reads what both send. What it means is for the desk to check: the
// address by which the sender is known stands in "email", in the declared field of
// that name, or in both.
func (c *call) application(in *reader) holding.Application {
	return holding.Application{
		Address:   gdpr.Private(in.line("email", maxAddress)),
		Values:    in.values("fields"),
		Files:     c.announced(in),
		Notice:    in.digest("notice"),
		Interface: in.digest("interface"),
		Language:  c.language,
		Key:       c.key(in),
	}
}

// check is every fault at once: those of how it was sent, and what the desk finds in it.
func (a *Holdings) check(c *call, in *reader, sent holding.Application) error {
	said := slices.Clone(in.faults)
	for _, f := range a.Desk.Check(c.controller, sent) {
		if !slices.ContainsFunc(said, func(s gdpr.Fault) bool { return s.Pointer == f.Pointer }) {
			in.faults = append(in.faults, f)
		}
	}
	return in.err()
}

// taken is the answer: a page with a form for each file, or the same as JSON.
func (a *Holdings) taken(c *call, r holding.Receipt) error {
	grant, err := a.Desk.Grant(c.r.Context(), c.controller.ID, r.Record.Ref)
	if err != nil {
		return err
	}
	if c.page {
		return a.showApplied(c, grant, r, "", nil)
	}
	r.Record.Fields = nil // its sender has them
	c.json(http.StatusCreated, applied{heldRecord: newHeld(r.Record), Grant: grant, Uploads: newUploads(r.Uploads)})
	return nil
}
