package again

import (
	"context"
	"fmt"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
)

// Mails tells which mails that ask about a consent reached nobody.
type Mails interface {
	// Missed returns those that could still be answered, anew or before the end, the oldest first,
	// from a place on ("" for the first), and the place after them, "" at the end. There may be fewer than
	// the limit, or none, and more after them. A place that is none is gdpr.Invalid.
	Missed(ctx context.Context, c gdpr.ControllerID, from string, limit int) ([]outbox.Letter, string, error)
}

// Missed shows staff whom no mail reached: whoever is not asked loses by it, and never hears why.
type Missed struct {
	Desk
	Mails Mails
}

// Unreached is one of them.
type Unreached struct {
	outbox.Letter                  // the mail that came back, or never went
	Purposes      []gdpr.PurposeID // on which the person is to decide
}

// List returns those of a page who still have something to decide on. Who has answered on their own
// page, withdrawn, or decided by a later consent, is on it no more.
func (m Missed) List(ctx context.Context, c gdpr.ControllerID, from string, limit int) ([]Unreached, string, error) {
	letters, more, err := m.Mails.Missed(ctx, c, from, limit)
	if err != nil {
		return nil, "", fmt.Errorf("whom no mail reached at %s: %w", c, err)
	}
	var all []Unreached
	for _, l := range letters {
		open, err := m.asks(ctx, l)
		if err != nil {
			return nil, "", fmt.Errorf("whom no mail reached at %s: %w", c, err)
		}
		if len(open) > 0 {
			all = append(all, Unreached{Letter: l, Purposes: open})
		}
	}
	return all, more, nil
}

// asks is the purposes that a mail still asks about.
func (m Missed) asks(ctx context.Context, l outbox.Letter) ([]gdpr.PurposeID, error) {
	if l.Kind == outbox.ConsentRenew {
		return m.renews(ctx, *l.Consent)
	}
	if q, ok := l.Consent.Again(m.Controllers, m.Now()); !ok || Entry(q) != l.Asked() {
		return nil, nil
	}
	return m.open(ctx, *l.Consent, m.Now())
}

// renews is the purpose that a consent can be renewed for, if it is still what counts for it.
func (m Missed) renews(ctx context.Context, held consent.Consent) ([]gdpr.PurposeID, error) {
	d, known := m.Controllers.Current(held.Controller)
	if !known {
		return nil, nil
	}
	p, asked := d.FurtherStorage()
	if !asked || !held.Gives(m.Controllers, p.ID, m.Now()) {
		return nil, nil
	}
	all, err := m.Store.Of(ctx, held.Controller, held.Subject)
	if err != nil || held.Overtaken(p.ID, all) {
		return nil, err
	}
	return []gdpr.PurposeID{p.ID}, nil
}
