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

// plan is what would happen to what is kept for a controller.
type plan struct {
	declaration *controller.Declaration
	kinds       map[kind]tally
	lines       map[line]tally
	unclear     []string // requests of which nobody can tell the end
}

// kind is what a plan counts apart: a class of records, or a sort of record that the ledgers hold.
type kind string

// line is what of a kind moves its end from one month to another.
type line struct {
	kind     kind
	from, to string // 2026-11, or atOnce
}

// atOnce stands for an end that has passed by the new retention.
const atOnce = "at once"

// ending is one record's end, now and as it would be.
type ending struct {
	from, to         retention.Expiry
	moved, stays     bool // stays: it would end later, and does not
	untold           bool // no version gives the end that it has, and it does not end sooner
	restricted, held bool
}

// tally counts records, and the days that their ends lie between.
type tally struct {
	all, moved, stay, untold, restricted, held int
	firstFrom, lastFrom, firstTo, last         retention.Expiry
}

func (t tally) with(e ending) tally {
	t.all++
	if e.stays {
		t.stay++
	}
	if e.untold {
		t.untold++
	}
	if !e.moved {
		return t
	}
	if t.moved++; t.moved == 1 {
		t.firstFrom, t.firstTo = e.from, e.to
	}
	t.firstFrom, t.lastFrom = min(t.firstFrom, e.from), max(t.lastFrom, e.from)
	t.firstTo, t.last = min(t.firstTo, e.to), max(t.last, e.to)
	if e.restricted {
		t.restricted++
	}
	if e.held {
		t.held++
	}
	return t
}

func (p *plan) add(k kind, e ending, now time.Time) {
	p.kinds[k] = p.kinds[k].with(e)
	if !e.moved {
		return
	}
	l := line{kind: k, from: month(e.from), to: month(e.to)}
	if e.to.Due(now) {
		l.to = atOnce
	}
	p.lines[l] = p.lines[l].with(e)
}

// ofRecord is the end of a record that is held, which another declaration gives another one.
func ofRecord(r, to holding.Record, moved bool, now time.Time) ending {
	return ending{
		from: r.Term.Due, to: to.Term.Due, moved: moved, restricted: !r.Term.Restricted.IsZero(),
		held: slices.ContainsFunc(r.Term.Holds, func(h retention.Hold) bool { return !h.Until.Due(now) }),
	}
}

func month(e retention.Expiry) string { return e.Time().Format("2006-01") }

func day(e retention.Expiry) string { return e.Time().Format(time.DateOnly) }

// String is the plan for whoever has to decide on it.
func (p *plan) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", p.declaration.Name, p.declaration.Version)
	if len(p.kinds) == 0 {
		b.WriteString("No records are stored.\n")
	}
	for _, k := range slices.Sorted(maps.Keys(p.kinds)) {
		p.write(&b, k, p.kinds[k])
	}
	if len(p.unclear) > 0 {
		b.WriteString("\nLeft as they are, for their history does not say when they end (infra/inspect looks into it):\n")
	}
	for _, why := range p.unclear {
		fmt.Fprintf(&b, "  %s\n", why)
	}
	return b.String()
}

func (p *plan) write(b *strings.Builder, k kind, t tally) {
	fmt.Fprintf(b, "\n%s: %d of %d records move\n", k, t.moved, t.all)
	if t.stay > 0 {
		fmt.Fprintf(b, "  %d would end later, and keep the end that they were stored with\n", t.stay)
	}
	if t.untold > 0 {
		fmt.Fprintf(b, "  %d would end sooner, and keep an end that no version gives: something made it later\n", t.untold)
	}
	if t.moved == 0 {
		return
	}
	fmt.Fprintf(b, "  ends now between %s and %s, then between %s and %s\n", day(t.firstFrom), day(t.lastFrom), day(t.firstTo), day(t.last))
	for _, l := range slices.SortedFunc(maps.Keys(p.lines), byMonth) {
		if l.kind == k {
			fmt.Fprintf(b, "  %s to %s: %s\n", l.from, l.to, p.lines[l].counted())
		}
	}
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
	return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
}
