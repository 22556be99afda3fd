package fulfillment_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

func TestTheClockCatchesUpAfterADayOfOutage(t *testing.T) {
	w := newWorld(t)
	var ids []gdpr.ID
	for range 250 {
		ids = append(ids, w.confirmed(mojob, nil, gdpr.Access))
	}
	w.now = w.now.AddDate(0, 0, 1)
	for tick, left := range []int{150, 50, 0} {
		n, err := w.Sweep(t.Context(), mojob)
		open := 0
		for _, id := range ids {
			if w.one(id).Workflow == rights.Open {
				open++
			}
		}
		if err != nil || open != left || n > 100 {
			t.Fatalf("tick %d: %d at once, %d left, want %d; %v", tick+1, n, open, left, err)
		}
		w.now = w.now.Add(time.Minute)
	}
}

// A hundred cases that cannot be carried out do not stand before the one that can.
func TestWhatFailsStandsInNobodysWayAndIsTriedAgain(t *testing.T) {
	w := newWorld(t)
	w.holds(mojob, kari, nil)
	var broken []gdpr.ID
	for range 120 {
		broken = append(broken, w.confirmed(mojob, nil, gdpr.Restriction))
	}
	w.now = w.now.Add(time.Second)
	fine := w.confirmed(mojob, nil, gdpr.Access)
	w.gate.always = map[string]bool{"Change": true, "Records": true}
	for range 2 {
		w.sweep(mojob)
		w.now = w.now.Add(time.Minute)
	}
	w.expect(fine, "answered, access granted")
	w.gate.always = nil
	w.runs(mojob, w.now.Add(2*time.Hour))
	for _, id := range broken {
		if w.one(id).Workflow != rights.Answered {
			t.Fatalf("%s after the store is back", w.one(id).Workflow)
		}
	}
	if log := w.logged.String(); !strings.Contains(log, "unavailable") || strings.Contains(log, "kari") || strings.Contains(log, "Kunde") || strings.Contains(log, "away") {
		t.Errorf("the log says %.400s", log)
	}
}

// A case that waits for staff is looked at when it has to be, and not every minute.
func TestACaseThatWaitsForStaffIsLeftUntilItsReminders(t *testing.T) {
	w := newWorld(t)
	w.holds(tretoen, kari, nil)
	id := w.confirmed(tretoen, nil, gdpr.Access)
	w.runs(tretoen, start.AddDate(0, 2, 0))
	var reminders, escalations int
	for _, e := range w.one(id).History {
		switch e.On {
		case rights.Remind:
			reminders++
		case rights.Escalate:
			escalations++
		}
	}
	if reminders != 4 || escalations != 1 || len(w.gate.calls) > 100 {
		t.Errorf("%d reminders, %d escalations, %d calls", reminders, escalations, len(w.gate.calls))
	}
	for _, m := range w.cases.mails {
		if len(m.To) != 1 || m.To[0].Reveal() != declaration(tretoen).Mailbox {
			t.Errorf("%s to %q", m.On, m.To)
		}
	}
}

func TestTheClockOfOneControllerLeavesTheOthersCases(t *testing.T) {
	w := newWorld(t)
	theirs, ours := w.confirmed(tretoen, nil, gdpr.Access), w.confirmed(mojob, nil, gdpr.Access)
	w.sweep(mojob)
	w.expect(ours, "answered, access granted")
	w.expect(theirs, "open")
}

func TestWhatNobodyConfirmsLapsesAndThePersonHears(t *testing.T) {
	w := newWorld(t)
	id := w.confirmed(mojob, func(r *rights.Request) {
		r.Workflow, r.Identity = rights.Waiting, rights.Unproven
	}, gdpr.Erasure)
	w.runs(mojob, start.AddDate(0, 0, 27))
	w.expect(id, "received")
	w.runs(mojob, start.AddDate(0, 0, 30))
	w.expect(id, "lapsed")
	if w.eraser.runs != 0 {
		t.Error("erased what nobody confirmed")
	}
}

// hanging is a recipient that answers nothing, for as long as anybody waits.
type hanging struct{ *teller }

func (h hanging) Tell(ctx context.Context, _ *controller.Declaration, _ rights.Request, _ rights.Notice) error {
	<-ctx.Done()
	h.asked++
	return errDown
}

// A recipient that hangs holds up neither cases nor, once the time for calls is over, the tick: who
// was not reached is told at the next.
func TestM9_ARecipientThatHangsHoldsUpNothingElse(t *testing.T) {
	w := newWorld(t)
	w.holds(mojob, kari, nil)
	hangs := w.confirmed(mojob, nil, gdpr.Restriction)
	w.now = w.now.Add(time.Second)
	behind := w.confirmed(mojob, nil, gdpr.Restriction)
	fine := w.confirmed(mojob, nil, gdpr.Access)
	w.Tellers = map[controller.Told]fulfillment.Teller{controller.ToldByOpenDSR: hanging{w.told}}
	round := w.Round()
	if _, err := round.Sweep(t.Context(), mojob); err != nil || w.told.asked != 0 {
		t.Fatalf("%v, %d called before everything else is done", err, w.told.asked)
	}
	w.expect(fine, "answered, access granted")
	w.expect(behind, "telling, notice due")
	tick, over := context.WithTimeout(t.Context(), 10*time.Second+20*time.Millisecond)
	defer over()
	if err := round.Call(tick); err != nil || w.told.asked != 1 || tick.Err() != nil {
		t.Fatalf("%v, %d called, %v", err, w.told.asked, tick.Err())
	}
	if tries := [2]int{w.one(hangs).Notices[0].Tries, w.one(behind).Notices[0].Tries}; tries != [2]int{1, 0} {
		t.Fatalf("tries %v", tries)
	}
	w.Tellers = map[controller.Told]fulfillment.Teller{controller.ToldByOpenDSR: w.told}
	w.now = w.now.Add(time.Minute)
	w.sweep(mojob)
	w.expect(behind, "answered, restriction granted, notice done")
	w.expect(hangs, "telling, notice due")
	w.runs(mojob, w.now.Add(time.Hour))
	w.expect(hangs, "answered, restriction granted, notice done")
}
