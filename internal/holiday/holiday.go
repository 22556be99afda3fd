// Package holiday owns the public holidays of Norway.
package holiday

// The days on which a deadline does not end besides Saturdays and Sundays
// (domstolloven section 149): 1 January, 1 and 17 May, 25 and 26 December, and
// from Easter Sunday -3, -2, 0, +1, +39, +49 and +50 days. None moves to another
// day when it falls on a Sunday; 24 and 31 December are working days.

import (
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/no"
)

// Norway tells the public holidays of Norway by ids that package words has
// names for; a Sunday that is nothing else has none. It is a rights.Calendar.
type Norway struct{}

// table is in order of precedence: where two fall on one day (17 May 2027 is
// also Whit Monday), the one that always falls on that date is told.
var table = []struct {
	id  string
	day *cal.Holiday
}{
	{"new-year", no.FoersteNyttaarsdag},
	{"labour-day", no.Arbeiderenesdag},
	{"constitution-day", no.Grunnlovsdag},
	{"christmas-day", no.FoersteJuledag},
	{"second-christmas-day", no.AndreJuledag},
	{"maundy-thursday", no.Skjaertorsdag},
	{"good-friday", no.Langfredag},
	{"easter-sunday", aa.Easter}, // package no leaves the two Sundays out
	{"easter-monday", no.AndrePaaskedag},
	{"ascension-day", no.Kristihimmelfartsdag},
	{"whit-sunday", aa.Pentecost},
	{"whit-monday", no.AndrePinsedag},
}

// The library counts in the host's time zone unless told otherwise, and some
// zones have days without a midnight: there a holiday would slip to the day before.
func init() { cal.DefaultLoc = time.UTC }

// Holiday is the id of the public holiday on that civil day, or "" for none.
func (Norway) Holiday(year int, month time.Month, day int) string {
	for _, holiday := range table {
		date, _ := holiday.day.Calc(year)
		if date.Month() == month && date.Day() == day {
			return holiday.id
		}
	}
	return ""
}
