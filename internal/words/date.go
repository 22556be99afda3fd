package words

import (
	"strconv"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

var weekdays = [7]gdpr.Text{
	time.Sunday:    text("søndag", "søndag", "Sunday"),
	time.Monday:    text("mandag", "måndag", "Monday"),
	time.Tuesday:   text("tirsdag", "tysdag", "Tuesday"),
	time.Wednesday: text("onsdag", "onsdag", "Wednesday"),
	time.Thursday:  text("torsdag", "torsdag", "Thursday"),
	time.Friday:    text("fredag", "fredag", "Friday"),
	time.Saturday:  text("lørdag", "laurdag", "Saturday"),
}

var months = [13]gdpr.Text{
	time.January:   text("januar", "januar", "January"),
	time.February:  text("februar", "februar", "February"),
	time.March:     text("mars", "mars", "March"),
	time.April:     text("april", "april", "April"),
	time.May:       text("mai", "mai", "May"),
	time.June:      text("juni", "juni", "June"),
	time.July:      text("juli", "juli", "July"),
	time.August:    text("august", "august", "August"),
	time.September: text("september", "september", "September"),
	time.October:   text("oktober", "oktober", "October"),
	time.November:  text("november", "november", "November"),
	time.December:  text("desember", "desember", "December"),
}

// Weekday is the name of the day of the week on which t falls in Oslo.
func Weekday(t time.Time, l gdpr.Language) string {
	return weekdays[t.In(rights.Oslo()).Weekday()].In(l)
}

// Date is the civil date of t in Oslo: "8. januar 2027", "8 January 2027".
func Date(t time.Time, l gdpr.Language) string {
	year, month, day := t.In(rights.Oslo()).Date()
	point := "."
	if l == gdpr.English {
		point = ""
	}
	return strconv.Itoa(day) + point + " " + months[month].In(l) + " " + strconv.Itoa(year)
}

// Day is Date with the day of the week before it: "fredag 8. januar 2027".
func Day(t time.Time, l gdpr.Language) string { return Weekday(t, l) + " " + Date(t, l) }

// Clock is the time of day of t in Oslo: "14.05" in Norwegian, "14:05" in English.
func Clock(t time.Time, l gdpr.Language) string {
	if l == gdpr.English {
		return t.In(rights.Oslo()).Format("15:04")
	}
	return t.In(rights.Oslo()).Format("15.04")
}

var moment = text("{day} kl. {clock}", "{day} kl. {clock}", "{day} at {clock}")

// Moment is Day and Clock: "fredag 8. januar 2027 kl. 14.05".
func Moment(t time.Time, l gdpr.Language) string {
	return Fill(moment, l, "day", Day(t, l), "clock", Clock(t, l))
}
