// Package again owns who is asked anew after a version has changed what they said yes to.
package again

import (
	"context"
	"fmt"
	"strings"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
)

// Store keeps the consents.
type Store interface {
	// Of returns every consent of a person that was ever confirmed and is still kept, newest first.
	Of(ctx context.Context, c gdpr.ControllerID, person gdpr.SubjectID) ([]consent.Consent, error)
	// AskAgain stores the mail that asks, and on the consent for which version it was asked, all or
	// nothing, if the consent still stands undecided on since it was read. gdpr.Conflict says that
	// it does not, or that the mail is there already.
	AskAgain(ctx context.Context, q consent.Question, mail outbox.Order) error
}

// Desk asks. The sweep of the table shows it every consent, twice a day: so nobody is left out,
// and what fails or is late is found again.
type Desk struct {
	Controllers *controller.Registry
	Store       Store
	Now         func() time.Time
}

// Look asks the holder of a consent anew if a version calls for it, and tells whether it did. It
// is safe at any time and as often as one likes: there is one mail for each version. Of consents
// under an address only the last word on a purpose is asked about; each application has its own.
func (k Desk) Look(ctx context.Context, held consent.Consent) (asked bool, err error) {
	now := k.Now().UTC().Truncate(time.Millisecond)
	q, ok := held.Again(k.Controllers, now)
	if !ok || held.Asked == q.Version {
		return false, nil
	}
	open, err := k.open(ctx, held, now)
	if err != nil {
		return false, fmt.Errorf("ask again at %s: %w", held.Controller, err)
	}
	if len(open) == 0 {
		return false, nil
	}
	err = k.Store.AskAgain(ctx, q, outbox.Order{Entry: Entry(q), Kind: outbox.ConsentAgain, At: now})
	if gdpr.KindOf(err) == gdpr.Conflict {
		return false, nil // decided on in the same moment, or asked: the next look sees it as it is
	}
	if err != nil {
		return false, fmt.Errorf("ask again at %s: %w", held.Controller, err)
	}
	return true, nil
}

// open is the purposes that a consent is to be asked anew about: those on which the person has not
// decided since by another consent under their address.
func (k Desk) open(ctx context.Context, held consent.Consent, now time.Time) (purposes []gdpr.PurposeID, err error) {
	d, known := k.Controllers.Current(held.Controller)
	if !known {
		return nil, nil
	}
	all, err := k.Store.Of(ctx, held.Controller, held.Subject)
	if err != nil {
		return nil, err
	}
	for _, v := range held.Lapsed(k.Controllers, now) {
		p, _ := d.Purpose(v.Purpose)
		if p.Asks != controller.Persons || !held.Overtaken(v.Purpose, all) {
			purposes = append(purposes, v.Purpose)
		}
	}
	return purposes, nil
}

// Entry names the mail that asks for a version: there is one of it in a consent's dossier.
func Entry(q consent.Question) string {
	return string(outbox.ConsentAgain) + "-" + strings.ReplaceAll(q.Version.String(), ".", "-")
}
