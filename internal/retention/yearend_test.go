package retention_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// The dates are counted by hand on a calendar: 31 December and the period, and then
// the midnight after, in Norwegian time (bokføringsloven section 13).
func TestYearsEndInNorwegianTime(t *testing.T) {
	for _, test := range []struct {
		outcome string
		year    int
		period  string
		want    string // UTC
	}{
		{"five years after 2026", 2026, "P5Y", "2031-12-31T23:00:00Z"},
		{"five years after a leap year", 2024, "P5Y", "2029-12-31T23:00:00Z"},
		{"three and a half after 2026: June has no 31st", 2026, "P3Y6M", "2030-06-30T22:00:00Z"},
		{"three and a half after 2024", 2024, "P3Y6M", "2028-06-30T22:00:00Z"},
		{"two months: February", 2026, "P2M", "2027-02-28T23:00:00Z"},
		{"two months: February of a leap year", 2027, "P2M", "2028-02-29T23:00:00Z"},
		{"to the day that summer time begins", 2026, "P87D", "2027-03-28T22:00:00Z"},
		{"to the day before", 2026, "P86D", "2027-03-27T23:00:00Z"},
		{"to the day that it ends", 2026, "P304D", "2027-10-31T23:00:00Z"},
		{"to the day before that", 2026, "P303D", "2027-10-30T22:00:00Z"},
		{"long ago", 1999, "P10Y", "2009-12-31T23:00:00Z"},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			got, err := retention.YearEnd(test.year, keep(test.period).Period)
			if at := got.Time().Format(time.RFC3339); err != nil || at != test.want {
				t.Errorf("ends %s, %v; want %s", at, err, test.want)
			}
		})
	}
}

func TestWhatIsNoAccountingYearHasNoEnd(t *testing.T) {
	for _, year := range []int{-1, 0, 26, 1969, 2201, 20260, 1_700_000_000} {
		if got, err := retention.YearEnd(year, gdpr.Period{Years: 5}); err == nil || got != 0 {
			t.Errorf("%d ends %s", year, got.Time())
		}
	}
	if got, err := retention.YearEnd(2026, gdpr.Period{}); err == nil || got != 0 {
		t.Errorf("no period ends %s", got.Time())
	}
}

// Whatever the period: a local midnight, after the whole of it, and by no day more.
func TestYearEndsAreMidnights(t *testing.T) {
	oslo, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(1970, 2090).Draw(t, "year")
		months := rapid.IntRange(1, 12*12).Draw(t, "months")
		got, err := retention.YearEnd(year, gdpr.Period{Months: months})
		if err != nil {
			t.Fatal(err)
		}
		// The last day of the month so many after December is the day before the first of the next.
		want := time.Date(year+1, time.Month(months+1), 1, 0, 0, 0, 0, oslo)
		if !got.Time().Equal(want) {
			t.Fatalf("%d months after %d: %s, want %s", months, year, got.Time().In(oslo), want)
		}
	})
}
