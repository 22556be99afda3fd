package export

import (
	"context"
	"io"
	"slices"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/residence"
)

// Store keeps copies for as long as it takes to fetch them.
type Store interface {
	// Make stores what write writes, and is where it can be fetched for a short while. Whoever is
	// erased since write has read, by the data key that it names, is gdpr.CodeErased, and nothing is
	// stored.
	Make(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID, id gdpr.ID, write func(io.Writer) (key string, err error)) (holding.Download, error)
	// Contents is the content of the files of a controller's records.
	Contents(ctx context.Context, c gdpr.ControllerID) func(item string, file gdpr.ID) (io.ReadCloser, error)
}

// Desk hands copies to their persons.
type Desk struct {
	Controllers *controller.Registry
	Ledger      fulfillment.Ledger
	Store       Store
	Place       residence.Place
	Now         func() time.Time
}

// asThemself is who has read everything, where it was its person: as holding names it.
const asThemself = "own"

// Copy makes the copy of all that is held on the person who came by mail link, now, and is
// where it can be fetched. What is held is read within the making, so that an erasure
// meanwhile is found. Nobody else gets a copy: not staff, and by no other link. Where
// staff have to read it first, and portability was granted of late, it is what is portable alone;
// without that it is fulfillment.ErrReview, and nothing is stored.
func (k Desk) Copy(ctx context.Context, by access.Actor, l gdpr.Language) (holding.Download, error) {
	if by.Way != access.ToOwn || by.Contact == "" {
		return holding.Download{}, &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeRole}
	}
	d, known := k.Controllers.Current(by.Controller)
	if !known {
		return holding.Download{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeController}
	}
	return k.Store.Make(ctx, by.Controller, by.Contact, gdpr.NewID(), func(w io.Writer) (string, error) {
		held, err := k.Ledger.Everything(ctx, by.Controller, by.Contact, asThemself)
		if err != nil {
			return "", err
		}
		if by.Address != "" {
			held.Address = by.Address
		}
		held = held.Judged(k.Controllers)
		c := released(d, held, k.Now(), l)
		c.Place = k.Place
		if c.Portable = held.Unread(d, k.Now()); c.Portable && !held.Portable(k.Now()) {
			return "", fulfillment.ErrReview
		}
		return held.Key, Write(w, c, k.Store.Contents(ctx, by.Controller))
	})
}

// released is the copy as it may be given out: with what staff have read and released of late, as
// long as it is what they have read; without that, what needs no reading. What staff have ever
// taken out stays out either way (Art. 15(4)).
func released(d *controller.Declaration, held fulfillment.Everything, now time.Time, l gdpr.Language) Copy {
	c := Copy{Declaration: d, Held: held, Language: l}
	for _, each := range held.Cases {
		c.Redactions = append(c.Redactions, each.Redactions...)
	}
	if at, ok := held.Released(now); ok {
		c.Reviewed = !slices.ContainsFunc(held.Records, func(r holding.Owned) bool {
			return r.Changed.After(at) && slices.Contains(d.Handling.Review, r.Class)
		})
	}
	return c
}
