package fulfillment

import (
	"context"
	"errors"
	"slices"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

// withdraw takes back every consent of the person's that stands, at once (Art. 7(3)). What
// rested on them alone follows by follow.
func (j *job) withdraw(ctx context.Context) error {
	if _, err := j.Consents.WithdrawAll(ctx, j.held.Controller, j.held.Subject); err != nil {
		return err
	}
	return j.done(ctx, rights.Outcome{Right: gdpr.Withdrawal, Result: rights.Granted}, nil, nil)
}

// margin is how long after the last moment to take a withdrawal back its records end: a restoring
// that another process began in that moment is stored by then.
const margin = time.Minute

// follow does what a withdrawal means for records, however it was made: by form, by mail link, on
// the own page, by a case, or for some purposes alone. Where the consent was the
// only basis of a record, that is restricted at once, and ends (Art. 17(1)(b)) when the withdrawal
// cannot be taken back any more. Where it was taken back, or another consent has come to stand, the
// record is as before.
func (k Desk) follow(ctx context.Context, d *controller.Declaration, id gdpr.ID) error {
	held, err := k.Consents.Dossiers.Consent(ctx, d.ID, id)
	if gdpr.KindOf(err) == gdpr.NotFound {
		return k.Withdrawals.Done(ctx, d.ID, id, time.Time{}) // erased, and the records with it
	}
	if err != nil {
		return err
	}
	gone, stays, err := k.rest(ctx, d, held)
	if err != nil {
		return err
	}
	err = k.every(stays, func(r holding.Ref) error { _, err := k.Records.LiftFor(ctx, r, id); return err })
	if err != nil {
		return err
	}
	over, waits, next := k.ends(held, gone)
	err = errors.Join(k.suspend(ctx, waits, id),
		k.every(over, func(r holding.Ref) error { return k.Records.End(ctx, r, id) }))
	switch {
	case err != nil:
		return err
	case !next.IsZero():
		return k.Withdrawals.Later(ctx, d.ID, id, held.Decided, next)
	}
	return k.Withdrawals.Done(ctx, d.ID, id, held.Decided)
}

// ends tells records whose withdrawal cannot be taken back any more from those that wait for that, and
// when the next of them ends: each by when its own purpose was taken back, whatever was decided on the
// others since. One that was withdrawn whole is looked at again at its end in any case.
func (k Desk) ends(held consent.Consent, gone []holding.Owned) (over, waits []holding.Owned, next time.Time) {
	later := func(since time.Time) bool {
		end := since.Add(consent.RestoreFor + margin)
		if !k.now().Before(end) {
			return false
		}
		if next.IsZero() || end.Before(next) {
			next = end
		}
		return true
	}
	for _, r := range gone {
		since, taken := held.Withdrew(r.Purpose)
		if !taken {
			since = held.Decided
		}
		if later(since) {
			waits = append(waits, r)
		} else {
			over = append(over, r)
		}
	}
	if held.State == consent.Ended {
		later(held.Decided)
	}
	return over, waits, next
}

// suspend restricts records for a withdrawn consent, beside what restricts them already.
func (k Desk) suspend(ctx context.Context, records []holding.Owned, id gdpr.ID) error {
	return k.every(records, func(r holding.Ref) error { _, err := k.Records.RestrictFor(ctx, r, id); return err })
}

// every does something to each record, and goes on where one fails. One that has ended is passed over.
func (k Desk) every(records []holding.Owned, do func(holding.Ref) error) error {
	var failed []error
	for _, rec := range records {
		if err := do(rec.Ref); err != nil && gdpr.KindOf(err) != gdpr.NotFound {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

// rest is the records of which a consent is, or was, the only basis: an application that came with
// it; and what is held for a purpose that it was to. Gone is the basis of those to whose purpose it
// does not stand any more, unless another consent to that does. One that is older than this withdrawal
// does not: the person has taken back the purpose since, and what they said last counts.
func (k Desk) rest(ctx context.Context, d *controller.Declaration, held consent.Consent) (gone, stays []holding.Owned, err error) {
	records, err := k.Records.Held(ctx, d.ID, held.Subject)
	if err != nil || len(records) == 0 {
		return nil, nil, err
	}
	said, err := k.Consents.Dossiers.Of(ctx, d.ID, held.Subject)
	if err != nil {
		return nil, nil, err
	}
	for _, r := range records {
		p, declared := d.Purpose(r.Purpose)
		rests := r.Consent == held.ID || r.Consent == "" && about(held, r.Purpose)
		if !declared || p.Basis != gdpr.BasisConsent || !rests {
			continue
		}
		_, taken := held.Withdrew(r.Purpose)
		taken = taken || held.State == consent.Ended
		other := func(c consent.Consent) bool {
			return c.ID != held.ID && c.State == consent.Standing && gives(c, r.Purpose) && !c.TakenBack(r.Purpose, said)
		}
		if taken && (r.Consent != "" || !slices.ContainsFunc(said, other)) {
			gone = append(gone, r)
		} else {
			stays = append(stays, r)
		}
	}
	return gone, stays, nil
}

// about reports whether a consent is or was to a purpose.
func about(c consent.Consent, p gdpr.PurposeID) bool {
	return slices.ContainsFunc(c.Choices, func(o consent.Choice) bool { return o.Purpose == p && o.Decision != gdpr.Refused })
}

// gives reports whether a consent is to a purpose now.
func gives(c consent.Consent, p gdpr.PurposeID) bool {
	return slices.Contains(c.Choices, consent.Choice{Purpose: p, Decision: gdpr.Given})
}
