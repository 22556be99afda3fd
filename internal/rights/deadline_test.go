package rights_test

// The rules stand in deadline.go. Here they are counted a second time, in plain
// civil dates of UTC that know nothing of Oslo, and the two must agree.

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ordholden/internal/holiday"
	"ordholden/internal/rights"
)

var oslo = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		panic(err)
	}
	return zone
}()

// counting is one of the two deadlines that the law knows.
type counting struct {
	name   string
	months int
	rule   rights.Rule
	count  func(time.Time, rights.Calendar) rights.Deadline
}

var countings = []counting{
	{"one month", 1, rights.OneMonth, rights.Answer},
	{"three months", 3, rights.ThreeMonths, rights.ExtendedAnswer},
}

func TestDeadlinesOfTheTable(t *testing.T) {
	for _, row := range []struct{ received, plain, answer, extended string }{
		{"2026-03-05", "2026-04-05", "2026-04-07", "2026-06-05"},
		{"2026-01-31", "2026-02-28", "2026-03-02", "2026-04-30"},
		{"2024-01-31", "2024-02-29", "2024-02-29", "2024-04-30"},
		{"2026-08-31", "2026-09-30", "2026-09-30", "2026-11-30"},
		{"2026-11-25", "2026-12-25", "2026-12-28", "2027-02-25"},
		{"2027-04-17", "2027-05-17", "2027-05-18", "2027-07-19"},
	} {
		t.Run(row.received, func(t *testing.T) {
			received := at(t, row.received+" 12:00:00")
			answer := rights.Answer(received, holiday.Norway{})
			extended := rights.ExtendedAnswer(received, holiday.Norway{})
			for _, check := range []struct {
				what      string
				got, want time.Time
			}{
				{"one month, plain", answer.Steps[1].Day, at(t, row.plain+" 00:00:00")},
				{"one month, legal", answer.Due, at(t, row.answer+" 23:59:59")},
				{"three months, legal", extended.Due, at(t, row.extended+" 23:59:59")},
			} {
				if !check.got.Equal(check.want) {
					t.Errorf("%s: %s, want %s", check.what, check.got, check.want)
				}
			}
		})
	}
}

func TestDeadlinesExplainThemselves(t *testing.T) {
	for _, test := range []struct {
		outcome  string
		received string
		count    func(time.Time, rights.Calendar) rights.Deadline
		want     []string
	}{
		{"Easter rolls by name", "2026-03-05 09:00:00", rights.Answer,
			[]string{"received 2026-03-05", "one-month 2026-04-05", "rolled-holiday 2026-04-06 easter-sunday", "rolled-holiday 2026-04-07 easter-monday"}},
		{"a short month clamps, then its weekend rolls", "2026-01-31 09:00:00", rights.Answer,
			[]string{"received 2026-01-31", "last-of-month 2026-02-28", "rolled-weekend 2026-03-01", "rolled-weekend 2026-03-02"}},
		{"a working day ends the count", "2024-01-31 09:00:00", rights.Answer,
			[]string{"received 2024-01-31", "last-of-month 2024-02-29"}},
		{"the longest roll, Maundy Thursday to Tuesday", "2026-03-02 09:00:00", rights.Answer,
			[]string{"received 2026-03-02", "one-month 2026-04-02", "rolled-holiday 2026-04-03 maundy-thursday",
				"rolled-holiday 2026-04-04 good-friday", "rolled-weekend 2026-04-05",
				"rolled-holiday 2026-04-06 easter-sunday", "rolled-holiday 2026-04-07 easter-monday"}},
		{"an extension counts from receipt, not from the rolled date", "2026-11-25 09:00:00", rights.ExtendedAnswer,
			[]string{"received 2026-11-25", "three-months 2027-02-25"}},
		{"an extension counts from receipt, not from the clamped date", "2026-01-31 09:00:00", rights.ExtendedAnswer,
			[]string{"received 2026-01-31", "last-of-month 2026-04-30"}},
		{"an extension rolls once", "2027-04-17 09:00:00", rights.ExtendedAnswer,
			[]string{"received 2027-04-17", "three-months 2027-07-17", "rolled-weekend 2027-07-18", "rolled-weekend 2027-07-19"}},
		{"an extension clamps", "2025-11-30 09:00:00", rights.ExtendedAnswer,
			[]string{"received 2025-11-30", "last-of-month 2026-02-28", "rolled-weekend 2026-03-01", "rolled-weekend 2026-03-02"}},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			deadline := test.count(at(t, test.received), holiday.Norway{})
			if got := told(deadline); !reflect.DeepEqual(got, test.want) {
				t.Errorf("steps:\n%q\nwant\n%q", got, test.want)
			}
		})
	}
}

func TestTheDayOfReceiptIsTheDayInOslo(t *testing.T) {
	for _, test := range []struct{ outcome, received, day, due string }{
		{"the last second of a winter day", "2026-03-05T22:59:59Z", "2026-03-05", "2026-04-07T21:59:59Z"},
		{"the first second of a winter day", "2026-03-05T23:00:00Z", "2026-03-06", "2026-04-07T21:59:59Z"},
		{"the last second of a summer day", "2026-06-10T21:59:59Z", "2026-06-10", "2026-07-10T21:59:59Z"},
		{"the first second of a summer day", "2026-06-10T22:00:00Z", "2026-06-11", "2026-07-13T21:59:59Z"},
		{"the night the clock jumps forward", "2026-03-29T00:59:59Z", "2026-03-29", "2026-04-29T21:59:59Z"},
		{"the hour that comes twice", "2026-10-25T01:30:00Z", "2026-10-25", "2026-11-25T22:59:59Z"},
		{"New Year's Eve in Oslo", "2026-12-31T23:30:00Z", "2027-01-01", "2027-02-01T22:59:59Z"},
		{"leap day", "2028-02-29T12:00:00Z", "2028-02-29", "2028-03-29T21:59:59Z"},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			received, due := instant(t, test.received), instant(t, test.due)
			deadline := rights.Answer(received, holiday.Norway{})
			if got := deadline.Steps[0].Day.Format(time.DateOnly); got != test.day {
				t.Errorf("received on %s, want %s", got, test.day)
			}
			if !deadline.Due.Equal(due) {
				t.Errorf("due %s, want %s", deadline.Due.UTC(), due)
			}
		})
	}
}

func TestEveryDayOfReceiptTo2100IsCountedAsTheLawSays(t *testing.T) {
	for day := civil(2018, time.May, 25); day.Year() <= 2100; day = day.AddDate(0, 0, 1) {
		received := time.Date(day.Year(), day.Month(), day.Day(), 12, 0, 0, 0, oslo)
		for _, c := range countings {
			got := c.count(received, holiday.Norway{}).Due.Format(time.DateTime)
			if want := legal(plain(day, c.months)).Format(time.DateOnly) + " 23:59:59"; got != want {
				t.Errorf("%s after %s: due %s, want %s", c.name, day.Format(time.DateOnly), got, want)
			}
		}
	}
}

func TestLawsOfDeadlines(t *testing.T) {
	for _, c := range countings {
		t.Run(c.name+" gives a working day at most five after the plain one", rapid.MakeCheck(func(t *rapid.T) {
			deadline := c.count(receipt().Draw(t, "received"), holiday.Norway{})
			plain, due := deadline.Steps[1].Day, deadline.Due
			last := deadline.Steps[len(deadline.Steps)-1].Day
			if due.Before(plain) {
				t.Fatalf("due %s is before the plain day %s", due, plain)
			}
			if rolled := days(last) - days(plain); rolled > 5 {
				t.Fatalf("rolled by %d days", rolled)
			}
			if !working(civil(due.Date())) {
				t.Fatalf("due %s is no working day", due)
			}
		}))
		t.Run(c.name+" never ends earlier for what came later", rapid.MakeCheck(func(t *rapid.T) {
			first := receipt().Draw(t, "first")
			second := first.Add(time.Duration(rapid.Int64Range(0, int64(100*24*time.Hour)).Draw(t, "later")))
			a, b := c.count(first, holiday.Norway{}).Due, c.count(second, holiday.Norway{}).Due
			if b.Before(a) {
				t.Fatalf("received %s is due %s, received %s is due %s", first, a, second, b)
			}
		}))
		t.Run(c.name+" explains each day up to the last", rapid.MakeCheck(func(t *rapid.T) {
			explained(t, c, receipt().Draw(t, "received"))
		}))
	}
	t.Run("an extension ends after the first deadline", rapid.MakeCheck(func(t *rapid.T) {
		received := receipt().Draw(t, "received")
		first, extended := rights.Answer(received, holiday.Norway{}).Due, rights.ExtendedAnswer(received, holiday.Norway{}).Due
		if !extended.After(first) {
			t.Fatalf("extended to %s from %s", extended, first)
		}
	}))
}

// explained checks the steps of a deadline against what was received and when it is due.
func explained(t *rapid.T, c counting, received time.Time) {
	deadline := c.count(received, holiday.Norway{})
	steps := deadline.Steps
	if steps[0].Rule != rights.Received || days(steps[0].Day) != days(received.In(oslo)) {
		t.Fatalf("received %s, first step %v", received.In(oslo), steps[0])
	}
	rule := c.rule
	if steps[1].Day.Day() != steps[0].Day.Day() {
		rule = rights.LastOfMonth
	}
	if steps[1].Rule != rule {
		t.Fatalf("second step is %s on %s, want %s", steps[1].Rule, steps[1].Day, rule)
	}
	for i, step := range steps {
		if h, m, s := step.Day.Clock(); h+m+s != 0 || step.Day.Location().String() != "Europe/Oslo" {
			t.Fatalf("step %d stands at %s, not at midnight in Oslo", i, step.Day)
		}
		if i > 1 && days(step.Day) != days(steps[i-1].Day)+1 {
			t.Fatalf("step %d rolls to %s from %s", i, step.Day, steps[i-1].Day)
		}
		if (step.Holiday != "") != (step.Rule == rights.RolledHoliday) {
			t.Fatalf("step %d is %s and names the holiday %q", i, step.Rule, step.Holiday)
		}
	}
	if days(steps[len(steps)-1].Day) != days(deadline.Due) {
		t.Fatalf("the last step is %s, due is %s", steps[len(steps)-1].Day, deadline.Due)
	}
}

// Not parallel with anything: time.Local belongs to the whole process.
func TestDeadlinesDoNotDependOnTheHostsTimeZone(t *testing.T) {
	host := time.Local
	t.Cleanup(func() { time.Local = host })
	for _, name := range []string{"UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/Havana", "Asia/Kathmandu", "Europe/Oslo"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			received := receipt().Draw(t, "received")
			for _, c := range countings {
				time.Local = time.UTC
				want := told(c.count(received.UTC(), holiday.Norway{}))
				time.Local = zone
				if got := told(c.count(received.Local(), holiday.Norway{})); !reflect.DeepEqual(got, want) {
					t.Fatalf("%s: %q, in UTC %q", c.name, got, want)
				}
			}
		}))
	}
}

// receipt draws instants under the Regulation, half of them within seconds of
// a midnight in Oslo.
func receipt() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		day := rapid.IntRange(0, 80*365).Draw(t, "day")
		second := rapid.OneOf(rapid.IntRange(-3, 3), rapid.IntRange(0, 24*60*60-1)).Draw(t, "second")
		return time.Date(2018, time.May, 25+day, 0, 0, second, 0, oslo)
	})
}

// plain is the day so many months later, or the last of a month that lacks it.
func plain(day time.Time, months int) time.Time {
	for d := day.Day(); ; d-- {
		if later := civil(day.Year(), day.Month()+time.Month(months), d); later.Day() == d {
			return later
		}
	}
}

// legal is the first working day that is not before.
func legal(day time.Time) time.Time {
	for !working(day) {
		day = day.AddDate(0, 0, 1)
	}
	return day
}

func working(day time.Time) bool {
	y, m, d := day.Date()
	weekday := day.Weekday()
	return weekday != time.Saturday && weekday != time.Sunday && holiday.Norway{}.Holiday(y, m, d) == ""
}

// days numbers the civil day on which t falls where t is told.
func days(t time.Time) int { return int(civil(t.Date()).Unix() / (24 * 60 * 60)) }

func civil(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// told writes the steps of a deadline, one a line.
func told(d rights.Deadline) []string {
	var lines []string
	for _, step := range d.Steps {
		line := fmt.Sprintf("%s %s", step.Rule, step.Day.Format(time.DateOnly))
		if step.Holiday != "" {
			line += " " + step.Holiday
		}
		lines = append(lines, line)
	}
	return lines
}

// at reads a clock in Oslo.
func at(t *testing.T, s string) time.Time {
	t.Helper()
	moment, err := time.ParseInLocation(time.DateTime, s, oslo)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	moment, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

// Art. 12(6): a question holds the deadline up that stands when it is asked, the extended one too.
func TestAQuestionAfterAnExtensionHoldsTheExtendedDeadlineUp(t *testing.T) {
	at := func(day string) time.Time {
		d, err := time.ParseInLocation("2006-01-02 15:04", day+" 12:00", rights.Oslo())
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	r := rights.Request{Received: at("2026-03-05"), Pause: rights.Pause{From: at("2026-05-04"), To: at("2026-05-14")}}
	r.Extended.At, r.Extended.Told = at("2026-03-20"), at("2026-03-20")
	if due := r.DeadlineBy(holiday.Norway{}, at("2026-05-20")).Due; !due.Equal(time.Date(2026, time.June, 15, 23, 59, 59, 0, rights.Oslo())) {
		t.Errorf("due %s", due)
	}
	r.Extended.Told = time.Time{} // asked when the month is over, it holds nothing up
	if due := r.DeadlineBy(holiday.Norway{}, at("2026-05-20")).Due; !due.Equal(rights.Answer(r.Received, holiday.Norway{}).Due) {
		t.Errorf("not extended: due %s", due)
	}
}
