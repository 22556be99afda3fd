package api

import (
	"context"
	"net/http"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/site"
)

// Owning shows people what is held on them. Its methods promise what holding.Desk's do.
type Owning interface {
	Own(ctx context.Context, by access.Actor) ([]holding.Owned, error)
	OwnFile(ctx context.Context, by access.Actor, r holding.Ref, file gdpr.ID) (holding.Download, error)
}

// askOwn has a link mailed by which a person sees what is held on them.
func (a *Holdings) askOwn(c *call) error {
	return a.askFor(c, access.ToOwn, ownAddressForm, site.PageSentOwn)
}

// openOwn shows a person what is held on them and to whom it was given (promises M3 and
// M8), or hands one file.
func (a *Holdings) openOwn(c *call) error {
	e, err := a.enter(c, access.ToOwn, ownForm)
	if err != nil {
		return err
	}
	if e.item != "" {
		return hand(c, e, a.Desk.OwnFile, site.PageOpenOwn)
	}
	records, err := a.Desk.Own(c.r.Context(), e.by)
	if err != nil {
		return err
	}
	if c.page {
		c.html(http.StatusOK, site.Own(c.view(), site.OwnView{Proof: e.proof, Records: records}))
		return nil
	}
	c.json(http.StatusOK, newOwned(records))
	return nil
}

// ownRecords is what is held on a person, as JSON for that person.
type ownRecords struct {
	Records []ownRecord `json:"records"`
}

type ownRecord struct {
	heldRecord
	Disclosures []disclosure `json:"disclosures"` // newest first
}

func newOwned(records []holding.Owned) ownRecords {
	out := ownRecords{Records: []ownRecord{}}
	for _, r := range records {
		own := ownRecord{newHeld(r.Record), []disclosure{}}
		for _, d := range r.Disclosures {
			own.Disclosures = append(own.Disclosures, newDisclosure(d))
		}
		out.Records = append(out.Records, own)
	}
	return out
}
