package holding

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// platform is the source of what the controller's own systems registered.
const platform = "platform"

// Register stores or replaces the fields of a profile. It is no activity of the person:
// a new profile counts from now, one that is there keeps its anchor. The same again
// changes nothing. The record that is returned shows what was sent.
func (k Desk) Register(ctx context.Context, by access.Actor, address gdpr.Private, values []Value, l gdpr.Language) (Record, error) {
	g, err := k.enter(by, by.Controller, access.Add, controller.Profiles)
	if err != nil {
		return Record{}, err
	}
	var f faults
	if !l.Known() {
		f.add("/language", gdpr.FaultLanguage, "")
	}
	address, values = g.person(address, values, &f)
	if err := f.err(); err != nil {
		return Record{}, err
	}
	owner, err := k.Store.Subject(ctx, g.d.ID, address)
	if err != nil {
		return Record{}, err
	}
	r := Ref{Controller: g.d.ID, Class: controller.Profiles, Owner: owner}
	for range tries {
		rec, err := k.change(ctx, r, func(held Record) (Record, error) { return k.replaced(held, values, l) })
		if gdpr.KindOf(err) == gdpr.NotFound {
			rec, err = k.create(ctx, g, r, by, address, values, l)
		}
		if gdpr.KindOf(err) != gdpr.Conflict {
			return written(rec, values), err
		}
	}
	return Record{}, errChanged
}

// replaced is a profile with other fields.
func (k Desk) replaced(held Record, values []Value, l gdpr.Language) (Record, error) {
	if !held.Term.Served(k.now()) {
		return Record{}, errRestricted
	}
	if slices.Equal(held.Fields, values) && held.Language == l {
		return held, nil
	}
	to := k.revised(held)
	to.Fields, to.Language = values, l
	return to, nil
}

func (k Desk) create(ctx context.Context, g ground, r Ref, by access.Actor, address gdpr.Private, values []Value, l gdpr.Language) (Record, error) {
	now := k.now()
	due, err := retention.Expires(g.p.Retention, now, now)
	if err != nil {
		return Record{}, fmt.Errorf("profile at %s: %w", g.d.ID, err)
	}
	rec := Record{
		Ref: r, Purpose: g.p.ID, Version: g.d.Version, From: now, Received: now, Changed: now, Revision: 1,
		Term: retention.Term{Due: due}, Source: g.origin(by), Language: l, Fields: values,
	}
	return rec, k.Store.Put(ctx, rec, address)
}

// origin is from where a profile comes (Art. 14(2)(f)): the controller's own systems are
// a source where that is declared, and else it is the person.
func (g ground) origin(by access.Actor) string {
	switch {
	case len(by.Roles) == 0 && slices.Contains(g.Sources, platform):
		return platform
	case len(g.Sources) > 0:
		return g.Sources[0]
	}
	return ""
}

// written is a record as its writer may see it: what it sent, and nothing that others did.
func written(r Record, values []Value) Record {
	r = bare(r)
	if r.Class != "" {
		r.Fields = values
	}
	return r
}

// Note records what a person did, and slides the end of the profile (promise M4): one
// conditional write. gdpr.CodeNothingHeld where there is no profile. What it returns is the
// end by this activity; one that came later has set a later one. An activity that would
// have let the profile end before now is refused: it comes too late.
func (k Desk) Note(ctx context.Context, by access.Actor, address gdpr.Private, a Activity) (time.Time, error) {
	g, err := k.enter(by, by.Controller, access.Note, controller.Profiles)
	if err != nil {
		return time.Time{}, err
	}
	var f faults
	now := k.now()
	address = f.address("/email", address)
	if !slices.Contains(g.Activities, a.Kind) {
		f.add("/activity", gdpr.FaultActivity, a.Kind)
	}
	from := f.happened("/at", a.At, now)
	if !g.p.Retention.Period.After(from).After(now) {
		f.add("/at", gdpr.FaultClock, "")
	}
	if err := f.err(); err != nil {
		return time.Time{}, err
	}
	due, err := retention.Expires(g.p.Retention, from, now)
	if err != nil {
		return time.Time{}, fmt.Errorf("activity at %s: %w", g.d.ID, err)
	}
	owner, err := k.Store.Subject(ctx, g.d.ID, address)
	if err != nil {
		return time.Time{}, err
	}
	r := Ref{Controller: g.d.ID, Class: controller.Profiles, Owner: owner}
	switch err := k.Store.Touch(ctx, r, from, due, Renewal(due, now)); {
	case gdpr.KindOf(err) == gdpr.NotFound:
		return time.Time{}, nothingHeld()
	case err != nil:
		return time.Time{}, err
	}
	return due.Time(), nil
}

// nothingHeld: the sender is a system of the controller's or its staff, who may know it.
func nothingHeld() error {
	return &gdpr.Error{
		Kind: gdpr.NotFound, Code: gdpr.CodeNothingHeld,
		Faults: []gdpr.Fault{{Pointer: "/email", Code: gdpr.CodeNothingHeld}},
	}
}

// Renewal is the next moment before the end at which the person is asked whether to be
// kept, after now; zero where none is left, or nothing ends.
func Renewal(due retention.Expiry, now time.Time) time.Time {
	if due == 0 {
		return time.Time{}
	}
	for _, at := range []time.Time{retention.FirstAsk(due), retention.LastAsk(due)} {
		if at.After(now) {
			return at
		}
	}
	return time.Time{}
}
