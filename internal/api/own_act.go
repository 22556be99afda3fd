package api

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
	"ordholden/internal/site"
)

var errNotFound = &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}

// lodgeable are the rights that are asked for on one's own page, each by what it needs.
// A consent is withdrawn by its own button, and by this all of them at once.
var lodgeable = []gdpr.Right{
	gdpr.Access, gdpr.Rectification, gdpr.Erasure, gdpr.Restriction, gdpr.Objection, gdpr.Portability, gdpr.Withdrawal,
}

// objections are what an objection can be to, as it is sent.
var objections = map[string]rights.Against{
	"": "", "everything": "", string(rights.AgainstMarketing): rights.AgainstMarketing, string(rights.AgainstProcessing): rights.AgainstProcessing,
}

// typed is what a person asks for, as it was sent.
type typed struct {
	rights.Lodged
	item  string // the record that a correction is about
	field string // the field that its form was for, "" for several
}

// act does what a person asks for.
func (a *Holdings) act(c *call, by access.Actor) error {
	in, err := c.read(noForm)
	if err != nil {
		return err
	}
	asked := c.readLodged(in, by)
	err = in.err()
	if err == nil && asked.item != "" {
		err = c.theirs(by, asked)
	}
	if err == nil {
		err = a.lodge(c, by, asked.Lodged)
	}
	if err != nil {
		return a.redrawn(c, by, asked, err)
	}
	return nil
}

// lodge begins the case, and answers with what became of it.
func (a *Holdings) lodge(c *call, by access.Actor, asked rights.Lodged) error {
	begun, err := a.Own.Desk.Act(c.r.Context(), by, asked)
	if err != nil {
		return err
	}
	if c.page {
		a.seeOwn(c, "&case="+string(begun.ID))
		return nil
	}
	c.json(http.StatusAccepted, c.ownCase(begun, a.Own.Deadlines.Deadline(begun.Request)))
	return nil
}

// readLodged reads what is asked for, with a fault for what a right needs and lacks, or
// does not take.
func (c *call) readLodged(in *reader, by access.Actor) typed {
	out := typed{item: in.line("item", maxGrant), field: in.line("correct", 60)}
	right := in.line("right", 40)
	out.Address, out.Language, out.Key = by.Address, c.language, c.key(in)
	out.Text = gdpr.Private(in.text("text", maxText))
	values := in.values("fields")
	against := in.line("against", 40)
	out.Right = gdpr.Right(right)
	switch {
	case right == "" && !in.faulty("/right"):
		in.fault("/right", gdpr.FaultNoRight, "")
	case right != "" && (!slices.Contains(lodgeable, out.Right) || !slices.Contains(c.controller.Rights, out.Right)):
		in.fault("/right", gdpr.FaultUnknownRight, printable(right))
	}
	c.readObjection(in, &out, against)
	readOwnCorrections(in, &out, values)
	return out
}

func (c *call) readObjection(in *reader, out *typed, against string) {
	known, ok := objections[against]
	switch {
	case out.Right != gdpr.Objection && against != "":
		in.fault("/against", gdpr.FaultUnknownField, "against")
	case !ok:
		in.fault("/against", gdpr.FaultChoice, "")
	case out.Right == gdpr.Objection && against == "" && c.format == formatForm:
		in.fault("/against", gdpr.FaultMissing, "against") // a form asks, and nothing is chosen beforehand
	}
	out.Against = known
}

func readOwnCorrections(in *reader, out *typed, values []holding.Value) {
	if out.Right != gdpr.Rectification {
		for name, sent := range map[string]bool{"item": out.item != "", "fields": len(values) > 0, "correct": out.field != ""} {
			if sent {
				in.fault(in.at(name), gdpr.FaultUnknownField, name)
			}
		}
		return
	}
	if out.item == "" && !in.faulty("/item") {
		in.fault("/item", gdpr.FaultMissing, "item")
	}
	for _, v := range values {
		out.Corrections = append(out.Corrections, rights.Correction{Item: out.item, Field: v.Field, Value: v.Value})
	}
	place := "/fields"
	if out.field != "" {
		place += "/" + out.field
	}
	if len(values) == 0 && !slices.ContainsFunc(in.faults, func(f gdpr.Fault) bool { return strings.HasPrefix(f.Pointer, "/fields") }) {
		in.fault(place, gdpr.FaultMissing, "")
	}
}

// theirs: a record or field that is not the person's is answered as one that is not there
// (threat H13). Whether the record still stands is for the desk to find.
func (c *call) theirs(by access.Actor, asked typed) error {
	r, ok := holding.ParseRef(c.controller.ID, asked.item)
	class, declared := c.controller.Holding(r.Class)
	if !ok || !declared || r.Owner != by.Contact && r.Class != controller.Agreements {
		return errNotFound
	}
	if r.Class == controller.Agreements { // whether it names them, the desk finds
		if slices.ContainsFunc(asked.Corrections, func(c rights.Correction) bool { return !holding.OfContact(c.Field) }) {
			return errNotFound
		}
		return nil
	}
	for _, correction := range asked.Corrections {
		if _, known := class.Field(correction.Field); !known {
			return errNotFound
		}
	}
	return nil
}

// redrawn is the person's own page again, or that of what they were about to do, with what
// to mend. What they typed stays.
func (a *Holdings) redrawn(c *call, by access.Actor, asked typed, err error) error {
	e := errorOf(err)
	if !c.page || !mendable(e) {
		return err
	}
	held, failed := a.shown(c, by)
	if failed != nil {
		return failed
	}
	view, faults := a.ownView(c, held), inFields(asked, e.Faults)
	if deed := deedOf(asked.Right); deed != "" {
		c.html(status(e), site.Do(c.view(), deed, view, site.DeedForm{Key: gdpr.NewID(), Values: c.values, Faults: faults, Wrong: wrong(e)}))
		return nil
	}
	view.Form = site.Correcting{Item: asked.item, Field: asked.field, Values: c.values, Faults: faults, Wrong: wrong(e)}
	c.html(status(e), site.Own(c.view(), view))
	return nil
}

// inFields says faults of corrections where the person typed them.
func inFields(asked typed, faults []gdpr.Fault) []gdpr.Fault {
	out := slices.Clone(faults)
	for i, correction := range asked.Corrections {
		for j, f := range out {
			place := fmt.Sprintf("/corrections/%d", i)
			if f.Pointer == place || strings.HasPrefix(f.Pointer, place+"/") {
				out[j].Pointer = "/fields/" + correction.Field
			}
		}
	}
	return out
}

// deedOf is the page on which a right is asked for; "" of a correction.
func deedOf(r gdpr.Right) site.Deed {
	switch r {
	case gdpr.Restriction:
		return site.DeedRestrict
	case gdpr.Objection:
		return site.DeedObject
	case gdpr.Erasure:
		return site.DeedErase
	}
	return ""
}

// stopOwn stops an erasure that is announced.
func (a *Holdings) stopOwn(c *call, by access.Actor) error {
	id, err := c.pathOnly("case")
	if err != nil {
		return err
	}
	stopped, err := a.Own.Desk.Stop(c.r.Context(), by, id)
	if err != nil {
		return err
	}
	if c.page {
		a.seeOwn(c, "&done=stopped")
		return nil
	}
	c.json(http.StatusOK, c.ownCase(stopped, a.Own.Deadlines.Deadline(stopped.Request)))
	return nil
}

// pathOnly is the thing in a path that is acted on, where nothing but that is sent.
func (c *call) pathOnly(what string) (gdpr.ID, error) {
	if err := c.empty(); err != nil {
		return "", err
	}
	return c.pathID(what)
}
