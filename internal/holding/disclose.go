package holding

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// maxCustomer is how long the name of a recipient may be, in characters.
const maxCustomer = 200

// Disclose records that data on a person was given to a recipient, if the declaration
// allows that recipient and those categories for the record's purpose (promises M3, T12).
// Of several applications the newest that may be used is the one that was given. A disclosure
// that is told of again at the same time is the first.
func (k Desk) Disclose(ctx context.Context, by access.Actor, address gdpr.Private, class controller.Class, d Disclosure) (Disclosure, error) {
	g, err := k.enter(by, by.Controller, access.Disclose, class)
	if err != nil {
		return Disclosure{}, err
	}
	var f faults
	address = f.address("/email", address)
	d = g.disclosure(d, k.now(), &f)
	if err := f.err(); err != nil {
		return Disclosure{}, forbidden(err, f)
	}
	rec, err := k.disclosed(ctx, g, address)
	if err != nil {
		return Disclosure{}, err
	}
	if d.At.Before(rec.Received) {
		if d.At.Before(rec.Received.Add(-skew)) {
			f.add("/at", gdpr.FaultClock, "") // nothing was held then
			return Disclosure{}, f.err()
		}
		d.At = rec.Received
	}
	d.Record = rec.Ref
	d.ID = gdpr.DeriveID("disclosure", string(g.d.ID), rec.Ref.String(), d.At.Format(time.RFC3339Nano),
		d.Recipient, d.Customer.Reveal(), strings.Join(d.Categories, " "))
	if err := k.Store.Disclose(ctx, d); err != nil {
		return Disclosure{}, err
	}
	return d, nil
}

// disclosed is the record of a person that data was given from: one that may be used, and that
// a consent still covers where it rests on one.
func (k Desk) disclosed(ctx context.Context, g ground, address gdpr.Private) (Record, error) {
	owner, err := k.Store.Subject(ctx, g.d.ID, address)
	if err != nil {
		return Record{}, err
	}
	all, err := k.Store.Records(ctx, g.d.ID, owner, g.Class)
	if err != nil {
		return Record{}, err
	}
	now := k.now()
	all = slices.DeleteFunc(all, func(r Record) bool { return !r.Term.Kept(now) })
	if len(all) == 0 {
		return Record{}, nothingHeld()
	}
	usable, err := k.consented(ctx, g, slices.DeleteFunc(slices.Clone(all), func(r Record) bool { return !r.Term.Served(now) }))
	if err != nil {
		return Record{}, err
	}
	if len(usable) == 0 {
		return Record{}, errRestricted
	}
	return usable[0], nil
}

// disclosure checks one against the purpose that the record is held for. Another purpose
// would be another processing, of which the person was not told (Art. 5(1)(b)).
func (g ground) disclosure(d Disclosure, now time.Time, f *faults) Disclosure {
	switch _, declared := g.d.Recipient(d.Recipient); {
	case d.Recipient == "":
		f.add("/recipient", gdpr.FaultMissing, "")
	case !declared:
		f.add("/recipient", gdpr.FaultRecipient, d.Recipient)
	case !slices.Contains(g.p.Recipients, d.Recipient):
		f.add("/recipient", gdpr.FaultForbidden, d.Recipient)
	}
	if d.Purpose != "" && d.Purpose != g.p.ID {
		f.add("/purpose", gdpr.FaultUnknownPurpose, string(d.Purpose))
	}
	d.Purpose = g.p.ID
	// The person is told the actual recipient, not only the group of them (Art. 15(1)(c)).
	if d.Customer = f.line("/customer", d.Customer, maxCustomer); d.Customer == "" && !f.has("/customer") {
		f.add("/customer", gdpr.FaultMissing, "")
	}
	if len(d.Categories) == 0 {
		f.add("/categories", gdpr.FaultMissing, "")
	}
	for i, category := range d.Categories {
		if !slices.Contains(g.p.Categories, category) || slices.Contains(d.Categories[:i], category) {
			f.add("/categories/"+strconv.Itoa(i), gdpr.FaultCategory, category)
		}
	}
	d.Categories = slices.Clone(d.Categories)
	d.At = f.happened("/at", d.At, now)
	return d
}

// forbidden: where the declaration forbids the recipient, mending the rest is no use.
func forbidden(err error, f faults) error {
	for _, fault := range f {
		if fault.Code == gdpr.FaultForbidden {
			return &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeDisclosure, Faults: f}
		}
	}
	return err
}

// Disclosures reads to whom a record was given. Of one that may not be used only the
// privacy role does: it has to tell those recipients so (Art. 19).
func (k Desk) Disclosures(ctx context.Context, by access.Actor, r Ref) ([]Disclosure, error) {
	if err := k.overseen(ctx, by, r, access.List); err != nil {
		return nil, err
	}
	return k.Store.Disclosures(ctx, r)
}
