package dynamo

import (
	"context"
	"errors"
	"fmt"

	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// Cases keeps requests: rights.Cases on the table.
type Cases struct{ *Table }

var _ rights.Cases = Cases{}

// Receive stores a request, whoever it is from, by one call for the person's key
// and one transaction.
func (s Cases) Receive(ctx context.Context, r rights.Request, idempotencyKey string) (rights.Request, bool, error) {
	who, err := s.person(ctx, r.Controller, r.Address)
	if err != nil {
		return rights.Request{}, false, err
	}
	if idempotencyKey != "" {
		// The pseudonym is in it so that nobody else's key can find this request.
		r.ID = gdpr.DeriveID("request", string(r.Controller), string(who.subject), idempotencyKey)
	}
	r.Subject, r.Said, r.Revision = who.subject, who.secret.MAC("text", r.Text.Reveal()), 1
	on := rights.Entry{At: r.Received, On: rights.Receive, By: rights.ByPerson}
	head, err := newCase(r, who, []rights.Entry{on})
	if err != nil {
		return rights.Request{}, false, err
	}
	line, err := newLine(head.PK, on, r, &who.key)
	if err != nil {
		return rights.Request{}, false, err
	}
	writes, err := s.puts(head, line,
		newMail(r.Controller, head.PK, outbox.Order{
			Entry: string(outbox.RequestConfirm), Kind: outbox.RequestConfirm, Network: r.Network, At: r.Received,
		}, r.Expires))
	if err != nil {
		return rights.Request{}, false, err
	}
	sealed, err := s.sealedBy(termOfCase(r))
	if err != nil {
		return rights.Request{}, false, err
	}
	writes = append(writes, sealed...)
	err = fenced(s.write(ctx, append(writes, s.fence(r.Controller, who.subject, who.key))...), len(writes))
	if _, taken := errors.AsType[*refusal](err); taken {
		stored, err := s.Case(ctx, r.Controller, r.ID)
		return stored.Request, false, err
	}
	return r, true, inFlight(idempotencyKey, err)
}

// opens is which links open a case for what somebody wants to do there.
var opens = map[rights.Door][]link.Action{
	rights.ToConfirm: {link.Confirm},
	rights.ToRefuse:  {link.Confirm},
	rights.ToFollow:  {link.Confirm, link.Follow},
	rights.ToStop:    {link.Cancel},
}

// Open reads a case for whoever holds its link.
func (s Cases) Open(ctx context.Context, c gdpr.ControllerID, p gdpr.Proof, d rights.Door) (rights.Case, gdpr.Strength, error) {
	held, strength, err := s.open(ctx, c, kindCase, p, opens[d]...)
	if err != nil {
		return rights.Case{}, gdpr.Unproven, err
	}
	opened, err := s.caseFrom(ctx, held)
	if err == nil && d == rights.ToConfirm && held.locked() && opened.NeedsCode() {
		return rights.Case{}, gdpr.Unproven, s.lock(ctx, held, opens[d]...)
	}
	return opened, strength, err
}

// Case reads one by its id alone.
func (s Cases) Case(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (rights.Case, error) {
	held, err := s.dossier(ctx, c, kindCase, id)
	if err != nil {
		return rights.Case{}, err
	}
	return s.caseFrom(ctx, held)
}

// caseFrom is a case with its history.
func (s Cases) caseFrom(ctx context.Context, d *dossier) (rights.Case, error) {
	r, err := s.requestFrom(ctx, d)
	if err != nil {
		return rights.Case{}, fmt.Errorf("case %s: %w", d.id, err)
	}
	c := rights.Case{Request: r}
	for _, e := range sortedEvents(append(d.events, d.written()...)) {
		line, err := s.entry(ctx, d, e)
		if err != nil {
			return rights.Case{}, fmt.Errorf("case %s: %w", d.id, err)
		}
		c.History = append(c.History, line)
	}
	return c, nil
}

func (s Cases) entry(ctx context.Context, d *dossier, e eventItem) (rights.Entry, error) {
	at, err := unstamp(e.At)
	line := rights.Entry{At: at, On: rights.Event(e.On), By: e.By, Right: gdpr.Right(e.Right)}
	if err != nil || e.Sealed == nil {
		return line, err
	}
	open, err := s.opener(ctx, d)
	if err != nil {
		return line, err
	}
	var p linePersonal
	err = open(e.Sealed, e.item, &p)
	line.Text = gdpr.Private(p.Text)
	return line, err
}

// termOfCase is the term record of a request. Its purpose is its ledger's, which every
// controller keeps for the same.
func termOfCase(r rights.Request) termItem {
	return newTerm(partition(r.Controller, kindCase, string(r.ID)), kindCase, r.Subject, retention.ClassRequest, "", "", r.Expires)
}

// personal opens what is sealed of a head. Where the key is gone, or is a newer one
// than it was sealed under, the person has been erased: the ledger stays, and says
// nothing of whom it was about.
func (t *Table) personal(ctx context.Context, d *dossier, h headItem) (p personal, err error) {
	open, err := t.opener(ctx, d)
	if err != nil {
		return p, err
	}
	return p, open(h.Sealed, h.item, &p)
}
