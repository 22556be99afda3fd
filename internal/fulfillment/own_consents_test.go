package fulfillment_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

// owning is a ledger with a person's consents, and their profile that ends then.
type owning struct {
	w    *world
	ends time.Time
}

func (o owning) Everything(_ context.Context, c gdpr.ControllerID, s gdpr.SubjectID, _ string) (fulfillment.Everything, error) {
	all := fulfillment.Everything{Controller: c, Subject: s, Records: []holding.Owned{{Record: holding.Record{
		Ref: holding.Ref{Controller: c, Class: controller.Profiles, Owner: s}, Term: retention.Term{Due: retention.Expiry(o.ends.Unix())},
	}}}}
	for _, held := range o.w.agreed.held {
		all.Consents = append(all.Consents, fulfillment.Consented{Consent: held})
	}
	return all, nil
}

// moved gives the controllers a version more, which keeps what further storage is for, for longer.
func (w *world) moved(c gdpr.ControllerID) *controller.Declaration {
	w.t.Helper()
	before := declaration(c)
	after := *before
	after.Version, after.Purposes = controller.Version{Major: before.Version.Major + 1}, slices.Clone(before.Purposes)
	for i, p := range after.Purposes {
		if p.ID == "further-storage" {
			after.Purposes[i].Retention.Period = gdpr.Period{Years: 9}
		}
	}
	after.Notices = slices.Clone(before.Notices) // each version has texts of its own
	for i := range after.Notices {
		after.Notices[i].Digest = "of the next version, " + after.Notices[i].Digest
	}
	all := controller.New(before, &after)
	w.Controllers, w.Consents.Controllers = all, all
	return &after
}

func (w *world) asks(ends time.Time) consent.Event {
	w.t.Helper()
	w.Ledger = owning{w, ends}
	all, err := w.Own(w.t.Context(), person(mojob, kari))
	if err != nil {
		w.t.Fatal(err)
	}
	return all.Consents[0].Asks
}

// What a version overtook is said yes to anew on the own page, by its person alone, and to the text that they name.
func TestT15_AYesIsSaidAnewOnTheOwnPage(t *testing.T) {
	w := newWorld(t)
	given := w.consents(mojob, kari, "further-storage")
	far := w.now.AddDate(1, 0, 0)
	if got := w.asks(far); got != "" {
		t.Fatalf("asks to %s what counts", got)
	}
	after := w.moved(mojob)
	if got := w.asks(far); got != consent.Affirm {
		t.Fatalf("asks to %q", got)
	}
	i := slices.IndexFunc(after.Notices, func(n controller.NoticeRef) bool {
		return n.Audience == controller.Everyone && n.Language == gdpr.Nynorsk
	})
	seen := consent.Seen{Notice: after.Notices[i].Digest, Language: gdpr.Nynorsk, Mechanism: consent.ByForm}
	yes := []consent.Choice{{Purpose: "further-storage", Decision: gdpr.Given}}
	if err := w.Affirm(t.Context(), person(mojob, ola), given, yes, seen); !is(err, gdpr.NotFound, gdpr.CodeNotFound) {
		t.Errorf("somebody else: %v", err)
	}
	if err := w.Affirm(t.Context(), person(mojob, kari), given, yes, consent.Seen{Notice: "of nothing"}); gdpr.KindOf(err) != gdpr.Invalid {
		t.Errorf("to a text that nobody wrote: %v", err)
	}
	if err := w.Renew(t.Context(), person(mojob, kari), given); !is(err, gdpr.Conflict, gdpr.CodeState) {
		t.Errorf("renewed, though it counts no more: %v", err)
	}
	for range 2 {
		if err := w.Affirm(t.Context(), person(mojob, kari), given, yes, seen); err != nil {
			t.Fatal(err)
		}
	}
	held := w.agreed.held[given]
	if !held.Gives(w.Controllers, "further-storage", w.now) || len(held.Earlier) != 1 || held.Seen.Notice != seen.Notice || w.asks(far) != "" {
		t.Errorf("%+v", held)
	}
}

// Before the profile ends, the own page asks what the mails ask.
func TestM6_AProfileIsKeptByAYesOnTheOwnPage(t *testing.T) {
	w := newWorld(t)
	given := w.consents(mojob, kari, "further-storage")
	if near, far := w.asks(w.now.AddDate(0, 0, 29)), w.asks(w.now.AddDate(0, 0, 40)); near != consent.Renew || far != "" {
		t.Fatalf("asks to %q, %q", near, far)
	}
	if err := w.Renew(t.Context(), person(mojob, ola), given); !is(err, gdpr.NotFound, gdpr.CodeNotFound) {
		t.Errorf("somebody else: %v", err)
	}
	for range 2 {
		if err := w.Renew(t.Context(), person(mojob, kari), given); err != nil {
			t.Fatal(err)
		}
	}
	if len(w.agreed.slid) != 1 || !w.agreed.held[given].Renewed.Equal(w.now) {
		t.Errorf("slid %+v", w.agreed.slid)
	}
	if err := w.Withdraw(t.Context(), person(mojob, kari), given); err != nil {
		t.Fatal(err)
	}
	if got := w.asks(w.now.AddDate(0, 0, 29)); got != "" {
		t.Errorf("asks to %q what was withdrawn", got)
	}
}

// What is declined on the own page is restricted at once, in the same breath as the rest is said yes to.
func TestT15_WhatIsDeclinedOnTheOwnPageIsRestrictedAtOnce(t *testing.T) {
	w := newWorld(t)
	given := w.consents(mojob, kari, "further-storage", "other-information")
	ref := w.rests("further-storage", given)
	after := w.moved(mojob)
	w.Ledger = owning{w, w.now.AddDate(1, 0, 0)}
	all, err := w.Own(t.Context(), person(mojob, kari))
	if err != nil || len(all.Consents[0].Lapsed) != 1 || all.Consents[0].Lapsed[0].Purpose != "further-storage" {
		t.Fatalf("asked about %+v, %v", all.Consents[0].Lapsed, err)
	}
	seen := consent.Seen{Notice: after.Notices[0].Digest, Language: gdpr.Bokmal, Mechanism: consent.ByForm}
	if err := w.Affirm(t.Context(), person(mojob, kari), given, nil, seen); gdpr.KindOf(err) != gdpr.Invalid {
		t.Errorf("without an answer: %v", err)
	}
	no := []consent.Choice{{Purpose: "further-storage", Decision: gdpr.Refused}}
	if err := w.Affirm(t.Context(), person(mojob, kari), given, no, seen); err != nil {
		t.Fatal(err)
	}
	if w.store.held[ref].Term.Served(w.now) || !w.agreed.held[given].Gives(w.Controllers, "other-information", w.now) {
		t.Errorf("%+v", w.store.held[ref].Term)
	}
}
