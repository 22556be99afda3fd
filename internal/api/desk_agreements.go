package api

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// Agreeing keeps agreements and offers. Its methods promise what holding.Desk's do.
type Agreeing interface {
	Open(ctx context.Context, by access.Actor, a holding.Draft) (holding.Record, error)
	Amend(ctx context.Context, by access.Actor, r holding.Ref, revision int, a holding.Draft) (holding.Record, error)
	Advance(ctx context.Context, by access.Actor, r holding.Ref, on holding.Step, day time.Time) (holding.Record, error)
}

func (a *Staff) open(c *call, by access.Actor) error {
	in, err := c.read(noForm)
	if err != nil {
		return err
	}
	draft := readDraft(in)
	draft.Signed = in.flag("signed")
	if err := in.err(); err != nil {
		return err
	}
	r, err := a.Desk.Open(c.r.Context(), by, draft)
	if err != nil {
		return err
	}
	c.w.Header().Set("Location", "/v1/"+string(c.controller.ID)+"/desk/items/"+r.Ref.String())
	c.shownRecord(http.StatusCreated, r)
	return nil
}

// amend replaces what an agreement says, if it is still as the sender read it.
func (a *Staff) amend(c *call, by access.Actor) error {
	in, err := c.read(noForm)
	if err != nil {
		return err
	}
	draft, revision := readDraft(in), c.revision(in)
	if err := in.err(); err != nil {
		return err
	}
	r, err := c.item()
	if err != nil {
		return err
	}
	held, err := a.Desk.Amend(c.r.Context(), by, r, revision, draft)
	if err != nil {
		return err
	}
	c.shownRecord(http.StatusOK, held)
	return nil
}

// step moves an agreement on in its life (promise T6).
func (a *Staff) step(c *call, by access.Actor) error {
	in, err := c.read(noForm)
	if err != nil {
		return err
	}
	on := holding.Step(in.choice("step", gdpr.FaultType,
		string(holding.Sign), string(holding.End), string(holding.Agree), string(holding.Resume)))
	if on == "" && !in.faulty("/step") {
		in.fault("/step", gdpr.FaultMissing, "step")
	}
	day := in.day("day")
	if err := in.err(); err != nil {
		return err
	}
	r, err := c.item()
	if err != nil {
		return err
	}
	held, err := a.Desk.Advance(c.r.Context(), by, r, on, day)
	if err != nil {
		return err
	}
	c.shownRecord(http.StatusOK, held)
	return nil
}

// maxAllows is how long the clause of an agreement is that allows customer data.
const maxAllows = 2000

// readDraft reads an agreement. What its fields mean is for the desk to check.
func readDraft(in *reader) holding.Draft {
	d := holding.Draft{Values: in.values("fields"), Allows: in.text("allows", maxAllows)}
	in.each("contacts", func(p *reader) {
		d.Contacts = append(d.Contacts, holding.Contact{Name: gdpr.Private(p.line("name", maxName)), Address: p.address("email")})
	})
	return d
}

// tag is the entity tag of a record at a revision.
func tag(revision int) string { return fmt.Sprintf(`"%d"`, revision) }

// revision is the one that the sender has read: If-Match (RFC 9110, 13.1.1), or the
// field where no header can be set. Without either, somebody else's change would be lost.
func (c *call) revision(in *reader) int {
	_, said := in.fields["revision"]
	field := int(in.count("revision"))
	header := c.r.Header.Get("If-Match")
	n, err := strconv.Atoi(strings.Trim(header, `"`))
	switch {
	case header == "" && !said:
		in.fault("/revision", gdpr.FaultMissing, "revision")
	case header == "":
		return field
	case err != nil || header != tag(n) || n < 0, said && n != field:
		in.fault("/revision", gdpr.FaultType, "revision")
	}
	return n
}
