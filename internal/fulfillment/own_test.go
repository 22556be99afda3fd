package fulfillment_test

import (
	"context"
	"testing"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

type ledger struct{ asked []string }

func (l *ledger) Everything(_ context.Context, c gdpr.ControllerID, s gdpr.SubjectID, by string) (fulfillment.Everything, error) {
	l.asked = append(l.asked, string(c)+" "+string(s)+" "+by)
	return fulfillment.Everything{Controller: c, Subject: s}, nil
}

func TestM8_APersonReadsTheirOwnAndNothingElse(t *testing.T) {
	w := newWorld(t)
	read := &ledger{}
	w.Ledger = read
	all, err := w.Own(t.Context(), person(mojob, kari))
	if err != nil || all.Address != kari || len(read.asked) != 1 || read.asked[0] != "mojob "+string(subject(mojob, kari))+" own" {
		t.Errorf("%v, %q", err, read.asked)
	}
}

func TestTheOwnPageIsForWhoCameToIt(t *testing.T) {
	agreements := person(mojob, kari)
	agreements.Way = access.ToAgreements
	for outcome, by := range map[string]access.Actor{"staff": staff(mojob), "a contact person": agreements, "nobody": {Controller: mojob}} {
		w := newWorld(t)
		w.Ledger = &ledger{}
		_, owned := w.Own(t.Context(), by)
		_, acted := w.Act(t.Context(), by, rights.Lodged{Right: gdpr.Erasure, Address: kari})
		_, stopped := w.Stop(t.Context(), by, "x")
		_, fetched := w.File(t.Context(), by, holding.Ref{}, "x")
		for what, err := range map[string]error{"own": owned, "act": acted, "stop": stopped, "file": fetched, "withdraw": w.Withdraw(t.Context(), by, "x")} {
			if !is(err, gdpr.Forbidden, gdpr.CodeRole) {
				t.Errorf("%s, %s: %v", outcome, what, err)
			}
		}
		if len(w.gate.calls) > 0 {
			t.Errorf("%s: %q", outcome, w.gate.calls)
		}
	}
}

func TestM9_WhatAPersonAsksOnTheirPageIsDoneAtOnce(t *testing.T) {
	w := newWorld(t)
	ref := w.holds(tretoen, kari, nil)
	c, err := w.Act(t.Context(), person(tretoen, kari), rights.Lodged{Right: gdpr.Restriction, Address: kari, Language: gdpr.Nynorsk})
	if err != nil || c.Workflow != rights.Answered || w.store.held[ref].Term.Served(w.now) {
		t.Errorf("%v, %s", err, c.Workflow)
	}
}

// Once the case is stored, what fails is for the clock: the person is not told that nothing came in.
func TestWhatFailsOnThePageIsFinishedByTheClock(t *testing.T) {
	w := newWorld(t)
	w.holds(tretoen, kari, nil)
	w.gate.always = map[string]bool{"Records": true}
	c, err := w.Act(t.Context(), person(tretoen, kari), rights.Lodged{Right: gdpr.Restriction, Address: kari, Language: gdpr.English})
	if err != nil || c.Workflow != rights.Open {
		t.Fatalf("%v, %s", err, c.Workflow)
	}
	w.gate.always = nil
	w.runs(tretoen, start.Add(time.Hour))
	w.expect(c.ID, "answered, restriction granted")
}

func TestT11_AnAnnouncedErasureIsStoppedByItsPersonAlone(t *testing.T) {
	w := newWorld(t)
	ref := w.holds(tretoen, kari, nil)
	c, err := w.Act(t.Context(), person(tretoen, kari), rights.Lodged{Right: gdpr.Erasure, Address: kari, Language: gdpr.Bokmal})
	if err != nil || c.Workflow != rights.Cooling {
		t.Fatalf("%v, %s", err, c.Workflow)
	}
	if _, err := w.Stop(t.Context(), person(tretoen, ola), c.ID); !is(err, gdpr.NotFound, gdpr.CodeNotFound) {
		t.Errorf("somebody else: %v", err)
	}
	for range 2 {
		if got, err := w.Stop(t.Context(), person(tretoen, kari), c.ID); err != nil || got.Workflow != rights.Revoked {
			t.Errorf("%v, %s", err, got.Workflow)
		}
	}
	w.runs(tretoen, start.AddDate(0, 0, 9))
	if !w.there(ref) || w.eraser.runs > 0 {
		t.Error("erased all the same")
	}
}

func TestAnErasureThatHasBegunIsNotStopped(t *testing.T) {
	w := newWorld(t)
	w.holds(tretoen, kari, nil)
	c, _ := w.Act(t.Context(), person(tretoen, kari), rights.Lodged{Right: gdpr.Erasure, Address: kari, Language: gdpr.Bokmal})
	w.runs(tretoen, start.Add(49*time.Hour))
	if _, err := w.Stop(t.Context(), person(tretoen, kari), c.ID); !is(err, gdpr.Conflict, gdpr.CodeState) {
		t.Error(err)
	}
}

// What an upheld objection restricted is as before, where the person stops the erasure.
func TestStoppingPutsBackWhatTheCaseRestricted(t *testing.T) {
	w := newWorld(t)
	ref := w.holds(tretoen, kari, nil)
	c, err := w.Act(t.Context(), person(tretoen, kari), rights.Lodged{Right: gdpr.Objection, Against: rights.AgainstProcessing, Text: "Nei.", Address: kari, Language: gdpr.Bokmal})
	if err != nil || w.store.held[ref].Term.Served(w.now) {
		t.Fatal(err)
	}
	if _, err := w.Grant(t.Context(), staff(tretoen), rights.At{ID: c.ID, Revision: c.Revision}, gdpr.Objection); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Stop(t.Context(), person(tretoen, kari), c.ID); err != nil || !w.store.held[ref].Term.Served(w.now) {
		t.Errorf("%v, %+v", err, w.store.held[ref].Term)
	}
}

// A restriction that the person was granted is a right of its own: it outlives the erasure that they
// stop, until staff have announced its end.
func TestStoppingLeavesARestrictionThatWasGranted(t *testing.T) {
	w := newWorld(t)
	ref := w.holds(tretoen, kari, nil)
	id := w.confirmed(tretoen, against2(rights.AgainstProcessing), gdpr.Restriction, gdpr.Objection)
	w.sweep(tretoen)
	if _, err := w.Grant(t.Context(), staff(tretoen), rights.At{ID: id, Revision: w.one(id).Revision}, gdpr.Objection); err != nil {
		t.Fatal(err)
	}
	w.expect(id, "cooling-off, restriction granted")
	if _, err := w.Stop(t.Context(), person(tretoen, kari), id); err != nil {
		t.Fatal(err)
	}
	w.runs(tretoen, w.now.AddDate(0, 0, 9))
	if c := w.one(id); c.Workflow != rights.Revoked || w.store.held[ref].Term.Served(w.now) || len(c.Restricted) != 1 {
		t.Fatalf("%s, %+v, %q", c.Workflow, w.store.held[ref].Term, c.Restricted)
	}
	if _, err := w.Warn(t.Context(), staff(tretoen), rights.At{ID: id, Revision: w.one(id).Revision}, "Saka er avgjord."); err != nil {
		t.Fatal(err)
	}
	w.runs(tretoen, w.now.AddDate(0, 0, 9))
	if c := w.one(id); c.Workflow != rights.Revoked || !w.store.held[ref].Term.Served(w.now) || len(c.Restricted) > 0 {
		t.Errorf("%s, %+v, %q", c.Workflow, w.store.held[ref].Term, c.Restricted)
	}
}

func TestTheEffectIsToldAndNothingIsDone(t *testing.T) {
	w := newWorld(t)
	w.holds(mojob, kari, func(r *holding.Record) { r.Fields[1].Value = "annen@example.org" })
	w.consents(mojob, kari, "further-storage")
	for _, right := range gdpr.Rights {
		id := w.confirmed(mojob, func(r *rights.Request) {
			if right == gdpr.Rectification {
				corrects("name", "Kari N")(w, r)
			}
		}, right)
		w.gate.calls = nil
		e, err := w.Effect(t.Context(), staff(mojob), id, right)
		if err != nil || e.Deadline.Due.IsZero() {
			t.Errorf("%s: %v", right, err)
		}
		for _, call := range w.gate.calls {
			if call != "Case" && call != "Records" && call != "Disclosures" && call != "Named" && call != "Of" {
				t.Errorf("%s: %s", right, call)
			}
		}
		switch right {
		case gdpr.Erasure:
			if len(e.Erased) != 1 || e.Erased[0].Count != 1 || e.Addresses != 2 || len(e.Told) != 1 || !e.From.Equal(w.now.Add(48*time.Hour)) {
				t.Errorf("%+v", e)
			}
		case gdpr.Withdrawal:
			if len(e.Withdrawn) != 1 {
				t.Errorf("%+v", e)
			}
		case gdpr.Rectification:
			if len(e.Corrected) != 1 || len(e.Told) != 1 {
				t.Errorf("%+v", e)
			}
		}
	}
	if _, err := w.Effect(t.Context(), access.Actor{Controller: mojob, Roles: []string{"sales"}}, "x", gdpr.Erasure); !is(err, gdpr.Forbidden, gdpr.CodeRole) {
		t.Error(err)
	}
}
