package rights

// The small world of the search: one controller, two mailboxes, A's and B's, of which the
// attacker owns B's and can send whatever they like in A's name. A state is every case, what
// lies in the mailboxes, and the time; a call makes the next state and changes nothing of the
// one before.

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

const (
	alice gdpr.Private = "alice@example.com" // whose data it is
	bob   gdpr.Private = "bob@example.org"   // who would have it erased
)

var searchStart = time.Date(2026, time.November, 2, 9, 0, 0, 0, time.UTC)

// searchWorld is one state. What is in it is never changed in place.
type searchWorld struct {
	now      time.Time
	cases    []Case
	mail     map[string]bool      // "<address> <door> <case>": a link and a code that lie in the mailbox
	told     map[string]time.Time // "<address> <case>": when a mail that announces an erasure was taken
	underWay map[string]bool      // the same, and "extended <case>": mails that may be taken yet, or be lost
	answers  map[gdpr.ID]bool     // cases whose person was written to at their end

	touched []gdpr.SubjectID // whose cases the last call read or changed
}

func (w searchWorld) with(id gdpr.ID) (Case, int) {
	for i, c := range w.cases {
		if c.ID == id {
			return c, i
		}
	}
	return Case{}, -1
}

// key is what of a state matters for what may happen next: how long ago things were, in hours,
// and not in how many steps.
func (w searchWorld) key() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d", w.now.Sub(searchStart)/time.Hour)
	for _, c := range w.cases {
		fmt.Fprintf(&b, "|%s %s %s %s %v %v %s %s", c.Address.Reveal(), c.Workflow, c.Identity, c.Delivery, c.Rights, c.Against, c.Joined, c.Channel)
		for _, o := range c.Outcomes {
			fmt.Fprintf(&b, " %s=%s", o.Right, o.Result)
		}
		fmt.Fprintf(&b, " m%v w%v n%d z%s f%d d%v l%v", c.Announced.Open*10+c.Announced.Taken, c.unread(), c.Nudged, c.Before, len(c.Restricted),
			!c.Extended.Told.IsZero(), hasEntry(c, Lift))
		fmt.Fprintf(&b, " x%v p%v,%v r%v", !c.Extended.At.IsZero(), !c.Pause.From.IsZero(), c.Pause.To.IsZero(), c.Refusal != nil)
		if !c.Until.IsZero() {
			fmt.Fprintf(&b, " u%d", c.Until.Sub(w.now)/time.Hour)
		}
		fmt.Fprintf(&b, " a%v b%v k%v", w.answers[c.ID], hasEntry(c, Begin), confirmedBy(c.History))
		if c.Workflow == Waiting {
			fmt.Fprintf(&b, " l%d", c.lapses().Sub(w.now)/time.Hour)
		}
	}
	for _, m := range slices.Sorted(maps.Keys(w.mail)) {
		b.WriteString("|" + m)
	}
	for _, m := range slices.Sorted(maps.Keys(w.underWay)) {
		b.WriteString("|~" + m)
	}
	for _, m := range slices.Sorted(maps.Keys(w.told)) {
		fmt.Fprintf(&b, "|%s%v", m, w.told[m].Sub(w.now)/time.Hour)
	}
	return b.String()
}

func hasEntry(c Case, on Event) bool {
	return slices.ContainsFunc(c.History, func(e Entry) bool { return e.On == on })
}

// searchStore is rights.Cases for one call: it reads a state, and makes the next.
type searchStore struct {
	from, to searchWorld
	lax      bool // seeded bugs: what nobody has confirmed stands as if somebody had, and what came back counts as told
	joining  bool // Standing was asked for
	posted   bool // mails may be lost: without it each is taken at once
	owned    bool // to shares nothing with from
}

var _ Cases = (*searchStore)(nil)

func newSearchStore(w searchWorld, lax bool) *searchStore {
	s := &searchStore{from: w, to: w, lax: lax}
	s.to.touched = nil
	return s
}

// own comes before any change: most calls are refused, and change nothing.
func (s *searchStore) own() {
	if s.owned {
		return
	}
	s.owned = true
	s.to.cases, s.to.mail, s.to.told = slices.Clone(s.to.cases), maps.Clone(s.to.mail), maps.Clone(s.to.told)
	s.to.answers, s.to.underWay = maps.Clone(s.to.answers), maps.Clone(s.to.underWay)
}

// touches notes whose case a call has to do with.
func (s *searchStore) touches(who gdpr.SubjectID) {
	if !slices.Contains(s.to.touched, who) {
		s.to.touched = append(s.to.touched, who)
	}
}

func subjectOf(a gdpr.Private) gdpr.SubjectID { return gdpr.SubjectID("holder of " + a.Reveal()) }

func (s *searchStore) Receive(_ context.Context, r Request, _ string) (Request, bool, error) {
	s.own()
	stored := s.add(Case{Request: r, History: []Entry{{At: r.Received, On: Receive, By: ByPerson}}})
	return stored.Request, true, nil
}

func (s *searchStore) Put(_ context.Context, c Case, _ string) (Case, bool, error) {
	s.own()
	return s.add(c), true, nil
}

func (s *searchStore) add(c Case) Case {
	c.Subject, c.ID = subjectOf(c.Address), gdpr.ID(fmt.Sprintf("case%d", len(s.to.cases)+1))
	s.to.cases = append(s.to.cases, c)
	s.post(c, c.History[len(c.History)-1])
	s.touches(c.Subject)
	return c
}

// post puts into the mailboxes what an entry calls for.
func (s *searchStore) post(c Case, e Entry) {
	own := c.Address.Reveal()
	if c.Workflow == Waiting || e.On == Doubt || e.On == Confirm {
		s.to.mail[own+" confirm "+string(c.ID)] = true
	}
	if e.On == Announce {
		to := e.To
		if was, i := s.from.with(c.ID); i < 0 || was.Workflow != Cooling { // the steps that follow tell the others on file
			to = append([]gdpr.Private{c.Address}, to...)
			maps.DeleteFunc(s.to.told, func(name string, _ time.Time) bool { return announces(name, c.ID) })
		}
		for _, a := range to {
			s.to.underWay[a.Reveal()+" "+string(c.ID)] = true
			if !s.posted {
				s.taken(a.Reveal()+" "+string(c.ID), e.At)
			}
		}
	}
	if e.On == Inform && c.Workflow == Cooling && !s.to.announced(c.ID) {
		s.to.told[byStaff+string(c.ID)] = e.At
	}
	if e.On == Extend {
		s.to.underWay["extended "+string(c.ID)] = true
		if !s.posted {
			s.taken("extended "+string(c.ID), e.At)
			delete(s.to.told, "extended "+string(c.ID)) // when, matters to nothing there
		}
	}
	switch e.On { // written a second time, for the search: what the person is told at an end
	case Reply, Deny, Cancel, Lapse, Join:
		s.to.answers[c.ID] = true
	}
}

// byStaff begins the name of what staff told of an announcement of which every mail came back.
const byStaff = "staff "

// announced reports whether somebody heard of an erasure, or still may.
func (w searchWorld) announced(id gdpr.ID) bool {
	for name := range w.told {
		if announces(name, id) {
			return true
		}
	}
	for name := range w.underWay {
		if announces(name, id) {
			return true
		}
	}
	return false
}

// announces reports whether a mail of that name announces an erasure that a case asks for.
func announces(name string, id gdpr.ID) bool {
	return strings.HasSuffix(name, " "+string(id)) && !strings.HasPrefix(name, "extended ")
}

// taken is a mail that the mail service takes: what it opens lies in the mailbox.
func (s *searchStore) taken(name string, at time.Time) {
	s.own()
	delete(s.to.underWay, name)
	s.to.told[name] = at
	if address, id, _ := strings.Cut(name, " "); address != "extended" {
		s.to.mail[address+" stop "+id] = true
	}
	s.fared(name)
}

// lost is a mail that comes back, whether it was taken before or not.
func (s *searchStore) lost(name string) {
	s.own()
	delete(s.to.underWay, name)
	delete(s.to.told, name)
	s.fared(name)
}

// fared tells the case that a mail is about what became of the mails of that kind, as the store does.
func (s *searchStore) fared(name string) {
	kind, id, _ := strings.Cut(name, " ")
	c, i := s.to.with(gdpr.ID(id))
	on, open, taken := Announce, 0, []time.Time(nil)
	if kind == "extended" {
		on = Extend
	}
	same := func(other string) bool {
		return strings.HasSuffix(other, " "+id) && !strings.HasPrefix(other, byStaff) && strings.HasPrefix(other, "extended ") == (on == Extend)
	}
	for other := range s.to.underWay {
		if same(other) {
			open++
		}
	}
	for other, at := range s.to.told {
		if same(other) {
			taken = append(taken, at)
		}
	}
	if s.lax && len(taken) == 0 {
		taken = append(taken, c.next(s.from.now))
	}
	slices.SortFunc(taken, time.Time.Compare)
	c.Request = c.Mailed(on, open, taken...)
	c.Revision++
	s.to.cases[i] = c
}

// wrote is a mail that somebody writes about a case.
func (s *searchStore) wrote(id gdpr.ID) {
	s.own()
	c, i := s.to.with(id)
	at := c.next(s.from.now)
	c.Wrote, c.Revision = at, c.Revision+1
	c.History = append(slices.Clone(c.History), Entry{At: at, On: Write, By: ByPerson})
	s.to.cases[i] = c
}

func (s *searchStore) Open(_ context.Context, _ gdpr.ControllerID, p gdpr.Proof, d Door) (Case, gdpr.Strength, error) {
	held, i := s.from.with(p.Case)
	door := "confirm"
	if d == ToStop {
		door = "stop"
	}
	// A proof is the mailbox that it was read in: the token of a link alone, or the code too.
	for proof, strength := range map[gdpr.Private]gdpr.Strength{p.Token: gdpr.ByLink, p.Code: gdpr.ByCode} {
		if i >= 0 && proof != "" && s.from.mail[proof.Reveal()+" "+door+" "+string(p.Case)] {
			s.touches(held.Subject)
			return held, strength, nil
		}
	}
	return Case{}, gdpr.Unproven, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeLink}
}

func (s *searchStore) Standing(_ context.Context, _ gdpr.ControllerID, who gdpr.SubjectID) (map[gdpr.Right]Request, error) {
	standing := map[gdpr.Right]Request{}
	s.joining = true
	s.touches(who)
	for _, c := range s.from.cases {
		for _, right := range gdpr.Rights {
			if _, taken := standing[right]; c.Subject == who && !taken && (c.Stands(right) || s.lax && c.Workflow == Waiting && c.asks(right)) {
				standing[right] = c.Request
			}
		}
	}
	return standing, nil
}

func (s *searchStore) Case(_ context.Context, _ gdpr.ControllerID, id gdpr.ID) (Case, error) {
	held, i := s.from.with(id)
	if i < 0 {
		return Case{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	s.touches(held.Subject)
	if s.lax && held.Workflow == Waiting && s.joining {
		held.Workflow, held.Identity = Open, Proven
	}
	return held, nil
}

func (s *searchStore) Move(_ context.Context, from, to Request, e Entry, _ map[gdpr.Right]Request) error {
	held, i := s.from.with(from.ID)
	if i < 0 || held.Revision != from.Revision {
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeAlreadyDecided}
	}
	s.own()
	s.touches(held.Subject)
	s.to.cases[i] = Case{Request: to, History: append(slices.Clone(held.History), e)}
	s.post(s.to.cases[i], e)
	return nil
}

func (s *searchStore) Queue(context.Context, gdpr.ControllerID, Queue, string, int) ([]Request, string, error) {
	return nil, "", nil
}

func (s *searchStore) Due(context.Context, gdpr.ControllerID, time.Time) ([]gdpr.ID, error) {
	return nil, nil
}

// noHolidays is a calendar of weekends alone.
type noHolidays struct{}

func (noHolidays) Holiday(int, time.Month, int) string { return "" }

var searchControllers = controller.New(&controller.Declaration{
	ID: "alfa", Version: controller.Version{Major: 1}, Rights: gdpr.Rights,
	Roles: []controller.Role{{ID: "privacy"}},
	Records: controller.Records{
		Unconfirmed:    controller.Retention{Period: gdpr.Period{Days: 30}, From: controller.FromReceipt},
		Request:        controller.Retention{Period: gdpr.Period{Years: 3}, From: controller.FromReceipt},
		Correspondence: controller.Retention{Period: gdpr.Period{Years: 1}, From: controller.FromReceipt},
	},
	Handling: controller.Handling{Automatic: gdpr.Rights, CoolingOff: 48 * time.Hour, LiftingNotice: 72 * time.Hour},
})
