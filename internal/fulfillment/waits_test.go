package fulfillment_test

import (
	"slices"
	"testing"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/holiday"
	"ordholden/internal/rights"
)

// news is what the mail service tells of the mails that a step of a case called for, as the store
// keeps it: the case is due at once.
func (w *world) news(id gdpr.ID, on rights.Event, open int, taken ...time.Time) {
	c := w.one(id)
	c.Request = c.Mailed(on, open, taken...)
	c.Revision++
	c.Next = w.now
	w.cases.held[id], w.cases.due[id] = c, w.now
}

// writes is a mail about a case.
func (w *world) writes(id gdpr.ID) {
	c := w.one(id)
	c.Request = c.Written(w.now, w.now)
	c.Revision++
	c.History = append(slices.Clone(c.History), rights.Entry{At: w.now, On: rights.Write, By: rights.ByPerson})
	if w.cases.held[id] = c; c.Pause.Replied.Equal(w.now) {
		w.cases.due[id] = w.now
	}
}

func (w *world) at(id gdpr.ID) rights.At { return rights.At{ID: id, Revision: w.one(id).Revision} }

func (w *world) count(id gdpr.ID, on rights.Event) (n int) {
	for _, e := range w.events(id) {
		if e == on {
			n++
		}
	}
	return n
}

func TestT11_AnErasureThatNobodyHeardOfNeverBegins(t *testing.T) {
	w := newWorld(t)
	w.cases.unposted = true
	w.holds(mojob, kari, nil)
	id := w.confirmed(mojob, nil, gdpr.Erasure)
	w.sweep(mojob)
	w.runs(mojob, start.AddDate(0, 0, 3))
	if c := w.one(id); c.Workflow != rights.Cooling {
		t.Fatalf("%s while the announcement is on its way", c.Workflow)
	}
	w.news(id, rights.Announce, 0) // it came back
	w.runs(mojob, start.AddDate(0, 1, 15))
	c := w.one(id)
	if c.Workflow != rights.Cooling || w.eraser.runs != 0 || !slices.Contains(c.Concerns(), rights.AnnouncementLost) || w.count(id, rights.Escalate) != 1 {
		t.Fatalf("%s, %q, %d erased, %v", c.Workflow, c.Concerns(), w.eraser.runs, w.events(id))
	}
	told, err := w.Cases.HandOver(t.Context(), staff(mojob), w.at(id), "Ringte 22 00 00 00, som står i profilen.")
	if err != nil || told.Until.Sub(told.Decided) != 48*time.Hour || len(told.Concerns()) != 0 {
		t.Fatalf("%v: until %s, %q", err, told.Until, told.Concerns())
	}
	w.runs(mojob, told.Until.Add(-time.Second))
	if c := w.one(id); c.Workflow != rights.Cooling {
		t.Errorf("%s before it is over", c.Workflow)
	}
	w.runs(mojob, told.Until.Add(time.Minute))
	if c := w.one(id); c.Workflow == rights.Cooling || w.eraser.runs != 1 {
		t.Errorf("%s after it, %d erased", c.Workflow, w.eraser.runs)
	}
}

func TestT11_WhoHearsLastOfAnErasureHasTheWholeOfCoolingOff(t *testing.T) {
	w := newWorld(t)
	w.cases.unposted = true
	w.holds(mojob, kari, nil)
	id := w.confirmed(mojob, nil, gdpr.Erasure)
	w.sweep(mojob)
	w.now = start.Add(5 * time.Hour)
	w.news(id, rights.Announce, 0, w.now)
	w.runs(mojob, start.Add(53*time.Hour-time.Second))
	if c := w.one(id); c.Workflow != rights.Cooling {
		t.Errorf("%s before 48 hours are over", c.Workflow)
	}
	w.runs(mojob, start.Add(53*time.Hour+time.Minute))
	if w.eraser.runs != 1 {
		t.Errorf("%s after them", w.one(id).Workflow)
	}
}

func TestT11_WhatSomebodyWritesHoldsAnErasureUpUntilItIsRead(t *testing.T) {
	for outcome, test := range map[string]struct {
		then func(*world, gdpr.ID) error
		want rights.Workflow
	}{
		"nobody reads it": {func(*world, gdpr.ID) error { return nil }, rights.Cooling},
		"it goes on": {func(w *world, id gdpr.ID) error {
			_, err := w.Cases.Look(t.Context(), staff(mojob), w.at(id), "Takker for beskjeden.")
			return err
		}, rights.Answered},
		"it was the person, and they take it back": {func(w *world, id gdpr.ID) error {
			_, err := w.Cases.Halt(t.Context(), staff(mojob), w.at(id), "Ringte tilbake på nummeret i profilen.")
			return err
		}, rights.Revoked},
	} {
		w := newWorld(t)
		w.holds(mojob, kari, nil)
		id := w.confirmed(mojob, nil, gdpr.Erasure)
		w.sweep(mojob)
		w.now = start.Add(time.Hour)
		w.writes(id)
		w.runs(mojob, start.AddDate(0, 0, 4))
		if c := w.one(id); c.Workflow != rights.Cooling || !slices.Contains(c.Concerns(), rights.Unread) {
			t.Fatalf("%s: %s, %q", outcome, c.Workflow, c.Concerns())
		}
		if err := test.then(w, id); err != nil {
			t.Fatalf("%s: %v", outcome, err)
		}
		w.cases.due[id] = w.one(id).Next
		w.runs(mojob, start.AddDate(0, 0, 8))
		if c := w.one(id); c.Workflow != test.want {
			t.Errorf("%s: %s, %v", outcome, c.Workflow, w.events(id))
		}
	}
}

// Art. 12(2) and (6): the question is put three times, and then it is for staff. Art. 22: nobody is
// refused by the clock alone, however long nothing comes; staff refuse, with words and a complaint.
func TestM9_AQuestionWithoutAnAnswerIsForStaffToEnd(t *testing.T) {
	for outcome, test := range map[string]struct {
		wrote   bool
		concern []rights.Concern
		nudges  int
		told    map[int]int // mails to staff by that day
	}{
		"nobody answers": {false, []rights.Concern{rights.IdentityUnanswered}, 3, map[int]int{61: 1, 200: 1}},
		// The deadline runs again: staff are reminded of it, and told when it is over.
		"they write, and do not prove anything": {true, []rights.Concern{rights.Unread}, 2, map[int]int{61: 0, 200: 5}},
	} {
		w := newWorld(t)
		w.holds(tretoen, kari, nil)
		id := w.confirmed(tretoen, nil, gdpr.Access, gdpr.Restriction)
		if _, err := w.Cases.Ask(t.Context(), staff(tretoen), w.at(id), "Hvilket telefonnummer oppga du?"); err != nil {
			t.Fatal(err)
		}
		w.runs(tretoen, start.AddDate(0, 0, 13))
		if w.count(id, rights.Nudge) != 0 {
			t.Errorf("%s: reminded after less than 14 days", outcome)
		}
		w.runs(tretoen, start.AddDate(0, 0, 59))
		if c := w.one(id); w.count(id, rights.Nudge) != 2 || c.Workflow != rights.Open || len(w.cases.mails) != 0 {
			t.Errorf("%s: %d reminders in 59 days, %d of them to staff, %s", outcome, w.count(id, rights.Nudge), len(w.cases.mails), c.Workflow)
		}
		if test.wrote {
			w.writes(id)
		}
		for _, day := range []int{61, 200} {
			w.runs(tretoen, start.AddDate(0, 0, day))
			c := w.one(id)
			if c.Workflow != rights.Open || len(c.Outcomes) != 0 || w.count(id, rights.Nudge) != test.nudges || len(w.cases.mails) != test.told[day] || !slices.Equal(c.Concerns(), test.concern) {
				t.Fatalf("%s, day %d: %s, %+v, %v, %q", outcome, day, c.Workflow, c.Outcomes, w.events(id), c.Concerns())
			}
		}
		for _, right := range []gdpr.Right{gdpr.Access, gdpr.Restriction} {
			no := rights.Refusal{Right: right, Ground: rights.NotIdentified, Reasons: "Vi spurte tre ganger, og fikk ikke svar."}
			if _, err := w.Refuse(t.Context(), staff(tretoen), w.at(id), no); err != nil {
				t.Fatalf("%s: %v", outcome, err)
			}
		}
		if c := w.one(id); c.Workflow != rights.Denied || c.Outcomes[0].By != rights.ByStaff(staff(tretoen).ID) {
			t.Errorf("%s: %s, %+v", outcome, c.Workflow, c.Outcomes)
		}
	}
}

func TestWhatStaffPutInIsRemindedOfBeforeItLapses(t *testing.T) {
	w := newWorld(t)
	id := w.confirmed(mojob, func(r *rights.Request) {
		r.Workflow, r.Identity, r.Channel, r.Registered, r.Decided = rights.Waiting, rights.Unproven, rights.ByLetter, start, time.Time{}
	}, gdpr.Access)
	c := w.one(id)
	c.History = []rights.Entry{{At: start, On: rights.Register, By: "staff:s1"}}
	w.cases.held[id] = c
	for _, step := range []struct {
		day    int
		nudges int
		staff  int // mails to staff: of them, and of the deadline
	}{{6, 0, 0}, {8, 1, 0}, {20, 1, 1}, {22, 2, 3}, {27, 2, 4}} {
		w.runs(mojob, start.AddDate(0, 0, step.day))
		if n := w.count(id, rights.Nudge); n != step.nudges || len(w.cases.mails) != step.staff {
			t.Errorf("day %d: %d reminders, %d to staff", step.day, n, len(w.cases.mails))
		}
	}
	w.runs(mojob, start.AddDate(0, 0, 29))
	if c := w.one(id); c.Workflow != rights.Lapsed {
		t.Errorf("%s in the end", c.Workflow)
	}
}

// Art. 21(3): no act of staff comes before the end of marketing, however quick they are.
func TestM9_MarketingEndsBeforeAnythingIsRefused(t *testing.T) {
	no := rights.Refusal{Right: gdpr.Objection, Reasons: "Vi må behandle dem.", Evidence: "Ti like brev."}
	for outcome, act := range map[string]func(*world, gdpr.ID) error{
		"refused": func(w *world, id gdpr.ID) error {
			no := no
			no.Ground = rights.Compelling
			_, err := w.Refuse(t.Context(), staff(mojob), w.at(id), no)
			return err
		},
		"proposed to be refused": func(w *world, id gdpr.ID) error {
			no := no
			no.Ground = rights.Excessive
			_, err := w.Refuse(t.Context(), staff(mojob), w.at(id), no)
			return err
		},
		"upheld": func(w *world, id gdpr.ID) error {
			_, err := w.Grant(t.Context(), staff(mojob), w.at(id), gdpr.Objection)
			return err
		},
		"asked who it is": func(w *world, id gdpr.ID) error {
			_, err := w.Cases.Ask(t.Context(), staff(mojob), w.at(id), "Hvem er du?")
			w.runs(mojob, w.now.Add(time.Minute))
			return err
		},
	} {
		w := newWorld(t)
		w.holds(mojob, kari, nil)
		id := w.confirmed(mojob, against2(""), gdpr.Objection)
		if err := act(w, id); err != nil || len(w.blocked.since) != 1 {
			t.Errorf("%s: %v, %d left alone", outcome, err, len(w.blocked.since))
		}
	}
}

// Taken back between the restriction of the records and the step that lists them, a case leaves
// nothing restricted.
func TestACaseThatIsTakenBackWhileItRestrictsLeavesNothingRestricted(t *testing.T) {
	w := newWorld(t)
	ref := w.holds(tretoen, kari, nil)
	id := w.confirmed(tretoen, against2(rights.AgainstProcessing), gdpr.Objection)
	if _, err := w.Records.RestrictFor(t.Context(), ref, id); err != nil || w.store.held[ref].Term.Served(w.now) {
		t.Fatal(err)
	}
	// The link of the mail takes it back here, and the step that follows is refused.
	canceled, err := w.Cases.Step(t.Context(), w.one(id), rights.Entry{On: rights.Cancel, By: rights.ByPerson}, nil)
	if err != nil || len(canceled.Restricted) != 0 || canceled.Next.IsZero() {
		t.Fatalf("%v, %q, next %s", err, canceled.Restricted, canceled.Next)
	}
	w.runs(tretoen, start.Add(time.Hour))
	if !w.store.held[ref].Term.Served(w.now) || !w.cases.due[id].IsZero() {
		t.Errorf("%+v, due %s", w.store.held[ref].Term, w.cases.due[id])
	}
}

// What the person was granted outlives the case that was taken back or has lapsed, and staff end it
// as any other: with word of it first, and back to where the case stood.
func TestM9_AGrantedRestrictionOfACaseThatEndedIsLiftedByStaff(t *testing.T) {
	for _, ended := range []struct {
		at rights.Workflow
		by rights.Identity
	}{{rights.Revoked, rights.Proven}, {rights.Revoked, rights.Unproven}, {rights.Lapsed, rights.Unproven}} {
		w := newWorld(t)
		ref := w.holds(tretoen, kari, nil)
		id := w.confirmed(tretoen, nil, gdpr.Restriction, gdpr.Access)
		if _, err := w.Records.RestrictFor(t.Context(), ref, id); err != nil {
			t.Fatal(err)
		}
		c := w.one(id)
		c.Workflow, c.Identity, c.Delivery, c.Restricted = ended.at, ended.by, rights.Arrived, []string{ref.String()}
		c.Outcomes = []rights.Outcome{{Right: gdpr.Restriction, Result: rights.Granted, At: start, By: rights.ByClock}}
		c.Request = c.Scheduled(holiday.Norway{}, declaration(tretoen).Handling, w.now)
		w.cases.held[id], w.cases.due[id] = c, c.Next
		w.runs(tretoen, start.Add(time.Hour))
		if w.store.held[ref].Term.Served(w.now) {
			t.Fatalf("%s: lifted without a word", ended.at)
		}
		if _, err := w.Warn(t.Context(), staff(tretoen), w.at(id), "Grunnen er borte."); err != nil {
			t.Fatalf("%s, %s: %v", ended.at, ended.by, err)
		}
		w.runs(tretoen, w.now.AddDate(0, 0, 4))
		if c := w.one(id); c.Workflow != ended.at || !w.store.held[ref].Term.Served(w.now) {
			t.Errorf("%s, %s: %s, %+v", ended.at, ended.by, c.Workflow, w.store.held[ref].Term)
		}
	}
}
