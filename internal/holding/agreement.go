package holding

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/oslo"
	"ordholden/internal/retention"
)

// Draft is an agreement or offer as staff enter it.
type Draft struct {
	Values   []Value
	Contacts []Contact
	Allows   string
	Signed   bool // of a new one: it is in force from the start
}

const (
	// customerField holds the customer's own data: refused unless the agreement has a clause
	// that allows it (promise T3).
	customerField = "customer-data"

	maxContacts = 50
	maxContact  = 200  // characters of a contact person's name
	maxClause   = 1000 // characters of the clause

	// lastDay is how long an agreement is still there after its deletion was agreed: long
	// enough to undo a slip by a hold, and no more.
	lastDay = 24 * time.Hour
)

// Open stores an agreement or an offer.
func (k Desk) Open(ctx context.Context, by access.Actor, a Draft) (Record, error) {
	g, err := k.enter(by, by.Controller, access.Add, controller.Agreements)
	if err != nil {
		return Record{}, err
	}
	if a, err = g.draft(a); err != nil {
		return Record{}, err
	}
	if a.Contacts, err = k.contacts(ctx, g.d.ID, a.Contacts); err != nil {
		return Record{}, err
	}
	id := gdpr.NewID()
	owner, err := k.Store.Owner(ctx, g.d.ID, id)
	if err != nil {
		return Record{}, err
	}
	on := Offer
	if a.Signed {
		on = Sign
	}
	stage, _ := Stage("").After(on)
	now := k.now()
	r := Record{
		Ref:     Ref{Controller: g.d.ID, Class: controller.Agreements, Owner: owner, ID: id},
		Purpose: g.p.ID, Version: g.d.Version, Received: now, Changed: now, Revision: 1,
		Stage: stage, Fields: a.Values, Contacts: a.Contacts, Allows: a.Allows,
	}
	if err := k.Store.Put(ctx, r, ""); err != nil {
		return Record{}, err
	}
	return r, nil
}

// draft checks an agreement whole, and is it as it is stored.
func (g ground) draft(a Draft) (Draft, error) {
	var f faults
	a.Values = g.values(a.Values, &f)
	a.Allows = f.lines("/allows", gdpr.Private(a.Allows), maxClause).Reveal()
	customers := slices.ContainsFunc(a.Values, func(v Value) bool { return v.Field == customerField })
	if customers && a.Allows == "" {
		f.add(PointerTo(customerField), gdpr.FaultCustomer, customerField)
	}
	if len(a.Contacts) > maxContacts {
		f.add("/contacts", gdpr.FaultTooMany, strconv.Itoa(maxContacts))
	}
	contacts, seen := slices.Clone(a.Contacts), map[string]bool{}
	for i := range contacts {
		c, pointer := &contacts[i], at("contacts", i, "email")
		if c.Name = f.line(at("contacts", i, "name"), c.Name, maxContact); c.Name == "" && !f.has(at("contacts", i, "name")) {
			f.add(at("contacts", i, "name"), gdpr.FaultMissing, "")
		}
		c.Address = f.address(pointer, c.Address)
		if folded := strings.ToLower(c.Address.Reveal()); folded != "" {
			if seen[folded] {
				f.add(pointer, gdpr.FaultDuplicateField, "")
			}
			seen[folded] = true
		}
	}
	a.Contacts = contacts
	return a, f.err()
}

// contacts are the contact persons with their pseudonyms, by which the agreement is found
// for them.
func (k Desk) contacts(ctx context.Context, c gdpr.ControllerID, persons []Contact) ([]Contact, error) {
	var list []Contact
	for _, p := range persons {
		s, err := k.Store.Subject(ctx, c, p.Address)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(list, func(o Contact) bool { return o.Subject == s }) {
			p.Subject = s
			list = append(list, p)
		}
	}
	return list, nil
}

// Amend replaces the fields, the contact persons and the clause of an agreement as it stood
// at a revision. Its stage moves by Advance alone. What is returned shows what was sent.
func (k Desk) Amend(ctx context.Context, by access.Actor, r Ref, revision int, a Draft) (Record, error) {
	if r.Class != controller.Agreements {
		return Record{}, errNotFound
	}
	g, err := k.enter(by, r.Controller, access.Add, r.Class)
	if err != nil {
		return Record{}, err
	}
	from, err := k.usable(ctx, g, r)
	if err != nil {
		return Record{}, err
	}
	if a, err = g.draft(a); err != nil {
		return Record{}, err
	}
	if a.Contacts, err = k.contacts(ctx, g.d.ID, a.Contacts); err != nil {
		return Record{}, err
	}
	to := k.revised(from)
	to.Fields, to.Contacts, to.Allows = a.Values, a.Contacts, a.Allows
	switch {
	case from.Stage == Agreed:
		return Record{}, &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeStage}
	case from.Revision == revision+1 && sameContent(from, to):
		return drafted(from, a), nil // it came through, and the answer was lost
	case from.Revision != revision:
		return Record{}, errChanged
	}
	if err := k.Store.Change(ctx, from, to); err != nil {
		return Record{}, err
	}
	return drafted(to, a), nil
}

func sameContent(a, b Record) bool {
	return slices.Equal(a.Fields, b.Fields) && slices.Equal(a.Contacts, b.Contacts) && a.Allows == b.Allows
}

// drafted is an agreement as its writer may see it.
func drafted(r Record, a Draft) Record {
	r = bare(r)
	r.Fields, r.Contacts, r.Allows = a.Values, a.Contacts, a.Allows
	return r
}

// Advance moves an agreement on: signed, ended on a day, resumed, its deletion agreed
// (promise T6). The day is a civil date, and only an end has one. A step that was taken
// before, and is told of again, is no error. What is returned shows no fields: that would
// be a reading.
func (k Desk) Advance(ctx context.Context, by access.Actor, r Ref, on Step, day time.Time) (Record, error) {
	g, err := k.enter(by, r.Controller, access.Move, r.Class)
	if err != nil {
		return Record{}, err
	}
	if r.Class != controller.Agreements {
		return Record{}, errNotFound
	}
	if on == End && day.IsZero() {
		return Record{}, gdpr.InvalidFaults(faults{{Pointer: "/day", Code: gdpr.FaultMissing}})
	}
	rec, err := k.change(ctx, r, func(rec Record) (Record, error) {
		if !rec.Term.Served(k.now()) {
			return Record{}, errRestricted
		}
		return k.advanced(g, rec, on, day)
	})
	return bare(rec), err
}

func (k Desk) advanced(g ground, rec Record, on Step, day time.Time) (Record, error) {
	now, end := k.now(), startOf(day)
	next, ok := rec.Stage.After(on)
	if !ok {
		if on.leadsTo(rec.Stage) && (on != End || rec.From.Equal(end)) {
			return rec, nil
		}
		return Record{}, &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeStage}
	}
	to := k.revised(rec)
	to.Stage = next
	var err error
	switch on {
	case End:
		if err = endsOn(end, rec.Received, now).err(); err == nil {
			to.From = end
			to.Term.Due, err = g.due(end, now)
		}
	case Resume:
		to.From, to.Term.Due = time.Time{}, 0
	case Agree:
		to.Term.Due = agreed(rec.Term.Due, now)
		if to.From.IsZero() {
			to.From = now // an offer that never came to anything
		}
	}
	return to, err
}

// endsOn: an agreement ends on a day that has come, and not before it was here.
func endsOn(end, received, now time.Time) faults {
	var f faults
	switch {
	case end.After(now):
		f.add("/day", gdpr.FaultFuture, "")
	case end.Before(startOf(received.In(oslo.Zone()))):
		f.add("/day", gdpr.FaultClock, "")
	}
	return f
}

// startOf is when a civil date begins in Norway.
func startOf(day time.Time) time.Time {
	y, m, d := day.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, oslo.Zone()).UTC()
}

// agreed is the end of an agreement whose deletion is agreed: its own, or a day from now
// if that is earlier.
func agreed(due retention.Expiry, now time.Time) retention.Expiry {
	soon := retention.Expiry(now.Add(lastDay).Unix())
	if due == 0 {
		return soon
	}
	return min(due, soon)
}

// due is the end of a record whose retention counts from an instant. One that is over is now.
func (g ground) due(from, now time.Time) (retention.Expiry, error) {
	if !from.IsZero() && !g.p.Retention.Period.IsZero() && !g.p.Retention.Period.After(from.UTC()).After(now) {
		return retention.Expiry(now.Unix()), nil
	}
	due, err := retention.Expires(g.p.Retention, from.UTC(), now)
	if err != nil {
		return 0, fmt.Errorf("the end of what %s holds for %s: %w", g.d.ID, g.p.ID, err)
	}
	return due, nil
}

// leadsTo reports whether the step can have led to the stage.
func (on Step) leadsTo(s Stage) bool {
	for m, to := range moves {
		if m.on == on && to == s {
			return true
		}
	}
	return false
}
