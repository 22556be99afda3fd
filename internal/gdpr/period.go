package gdpr

import (
	"fmt"
	"regexp"
	"strconv"
	"sync"
	"time"
)

// Period is a calendar period as ISO 8601 writes it: P12M, P2Y, P30D.
// The zero Period is none at all: nothing is ever kept for it.
type Period struct {
	Years, Months, Days int
}

// isoPeriod is compiled when it is first needed: no function reads a period at start.
var isoPeriod = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,5})D)?$`)
})

// ParsePeriod reads years, months and days; weeks and times of day are refused.
func ParsePeriod(s string) (Period, error) {
	m := isoPeriod().FindStringSubmatch(s)
	if m == nil || s == "P" {
		return Period{}, fmt.Errorf("period %q: write it as P2Y, P12M or P30D", s)
	}
	number := func(digits string) int {
		n, _ := strconv.Atoi(digits) // "" is 0, and the pattern bounds the rest
		return n
	}
	return Period{Years: number(m[1]), Months: number(m[2]), Days: number(m[3])}, nil
}

// String writes the period as ISO 8601; the zero Period reads P0D.
func (p Period) String() string {
	s := "P"
	for _, part := range []struct {
		n    int
		unit string
	}{{p.Years, "Y"}, {p.Months, "M"}, {p.Days, "D"}} {
		if part.n != 0 {
			s += strconv.Itoa(part.n) + part.unit
		}
	}
	if s == "P" {
		return "P0D"
	}
	return s
}

// IsZero reports whether the period has no length.
func (p Period) IsZero() bool { return p == Period{} }

// After is the instant one period after t. A day that the month lacks becomes
// its last: one month after 31 January is 28 or 29 February, never March.
func (p Period) After(t time.Time) time.Time {
	first := time.Date(t.Year()+p.Years, t.Month()+time.Month(p.Months), 1,
		t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), t.Location())
	lastDay := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), lastDay)-1+p.Days)
}
