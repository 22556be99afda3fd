package rights_test

import (
	"slices"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/gdpr"
	"ordholden/internal/holiday"
	"ordholden/internal/rights"
)

func TestWorkingDaysLeftSkipWeekendsAndHolidays(t *testing.T) {
	for outcome, test := range map[string]struct {
		now, due string
		want     int
	}{
		"the same day":                 {"2026-11-20T08:00:00Z", "2026-11-20T22:59:59Z", 0},
		"from Friday to Monday":        {"2026-11-20T08:00:00Z", "2026-11-23T22:59:59Z", 1},
		"from Saturday to Monday":      {"2026-11-21T08:00:00Z", "2026-11-23T22:59:59Z", 1},
		"over Christmas":               {"2026-12-23T08:00:00Z", "2026-12-28T22:59:59Z", 2},
		"a month":                      {"2026-11-20T08:00:00Z", "2026-12-21T22:59:59Z", 21},
		"over since yesterday":         {"2026-11-24T08:00:00Z", "2026-11-23T22:59:59Z", 0},
		"over on Friday, seen Sunday":  {"2026-11-22T08:00:00Z", "2026-11-20T22:59:59Z", 0},
		"late in the evening, in Oslo": {"2026-11-19T23:30:00Z", "2026-11-20T22:59:59Z", 0},
	} {
		now, due := instantOf(t, test.now), instantOf(t, test.due)
		k := rights.Desk{Calendar: holiday.Norway{}, Now: func() time.Time { return now }}
		if got := k.Left(rights.Deadline{Due: due}); got != test.want {
			t.Errorf("%s: %d, want %d", outcome, got, test.want)
		}
	}
}

func instantOf(t *testing.T, s string) time.Time {
	t.Helper()
	moment, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func TestAnExtensionIsOfferedOnceAndInTime(t *testing.T) {
	received := instantOf(t, "2026-11-20T08:00:00Z")
	r := rights.Request{Controller: "mojob", Workflow: rights.Open, Identity: rights.Proven, Received: received}
	for outcome, test := range map[string]struct {
		now      string
		extended bool
		want     bool
	}{
		"in the month":    {"2026-12-01T08:00:00Z", false, true},
		"on its last day": {"2026-12-21T20:00:00Z", false, true},
		"after it":        {"2026-12-22T08:00:00Z", false, false},
		"again":           {"2026-12-01T08:00:00Z", true, false},
	} {
		now := instantOf(t, test.now)
		if r.Extended.At = (time.Time{}); test.extended {
			r.Extended.At = received
		}
		k := rights.Desk{Controllers: controllers.Registry(), Calendar: holiday.Norway{}, Now: func() time.Time { return now }}
		if got := k.Allows(r, rights.Extend); got != test.want {
			t.Errorf("%s: %v", outcome, got)
		}
	}
	if (rights.Desk{Controllers: controllers.Registry(), Calendar: holiday.Norway{}, Now: time.Now}).Allows(rights.Request{Controller: "mojob", Workflow: rights.Revoked}, rights.Extend) {
		t.Error("what was taken back can be extended")
	}
}

func TestOnlyGroundsThatStandAreOffered(t *testing.T) {
	claims := rights.Request{Workflow: rights.Open, Identity: rights.Proven, Rights: []gdpr.Right{gdpr.Erasure, gdpr.Objection}}
	marketing, unknown, settled := claims, claims, claims
	marketing.Against, unknown.Identity = rights.AgainstMarketing, rights.Asked
	settled.Outcomes = []rights.Outcome{{Right: gdpr.Erasure, Result: rights.Granted}}
	for outcome, test := range map[string]struct {
		r    rights.Request
		of   gdpr.Right
		want []rights.Ground
	}{
		"an erasure": {claims, gdpr.Erasure, []rights.Ground{rights.Unfounded, rights.Excessive, rights.Expression, rights.LegalObligation, rights.PublicInterest, rights.LegalClaims}},
		"an objection to marketing is never refused": {marketing, gdpr.Objection, nil},
		"who has not answered who they are":          {unknown, gdpr.Erasure, []rights.Ground{rights.NotIdentified, rights.Unfounded, rights.Excessive}},
		"what is settled":                            {settled, gdpr.Erasure, nil},
		"what was not asked for":                     {claims, gdpr.Access, nil},
	} {
		if got := test.r.Refusable(test.of); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", outcome, got, test.want)
		}
	}
}
