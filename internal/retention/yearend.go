package retention

import (
	"fmt"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/oslo"
)

// Accounting years that a period can count from: outside them a year is a slip, such
// as 26 for 2026, and what would be kept by it is kept for ever or not at all.
const (
	firstYear = 1970
	lastYear  = 2200
)

// YearEnd is the end of what is kept for a period after an accounting year, in Norwegian
// time: the last day is 31 December of the year plus the period, and it is kept until that
// day ends (bokføringsloven section 13). Three and a half years after 2026 end with
// 30 June 2030: a day that the month lacks becomes its last.
func YearEnd(year int, p gdpr.Period) (Expiry, error) {
	if year < firstYear || year > lastYear {
		return 0, fmt.Errorf("accounting year %d: not between %d and %d", year, firstYear, lastYear)
	}
	if p.IsZero() {
		return 0, fmt.Errorf("accounting year %d: the period after it has no length", year)
	}
	last := p.After(time.Date(year, time.December, 31, 0, 0, 0, 0, oslo.Zone()))
	return Expiry(last.AddDate(0, 0, 1).Unix()), nil
}
