package api

import (
	"context"
	"math"
	"net/http"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// Keeping restricts and holds records. Its methods promise what holding.Desk's do.
type Keeping interface {
	Restrict(ctx context.Context, by access.Actor, r holding.Ref) (holding.Record, error)
	Lift(ctx context.Context, by access.Actor, r holding.Ref) (holding.Record, error)
	Hold(ctx context.Context, by access.Actor, r holding.Ref, keep holding.Keeping) (holding.Record, error)
	Release(ctx context.Context, by access.Actor, r holding.Ref, hold gdpr.ID) (holding.Record, error)
}

// Erasing erases. Its method promises what holding.Desk's does.
type Erasing interface {
	Erase(ctx context.Context, by access.Actor, address gdpr.Private, request gdpr.ID) (holding.Erasure, error)
}

// Signer signs what became of somebody's data, so that they can show it to anybody.
type Signer interface {
	// Sign is the certificate of an erasure in a language, as a compact JWS (RFC 7515).
	Sign(ctx context.Context, d *controller.Declaration, e holding.Erasure, l gdpr.Language) (string, error)
}

func (a *Staff) restrict(c *call, by access.Actor) error {
	return a.record(c, func(r holding.Ref) (holding.Record, error) { return a.Desk.Restrict(c.r.Context(), by, r) })
}

func (a *Staff) lift(c *call, by access.Actor) error {
	return a.record(c, func(r holding.Ref) (holding.Record, error) { return a.Desk.Lift(c.r.Context(), by, r) })
}

// hold keeps a record for a ground of law. Which ground needs a year, and which an end,
// is for the desk to say.
func (a *Staff) hold(c *call, by access.Actor) error {
	in, err := c.read(noForm)
	if err != nil {
		return err
	}
	keep := holding.Keeping{Ground: in.line("ground", maxName), Year: in.year("year"), Until: in.end("until")}
	if keep.Ground == "" && !in.faulty("/ground") {
		in.fault("/ground", gdpr.FaultGround, "")
	}
	if keep.Year == 0 && keep.Until.IsZero() && !in.faulty("/until") && !in.faulty("/year") {
		in.fault("/until", gdpr.FaultEnd, "")
	}
	if err := in.err(); err != nil {
		return err
	}
	r, err := c.item()
	if err != nil {
		return err
	}
	held, err := a.Desk.Hold(c.r.Context(), by, r, keep)
	if err != nil {
		return err
	}
	c.shownRecord(http.StatusCreated, held)
	return nil
}

func (a *Staff) release(c *call, by access.Actor) error {
	id, err := c.pathID("hold")
	if err != nil {
		return err
	}
	return a.record(c, func(r holding.Ref) (holding.Record, error) { return a.Desk.Release(c.r.Context(), by, r, id) })
}

// year is an accounting year, and 0 where it is absent.
func (r *reader) year(name string) int {
	n := r.count(name)
	if n > math.MaxInt16 {
		r.fault(r.at(name), gdpr.FaultEnd, "")
		return 0
	}
	return int(n)
}

// end is the last moment of a day, or an instant: a hold until a day keeps through it.
func (r *reader) end(name string) time.Time {
	if s, ok := r.fields[name].(string); ok && len(s) == len(time.DateOnly) {
		if day := r.day(name); !day.IsZero() {
			return day.AddDate(0, 0, 1)
		}
		return time.Time{}
	}
	return r.instant(name)
}

// erased is what became of what was held on a person, and the certificate of it.
type erased struct {
	Erasure     erasure `json:"erasure"`
	Certificate string  `json:"certificate"`
}

// erase erases what is held on a person, for a request of theirs. Done again for the
// same request it finishes what was interrupted.
func (a *Staff) erase(c *call, by access.Actor) error {
	if a.Signer == nil { // what is erased is proved to the person, or not erased yet
		return &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}
	}
	in, err := c.read(noForm)
	if err != nil {
		return err
	}
	address, request := in.address("email"), in.id("case")
	if request == "" && !in.faulty("/case") {
		in.fault("/case", gdpr.FaultMissing, "case")
	}
	if err := in.err(); err != nil {
		return err
	}
	e, err := a.Desk.Erase(c.r.Context(), by, address, request)
	if err != nil {
		return err
	}
	certificate, err := a.Signer.Sign(c.r.Context(), c.controller, e, c.language)
	if err != nil {
		return err
	}
	c.json(http.StatusOK, erased{Erasure: newErasure(e), Certificate: certificate})
	return nil
}
