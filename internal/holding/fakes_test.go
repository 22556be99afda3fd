package holding_test

// A store, files and an eraser in memory that accuse: a call that breaks the contract
// of their interface fails the test, also where the answer would have come out right.

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// fate is what becomes of the next write.
type fate int

const (
	notStored  fate = iota + 1 // nothing is stored
	answerLost                 // all is stored, and nobody hears of it
)

var errDown = &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable, Err: errors.New("the store is away")}

func conflict() error { return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeChanged} }
func missing() error  { return &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound} }

type given struct {
	consent.Consent
	Record holding.Ref
}

type store struct {
	t           *testing.T
	now         func() time.Time
	held        map[holding.Ref]holding.Record
	consents    []given
	readings    map[holding.Ref][]holding.Reading
	disclosures map[holding.Ref][]holding.Disclosure
	calls       []string
	fates       []fate // of the next writes, one each; 0 goes well
	race        func() // runs before the next write, once
}

func newStore(t *testing.T, now func() time.Time) *store {
	return &store{
		t: t, now: now, held: map[holding.Ref]holding.Record{},
		readings: map[holding.Ref][]holding.Reading{}, disclosures: map[holding.Ref][]holding.Disclosure{},
	}
}

// write does something under the next fate.
func (s *store) write(what string, do func() error) error {
	s.t.Helper()
	s.calls = append(s.calls, what)
	if race := s.race; race != nil {
		s.race = nil
		race()
	}
	var next fate
	if len(s.fates) > 0 {
		next, s.fates = s.fates[0], s.fates[1:]
	}
	if next == notStored {
		return errDown
	}
	if err := do(); err != nil {
		return err
	}
	if next == answerLost {
		return errDown
	}
	return nil
}

func (s *store) there(r holding.Ref) (holding.Record, bool) {
	rec, ok := s.held[r]
	if !ok || !rec.Term.Kept(s.now()) {
		return holding.Record{}, false
	}
	rec.Fields, rec.Files, rec.Contacts = slices.Clone(rec.Fields), slices.Clone(rec.Files), slices.Clone(rec.Contacts)
	rec.Term.Holds = slices.Clone(rec.Term.Holds)
	return rec, true
}

func subject(c gdpr.ControllerID, address gdpr.Private) gdpr.SubjectID {
	return gdpr.SubjectID("k1-" + gdpr.DeriveID(string(c), strings.ToLower(address.Reveal())))
}

func (s *store) Subject(_ context.Context, c gdpr.ControllerID, address gdpr.Private) (gdpr.SubjectID, error) {
	if parsed, ok := gdpr.ParseAddress(address.Reveal()); !ok || parsed != address {
		s.t.Errorf("asked for the pseudonym of what is no address: %q", address.Reveal())
	}
	s.calls = append(s.calls, "Subject")
	return subject(c, address), nil
}

func (s *store) Owner(_ context.Context, c gdpr.ControllerID, agreement gdpr.ID) (gdpr.SubjectID, error) {
	return subject(c, gdpr.Private("agreement:"+agreement)), nil
}

// accuse checks what every record that is stored has.
func (s *store) accuse(r holding.Record) {
	s.t.Helper()
	if r.Controller == "" || r.Owner == "" || r.Purpose == "" || r.Version.Major == 0 || r.Received.IsZero() || r.Changed.IsZero() || r.Revision < 1 {
		s.t.Errorf("an incomplete record: %+v", r)
	}
	for _, at := range []time.Time{r.Received, r.Changed, r.From, r.Term.Restricted} {
		if !at.Equal(at.Truncate(time.Millisecond)) || !at.IsZero() && at.Location() != time.UTC {
			s.t.Errorf("a time that is not stored as it is: %s", at)
		}
	}
	if (r.Class == controller.Profiles) != (r.ID == "") {
		s.t.Errorf("a %s with the id %q", r.Class, r.ID)
	}
	if r.Class != controller.Agreements && (r.Term.Due == 0 || r.From.IsZero()) {
		s.t.Errorf("a %s without an end", r.Class)
	}
	if (r.From.IsZero()) != (r.Term.Due == 0) {
		s.t.Errorf("counts from %s and ends %s", r.From, r.Term.Due.Time())
	}
	if e := r.Term.Expires(); e != 0 && e.Time().Before(s.now().AddDate(-5, 0, 1)) {
		s.t.Errorf("stored with an end that DynamoDB never acts on: %s", e.Time())
	}
	for _, v := range r.Fields {
		if v.Value == "" {
			s.t.Errorf("an empty %s", v.Field)
		}
	}
	for _, f := range r.Files {
		if f.Mark != "" {
			s.t.Error("the mark of an upload is stored")
		}
	}
}

func (s *store) Apply(_ context.Context, r holding.Record, address gdpr.Private, c consent.Consent, key string) (stored holding.Record, fresh bool, err error) {
	s.t.Helper()
	s.accuse(r)
	s.accuseConsent(r, address, c)
	err = s.write("Apply", func() error {
		if key != "" {
			r.ID = gdpr.DeriveID(string(r.Controller), address.Reveal(), key)
		}
		if was, ok := s.there(r.Ref); ok {
			stored = was
			return nil
		}
		stored, fresh = r, true
		s.held[r.Ref] = r
		s.consents = append(s.consents, given{c, r.Ref})
		return nil
	})
	return stored, fresh, err
}

func (s *store) accuseConsent(r holding.Record, address gdpr.Private, c consent.Consent) {
	s.t.Helper()
	if r.Class != controller.Applications || subject(r.Controller, address) != r.Owner || c.ID == "" || c.ID != r.Consent ||
		c.Controller != r.Controller || c.Address != address || c.State != consent.Standing || c.Decided.IsZero() || c.Recorded.IsZero() {
		s.t.Errorf("an application with another's consent: %+v of %+v", c, r)
	}
	if c.Seen.Notice == "" || c.Seen.Language == "" || c.Seen.Mechanism == "" || c.Seen.Version.Major == 0 || len(c.Choices) == 0 {
		s.t.Errorf("a consent that proves nothing: %+v", c)
	}
	if c.Expires < r.Term.Due {
		s.t.Errorf("the proof ends %s and what rests on it %s", c.Expires.Time(), r.Term.Due.Time())
	}
}

func (s *store) Put(_ context.Context, r holding.Record, address gdpr.Private) error {
	s.t.Helper()
	s.accuse(r)
	if r.Class == controller.Applications || (r.Class == controller.Profiles) != (address != "") {
		s.t.Errorf("put a %s under %q", r.Class, address.Reveal())
	}
	return s.write("Put", func() error {
		if _, ok := s.there(r.Ref); ok {
			return conflict()
		}
		s.held[r.Ref] = r
		return nil
	})
}

func (s *store) Change(_ context.Context, from, to holding.Record) error {
	s.t.Helper()
	s.accuse(to)
	if to.Revision != from.Revision+1 || to.Changed.Before(from.Changed) && to.Changed.Before(s.now()) {
		s.t.Errorf("revision %d after %d", to.Revision, from.Revision)
	}
	same := to
	same.Revision, same.Changed, same.From, same.Term, same.Stage, same.Version = from.Revision, from.Changed, from.From, from.Term, from.Stage, from.Version
	same.Fields, same.Contacts, same.Allows, same.Language = from.Fields, from.Contacts, from.Allows, from.Language
	if !reflect.DeepEqual(same, from) {
		s.t.Errorf("changed what never changes:\n%+v\n%+v", from, to)
	}
	return s.write("Change", func() error {
		now, ok := s.there(from.Ref)
		if !ok || now.Revision != from.Revision {
			return conflict()
		}
		if !reflect.DeepEqual(now, from) {
			s.t.Errorf("changed from what was not read:\n%+v\n%+v", from, now)
		}
		s.held[from.Ref] = to
		return nil
	})
}

func (s *store) Touch(_ context.Context, r holding.Ref, from time.Time, due retention.Expiry, renewal time.Time) error {
	s.t.Helper()
	if r.Class != controller.Profiles || from.After(s.now()) || due.Due(s.now()) || !renewal.IsZero() && !renewal.After(s.now()) {
		s.t.Errorf("slid %s to %s from %s", r.Class, due.Time(), from)
	}
	return s.write("Touch", func() error {
		rec, ok := s.there(r)
		if !ok || rec.Term.Restricted.IsZero() && rec.Term.Due.Due(s.now()) {
			return missing()
		}
		if rec.From.Before(from) {
			rec.From, rec.Term.Due = from, due
			rec.Revision++
			s.held[r] = rec
		}
		return nil
	})
}

func (s *store) Record(_ context.Context, r holding.Ref) (holding.Record, error) {
	s.calls = append(s.calls, "Record")
	rec, ok := s.there(r)
	if !ok {
		return holding.Record{}, missing()
	}
	return rec, nil
}

func (s *store) find(fits func(holding.Record) bool) []holding.Record {
	var found []holding.Record
	for r := range maps.Keys(s.held) {
		if rec, ok := s.there(r); ok && fits(rec) {
			found = append(found, rec)
		}
	}
	slices.SortFunc(found, func(a, b holding.Record) int {
		if c := b.Received.Compare(a.Received); c != 0 {
			return c
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	return found
}

func (s *store) Records(_ context.Context, c gdpr.ControllerID, owner gdpr.SubjectID, class controller.Class) ([]holding.Record, error) {
	s.calls = append(s.calls, "Records")
	return s.find(func(r holding.Record) bool { return r.Controller == c && r.Owner == owner && r.Class == class }), nil
}

func (s *store) List(_ context.Context, c gdpr.ControllerID, class controller.Class, before time.Time, limit int) (page []holding.Record, more time.Time, err error) {
	if limit < 1 || limit > 100 {
		s.t.Errorf("a page of %d", limit)
	}
	page = s.find(func(r holding.Record) bool {
		return r.Controller == c && r.Class == class && (before.IsZero() || r.Received.Before(before))
	})
	if len(page) > limit {
		page = page[:limit]
		more = page[limit-1].Received
	}
	return page, more, nil
}

func (s *store) Named(_ context.Context, c gdpr.ControllerID, contact gdpr.SubjectID) ([]holding.Record, error) {
	if contact == "" {
		s.t.Error("asked for the agreements that name nobody")
	}
	return s.find(func(r holding.Record) bool {
		return r.Controller == c && slices.ContainsFunc(r.Contacts, func(c holding.Contact) bool { return c.Subject == contact })
	}), nil
}

func (s *store) Await(_ context.Context, r holding.Ref, files []holding.File) error {
	s.t.Helper()
	for _, f := range files {
		if f.ID == "" || f.Held() || !f.Until.Equal(f.Added.Add(24*time.Hour)) || len(files) == 0 {
			s.t.Errorf("awaits %+v", f)
		}
	}
	return s.write("Await", func() error {
		rec, ok := s.there(r)
		if !ok {
			return conflict()
		}
		rec.Files = append(rec.Files, files...)
		s.held[r] = rec
		return nil
	})
}

func (s *store) Hold(_ context.Context, r holding.Ref, f holding.File) error {
	s.t.Helper()
	if !f.Held() || f.Size == 0 || f.Type == "" || !f.Until.IsZero() || f.Mark != "" {
		s.t.Errorf("holds %+v", f)
	}
	return s.write("Hold", func() error {
		rec, ok := s.there(r)
		i := slices.IndexFunc(rec.Files, func(o holding.File) bool { return o.ID == f.ID })
		if !ok || i < 0 || rec.Files[i].Held() && rec.Files[i].Digest != f.Digest {
			return conflict()
		}
		rec.Files[i] = f
		s.held[r] = rec
		return nil
	})
}

func (s *store) Disclose(_ context.Context, d holding.Disclosure) error {
	s.t.Helper()
	if d.ID == "" || d.At.IsZero() || d.At.After(s.now()) || d.Recipient == "" || d.Purpose == "" || len(d.Categories) == 0 {
		s.t.Errorf("discloses %+v", d)
	}
	return s.write("Disclose", func() error {
		rec, ok := s.there(d.Record)
		if !ok || !rec.Term.Served(s.now()) {
			return conflict()
		}
		if !slices.ContainsFunc(s.disclosures[d.Record], func(o holding.Disclosure) bool { return o.ID == d.ID }) {
			s.disclosures[d.Record] = append(s.disclosures[d.Record], d)
		}
		return nil
	})
}

func (s *store) Disclosures(_ context.Context, r holding.Ref) ([]holding.Disclosure, error) {
	return s.disclosures[r], nil
}

func (s *store) Read(_ context.Context, r holding.Ref, by holding.Reading) error {
	s.t.Helper()
	if by.Actor == "" || by.What == "" || by.At.IsZero() {
		s.t.Errorf("a reading that says nothing: %+v", by)
	}
	return s.write("Read", func() error {
		if _, ok := s.there(r); !ok {
			return conflict()
		}
		s.readings[r] = append(s.readings[r], by)
		return nil
	})
}

func (s *store) Readings(_ context.Context, r holding.Ref) ([]holding.Reading, error) {
	return s.readings[r], nil
}

// snapshot is everything that is stored, to compare with later.
func (s *store) snapshot() string {
	var lines []string
	for r, rec := range s.held {
		lines = append(lines, fmt.Sprintf("%v %d %v %v %v %v", r, rec.Revision, rec.Term, rec.Stage, len(rec.Files), rec.From))
	}
	slices.Sort(lines)
	return fmt.Sprint(lines, len(s.consents), s.disclosures)
}

// requests is what people asked for, by the ids of it.
type requests map[gdpr.ID]rights.Request

func (q requests) Case(_ context.Context, c gdpr.ControllerID, id gdpr.ID) (rights.Case, error) {
	r, ok := q[id]
	if !ok || r.Controller != c {
		return rights.Case{}, missing()
	}
	return rights.Case{Request: r}, nil
}
