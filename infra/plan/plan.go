package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

// plan is what would happen to the records of a controller.
type plan struct {
	declaration *controller.Declaration
	classes     map[controller.Class]tally
	lines       map[line]tally
}

// line is the records of a class whose ends move from one month to another.
type line struct {
	class    controller.Class
	from, to string // 2026-11, or atOnce
}

// atOnce stands for an end that has passed by the new retention.
const atOnce = "at once"

// tally counts records, and the days that their ends lie between.
type tally struct {
	all, moved, restricted, held       int
	firstFrom, lastFrom, firstTo, last retention.Expiry
}

func (t tally) with(r, to holding.Record, moved bool, now time.Time) tally {
	t.all++
	if !moved {
		return t
	}
	if t.moved++; t.moved == 1 {
		t.firstFrom, t.firstTo = r.Term.Due, to.Term.Due
	}
	t.firstFrom, t.lastFrom = min(t.firstFrom, r.Term.Due), max(t.lastFrom, r.Term.Due)
	t.firstTo, t.last = min(t.firstTo, to.Term.Due), max(t.last, to.Term.Due)
	if !r.Term.Restricted.IsZero() {
		t.restricted++
	}
	if slices.ContainsFunc(r.Term.Holds, func(h retention.Hold) bool { return !h.Until.Due(now) }) {
		t.held++
	}
	return t
}

func (p *plan) add(r, to holding.Record, moved bool, now time.Time) {
	p.classes[r.Class] = p.classes[r.Class].with(r, to, moved, now)
	if !moved {
		return
	}
	l := line{class: r.Class, from: month(r.Term.Due), to: month(to.Term.Due)}
	if to.Term.Due.Due(now) {
		l.to = atOnce
	}
	p.lines[l] = p.lines[l].with(r, to, moved, now)
}

func month(e retention.Expiry) string { return e.Time().Format("2006-01") }

func day(e retention.Expiry) string { return e.Time().Format(time.DateOnly) }

// String is the plan for whoever has to decide on it.
func (p *plan) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", p.declaration.Name, p.declaration.Version)
	if len(p.classes) == 0 {
		b.WriteString("No records are stored.\n")
	}
	for _, class := range slices.Sorted(maps.Keys(p.classes)) {
		t := p.classes[class]
		fmt.Fprintf(&b, "\n%s: %d of %d records move\n", class, t.moved, t.all)
		if t.moved == 0 {
			continue
		}
		fmt.Fprintf(&b, "  ends now between %s and %s, then between %s and %s\n", day(t.firstFrom), day(t.lastFrom), day(t.firstTo), day(t.last))
		for _, l := range slices.SortedFunc(maps.Keys(p.lines), byMonth) {
			if l.class == class {
				fmt.Fprintf(&b, "  %s to %s: %s\n", l.from, l.to, p.lines[l].counted())
			}
		}
	}
	return b.String()
}

// counted tells apart what does not end when its retention does: a restricted record
// stays until that is lifted, a held one until its hold ends.
func (t tally) counted() string {
	s := fmt.Sprint(t.moved)
	if t.restricted > 0 {
		s += fmt.Sprintf(", of them %d restricted", t.restricted)
	}
	if t.held > 0 {
		s += fmt.Sprintf(", of them %d held", t.held)
	}
	return s
}

func byMonth(a, b line) int {
	return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
}
