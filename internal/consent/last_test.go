package consent_test

import (
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// told is a consent of Kari's with its history: each event an hour after the one before.
func told(id gdpr.ID, from int, state consent.State, d gdpr.Decision, on ...consent.Event) consent.Consent {
	c := consent.Consent{
		ID: id, Controller: alfa, State: state, Seen: consent.Seen{Version: controller.Version{Major: 1}},
		Choices: []consent.Choice{{Purpose: "storage", Decision: d}, yes("news")},
	}
	for i, e := range on {
		c.Decided = hour(from + i)
		c.History = append(c.History, consent.Step{At: c.Decided, On: e})
	}
	return c
}

func hour(n int) time.Time { return time.Date(2026, 11, 1, n, 0, 0, 0, time.UTC) }

// Art. 7(3): a no counts in whichever consent it was said, and so does a yes that came after it.
func TestWhatAPersonSaidLastCountsInEveryConsent(t *testing.T) {
	first := told("a", 1, consent.Standing, gdpr.Given, consent.Declare, consent.Confirm) // confirmed at 2
	for name, test := range map[string]struct {
		other consent.Consent
		want  consent.Status
		last  consent.Last
	}{
		"nothing else": {told("b", 3, consent.Pending, gdpr.Refused, consent.Declare), consent.Given, consent.Last{}},
		"a no that nobody owned up to": {told("b", 3, consent.Canceled, gdpr.Refused, consent.Declare, consent.Cancel),
			consent.Given, consent.Last{}},
		"an earlier no": {told("b", 0, consent.Standing, gdpr.Refused, consent.Declare, consent.Confirm), consent.Given, consent.Last{}},
		"a later no": {told("b", 3, consent.Standing, gdpr.Refused, consent.Declare, consent.Confirm),
			consent.Overtaken, consent.Last{Decision: gdpr.Refused, At: hour(4)}},
		"a later yes": {told("b", 3, consent.Standing, gdpr.Given, consent.Declare, consent.Confirm),
			consent.Overtaken, consent.Last{Decision: gdpr.Given, At: hour(4)}},
		"a later yes, taken back": {told("b", 3, consent.Ended, gdpr.Withdrawn, consent.Declare, consent.Confirm, consent.Withdraw),
			consent.Overtaken, consent.Last{Decision: gdpr.Withdrawn, At: hour(5)}},
		"an earlier no, in a consent that was withdrawn later": {told("b", 0, consent.Ended, gdpr.Refused, consent.Declare, consent.Confirm, consent.Withdraw, consent.Restore),
			consent.Given, consent.Last{}},
		"a change that the history does not tell yet": {func() consent.Consent {
			c := told("b", 0, consent.Ended, gdpr.Withdrawn, consent.Declare, consent.Confirm)
			c.Decided = hour(6)
			return c
		}(), consent.Overtaken, consent.Last{Decision: gdpr.Withdrawn, At: hour(6)}},
	} {
		got := first.VerdictsAmong(versions(1), []consent.Consent{test.other, first})[0]
		if got.Status != test.want || got.Last != test.last {
			t.Errorf("%s: %s, %+v", name, got.Status, got.Last)
		}
		if no := test.want == consent.Overtaken && test.last.Decision != gdpr.Given; first.TakenBack("storage", []consent.Consent{test.other}) != no {
			t.Errorf("%s: taken back: %t", name, !no)
		}
	}
}

func TestANoIsOvertakenByNothing(t *testing.T) {
	no := told("a", 1, consent.Standing, gdpr.Refused, consent.Declare, consent.Confirm)
	later := told("b", 3, consent.Standing, gdpr.Given, consent.Declare, consent.Confirm)
	if got := no.VerdictsAmong(versions(1), []consent.Consent{no, later})[0]; got.Status != consent.Refused {
		t.Errorf("%+v", got)
	}
}

// Promise T15: a yes to what was said in 1.0 is not made good by one to 2.0, and a no is the last word.
func TestT15_AYesToAnEarlierVersionStaysInvalidUntilANoOvertakesIt(t *testing.T) {
	old := told("a", 1, consent.Standing, gdpr.Given, consent.Declare, consent.Confirm)
	for d, want := range map[gdpr.Decision]consent.Status{gdpr.Given: consent.Invalidated, gdpr.Refused: consent.Overtaken} {
		later := told("b", 3, consent.Standing, d, consent.Declare, consent.Confirm)
		if got := old.VerdictsAmong(versions(3), []consent.Consent{old, later})[0]; got.Status != want {
			t.Errorf("%s: %s", d, got.Status)
		}
	}
}

// An application's consent is about that application: whoever takes another's back has said nothing of it.
func TestWhatIsSaidOfOneApplicationIsNotSaidOfAnother(t *testing.T) {
	d := declaration(alfa, 1, "statistics")
	for i := range d.Purposes {
		if d.Purposes[i].ID == "storage" {
			d.Purposes[i].Asks = controller.Applicants
		}
	}
	first := told("a", 1, consent.Standing, gdpr.Given, consent.Declare, consent.Confirm)
	other := told("b", 3, consent.Ended, gdpr.Withdrawn, consent.Declare, consent.Confirm, consent.Withdraw)
	if got := first.VerdictsAmong(controller.New(d), []consent.Consent{first, other})[0]; got.Status != consent.Given {
		t.Errorf("%+v", got)
	}
}

// What the controller gave up is no yes again because another consent says yes to it, and a no is the last word.
func TestAYesToWhatWasGivenUpStaysRevokedUntilANoOvertakesIt(t *testing.T) {
	old := told("a", 1, consent.Standing, gdpr.Given, consent.Declare, consent.Confirm)
	for d, want := range map[gdpr.Decision]consent.Status{gdpr.Given: consent.Revoked, gdpr.Refused: consent.Overtaken} {
		later := told("b", 3, consent.Standing, d, consent.Declare, consent.Confirm)
		if got := old.VerdictsAmong(dropped(3), []consent.Consent{old, later})[0]; got.Status != want {
			t.Errorf("%s: %s", d, got.Status)
		}
	}
}

// An application's consent is its own, also where applicants are asked no more.
func TestWhatIsSaidOfOneApplicationIsNotSaidOfAnotherWhenNobodyIsAskedAnyMore(t *testing.T) {
	all := dropped(2).All()
	for i := range all[0].Purposes {
		if all[0].Purposes[i].ID == "news" {
			all[0].Purposes[i].Asks = controller.Applicants
		}
	}
	first := told("a", 1, consent.Standing, gdpr.Given, consent.Declare, consent.Confirm)
	other := told("b", 3, consent.Ended, gdpr.Withdrawn, consent.Declare, consent.Confirm, consent.Withdraw)
	other.Choices[1].Decision = gdpr.Withdrawn
	if got := first.VerdictsAmong(controller.New(all...), []consent.Consent{first, other})[1]; got.Status != consent.Revoked {
		t.Errorf("%+v", got)
	}
}
