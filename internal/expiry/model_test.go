package expiry_test

import (
	"fmt"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// model is what a record should do, by the law alone and with arithmetic of its own: it
// knows nothing of tables, terms or expiry attributes.
type model struct {
	ref        holding.Ref
	from       time.Time // what the retention counts from; zero while that has not happened
	restricted bool
	holds      []time.Time
	erased     bool
	revision   int
	address    gdpr.Private
}

// months is the declared retention, as the two companies have published it.
var months = map[controller.Class]int{
	controller.Profiles:     24, // M4: two years after the last activity
	controller.Applications: 12, // T10: up to twelve months
	controller.Agreements:   6,  // T6: counted from its end
}

// later is the same day so many months on, or the last of its month; whole seconds.
func later(t time.Time, n int) time.Time {
	y, m, d := t.Date()
	total := y*12 + int(m) - 1 + n
	y, m = total/12, time.Month(total%12+1)
	length := []int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[m-1]
	if m == time.February && (y%4 == 0 && y%100 != 0 || y%400 == 0) {
		length = 29
	}
	return time.Date(y, m, min(d, length), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}

// due is the end by the retention; zero while that does not run.
func (m *model) due() time.Time {
	if m.from.IsZero() {
		return time.Time{}
	}
	return later(m.from, months[m.ref.Class])
}

// ends is when it has to be gone; zero where nothing ends it.
func (m *model) ends() time.Time {
	e := m.due()
	if m.restricted || e.IsZero() {
		return time.Time{}
	}
	for _, h := range m.holds {
		if h.After(e) {
			e = h
		}
	}
	return e
}

// kept is whether it is there at all.
func (m *model) kept(now time.Time) bool {
	e := m.ends()
	return !m.erased && (e.IsZero() || now.Before(e))
}

// served is whether it may be used.
func (m *model) served(now time.Time) bool {
	d := m.due()
	return m.kept(now) && !m.restricted && (d.IsZero() || now.Before(d))
}

// entry is the deletion entry that has to be left of it.
func (m *model) entry() gdpr.ID {
	c, pk, sk := string(m.ref.Controller), "", ""
	switch m.ref.Class {
	case controller.Profiles:
		pk, sk = c+"#PERSON#"+string(m.ref.Owner), "PROFILE"
	case controller.Applications:
		pk, sk = c+"#PERSON#"+string(m.ref.Owner), "APPLICATION#"+string(m.ref.ID)
	default:
		pk, sk = c+"#AGREEMENT#"+string(m.ref.ID), "AGREEMENT"
	}
	end := int64(0)
	if e := m.ends(); !e.IsZero() {
		end = e.Unix()
	}
	return gdpr.DeriveID("deletion", pk, sk, fmt.Sprint(end))
}
