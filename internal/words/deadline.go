package words

import (
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

var steps = [...]struct {
	rule     rights.Rule
	sentence gdpr.Text
}{
	{rights.Received, text(
		"Vi fikk forespørselen {day}. Den dagen regnes ikke med.",
		"Vi fekk førespurnaden {day}. Den dagen blir ikkje rekna med.",
		"We received the request on {day}. That day is not counted.")},
	{rights.Paused, text(
		"Fristen sto stille mens vi ventet på svar om hvem du er. Vi regner derfor fra {day}.",
		"Fristen stod stille medan vi venta på svar om kven du er. Vi reknar derfor frå {day}.",
		"The deadline stood still while we waited to hear who you are. We therefore count from {day}.")},
	{rights.OneMonth, text(
		"Én måned etter er {day}.",
		"Éin månad etter er {day}.",
		"One month later is {day}.")},
	{rights.ThreeMonths, text(
		"Fristen er forlenget med to måneder. Tre måneder etter at vi fikk forespørselen, er {day}.",
		"Fristen er forlengd med to månader. Tre månader etter at vi fekk førespurnaden, er {day}.",
		"The deadline has been extended by two months. Three months after we received the request is {day}.")},
	{rights.LastOfMonth, text(
		"Måneden fristen går ut i, har ingen dag med samme nummer. Da gjelder den siste dagen i måneden: {day}.",
		"Månaden fristen går ut i, har ingen dag med same nummer. Då gjeld den siste dagen i månaden: {day}.",
		"The month in which it ends has no day of the same number. Its last day counts instead: {day}.")},
	{rights.RolledWeekend, text(
		"Fristen kan ikke gå ut på en {before}. Den flyttes til dagen etter: {day}.",
		"Fristen kan ikkje gå ut på ein {before}. Han blir flytt til dagen etter: {day}.",
		"The deadline cannot end on a {before}. It moves to the day after: {day}.")},
	{rights.RolledHoliday, text(
		"{holiday} er en offentlig fridag. Fristen flyttes til dagen etter: {day}.",
		"{holiday} er ein offentleg fridag. Fristen blir flytt til dagen etter: {day}.",
		"{holiday} is a public holiday. The deadline moves to the day after: {day}.")},
}

// Step says what one rule on the way to a deadline does.
func Step(s rights.Step, l gdpr.Language) string {
	for _, known := range steps {
		if known.rule == s.Rule {
			return Fill(known.sentence, l,
				"day", Day(s.Day, l),
				"before", Weekday(s.Day.In(rights.Oslo()).AddDate(0, 0, -1), l),
				"holiday", capital(Holiday(s.Holiday, l)))
		}
	}
	return Day(s.Day, l)
}

var due = text(
	"Du får svar senest {day}.",
	"Du får svar seinast {day}.",
	"You will have an answer by {day} at the latest.")

// Due says by when an answer comes.
func Due(t time.Time, l gdpr.Language) string { return Fill(due, l, "day", Day(t, l)) }

// Deadline is a deadline explained: each step in order.
func Deadline(d rights.Deadline, l gdpr.Language) []string {
	sentences := make([]string, len(d.Steps))
	for i, s := range d.Steps {
		sentences[i] = Step(s, l)
	}
	return sentences
}
