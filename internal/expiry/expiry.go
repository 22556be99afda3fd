// Package expiry owns what follows from the end of a record.
package expiry

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

// Key names an item of the table. Only the store reads what is in it.
type Key struct{ Partition, Item string }

// Ended is a matter whose head is gone, and what is left of it. As long as the term
// record of a record of personal data stands, nothing new can begin under the same key:
// so what lies there is the old matter's, and can be deleted without another look.
type Ended struct {
	Head    Key
	Record  holding.Ref         // of what may have files; without a class for anything else
	Mail    string              // the object of a raw mail that came in; "" for none
	Subject gdpr.SubjectID      // under whose data key it was sealed; "" where nothing tells any more
	Proof   *retention.Deletion // what is to be written down of it; nil where its term record is gone
	Files   []Key               // of the held files: they go with the term record, so that they are counted once
	Leads   []Key               // what lies elsewhere and is found by a part only
	Logged  []int64             // the numbers that its steps have in the log
	Parts   []Key               // everything else
}

// Store is the tables, as far as ends go.
type Store interface {
	Remains
	Changes
	Scan
}

// Remains is what has been left behind.
type Remains interface {
	// Ended reads the matters of a partition that have lost their head, with what is
	// left of them. Nothing is among them whose head was there at the same moment.
	Ended(ctx context.Context, partition string) ([]Ended, error)
	// Tell has the log say of the steps of matters when they may be gone: when the term records
	// say, which nobody moves once the head is gone. It comes before Clear. Of a matter that shows no
	// term record nothing is said, for nothing tells that it has ended. Doing it again is no error.
	Tell(ctx context.Context, ended []Ended) error
	// Clear deletes items, in any order. Doing it again is no error.
	Clear(ctx context.Context, parts []Key) error
	// Close puts the deletion entry in the place of the term record, and deletes the
	// pointer to the matter and its files' items, all or nothing. Where that is done
	// already, or the head is back, it does nothing and that is no error.
	Close(ctx context.Context, e Ended, proof retention.Deletion) error
	// Forget deletes a person's data key if nothing is left that it seals and it was not
	// used since an instant: whoever stores something has used it shortly before.
	Forget(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID, unusedSince time.Time) (gone bool, err error)
}

// Files is where the files of records lie.
type Files interface {
	// Drop deletes every file of a record.
	Drop(ctx context.Context, r holding.Ref) (int, error)
	// Abandon deletes what came of a file that was awaited and given up.
	Abandon(ctx context.Context, r holding.Ref, f holding.File) error
}

// Mail is where raw mails lie.
type Mail interface {
	Drop(ctx context.Context, key string) error
}

// Desk carries out what follows from ends. Everything that it does can be done again,
// by several at the same time and in any order, and comes to the same: that is all
// that crashes, doubled events and late ones ask for.
type Desk struct {
	Controllers *controller.Registry
	Store       Store
	Files       Files
	Mail        Mail
	Log         Log   // nil: no log is kept up
	Asker       Asker // nil where nobody is asked: only the clock sweeps
	Now         func() time.Time
}

// Log takes in what the stream has not brought there. Doing it again is safe.
type Log interface {
	Append(ctx context.Context, entries []Key) error
}

// idle is how long a data key is left alone after its last use. Who stores something
// fetches the key first, and is done with it long before (functions end within minutes).
const idle = time.Hour

// Cascade finishes what the end of heads in a partition began: it deletes what lay
// beside them, their files, and their persons' data keys where these seal nothing
// more, and leaves a deletion entry of each.
func (k Desk) Cascade(ctx context.Context, partition string) error {
	ended, err := k.Store.Ended(ctx, partition)
	if err != nil {
		return fmt.Errorf("cascade: %w", err)
	}
	ended, failed := k.finish(ctx, ended)
	failed = append(failed, k.forget(ctx, ended))
	if err := errors.Join(failed...); err != nil {
		return fmt.Errorf("cascade: %w", err)
	}
	return nil
}

// finish clears up after matters, and returns those that are done. The term record, by
// which a matter is found, goes last; what fails of one keeps no other from its end.
func (k Desk) finish(ctx context.Context, ended []Ended) (done []Ended, failed []error) {
	ended, failed = succeeded(ended, func(e Ended) error { return k.drop(ctx, e) })
	var leads, parts []Key
	for _, e := range ended {
		leads, parts = append(leads, e.Leads...), append(parts, e.Parts...)
		if e.Proof == nil {
			parts = append(parts, e.Files...)
		}
	}
	if err := k.Store.Tell(ctx, ended); err != nil {
		return nil, append(failed, err)
	}
	for _, keys := range [][]Key{leads, parts} {
		if err := k.Store.Clear(ctx, keys); err != nil {
			return nil, append(failed, err)
		}
	}
	done, unclosed := succeeded(ended, func(e Ended) error {
		if e.Proof == nil {
			return nil
		}
		proof := *e.Proof
		proof.Removed, proof.Files = k.Now().UTC(), len(e.Files)
		return k.Store.Close(ctx, e, proof)
	})
	return done, append(failed, unclosed...)
}

// drop deletes what a matter has in the buckets.
func (k Desk) drop(ctx context.Context, e Ended) error {
	if e.Record.Class != "" {
		if _, err := k.Files.Drop(ctx, e.Record); err != nil {
			return err
		}
	}
	if e.Mail == "" {
		return nil
	}
	return k.Mail.Drop(ctx, e.Mail)
}

// forget deletes the data keys of those of whom nothing is left. Where that is not
// reached, or a key was in use just now, the sweep comes back to it.
func (k Desk) forget(ctx context.Context, ended []Ended) error {
	var failed []error
	done := map[gdpr.SubjectID]bool{"": true}
	for _, e := range ended {
		if e.Proof == nil || done[e.Subject] {
			continue
		}
		done[e.Subject] = true
		_, err := k.Store.Forget(ctx, e.Proof.Controller, e.Subject, k.Now().Add(-idle))
		failed = append(failed, err)
	}
	return errors.Join(failed...)
}
