package consent_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// versions is alfa in 1.0, in 1.1 with other words for storage, and in 2.0, where storage uses
// more data. What visitors are asked, and news, stay the same.
func versions(n int) *controller.Registry {
	all := []*controller.Declaration{declaration(alfa, 1, "statistics")}
	next := func(v controller.Version, change func(*controller.Purpose)) {
		d := declaration(alfa, 1, "statistics")
		d.Version, d.Notices = v, nil
		for _, a := range controller.Audiences {
			d.Notices = append(d.Notices, controller.NoticeRef{Audience: a, Language: gdpr.Bokmal, Digest: controller.Digest(fmt.Sprintf("%s for %s", v, a))})
		}
		change(&d.Purposes[2])
		all = append(all, d)
	}
	next(controller.Version{Major: 1, Minor: 1}, func(p *controller.Purpose) { p.Description.NB = "Bedre sagt." })
	next(controller.Version{Major: 2}, func(p *controller.Purpose) {
		p.Description.NB, p.Categories = "Bedre sagt.", []string{"more"}
	})
	return controller.New(all[:n]...)
}

var both = []consent.Choice{yes("storage"), yes("news")}

func TestT15_AMinorVersionKeepsAConsent(t *testing.T) {
	for _, v := range consent.Judge(versions(2), alfa, controller.Version{Major: 1}, both) {
		if v.Status != consent.Given || len(v.Reasons) != 0 {
			t.Errorf("%+v", v)
		}
	}
}

func TestT15_AMajorVersionEndsAYesToWhatItChangesAndNothingElse(t *testing.T) {
	for _, seen := range []controller.Version{{Major: 1}, {Major: 1, Minor: 1}} {
		got := consent.Judge(versions(3), alfa, seen, both)
		if v := got[0]; v.Status != consent.Invalidated || v.Since != (controller.Version{Major: 2}) || len(v.Reasons) != 1 || v.Reasons[0].Words.EN == "" {
			t.Errorf("seen %s: %+v", seen, v)
		}
		if v := got[1]; v.Status != consent.Given {
			t.Errorf("seen %s: %+v", seen, v)
		}
	}
	if got := consent.Judge(versions(3), alfa, controller.Version{Major: 2}, both); got[0].Status != consent.Given {
		t.Errorf("a yes to 2.0: %+v", got[0])
	}
}

func TestT15_ANoStaysANo(t *testing.T) {
	for _, d := range []gdpr.Decision{gdpr.Refused, gdpr.Withdrawn} {
		choices := []consent.Choice{{Purpose: "storage", Decision: d}, yes("news")}
		if got := consent.Judge(versions(3), alfa, controller.Version{Major: 1}, choices); got[0].Status != consent.Status(d) {
			t.Errorf("%+v", got[0])
		}
		held := consent.Consent{Controller: alfa, State: consent.Standing, Choices: choices, Seen: consent.Seen{Version: controller.Version{Major: 1}}}
		if _, asks := held.Again(versions(3), time.Now()); asks {
			t.Errorf("somebody who has %s is asked again", d)
		}
	}
}

// lapsed is a world in which a yes to storage and news, given on 1.0, stands under 2.0.
func lapsed(t *testing.T) *world {
	w := newWorld(t)
	w.Controllers = versions(3)
	w.stands(t, "a", both...)
	held := w.dossiers.held[key{alfa, "a"}]
	held.Seen = consent.Seen{Version: controller.Version{Major: 1}, Notice: "1.0 for persons", Language: gdpr.Bokmal, Mechanism: consent.ByForm}
	w.dossiers.held[key{alfa, "a"}] = held
	return w
}

func (w *world) answer(t *testing.T, yes bool, notice controller.Digest) (consent.Consent, error) {
	t.Helper()
	said := map[bool]gdpr.Decision{true: gdpr.Given, false: gdpr.Refused}[yes]
	return w.answers(t, notice, consent.Choice{Purpose: "storage", Decision: said})
}

func (w *world) answers(t *testing.T, notice controller.Digest, answers ...consent.Choice) (consent.Consent, error) {
	t.Helper()
	return w.Affirm(t.Context(), alfa, proof(w.dossiers.held[key{alfa, "a"}]), answers,
		consent.Seen{Notice: notice, Language: gdpr.Nynorsk, Mechanism: consent.ByForm})
}

func TestT15_AYesToTheNewVersionCountsAndTheOldOneIsKept(t *testing.T) {
	w := lapsed(t)
	if w.dossiers.held[key{alfa, "a"}].Gives(w.Controllers, "storage", w.now) {
		t.Fatal("it counts before anybody has said yes to it")
	}
	for range 2 { // a second click shows the same
		got, err := w.answer(t, true, "2.0 for everyone")
		if err != nil || !got.Gives(w.Controllers, "storage", w.now) || got.Seen.Version.Major != 2 || got.Seen.Notice != "2.0 for everyone" {
			t.Fatalf("%+v, %v", got, err)
		}
		if len(got.Earlier) != 1 || got.Earlier[0].Seen.Notice != "1.0 for persons" || !got.Earlier[0].Until.Equal(got.Decided) {
			t.Errorf("before: %+v", got.Earlier)
		}
	}
	if len(w.dossiers.events) != 1 || w.dossiers.events[0] != consent.Affirm {
		t.Errorf("%v", w.dossiers.events)
	}
}

func TestT15_AYesIsInTheLanguageOfTheTextThatItNames(t *testing.T) {
	got, err := lapsed(t).answer(t, true, "2.0 for persons") // from a page in Nynorsk, to a text in Bokmål
	if err != nil || got.Seen.Language != gdpr.Bokmal {
		t.Errorf("%+v, %v", got.Seen, err)
	}
}

func TestT15_ANoToTheNewVersionTakesBackThatAndNothingElse(t *testing.T) {
	w := lapsed(t)
	got, err := w.answer(t, false, "")
	if err != nil || got.State != consent.Standing || got.Choices[0].Decision != gdpr.Withdrawn || !got.Gives(w.Controllers, "news", w.now) {
		t.Errorf("%+v, %v", got, err)
	}
	w = lapsed(t)
	held := w.dossiers.held[key{alfa, "a"}]
	held.Choices = both[:1]
	w.dossiers.held[key{alfa, "a"}] = held
	if got, err := w.answer(t, false, ""); err != nil || got.State != consent.Ended {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestT15_AYesNamesTheTextAsItIsNow(t *testing.T) {
	for _, notice := range []controller.Digest{"", "1.1 for everyone", "of nothing", "2.0 for visitors", "2.0 for applicants", notice(beta, 1, controller.Everyone, gdpr.Bokmal)} {
		w := lapsed(t)
		if _, err := w.answer(t, true, notice); gdpr.KindOf(err) != gdpr.Invalid {
			t.Errorf("%q: %v", notice, err)
		}
		if len(w.dossiers.events) != 0 {
			t.Errorf("%q: stored %v", notice, w.dossiers.events)
		}
	}
}

// dropped is alfa in 1.0; in 1.1 with a wish less (news is declared no more); in 2.0, where storage
// rests on a contract; and in 3.0, where news is asked about again.
func dropped(n int) *controller.Registry {
	next := func(v controller.Version, change func(*controller.Declaration)) *controller.Declaration {
		d := declaration(alfa, 1, "statistics")
		d.Version = v
		change(d)
		return d
	}
	without := func(d *controller.Declaration) {
		d.Purposes = slices.DeleteFunc(d.Purposes, func(p controller.Purpose) bool { return p.ID == "news" })
	}
	contract := func(d *controller.Declaration) {
		i := slices.IndexFunc(d.Purposes, func(p controller.Purpose) bool { return p.ID == "storage" })
		d.Purposes[i].Basis, d.Purposes[i].Asks = gdpr.BasisContract, ""
	}
	return controller.New([]*controller.Declaration{
		declaration(alfa, 1, "statistics"),
		next(controller.Version{Major: 1, Minor: 1}, without),
		next(controller.Version{Major: 2}, func(d *controller.Declaration) { without(d); contract(d) }),
		next(controller.Version{Major: 3}, contract),
	}[:n]...)
}

// saidYes is a consent to both purposes in 1.0 that was said yes to anew in another version, of one purpose.
func saidYes(to controller.Version, gave gdpr.PurposeID) consent.Consent {
	first := consent.Seen{Version: controller.Version{Major: 1}}
	held := consent.Consent{
		Controller: alfa, State: consent.Standing, Choices: both, Seen: first, Recorded: hour(1), Decided: hour(2),
		History: []consent.Step{{At: hour(1), On: consent.Declare}, {At: hour(2), On: consent.Confirm}},
	}
	if to != first.Version {
		held.Seen, held.Decided = consent.Seen{Version: to}, hour(3)
		held.Earlier = []consent.Earlier{{Seen: first, Until: hour(3)}}
		held.History = append(held.History, consent.Step{At: hour(3), On: consent.Affirm, Gave: []gdpr.PurposeID{gave}})
	}
	return held
}

// ISO/IEC TS 27560: what the controller ends is revoked, and that is final.
func TestT15_AYesToWhatTheControllerGivesUpIsRevoked(t *testing.T) {
	for _, test := range []struct {
		versions int
		seen     controller.Version // of the last yes: to another purpose, where it is not the first version
		storage  consent.Status
		news     consent.Status
		since    controller.Version // of news
	}{
		{1, controller.Version{Major: 1}, consent.Given, consent.Given, controller.Version{}},
		{2, controller.Version{Major: 1}, consent.Given, consent.Revoked, controller.Version{Major: 1, Minor: 1}},
		{3, controller.Version{Major: 1}, consent.Revoked, consent.Revoked, controller.Version{Major: 1, Minor: 1}},
		{4, controller.Version{Major: 1}, consent.Revoked, consent.Revoked, controller.Version{Major: 1, Minor: 1}},
		// Another purpose was said yes to anew, by a version that asks for less, or for news again.
		{2, controller.Version{Major: 1, Minor: 1}, consent.Given, consent.Revoked, controller.Version{Major: 1, Minor: 1}},
		{3, controller.Version{Major: 2}, consent.Revoked, consent.Revoked, controller.Version{Major: 1, Minor: 1}},
		{4, controller.Version{Major: 3}, consent.Revoked, consent.Revoked, controller.Version{Major: 1, Minor: 1}},
	} {
		r := dropped(test.versions)
		held := saidYes(test.seen, "another")
		got := held.Verdicts(r)
		if got[0].Status != test.storage || got[1].Status != test.news || got[1].Since != test.since {
			t.Errorf("%d versions, seen %s: %+v", test.versions, test.seen, got)
		}
		for _, v := range got {
			if (v.Status == consent.Revoked) != (len(v.Reasons) > 0) {
				t.Errorf("%d versions, seen %s: %s for %v", test.versions, test.seen, v.Status, v.Reasons)
			}
		}
		if held.Gives(r, "news", time.Now()) != (test.news == consent.Given) || len(held.Lapsed(r, time.Now())) > 0 {
			t.Errorf("%d versions, seen %s: gives news %t, asks again about %v", test.versions, test.seen, held.Gives(r, "news", time.Now()), held.Lapsed(r, time.Now()))
		}
	}
}

func TestT15_WhatChangedBeforeItWasGivenUpIsAnsweredByNobody(t *testing.T) {
	all := versions(3).All()
	last := declaration(alfa, 1, "statistics")
	last.Version, last.Purposes = controller.Version{Major: 2, Minor: 1}, slices.DeleteFunc(last.Purposes, func(p controller.Purpose) bool { return p.ID == "storage" })
	r := controller.New(append(all, last)...)
	v := consent.Judge(r, alfa, controller.Version{Major: 1}, both)[0]
	if v.Status != consent.Revoked || v.Since != last.Version || len(v.Reasons) != 1 || !strings.Contains(v.Reasons[0].Words.EN, "is gone") {
		t.Errorf("%+v", v)
	}
	held := consent.Consent{Controller: alfa, State: consent.Standing, Choices: both, Seen: consent.Seen{Version: controller.Version{Major: 1}}}
	if q, asks := held.Again(r, time.Now()); asks {
		t.Errorf("somebody is asked about what is given up: %+v", q)
	}
}

// What is declared no more has the name under which it was decided on, a no as well.
func TestAPurposeThatIsGoneKeepsItsName(t *testing.T) {
	choices := []consent.Choice{{Purpose: "news", Decision: gdpr.Refused}, yes("storage")}
	want, _ := dropped(1).All()[0].Purpose("news")
	got := consent.Judge(dropped(2), alfa, controller.Version{Major: 1}, choices)
	if got[0].Name != want.Name || want.Name.NB == "" || got[0].Status != consent.Refused || got[1].Name.NB != "" {
		t.Errorf("%+v", got)
	}
}

// A purpose that no version knows ends with none: nobody gave it up.
func TestWhatWasNeverDeclaredIsNotGivenUp(t *testing.T) {
	if got := consent.Judge(dropped(4), alfa, controller.Version{}, []consent.Choice{yes("unheard-of")})[0]; got.Status != consent.Given {
		t.Errorf("%+v", got)
	}
}
