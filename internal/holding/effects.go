package holding

// What a request does to records. None of these methods takes an actor or looks for a role:
// package fulfillment alone calls them, for a case whose person has shown who they are, for
// staff whom it has checked, and for the clock. No handler of a route does. Each of them done
// again changes nothing, so that a case that was interrupted is carried out by doing it all again.

import (
	"context"
	"slices"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// Held is every record of a person's that is kept, with its disclosures, newest first in each
// class: what an effect is about. It is no reading, for nothing of it is shown to anybody.
func (k Desk) Held(ctx context.Context, c gdpr.ControllerID, person gdpr.SubjectID) ([]Owned, error) {
	d, err := k.controller(c)
	if err != nil {
		return nil, err
	}
	var held []Owned
	for _, class := range ownClasses {
		if _, declared := d.Holding(class); !declared {
			continue
		}
		all, err := k.Store.Records(ctx, c, person, class)
		if err != nil {
			return nil, err
		}
		for _, rec := range all {
			if rec.Owner != person || !rec.Term.Kept(k.now()) {
				continue
			}
			given, err := k.Store.Disclosures(ctx, rec.Ref)
			if err != nil {
				return nil, err
			}
			held = append(held, Owned{rec, given})
		}
	}
	return held, nil
}

// NamedIn is the agreements that name a person as contact and are kept. It is no reading.
func (k Desk) NamedIn(ctx context.Context, c gdpr.ControllerID, person gdpr.SubjectID) ([]Record, error) {
	d, err := k.controller(c)
	if err != nil {
		return nil, err
	}
	if _, declared := d.Holding(controller.Agreements); !declared {
		return nil, nil
	}
	all, err := k.Store.Named(ctx, c, person)
	return slices.DeleteFunc(all, func(r Record) bool { return !r.Term.Kept(k.now()) }), err
}

// byStaff is how whoever acts is written where a member of staff does (rights.Entry.By).
const byStaff = "staff:"

// Correct corrects one field of a record, or takes out what stands in it (Art. 16). What is
// asked of a field that is sent in holds here too. A restricted record is corrected as well:
// that it is contested may be why it is restricted (Art. 18(1)(a)). The address by which the
// person is found is changed by staff's ruling alone: whoever takes over a mailbox for an hour
// must not take the record with it (threat H5).
func (k Desk) Correct(ctx context.Context, r Ref, field string, value gdpr.Private, by string) (Record, error) {
	g, value, err := k.correction(r, field, value, by)
	if err != nil {
		return Record{}, err
	}
	rec, err := k.change(ctx, r, func(rec Record) (Record, error) {
		values := g.with(rec.Fields, field, value)
		if slices.Equal(values, rec.Fields) {
			return rec, nil
		}
		to := k.revised(rec)
		to.Fields = values
		return to, nil
	})
	return bare(rec), err
}

// Fits is why Correct would not correct a field; nil where it would, as things stand. Nothing is changed.
func (k Desk) Fits(ctx context.Context, r Ref, field string, value gdpr.Private, by string) error {
	if _, _, err := k.correction(r, field, value, by); err != nil {
		return err
	}
	_, err := k.kept(ctx, r)
	return err
}

// correction is a correction as it is made, whatever the record says now.
func (k Desk) correction(r Ref, field string, value gdpr.Private, by string) (ground, gdpr.Private, error) {
	d, err := k.controller(r.Controller)
	if err != nil {
		return ground{}, "", err
	}
	g, err := grounds(d, r.Class)
	if err != nil {
		return ground{}, "", err
	}
	if r.Class == controller.Agreements {
		return ground{}, "", errNotFound // it is the customer's, and amended with them; of a contact see CorrectContact
	}
	if field == controller.EmailField && !strings.HasPrefix(by, byStaff) {
		return ground{}, "", &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeRole}
	}
	value, err = g.corrected(field, value)
	return g, value, err
}

// corrected is a new value of a field as it is stored.
func (g ground) corrected(id string, value gdpr.Private) (gdpr.Private, error) {
	var f faults
	field, declared := g.Field(id)
	switch pointer := PointerTo(id); {
	case !declared:
		f.add(pointer, gdpr.FaultUndeclared, id)
	case id == controller.EmailField:
		value = f.address(pointer, value)
	default:
		value = masked(id, f.text(pointer, value, field.Most, field.Lines))
		if value == "" && field.Required && !f.has(pointer) {
			f.add(pointer, gdpr.FaultMissing, id)
		}
	}
	return value, f.err()
}

// with is values with one of them replaced, in declared order; "" takes it out.
func (g ground) with(values []Value, id string, value gdpr.Private) []Value {
	var all []Value
	for _, field := range g.Holding.Fields {
		now := value
		if field.ID != id {
			i := slices.IndexFunc(values, func(v Value) bool { return v.Field == field.ID })
			if i < 0 {
				continue
			}
			now = values[i].Value
		}
		if now != "" {
			all = append(all, Value{Field: field.ID, Value: now})
		}
	}
	return all
}

// RestrictFor restricts a record for a request, or for a consent that was withdrawn (Art. 18),
// beside what restricts it already: each lifts its own, and the record is free when none is left.
func (k Desk) RestrictFor(ctx context.Context, r Ref, request gdpr.ID) (Record, error) {
	rec, err := k.change(ctx, r, func(rec Record) (Record, error) {
		if slices.Contains(rec.Term.Causes(), request) {
			return rec, nil
		}
		to := k.revised(rec)
		to.Term = rec.Term.For(request, to.Changed)
		return to, nil
	})
	return bare(rec), err
}

// LiftFor ends the restriction that a request has put on; any other stays. What came to its
// end meanwhile ends now, where nothing restricts it any more. That the person was told before is the caller's to see to (Art. 18(3)).
func (k Desk) LiftFor(ctx context.Context, r Ref, request gdpr.ID) (Record, error) {
	rec, err := k.change(ctx, r, func(rec Record) (Record, error) {
		if !slices.Contains(rec.Term.Causes(), request) {
			return rec, nil
		}
		to := k.revised(rec)
		to.Term = ended(rec.Term.Without(request), to.Changed)
		return to, nil
	})
	return bare(rec), err
}

// End ends a record now, for a request, or for a consent that was withdrawn: nothing it was
// kept for is left. A hold keeps it until the hold's end, and so does a restriction of anybody
// else's; that which the cause itself put on is lifted. A record that has ended is none.
func (k Desk) End(ctx context.Context, r Ref, cause gdpr.ID) error {
	_, err := k.change(ctx, r, func(rec Record) (Record, error) {
		ours := slices.Contains(rec.Term.Causes(), cause)
		if rec.Term.Due.Due(k.now()) && !ours {
			return rec, nil
		}
		to := k.revised(rec)
		to.Term = rec.Term.Without(cause)
		if end := retention.Expiry(to.Changed.Unix()); to.Term.Due == 0 || to.Term.Due > end {
			to.Term.Due = end
		}
		return to, nil
	})
	if gdpr.KindOf(err) == gdpr.NotFound {
		return nil
	}
	return err
}

// EraseFor erases all that is held on a person, for a request of theirs. Asked again for the
// same request it finishes, and its answer is the same: a request has one certificate.
func (k Desk) EraseFor(ctx context.Context, c gdpr.ControllerID, person gdpr.SubjectID, request gdpr.ID) (Erasure, error) {
	return k.Eraser.Erase(ctx, c, person, request, erasureOf(c, request))
}

// erasureOf is the id of the erasure that a request asks for. Who the person is, is no part
// of it: a pseudonym changes with the secret that makes it, and a request then would have two.
func erasureOf(c gdpr.ControllerID, request gdpr.ID) gdpr.ID {
	return gdpr.DeriveID("erasure", string(c), string(request))
}

// Correctable reports whether a person may correct a field without staff: they provided it, and
// it is not the address by which they are found.
func Correctable(d *controller.Declaration, c rights.Correction, person gdpr.SubjectID) bool {
	r, ok := ParseRef(d.ID, c.Item)
	if !ok || r.Owner != person || r.Class == controller.Agreements {
		return false
	}
	h, _ := d.Holding(r.Class)
	field, declared := h.Field(c.Field)
	return declared && field.Provided && field.ID != controller.EmailField
}
