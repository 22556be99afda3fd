package fulfillment_test

import (
	"testing"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// refusals is each right for which records are restricted, and a ground on which staff refuse it.
var refusals = map[gdpr.Right]rights.Ground{gdpr.Restriction: rights.Conditions, gdpr.Objection: rights.Compelling}

// A restriction that was broken off before the case could list what it restricted ends once staff
// have refused what it was for: broken off at any call, before it is done or after, and with a copy
// in the same case that staff release later.
func TestM9_ARefusalLeavesNothingRestrictedWhereverTheRestrictionWasBrokenOff(t *testing.T) {
	for right, ground := range refusals {
		for _, asked := range [][]gdpr.Right{{right}, {gdpr.Access, right}} {
			calls := 1
			for n := 0; n <= calls; n++ {
				for _, after := range []bool{false, true} {
					w := newWorld(t)
					w.holds(tretoen, kari, nil)
					w.holds(tretoen, kari, nil)
					id := w.confirmed(tretoen, against2(rights.AgainstProcessing), asked...)
					w.gate.breakAt, w.gate.after = n, after
					w.sweep(tretoen)
					if n == 0 {
						calls = len(w.gate.calls)
					}
					w.gate.breakAt = 0
					at := func() rights.At { return rights.At{ID: id, Revision: w.one(id).Revision} }
					if _, settled := w.one(id).Outcome(right); settled {
						continue // it came through before it could be refused
					}
					no := rights.Refusal{Right: right, Ground: ground, Reasons: "Vi må behandle dem."}
					if _, err := w.Refuse(t.Context(), staff(tretoen), at(), no); err != nil {
						t.Fatal(err)
					}
					if len(asked) > 1 {
						if _, err := w.Grant(t.Context(), staff(tretoen), at(), gdpr.Access); err != nil {
							t.Fatal(err)
						}
					}
					w.runs(tretoen, w.now.AddDate(0, 0, 8))
					for _, rec := range w.store.held {
						if !rec.Term.Served(w.now) || rec.Term.Expires() == 0 {
							t.Fatalf("%v, broken off at call %d (after: %v): still restricted, %+v; it went %v", asked, n, after, rec.Term, w.events(id))
						}
					}
					if c := w.one(id); c.Workflow != rights.Denied || len(c.Restricted) > 0 || !w.cases.due[id].IsZero() {
						t.Fatalf("%v, broken off at call %d (after: %v): %s, %q, due %s", asked, n, after, c.Workflow, c.Restricted, w.cases.due[id])
					}
				}
			}
		}
	}
}

// The same where staff refuse while another process restricts: what that has done by then, or does
// in the minutes after, is put back.
func TestM9_WhatIsRestrictedWhileStaffRefuseIsPutBack(t *testing.T) {
	for right, ground := range refusals {
		for _, late := range []time.Duration{0, time.Minute} {
			w := newWorld(t)
			ref := w.holds(tretoen, kari, nil)
			id := w.confirmed(tretoen, against2(rights.AgainstProcessing), right)
			no := rights.Refusal{Right: right, Ground: ground, Reasons: "Vi må behandle dem."}
			if _, err := w.Refuse(t.Context(), staff(tretoen), rights.At{ID: id, Revision: w.one(id).Revision}, no); err != nil {
				t.Fatal(err)
			}
			if late > 0 {
				w.sweep(tretoen)
			}
			w.now = w.now.Add(late)
			if _, err := w.Records.RestrictFor(t.Context(), ref, id); err != nil {
				t.Fatal(err)
			}
			w.runs(tretoen, w.now.AddDate(0, 0, 1))
			if got := w.store.held[ref].Term; !got.Served(w.now) {
				t.Errorf("%s, %s after the refusal: still restricted, %+v", right, late, got)
			}
		}
	}
}

// What a person was granted is not put back with what was refused beside it.
func TestM9_AGrantedRestrictionStandsBesideARefusedObjection(t *testing.T) {
	w := newWorld(t)
	ref := w.holds(tretoen, kari, nil)
	id := w.confirmed(tretoen, against2(rights.AgainstProcessing), gdpr.Restriction, gdpr.Objection)
	w.sweep(tretoen)
	no := rights.Refusal{Right: gdpr.Objection, Ground: rights.Compelling, Reasons: "Vi må behandle dem."}
	if _, err := w.Refuse(t.Context(), staff(tretoen), rights.At{ID: id, Revision: w.one(id).Revision}, no); err != nil {
		t.Fatal(err)
	}
	w.runs(tretoen, w.now.AddDate(1, 0, 0))
	if got := w.store.held[ref].Term; got.Served(w.now) {
		t.Errorf("the restriction that was granted is gone: %+v", got)
	}
}

// A restriction whose case is gone is for staff to end, who alone still can; with the case, or while a
// consent is the cause, it is not. Where another cause stands beside it, the record stays restricted.
func TestM9_ARestrictionWhoseCaseIsGoneEndsByStaff(t *testing.T) {
	w := newWorld(t)
	ref := w.holds(mojob, kari, nil)
	id := w.confirmed(mojob, nil, gdpr.Restriction)
	w.runs(mojob, start.AddDate(0, 0, 1))
	lift := func() error { _, err := w.Records.Lift(t.Context(), staff(mojob), ref); return err }
	if err := lift(); !is(err, gdpr.Conflict, gdpr.CodeAnnounce) {
		t.Fatalf("while the case stands: %v", err)
	}
	delete(w.cases.held, id) // its end came before that of what it restricts
	taken := w.consents(mojob, kari, "recruitment")
	if _, err := w.Records.RestrictFor(t.Context(), ref, taken); err != nil {
		t.Fatal(err)
	}
	w.gate.always = map[string]bool{"Consent": true}
	if err := lift(); gdpr.KindOf(err) != gdpr.Unavailable {
		t.Fatalf("while nobody can say what stands: %v", err)
	}
	w.gate.always = nil
	if err := lift(); err != nil {
		t.Fatal(err)
	}
	if got := w.store.held[ref].Term; got.Served(w.now) || len(got.By) != 1 || got.By[0] != taken {
		t.Fatalf("beside a consent: %+v", got)
	}
	if err := lift(); !is(err, gdpr.Conflict, gdpr.CodeAnnounce) {
		t.Fatalf("of the consent alone: %v", err)
	}
	delete(w.agreed.held, taken)
	if err := lift(); err != nil {
		t.Fatal(err)
	}
	if got := w.store.held[ref].Term; !got.Served(w.now) || got.Expires() == 0 {
		t.Errorf("nothing restricts it any more: %+v", got)
	}
}

// A case that is over and restricts nothing keeps nothing restricted either.
func TestM9_ACaseThatIsOverStandsForNoRestriction(t *testing.T) {
	w := newWorld(t)
	ref := w.holds(tretoen, kari, nil)
	id := w.confirmed(tretoen, nil, gdpr.Access)
	if _, err := w.Grant(t.Context(), staff(tretoen), rights.At{ID: id, Revision: w.one(id).Revision}, gdpr.Access); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Records.RestrictFor(t.Context(), ref, id); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Records.Lift(t.Context(), staff(tretoen), ref); err != nil || !w.store.held[ref].Term.Served(w.now) {
		t.Errorf("%v, %+v", err, w.store.held[ref].Term)
	}
}
