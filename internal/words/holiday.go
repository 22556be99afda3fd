package words

import "ordholden/internal/gdpr"

// holidays are the public holidays of Norway by their ids in package holiday.
var holidays = [...]struct {
	id   string
	name gdpr.Text
}{
	{"new-year", text("første nyttårsdag", "første nyttårsdag", "New Year's Day")},
	{"maundy-thursday", text("skjærtorsdag", "skjærtorsdag", "Maundy Thursday")},
	{"good-friday", text("langfredag", "langfredag", "Good Friday")},
	{"easter-sunday", text("første påskedag", "første påskedag", "Easter Sunday")},
	{"easter-monday", text("andre påskedag", "andre påskedag", "Easter Monday")},
	{"labour-day", text("1. mai", "1. mai", "1 May")},
	{"constitution-day", text("17. mai", "17. mai", "Constitution Day")},
	{"ascension-day", text("Kristi himmelfartsdag", "Kristi himmelfartsdag", "Ascension Day")},
	{"whit-sunday", text("første pinsedag", "første pinsedag", "Whit Sunday")},
	{"whit-monday", text("andre pinsedag", "andre pinsedag", "Whit Monday")},
	{"christmas-day", text("første juledag", "første juledag", "Christmas Day")},
	{"second-christmas-day", text("andre juledag", "andre juledag", "Second Christmas Day")},
}

var anyHoliday = text("dagen", "dagen", "that day")

// Holiday is the name of a public holiday; an id that is not known reads "that day".
func Holiday(id string, l gdpr.Language) string {
	for _, h := range holidays {
		if h.id == id {
			return h.name.In(l)
		}
	}
	return anyHoliday.In(l)
}
