package dynamo

import (
	"context"
	"errors"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// Put stores a new case with all that has happened to it, by one call for the person's key
// and one transaction.
func (s Cases) Put(ctx context.Context, c rights.Case, idempotencyKey string) (rights.Case, bool, error) {
	who, err := s.holder(ctx, &c.Request, idempotencyKey)
	if err != nil {
		return rights.Case{}, false, err
	}
	w, err := s.beginning(ctx, c, who)
	if err != nil {
		return rights.Case{}, false, err
	}
	err = w.write(ctx)
	if r, refused := errors.AsType[*refusal](err); refused && r.by(0) {
		stored, err := s.Case(ctx, c.Controller, c.ID)
		return stored, false, err
	}
	return c, true, conflict(err)
}

// holder finds the keys to what a case holds, and fills in what derives from them. A case
// without an address, of somebody who wrote a letter, is under a pseudonym of its own: it is
// tied to nobody else's.
func (s Cases) holder(ctx context.Context, r *rights.Request, idempotencyKey string) (person, error) {
	if idempotencyKey != "" && r.Address == "" {
		r.ID = gdpr.DeriveID("lodged", string(r.Controller), idempotencyKey)
	}
	name := r.Address
	if name == "" {
		name = gdpr.Private("case " + string(r.ID)) // no address: it has no @
	}
	who, err := s.person(ctx, r.Controller, name)
	if err != nil {
		return who, err
	}
	if idempotencyKey != "" && r.Address != "" {
		r.ID = gdpr.DeriveID("lodged", string(r.Controller), string(who.subject), idempotencyKey)
	}
	r.Subject, r.Said, r.Revision = who.subject, who.secret.MAC("text", r.Text.Reveal()), 1
	return who, nil
}

// beginning is what a new case writes, its head first.
func (s Cases) beginning(ctx context.Context, c rights.Case, who person) (*writing, error) {
	r := c.Request
	var standing map[gdpr.Right]rights.Request
	if len(rightsStanding(r)) > 0 {
		var err error
		if standing, err = s.Standing(ctx, r.Controller, r.Subject); err != nil {
			return nil, err
		}
	}
	w := &writing{Cases: s, request: r, key: &who.key}
	head, err := newCase(r, who, c.History)
	if err != nil {
		return nil, err
	}
	added := []any{head}
	for _, e := range c.History {
		line, err := newLine(w.pk(), e, r, w.key)
		if err != nil {
			return nil, err
		}
		added = append(added, line)
	}
	if n := len(c.History); n > 0 {
		mails, err := w.mails(ordersAfter(rights.Request{Controller: r.Controller}, r, c.History[n-1]))
		if err != nil {
			return nil, err
		}
		added = append(added, mails...)
	}
	if w.items, err = s.puts(append(added, s.newStanding(r, rightsStanding(r), standing)...)...); err != nil {
		return nil, err
	}
	if r.Workflow == rights.InAnother && len(r.Rights) > 0 {
		w.add(s.stillStanding(r, r.Rights[0]))
	}
	sealed, err := s.sealedBy(termOfCase(r))
	w.add(sealed...)
	return w, err
}
