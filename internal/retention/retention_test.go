package retention_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

var now = time.Date(2026, time.November, 21, 12, 0, 0, 0, time.UTC)

func keep(period string) controller.Retention {
	p, err := gdpr.ParsePeriod(period)
	if err != nil {
		panic(err)
	}
	return controller.Retention{Period: p, From: controller.FromDecision}
}

func TestItemsEndWhenTheirRetentionDoes(t *testing.T) {
	for _, test := range []struct {
		outcome, period string
		from            time.Time
		want            string
	}{
		{"a year of a decision now", "P12M", now, "2027-11-21T12:00:00Z"},
		{"two years", "P2Y", now, "2028-11-21T12:00:00Z"},
		{"a month after 31 January", "P1M", time.Date(2027, time.January, 31, 8, 0, 0, 0, time.UTC), "2027-02-28T08:00:00Z"},
		{"told in another zone", "P1D", now.In(time.FixedZone("", 5*3600)), "2026-11-22T12:00:00Z"},
		{"parts of a second end with their second", "P1D", now.Add(999 * time.Millisecond), "2026-11-22T12:00:00Z"},
		{"a year ago, and now over", "P12M", now.AddDate(-1, 0, -1), "2026-11-20T12:00:00Z"},
		{"almost five years over", "P1D", now.AddDate(-5, 0, 5), "2021-11-27T12:00:00Z"},
		{"99 years", "P99Y", now, "2125-11-21T12:00:00Z"},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			got, err := retention.Expires(keep(test.period), test.from, now)
			if err != nil {
				t.Fatal(err)
			}
			if at := got.Time().Format(time.RFC3339); at != test.want {
				t.Errorf("expires %s, want %s", at, test.want)
			}
		})
	}
}

func TestWhatWouldNeverBeDeletedIsRefused(t *testing.T) {
	for _, test := range []struct {
		outcome string
		keep    controller.Retention
		from    time.Time
	}{
		{"no instant to count from", keep("P12M"), time.Time{}},
		{"no retention", controller.Retention{}, now},
		{"a period without length", keep("P0D"), now},
		{"neither", controller.Retention{}, time.Time{}},
		{"over five years past", keep("P1D"), now.AddDate(-5, 0, -2)},
		{"the epoch", keep("P1D"), time.Unix(0, 0)},
		{"milliseconds read as seconds", keep("P12M"), time.Unix(now.UnixMilli(), 0)},
		{"more than a hundred years ahead", keep("P101Y"), now},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			if got, err := retention.Expires(test.keep, test.from, now); err == nil || got != 0 {
				t.Errorf("expires %s, %v", got.Time(), err)
			}
		})
	}
}

func TestPlainDurationsEndOnTheSecond(t *testing.T) {
	got, err := retention.Within(7*24*time.Hour, now.Add(500*time.Millisecond))
	if want := now.Add(7 * 24 * time.Hour); err != nil || !got.Time().Equal(want) {
		t.Errorf("expires %s, %v; want %s", got.Time(), err, want)
	}
	for _, d := range []time.Duration{-6 * 365 * 24 * time.Hour, 101 * 365 * 24 * time.Hour} {
		if got, err := retention.Within(d, now); err == nil {
			t.Errorf("after %s expires %s", d, got.Time())
		}
	}
}

func TestItemsAreDueFromTheirVerySecond(t *testing.T) {
	e := retention.Expiry(now.Unix())
	for _, test := range []struct {
		outcome string
		at      time.Time
		want    bool
	}{
		{"a second before", now.Add(-time.Second), false},
		{"a nanosecond before", now.Add(-time.Nanosecond), false},
		{"on the second", now, true},
		{"within the second", now.Add(500 * time.Millisecond), true},
		{"a second after", now.Add(time.Second), true},
		{"years after", now.AddDate(3, 0, 0), true},
		{"on the second, in another zone", now.In(time.FixedZone("", -8*3600)), true},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			if got := e.Due(test.at); got != test.want {
				t.Errorf("due at %s: %v", test.at, got)
			}
		})
	}
	if retention.Expiry(0).Due(now) {
		t.Error("an item without an expiry is due")
	}
}

// The model counts month by month on a calendar of its own.
func TestTheDayOfAnEndIsTheMidnightAfterIt(t *testing.T) {
	midnight := time.Date(2026, time.March, 6, 0, 0, 0, 0, time.UTC)
	for _, at := range []time.Time{midnight, midnight.Add(-time.Second), midnight.AddDate(0, 0, -1).Add(time.Second)} {
		if got := retention.Expiry(at.Unix()).DayEnd().Time(); !got.Equal(midnight) {
			t.Errorf("%s ends by %s", at, got)
		}
	}
	if got := retention.Expiry(0).DayEnd(); got != 0 {
		t.Errorf("what has no end has one at %s", got.Time())
	}
}

func TestExpiriesAgreeWithAModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		years, months, days := rapid.IntRange(0, 10).Draw(t, "years"), rapid.IntRange(0, 40).Draw(t, "months"), rapid.IntRange(0, 900).Draw(t, "days")
		from := now.Add(time.Duration(rapid.Int64Range(-8*365*86400, 8*365*86400).Draw(t, "from")) * time.Second)
		r := controller.Retention{Period: gdpr.Period{Years: years, Months: months, Days: days}, From: controller.FromReceipt}

		got, err := retention.Expires(r, from, now)
		want := model(from, years*12+months, days)
		refused := years+months+days == 0 || want < now.Unix()-5*365*86400 || want > now.Unix()+100*365*86400
		if refused != (err != nil) {
			t.Fatalf("%s from %s: %v, want refused %v", r.Period, from, err, refused)
		}
		if err == nil && int64(got) != want {
			t.Fatalf("%s from %s: %s, want %s", r.Period, from, got.Time(), time.Unix(want, 0).UTC())
		}
		if err == nil && (got.Due(now) != (want <= now.Unix()) || got.Due(got.Time().Add(-1)) || !got.Due(got.Time())) {
			t.Fatalf("%s is due at the wrong time", got.Time())
		}
	})
}

func model(from time.Time, months, days int) int64 {
	long := [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
	y, m, d := from.Date()
	for range months {
		if m++; m > 12 {
			y, m = y+1, 1
		}
	}
	last := long[m-1]
	if m == 2 && (y%4 == 0 && y%100 != 0 || y%400 == 0) {
		last = 29
	}
	clock := from.Unix() - time.Date(from.Year(), from.Month(), from.Day(), 0, 0, 0, 0, time.UTC).Unix()
	return time.Date(y, m, min(d, last), 0, 0, 0, 0, time.UTC).Unix() + int64(days)*86400 + clock
}
