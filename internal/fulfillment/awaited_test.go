package fulfillment_test

import (
	"testing"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/link"
	"ordholden/internal/rights"
)

// A case whose person has not shown who they are holds no erasure up: it may never be answered.
func TestM9_AnErasureWaitsForNobodyWhoIsAskedWhoTheyAre(t *testing.T) {
	w := newWorld(t)
	ref := w.holds(tretoen, kari, nil)
	asked := w.confirmed(tretoen, nil, gdpr.Access)
	if _, err := w.Cases.Ask(t.Context(), staff(tretoen), w.seen(asked), "Hvilket telefonnummer oppga du?"); err != nil {
		t.Fatal(err)
	}
	id := w.confirmed(tretoen, nil, gdpr.Erasure)
	w.runs(tretoen, start.Add(49*time.Hour))
	w.expect(id, "answered, erasure granted")
	if w.stored(ref) {
		t.Error("it is still there")
	}
}

// However long another case owes a copy, and however many ask for one, the erasure begins when
// everybody on file was told that it does at the latest: in time for its own answer, and while the link
// that stops it works.
func TestM9_AnErasureWaitsForACopyNoLongerThanWasSaid(t *testing.T) {
	for outcome, asks := range map[string]func(*world, time.Time){
		"one that nobody releases": func(w *world, at time.Time) {
			if at.Equal(start) {
				w.confirmed(tretoen, nil, gdpr.Access)
			}
		},
		"one that is asked for anew each day, and released": func(w *world, _ time.Time) {
			id := w.confirmed(tretoen, nil, gdpr.Access)
			if _, err := w.Grant(w.t.Context(), staff(tretoen), w.seen(id), gdpr.Access); err != nil {
				w.t.Fatal(err)
			}
		},
	} {
		t.Run(outcome, func(t *testing.T) {
			w := newWorld(t)
			ref := w.holds(tretoen, kari, nil)
			id := w.confirmed(tretoen, nil, gdpr.Erasure)
			w.sweep(tretoen)
			said := w.one(id).WaitsUntil(w.Cases.Calendar, declaration(tretoen))
			due := w.Cases.Deadline(w.one(id).Request).Due
			if !said.Before(due) || said.Sub(start) > link.Cancel.Lifetime() {
				t.Fatalf("it waits until %s, the answer is due %s, and it can be stopped for %s", said, due, link.Cancel.Lifetime())
			}
			for at := start; at.Before(said); at = at.AddDate(0, 0, 1) {
				asks(w, at)
				w.runs(tretoen, min2(at.AddDate(0, 0, 1), said.Add(-time.Minute)))
			}
			if !w.stored(ref) || w.one(id).Workflow != rights.Cooling {
				t.Fatalf("erased while a copy is owed: %v", w.events(id))
			}
			if got := w.one(id).WaitsUntil(w.Cases.Calendar, declaration(tretoen)); !got.Equal(said) {
				t.Errorf("it was said to wait until %s, and now until %s", said, got)
			}
			w.runs(tretoen, said.Add(10*time.Minute))
			w.expect(id, "answered, erasure granted")
			if w.stored(ref) || w.count(id, rights.Escalate) > 0 {
				t.Errorf("it went %v", w.events(id))
			}
		})
	}
}

// An erasure that is announced late still leaves the time to fetch a copy that is ready.
func TestM9_AnErasureThatIsAnnouncedLateWaitsForAReleasedCopy(t *testing.T) {
	w := newWorld(t)
	ref := w.holds(tretoen, kari, nil)
	w.now = start.AddDate(0, 1, -1)
	id := w.confirmed(tretoen, func(r *rights.Request) { r.Received = start }, gdpr.Erasure)
	w.sweep(tretoen)
	copied := w.confirmed(tretoen, nil, gdpr.Access)
	begins := w.one(id).Until
	w.runs(tretoen, begins.Add(-time.Hour))
	if _, err := w.Grant(t.Context(), staff(tretoen), w.seen(copied), gdpr.Access); err != nil {
		t.Fatal(err)
	}
	w.runs(tretoen, begins.Add(23*time.Hour))
	if !w.stored(ref) {
		t.Errorf("erased, and the copy can still be fetched: %v", w.events(id))
	}
	w.runs(tretoen, begins.Add(26*time.Hour))
	w.expect(id, "answered, erasure granted")
}

// stored reports whether a record is there at all.
func (w *world) stored(r holding.Ref) bool { _, is := w.store.held[r]; return is }

func min2(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
