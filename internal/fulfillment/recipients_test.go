package fulfillment_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

func (w *world) restricting() gdpr.ID {
	w.holds(mojob, kari, nil)
	return w.confirmed(mojob, nil, gdpr.Restriction)
}

func TestARecipientIsToldOnceHoweverOftenItWasGivenSomething(t *testing.T) {
	w := newWorld(t)
	id := w.restricting()
	w.runs(mojob, start.Add(2*time.Hour))
	if c := w.one(id); len(c.Notices) != 1 || len(w.told.said) != 1 || c.Notices[0].Customer != "Kunde AS" {
		t.Errorf("%d notices, %d told", len(c.Notices), len(w.told.said))
	}
}

func TestARecipientThatIsAwayIsTriedLessAndLessOften(t *testing.T) {
	w := newWorld(t)
	w.told.fails = errDown
	id := w.restricting()
	w.runs(mojob, start.AddDate(0, 0, 1))
	tries := w.one(id).Notices[0].Tries
	w.runs(mojob, start.AddDate(0, 0, 2))
	if more := w.one(id).Notices[0].Tries - tries; tries < 6 || tries > 12 || more < 3 || more > 5 {
		t.Errorf("%d tries on the first day, %d on the second", tries, more)
	}
	w.expect(id, "telling, notice due")
	w.told.fails = nil
	w.runs(mojob, start.AddDate(0, 0, 3))
	w.expect(id, "answered, restriction granted, notice done")
}

// A case does not end as complete while a recipient is silent without a stated reason.
func TestASilentRecipientIsForStaffAndKeepsTheCaseOpen(t *testing.T) {
	for outcome, set := range map[string]func(*teller){
		"it never answers":        func(r *teller) { r.answer = rights.NoticeAsked },
		"it is never reached":     func(r *teller) { r.fails = errDown },
		"it refuses what we send": func(r *teller) { r.fails = errors.New("kari@example.com is unknown") },
		"it says no":              func(r *teller) { r.answer = rights.NoticeSilent },
	} {
		t.Run(outcome, func(t *testing.T) {
			w := newWorld(t)
			set(w.told)
			id := w.restricting()
			w.runs(mojob, start.AddDate(0, 0, 15))
			w.expect(id, "telling, notice silent")
			c := w.one(id)
			if _, err := w.Cases.Told(t.Context(), staff(mojob), rights.At{ID: id, Revision: c.Revision}, c.Notices[0].ID, rights.NoticeExcused, "Kunden er avviklet."); err != nil {
				t.Fatal(err)
			}
			w.runs(mojob, start.AddDate(0, 0, 16))
			w.expect(id, "answered, restriction granted, notice excused")
			if strings.Contains(w.logged.String(), "kari") {
				t.Errorf("the log says %s", w.logged.String())
			}
		})
	}
}

func TestARecipientWithoutAnEndpointIsForStaff(t *testing.T) {
	w := newWorld(t)
	delete(w.Tellers, controller.ToldByOpenDSR)
	id := w.restricting()
	w.runs(mojob, start.Add(time.Hour))
	if n := w.one(id).Notices[0]; n.Way != string(controller.ToldByStaff) || n.State != rights.NoticeDue {
		t.Errorf("%+v", n)
	}
}

// What has no tellers, as the functions that people and staff call, leaves the telling to the clock.
func TestWhoCannotTellLeavesItToTheClock(t *testing.T) {
	w := newWorld(t)
	id := w.restricting()
	w.Tellers = nil
	if _, err := w.Carry(t.Context(), mojob, id); err != nil {
		t.Fatal(err)
	}
	w.expect(id, "telling, notice due")
	if next := w.cases.due[id]; next.IsZero() || next.After(w.now.Add(time.Second)) {
		t.Errorf("due %s", next)
	}
}

func TestThoseWhoGotWhatIsErasedAreToldAfterItIsGone(t *testing.T) {
	w := newWorld(t)
	w.holds(mojob, kari, nil)
	w.store.given[holding.Ref{}] = nil
	id := w.confirmed(mojob, nil, gdpr.Erasure)
	w.runs(mojob, start.AddDate(0, 0, 3))
	w.expect(id, "answered, erasure granted, notice done")
	var told, erased int
	for i, call := range w.gate.calls {
		switch call {
		case "Tell":
			told = i
		case "Erase":
			if erased == 0 {
				erased = i
			}
		}
	}
	if told < erased {
		t.Error("told before it was done")
	}
}
