package expiry_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/holding"
)

const (
	day = 24 * time.Hour
	// years of simulated time, and things done on each of its days.
	simulated = 3 * 366
	doings    = 1
)

// Three years in which people apply, register, are active, are restricted and held,
// erased and forgotten, with time to live late by up to five days, events lost, doubled
// and shuffled, and calls that fail. At no moment is anything served that is due, or lost
// that is not; at the end each thing that ended has its one entry, and nothing else is left.
func TestM4_T6_T10_ThreeYears(t *testing.T) {
	w := newWorld(setUp(t), 4)
	for range simulated {
		w.oneDay()
	}
	w.collect()
	w.report()
	w.closeDown()
	w.audit()
}

// oneDay is a day with all that happens on it, in order of time.
func (w *world) oneDay() {
	w.t.Helper()
	midnight := w.clock.Now().Truncate(day)
	type moment struct {
		at time.Time
		do func()
	}
	var moments []moment
	at := func(t time.Time, do func()) { moments = append(moments, moment{t, do}) }
	sometime := func() time.Time { return midnight.Add(time.Duration(w.rand.IntN(86_000)) * time.Second) }
	at(sometime(), func() { w.expired(time.Duration(w.rand.IntN(6)) * day) })
	for range doings {
		at(sometime(), w.act)
		if m := w.some(); m != nil {
			at(sometime(), func() { w.look(m) })
		}
	}
	for _, m := range w.records {
		if e := m.ends(); !m.erased && !e.IsZero() && e.After(midnight.Add(time.Second)) && e.Before(midnight.Add(day-time.Minute)) {
			at(e.Add(-time.Second), func() { w.look(m) })
			at(e, func() { w.look(m) })
		}
		if d := m.due(); !d.IsZero() && len(m.holds) > 0 && d.After(midnight) && d.Before(midnight.Add(day-time.Minute)) {
			at(d, func() { w.look(m) })
		}
	}
	slices.SortStableFunc(moments, func(a, b moment) int { return a.at.Compare(b.at) })
	for _, m := range moments {
		w.clock.set(m.at)
		m.do()
	}
	w.clock.set(midnight.Add(day - time.Second))
	w.sweep()
	w.flow()
	if midnight.Day() == 1 {
		w.month()
	}
	w.clock.set(midnight.Add(day))
}

// month is what is looked at once a month: the list of who may be contacted again, and
// the entries, of which none ends within a month of being written.
func (w *world) month() {
	w.t.Helper()
	w.collect()
	page, _, err := w.store.List(w.t.Context(), tretoen, controller.Applications, time.Time{}, 500)
	if err != nil {
		w.t.Fatal(err)
	}
	listed := map[holding.Ref]bool{}
	for _, r := range page {
		listed[r.Ref] = true
	}
	for _, m := range w.records {
		if m.ref.Class == controller.Applications && m.kept(w.clock.Now()) != listed[m.ref] {
			w.t.Fatalf("%s at %s: listed %t", m.ref, w.clock.Now(), listed[m.ref])
		}
	}
}

// report tells how late things were gone.
func (w *world) report() {
	w.t.Helper()
	if len(w.lags) == 0 {
		w.t.Fatal("nothing ended")
	}
	slices.Sort(w.lags)
	at := func(share float64) time.Duration { return w.lags[int(share*float64(len(w.lags)-1))] }
	w.t.Logf("%d records and %d ledgers; %v", len(w.records), w.ledgers, w.counts)
	w.t.Logf("lag of %d deletions: least %v, median %v, 90%% %v, 99%% %v, most %v", len(w.lags), at(0), at(.5), at(.9), at(.99), at(1))
	if at(0) < 0 {
		w.t.Error("something was gone before its end")
	}
}

// closeDown lifts every restriction, ends every agreement, and lets ten years pass.
func (w *world) closeDown() {
	w.t.Helper()
	for _, m := range w.records {
		if w.last(m.ref) != m || !m.kept(w.clock.Now()) {
			continue
		}
		from := must[holding.Record](w.t)(w.store.Record(w.t.Context(), m.ref))
		if m.restricted = false; m.from.IsZero() {
			m.from = w.clock.Now()
		}
		to := from
		to.Term, to.From = w.term(m), m.from
		if err := w.store.Change(w.t.Context(), from, to); err != nil {
			w.t.Fatal(err)
		}
	}
	w.collect()
	w.clock.advance(10 * 365 * day)
	for range 3 {
		w.sweep()
		w.settle()
	}
	w.collect()
}

// audit is what has to be true of the end.
func (w *world) audit() {
	w.t.Helper()
	for _, m := range w.records {
		if n := w.entries[m.entry()]; n != 1 {
			w.t.Errorf("%s, that ended %s, has %d entries (%+v)", m.ref, m.ends(), n, *m)
		}
	}
	if n := len(w.entries); n != len(w.records)+w.ledgers {
		w.t.Errorf("%d entries of %d records and %d ledgers", n, len(w.records), w.ledgers)
	}
	for _, key := range beyond(w.stored()) {
		if !strings.Contains(key, "#SECRET#") {
			w.t.Errorf("left over: %s", key)
		}
	}
}
