package fulfillment_test

import (
	"slices"
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// What is restricted while an objection is weighed is free again once that is refused: the person is
// told why and when, in time. What they were granted as a right of its own stands.
func TestM9_ARefusedObjectionRestrictsNoLongerThanItsNotice(t *testing.T) {
	for _, test := range []struct {
		outcome string
		asked   []gdpr.Right
		against rights.Against
		freed   bool
	}{
		{"an objection to processing", []gdpr.Right{gdpr.Objection}, rights.AgainstProcessing, true},
		{"an objection to everything, refused in part", []gdpr.Right{gdpr.Objection}, "", true},
		{"an objection with a copy that is still owed", []gdpr.Right{gdpr.Access, gdpr.Objection}, rights.AgainstProcessing, true},
		{"an objection beside a restriction", []gdpr.Right{gdpr.Restriction, gdpr.Objection}, rights.AgainstProcessing, false},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			w := newWorld(t)
			ref := w.holds(tretoen, kari, nil)
			id := w.confirmed(tretoen, against2(test.against), test.asked...)
			w.sweep(tretoen)
			at := func() rights.At { return rights.At{ID: id, Revision: w.one(id).Revision} }
			no := rights.Refusal{Right: gdpr.Objection, Ground: rights.Compelling, Reasons: "Vi må behandle dem."}
			if _, err := w.Cases.Refuse(t.Context(), staff(tretoen), at(), no); err != nil {
				t.Fatal(err)
			}
			w.cases.due[id] = w.one(id).Next
			if slices.Contains(test.asked, gdpr.Access) {
				w.sweep(tretoen)
				if w.one(id).Workflow != rights.Open || w.store.held[ref].Term.Served(w.now) {
					t.Fatalf("%s, %+v", w.one(id).Workflow, w.store.held[ref].Term)
				}
				if _, err := w.Grant(t.Context(), staff(tretoen), at(), gdpr.Access); err != nil {
					t.Fatal(err)
				}
			}
			w.runs(tretoen, w.now.AddDate(0, 0, 3).Add(-time.Second))
			c := w.one(id)
			if warned := c.Workflow == rights.Lifting && c.History[len(c.History)-1].Text != ""; warned != test.freed || w.store.held[ref].Term.Served(w.now) {
				t.Fatalf("before the notice is over: %s, %+v", c.Workflow, w.store.held[ref].Term)
			}
			w.runs(tretoen, w.now.AddDate(0, 0, 1))
			if c := w.one(id); c.Workflow != rights.Denied || w.store.held[ref].Term.Served(w.now) != test.freed || (len(c.Restricted) == 0) != test.freed {
				t.Errorf("after it: %s, %+v, %q", c.Workflow, w.store.held[ref].Term, c.Restricted)
			}
		})
	}
}

// What the person said last counts: an objection takes back what stood when they made it, however
// late the rest of it is decided, and no yes to marketing from after it.
func TestM9_WhatBecomesOfAnObjectionLaterLeavesAYoungerYesAlone(t *testing.T) {
	no := rights.Refusal{Right: gdpr.Objection, Reasons: "Vi må behandle dem.", Evidence: "Ti like brev."}
	for outcome, test := range map[string]struct {
		before, after func(*world, gdpr.ID) error
	}{
		"refused": {nil, func(w *world, id gdpr.ID) error {
			no := no
			no.Ground = rights.Compelling
			_, err := w.Refuse(t.Context(), staff(mojob), w.at(id), no)
			return err
		}},
		"proposed to be refused": {nil, func(w *world, id gdpr.ID) error {
			no := no
			no.Ground = rights.Excessive
			_, err := w.Refuse(t.Context(), staff(mojob), w.at(id), no)
			return err
		}},
		"upheld": {nil, func(w *world, id gdpr.ID) error {
			_, err := w.Grant(t.Context(), staff(mojob), w.at(id), gdpr.Objection)
			return err
		}},
		"never proved": {func(w *world, id gdpr.ID) error {
			_, err := w.Cases.Ask(t.Context(), staff(mojob), w.at(id), "Hvem er du?")
			return err
		}, func(w *world, id gdpr.ID) error {
			w.cases.due[id] = w.one(id).Next
			w.runs(mojob, w.now.AddDate(0, 0, 20))
			return nil
		}},
	} {
		w := newWorld(t)
		w.holds(mojob, kari, nil)
		older := w.consents(mojob, kari, "other-information")
		id := w.confirmed(mojob, against2(""), gdpr.Objection)
		w.sweep(mojob)
		if c := w.agreed.held[older]; c.State != consent.Ended {
			t.Fatalf("%s: the older yes is %s", outcome, c.State)
		}
		if test.before != nil {
			if err := test.before(w, id); err != nil {
				t.Fatalf("%s: %v", outcome, err)
			}
		}
		w.now = w.now.AddDate(0, 0, 7)
		younger := w.consents(mojob, kari, "other-information")
		if err := test.after(w, id); err != nil {
			t.Fatalf("%s: %v", outcome, err)
		}
		since, err := w.leftAlone(t.Context())
		if c := w.agreed.held[younger]; err != nil || c.State != consent.Standing || !since.IsZero() {
			t.Errorf("%s: the younger yes is %s, left alone since %s, %v", outcome, c.State, since, err)
		}
	}
}

// A yes from between a letter and the day on which staff knew whose it was is younger than the letter.
func TestM9_AnObjectionCountsFromWhenItWasMade(t *testing.T) {
	w := newWorld(t)
	w.holds(mojob, kari, nil)
	id := w.confirmed(mojob, against2(""), gdpr.Objection)
	c := w.one(id)
	c.History = []rights.Entry{{At: start.AddDate(0, 0, 9), On: rights.Register, By: "staff:s1"}, {At: start.AddDate(0, 0, 9), On: rights.Vouch, By: "staff:s1"}}
	w.cases.held[id] = c
	w.now = start.AddDate(0, 0, 5)
	given := w.consents(mojob, kari, "other-information")
	w.now = start.AddDate(0, 0, 9)
	w.cases.due[id] = w.now
	w.sweep(mojob)
	since, err := w.leftAlone(t.Context())
	if c := w.agreed.held[given]; err != nil || c.State != consent.Standing || !since.IsZero() || len(w.blocked.since) != 1 {
		t.Errorf("the yes is %s, left alone since %s, %d on the list, %v", c.State, since, len(w.blocked.since), err)
	}
}

// A refusal that does not stand has no effect: nothing is taken back by what fails.
func TestARefusalThatDoesNotStandTakesNothingBack(t *testing.T) {
	for outcome, test := range map[string]struct {
		of func(*rights.Request)
		no rights.Refusal
	}{
		"without reasons":         {against2(""), rights.Refusal{Ground: rights.Compelling}},
		"on another right's":      {against2(""), rights.Refusal{Ground: rights.Accurate, Reasons: "Det stemmer."}},
		"without evidence":        {against2(""), rights.Refusal{Ground: rights.Excessive, Reasons: "Det er for mye."}},
		"of nobody that is known": {against2(""), rights.Refusal{Ground: rights.NotIdentified, Reasons: "Hvem er du?"}},
		"what is never refused":   {against2(rights.AgainstMarketing), rights.Refusal{Ground: rights.Compelling, Reasons: "Vi vil."}},
		"that nobody has confirmed": {func(r *rights.Request) {
			r.Workflow, r.Identity = rights.Waiting, rights.Unproven
		}, rights.Refusal{Ground: rights.Compelling, Reasons: "Vi må behandle dem."}},
	} {
		w := newWorld(t)
		w.holds(mojob, kari, nil)
		given := w.consents(mojob, kari, "other-information")
		id := w.confirmed(mojob, test.of, gdpr.Objection)
		test.no.Right = gdpr.Objection
		if _, err := w.Refuse(t.Context(), staff(mojob), w.at(id), test.no); err == nil {
			t.Errorf("%s: refused", outcome)
		}
		if c := w.agreed.held[given]; c.State != consent.Standing || len(w.blocked.since) != 0 || w.one(id).Revision != 2 {
			t.Errorf("%s: the consent is %s, %d left alone", outcome, c.State, len(w.blocked.since))
		}
	}
}
