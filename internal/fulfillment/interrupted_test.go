package fulfillment_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/holiday"
	"ordholden/internal/rights"
)

// scenarios are cases that the clock brings to their end, with all that they meet.
var scenarios = map[string]func(*world) (gdpr.ControllerID, gdpr.ID){
	"erasure with recipients": func(w *world) (gdpr.ControllerID, gdpr.ID) {
		w.holds(mojob, kari, nil)
		return mojob, w.confirmed(mojob, nil, gdpr.Erasure)
	},
	"everything at once": func(w *world) (gdpr.ControllerID, gdpr.ID) {
		w.holds(mojob, kari, nil)
		w.consents(mojob, kari, "further-storage", "other-information")
		w.consents(mojob, kari, "other-information")
		return mojob, w.confirmed(mojob, func(r *rights.Request) { corrects("name", "Kari N")(w, r) }, gdpr.Rights...)
	},
	"correction": func(w *world) (gdpr.ControllerID, gdpr.ID) {
		w.holds(mojob, kari, nil)
		return mojob, w.confirmed(mojob, func(r *rights.Request) { corrects("name", "Kari N")(w, r) }, gdpr.Rectification)
	},
	"restriction": func(w *world) (gdpr.ControllerID, gdpr.ID) {
		w.holds(mojob, kari, nil)
		return mojob, w.confirmed(mojob, nil, gdpr.Restriction)
	},
	"objection to marketing": func(w *world) (gdpr.ControllerID, gdpr.ID) {
		w.consents(mojob, kari, "further-storage", "other-information")
		return mojob, w.confirmed(mojob, against2(rights.AgainstMarketing), gdpr.Objection)
	},
	"withdrawal of an application": func(w *world) (gdpr.ControllerID, gdpr.ID) {
		w.applies()
		w.applies()
		return tretoen, w.confirmed(tretoen, nil, gdpr.Withdrawal)
	},
}

// result is everything that a scenario leaves, but when it was.
func (w *world) result(id gdpr.ID) string {
	var lines []string
	c := w.one(id)
	lines = append(lines, w.ended(id), fmt.Sprint("erasure ", c.Erasure, " restricted ", len(c.Restricted), " suppressed ", len(w.blocked.since), " agenda ", len(w.agreed.due)))
	seen := map[rights.Event]int{}
	for _, e := range c.History {
		if e.On != rights.Hear { // of a recipient that had to be told twice there is one more
			seen[e.On]++
		}
	}
	lines = append(lines, fmt.Sprint(seen), fmt.Sprint("certificates ", w.eraser.runs, " told ", len(w.told.said)))
	for r, rec := range w.store.held {
		lines = append(lines, fmt.Sprint(r, " revision ", rec.Revision, " served ", rec.Term.Served(w.now), " kept ", rec.Term.Kept(w.now), len(rec.Fields)))
	}
	for _, given := range w.agreed.held {
		lines = append(lines, fmt.Sprint(given.ID, given.State, given.Choices))
	}
	slices.Sort(lines[4:])
	return strings.Join(lines, "\n")
}

// Broken off at any call of any store, before it is done or after, and carried again by the
// clock, a case ends the same: nothing twice, nothing left out.
func TestM9_ACaseThatIsBrokenOffAnywhereEndsTheSame(t *testing.T) {
	for outcome, begin := range scenarios {
		t.Run(outcome, func(t *testing.T) {
			undisturbed := newWorld(t)
			c, id := begin(undisturbed)
			until := start.AddDate(0, 0, 14)
			undisturbed.runs(c, until)
			want, calls := undisturbed.result(id), len(undisturbed.gate.calls)
			if undisturbed.one(id).Workflow.Live() {
				t.Fatalf("it does not end: %s", want)
			}
			for n := 1; n <= calls; n++ {
				for _, after := range []bool{false, true} {
					w := newWorld(t)
					w.gate.breakAt, w.gate.after = n, after
					c, id := begin(w)
					w.runs(c, until)
					if got := w.result(id); got != want {
						t.Fatalf("broken off at call %d, %s (after: %v):\n%s\nwant\n%s", n, undisturbed.gate.calls[n-1], after, got, want)
					}
				}
			}
		})
	}
}

// A case that restricted while an objection was weighed leaves nothing restricted once the person
// has taken it back by the mail's link, or nobody confirmed what staff added: broken off anywhere.
func TestM9_WhatACaseRestrictedEndsWithTheCase(t *testing.T) {
	for outcome, change := range map[string]func(*rights.Request){
		"objection taken back": func(r *rights.Request) { r.Workflow = rights.Revoked },
		"announced erasure stopped": func(r *rights.Request) {
			r.Rights, r.Workflow, r.Until = append(r.Rights, gdpr.Erasure), rights.Revoked, start.AddDate(0, 0, 2)
		},
		"lapsed": func(r *rights.Request) { r.Workflow, r.Identity = rights.Lapsed, rights.Unproven },
	} {
		t.Run(outcome, func(t *testing.T) {
			calls := 1
			for n := 0; n <= calls; n++ {
				for _, after := range []bool{false, true} {
					w := newWorld(t)
					ref := w.holds(tretoen, kari, nil)
					w.holds(tretoen, kari, nil)
					id := w.confirmed(tretoen, against2(rights.AgainstProcessing), gdpr.Objection)
					w.sweep(tretoen)
					if w.store.held[ref].Term.Served(w.now) {
						t.Fatal("never restricted")
					}
					c := w.one(id)
					change(&c.Request)
					c.Revision++
					c.Request = c.Scheduled(holiday.Norway{}, declaration(tretoen).Handling, w.now)
					w.cases.held[id], w.cases.due[id] = c, c.Next
					w.gate.calls, w.gate.breakAt, w.gate.after = nil, n, after
					w.runs(tretoen, w.now.Add(time.Hour))
					for _, rec := range w.store.held {
						if !rec.Term.Served(w.now) {
							t.Fatalf("broken off at call %d (after: %v): still restricted", n, after)
						}
					}
					if got := w.one(id); got.Workflow != c.Workflow || len(got.Restricted) > 0 || !w.cases.due[id].IsZero() {
						t.Fatalf("broken off at call %d (after: %v): %s, %q, due %s", n, after, got.Workflow, got.Restricted, w.cases.due[id])
					}
					if n == 0 {
						calls = len(w.gate.calls)
					}
				}
			}
		})
	}
}

// mailed is the declaration of tretoen, whose recipients are told by mail.
func mailed() *controller.Declaration {
	d := *declaration(tretoen)
	d.Recipients = slices.Clone(d.Recipients)
	for i := range d.Recipients {
		d.Recipients[i].Told, d.Recipients[i].Mailbox = controller.ToldByMail, "mottaker@example.com"
	}
	return &d
}

// many is a world in which a person has 150 applications, each with an address of its own on file
// and given to a customer of its own, who are told by mail.
func many(t *testing.T) *world {
	w := newWorld(t)
	registry := controller.New(mailed())
	w.Controllers, w.Cases.Controllers, w.Records.Controllers = registry, registry, registry
	w.Tellers[controller.ToldByMail] = fulfillment.ByMail{}
	recipient := mailed().Recipients[0].ID
	for n := range 150 {
		ref := w.holds(tretoen, kari, func(r *holding.Record) {
			r.Fields[1].Value = gdpr.Private(fmt.Sprintf("kari%d@example.org", n))
			r.Received = start.Add(time.Duration(n) * time.Second)
		})
		w.store.given[ref] = []holding.Disclosure{{ID: gdpr.DeriveID("d", fmt.Sprint(n)), Record: ref, At: start, Recipient: recipient, Customer: gdpr.Private(fmt.Sprintf("Kunde %d", n))}}
	}
	return w
}

// mailedTo counts the mails that steps of a kind called for, each address or customer once.
func (w *world) mailedTo(on ...rights.Event) (mails int) {
	for _, e := range w.cases.mails {
		if slices.Contains(on, e.On) {
			mails += len(e.To)
		}
	}
	return mails
}

// More than one transaction takes is done in several steps, and broken off at any of them it ends the
// same: everybody on file is told once, and so is every recipient.
func TestM9_APersonWithMoreThanOneStepTakesIsServed(t *testing.T) {
	for outcome, test := range map[string]struct {
		right gdpr.Right
		on    []rights.Event
	}{
		"restriction": {gdpr.Restriction, []rights.Event{rights.Tell, rights.Hear}},
		"objection":   {gdpr.Objection, []rights.Event{rights.Restrict, rights.Hear}},
		"erasure":     {gdpr.Erasure, []rights.Event{rights.Announce}},
	} {
		t.Run(outcome, func(t *testing.T) {
			moves := 4
			for n := 0; n <= moves; n++ {
				for _, after := range []bool{false, true} {
					w := many(t)
					id := w.confirmed(tretoen, against2(rights.AgainstProcessing), test.right)
					w.gate.breakMove, w.gate.after = n, after
					w.runs(tretoen, start.Add(47*time.Hour))
					if got := w.mailedTo(test.on...); got != 150 {
						t.Fatalf("broken off at move %d (after: %v): %d mails, %v", n, after, got, w.events(id))
					}
					if test.right == gdpr.Erasure {
						if c := w.one(id); c.Until.Before(start.Add(48 * time.Hour)) {
							t.Fatalf("cooling-off ends %s", c.Until)
						}
						w.runs(tretoen, start.Add(50*time.Hour))
						if c := w.one(id); c.Workflow != rights.Telling && c.Workflow != rights.Carrying || w.mailedTo(rights.Tell, rights.Hear) != 150 {
							t.Fatalf("%s, %d recipients", c.Workflow, w.mailedTo(rights.Tell, rights.Hear))
						}
						continue
					}
					for _, rec := range w.store.held {
						if rec.Term.Served(w.now) {
							t.Fatal("not restricted")
						}
					}
				}
			}
		})
	}
}
