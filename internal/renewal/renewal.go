// Package renewal owns who is asked whether to be kept.
package renewal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/retention"
)

// Profile is what is read of a profile to ask its holder: no personal field of it.
type Profile struct {
	Controller gdpr.ControllerID
	Owner      gdpr.SubjectID
	End        retention.Expiry // by its last activity; 0 where none runs
	Restricted bool             // stored and nothing else (Art. 18)
	Due        time.Time        // when it is to be looked at; zero for never
}

// Question is a mail that asks, in the dossier of the consent that it is about.
type Question struct {
	Consent consent.Consent
	Order   outbox.Order
}

// Store keeps the profiles, and the consents of whom they are.
type Store interface {
	// Due lists whose profiles are to be looked at, the longest due first. It may lag
	// behind, and is only a hint.
	Due(ctx context.Context, c gdpr.ControllerID, now time.Time) ([]gdpr.SubjectID, error)
	// Profile reads one; gdpr.NotFound for none, or one that has ended.
	Profile(ctx context.Context, c gdpr.ControllerID, owner gdpr.SubjectID) (Profile, error)
	// Latest reads the consent in which a person last decided on a purpose, without
	// what is sealed of it; gdpr.NotFound where there is none.
	Latest(ctx context.Context, c gdpr.ControllerID, owner gdpr.SubjectID, purpose gdpr.PurposeID) (consent.Consent, error)
	// Ask stores the question, if there is one, and when the profile is to be looked at
	// next (zero for never), all or nothing, if the profile is as it was read and the
	// consent still stands undecided on since; gdpr.Conflict otherwise. A question whose
	// name is taken has been asked: then only the profile moves.
	Ask(ctx context.Context, p Profile, q *Question, next time.Time) error
}

// Desk asks. Whoever has no standing consent to further storage is not written to.
type Desk struct {
	Controllers *controller.Registry
	Store       Store
	Now         func() time.Time
}

// Sweep asks everybody at a controller whose time has come, and returns how many were
// asked. It is safe at any time and as often as one likes, also side by side.
func (k Desk) Sweep(ctx context.Context, c gdpr.ControllerID) (asked int, err error) {
	d, _ := k.Controllers.Current(c)
	if d == nil {
		return 0, nil
	}
	purpose, ok := d.FurtherStorage()
	if !ok {
		return 0, nil
	}
	owners, err := k.Store.Due(ctx, c, k.Now())
	if err != nil {
		return 0, fmt.Errorf("renewals due at %s: %w", c, err)
	}
	var failed []error
	for _, owner := range owners {
		sent, err := k.ask(ctx, c, owner, purpose.ID)
		if sent {
			asked++
		}
		if kind := gdpr.KindOf(err); err != nil && kind != gdpr.NotFound && kind != gdpr.Conflict {
			failed = append(failed, fmt.Errorf("renewal at %s: %w", c, err))
		}
	}
	return asked, errors.Join(failed...)
}

// ask looks at one profile. What somebody changes in the same moment is left to the
// next sweep, which finds it as it is then.
func (k Desk) ask(ctx context.Context, c gdpr.ControllerID, owner gdpr.SubjectID, purpose gdpr.PurposeID) (bool, error) {
	p, err := k.Store.Profile(ctx, c, owner)
	if err != nil {
		return false, err
	}
	now := k.Now().UTC().Truncate(time.Millisecond)
	if p.Due.IsZero() || p.Due.After(now) {
		return false, nil // looked at already: the index lags behind
	}
	name, next := step(p, now)
	if name == "" {
		return false, k.Store.Ask(ctx, p, nil, next)
	}
	given, err := k.Store.Latest(ctx, c, owner, purpose)
	if err != nil && gdpr.KindOf(err) != gdpr.NotFound {
		return false, err
	}
	if err != nil || !given.Gives(k.Controllers, purpose, now) {
		return false, k.Store.Ask(ctx, p, nil, next)
	}
	err = k.Store.Ask(ctx, p, &Question{Consent: given, Order: outbox.Order{
		Entry: Entry(name, p.End), Kind: outbox.ConsentRenew, At: now,
	}}, next)
	return err == nil, err
}

// pause is for how long a restricted profile is left alone: it does not end meanwhile.
const pause = 24 * time.Hour

// step is which mail a profile calls for, "" for none, and when it is looked at next,
// zero for never. Whoever is late is asked once, not twice.
func step(p Profile, now time.Time) (name string, next time.Time) {
	last := retention.LastAsk(p.End)
	switch {
	case p.End == 0:
		return "", time.Time{}
	case p.Restricted:
		return "", now.Add(pause)
	case p.End.Due(now):
		return "", time.Time{}
	case now.Before(retention.FirstAsk(p.End)):
		return "", retention.FirstAsk(p.End)
	case now.Before(last):
		return "30", last
	}
	return "7", time.Time{}
}

// Entry names the mail that asks so many days before an end: for each end there is one
// of them, however often it is asked for.
func Entry(days string, end retention.Expiry) string {
	return string(outbox.ConsentRenew) + "-" + days + "-" + End(end)
}

// End is an end as it stands in the name of a mail.
func End(e retention.Expiry) string { return e.Time().Format("20060102") }
