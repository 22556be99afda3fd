package gdpr_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"ordholden/internal/gdpr"
)

func TestPeriodsEndOnTheSameNumberedDayOrTheLast(t *testing.T) {
	for _, test := range []struct{ outcome, from, period, want string }{
		{"a month", "2026-03-05", "P1M", "2026-04-05"},
		{"31 January, no leap year", "2026-01-31", "P1M", "2026-02-28"},
		{"31 January, leap year", "2028-01-31", "P1M", "2028-02-29"},
		{"30 January", "2026-01-30", "P1M", "2026-02-28"},
		{"31 March has no 31 April", "2026-03-31", "P1M", "2026-04-30"},
		{"a clamped month does not shorten the next", "2026-01-31", "P2M", "2026-03-31"},
		{"over the year's end", "2026-11-30", "P3M", "2027-02-28"},
		{"a year from a leap day", "2028-02-29", "P1Y", "2029-02-28"},
		{"four years from a leap day", "2028-02-29", "P4Y", "2032-02-29"},
		{"2100 is no leap year", "2096-02-29", "P4Y", "2100-02-28"},
		{"twelve months are a year", "2026-11-21", "P12M", "2027-11-21"},
		{"two years", "2026-11-21", "P2Y", "2028-11-21"},
		{"thirty days", "2026-02-20", "P30D", "2026-03-22"},
		{"thirty days over a leap day", "2028-02-20", "P30D", "2028-03-21"},
		{"days come after months", "2026-01-31", "P1M1D", "2026-03-01"},
		{"all three", "2026-01-31", "P1Y1M1D", "2027-03-01"},
		{"none", "2026-01-31", "P0D", "2026-01-31"},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			p, err := gdpr.ParsePeriod(test.period)
			if err != nil {
				t.Fatal(err)
			}
			from := day(t, test.from).Add(9*time.Hour + 8*time.Minute + 7*time.Second + 6)
			want := day(t, test.want).Add(9*time.Hour + 8*time.Minute + 7*time.Second + 6)
			if got := p.After(from); !got.Equal(want) {
				t.Errorf("%s after %s is %s, want %s", p, from, got, want)
			}
		})
	}
}

func TestWhatIsNoPeriodIsRefused(t *testing.T) {
	for _, s := range []string{
		"", "P", "P1", "1M", "P1W", "PT1H", "P1DT1H", "P-1M", "+P1M", "P1M1Y", "P1D1M", "P1.5Y", "P1,5Y",
		"p1m", "P1m", " P1M", "P1M ", "P1M\n", "P1000Y", "P10000M", "P100000D", "P1M2M", "PY", "P١M",
	} {
		if p, err := gdpr.ParsePeriod(s); err == nil {
			t.Errorf("ParsePeriod(%q) = %v", s, p)
		}
	}
}

func TestPeriodsReadBackAsTheyAreWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := periods().Draw(t, "period")
		got, err := gdpr.ParsePeriod(p.String())
		if err != nil || got != p {
			t.Fatalf("%#v is written %s and read %#v, %v", p, p, got, err)
		}
		if p.IsZero() != (p.String() == "P0D") {
			t.Fatalf("%s: IsZero %v", p, p.IsZero())
		}
	})
}

// Whoever comes a day later never ends earlier. Within a day that is not so:
// 30 and 31 January both end on 28 February, each at its own time of day.
func TestPeriodsThatBeginLaterDoNotEndEarlier(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, from := periods().Draw(t, "period"), instants().Draw(t, "from")
		later := from.AddDate(0, 0, rapid.IntRange(0, 1000).Draw(t, "days"))
		if a, b := p.After(from), p.After(later); b.Before(a) {
			t.Fatalf("%s after %s is %s, after %s is %s", p, from, a, later, b)
		}
	})
}

func TestPeriodsGoForwardAndKeepTheTimeOfDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, from := periods().Draw(t, "period"), instants().Draw(t, "from")
		end := p.After(from)
		if end.Before(from) || !p.IsZero() && !end.After(from) {
			t.Fatalf("%s after %s is %s", p, from, end)
		}
		if got, want := end.Sub(midnight(end)), from.Sub(midnight(from)); got != want {
			t.Fatalf("%s after %s is %s: %s into the day, not %s", p, from, end, got, want)
		}
	})
}

func TestMonthsNeverRunOverTheMonthTheyEndIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := instants().Draw(t, "from")
		months := rapid.IntRange(0, 1200).Draw(t, "months")
		end := gdpr.Period{Months: months}.After(from)
		if got, want := end.Year()*12+int(end.Month()), from.Year()*12+int(from.Month())+months; got != want {
			t.Fatalf("%d months after %s is %s", months, from, end)
		}
		if end.Day() > from.Day() {
			t.Fatalf("%d months after %s is %s", months, from, end)
		}
	})
}

func periods() *rapid.Generator[gdpr.Period] {
	return rapid.Custom(func(t *rapid.T) gdpr.Period {
		return gdpr.Period{
			Years:  rapid.IntRange(0, 999).Draw(t, "years"),
			Months: rapid.IntRange(0, 9999).Draw(t, "months"),
			Days:   rapid.IntRange(0, 99999).Draw(t, "days"),
		}
	})
}

// instants draws from a century, month ends as often as all other days.
func instants() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		year := rapid.IntRange(2018, 2117).Draw(t, "year")
		month := time.Month(rapid.IntRange(1, 12).Draw(t, "month"))
		d := rapid.OneOf(rapid.IntRange(28, 31), rapid.IntRange(1, 28)).Draw(t, "day")
		return time.Date(year, month, d, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.Int64Range(0, int64(24*time.Hour)-1).Draw(t, "clock")))
	})
}

func midnight(t time.Time) time.Time { return t.Truncate(24 * time.Hour) }

func day(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
