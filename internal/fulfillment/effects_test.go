package fulfillment_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// Every right at every controller ends in its effect: by the clock alone where the declaration
// has it so, else when staff say yes.
func TestM9_EveryRightEndsInItsEffect(t *testing.T) {
	for _, test := range []struct {
		outcome string
		c       gdpr.ControllerID
		right   gdpr.Right
		change  func(w *world, r *rights.Request)
		alone   string // a week later, where only the clock acts
		granted string // and after staff's yes; "" where none is needed
	}{
		{"access", mojob, gdpr.Access, nil, "answered, access granted", ""},
		{"portability", mojob, gdpr.Portability, nil, "answered, portability granted", ""},
		{"rectification", mojob, gdpr.Rectification, corrects("name", "Kari Nordmann"), "answered, rectification granted, notice done", ""},
		{"rectification of the address", mojob, gdpr.Rectification, corrects("email", "ny@example.com"), "open", "answered, rectification granted, notice done"},
		{"restriction", mojob, gdpr.Restriction, nil, "answered, restriction granted, notice done", ""},
		{"objection to marketing", mojob, gdpr.Objection, against(rights.AgainstMarketing), "answered, objection granted", ""},
		{"objection", mojob, gdpr.Objection, against(rights.AgainstProcessing), "open, notice done", "answered, objection granted, notice done, notice done"},
		{"withdrawal", mojob, gdpr.Withdrawal, nil, "answered, withdrawal granted", ""},
		{"erasure", mojob, gdpr.Erasure, nil, "answered, erasure granted, notice done", ""},
		{"access", tretoen, gdpr.Access, nil, "open", "answered, access granted"},
		{"portability", tretoen, gdpr.Portability, nil, "answered, portability granted", ""},
		{"rectification", tretoen, gdpr.Rectification, corrects("name", "Kari Nordmann"), "open", "answered, rectification granted"},
		{"restriction", tretoen, gdpr.Restriction, nil, "answered, restriction granted", ""},
		{"objection to marketing", tretoen, gdpr.Objection, against(rights.AgainstMarketing), "answered, objection granted", ""},
		{"objection", tretoen, gdpr.Objection, against(rights.AgainstProcessing), "open", "answered, objection granted"},
		{"withdrawal", tretoen, gdpr.Withdrawal, nil, "answered, withdrawal granted", ""},
		{"erasure", tretoen, gdpr.Erasure, nil, "answered, erasure granted", ""},
	} {
		t.Run(string(test.c)+" "+test.outcome, func(t *testing.T) {
			w := newWorld(t)
			w.holds(test.c, kari, nil)
			id := w.confirmed(test.c, func(r *rights.Request) {
				if test.change != nil {
					test.change(w, r)
				}
			}, test.right)
			w.runs(test.c, start.AddDate(0, 0, 4))
			w.expect(id, test.alone)
			if test.granted == "" {
				return
			}
			if _, err := w.Grant(t.Context(), staff(test.c), rights.At{ID: id, Revision: w.one(id).Revision}, test.right); err != nil {
				t.Fatal(err)
			}
			w.runs(test.c, start.AddDate(0, 0, 8))
			w.expect(id, test.granted)
		})
	}
}

func corrects(field string, value gdpr.Private) func(*world, *rights.Request) {
	return func(w *world, r *rights.Request) {
		for ref := range w.store.held {
			r.Corrections = append(r.Corrections, rights.Correction{Item: ref.String(), Field: field, Value: value})
		}
	}
}

func against(a rights.Against) func(*world, *rights.Request) {
	return func(_ *world, r *rights.Request) { r.Against = a }
}

func (w *world) field(r holding.Ref, field string) gdpr.Private {
	for _, v := range w.store.held[r].Fields {
		if v.Field == field {
			return v.Value
		}
	}
	return ""
}

func TestM9_ACorrectionIsMadeAndItsRecipientsAreTold(t *testing.T) {
	w := newWorld(t)
	w.told.answer = rights.NoticeAsked // nothing is known yet
	ref := w.holds(mojob, kari, nil)
	id := w.confirmed(mojob, func(r *rights.Request) { corrects("headline", "Tømrer")(w, r) }, gdpr.Rectification)
	w.sweep(mojob)
	if got := w.field(ref, "headline"); got != "Tømrer" || len(w.told.said) != 1 {
		t.Errorf("the field is %q, %d recipients were told", got.Reveal(), len(w.told.said))
	}
	if c := w.one(id); c.Workflow != rights.Telling || c.Corrections[0].State != rights.Accepted {
		t.Errorf("%s, %+v", c.Workflow, c.Corrections)
	}
}

func TestNobodyCorrectsARecordOfSomebodyElse(t *testing.T) {
	w := newWorld(t)
	w.holds(mojob, kari, nil)
	foreign := w.holds(mojob, ola, nil)
	id := w.confirmed(mojob, func(r *rights.Request) {
		r.Corrections = []rights.Correction{{Item: foreign.String(), Field: "name", Value: "X"}}
	}, gdpr.Rectification)
	w.sweep(mojob)
	_, err := w.Rule(t.Context(), staff(mojob), rights.At{ID: id, Revision: w.one(id).Revision},
		[]rights.Correction{{Item: foreign.String(), Field: "name", Value: "X", State: rights.Accepted}})
	if w.field(foreign, "name") != "Kari" || !is(err, gdpr.Invalid, gdpr.CodeInvalid) {
		t.Errorf("%q, %v", w.field(foreign, "name").Reveal(), err)
	}
}

func TestCorrectionsThatStaffRuleOnEndInParts(t *testing.T) {
	w := newWorld(t)
	ref := w.holds(tretoen, kari, nil)
	id := w.confirmed(tretoen, func(r *rights.Request) {
		corrects("name", "Kari N")(w, r)
		corrects("mobile", "99 99 99 99")(w, r)
	}, gdpr.Rectification)
	w.sweep(tretoen)
	rule := func(rulings ...rights.Correction) error {
		_, err := w.Rule(t.Context(), staff(tretoen), rights.At{ID: id, Revision: w.one(id).Revision}, rulings)
		return err
	}
	if err := rule(rights.Correction{Item: ref.String(), Field: "name", State: rights.Declined}); !is(err, gdpr.Invalid, gdpr.CodeInvalid) {
		t.Errorf("declined without a reason: %v", err)
	}
	if err := rule(rights.Correction{Item: ref.String(), Field: "mobile", State: rights.Accepted}); err != nil {
		t.Fatal(err)
	}
	w.expect(id, "open")
	if err := rule(rights.Correction{Item: ref.String(), Field: "name", State: rights.Declined, Reason: "Slik står det i folkeregisteret."}); err != nil {
		t.Fatal(err)
	}
	w.expect(id, "refused, rectification partly")
	if o := w.one(id).Outcomes[0]; o.Ground != rights.Accurate || o.Reasons == "" || o.By != "staff:anne" || w.field(ref, "mobile") != "99 99 99 99" || w.field(ref, "name") != "Kari" {
		t.Errorf("%+v; %q", o, w.field(ref, "mobile").Reveal())
	}
}

func TestM9_ARestrictionHoldsUntilItIsLiftedAfterNotice(t *testing.T) {
	w := newWorld(t)
	ref := w.holds(mojob, kari, nil)
	id := w.confirmed(mojob, nil, gdpr.Restriction)
	w.runs(mojob, start.Add(3*time.Hour))
	term := w.store.held[ref].Term
	if term.Served(w.now) || !slices.Equal(term.By, []gdpr.ID{id}) {
		t.Fatalf("%+v", term)
	}
	if _, err := w.Records.Lift(t.Context(), staff(mojob), ref); !is(err, gdpr.Conflict, gdpr.CodeAnnounce) {
		t.Errorf("staff lifted it unannounced: %v", err)
	}
	if _, err := w.Warn(t.Context(), staff(mojob), rights.At{ID: id, Revision: w.one(id).Revision}, "Saka er avgjord."); err != nil {
		t.Fatal(err)
	}
	w.runs(mojob, w.now.AddDate(0, 0, 3).Add(-time.Second))
	if w.store.held[ref].Term.Served(w.now) {
		t.Error("lifted before the notice is over")
	}
	w.runs(mojob, w.now.Add(2*time.Minute))
	if !w.store.held[ref].Term.Served(w.now) || w.one(id).Workflow != rights.Answered || len(w.one(id).Restricted) > 0 {
		t.Errorf("%+v, %s", w.store.held[ref].Term, w.one(id).Workflow)
	}
}

func TestM9_AnObjectionToMarketingTakesEffectAtOnce(t *testing.T) {
	w := newWorld(t)
	w.holds(mojob, kari, nil)
	both := w.consents(mojob, kari, "further-storage", "other-information")
	only := w.consents(mojob, kari, "other-information")
	id := w.confirmed(mojob, against2(rights.AgainstMarketing), gdpr.Objection)
	w.sweep(mojob)
	w.expect(id, "answered, objection granted")
	if w.blocked.since[subject(mojob, kari)].IsZero() {
		t.Error("not suppressed")
	}
	if c := w.agreed.held[both]; c.State != consent.Standing || c.Choices[0].Decision != gdpr.Given || c.Choices[1].Decision != gdpr.Withdrawn {
		t.Errorf("%s, %+v", c.State, c.Choices)
	}
	if c := w.agreed.held[only]; c.State != consent.Ended {
		t.Errorf("the consent to marketing alone is %s", c.State)
	}
}

// A yes to marketing that a later version has overtaken is none (promise T15).
func TestT15_AYesToWhatChangedDoesNotEndAnObjection(t *testing.T) {
	w := newWorld(t)
	w.holds(mojob, kari, nil)
	w.confirmed(mojob, against2(rights.AgainstMarketing), gdpr.Objection)
	w.sweep(mojob)
	w.now = w.now.Add(time.Hour)
	w.consents(mojob, kari, "other-information")
	now, _ := w.Controllers.Current(mojob)
	next := *now
	next.Version, next.Purposes = controller.Version{Major: now.Version.Major + 1}, slices.Clone(now.Purposes)
	for i := range next.Purposes {
		next.Purposes[i].Retention.Period = gdpr.Period{Years: 9}
	}
	all := controller.New(append(w.Controllers.All(), &next)...)
	w.Controllers, w.Consents.Controllers = all, all
	if since, err := w.leftAlone(t.Context()); err != nil || since.IsZero() {
		t.Errorf("%s, %v", since, err)
	}
}

// What the person said last counts: a younger yes to marketing is one, whatever stood before it.
func TestAYoungerConsentToMarketingEndsTheObjection(t *testing.T) {
	w := newWorld(t)
	w.holds(mojob, kari, nil)
	w.confirmed(mojob, against2(rights.AgainstMarketing), gdpr.Objection)
	w.sweep(mojob)
	suppressed := func() bool {
		since, err := w.leftAlone(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return !since.IsZero()
	}
	if !suppressed() {
		t.Error("an objection that nothing came of")
	}
	w.now = w.now.Add(time.Hour)
	w.consents(mojob, kari, "further-storage")
	if !suppressed() {
		t.Error("another consent is taken for one to marketing")
	}
	w.consents(mojob, kari, "other-information")
	if suppressed() {
		t.Error("a younger yes counts for nothing")
	}
	w.confirmed(mojob, against2(rights.AgainstMarketing), gdpr.Objection)
	w.sweep(mojob)
	if !suppressed() {
		t.Error("a second objection that nothing came of")
	}
}

func against2(a rights.Against) func(*rights.Request) {
	return func(r *rights.Request) { r.Against = a }
}

func TestT11_AnErasureWaitsForTheWholeOfCoolingOffAndTellsEveryAddress(t *testing.T) {
	w := newWorld(t)
	w.holds(tretoen, kari, func(r *holding.Record) { r.Fields[1].Value = "kari.privat@example.org" })
	w.holds(tretoen, kari, nil)
	w.holds(tretoen, ola, nil)
	id := w.confirmed(tretoen, nil, gdpr.Erasure)
	w.runs(tretoen, start.Add(48*time.Hour-time.Second))
	w.expect(id, "cooling-off")
	if len(w.store.held) != 3 || w.eraser.runs != 0 {
		t.Fatal("erased before cooling-off is over")
	}
	if len(w.cases.mails) != 1 || !slices.Equal(w.cases.mails[0].To, []gdpr.Private{"kari.privat@example.org"}) {
		t.Errorf("%d mails to others", len(w.cases.mails))
	}
	w.runs(tretoen, start.Add(49*time.Hour))
	w.expect(id, "answered, erasure granted")
	if len(w.store.held) != 1 || w.eraser.runs != 1 || w.one(id).Erasure == "" {
		t.Errorf("%d records are left, %d erasures", len(w.store.held), w.eraser.runs)
	}
	w.runs(tretoen, w.now.AddDate(0, 0, 8))
	if w.one(id).Address != "" {
		t.Error("the case still has the person's address a week later")
	}
}

func TestT7_WhatTheLawKeepsIsRefusedWithItsGroundAndItsEnd(t *testing.T) {
	w := newWorld(t)
	until := retention.Expiry(start.AddDate(4, 0, 0).Unix())
	kept := w.holds(tretoen, kari, func(r *holding.Record) {
		r.Term.Holds = []retention.Hold{{ID: "h", Ground: "bookkeeping", Until: until, Placed: start}}
	})
	w.holds(tretoen, kari, nil)
	id := w.confirmed(tretoen, nil, gdpr.Erasure)
	w.runs(tretoen, start.Add(49*time.Hour))
	w.expect(id, "refused, erasure partly")
	o := w.one(id).Outcomes[0]
	want := rights.Kept{Class: "application", Ground: "bookkeeping", Article: "17(3)(b)", Until: until.Time()}
	p, _ := declaration(tretoen).Purpose("bookkeeping")
	if len(o.Kept) != 1 || o.Kept[0] != want || o.Ground != rights.LegalObligation || o.Reasons.Reveal() != p.Description.NB {
		t.Errorf("%+v; %s", o, o.Reasons.Reveal())
	}
	if _, there := w.store.held[kept]; !there || len(w.store.held) != 1 {
		t.Error("what a hold keeps is gone, or what none keeps is there")
	}
}

func TestWhereNothingIsHeldAnErasureIsAnsweredAtOnce(t *testing.T) {
	w := newWorld(t)
	id := w.confirmed(mojob, nil, gdpr.Erasure)
	w.sweep(mojob)
	w.expect(id, "answered, erasure granted")
}

func TestTheCopyIsReleasedBeforeAnythingIsErased(t *testing.T) {
	w := newWorld(t)
	w.holds(tretoen, kari, nil)
	id := w.confirmed(tretoen, nil, gdpr.Access, gdpr.Erasure)
	w.runs(tretoen, start.AddDate(0, 0, 5))
	w.expect(id, "open")
	at := rights.At{ID: id, Revision: w.one(id).Revision}
	if _, err := w.Grant(t.Context(), staff(tretoen), at, gdpr.Erasure); !is(err, gdpr.Conflict, gdpr.CodeState) {
		t.Errorf("erased before the copy is released: %v", err)
	}
	if _, err := w.Grant(t.Context(), staff(tretoen), at, gdpr.Access); err != nil {
		t.Fatal(err)
	}
	w.expect(id, "cooling-off, access granted")
	w.runs(tretoen, start.AddDate(0, 0, 8))
	w.expect(id, "answered, access granted, erasure granted")
}

func TestTwoOfStaffDecideOnOneRevisionAndTheSecondIsRefused(t *testing.T) {
	w := newWorld(t)
	w.holds(tretoen, kari, nil)
	id := w.confirmed(tretoen, nil, gdpr.Access, gdpr.Rectification)
	at := rights.At{ID: id, Revision: w.one(id).Revision}
	if _, err := w.Grant(t.Context(), staff(tretoen), at, gdpr.Access); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Grant(t.Context(), staff(tretoen), at, gdpr.Access); !is(err, gdpr.Conflict, gdpr.CodeChanged) {
		t.Errorf("%v", err)
	}
	if _, err := w.Grant(t.Context(), staff(mojob), at, gdpr.Access); err == nil {
		t.Error("another controller's staff")
	}
}

// Who has asked for their data gets it, before it is erased: a copy that is asked for in another
// case holds the erasure up until it is released and could be fetched (Art. 12(2), 15(3)).
func TestM9_AnErasureWaitsForACopyThatAnotherCaseOwes(t *testing.T) {
	for outcome, test := range map[string]struct {
		right gdpr.Right
		c     gdpr.ControllerID
		after time.Duration // when staff release it, or the clock does
		until time.Duration // when the erasure begins, at the earliest
	}{
		"released while it cools off":     {gdpr.Access, tretoen, 36 * time.Hour, 36*time.Hour + 24*time.Hour + 30*time.Minute},
		"released long after cooling-off": {gdpr.Access, tretoen, 100 * time.Hour, 100*time.Hour + 24*time.Hour + 30*time.Minute},
		"released long before":            {gdpr.Access, tretoen, time.Hour, 48 * time.Hour},
		"released by the clock":           {gdpr.Portability, tretoen, 0, 48 * time.Hour},
	} {
		t.Run(outcome, func(t *testing.T) {
			w := newWorld(t)
			ref := w.holds(test.c, kari, nil)
			erasure := w.confirmed(test.c, nil, gdpr.Erasure)
			w.sweep(test.c)
			owing := w.confirmed(test.c, nil, test.right)
			w.runs(test.c, start.Add(test.after))
			if test.after > 0 {
				if _, err := w.Grant(t.Context(), staff(test.c), rights.At{ID: owing, Revision: w.one(owing).Revision}, test.right); err != nil {
					t.Fatal(err)
				}
			}
			w.runs(test.c, start.Add(test.until-time.Second))
			if !w.there(ref) || w.one(erasure).Workflow != rights.Cooling {
				t.Fatalf("erased, and the copy is still to be fetched: %v", w.events(erasure))
			}
			w.runs(test.c, start.Add(test.until+5*time.Minute))
			w.expect(erasure, "answered, erasure granted")
			if waited := slices.Contains(w.events(erasure), rights.Wait); waited != (test.until > 48*time.Hour) {
				t.Errorf("waited: %t", waited)
			}
			for _, e := range w.one(erasure).History {
				if e.On == rights.Wait && (!strings.Contains(e.Text.Reveal(), owing.Grouped()) || e.Right != test.right) {
					t.Errorf("it does not say what it waits for: %+v", e)
				}
			}
		})
	}
}

// Whoever knows an address cannot keep its data alive: only who has confirmed is waited for.
func TestAnErasureWaitsForNothingThatNobodyConfirmed(t *testing.T) {
	w := newWorld(t)
	w.holds(tretoen, kari, nil)
	erasure := w.confirmed(tretoen, nil, gdpr.Erasure)
	w.confirmed(tretoen, func(r *rights.Request) { r.Workflow, r.Identity = rights.Waiting, rights.Unproven }, gdpr.Access)
	w.confirmed(tretoen, func(r *rights.Request) { r.Workflow = rights.Revoked }, gdpr.Access)
	w.confirmed(tretoen, func(r *rights.Request) { r.Address, r.Subject = ola, subject(tretoen, ola) }, gdpr.Access)
	w.runs(tretoen, start.Add(49*time.Hour))
	w.expect(erasure, "answered, erasure granted")
}

// Of two cases that restrict one record either may end first: it is free when both have (Art. 18(3)).
func TestM9_ARecordStaysRestrictedWhileAnotherCaseRestrictsIt(t *testing.T) {
	for outcome, first := range map[string]int{"the older ends first": 0, "the younger ends first": 1} {
		t.Run(outcome, func(t *testing.T) {
			w := newWorld(t)
			ref := w.holds(tretoen, kari, nil)
			var ids []gdpr.ID
			for range 2 {
				ids = append(ids, w.confirmed(tretoen, nil, gdpr.Restriction))
				w.sweep(tretoen)
				w.now = w.now.Add(time.Hour)
			}
			for n, i := range []int{first, 1 - first} {
				if _, err := w.Warn(t.Context(), staff(tretoen), rights.At{ID: ids[i], Revision: w.one(ids[i]).Revision}, "Saka er avgjord."); err != nil {
					t.Fatal(err)
				}
				w.runs(tretoen, w.now.AddDate(0, 0, 4))
				if c := w.one(ids[i]); c.Workflow != rights.Answered || len(c.Restricted) > 0 {
					t.Fatalf("%s, %q", c.Workflow, c.Restricted)
				}
				if term := w.store.held[ref].Term; term.Served(w.now) != (n == 1) {
					t.Fatalf("after %d of two: %+v", n+1, term)
				}
			}
		})
	}
}
