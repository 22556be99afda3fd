package main

import (
	"context"
	"io"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/api"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/export"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/platform"
	"ordholden/internal/rights"
	"ordholden/internal/s3"
)

// ownPage wires a person's own page.
func ownPage(env *platform.Environment, table *dynamo.Table, cases rights.Desk, records holding.Desk) api.Own {
	desk := fulfillment.Desk{
		Controllers: records.Controllers, Cases: cases, Ledger: dynamo.Overview{Table: table}, Records: records,
		Suppressions: dynamo.Suppressions{Table: table},
		Consents:     consent.Desk{Controllers: records.Controllers, Dossiers: dynamo.Consents{Table: table}, Now: time.Now},
		Now:          time.Now, Log: platform.Log(),
	}
	return api.Own{
		Desk: desk, Sessions: dynamo.Doors{Table: table}, Deadlines: cases, Now: time.Now,
		Copies: copier{desk, s3.NewCopies(env, table.KeyName), time.Now},
	}
}

// copier makes the copy of all that is held on a person when it is asked for: read, written
// and stored between two looks at their data key.
type copier struct {
	desk   fulfillment.Desk
	copies s3.Copies
	now    func() time.Time
}

// Copy does what api.Copying promises. A case that staff have read and released says what
// is redacted; without one, what others wrote is left out where the declaration asks for review.
func (k copier) Copy(ctx context.Context, by access.Actor, l gdpr.Language) (holding.Download, error) {
	d, ok := k.desk.Controllers.Current(by.Controller)
	if !ok {
		return holding.Download{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeController}
	}
	return k.copies.Make(ctx, d.ID, by.Contact, gdpr.NewID(), func(w io.Writer) error {
		held, err := k.desk.Own(ctx, by)
		if err != nil {
			return err
		}
		return export.Write(w, k.of(d, held, l), k.copies.Contents(ctx, d.ID))
	})
}

func (k copier) of(d *controller.Declaration, held fulfillment.Everything, l gdpr.Language) export.Copy {
	c := export.Copy{Declaration: d, Held: held, Language: l}
	if released, ok := held.Released(k.now()); ok {
		c.Redactions, c.Reviewed = released.Redactions, true
	}
	return c
}
