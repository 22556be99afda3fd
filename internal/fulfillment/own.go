package fulfillment

// The person's own page: every method takes an actor with Way ToOwn, and acts on nobody but them.

import (
	"context"
	"errors"
	"slices"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

var errNotFound = &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}

// themself is who has read, where it was the person: their pseudonym stands in the key of the reading.
const themself = "own"

// person is the declaration of whose page it is, for whoever came to see their own.
func (k Desk) person(by access.Actor) (*controller.Declaration, error) {
	d, err := k.controller(by.Controller)
	if err != nil {
		return nil, err
	}
	if by.Contact == "" || by.Way != access.ToOwn {
		return nil, &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeRole}
	}
	return d, nil
}

// Own reads everything that is held on the person. That they read it is stored before.
func (k Desk) Own(ctx context.Context, by access.Actor) (Everything, error) {
	d, err := k.person(by)
	if err != nil {
		return Everything{}, err
	}
	all, err := k.Ledger.Everything(ctx, d.ID, by.Contact, themself)
	if all.Address == "" {
		all.Address = by.Address
	}
	all = all.Judged(k.Controllers)
	for i, one := range all.Consents { // what counts no more can be said anew
		if all.Consents[i].Asks = k.asks(d, one.Consent, all); all.Consents[i].Asks == consent.Affirm {
			all.Consents[i].Lapsed = one.Consent.Lapsed(k.Controllers, k.now())
		}
	}
	if k.welcomed(d, all.said(), all.Suppressed) {
		all.Suppressed = time.Time{}
	}
	return all, err
}

// File is where the person can download a file of theirs. One that staff have taken out of what
// they see, because it concerns somebody else (Art. 15(4)), is none.
func (k Desk) File(ctx context.Context, by access.Actor, r holding.Ref, file gdpr.ID) (holding.Download, error) {
	d, err := k.person(by)
	if err != nil {
		return holding.Download{}, err
	}
	cases, err := k.Docket.Of(ctx, d.ID, by.Contact)
	if err != nil {
		return holding.Download{}, err
	}
	at := Place{r.String(), OfFile(file)}
	for _, c := range cases {
		if slices.ContainsFunc(c.Redactions, func(x rights.Redaction) bool { return placeOf(x) == at }) {
			return holding.Download{}, errNotFound
		}
	}
	return k.Records.OwnFile(ctx, by, r, file)
}

// Act does what the person asks on their own page: a case, confirmed from the start, carried out as
// far as it can be now. Once the case is stored, what fails is left to the clock.
func (k Desk) Act(ctx context.Context, by access.Actor, asked rights.Lodged) (rights.Case, error) {
	d, err := k.person(by)
	if err != nil {
		return rights.Case{}, err
	}
	if err := k.named(ctx, d, by, asked.Corrections); err != nil {
		return rights.Case{}, err
	}
	held, err := k.Cases.Lodge(ctx, by, asked)
	if err != nil {
		return rights.Case{}, err
	}
	return k.onward(ctx, &job{Desk: k, d: d, held: held, by: rights.ByClock}), nil
}

// named: a correction of an agreement that does not name the person is of one that is not there
// (threat H13).
func (k Desk) named(ctx context.Context, d *controller.Declaration, by access.Actor, asked []rights.Correction) error {
	ofAgreement := func(c rights.Correction) bool {
		ref, ok := holding.ParseRef(d.ID, c.Item)
		return ok && ref.Class == controller.Agreements
	}
	if !slices.ContainsFunc(asked, ofAgreement) {
		return nil
	}
	all, err := k.Records.NamedIn(ctx, d.ID, by.Contact)
	if err != nil {
		return err
	}
	for _, c := range asked {
		found := slices.ContainsFunc(all, func(r holding.Record) bool { return r.String() == c.Item })
		if ofAgreement(c) && !found {
			return errNotFound
		}
	}
	return nil
}

// asks is what the person may say yes to anew about a consent of theirs: to what a version changed, or
// to being kept, once the mails before the end would ask for it. Of several consents to the same the last counts.
func (k Desk) asks(d *controller.Declaration, one consent.Consent, all Everything) consent.Event {
	others := all.said()
	decidedSince := func(p gdpr.PurposeID) bool {
		purpose, _ := d.Purpose(p)
		return purpose.Asks == controller.Persons && one.Overtaken(p, others)
	}
	lapsed := one.Lapsed(k.Controllers, k.now())
	if slices.ContainsFunc(lapsed, func(v consent.Verdict) bool { return !decidedSince(v.Purpose) }) {
		return consent.Affirm
	}
	keeps, declared := d.FurtherStorage()
	ends := slices.ContainsFunc(all.Records, func(r holding.Owned) bool {
		end := r.Term.Expires()
		return r.Class == controller.Profiles && end != 0 && end.Time().Sub(k.now()) < consent.RenewFor
	})
	if declared && ends && len(lapsed) == 0 && one.Gives(k.Controllers, keeps.ID, k.now()) && !decidedSince(keeps.ID) {
		return consent.Renew
	}
	return ""
}

// Affirm answers yes or no to each thing that a version changed of one of the person's consents
// (promise T15), and Renew says yes to being kept (promise M6). Somebody else's is none. The same
// again is no error.
func (k Desk) Affirm(ctx context.Context, by access.Actor, id gdpr.ID, answers []consent.Choice, seen consent.Seen) error {
	d, err := k.theirs(ctx, by, id)
	if err != nil {
		return err
	}
	if _, err := k.Consents.AffirmPerson(ctx, by.Controller, id, answers, seen); err != nil {
		return err
	}
	k.followed(ctx, d, id) // of what was declined
	return nil
}

// Renew is described at Affirm.
func (k Desk) Renew(ctx context.Context, by access.Actor, id gdpr.ID) error {
	d, err := k.theirs(ctx, by, id)
	if err != nil {
		return err
	}
	if _, declared := d.FurtherStorage(); !declared {
		return errState
	}
	_, err = k.Consents.RenewPerson(ctx, d.ID, id)
	return err
}

// theirs finds a consent of the person's: that it is theirs comes before all else that is said of it.
func (k Desk) theirs(ctx context.Context, by access.Actor, id gdpr.ID) (*controller.Declaration, error) {
	d, err := k.person(by)
	if err != nil {
		return nil, err
	}
	held, err := k.Consents.Dossiers.Consent(ctx, d.ID, id)
	if err == nil && held.Subject != by.Contact {
		err = errNotFound
	}
	return d, err
}

// Withdraw takes one consent of the person's back, at once: whole, or for some purposes where any are
// named. Somebody else's is none. What is withdrawn already is no error.
func (k Desk) Withdraw(ctx context.Context, by access.Actor, consent gdpr.ID, purposes ...gdpr.PurposeID) error {
	d, err := k.theirs(ctx, by, consent)
	if err != nil {
		return err
	}
	if len(purposes) > 0 {
		_, err = k.Consents.WithdrawPart(ctx, d.ID, consent, purposes)
	} else {
		_, err = k.Consents.WithdrawPerson(ctx, d.ID, consent)
	}
	if err != nil {
		return err
	}
	k.followed(ctx, d, consent)
	return nil
}

// followed does at once what a withdrawal means for records; what fails is left to the clock, which
// follows within a minute.
func (k Desk) followed(ctx context.Context, d *controller.Declaration, consent gdpr.ID) {
	if k.Withdrawals == nil {
		return
	}
	if err := k.follow(ctx, d, consent); err != nil {
		k.logged(ctx, "withdrawal not followed", d.ID, consent, err)
	}
}

// Stop cancels an erasure of the person's that is announced. What an objection in the same case
// restricted is as before; a restriction that was granted stands. Stopped twice it shows the same again; once it has begun, nothing stops it.
func (k Desk) Stop(ctx context.Context, by access.Actor, id gdpr.ID) (rights.Case, error) {
	d, err := k.person(by)
	if err != nil {
		return rights.Case{}, err
	}
	for range races {
		var held rights.Case
		if held, err = k.Cases.Cases.Case(ctx, d.ID, id); err != nil {
			return rights.Case{}, err
		}
		switch {
		case held.Subject != by.Contact:
			return rights.Case{}, errNotFound
		case held.Workflow == rights.Revoked:
			return held, nil
		case held.Workflow != rights.Cooling:
			return rights.Case{}, errState
		}
		j := &job{Desk: k, d: d, held: held, by: rights.ByPerson}
		if err = j.step(ctx, rights.Entry{On: rights.Cancel}, nil); err == nil {
			return k.onward(ctx, j), nil
		}
		if gdpr.KindOf(err) != gdpr.Conflict || errors.Is(err, errState) {
			return j.held, err
		}
	}
	return rights.Case{}, err
}
