package dynamo_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

// classes is a record of each class that ends, and how it is made.
var classes = map[controller.Class]func(bench) holding.Record{
	controller.Applications: func(b bench) holding.Record {
		r := b.applied(tretoen, kari)
		for _, f := range r.Files {
			if err := b.holdings().Hold(b.t.Context(), r.Ref, held(f)); err != nil {
				b.t.Fatal(err)
			}
		}
		return b.read(r.Ref)
	},
	controller.Profiles: func(b bench) holding.Record { return b.profiled(mojob, kari) },
	controller.Agreements: func(b bench) holding.Record {
		r := b.agreed(tretoen, kari)
		to := r
		to.Stage, to.From, to.Term.Due, to.Changed = holding.Ended, b.now(), ends(b.now(), 3), b.now()
		if err := b.change(r, to); err != nil {
			b.t.Fatal(err)
		}
		return b.read(r.Ref)
	},
}

// writes is everything that can be written to a record that is there.
func (b bench) writes(r holding.Record) map[string]func(context.Context) error {
	s, now := b.holdings(), b.now()
	to := r
	to.Fields, to.Term.Due, to.Changed = values("name", "Somebody Else"), ends(now, 24), now
	restricted := r
	restricted.Term.Restricted = now
	return map[string]func(context.Context) error{
		"change":   func(ctx context.Context) error { return s.Change(ctx, r, to) },
		"restrict": func(ctx context.Context) error { return s.Change(ctx, r, restricted) },
		"await":    func(ctx context.Context) error { return s.Await(ctx, r.Ref, []holding.File{b.awaited("cv", "x.pdf")}) },
		"disclose": func(ctx context.Context) error {
			return s.Disclose(ctx, holding.Disclosure{ID: gdpr.NewID(), Record: r.Ref, At: now, Recipient: "customers"})
		},
		"read": func(ctx context.Context) error {
			return s.Read(ctx, r.Ref, holding.Reading{At: now, Actor: "staff", What: "record"})
		},
		"hold": func(ctx context.Context) error {
			f := holding.File{ID: gdpr.NewID()}
			if len(r.Files) > 0 {
				f = held(r.Files[0])
			}
			return s.Hold(ctx, r.Ref, f)
		},
	}
}

// Promises M4 and T10, invariant 3: from its very second no read serves what has ended,
// and no write brings it back, while it lies there still.
func TestM4_WhatHasEndedIsNoneHoweverLateTheTableDeletesIt(t *testing.T) {
	for class, made := range classes {
		t.Run(string(class), func(t *testing.T) {
			b := ahead(t)
			r := made(b)
			if err := b.holdings().Read(t.Context(), r.Ref, holding.Reading{At: b.now(), Actor: "staff", What: "record"}); err != nil {
				t.Fatal(err)
			}
			b.clock.set(r.Term.Due.Time().Add(-time.Second))
			b.read(r.Ref)
			for _, late := range []time.Duration{0, time.Hour, 5 * 24 * time.Hour, 300 * 24 * time.Hour} {
				b.clock.set(r.Term.Due.Time().Add(late))
				before := b.stored()
				b.none(r.Ref)
				for name, write := range b.writes(r) {
					if err := write(t.Context()); gdpr.KindOf(err) != gdpr.Conflict {
						t.Errorf("%s, %s late: %v", name, late, err)
					}
				}
				err := b.holdings().Touch(t.Context(), r.Ref, b.now(), ends(b.now(), 24), time.Time{})
				wantKind(t, err, gdpr.NotFound, gdpr.CodeNotFound)
				who := must[gdpr.SubjectID](t)(b.holdings().Subject(t.Context(), tretoen, kari))
				if rs := must[[]holding.Record](t)(b.holdings().Named(t.Context(), tretoen, who)); len(rs) != 0 {
					t.Errorf("%s late, its contact person still reads it", late)
				}
				if d := cmp.Diff(before, b.stored()); d != "" {
					t.Errorf("%s late something is written:\n%s", late, d)
				}
			}
		})
	}
}

func TestWhatHasEndedStandsInTheWayOnlyUntilItIsCleared(t *testing.T) {
	b := ahead(t)
	ctx, s := t.Context(), b.holdings()
	old := b.profiled(mojob, kari)
	b.clock.set(old.Term.Due.Time())
	anew := b.profile(mojob, kari)
	wantKind(t, s.Put(ctx, anew, kari), gdpr.Unavailable, gdpr.CodeUnavailable)
	pk := "mojob#PERSON#" + string(old.Owner)
	if b.item(pk, "PROFILE") != nil {
		t.Error("what has ended is not deleted, and so its end is not told")
	}
	// Its term record stands for what is still to be cleared.
	wantKind(t, s.Put(ctx, anew, kari), gdpr.Unavailable, gdpr.CodeUnavailable)
	b.deleted(pk, "TERM#PROFILE")
	if err := s.Put(ctx, anew, kari); err != nil {
		t.Fatal(err)
	}
	sameRecord(t, anew, b.read(anew.Ref))

	r, given := b.application(tretoen, kari)
	first, _, err := s.Apply(ctx, r, kari, given, "key")
	if err != nil {
		t.Fatal(err)
	}
	b.clock.set(first.Term.Due.Time())
	_, fresh, err := s.Apply(ctx, r, kari, given, "key")
	if wantKind(t, err, gdpr.Unavailable, gdpr.CodeUnavailable); fresh {
		t.Error("an application is stored over one that has ended")
	}
}

// Art. 18, and promise row M9: what is restricted is not deleted either, and the one
// transaction that restricts it sees to it.
func TestRestrictionTakesTheExpiryOffAndLiftingPutsItBack(t *testing.T) {
	for class, made := range classes {
		t.Run(string(class), func(t *testing.T) {
			b := ahead(t)
			r := made(b)
			pk, sk := where(r.Ref)
			restricted := r
			restricted.Term.Restricted, restricted.Revision = b.now(), r.Revision+1
			b.Reset()
			if err := b.change(r, restricted); err != nil || b.Calls()["TransactWriteItems"] != 1 {
				t.Fatal(err, b.Calls())
			}
			if it := b.item(pk, sk); it["expires"] != nil || it["restricted"] == nil {
				t.Errorf("restricted: %v", it)
			}
			if class == controller.Profiles && b.item(pk, sk)["agenda"] != nil {
				t.Error("whoever is restricted is asked whether to be kept")
			}
			sameRecord(t, restricted, b.read(r.Ref))
			s := b.holdings()
			d := holding.Disclosure{ID: gdpr.NewID(), Record: r.Ref, At: b.now(), Recipient: "customers"}
			wantKind(t, s.Disclose(t.Context(), d), gdpr.Conflict, gdpr.CodeChanged)

			b.clock.set(r.Term.Due.Time().AddDate(3, 0, 0))
			sameRecord(t, restricted, b.read(r.Ref))
			lifted := restricted
			lifted.Term.Restricted, lifted.Revision = time.Time{}, restricted.Revision+1
			if err := b.change(restricted, lifted); err != nil {
				t.Fatal(err)
			}
			if it := b.stored()[pk+" "+sk]; it["expires"] != float64(r.Term.Due) || it["restricted"] != nil {
				t.Errorf("lifted: %v", it)
			}
			b.none(r.Ref)
		})
	}
}

// where is the key of a head, written out apart from the code.
func where(r holding.Ref) (pk, sk string) {
	switch r.Class {
	case controller.Profiles:
		return string(r.Controller) + "#PERSON#" + string(r.Owner), "PROFILE"
	case controller.Applications:
		return string(r.Controller) + "#PERSON#" + string(r.Owner), "APPLICATION#" + string(r.ID)
	}
	return string(r.Controller) + "#AGREEMENT#" + string(r.ID), "AGREEMENT"
}

// Art. 17(3)(b), bokføringsloven section 13: a hold keeps what it keeps, and for nothing else.
func TestAHoldKeepsARecordAndItsReleaseLetsItGo(t *testing.T) {
	for class, made := range classes {
		t.Run(string(class), func(t *testing.T) {
			b := ahead(t)
			r := made(b)
			pk, sk := where(r.Ref)
			keep := r
			keep.Revision++
			keep.Term.Holds = []retention.Hold{
				{ID: gdpr.NewID(), Ground: "accounting", Until: r.Term.Due + 86400, Placed: b.now()},
				{ID: gdpr.NewID(), Ground: retention.GroundClaims, Until: r.Term.Due - 86400, Placed: b.now()},
			}
			if err := b.change(r, keep); err != nil {
				t.Fatal(err)
			}
			items := b.stored()
			if items[pk+" "+sk]["expires"] != float64(r.Term.Due+86400) || items[pk+" TERM#"+sk]["end"] != float64(r.Term.Due+86400) {
				t.Errorf("held: %v, %v", items[pk+" "+sk]["expires"], items[pk+" TERM#"+sk]["end"])
			}
			b.clock.set(r.Term.Due.Time())
			sameRecord(t, keep, b.read(r.Ref))
			d := holding.Disclosure{ID: gdpr.NewID(), Record: r.Ref, At: b.now(), Recipient: "customers"}
			wantKind(t, b.holdings().Disclose(t.Context(), d), gdpr.Conflict, gdpr.CodeChanged)
			err := b.holdings().Touch(t.Context(), r.Ref, b.now(), ends(b.now(), 24), time.Time{})
			wantKind(t, err, gdpr.NotFound, gdpr.CodeNotFound)

			free := keep
			free.Term.Holds, free.Revision = nil, keep.Revision+1
			if err := b.change(keep, free); err != nil {
				t.Fatal(err)
			}
			b.none(r.Ref)
			if it := b.stored()[pk+" "+sk]; it["expires"] != float64(r.Term.Due) || it["holds"] != nil {
				t.Errorf("released: %v", it)
			}
		})
	}
}

func TestAnActivitySlidesWhatIsRestrictedOrHeldAndLeavesItSo(t *testing.T) {
	b := ahead(t)
	s := b.holdings()
	for name, bound := range map[string]func(*retention.Term){
		"restricted": func(to *retention.Term) { to.Restricted = b.now() },
		"held": func(to *retention.Term) {
			to.Holds = []retention.Hold{{ID: "h", Ground: "g", Until: ends(b.now(), 60)}}
		},
		"held for less": func(to *retention.Term) {
			to.Holds = []retention.Hold{{ID: "h", Ground: "g", Until: ends(b.now(), 1)}}
		},
		"both": func(to *retention.Term) {
			to.Restricted, to.Holds = b.now(), []retention.Hold{{ID: "h", Ground: "g", Until: ends(b.now(), 60)}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := b.profiled(mojob, gdpr.Private(strings.ReplaceAll(name, " ", "-")+"@example.no"))
			to := r
			to.Term.Holds = nil
			bound(&to.Term)
			to.Revision++
			if err := b.change(r, to); err != nil {
				t.Fatal(err)
			}
			b.clock.advance(24 * time.Hour)
			if err := s.Touch(t.Context(), r.Ref, b.now(), ends(b.now(), 24), b.now().AddDate(1, 11, 0)); err != nil {
				t.Fatal(err)
			}
			to.From, to.Term.Due = b.now(), ends(b.now(), 24)
			sameRecord(t, to, b.read(r.Ref))
			pk, sk := where(r.Ref)
			it := b.stored()[pk+" "+sk]
			var expires any
			if e := to.Term.Expires(); e != 0 {
				expires = float64(e)
			}
			if it["expires"] != expires || (it["agenda"] == nil) != !to.Term.Restricted.IsZero() {
				t.Errorf("%v, want to expire at %v", it, expires)
			}
		})
	}
}

// Its owner is asked 30 and 7 days before the end, and not when both are past.
func TestAProfileIsInTheIndexForWhenItsOwnerIsAsked(t *testing.T) {
	for _, test := range []struct {
		before time.Duration
		days   int
	}{{31 * 24 * time.Hour, 30}, {30 * 24 * time.Hour, 7}, {8 * 24 * time.Hour, 7}, {7 * 24 * time.Hour, 0}, {time.Hour, 0}} {
		b := ahead(t)
		r := b.profile(mojob, kari)
		r.Term.Due = retention.Expiry(b.clock.Now().Add(test.before).Unix())
		if err := b.holdings().Put(t.Context(), r, kari); err != nil {
			t.Fatal(err)
		}
		pk, sk := where(r.Ref)
		var want any
		if test.days > 0 {
			want = r.Term.Due.Time().AddDate(0, 0, -test.days).Format("2006-01-02T15:04:05.000Z")
		}
		if got := b.stored()[pk+" "+sk]["due"]; got != want {
			t.Errorf("%s before its end: %v, want %v", test.before, got, want)
		}
	}
}

// New fields leave the moment to ask where it is: it may be the clock's to act on now.
func TestNewFieldsDoNotMoveTheTerm(t *testing.T) {
	b := ahead(t)
	r := b.profiled(mojob, kari)
	b.clock.set(r.Term.Due.Time().AddDate(0, 0, -29))
	pk, sk := where(r.Ref)
	before := b.stored()[pk+" "+sk]
	// An activity came between reading and writing: it is not undone.
	if err := b.holdings().Touch(t.Context(), r.Ref, b.now(), ends(b.now(), 24), b.now().AddDate(1, 0, 0)); err != nil {
		t.Fatal(err)
	}
	slid := b.stored()[pk+" "+sk]
	to := r
	to.Fields, to.Changed = values("name", "Kari Kari", "email", "kari@example.no"), b.now()
	if err := b.change(r, to); err != nil {
		t.Fatal(err)
	}
	after := b.stored()[pk+" "+sk]
	for _, name := range []string{"since", "end", "expires", "agenda", "due"} {
		if after[name] != slid[name] || name != "agenda" && after[name] == before[name] {
			t.Errorf("%s is %v, was %v, and %v before", name, after[name], slid[name], before[name])
		}
	}
	// What would move the term refuses instead.
	to.Term.Holds = []retention.Hold{{ID: "h", Ground: "g", Until: ends(b.now(), 60)}}
	from := b.read(r.Ref)
	from.From, from.Term.Due, to.From, to.Term.Due = r.From, r.Term.Due, r.From, r.Term.Due
	wantKind(t, b.change(from, to), gdpr.Conflict, gdpr.CodeChanged)
}

// What follows from an activity can be lost, and the sweep finds nothing to mend where there is no expiry.
func TestLiftingTellsTheTermRecordOfAnActivityInBetween(t *testing.T) {
	b := setUp(t)
	r := b.profiled(mojob, kari)
	change := func(restricted time.Time) {
		t.Helper()
		from := must[holding.Record](t)(b.holdings().Record(t.Context(), r.Ref))
		to := from
		to.Term.Restricted = restricted
		b.can(b.holdings().Change(t.Context(), from, to))
	}
	change(b.now())
	b.clock.advance(time.Hour)
	b.can(b.holdings().Touch(t.Context(), r.Ref, b.now(), ends(b.now(), 24), time.Time{}))
	change(time.Time{})
	pk, sk := where(r.Ref)
	items := b.stored()
	if end := float64(ends(b.now(), 24)); items[pk+" TERM#"+sk]["end"] != end || items[pk+" "+sk]["expires"] != end {
		t.Errorf("the term record ends at %v, the head at %v, want %v", items[pk+" TERM#"+sk]["end"], items[pk+" "+sk]["expires"], end)
	}
}
