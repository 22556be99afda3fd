package holding

import (
	"context"
	"slices"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// ContactName is the name of a contact person, as corrections call it; their address is
// controller.EmailField.
const ContactName = "name"

// OfContact reports whether a field is one of how an agreement names somebody.
func OfContact(field string) bool { return field == ContactName || field == controller.EmailField }

// CorrectContact corrects how an agreement names a person: their name or their address, and nothing
// else of it (Art. 16). Staff have ruled on it: what they agreed with the customer stands there too.
// From a new address on the agreement is found under that. Somebody whom it does not name is
// gdpr.NotFound. Done again it changes nothing, and with a name and an address that was corrected before
// it changes the name.
func (k Desk) CorrectContact(ctx context.Context, r Ref, person gdpr.SubjectID, values []Value) error {
	corrected, err := k.contact(ctx, r, person, values)
	if err != nil {
		return err
	}
	_, err = k.change(ctx, r, func(rec Record) (Record, error) {
		i, err := rec.contact(person, corrected)
		if err != nil || rec.Contacts[i] == corrected.in(rec.Contacts[i]) {
			return rec, err
		}
		to := k.revised(rec)
		to.Contacts = slices.Clone(rec.Contacts)
		to.Contacts[i] = corrected.in(rec.Contacts[i])
		return to, nil
	})
	return err
}

// FitsContact is why CorrectContact would not correct; nil where it would, as things stand.
func (k Desk) FitsContact(ctx context.Context, r Ref, person gdpr.SubjectID, values []Value) error {
	corrected, err := k.contact(ctx, r, person, values)
	if err != nil {
		return err
	}
	rec, err := k.kept(ctx, r)
	if err == nil {
		_, err = rec.contact(person, corrected)
	}
	return err
}

// named is what of a contact is corrected: a name, an address with its pseudonym, or both.
type named Contact

// in is a contact with what is corrected in it.
func (n named) in(c Contact) Contact {
	if n.Address != "" {
		c.Address, c.Subject = n.Address, n.Subject
	}
	if n.Name != "" {
		c.Name = n.Name
	}
	return c
}

// contact is a correction as it is made, whatever the agreement says now.
func (k Desk) contact(ctx context.Context, r Ref, person gdpr.SubjectID, values []Value) (n named, err error) {
	if r.Class != controller.Agreements || person == "" {
		return named{}, errNotFound
	}
	var f faults
	for _, v := range values {
		switch pointer := PointerTo(v.Field); v.Field {
		case ContactName:
			if n.Name = f.line(pointer, v.Value, maxContact); n.Name == "" && !f.has(pointer) {
				f.add(pointer, gdpr.FaultMissing, v.Field)
			}
		case controller.EmailField:
			n.Address = f.address(pointer, v.Value)
		default:
			f.add(pointer, gdpr.FaultUndeclared, v.Field)
		}
	}
	if err := f.err(); err != nil || n.Address == "" {
		return n, err
	}
	n.Subject, err = k.Store.Subject(ctx, r.Controller, n.Address)
	return n, err
}

// contact is which contact of an agreement a correction is of: that of the person, or whom they are
// by then where it was made before. One address is not two people's.
func (r Record) contact(person gdpr.SubjectID, n named) (int, error) {
	at := func(s gdpr.SubjectID) int {
		return slices.IndexFunc(r.Contacts, func(c Contact) bool { return c.Subject == s })
	}
	i, taken := at(person), -1
	if n.Address != "" {
		taken = at(n.Subject)
	}
	switch {
	case i < 0 && taken >= 0 && strings.EqualFold(r.Contacts[taken].Address.Reveal(), n.Address.Reveal()):
		return taken, nil
	case i < 0:
		return 0, errNotFound
	case taken >= 0 && taken != i:
		return 0, gdpr.InvalidFaults([]gdpr.Fault{{Pointer: PointerTo(controller.EmailField), Code: gdpr.FaultDuplicateField}})
	}
	return i, nil
}
