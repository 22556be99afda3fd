package fulfillment_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
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

// lifts are the notices of a case that say that its restriction has ended.
func (w *world) lifts(id gdpr.ID) (all []rights.Notice) {
	for _, n := range w.one(id).Notices {
		if n.Lifts {
			all = append(all, n)
		}
	}
	return all
}

// Whoever was told that data is restricted hears that it is so no more, and not before (Art. 19).
func TestM9_RecipientsOfARestrictionHearThatItHasEnded(t *testing.T) {
	for outcome, end := range map[string]func(*world, gdpr.ID){
		"lifted after notice": func(w *world, id gdpr.ID) {
			if _, err := w.Warn(w.t.Context(), staff(mojob), rights.At{ID: id, Revision: w.one(id).Revision}, "Saka er avgjord."); err != nil {
				w.t.Fatal(err)
			}
			w.runs(mojob, w.now.AddDate(0, 0, 3).Add(-time.Second))
			if len(w.lifts(id)) > 0 {
				w.t.Error("told before it has ended")
			}
		},
		"refused objection": func(w *world, id gdpr.ID) {
			no := rights.Refusal{Right: gdpr.Objection, Ground: rights.Compelling, Reasons: "Vi må."}
			if _, err := w.Cases.Refuse(w.t.Context(), staff(mojob), rights.At{ID: id, Revision: w.one(id).Revision}, no); err != nil {
				w.t.Fatal(err)
			}
			w.cases.due[id] = w.one(id).Next
		},
		"erasure stopped": func(w *world, id gdpr.ID) {
			if _, err := w.Grant(w.t.Context(), staff(mojob), rights.At{ID: id, Revision: w.one(id).Revision}, gdpr.Objection); err != nil {
				w.t.Fatal(err)
			}
			if _, err := w.Stop(w.t.Context(), person(mojob, kari), id); err != nil {
				w.t.Fatal(err)
			}
		},
	} {
		t.Run(outcome, func(t *testing.T) {
			w := newWorld(t)
			ref := w.holds(mojob, kari, nil)
			right := gdpr.Objection
			if outcome == "lifted after notice" {
				right = gdpr.Restriction
			}
			id := w.confirmed(mojob, against2(rights.AgainstProcessing), right)
			w.runs(mojob, start.Add(2*time.Hour))
			w.told.fails = errDown
			end(w, id)
			w.runs(mojob, w.now.AddDate(0, 0, 4))
			if outcome != "lifted after notice" && !w.store.held[ref].Term.Served(w.now) {
				t.Fatalf("still restricted: %+v", w.store.held[ref].Term)
			}
			if got := w.lifts(id); len(got) != 1 || got[0].State != rights.NoticeDue || got[0].Customer != "Kunde AS" || w.one(id).Queue() != rights.ToDo {
				t.Fatalf("while the recipient is away: %+v", got)
			}
			w.told.fails = nil
			w.runs(mojob, w.now.AddDate(0, 0, 2))
			got := w.lifts(id)
			if len(got) != 1 || got[0].State != rights.NoticeDone || w.told.said[got[0].ID] != 1 || len(w.one(id).Restricted) > 0 || w.one(id).Queue() != rights.Ended {
				t.Errorf("%+v; %s, %v", got, w.one(id).Workflow, w.events(id))
			}
			if next := w.cases.due[id]; !next.IsZero() {
				t.Errorf("due %s", next)
			}
		})
	}
}

// To whom the data is still restricted for another reason, nothing has ended.
func TestARecipientIsNotToldOfAnEndWhileAnotherCaseRestricts(t *testing.T) {
	w := newWorld(t)
	first := w.restricting()
	w.runs(mojob, start.Add(2*time.Hour))
	w.confirmed(mojob, nil, gdpr.Restriction)
	w.runs(mojob, start.Add(4*time.Hour))
	if _, err := w.Warn(t.Context(), staff(mojob), rights.At{ID: first, Revision: w.one(first).Revision}, "Saka er avgjord."); err != nil {
		t.Fatal(err)
	}
	w.runs(mojob, w.now.AddDate(0, 0, 5))
	if c := w.one(first); len(w.lifts(first)) > 0 || c.Workflow != rights.Answered {
		t.Errorf("%+v, %s", w.lifts(first), c.Workflow)
	}
}

// What a hold keeps here is not a recipient's to erase (Art. 17(3)): they were given it, and hear of
// what else was done to it.
func TestNobodyIsToldToEraseWhatAHoldKeeps(t *testing.T) {
	for outcome, holds := range map[string]func(*world, gdpr.ID){
		"held from before": func(*world, gdpr.ID) {},
		"held once it has begun": func(w *world, id gdpr.ID) {
			w.gate.always = map[string]bool{"Tell": true, "Erase": true}
			w.runs(mojob, start.AddDate(0, 0, 4))
			if c := w.one(id); c.Workflow != rights.Carrying {
				w.t.Fatalf("it is %s", c.Workflow)
			}
		},
	} {
		t.Run(outcome, func(t *testing.T) {
			w := newWorld(t)
			ref := w.holds(mojob, kari, nil)
			keep := func() {
				r := w.store.held[ref]
				r.Term.Holds = append(r.Term.Holds, retention.Hold{ID: gdpr.NewID(), Ground: retention.GroundClaims, Until: retention.Expiry(w.now.AddDate(2, 0, 0).Unix())})
				w.store.held[ref] = r
			}
			id := w.confirmed(mojob, func(r *rights.Request) {
				r.Corrections = []rights.Correction{{Item: ref.String(), Field: "name", Value: "Kari Nordmann"}}
			}, gdpr.Rectification, gdpr.Erasure)
			if outcome == "held from before" {
				keep()
			}
			w.gate.always = map[string]bool{"Tell": true}
			w.runs(mojob, start.Add(5*time.Hour))
			holds(w, id)
			if outcome != "held from before" {
				keep()
			}
			w.gate.always = nil
			w.runs(mojob, start.AddDate(0, 0, 6))
			c := w.one(id)
			if o, _ := c.Outcome(gdpr.Erasure); c.Workflow != rights.Denied || o.Result != rights.Withheld || c.Erasure == "" {
				t.Fatalf("%s: %+v", c.Workflow, o)
			}
			if !slices.Equal(w.told.of, []gdpr.Right{gdpr.Rectification}) {
				t.Errorf("told of %v", w.told.of)
			}
		})
	}
}

// What was done before the person takes the rest back is done: whoever got the data hears of it, and
// the case is in staff's queue until they have (Art. 19). What was only announced, nobody hears of.
func TestWhoIsOwedANoticeHearsOfItAlsoWhenTheRestIsTakenBack(t *testing.T) {
	w := newWorld(t)
	ref := w.holds(mojob, kari, nil)
	id := w.confirmed(mojob, func(r *rights.Request) {
		r.Corrections = []rights.Correction{{Item: ref.String(), Field: "name", Value: "Kari Nordmann"}}
	}, gdpr.Rectification, gdpr.Restriction, gdpr.Erasure)
	w.told.fails = errDown
	w.runs(mojob, start.Add(5*time.Hour))
	if c, err := w.Stop(t.Context(), person(mojob, kari), id); err != nil || c.Workflow != rights.Revoked || c.Queue() != rights.ToDo {
		t.Fatalf("%s in %s: %v", c.Workflow, c.Queue(), err)
	}
	w.runs(mojob, w.now.Add(time.Hour))
	if c := w.one(id); len(w.told.of) > 0 || c.Next.IsZero() || c.Queue() != rights.ToDo {
		t.Fatalf("told of %v, looked at %s, in %s", w.told.of, c.Next, c.Queue())
	}
	w.told.fails = nil
	w.runs(mojob, start.AddDate(0, 0, 3))
	slices.Sort(w.told.of)
	if c := w.one(id); !slices.Equal(w.told.of, []gdpr.Right{gdpr.Rectification, gdpr.Restriction}) || c.Queue() != rights.Ended {
		t.Errorf("told of %v, in %s: %v", w.told.of, c.Queue(), c.Notices)
	}
	if next := w.cases.due[id]; !next.IsZero() {
		t.Errorf("due %s", next)
	}
}

func TestARecipientWhoStaysSilentAfterTheRestIsTakenBackIsForStaff(t *testing.T) {
	w := newWorld(t)
	ref := w.holds(mojob, kari, nil)
	id := w.confirmed(mojob, func(r *rights.Request) {
		r.Corrections = []rights.Correction{{Item: ref.String(), Field: "name", Value: "Kari Nordmann"}}
	}, gdpr.Rectification, gdpr.Erasure)
	w.told.answer = rights.NoticeAsked
	w.runs(mojob, start.Add(5*time.Hour))
	if _, err := w.Stop(t.Context(), person(mojob, kari), id); err != nil {
		t.Fatal(err)
	}
	w.runs(mojob, start.AddDate(0, 0, 15))
	c := w.one(id)
	if c.Notices[0].State != rights.NoticeSilent || c.Queue() != rights.ToDo {
		t.Fatalf("%+v in %s", c.Notices, c.Queue())
	}
	if _, err := w.Cases.Told(t.Context(), staff(mojob), rights.At{ID: id, Revision: c.Revision}, c.Notices[0].ID, rights.NoticeExcused, "Kunden er avviklet."); err != nil {
		t.Fatal(err)
	}
	if c := w.one(id); c.Workflow != rights.Revoked || c.Queue() != rights.Ended {
		t.Errorf("%s in %s", c.Workflow, c.Queue())
	}
}

// One of two corrections is made, and the other has not been ruled on when the person takes it back.
func TestWhatWasCorrectedIsToldAlsoWhereTheRestWasNotRuledOn(t *testing.T) {
	w := newWorld(t)
	ref := w.holds(tretoen, kari, nil)
	w.store.given[ref] = []holding.Disclosure{{Recipient: "customers", Customer: "Kunde AS", At: w.now}}
	id := w.confirmed(tretoen, func(r *rights.Request) {
		r.Corrections = []rights.Correction{
			{Item: ref.String(), Field: "name", Value: "Kari Nordmann"}, {Item: ref.String(), Field: "mobile", Value: "400 00 000"},
		}
	}, gdpr.Rectification)
	ruling := rights.Correction{Item: ref.String(), Field: "name", State: rights.Accepted}
	if _, err := w.Rule(t.Context(), staff(tretoen), rights.At{ID: id, Revision: w.one(id).Revision}, []rights.Correction{ruling}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Cases.Step(t.Context(), w.one(id), rights.Entry{On: rights.Cancel, By: rights.ByPerson}, nil); err != nil {
		t.Fatal(err)
	}
	w.cases.due[id] = w.one(id).Next
	w.runs(tretoen, start.AddDate(0, 0, 1))
	if c := w.one(id); len(c.Notices) != 1 || c.Notices[0].About != gdpr.Rectification || c.Queue() != rights.ToDo {
		t.Errorf("%+v in %s", c.Notices, c.Queue())
	}
}
