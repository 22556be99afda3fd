package holiday_test

import (
	"os"
	"os/exec"
	"testing"
	"time"

	"ordholden/internal/holiday"
	"ordholden/internal/rights"
)

var _ rights.Calendar = holiday.Norway{}

// easter is Easter Sunday by golden number, epact and the Sunday after the
// paschal moon (Knuth, The Art of Computer Programming 1.3.2, exercise 14): not
// the algorithm that the library uses.
func easter(year int) time.Time {
	golden := year%19 + 1
	century := year/100 + 1
	leapsDropped := 3*century/4 - 12
	moonCorrection := (8*century+5)/25 - 5
	sunday := 5*year/4 - leapsDropped - 10
	epact := ((11*golden+20+moonCorrection-leapsDropped)%30 + 30) % 30
	if epact == 25 && golden > 11 || epact == 24 {
		epact++
	}
	moon := 44 - epact
	if moon < 21 {
		moon += 30
	}
	moon += 7 - (sunday+moon)%7
	return date(year, time.March, moon)
}

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// expected is the list of one year, later entries over earlier ones.
func expected(year int) map[time.Time]string {
	days := map[time.Time]string{}
	for offset, id := range map[int]string{
		-3: "maundy-thursday", -2: "good-friday", 0: "easter-sunday", 1: "easter-monday",
		39: "ascension-day", 49: "whit-sunday", 50: "whit-monday",
	} {
		days[easter(year).AddDate(0, 0, offset)] = id
	}
	days[date(year, time.January, 1)] = "new-year"
	days[date(year, time.May, 1)] = "labour-day"
	days[date(year, time.May, 17)] = "constitution-day"
	days[date(year, time.December, 25)] = "christmas-day"
	days[date(year, time.December, 26)] = "second-christmas-day"
	return days
}

func TestEasterOfTheTestItselfIsThePublishedOne(t *testing.T) {
	for _, published := range []string{
		"1950-04-09", "1954-04-18", "1981-04-19", "2000-04-23", "2008-03-23", "2011-04-24",
		"2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25", "2049-04-18", "2076-04-19",
	} {
		day, err := time.Parse(time.DateOnly, published)
		if err != nil {
			t.Fatal(err)
		}
		if got := easter(day.Year()); !got.Equal(day) {
			t.Errorf("Easter Sunday of %d is %s, want %s", day.Year(), got.Format(time.DateOnly), published)
		}
	}
}

func TestEveryDayFrom1950To2150IsToldAsTheLawSays(t *testing.T) {
	for year := 1950; year <= 2150; year++ {
		want := expected(year)
		for day := date(year, time.January, 1); day.Year() == year; day = day.AddDate(0, 0, 1) {
			y, m, d := day.Date()
			if got := (holiday.Norway{}).Holiday(y, m, d); got != want[day] {
				t.Errorf("%s: told %q, want %q", day.Format(time.DateOnly), got, want[day])
			}
		}
	}
}

func TestHolidaysAreToldByName(t *testing.T) {
	for _, test := range []struct {
		outcome string
		day     time.Time
		want    string
	}{
		{"Christmas Eve is a working day", date(2026, time.December, 24), ""},
		{"New Year's Eve is a working day", date(2026, time.December, 31), ""},
		{"the Saturday before Easter has no name", date(2026, time.April, 4), ""},
		{"an ordinary Sunday has no name", date(2026, time.April, 12), ""},
		{"Constitution Day is told over Whit Monday", date(2027, time.May, 17), "constitution-day"},
		{"Labour Day is told over Ascension Day", date(2008, time.May, 1), "labour-day"},
		{"Easter Sunday is told", date(2026, time.April, 5), "easter-sunday"},
		{"a Sunday's holiday moves nowhere", date(2028, time.January, 3), ""},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			y, m, d := test.day.Date()
			if got := (holiday.Norway{}).Holiday(y, m, d); got != test.want {
				t.Errorf("told %q, want %q", got, test.want)
			}
		})
	}
}

// Both zones have days that lack their midnight; Havana lacked it on Easter
// Sunday of 1994. A process reads TZ once, so each zone has its own.
func TestHolidaysDoNotDependOnTheHostsTimeZone(t *testing.T) {
	for _, zone := range []string{"America/Havana", "Asia/Beirut"} {
		t.Run(zone, func(t *testing.T) {
			child := exec.Command(os.Args[0], "-test.run=^TestEveryDay")
			child.Env = append(os.Environ(), "TZ="+zone)
			if out, err := child.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}
