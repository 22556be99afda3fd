package api

import (
	"context"
	"net/http"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/audit"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// Staff is the routes of functions/desk. Each call is in the audit before it is carried out.
type Staff struct {
	API
	Desk   Desk
	Signer Signer
	Cases  Cases
	Audit  audit.Log // of every call; without one, none is answered
	Now    func() time.Time

	Unreached Unreached
}

// Desk is what staff do with what is held, as holding.Desk promises it.
type Desk interface {
	Filing
	Looking
	Keeping
	Agreeing
	Erasing
}

// Looking reads records. Each reading of one is logged before it is shown. Its methods
// promise what holding.Desk's do.
type Looking interface {
	Recognize(ctx context.Context, by access.Actor, address gdpr.Private) ([]holding.Record, error)
	List(ctx context.Context, by access.Actor, class controller.Class, before time.Time, limit int) ([]holding.Record, time.Time, error)
	Show(ctx context.Context, by access.Actor, r holding.Ref) (holding.Record, error)
	Fetch(ctx context.Context, by access.Actor, r holding.Ref, file gdpr.ID) (holding.Download, error)
	Readings(ctx context.Context, by access.Actor, r holding.Ref) ([]holding.Reading, error)
	Disclosures(ctx context.Context, by access.Actor, r holding.Ref) ([]holding.Disclosure, error)
}

// Handler answers the routes.
func (a *Staff) Handler() http.Handler {
	to := &routes{otherwise: a.otherwise}
	const items = "/v1/{controller}/desk/items/{item}"
	a.audited(to, "POST", "/v1/{controller}/desk/search", a.search)
	for list, class := range classOf {
		a.audited(to, "GET", "/v1/{controller}/desk/"+list, a.list(class))
	}
	a.audited(to, "POST", "/v1/{controller}/desk/agreements", a.open)
	a.audited(to, "POST", "/v1/{controller}/desk/erasures", a.erase)
	a.audited(to, "GET", items, a.show)
	a.audited(to, "PUT", items, a.amend)
	a.audited(to, "POST", items+"/step", a.step)
	a.audited(to, "GET", items+"/readings", a.readings)
	a.audited(to, "GET", items+"/disclosures", a.disclosures)
	a.audited(to, "PUT", items+"/restriction", a.restrict)
	a.audited(to, "DELETE", items+"/restriction", a.lift)
	a.audited(to, "POST", items+"/holds", a.hold)
	a.audited(to, "DELETE", items+"/holds/{hold}", a.release)
	a.audited(to, "POST", items+"/files", offer(a.Desk))
	a.audited(to, "GET", items+"/files/{file}", a.fetch)
	a.audited(to, "POST", items+"/files/{file}", collect(a.Desk))
	a.audited(to, "GET", "/v1/{controller}/desk/record", a.processingRecord)
	a.cases(to)
	return to
}

// search finds what the asker may see of a person. The address stands in the body: a
// URL would carry it into logs.
func (a *Staff) search(c *call, by access.Actor) error {
	in, err := c.read(noForm)
	if err != nil {
		return err
	}
	address := in.address("email")
	if err := in.err(); err != nil {
		return err
	}
	found, err := a.Desk.Recognize(c.r.Context(), by, address)
	if err != nil {
		return err
	}
	c.json(http.StatusOK, newPage(found, time.Time{}))
	return nil
}

// How many records a page of a list has, unless the asker says, and at most.
const (
	usualLimit = 50
	maxLimit   = 100
)

// list is the records of a class, newest first.
func (a *Staff) list(class controller.Class) closedCall {
	return func(c *call, by access.Actor) error {
		in, err := c.query()
		if err != nil {
			return err
		}
		before, limit := in.instant("before"), in.limit("limit")
		if err := in.err(); err != nil {
			return err
		}
		records, more, err := a.Desk.List(c.r.Context(), by, class, before, limit)
		if err != nil {
			return err
		}
		c.json(http.StatusOK, newPage(records, more))
		return nil
	}
}

func (a *Staff) show(c *call, by access.Actor) error {
	return a.record(c, func(r holding.Ref) (holding.Record, error) { return a.Desk.Show(c.r.Context(), by, r) })
}

// record answers with the record of the path as it stands after what is done to it.
func (a *Staff) record(c *call, do func(holding.Ref) (holding.Record, error)) error {
	if c.r.Method != http.MethodGet { // what a GET carries means nothing (RFC 9110, 9.3.1)
		if err := c.empty(); err != nil {
			return err
		}
	}
	r, err := c.item()
	if err != nil {
		return err
	}
	held, err := do(r)
	if err != nil {
		return err
	}
	c.shownRecord(http.StatusOK, held)
	return nil
}

func (c *call) shownRecord(status int, r holding.Record) {
	c.w.Header().Set("ETag", tag(r.Revision))
	c.json(status, newHeld(r))
}

// fetch is where a file can be downloaded for a short while. It is no redirect: a
// program that follows one would send its token along.
func (a *Staff) fetch(c *call, by access.Actor) error {
	r, err := c.item()
	if err != nil {
		return err
	}
	id, err := c.pathID("file")
	if err != nil {
		return err
	}
	d, err := a.Desk.Fetch(c.r.Context(), by, r, id)
	if err != nil {
		return err
	}
	c.json(http.StatusOK, download{URL: d.URL, Expires: d.Expires})
	return nil
}

func (a *Staff) readings(c *call, by access.Actor) error {
	r, err := c.item()
	if err != nil {
		return err
	}
	all, err := a.Desk.Readings(c.r.Context(), by, r)
	if err != nil {
		return err
	}
	out := struct {
		Readings []reading `json:"readings"`
	}{[]reading{}}
	for _, one := range all {
		out.Readings = append(out.Readings, reading{At: one.At, Actor: one.Actor, What: one.What})
	}
	c.json(http.StatusOK, out)
	return nil
}

func (a *Staff) disclosures(c *call, by access.Actor) error {
	r, err := c.item()
	if err != nil {
		return err
	}
	all, err := a.Desk.Disclosures(c.r.Context(), by, r)
	if err != nil {
		return err
	}
	out := struct {
		Disclosures []disclosure `json:"disclosures"`
	}{[]disclosure{}}
	for _, one := range all {
		out.Disclosures = append(out.Disclosures, newDisclosure(one))
	}
	c.json(http.StatusOK, out)
	return nil
}
