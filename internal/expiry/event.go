package expiry

import (
	"context"
	"fmt"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

// What is the sort of item that an event of the table is about.
type What int

// The sorts from which something follows.
const (
	Nothing     What = iota
	HeadGone         // a record, request, consent or mail has been deleted
	FileGone         // an awaited file was given up, or went with its record
	VisitorGone      // a visitor's decision has been deleted
	ProfileKept      // a profile has changed
)

// Event is something that happened in the table.
type Event struct {
	What What
	Key  Key
	At   time.Time // as the table says
}

// Changes is what follows from single events.
type Changes interface {
	// Follow makes the term record of a profile end when the profile does; whose it is,
	// and when that is. gdpr.NotFound where the profile is gone.
	Follow(ctx context.Context, profile Key) (holding.Ref, retention.Expiry, error)
	// Prolong keeps those of a person's standing consents at least until an end that carries
	// says it of, which is told one of them and all that were ever confirmed (promise M6: until
	// two years after the last activity).
	Prolong(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID, carries func(one consent.Consent, all []consent.Consent) bool, until retention.Expiry) error
	// Awaited is the record that a file's item belonged to; gdpr.NotFound where that has
	// ended, and its files with it.
	Awaited(ctx context.Context, file Key) (holding.Ref, holding.File, error)
	// Attest stores the deletion entry of a visitor's decision: of it nothing else is
	// left, and no end is known. Storing it again is no error.
	Attest(ctx context.Context, decision Key, removed time.Time) error
}

// Take carries out what follows from an event. It may come twice, late, or after others.
func (k Desk) Take(ctx context.Context, e Event) error {
	switch e.What {
	case HeadGone:
		return k.Cascade(ctx, e.Key.Partition)
	case FileGone:
		return k.giveUp(ctx, e.Key)
	case VisitorGone:
		return k.Store.Attest(ctx, e.Key, e.At)
	case ProfileKept:
		return k.follow(ctx, e.Key)
	}
	return nil
}

// giveUp deletes what was uploaded of a file that nobody waits for any more.
func (k Desk) giveUp(ctx context.Context, file Key) error {
	r, f, err := k.Store.Awaited(ctx, file)
	if gdpr.KindOf(err) == gdpr.NotFound {
		return nil
	}
	if err != nil {
		return fmt.Errorf("file given up: %w", err)
	}
	return k.Files.Abandon(ctx, r, f)
}

// follow keeps what ends with a profile as long as the profile.
func (k Desk) follow(ctx context.Context, profile Key) error {
	r, end, err := k.Store.Follow(ctx, profile)
	if gdpr.KindOf(err) == gdpr.NotFound {
		return nil
	}
	if err != nil || end == 0 {
		return err
	}
	d, ok := k.Controllers.Current(r.Controller)
	if !ok {
		return fmt.Errorf("profile of controller %s, which is not declared", r.Controller)
	}
	if len(consent.Sliding(d)) == 0 {
		return nil
	}
	return k.Store.Prolong(ctx, r.Controller, r.Owner, func(one consent.Consent, all []consent.Consent) bool {
		return one.Carries(k.Controllers, all, k.Now())
	}, end)
}
