package api

import (
	"context"
	"net/http"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// Profiling keeps profiles as a platform tells of them. Its methods promise what
// holding.Desk's do.
type Profiling interface {
	Register(ctx context.Context, by access.Actor, address gdpr.Private, values []holding.Value, l gdpr.Language) (holding.Record, error)
	Note(ctx context.Context, by access.Actor, address gdpr.Private, a holding.Activity) (time.Time, error)
	Disclose(ctx context.Context, by access.Actor, address gdpr.Private, class controller.Class, d holding.Disclosure) (holding.Disclosure, error)
}

// register stores or replaces the fields of a profile. It is no activity of the person.
func (a *Holdings) register(c *call, by access.Actor) error {
	in, err := c.read(noForm)
	if err != nil {
		return err
	}
	address, values := gdpr.Private(in.line("email", maxAddress)), in.values("fields")
	if err := in.err(); err != nil {
		return err
	}
	r, err := a.Desk.Register(c.r.Context(), by, address, values, c.language)
	if err != nil {
		return err
	}
	r.Fields, r.Files = nil, nil // a machine that may write does not read
	c.json(http.StatusOK, newHeld(r))
	return nil
}

// slid is until when a profile is kept after an activity; null while it is restricted.
type slid struct {
	Expires *time.Time `json:"expires"`
}

// note records what a person did (promise M4): now, where the platform does not say when.
func (a *Holdings) note(c *call, by access.Actor) error {
	in, err := c.read(noForm)
	if err != nil {
		return err
	}
	address := in.address("email")
	did := holding.Activity{Kind: in.need("activity", maxName), At: in.instant("at")}
	if err := in.err(); err != nil {
		return err
	}
	until, err := a.Desk.Note(c.r.Context(), by, address, did)
	if err != nil {
		return err
	}
	c.json(http.StatusOK, slid{Expires: moment(until)})
	return nil
}

// disclose records that data was given to a recipient (promises M3, T12). What is told
// again of the same time is the same disclosure: there is no Idempotency-Key to say so.
func (a *Holdings) disclose(c *call, by access.Actor) error {
	in, err := c.read(noForm)
	if err != nil {
		return err
	}
	address, class := in.address("email"), c.disclosed(in)
	d := holding.Disclosure{
		At:        in.instant("at"),
		Recipient: in.need("recipient", maxName),
		Customer:  gdpr.Private(in.line("customer", maxName)),
		Purpose:   gdpr.PurposeID(in.line("purpose", maxName)),
	}
	for _, category := range in.lines("categories") {
		d.Categories = append(d.Categories, printable(category))
	}
	if err := in.err(); err != nil {
		return err
	}
	told, err := a.Desk.Disclose(c.r.Context(), by, address, class, d)
	if err != nil {
		return err
	}
	c.json(http.StatusCreated, newDisclosure(told))
	return nil
}

// disclosed is which of the person's records the data is from: without a word of it,
// the profile where the controller keeps profiles, and else the application.
func (c *call) disclosed(in *reader) controller.Class {
	said := in.choice("class", gdpr.FaultType, string(controller.Profiles), string(controller.Applications))
	if said != "" {
		return controller.Class(said)
	}
	if _, keeps := c.controller.Holding(controller.Profiles); keeps {
		return controller.Profiles
	}
	return controller.Applications
}
