package consent_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// said is the decisions of a consent, in the order of its choices.
func said(c consent.Consent) string {
	all := ""
	for _, choice := range c.Choices {
		all += string(choice.Decision) + " "
	}
	return all
}

func (w *world) takes(t *testing.T, purposes ...gdpr.PurposeID) consent.Consent {
	t.Helper()
	c, err := w.WithdrawPart(t.Context(), alfa, "a", purposes)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (w *world) restores(t *testing.T) (consent.Consent, error) {
	t.Helper()
	return w.Decide(t.Context(), alfa, proof(w.dossiers.held[key{alfa, "a"}]), consent.Restore)
}

func TestM6_OnePurposeIsWithdrawnAndTheOthersStand(t *testing.T) {
	w := newWorld(t)
	w.stands(t, "a", yes("storage"), yes("news"))
	for range 2 { // a second press shows the same
		c := w.takes(t, "news")
		if c.State != consent.Standing || said(c) != "given withdrawn " || !c.Gives(w.Controllers, "storage", w.now) {
			t.Fatalf("%s, %s", c.State, said(c))
		}
		if v := c.Verdicts(w.Controllers)[1]; v.Status != consent.Withdrawn {
			t.Errorf("counts as %s", v.Status)
		}
	}
	if !slices.Equal(w.dossiers.events, []consent.Event{consent.Part}) {
		t.Errorf("%v", w.dossiers.events)
	}
	if c := w.takes(t, "storage"); c.State != consent.Ended || said(c) != "withdrawn withdrawn " {
		t.Errorf("the last of it: %s, %s", c.State, said(c))
	}
}

func TestAPurposeThatWasNotDecidedOnIsNotWithdrawn(t *testing.T) {
	w := newWorld(t)
	w.stands(t, "a", yes("storage"))
	_, err := w.WithdrawPart(t.Context(), alfa, "a", []gdpr.PurposeID{"storage", "chat"})
	e, _ := errors.AsType[*gdpr.Error](err)
	if e == nil || !reflect.DeepEqual(e.Faults, []gdpr.Fault{{Pointer: "/purposes/1", Code: gdpr.FaultUnknownPurpose, Value: "chat"}}) || len(w.dossiers.events) > 0 {
		t.Errorf("%v, stored %v", err, w.dossiers.events)
	}
	w, c := in(t, consent.Pending)
	if _, err := w.WithdrawPart(t.Context(), alfa, c.ID, []gdpr.PurposeID{"storage"}); gdpr.KindOf(err) != gdpr.Conflict {
		t.Errorf("of what nobody has confirmed: %v", err)
	}
}

// What somebody else decides in the same moment is not written over, nor taken for the withdrawal.
func TestAPartIsWithdrawnOfWhatStandsThen(t *testing.T) {
	w := newWorld(t)
	w.stands(t, "a", yes("storage"), yes("news"))
	w.dossiers.race = func() { w.takes(t, "news") }
	if c := w.takes(t, "storage"); c.State != consent.Ended || said(w.dossiers.held[key{alfa, "a"}]) != "withdrawn withdrawn " {
		t.Errorf("%s, %s", c.State, said(c))
	}
}

func TestWhatWasWithdrawnInPartComesBackForADay(t *testing.T) {
	for outcome, test := range map[string]struct {
		between func(t *testing.T, w *world)
		after   time.Duration
		want    string
	}{
		"in the last second":                      {nil, consent.RestoreFor - time.Second, "given given given "},
		"not after a day":                         {nil, consent.RestoreFor, "given withdrawn given "},
		"with the whole that was withdrawn after": {func(t *testing.T, w *world) { w.takes(t, "storage", "chat") }, time.Hour, "given given given "},
		"not what was objected to": {func(t *testing.T, w *world) {
			_, err := w.WithdrawFor(t.Context(), alfa, "kari@example.com", []gdpr.PurposeID{"storage"}, w.now)
			if err != nil {
				t.Error(err)
			}
		}, time.Hour, "withdrawn given given "},
	} {
		t.Run(outcome, func(t *testing.T) {
			w := newWorld(t)
			w.stands(t, "a", yes("storage"), yes("news"), yes("chat"))
			gone := w.takes(t, "news")
			if test.between != nil {
				test.between(t, w)
			}
			w.now = gone.Decided.Add(test.after)
			for range 2 { // a second press shows the same
				back, err := w.restores(t)
				if err != nil || back.State != consent.Standing || said(back) != test.want {
					t.Errorf("%s, %s, %v", back.State, said(back), err)
				}
			}
		})
	}
}

// Whoever has taken the yes to being kept back renews nothing by the link of an older mail.
func TestM6_WhatWasTakenBackIsNotRenewed(t *testing.T) {
	w := newWorld(t)
	keeping(w, "renewal")
	w.stands(t, "a", yes("storage"), yes("news"))
	held := w.takes(t, "storage")
	if _, err := decides(t, w, held, consent.Renew); gdpr.KindOf(err) != gdpr.NotFound || len(w.dossiers.slid) > 0 {
		t.Errorf("by the link: %v", err)
	}
	if _, err := w.RenewPerson(t.Context(), alfa, "a"); gdpr.KindOf(err) != gdpr.Conflict || len(w.dossiers.slid) > 0 {
		t.Errorf("on the own page: %v", err)
	}
}

// What a step says of one purpose says nothing of the others: a no in another consent stays the last word.
func TestM6_WhatComesBackRevivesNothingElse(t *testing.T) {
	w := newWorld(t)
	w.stands(t, "a", yes("storage"), yes("news"))
	w.now = w.now.Add(time.Hour)
	w.stands(t, "b", consent.Choice{Purpose: "storage", Decision: gdpr.Refused})
	w.now = w.now.Add(time.Hour)
	w.takes(t, "news")
	back, err := w.restores(t)
	if err != nil || said(back) != "given given " {
		t.Fatalf("%s, %v", said(back), err)
	}
	all, _ := w.Dossiers.Of(t.Context(), alfa, "kari@example.com")
	if v := back.VerdictsAmong(w.Controllers, all)[0]; v.Status != consent.Overtaken || v.Last.Decision != gdpr.Refused {
		t.Errorf("storage counts as %s", v.Status)
	}
}

// widened is lapsed, where the new version has changed both purposes.
func widened(t *testing.T) *world {
	w := lapsed(t)
	all := versions(3).All()
	all[len(all)-1].Purposes[3].Categories = []string{"more"}
	w.Controllers = controller.New(all...)
	return w
}

func TestT15_EachPurposeIsAnsweredForItselfInOneStep(t *testing.T) {
	w := widened(t)
	yesTo, noTo := yes("storage"), consent.Choice{Purpose: "news", Decision: gdpr.Refused}
	for range 2 { // a second press shows the same
		got, err := w.answers(t, "2.0 for everyone", yesTo, noTo)
		if err != nil || got.State != consent.Standing || said(got) != "given withdrawn " || !got.Gives(w.Controllers, "storage", w.now) || got.Seen.Version.Major != 2 {
			t.Fatalf("%s, %+v, %v", said(got), got.Seen, err)
		}
		if back, err := w.restores(t); err != nil || said(back) != "given withdrawn " {
			t.Errorf("declined, and back: %s, %v", said(back), err)
		}
	}
	if !slices.Equal(w.dossiers.events, []consent.Event{consent.Affirm}) {
		t.Errorf("%v", w.dossiers.events)
	}
}

func TestT15_EachQuestionWantsAnAnswer(t *testing.T) {
	no := func(p gdpr.PurposeID) consent.Choice { return consent.Choice{Purpose: p, Decision: gdpr.Refused} }
	for name, test := range map[string]struct {
		answers []consent.Choice
		want    []gdpr.Fault
	}{
		"none": {nil, []gdpr.Fault{
			{Pointer: "/decisions/storage", Code: gdpr.FaultNoDecision, Value: "storage"}, {Pointer: "/decisions/news", Code: gdpr.FaultNoDecision, Value: "news"}}},
		"a yes to one": {[]consent.Choice{yes("storage")}, []gdpr.Fault{{Pointer: "/decisions/news", Code: gdpr.FaultNoDecision, Value: "news"}}},
		"a no to one":  {[]consent.Choice{no("news")}, []gdpr.Fault{{Pointer: "/decisions/storage", Code: gdpr.FaultNoDecision, Value: "storage"}}},
		"neither": {[]consent.Choice{yes("storage"), {Purpose: "news", Decision: gdpr.Withdrawn}},
			[]gdpr.Fault{{Pointer: "/decisions/news", Code: gdpr.FaultDecision, Value: "news"}}},
		"what nobody asked": {[]consent.Choice{yes("storage"), no("news"), yes("statistics")},
			[]gdpr.Fault{{Pointer: "/decisions/statistics", Code: gdpr.FaultUnknownPurpose, Value: "statistics"}}},
	} {
		w := widened(t)
		_, err := w.answers(t, "2.0 for everyone", test.answers...)
		e, _ := errors.AsType[*gdpr.Error](err)
		if e == nil || !reflect.DeepEqual(e.Faults, test.want) || len(w.dossiers.events) > 0 {
			t.Errorf("%s: %v, stored %v", name, err, w.dossiers.events)
		}
	}
}

func TestT15_ANoToAllIsAWithdrawalOfThese(t *testing.T) {
	w := widened(t)
	no := []consent.Choice{{Purpose: "storage", Decision: gdpr.Refused}, {Purpose: "news", Decision: gdpr.Refused}}
	for range 2 {
		if got, err := w.answers(t, "", no...); err != nil || got.State != consent.Ended {
			t.Errorf("%s, %v", got.State, err)
		}
	}
}

// What stands beside the steps follows from them, whatever was done.
func TestWhatStandsFollowsFromTheSteps(t *testing.T) {
	w := widened(t)
	follows := func(after string, c consent.Consent, err error) {
		t.Helper()
		state, choices, broken := consent.Replay(both, c.History)
		if err != nil || broken != nil || state != c.State || !reflect.DeepEqual(choices, c.Choices) {
			t.Errorf("after %s: %s %v, of the steps %s %v; %v, %v", after, c.State, c.Choices, state, choices, err, broken)
		}
	}
	follows("a part", w.takes(t, "storage"), nil)
	back, err := w.restores(t)
	follows("that taken back", back, err)
	got, err := w.answers(t, "2.0 for everyone", yes("news"), consent.Choice{Purpose: "storage", Decision: gdpr.Refused})
	follows("the answers", got, err)
	gone, err := w.WithdrawPerson(t.Context(), alfa, "a")
	follows("the whole", gone, err)
	back, err = w.restores(t)
	follows("that taken back too", back, err)
	if said(back) != "withdrawn given " {
		t.Errorf("%s", said(back))
	}
}
