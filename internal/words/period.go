package words

import (
	"strconv"

	"ordholden/internal/gdpr"
)

var (
	oneYear    = text("ett år", "eitt år", "one year")
	manyYears  = text("{n} år", "{n} år", "{n} years")
	oneMonth   = text("én måned", "éin månad", "one month")
	manyMonths = text("{n} måneder", "{n} månader", "{n} months")
	oneDay     = text("én dag", "éin dag", "one day")
	manyDays   = text("{n} dager", "{n} dagar", "{n} days")
)

// Session is said of what lasts until the browser is closed.
var Session = text("til du lukker nettleseren", "til du lukkar nettlesaren", "until you close the browser")

// Period is a length of time in words: "12 måneder", "ett år og 6 måneder".
func Period(p gdpr.Period, l gdpr.Language) string {
	var parts []string
	for _, part := range []struct {
		n         int
		one, many gdpr.Text
	}{
		{p.Years, oneYear, manyYears},
		{p.Months, oneMonth, manyMonths},
		{p.Days, oneDay, manyDays},
	} {
		switch part.n {
		case 0:
		case 1:
			parts = append(parts, part.one.In(l))
		default:
			parts = append(parts, Fill(part.many, l, "n", strconv.Itoa(part.n)))
		}
	}
	if len(parts) == 0 {
		return Fill(manyDays, l, "n", "0")
	}
	return Join(parts, l)
}
