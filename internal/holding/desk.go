package holding

import (
	"context"
	"fmt"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Desk is what may be done with what is held. Every method that takes an actor checks
// what the actor may do before anything is read. A method that fails has stored nothing,
// or so much that doing it again finishes it.
type Desk struct {
	Controllers *controller.Registry
	Store       Store
	Files       Files
	Eraser      Eraser
	Requests    Requests // of staff's desk alone: by which it erases
	Consents    Consents // nil where nothing is listed
	Causes      Causes   // nil where no restriction is lifted by hand
	Signer      Signer   // of upload grants; only where those are given or taken
	Now         func() time.Time
}

// skew is how far ahead another machine's clock may be before what it says is refused.
const skew = 5 * time.Minute

// tries is how often a change is tried anew that somebody else came before.
const tries = 3

var (
	errNotFound   = &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	errRestricted = &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeRestricted}
	errChanged    = &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeChanged}
)

// ground is on what a class of records rests: the declaration, and in it the class
// and its purpose.
type ground struct {
	controller.Holding
	d *controller.Declaration
	p controller.Purpose
}

// enter is the way into every method with an actor: who asks, then what is declared.
// The store comes after both.
func (k Desk) enter(by access.Actor, c gdpr.ControllerID, do access.Act, class controller.Class) (ground, error) {
	d, err := k.controller(c)
	if err != nil {
		return ground{}, err
	}
	if err := by.May(d, do, class); err != nil {
		return ground{}, err
	}
	return grounds(d, class)
}

func (k Desk) controller(c gdpr.ControllerID) (*controller.Declaration, error) {
	d, ok := k.Controllers.Current(c)
	if !ok {
		return nil, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeController}
	}
	return d, nil
}

// grounds: a class that is not declared is held by nobody, and there is nothing to find.
func grounds(d *controller.Declaration, class controller.Class) (ground, error) {
	h, ok := d.Holding(class)
	if !ok {
		return ground{}, errNotFound
	}
	p, ok := d.Purpose(h.Purpose)
	if !ok {
		return ground{}, fmt.Errorf("the class %s of %s: no purpose %s is declared", class, d.ID, h.Purpose)
	}
	return ground{Holding: h, d: d, p: p}, nil
}

// kept reads a record that is still there. The store drops what has ended; one that ends
// between its reading and ours is none either.
func (k Desk) kept(ctx context.Context, r Ref) (Record, error) {
	rec, err := k.Store.Record(ctx, r)
	if err == nil && !rec.Term.Kept(k.now()) {
		err = errNotFound
	}
	if err != nil {
		return Record{}, err
	}
	return rec, nil
}

// usable reads a record that may be used for what it was collected for: it is not restricted, and
// the consent that it rests on counts.
func (k Desk) usable(ctx context.Context, g ground, r Ref) (Record, error) {
	rec, err := k.kept(ctx, r)
	if err != nil {
		return Record{}, err
	}
	if !rec.Term.Served(k.now()) {
		return Record{}, errRestricted
	}
	counts, err := k.consented(ctx, g, []Record{rec})
	if err == nil && len(counts) == 0 {
		err = errRestricted
	}
	if err != nil {
		return Record{}, err
	}
	return rec, nil
}

// change stores what act makes of a record, and where somebody else changed it in the same
// moment, what act makes of it then. What act leaves as it is, is not stored.
func (k Desk) change(ctx context.Context, r Ref, act func(Record) (Record, error)) (Record, error) {
	for range tries {
		from, err := k.kept(ctx, r)
		if err != nil {
			return Record{}, err
		}
		to, err := act(from)
		if err != nil {
			return Record{}, err
		}
		if to.Revision == from.Revision {
			return from, nil
		}
		if err = k.Store.Change(ctx, from, to); err == nil {
			return to, nil
		}
		if gdpr.KindOf(err) != gdpr.Conflict {
			return Record{}, err
		}
	}
	return Record{}, errChanged
}

// revised is the next revision of a record, to be filled in.
func (k Desk) revised(r Record) Record {
	r.Revision++
	r.Changed = k.now()
	return r
}

// bare is that a record is there, and until when: what whoever may not read it gets to
// see, and whoever has changed it without reading.
func bare(r Record) Record {
	r.Fields, r.Files, r.Contacts, r.Allows = nil, nil, nil, ""
	return r
}

// now is the server's time, in the resolution that is stored.
func (k Desk) now() time.Time { return k.Now().UTC().Truncate(time.Millisecond) }
