package main

import (
	"context"
	"slices"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// What the ledgers hold: `records` of a declaration says until when. It moves sooner and never later
// (retention.Sooner), and the proof of a consent not before what is kept on it.

// The sorts of records in the ledgers, each as a plan names it.
const (
	ofVisitor     kind = "decision of a visitor"
	ofPerson      kind = "consent of a person"
	unconfirmed   kind = "unconfirmed consent"
	request       kind = "request"
	unopened      kind = "unconfirmed request"
	unsorted      kind = "mail not sorted yet"
	correspondent kind = "mail that asks for no right"
	certificate   kind = "certificate of an erasure"
)

// ledgers plans what becomes of the ledgers of a controller.
type ledgers struct {
	*plan
	versions     []*controller.Declaration // by one of which whatever is there was stored
	slide        []gdpr.PurposeID          // that count, or counted, from the last activity, by any of them
	now          time.Time
	applications map[gdpr.ID][]kept      // by the consent that they came with
	profiles     map[gdpr.SubjectID]kept // by whose they are
	consents     map[gdpr.SubjectID][]consent.Consent
	moves        []move
}

func newLedgers(p *plan, deployed *controller.Registry, now time.Time) *ledgers {
	l := &ledgers{
		plan: p, now: now, versions: append(deployed.Versions(p.declaration.ID), p.declaration),
		applications: map[gdpr.ID][]kept{}, profiles: map[gdpr.SubjectID]kept{},
		consents: map[gdpr.SubjectID][]consent.Consent{},
	}
	for _, d := range l.versions {
		l.slide = append(l.slide, consent.Sliding(d)...)
	}
	return l
}

// kept is a record that is kept on a consent, and until when it will be there: for a restriction, which has no
// end, and for a hold beyond its retention. What is not there is kept until 0.
type kept struct {
	ref     holding.Ref
	was     retention.Expiry // by its retention, as it is stored
	until   retention.Expiry
	endless bool
	causes  []gdpr.ID // what it is restricted for
}

// rests notes a record, as it is and as it will be, by the consent that it is kept on.
func (l *ledgers) rests(from, r holding.Record) {
	end := r.Term.Expires()
	if k := (kept{ref: r.Ref, was: from.Term.Due, until: end, endless: end == 0, causes: r.Term.By}); r.Class == controller.Profiles {
		l.profiles[r.Owner] = k
	} else if r.Consent != "" {
		l.applications[r.Consent] = append(l.applications[r.Consent], k)
	}
}

// carried is what is kept on a consent, and what is restricted because it was withdrawn. A profile that is not
// there is among it, if it would be kept on it: one that comes meanwhile keeps the consent as well.
func (l *ledgers) carried(c consent.Consent, all []consent.Consent) []kept {
	on := slices.Clone(l.applications[c.ID])
	if profile := l.profiles[c.Subject]; c.Proves(l.slide, all) || slices.Contains(profile.causes, c.ID) {
		profile.ref = holding.Ref{Controller: c.Controller, Class: controller.Profiles, Owner: c.Subject}
		on = append(on, profile)
	}
	return on
}

// read visits the ledgers, and returns what moves there.
func (l *ledgers) read(ctx context.Context, s dynamo.Redating) ([]move, error) {
	err := s.EachLedger(ctx, l.declaration.ID, dynamo.Ledgers{
		Visitor: l.visitor, Request: l.request, Erasure: l.erasure,
		Consent: func(c consent.Consent) error {
			l.consents[c.Subject] = append(l.consents[c.Subject], c)
			return nil
		},
	})
	for _, all := range l.consents {
		for _, c := range all {
			if err == nil {
				err = l.consent(c, all)
			}
		}
	}
	return l.moves, err
}

// by tells the end of something by a declaration.
type by func(*controller.Declaration) (retention.Expiry, error)

// told reports whether a version gives the end that is stored, as one of these tells it. An end that none gives
// was made later by something that is gone since, as a profile by an activity: no declaration says when it would
// be sooner, and it stays as the person was told.
func (l *ledgers) told(was retention.Expiry, ends ...by) bool {
	return slices.ContainsFunc(l.versions, func(d *controller.Declaration) bool {
		return slices.ContainsFunc(ends, func(of by) bool {
			end, err := of(d)
			return err == nil && end == was
		})
	})
}

// sooner counts a record that ends then by the declaration, and says where to it moves, if it does: where
// a version gives the end that it has, and by what lies between them.
func (l *ledgers) sooner(k kind, was, end retention.Expiry, told bool) (retention.Expiry, bool) {
	to, moved := retention.Sooner(was, end, l.now)
	if !told {
		l.add(k, ending{from: was, untold: moved}, l.now)
		return was, false
	}
	l.add(k, ending{from: was, to: to, moved: moved, stays: was != 0 && end > was}, l.now)
	return to, moved
}

func (l *ledgers) visitor(r consent.Record) error {
	end, err := r.EndBy(l.declaration)
	if err != nil {
		return err
	}
	if to, moved := l.sooner(ofVisitor, r.Expires, end, l.told(r.Expires, r.EndBy)); moved {
		r.Choices = nil // they are many, and no move needs them
		l.moves = append(l.moves, func(ctx context.Context, s dynamo.Redating) error { return s.MoveVisitor(ctx, r, to) })
	}
	return nil
}

func (l *ledgers) consent(c consent.Consent, all []consent.Consent) error {
	var was, last retention.Expiry
	var on []holding.Ref
	for _, r := range l.carried(c, all) {
		was, last, on = max(was, r.was), max(last, r.until), append(on, r.ref)
		if r.endless {
			last = max(last, c.Expires)
		}
	}
	end, err := c.EndBy(l.declaration, min(last, c.Expires)) // what is kept longer makes it no later
	if err != nil {
		return err
	}
	k := ofPerson
	if !c.Confirmed() {
		k = unconfirmed
	}
	beside := func(carried retention.Expiry) by {
		return func(d *controller.Declaration) (retention.Expiry, error) { return c.EndBy(d, carried) }
	}
	if to, moved := l.sooner(k, c.Expires, end, l.told(c.Expires, beside(0), beside(was))); moved {
		l.moves = append(l.moves, func(ctx context.Context, s dynamo.Redating) error {
			return s.MoveConsent(ctx, c, l.declaration.Version, to, on)
		})
	}
	return nil
}

func (l *ledgers) request(r rights.Request, history []rights.Entry) error {
	if r.Expires == 0 { // it is under way, or restricts
		l.add(request, ending{}, l.now)
		return nil
	}
	k := request
	switch {
	case r.Workflow == rights.Unsorted:
		k = unsorted
	case r.Identity == rights.Unproven && len(r.Rights) == 0:
		k = correspondent
	case r.Identity == rights.Unproven:
		k = unopened
	}
	end, err := r.EndBy(l.declaration, history)
	if err != nil {
		l.unclear = append(l.unclear, err.Error())
		l.add(k, ending{}, l.now)
		return nil
	}
	told := l.told(r.Expires, func(d *controller.Declaration) (retention.Expiry, error) { return r.EndBy(d, history) })
	if to, moved := l.sooner(k, r.Expires, r.Spared(end, l.now), told); moved {
		l.moves = append(l.moves, func(ctx context.Context, s dynamo.Redating) error { return s.MoveRequest(ctx, r, r.EndingAt(to)) })
	}
	return nil
}

func (l *ledgers) erasure(e holding.Erasure, was retention.Expiry) error {
	end, err := e.EndBy(l.declaration)
	if err != nil {
		return err
	}
	if to, moved := l.sooner(certificate, was, end, l.told(was, e.EndBy)); moved {
		l.moves = append(l.moves, func(ctx context.Context, s dynamo.Redating) error { return s.MoveErasure(ctx, e, was, to) })
	}
	return nil
}
