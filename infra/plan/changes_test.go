package main

import (
	"os"
	"strings"
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// said stores what somebody under an address has decided at mojob a month ago, and confirmed.
func (b bench) said(address gdpr.Private, purpose gdpr.PurposeID, d gdpr.Decision) consent.Consent {
	b.t.Helper()
	return b.saidAt(now.AddDate(0, -1, 0), retention.Expiry(now.AddDate(1, 0, 0).Unix()), address, purpose, d)
}

// saidAt is said, at that time, and kept until then.
func (b bench) saidAt(at time.Time, end retention.Expiry, address gdpr.Private, purpose gdpr.PurposeID, d gdpr.Decision) consent.Consent {
	b.t.Helper()
	s := dynamo.Consents{Table: b.table}
	given := consent.Consent{
		ID: gdpr.NewID(), Controller: "mojob", Address: address, State: consent.Pending, Recorded: at, Expires: end,
		Choices: []consent.Choice{{Purpose: purpose, Decision: d}},
		Seen:    consent.Seen{Version: controller.Version{Major: 1}, Notice: "sha256-x", Language: gdpr.Bokmal, Mechanism: consent.ByForm},
	}
	from, _, err := s.Declare(b.t.Context(), given, "")
	if err != nil {
		b.t.Fatal(err)
	}
	to := from
	to.State, to.Decided = consent.Standing, at
	if err := s.Decide(b.t.Context(), from, to, consent.Confirm); err != nil {
		b.t.Fatal(err)
	}
	return to
}

// A yes that the controller gives up is no question to anybody: it is said how many these are.
func TestT15_APlanSaysWhoseYesAVersionEnds(t *testing.T) {
	b := setUp(t)
	b.visitedAt("mojob", gdpr.NewID(), now.AddDate(0, 0, -2), gdpr.Given)
	b.visitedAt("mojob", gdpr.NewID(), now.AddDate(0, 0, -2), gdpr.Refused)
	b.said("kari@example.no", "other-information", gdpr.Given)
	b.said("kari@example.no", "other-information", gdpr.Given) // the same form twice is one person
	b.said("ola@example.no", "other-information", gdpr.Refused)
	b.said("per@example.no", "further-storage", gdpr.Given)
	source, err := os.ReadFile("../controllers/mojob/1.1.yaml")
	if err != nil {
		t.Fatal(err)
	}
	out, err := b.run(changedOf(t, "mojob", "2.0", without(string(source), "other-information")...))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"  ends consent: purposes", "has another lawful basis.", "Nobody is asked about “News and tips from Mojob” any more.",
		"Asked again:\n  nobody\n", "\nEnded, without a mail: it says so wherever they look:\n" +
			"  other-information: the yes of 1 under an address, and of 0 visitors\n  statistics: the yes of 0 under an address, and of 1 visitors\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("does not say %q:\n%s", want, out)
		}
	}
}

// Of what somebody has decided on again since, the last word counts, in whichever consent they said it; and what has
// had its time is no question any more.
func TestT15_APlanCountsNobodyWhoseYesCountsNoMoreAlready(t *testing.T) {
	b := setUp(t)
	long := retention.Expiry(now.AddDate(1, 0, 0).Unix())
	b.saidAt(now.AddDate(0, -9, 0), long, "ola@example.no", "further-storage", gdpr.Given)
	b.saidAt(now.AddDate(0, -3, 0), long, "ola@example.no", "further-storage", gdpr.Refused)
	back := b.saidAt(now.AddDate(0, -2, 0), long, "per@example.no", "further-storage", gdpr.Given)
	b.saidAt(now.AddDate(0, -9, 0), long, "per@example.no", "further-storage", gdpr.Given)
	to := back
	to.State, to.Decided = consent.Ended, now.AddDate(0, -1, 0)
	to.Choices = []consent.Choice{{Purpose: "further-storage", Decision: gdpr.Withdrawn}}
	if err := (dynamo.Consents{Table: b.table}).Decide(t.Context(), back, to, consent.Withdraw); err != nil {
		t.Fatal(err)
	}
	b.saidAt(now.AddDate(0, -9, 0), long, "kari@example.no", "further-storage", gdpr.Given)
	b.saidAt(now.AddDate(0, -3, 0), long, "kari@example.no", "further-storage", gdpr.Given)
	b.visitedAt("mojob", gdpr.NewID(), now.AddDate(0, -2, 0), gdpr.Given)
	out, err := b.run(changedOf(t, "mojob", "2.0",
		"categories: [contact, profile, activity]\n    recipients: [customers]", "categories: [contact, profile, activity, preferences]\n    recipients: [customers]"))
	if want := "Asked again:\n  further-storage: 1 by mail, 0 visitors by the banner\n"; err != nil || !strings.Contains(out, want) {
		t.Errorf("%s%v", out, err)
	}
}

func TestT15_APlanCountsNoYesThatHasHadItsTime(t *testing.T) {
	over, lasts := now.AddDate(0, 0, -1), now.AddDate(0, 0, 1)
	for outcome, test := range map[string]struct {
		until time.Time
		is    consent.Status
		want  int
	}{
		"over":                  {over, consent.Invalidated, 0},
		"over, and given up":    {over, consent.Revoked, 0},
		"lasting":               {lasts, consent.Invalidated, 1},
		"as long as it is kept": {time.Time{}, consent.Revoked, 1},
	} {
		verdict := func(s consent.Status) []consent.Verdict {
			return []consent.Verdict{{Choice: consent.Choice{Purpose: "news", Decision: gdpr.Given}, Status: s, Until: test.until}}
		}
		got := 0
		c := &changes{asked: newTallies(), ended: newTallies()}
		c.overturned(verdict(consent.Given), verdict(test.is), now, func(tallies, gdpr.PurposeID) { got++ })
		if got != test.want {
			t.Errorf("%s: %d", outcome, got)
		}
	}
}

// without is how mojob's file is edited to ask nobody about news, and no visitor about statistics.
func without(source, purpose string) []string {
	_, news, _ := strings.Cut(source, "- id: "+purpose)
	_, statistics, _ := strings.Cut(source, "- id: statistics")
	cut := func(s string) string { before, _, _ := strings.Cut(s, "    retention:"); return before }
	n, s := cut(news), cut(statistics)
	return []string{
		n, strings.Replace(n, "basis: consent\n    asks: persons", "basis: legitimate-interests\n    interest: {nb: Interesse., nn: Interesse., en: Interest.}", 1),
		s, strings.Replace(s, "basis: consent\n    asks: visitors", "basis: legal-obligation\n    asks: visitors\n    required: true", 1),
		"    signals: [analytics_storage]\n", "",
	}
}
