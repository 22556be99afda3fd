package holding_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// bucket keeps uploads in two places, as the real one does: in quarantine, and admitted.
type bucket struct {
	t          *testing.T
	now        func() time.Time
	store      *store
	quarantine map[gdpr.ID]content
	admitted   map[gdpr.ID]content
	handed     []holding.File
	before     func(what string) error // of each call
}

type content struct {
	kind string // by content
	text string
}

func newBucket(t *testing.T, now func() time.Time, s *store) *bucket {
	return &bucket{t: t, now: now, store: s, quarantine: map[gdpr.ID]content{}, admitted: map[gdpr.ID]content{}}
}

func (b *bucket) call(what string) error {
	if b.before == nil {
		return nil
	}
	return b.before(what)
}

func (b *bucket) Offer(_ context.Context, r holding.Ref, f holding.File, most int64, until time.Time) (holding.Upload, error) {
	b.t.Helper()
	if f.Held() || most < 1 || !until.After(b.now()) || until.After(b.now().Add(time.Hour)) || until.After(f.Until) {
		b.t.Errorf("offers to take %+v of at most %d until %s", f, most, until)
	}
	if _, ok := b.store.there(r); !ok {
		b.t.Errorf("offers to take a file of %s, which is not there", r)
	}
	return holding.Upload{File: f.ID, Kind: f.Kind, URL: "https://files.example.com/", Most: most, Expires: until}, b.call("Offer")
}

func (b *bucket) Inspect(_ context.Context, _ holding.Ref, f holding.File, most int64) (holding.File, error) {
	if err := b.call("Inspect"); err != nil {
		return holding.File{}, err
	}
	c, ok := b.quarantine[f.ID]
	if !ok {
		c, ok = b.admitted[f.ID]
	}
	if !ok {
		return holding.File{}, missing()
	}
	f.Type, f.Size, f.Digest, f.Mark = c.kind, int64(len(c.text)), digest(c.text), "mark of "+c.text
	if f.Size > most {
		f.Digest, f.Type = "", ""
	}
	return f, nil
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func (b *bucket) Admit(_ context.Context, _ holding.Ref, found holding.File) error {
	b.t.Helper()
	if err := b.call("Admit"); err != nil {
		return err
	}
	if found.Mark == "" || found.Digest == "" {
		b.t.Errorf("admits what was not inspected: %+v", found)
	}
	c, ok := b.quarantine[found.ID]
	if !ok {
		if _, before := b.admitted[found.ID]; before {
			return nil
		}
		b.t.Error("admits nothing")
	}
	if "mark of "+c.text != found.Mark {
		return conflict()
	}
	delete(b.quarantine, found.ID)
	b.admitted[found.ID] = c
	return nil
}

func (b *bucket) Refuse(_ context.Context, _ holding.Ref, f holding.File) error {
	if err := b.call("Refuse"); err != nil {
		return err
	}
	delete(b.quarantine, f.ID)
	return nil
}

func (b *bucket) Hand(_ context.Context, r holding.Ref, f holding.File, until time.Time) (holding.Download, error) {
	b.t.Helper()
	readings := b.store.readings[r]
	if len(readings) == 0 || readings[len(readings)-1].What != "file "+string(f.ID) || !readings[len(readings)-1].At.Equal(b.now()) {
		b.t.Errorf("hands out a file without a reading: %+v", readings)
	}
	if !f.Held() || !until.Equal(b.now().Add(time.Minute)) || strings.ContainsAny(f.Name.Reveal(), "/\\\n\"") || f.Name == "" {
		b.t.Errorf("hands out %+v as %q until %s", f, f.Name.Reveal(), until)
	}
	b.handed = append(b.handed, f)
	return holding.Download{URL: "https://files.example.com/" + string(f.ID), Expires: until}, b.call("Hand")
}

func (b *bucket) Drop(context.Context, holding.Ref) (int, error) {
	b.t.Error("the desk drops no files: that follows from the end of the record")
	return 0, nil
}

// signer signs with the parts themselves.
type signer struct{}

func (signer) MAC(_ context.Context, c gdpr.ControllerID, use string, parts ...string) (string, error) {
	return digest(string(c) + "|" + use + "|" + strings.Join(parts, "|")), nil
}

// eraser erases each id once, for one person.
type eraser struct {
	erased []holding.Erasure
	of     map[gdpr.ID]gdpr.SubjectID
}

func (e *eraser) Erase(_ context.Context, c gdpr.ControllerID, owner gdpr.SubjectID, request, id gdpr.ID) (holding.Erasure, error) {
	if e.of == nil {
		e.of = map[gdpr.ID]gdpr.SubjectID{}
	}
	if was, taken := e.of[id]; taken && was != owner {
		return holding.Erasure{}, &gdpr.Error{Kind: gdpr.Mismatch, Code: gdpr.CodeKeyReused}
	}
	done := holding.Erasure{ID: id, Controller: c, Case: request}
	e.erased, e.of[id] = append(e.erased, done), owner
	return done, nil
}
