package desktest

import (
	"context"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

// Recognize finds an application of the person.
func (k *Desk) Recognize(_ context.Context, by access.Actor, address gdpr.Private) ([]holding.Record, error) {
	return []holding.Record{k.Record(RefOf(by.Controller, controller.Applications))}, k.call(Call{What: "recognize", By: by, Address: address})
}

// List is one record, and another page.
func (k *Desk) List(_ context.Context, by access.Actor, class controller.Class, before time.Time, limit int) ([]holding.Record, time.Time, error) {
	bare := k.Record(RefOf(by.Controller, class))
	bare.Fields, bare.Files, bare.Contacts = nil, nil, nil
	return []holding.Record{bare}, k.Now, k.call(Call{What: "list " + string(class), By: by, With: []any{before, limit}})
}

// Show shows the record.
func (k *Desk) Show(_ context.Context, by access.Actor, r holding.Ref) (holding.Record, error) {
	return k.Record(r), k.call(Call{What: "show", By: by, Ref: r})
}

// Readings is one reading.
func (k *Desk) Readings(_ context.Context, by access.Actor, r holding.Ref) ([]holding.Reading, error) {
	return []holding.Reading{{At: k.Now, Actor: "sub", What: "record"}}, k.call(Call{What: "readings", By: by, Ref: r})
}

// Disclosures is one disclosure.
func (k *Desk) Disclosures(_ context.Context, by access.Actor, r holding.Ref) ([]holding.Disclosure, error) {
	return []holding.Disclosure{{ID: ID, Record: r, At: k.Now, Recipient: "customers", Customer: "Bedrift AS", Purpose: "recruitment", Categories: []string{"profile"}}},
		k.call(Call{What: "disclosures", By: by, Ref: r})
}

// Restrict restricts.
func (k *Desk) Restrict(_ context.Context, by access.Actor, r holding.Ref) (holding.Record, error) {
	held := k.Record(r)
	held.Term.Restricted = k.Now
	return held, k.call(Call{What: "restrict", By: by, Ref: r})
}

// Lift lifts.
func (k *Desk) Lift(_ context.Context, by access.Actor, r holding.Ref) (holding.Record, error) {
	return k.Record(r), k.call(Call{What: "lift", By: by, Ref: r})
}

// Hold holds.
func (k *Desk) Hold(_ context.Context, by access.Actor, r holding.Ref, keep holding.Keeping) (holding.Record, error) {
	held := k.Record(r)
	held.Term.Holds = []retention.Hold{{ID: Held, Ground: keep.Ground, Until: held.Term.Due + 1, Placed: k.Now}}
	return held, k.call(Call{What: "hold", By: by, Ref: r, With: keep})
}

// Release releases.
func (k *Desk) Release(_ context.Context, by access.Actor, r holding.Ref, hold gdpr.ID) (holding.Record, error) {
	return k.Record(r), k.call(Call{What: "release", By: by, Ref: r, With: hold})
}

// Open stores an agreement.
func (k *Desk) Open(_ context.Context, by access.Actor, a holding.Draft) (holding.Record, error) {
	return k.Record(RefOf(by.Controller, controller.Agreements)), k.call(Call{What: "open", By: by, With: a})
}

// Amend changes it.
func (k *Desk) Amend(_ context.Context, by access.Actor, r holding.Ref, revision int, a holding.Draft) (holding.Record, error) {
	return k.Record(r), k.call(Call{What: "amend", By: by, Ref: r, With: []any{revision, a}})
}

// Advance moves it on.
func (k *Desk) Advance(_ context.Context, by access.Actor, r holding.Ref, on holding.Step, day time.Time) (holding.Record, error) {
	return k.Record(r), k.call(Call{What: "advance", By: by, Ref: r, With: []any{on, day}})
}

// Erase erases.
func (k *Desk) Erase(_ context.Context, by access.Actor, address gdpr.Private, request gdpr.ID) (holding.Erasure, error) {
	return holding.Erasure{
		ID: ID, Controller: by.Controller, Case: request, At: k.Now,
		Deleted: []holding.Deleted{{Class: controller.Applications, Purpose: "recruitment", Received: k.Now, Files: 2}},
		Kept:    []holding.Kept{{Class: controller.Agreements, Purpose: "agreements", Ground: "accounting", Until: k.Now.AddDate(5, 0, 0)}},
	}, k.call(Call{What: "erase", By: by, Address: address, With: request})
}

// Sign signs.
func (k *Desk) Sign(_ context.Context, d *controller.Declaration, e holding.Erasure, _ gdpr.Language) (string, error) {
	return Certificate, k.call(Call{What: "sign", Controller: d.ID, With: e})
}
