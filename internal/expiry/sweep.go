package expiry

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// Due is an item that has ended and is still there.
type Due struct {
	Key
	Expires retention.Expiry
}

// Segment is what one look at a part of the table found.
type Segment struct {
	Due      []Due
	Orphaned []string          // partitions in which something lies without its head
	Slid     []Key             // profiles that end at another time than their term records tell
	Unlogged []Key             // consents and steps that show no leaf in the log
	Standing []consent.Consent // consents under an address that count, without the address
}

// Person is the owner of a data key.
type Person struct {
	Controller gdpr.ControllerID
	Subject    gdpr.SubjectID
}

// Scan reads the tables part by part: the one place where they are read whole.
type Scan interface {
	// Segment reads one part of the table of records, of so many. It is a hint: what it
	// says of heads and orphans may have changed.
	Segment(ctx context.Context, n, of int) (Segment, error)
	// Delete deletes an item if it still ends when it did.
	Delete(ctx context.Context, d Due) error
	// Idle reads one part of the table of keys: whose data keys were not used since.
	Idle(ctx context.Context, n, of int, unusedSince time.Time) ([]Person, error)
}

// Asker is shown every consent that counts, because the sweep is the one place where the table
// is read whole.
type Asker interface {
	// Look asks the consent's holder anew where a version of the declaration calls for it, once
	// for each version.
	Look(ctx context.Context, held consent.Consent) (asked bool, err error)
}

// Segments is how many parts a whole sweep has: one for each minute of half a day. So
// time to live, of which AWS promises nothing, is never late by more than a day, and
// that also where a tick of the clock is dropped.
const Segments = 12 * 60

// SegmentAt is the part whose turn it is.
func SegmentAt(t time.Time) int {
	t = t.UTC()
	return (t.Hour()*60 + t.Minute()) % Segments
}

// Swept is what a sweep did: items that were due, partitions with something left over,
// data keys that sealed nothing, what was in no log, people who were asked anew about a consent.
type Swept struct{ Due, Orphaned, Keys, Unlogged, Asked int }

// Sweep does for one part of the tables what time to live and the stream have left: it
// deletes what is due, finishes what has lost its head without anybody noticing, and
// deletes data keys that seal nothing. What the stream has not brought into the log goes in.
// What fails is left for the next time, and keeps nothing else from its turn.
func (k Desk) Sweep(ctx context.Context, n, of int) (Swept, error) {
	found, err := k.Store.Segment(ctx, n, of)
	if err != nil {
		return Swept{}, fmt.Errorf("sweep: %w", err)
	}
	failed := []error{
		each(found.Due, func(d Due) error { return k.Store.Delete(ctx, d) }),
		each(found.Orphaned, func(p string) error { return k.Cascade(ctx, p) }),
		each(found.Slid, func(p Key) error { return k.follow(ctx, p) }),
	}
	if k.Log == nil {
		found.Unlogged = nil
	}
	if len(found.Unlogged) > 0 {
		failed = append(failed, k.Log.Append(ctx, found.Unlogged))
	}
	since := k.Now().Add(-idle)
	people, err := k.Store.Idle(ctx, n, of, since)
	var keys, asked atomic.Int64
	failed = append(failed, err, each(people, func(p Person) error {
		gone, err := k.Store.Forget(ctx, p.Controller, p.Subject, since)
		if gone {
			keys.Add(1)
		}
		return err
	}))
	if k.Asker != nil {
		failed = append(failed, each(found.Standing, func(c consent.Consent) error {
			did, err := k.Asker.Look(ctx, c)
			if did {
				asked.Add(1)
			}
			return err
		}))
	}
	done := Swept{Due: len(found.Due), Orphaned: len(found.Orphaned), Keys: int(keys.Load()), Unlogged: len(found.Unlogged), Asked: int(asked.Load())}
	if err := errors.Join(failed...); err != nil {
		return done, fmt.Errorf("sweep: %w", err)
	}
	return done, nil
}
