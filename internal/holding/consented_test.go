package holding_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// given is the consents that came with applications, as the store of consents keeps them.
type proofs struct{ s *store }

func (g proofs) Of(_ context.Context, c gdpr.ControllerID, person gdpr.SubjectID) ([]consent.Consent, error) {
	var found []consent.Consent
	for _, held := range g.s.consents {
		if held.Controller == c {
			held.Consent.Subject = person
			found = append(found, held.Consent)
		}
	}
	return found, nil
}

// keepsLonger is tretoen in the deployed version, and in a next one that keeps applications longer.
func keepsLonger(t *testing.T) *controller.Registry {
	t.Helper()
	next := *declaration(t, tretoen)
	next.Version, next.Purposes = controller.Version{Major: next.Version.Major + 1}, slices.Clone(next.Purposes)
	i := slices.IndexFunc(next.Purposes, func(p controller.Purpose) bool { return p.ID == "recruitment" })
	next.Purposes[i].Retention.Period = gdpr.Period{Years: 2}
	return controller.New(declaration(t, tretoen), &next)
}

func TestT15_AnApplicationIsNotUsedForWhatItsConsentDoesNotCover(t *testing.T) {
	w := newWorld(t)
	w.Consents = proofs{w.store}
	rec := w.applied()
	recruiter, privacy := role(tretoen, "recruiter"), role(tretoen, "privacy")
	usable := func(want bool) {
		t.Helper()
		page, _, err := w.List(t.Context(), recruiter, controller.Applications, time.Time{}, 0)
		if err != nil || (len(page) == 1) != want {
			t.Errorf("%d listed as contactable, %v", len(page), err)
		}
		_, err = w.Show(t.Context(), recruiter, rec.Ref)
		if (err == nil) != want || err != nil && gdpr.KindOf(err) != gdpr.Forbidden {
			t.Errorf("read: %v", err)
		}
		_, err = w.Offer(t.Context(), recruiter, rec.Ref, nil)
		if (err == nil) != want || err != nil && gdpr.KindOf(err) != gdpr.Forbidden {
			t.Errorf("files for it are taken: %v", err)
		}
	}
	usable(true)
	w.Controllers = keepsLonger(t)
	usable(false)
	// It lies there, until when it was promised to.
	page, _, err := w.List(t.Context(), privacy, controller.Applications, time.Time{}, 0)
	if err != nil || len(page) != 1 || len(page[0].Fields) != 0 || page[0].Term.Due != rec.Term.Due {
		t.Errorf("the privacy role sees %+v, %v", page, err)
	}
	next, _ := w.Controllers.Current(tretoen)
	w.store.consents[0].Seen.Version = next.Version // the applicant said yes anew
	usable(true)
}

// onConsent is mojob where the profile itself rests on consent, as it does for no deployed controller.
func onConsent(t *testing.T) *controller.Registry {
	t.Helper()
	d := *declaration(t, mojob)
	d.Purposes = slices.Clone(d.Purposes)
	i := slices.IndexFunc(d.Purposes, func(p controller.Purpose) bool { return p.ID == "recruitment" })
	d.Purposes[i].Basis, d.Purposes[i].Asks = gdpr.BasisConsent, controller.Persons
	next := d
	next.Version, next.Purposes = controller.Version{Major: d.Version.Major + 1}, slices.Clone(d.Purposes)
	next.Purposes[i].Retention.Period = gdpr.Period{Years: 9}
	return controller.New(&d, &next)
}

func TestT15_WhatRestsOnAConsentThatItDoesNotNameIsUsedAndSharedOnlyWhileOneStands(t *testing.T) {
	w := newWorld(t)
	w.Consents = proofs{w.store}
	rec := w.registered()
	w.Controllers = onConsent(t)
	privacy := role(mojob, "privacy")
	next, _ := w.Controllers.Current(mojob)
	said := func(v controller.Version, s consent.State) {
		w.store.consents = []given{{Consent: consent.Consent{
			ID: "said", Controller: mojob, State: s, Seen: consent.Seen{Version: v},
			Choices: []consent.Choice{{Purpose: "recruitment", Decision: gdpr.Given}},
		}}}
	}
	usable := func(why string, want bool) {
		t.Helper()
		if _, err := w.Show(t.Context(), privacy, rec.Ref); (err == nil) != want {
			t.Errorf("%s: read: %v", why, err)
		}
		if _, err := w.Disclose(t.Context(), system, kari, controller.Profiles, disclosure()); (err == nil) != want {
			t.Errorf("%s: shared: %v", why, err)
		}
	}
	usable("no consent", false)
	said(declaration(t, mojob).Version, consent.Standing)
	usable("a consent that a version has overtaken", false)
	said(next.Version, consent.Pending)
	usable("one that nobody has confirmed", false)
	said(next.Version, consent.Standing)
	usable("one that stands", true)
}

// Each application has a consent of its own: to take another's back, or to refuse it, says nothing of this one.
func TestAnApplicationRestsOnItsOwnConsentAndNotOnAnothers(t *testing.T) {
	w := newWorld(t)
	w.Consents = proofs{w.store}
	rec := w.applied()
	other := w.store.consents[0]
	other.Consent.ID, other.Consent.Decided = "other", w.store.consents[0].Decided.Add(time.Hour)
	for _, said := range []gdpr.Decision{gdpr.Given, gdpr.Refused, gdpr.Withdrawn} {
		other.Consent.Choices = []consent.Choice{{Purpose: "recruitment", Decision: said}}
		w.store.consents = append(w.store.consents[:1], other)
		page, _, err := w.List(t.Context(), role(tretoen, "recruiter"), controller.Applications, time.Time{}, 0)
		if err != nil || len(page) != 1 {
			t.Errorf("after %s: %d listed as contactable, %v", said, len(page), err)
		}
		if _, err := w.Show(t.Context(), role(tretoen, "recruiter"), rec.Ref); err != nil {
			t.Errorf("after %s: read: %v", said, err)
		}
	}
}

// Art. 7(3): of what rests on no consent by name, a no that the person has said since ends the use.
func TestWhatNamesNoConsentIsNotUsedAfterALaterNo(t *testing.T) {
	w := newWorld(t)
	w.Consents = proofs{w.store}
	rec := w.registered()
	w.Controllers = onConsent(t)
	next, _ := w.Controllers.Current(mojob)
	said := func(id gdpr.ID, hour int, d gdpr.Decision) given {
		return given{Consent: consent.Consent{
			ID: id, Controller: mojob, State: consent.Standing, Seen: consent.Seen{Version: next.Version},
			Decided: start.Add(time.Duration(hour) * time.Hour), Choices: []consent.Choice{{Purpose: "recruitment", Decision: d}},
		}}
	}
	for later, want := range map[gdpr.Decision]bool{gdpr.Given: true, gdpr.Refused: false} {
		w.store.consents = []given{said("first", 1, gdpr.Given), said("second", 2, later)}
		if _, err := w.Show(t.Context(), role(mojob, "privacy"), rec.Ref); (err == nil) != want {
			t.Errorf("after a later %s: read: %v", later, err)
		}
	}
}
