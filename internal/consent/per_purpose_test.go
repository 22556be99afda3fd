package consent_test

import (
	"slices"
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// takenUp is alfa in 1.0; in 2.0, where storage uses more data and news is declared no more; and in
// 3.0, where news is asked about again.
func takenUp(n int) *controller.Registry {
	all := versions(3).All()
	again := *all[2]
	again.Version = controller.Version{Major: 3}
	all[2].Purposes = slices.DeleteFunc(slices.Clone(again.Purposes), func(p controller.Purpose) bool { return p.ID == "news" })
	return controller.New([]*controller.Declaration{all[0], all[2], &again}[:n]...)
}

// Art. 7(1): a yes to storage says nothing of news, neither when it is given nor when it comes back.
func TestT15_AYesToOnePurposeRevivesNoOtherThatHadEnded(t *testing.T) {
	w := lapsed(t)
	w.Controllers = takenUp(2)
	if _, err := w.answer(t, true, "2.0 for everyone"); err != nil {
		t.Fatal(err)
	}
	w.Controllers = takenUp(3)
	ended := func(after string) {
		t.Helper()
		held := w.dossiers.held[key{alfa, "a"}]
		news := held.Verdicts(w.Controllers)[1]
		if held.Gives(w.Controllers, "news", w.now) || news.Status != consent.Revoked || news.Since != (controller.Version{Major: 2}) {
			t.Errorf("after %s: %+v", after, news)
		}
		if !held.Gives(w.Controllers, "storage", w.now) {
			t.Errorf("after %s: storage is %+v", after, held.Verdicts(w.Controllers)[0])
		}
		if q, asks := held.Again(w.Controllers, w.now); asks {
			t.Errorf("after %s: %+v", after, q)
		}
	}
	ended("a yes to storage")
	if _, err := w.WithdrawPerson(t.Context(), alfa, "a"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.restores(t); err != nil {
		t.Fatal(err)
	}
	ended("a withdrawal that was taken back")
}

// A yes is as long as what was said to it: another purpose's longer time is not its own.
func TestT15_AYesToOnePurposeGivesNoOtherMoreTime(t *testing.T) {
	r := versions(3)
	for i, d := range r.All() {
		for j := range d.Purposes {
			d.Purposes[j].Retention = controller.Retention{Period: gdpr.Period{Months: 6 * (i + 1)}, From: controller.FromReceipt}
		}
	}
	for gave, news := range map[gdpr.PurposeID]int{"storage": 6, "news": 18} {
		held := saidYes(controller.Version{Major: 2}, gave)
		held.Expires = retention.Expiry(hour(1).AddDate(5, 0, 0).Unix())
		v := held.Verdicts(r)[1]
		if want := hour(1).AddDate(0, news, 0); !v.Until.Equal(want) || !v.Over(want) || v.Over(want.Add(-time.Second)) {
			t.Errorf("a yes to %s: news until %s, want %s", gave, v.Until, want)
		}
	}
}

// What a version changed is asked about by the version that each yes was to.
func TestT15_AYesToOnePurposeAnswersNoQuestionAboutAnother(t *testing.T) {
	held := saidYes(controller.Version{Major: 2}, "news")
	lapsed := held.Lapsed(versions(3), hour(4))
	if len(lapsed) != 1 || lapsed[0].Purpose != "storage" {
		t.Errorf("%+v", lapsed)
	}
	if q, asks := held.Again(versions(3), hour(4)); !asks || q.Version != (controller.Version{Major: 2}) {
		t.Errorf("%+v, %t", q, asks)
	}
}

func TestEachPurposeWasAnsweredBeforeItsOwnText(t *testing.T) {
	one, two := controller.Version{Major: 1}, controller.Version{Major: 2}
	held := saidYes(two, "storage")
	want := func(of string, c consent.Consent, storage, news controller.Version) {
		t.Helper()
		if got := c.SeenFor("storage").Version; got != storage {
			t.Errorf("%s: storage to %s, want %s", of, got, storage)
		}
		if got := c.SeenFor("news").Version; got != news {
			t.Errorf("%s: news to %s, want %s", of, got, news)
		}
	}
	want("a yes to storage", held, two, one)
	unread, partly := held, held
	unread.History = nil
	want("a history that was not read", unread, two, two)
	partly.History = held.History[:2]
	want("one that lacks the last decision", partly, two, two)
	both := held
	both.History = append(slices.Clone(held.History[:2]), consent.Step{At: hour(3), On: consent.Affirm})
	want("a yes that names no purpose", both, two, two)
	declined := held
	declined.History = append(slices.Clone(held.History[:2]),
		consent.Step{At: hour(3), On: consent.Affirm, Gave: []gdpr.PurposeID{"storage"}, Took: []gdpr.PurposeID{"news"}})
	want("a no beside it", declined, two, two)
}

func TestAYesIsGivenAgainOnlyToWhatItNames(t *testing.T) {
	for _, on := range []consent.Event{consent.Renew, consent.Affirm} {
		held := saidYes(controller.Version{Major: 2}, "storage")
		held.History[2].On = on
		if !held.GivenAgain("storage") || held.GivenAgain("news") {
			t.Errorf("%s: storage %t, news %t", on, held.GivenAgain("storage"), held.GivenAgain("news"))
		}
		held.History[2].Gave = nil
		if !held.GivenAgain("news") {
			t.Errorf("%s names none, and is of all", on)
		}
	}
	held := saidYes(controller.Version{Major: 1}, "")
	if held.GivenAgain("storage") {
		t.Error("given once")
	}
	held = saidYes(controller.Version{Major: 2}, "storage")
	if held.History = nil; !held.GivenAgain("news") {
		t.Error("not read, and affirmed")
	}
}
