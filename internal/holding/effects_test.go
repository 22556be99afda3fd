package holding_test

import (
	"slices"
	"testing"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

const clerk = "staff:anne"

func TestACorrectionIsStoredAsWhatIsSentInIs(t *testing.T) {
	w := newWorld(t)
	rec := w.applied()
	for _, test := range []struct {
		outcome, field string
		value          gdpr.Private
		by             string
		want           string // the fault; "" where it is stored
	}{
		{"another name", "name", " Kari Nordmann ", "clock", ""},
		{"the same again", "name", "Kari Nordmann", "clock", ""},
		{"no field of ours", "shoe-size", "38", "clock", "/fields/shoe-size undeclared_field shoe-size"},
		{"a must taken out", "name", "  ", "clock", "/fields/name missing name"},
		{"too long", "mobile", gdpr.Private(longText(41)), "clock", "/fields/mobile too_long 40"},
		{"the address, by staff", "email", "ny@example.com", clerk, ""},
		{"the address, badly", "email", "ny", clerk, "/fields/email address"},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			got, err := w.Correct(t.Context(), rec.Ref, test.field, test.value, test.by)
			if test.want != "" {
				if s := said(err); len(s) != 1 || s[0] != test.want {
					t.Errorf("%q, want %q", s, test.want)
				}
				return
			}
			if err != nil || got.Fields != nil {
				t.Errorf("%v; %d fields are given back", err, len(got.Fields))
			}
		})
	}
	if held := w.store.held[rec.Ref]; held.Revision != rec.Revision+2 {
		t.Errorf("revision %d after two corrections of %d", held.Revision, rec.Revision)
	}
	if _, err := w.Correct(t.Context(), rec.Ref, "email", "ny@example.com", "clock"); !is(err, gdpr.Forbidden, gdpr.CodeRole) {
		t.Errorf("the address without staff: %v", err)
	}
}

func longText(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = 'x'
	}
	return string(b)
}

func TestARestrictedRecordIsCorrectedAndStaysRestricted(t *testing.T) {
	w := newWorld(t)
	rec := w.applied()
	request := gdpr.NewID()
	if _, err := w.RestrictFor(t.Context(), rec.Ref, request); err != nil {
		t.Fatal(err)
	}
	got, err := w.Correct(t.Context(), rec.Ref, "name", "Kari N", "clock")
	if err != nil || !slices.Equal(got.Term.By, []gdpr.ID{request}) || got.Term.Served(w.now) {
		t.Errorf("%v, %+v", err, got.Term)
	}
}

func TestWhoRestrictedLifts(t *testing.T) {
	first, second := gdpr.NewID(), gdpr.NewID()
	w := newWorld(t)
	rec := w.applied()
	restrict := func(by gdpr.ID) {
		t.Helper()
		if _, err := w.RestrictFor(t.Context(), rec.Ref, by); err != nil {
			t.Fatal(err)
		}
	}
	lift := func(by gdpr.ID) retention.Term {
		t.Helper()
		if _, err := w.LiftFor(t.Context(), rec.Ref, by); err != nil {
			t.Fatal(err)
		}
		return w.store.held[rec.Ref].Term
	}
	restrict(first)
	since := w.store.held[rec.Ref].Term.Restricted
	w.at(w.now.Add(time.Hour))
	restrict(second)
	if term := lift(first); !term.Restricted.Equal(since) || !slices.Equal(term.By, []gdpr.ID{second}) {
		t.Errorf("the earlier request lifted the newer one's: %+v", term)
	}
	if _, err := w.Lift(t.Context(), privacy, rec.Ref); !is(err, gdpr.Conflict, gdpr.CodeAnnounce) {
		t.Errorf("staff lifted a request's: %v", err)
	}
	if term := lift(second); !term.Served(w.now) || term.By != nil {
		t.Errorf("%+v", term)
	}
	if _, err := w.Restrict(t.Context(), privacy, rec.Ref); err != nil {
		t.Fatal(err)
	}
	restrict(first)
	if _, err := w.Lift(t.Context(), privacy, rec.Ref); err != nil || w.store.held[rec.Ref].Term.Served(w.now) {
		t.Errorf("staff lifted what a request restricts too: %v", err)
	}
	if _, err := w.Restrict(t.Context(), privacy, rec.Ref); err != nil {
		t.Fatal(err)
	}
	if term := lift(first); term.Served(w.now) {
		t.Error("a request lifted what staff restricted")
	}
	if _, err := w.Lift(t.Context(), privacy, rec.Ref); err != nil || !w.store.held[rec.Ref].Term.Served(w.now) {
		t.Errorf("nothing restricts it any more: %v", err)
	}
}

func TestWhatEndsNowEndsButForHoldsAndOthersRestrictions(t *testing.T) {
	cause := gdpr.NewID()
	until := retention.Expiry(start.AddDate(3, 0, 0).Unix())
	for _, test := range []struct {
		outcome      string
		term         retention.Term
		kept, served bool
	}{
		{"free", retention.Term{}, false, false},
		{"restricted for the cause", retention.Term{Restricted: start.UTC().Truncate(time.Millisecond), By: []gdpr.ID{cause}}, false, false},
		{"restricted for another", retention.Term{Restricted: start.UTC().Truncate(time.Millisecond), By: []gdpr.ID{"another"}}, true, false},
		{"restricted by staff", retention.Term{Restricted: start.UTC().Truncate(time.Millisecond)}, true, false},
		{"held", retention.Term{Holds: []retention.Hold{{ID: "h", Ground: retention.GroundClaims, Until: until}}}, true, false},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			w := newWorld(t)
			rec := w.applied()
			test.term.Due = rec.Term.Due
			rec.Term = test.term
			w.store.held[rec.Ref] = rec
			w.at(w.now.Add(time.Hour))
			for range 2 { // again is no error
				if err := w.End(t.Context(), rec.Ref, cause); err != nil {
					t.Fatal(err)
				}
			}
			if term := w.store.held[rec.Ref].Term; term.Kept(w.now) != test.kept || term.Served(w.now) != test.served {
				t.Errorf("%+v", term)
			}
			if got := w.store.held[rec.Ref].Revision; got != rec.Revision+1 {
				t.Errorf("%d revisions", got-rec.Revision)
			}
		})
	}
}

// What an effect is about is no reading, and of nobody but the person.
func TestWhatIsHeldForAnEffectIsNoReading(t *testing.T) {
	w := newWorld(t)
	rec := w.applied()
	other := application(t)
	other.Address = ola
	w.appliedWith(other)
	all, err := w.Held(t.Context(), tretoen, subject(tretoen, kari))
	if err != nil || len(all) != 1 || all[0].Ref != rec.Ref || len(w.store.readings) > 0 {
		t.Errorf("%v, %d records, %d readings", err, len(all), len(w.store.readings))
	}
	w.opened(draft())
	named, err := w.NamedIn(t.Context(), tretoen, subject(tretoen, ola))
	if err != nil || len(named) != 1 || named[0].Class != controller.Agreements {
		t.Errorf("%v, %d agreements", err, len(named))
	}
}
