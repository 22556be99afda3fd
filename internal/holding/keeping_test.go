package holding_test

import (
	"testing"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

func TestARestrictionTakesTheEndOffAndALiftPutsItBack(t *testing.T) {
	w := newWorld(t)
	rec := w.applied()
	due := rec.Term.Due
	for range 2 { // restricted again, it is since the first time
		got, err := w.Restrict(t.Context(), privacy, rec.Ref)
		if err != nil || got.Term.Expires() != 0 || got.Term.Due != due || !got.Term.Restricted.Equal(start.Truncate(time.Millisecond)) || got.Revision != 2 {
			t.Fatalf("%+v, %v", got.Term, err)
		}
		w.at(start.AddDate(0, 1, 0))
	}
	for range 2 {
		got, err := w.Lift(t.Context(), privacy, rec.Ref)
		if err != nil || got.Term.Expires() != due || !got.Term.Restricted.IsZero() || got.Revision != 3 {
			t.Fatalf("%+v, %v", got.Term, err)
		}
	}
}

func TestWhatEndedWhileItWasKeptEndsWhenItIsLetGo(t *testing.T) {
	for _, after := range []int{2, 7} { // years: after the latter DynamoDB would not delete it
		w := newWorld(t)
		rec := w.applied()
		if _, err := w.Restrict(t.Context(), privacy, rec.Ref); err != nil {
			t.Fatal(err)
		}
		other := w.appliedWith(func() holding.Application { a := application(t); a.Address = ola; return a }())
		kept, err := w.Hold(t.Context(), privacy, other.Ref, holding.Keeping{Ground: "legal-claims", Until: start.AddDate(9, 0, 0)})
		if err != nil {
			t.Fatal(err)
		}
		w.at(start.AddDate(after, 0, 0))
		end := w.now.Truncate(time.Second)
		lifted, err := w.Lift(t.Context(), privacy, rec.Ref)
		if err != nil || !lifted.Term.Expires().Time().Equal(end) {
			t.Errorf("lifted: ends %s, %v", lifted.Term.Expires().Time(), err)
		}
		released, err := w.Release(t.Context(), privacy, other.Ref, kept.Term.Holds[0].ID)
		if err != nil || !released.Term.Expires().Time().Equal(end) {
			t.Errorf("released: ends %s, %v", released.Term.Expires().Time(), err)
		}
		for _, r := range []holding.Ref{rec.Ref, other.Ref} {
			if _, err := w.Restrict(t.Context(), privacy, r); gdpr.KindOf(err) != gdpr.NotFound {
				t.Errorf("raised again: %v", err)
			}
		}
	}
}

func TestT7_AgreementsAreHeldAsTheBookkeepingRuleSays(t *testing.T) {
	oslo, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		ground string
		year   int
		last   time.Time // the first moment after the last day
	}{
		{"bookkeeping", 2026, time.Date(2032, time.January, 1, 0, 0, 0, 0, oslo)},
		{"bookkeeping", 2022, time.Date(2028, time.January, 1, 0, 0, 0, 0, oslo)},
		{"bookkeeping-agreements", 2026, time.Date(2030, time.July, 1, 0, 0, 0, 0, oslo)},
		{"bookkeeping-agreements", 2024, time.Date(2028, time.July, 1, 0, 0, 0, 0, oslo)},
	} {
		w := newWorld(t)
		rec := w.opened(draft())
		if _, err := w.Advance(t.Context(), sales, rec.Ref, holding.End, start); err != nil {
			t.Fatal(err)
		}
		got, err := w.Hold(t.Context(), sales, rec.Ref, holding.Keeping{Ground: test.ground, Year: test.year})
		if err != nil || !got.Term.Expires().Time().Equal(test.last) {
			t.Errorf("%s of %d: ends %s, %v", test.ground, test.year, got.Term.Expires().Time(), err)
		}
		// From its own end on it is kept, and not used.
		w.at(test.last.Add(-time.Second))
		if _, err := w.Show(t.Context(), sales, rec.Ref); !is(err, gdpr.Forbidden, gdpr.CodeRestricted) {
			t.Errorf("on the last day: %v", err)
		}
		w.at(test.last)
		if _, err := w.Show(t.Context(), sales, rec.Ref); !is(err, gdpr.NotFound, gdpr.CodeNotFound) {
			t.Errorf("after it: %v", err)
		}
	}
}

func TestAHoldNeedsAGroundAndAnEndThatTheLawGives(t *testing.T) {
	claims := "legal-claims"
	for _, test := range []struct {
		outcome string
		keep    holding.Keeping
		want    []string
	}{
		{"nothing", holding.Keeping{}, []string{"/ground hold_ground", "/until hold_end"}},
		{"no ground", holding.Keeping{Until: start.AddDate(1, 0, 0)}, []string{"/ground hold_ground"}},
		{"what nobody declared", holding.Keeping{Ground: "just-in-case", Year: 2026}, []string{"/ground hold_ground just-in-case"}},
		{"a purpose of contract", holding.Keeping{Ground: "agreements", Year: 2026}, []string{"/ground hold_ground agreements"}},
		{"a duty that no year ends", holding.Keeping{Ground: "privacy-requests", Year: 2026}, []string{"/ground hold_ground privacy-requests"}},
		{"no year", holding.Keeping{Ground: "bookkeeping"}, []string{"/year hold_end"}},
		{"two digits of a year", holding.Keeping{Ground: "bookkeeping", Year: 26}, []string{"/year hold_end"}},
		{"a year that is over", holding.Keeping{Ground: "bookkeeping", Year: 2020}, []string{"/year hold_end"}},
		{"a year to come", holding.Keeping{Ground: "bookkeeping", Year: 2027}, []string{"/year future"}},
		{"a year and an end", holding.Keeping{Ground: "bookkeeping", Year: 2026, Until: start.AddDate(20, 0, 0)}, []string{"/until hold_end"}},
		{"claims without an end", holding.Keeping{Ground: claims}, []string{"/until hold_end"}},
		{"claims until now", holding.Keeping{Ground: claims, Until: start.Truncate(time.Millisecond)}, []string{"/until hold_end"}},
		{"claims for ever", holding.Keeping{Ground: claims, Until: start.AddDate(10, 0, 1)}, []string{"/until hold_end"}},
		{"claims of a year", holding.Keeping{Ground: claims, Year: 2026, Until: start.AddDate(1, 0, 0)}, []string{"/year hold_end"}},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			w := newWorld(t)
			rec := w.opened(draft())
			before := w.store.snapshot()
			_, err := w.Hold(t.Context(), privacy, rec.Ref, test.keep)
			w.faulty(before, err, test.want...)
		})
	}
}

func TestTheSameHoldAgainIsTheFirstAndAReleaseTakesOneAway(t *testing.T) {
	w := newWorld(t)
	rec := w.opened(draft())
	keep := holding.Keeping{Ground: "bookkeeping", Year: 2026}
	w.store.fates = []fate{answerLost}
	if _, err := w.Hold(t.Context(), privacy, rec.Ref, keep); gdpr.KindOf(err) != gdpr.Unavailable {
		t.Fatal(err)
	}
	got, err := w.Hold(t.Context(), privacy, rec.Ref, keep)
	if err != nil || len(got.Term.Holds) != 1 || got.Term.Expires() != 0 { // it keeps nothing in force from being in force
		t.Fatalf("%+v, %v", got.Term, err)
	}
	both, err := w.Hold(t.Context(), privacy, rec.Ref, claims(w))
	if err != nil || len(both.Term.Holds) != 2 {
		t.Fatalf("%+v, %v", both.Term, err)
	}
	left, err := w.Release(t.Context(), privacy, rec.Ref, got.Term.Holds[0].ID)
	if err != nil || len(left.Term.Holds) != 1 || left.Term.Holds[0].Ground != "legal-claims" {
		t.Errorf("%+v, %v", left.Term, err)
	}
	if _, err := w.Release(t.Context(), privacy, rec.Ref, got.Term.Holds[0].ID); !is(err, gdpr.NotFound, gdpr.CodeNotFound) {
		t.Errorf("released again: %v", err)
	}
	for i := range 19 {
		keep := holding.Keeping{Ground: "legal-claims", Until: start.AddDate(2, 0, i)}
		if _, err := w.Hold(t.Context(), privacy, rec.Ref, keep); err != nil {
			t.Fatal(i, err)
		}
	}
	before := w.store.snapshot()
	_, err = w.Hold(t.Context(), privacy, rec.Ref, holding.Keeping{Ground: "legal-claims", Until: start.AddDate(3, 0, 0)})
	w.faulty(before, err, "/ground too_many_items 20")
}

// An activity that comes between the reading and the storing of a restriction is not lost.
func TestARestrictionAndAnActivityInTheSameMomentBothCount(t *testing.T) {
	w := newWorld(t)
	rec := w.registered()
	w.at(start.AddDate(0, 1, 0))
	w.store.race = func() {
		if _, err := w.Note(t.Context(), system, kari, holding.Activity{Kind: "sign-in"}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := w.Restrict(t.Context(), role(mojob, "privacy"), rec.Ref)
	if err != nil || got.Term.Restricted.IsZero() || got.Term.Due <= rec.Term.Due {
		t.Errorf("%+v, %v", got.Term, err)
	}
}

func TestAChangeThatAlwaysComesTooLateIsAConflict(t *testing.T) {
	w := newWorld(t)
	rec := w.applied()
	var touch func()
	touch = func() {
		other := w.store.held[rec.Ref]
		other.Revision++
		w.store.held[rec.Ref] = other
		w.store.race = touch
	}
	w.store.race = touch
	if _, err := w.Restrict(t.Context(), privacy, rec.Ref); !is(err, gdpr.Conflict, gdpr.CodeChanged) {
		t.Errorf("%v", err)
	}
}
