package consent_test

import (
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

func TestAnotherDeclarationEndsWhatWasDecidedByItsOwnPeriods(t *testing.T) {
	d := declaration(alfa, 3, "statistics")
	d.Records.VisitorConsent.Period, d.Records.PersonConsent.Period = gdpr.Period{Months: 6}, gdpr.Period{Months: 9}
	d.Records.Unconfirmed.Period = gdpr.Period{Days: 10}
	recorded, decided := start, start.AddDate(0, 0, 3)
	carried := retention.Expiry(decided.AddDate(0, 11, 0).Unix())
	of := func(s consent.State, decided time.Time) consent.Consent {
		return consent.Consent{Controller: alfa, State: s, Recorded: recorded, Decided: decided}
	}
	for outcome, test := range map[string]struct {
		held    consent.Consent
		carried retention.Expiry
		want    time.Time
	}{
		"unconfirmed":                   {of(consent.Pending, time.Time{}), 0, recorded.AddDate(0, 0, 10)},
		"canceled: as if unconfirmed":   {of(consent.Canceled, decided), 0, recorded.AddDate(0, 0, 10)},
		"standing":                      {of(consent.Standing, decided), 0, decided.AddDate(0, 9, 0)},
		"withdrawn":                     {of(consent.Ended, decided), 0, decided.AddDate(0, 9, 0)},
		"with what is kept on it":       {of(consent.Standing, decided), carried, carried.Time()},
		"with what ends before it does": {of(consent.Standing, decided), carried - 90*86400, decided.AddDate(0, 9, 0)},
	} {
		if got, err := test.held.EndBy(d, test.carried); err != nil || got != retention.Expiry(test.want.Unix()) {
			t.Errorf("%s: ends %s, %v, want %s", outcome, got.Time(), err, test.want)
		}
	}
	r := consent.Record{Controller: alfa, Recorded: recorded}
	if got, err := r.EndBy(d); err != nil || got != retention.Expiry(recorded.AddDate(0, 6, 0).Unix()) {
		t.Errorf("a visitor's decision ends %s, %v", got.Time(), err)
	}
}

// Until the declaration changes, what is counted again is what was counted.
func TestTheSameDeclarationMovesNoEnd(t *testing.T) {
	w := newWorld(t)
	d, _ := w.Controllers.Current(alfa)
	declared, err := w.Person(t.Context(), alfa, declared())
	if err != nil {
		t.Fatal(err)
	}
	pending, _ := w.Dossiers.Consent(t.Context(), alfa, declared.ID)
	held, err := w.Decide(t.Context(), alfa, proof(declared), consent.Confirm)
	if err != nil {
		t.Fatal(err)
	}
	ended, err := w.WithdrawPerson(t.Context(), alfa, held.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []consent.Consent{pending, held, ended} {
		if got, err := c.EndBy(d, 0); err != nil || got != c.Expires {
			t.Errorf("%s: ends %s, %v, counted again %s", c.State, c.Expires.Time(), err, got.Time())
		}
	}
}

// A profile is kept on the last word to a purpose that slides, and on no other consent.
func TestAProfileIsKeptOnTheLastWordAlone(t *testing.T) {
	d := declaration(alfa, 1)
	for i, p := range d.Purposes {
		if p.ID == "storage" {
			d.Purposes[i].Retention = controller.Retention{Period: gdpr.Period{Years: 2}, From: controller.FromLastActivity}
		}
	}
	r := controller.New(d)
	given := func(days int, p gdpr.PurposeID, said gdpr.Decision) consent.Consent {
		at := start.AddDate(0, 0, days)
		return consent.Consent{
			ID: gdpr.NewID(), Controller: alfa, State: consent.Standing, Recorded: at, Decided: at,
			Choices: []consent.Choice{{Purpose: p, Decision: said}}, Seen: consent.Seen{Version: d.Version},
		}
	}
	first, last, news := given(0, "storage", gdpr.Given), given(1, "storage", gdpr.Given), given(2, "news", gdpr.Given)
	no := given(3, "storage", gdpr.Refused)
	for outcome, test := range map[string]struct {
		one  consent.Consent
		all  []consent.Consent
		want bool
	}{
		"the only one":             {first, []consent.Consent{first}, true},
		"said again":               {first, []consent.Consent{first, last}, false},
		"the last":                 {last, []consent.Consent{first, last, news}, true},
		"another purpose":          {news, []consent.Consent{news}, false},
		"a later no":               {last, []consent.Consent{last, no}, false},
		"a no is kept for nothing": {no, []consent.Consent{no}, false},
	} {
		if got := test.one.Carries(r, test.all, time.Now()); got != test.want {
			t.Errorf("%s: %v", outcome, got)
		}
		if got := test.one.Proves(consent.Sliding(d), test.all); got != test.want {
			t.Errorf("%s: shows it %v", outcome, got)
		}
	}
}
