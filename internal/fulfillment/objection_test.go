package fulfillment_test

import (
	"slices"
	"testing"
	"time"

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
