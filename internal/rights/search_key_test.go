package rights

// Canonical states: two states are one where the same may happen next and the same laws may be
// broken. That a time is long past, by which channel somebody came whom one knows by now, and which
// of two cases was first put in, tells nothing apart. With the keys that tell all of it apart the
// searches of two cases and of every act would not end.

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ordholden/internal/gdpr"
)

// key is the key of a state in this search.
func (b searchBounds) key(w searchWorld) string {
	if !b.canonical {
		return w.key()
	}
	parts := make([]string, 0, len(w.cases))
	for _, c := range w.cases {
		parts = append(parts, b.canonicalCase(w, c))
	}
	slices.Sort(parts)
	return fmt.Sprint(int(w.now.Sub(searchStart)/time.Hour)) + strings.Join(parts, "")
}

// canonicalCase is what of a case matters. One that has ended is felt by no other case, whatever
// came of it: between two it is told apart from none that has ended.
func (b searchBounds) canonicalCase(w searchWorld, c Case) string {
	var s strings.Builder
	fmt.Fprintf(&s, "|%s ", c.Address.Reveal())
	if b.pair && QueueOf(c.Workflow) == Ended && c.Workflow != Filed {
		return s.String() + "ended"
	}
	if c.Identity == Unproven && c.Channel == ByMail { // what is filed has to be a mail
		s.WriteString("mail ")
	}
	fmt.Fprintf(&s, "%s %s %s %v %s", c.Workflow, c.Identity, c.Delivery, c.Rights, c.Against)
	for _, o := range c.Outcomes {
		fmt.Fprintf(&s, " %s=%s", o.Right, o.Result)
	}
	fmt.Fprintf(&s, " p%v,%v k%v a%v b%v", !c.Pause.From.IsZero(), c.Pause.To.IsZero(), confirmedBy(c.History), w.answers[c.ID], hasEntry(c, Begin))
	fmt.Fprintf(&s, " x%v,%v r%v", !c.Extended.At.IsZero(), !c.Extended.Told.IsZero(), c.Refusal != nil)
	for _, n := range c.Notices {
		fmt.Fprintf(&s, " n%s", n.State)
	}
	for _, r := range c.Corrections {
		fmt.Fprintf(&s, " c%s", r.State)
	}
	if len(c.Restricted) > 0 {
		fmt.Fprintf(&s, " f%s,%v", c.Before, last(c.History, Warn).Before(c.Decided) && c.Workflow != Lifting)
	}
	for _, door := range []string{"confirm", "stop"} {
		for _, box := range []gdpr.Private{alice, bob} {
			fmt.Fprintf(&s, " %v", w.mail[box.Reveal()+" "+door+" "+string(c.ID)])
		}
	}
	b.canonicalTimes(&s, w, c)
	return s.String()
}

// canonicalTimes is how long ago, or how far ahead, is what a guard or a law counts from: in hours,
// and no time that is over.
func (b searchBounds) canonicalTimes(s *strings.Builder, w searchWorld, c Case) {
	ahead := func(at time.Time) int { return max(0, int((at.Sub(w.now)+time.Hour-1)/time.Hour)) }
	if c.Workflow == Cooling || c.Workflow == Lifting {
		fmt.Fprintf(s, " u%d", ahead(c.Until))
	}
	if c.Workflow == Cooling {
		at, told := heardLast(w, c.History, c.Request)
		fmt.Fprintf(s, " t%v,%d", told, ahead(at.Add(48*time.Hour)))
	}
	if c.Workflow == Waiting {
		fmt.Fprintf(s, " l%d", ahead(c.lapses()))
	}
	if b.pair { // which of two came first
		fmt.Fprintf(s, " o%d", int(w.now.Sub(c.Received)/time.Hour))
	}
	fmt.Fprintf(s, " d%v", late(searchDesk(w, nil), nil, c.Request, w.now) == nil)
}
