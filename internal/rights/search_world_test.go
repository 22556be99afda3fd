package rights

// The small world of the search: one controller, two mailboxes, A's and B's, of which the
// attacker owns B's and can send whatever they like in A's name. A state is every case, what
// lies in the mailboxes, and the time; a call makes the next state and changes nothing of the
// one before.

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"ordholden/internal/access"
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
	now     time.Time
	cases   []Case
	mail    map[string]bool // "<address> <door> <case>": a link and a code that lie in the mailbox
	told    map[string]time.Time
	answers map[gdpr.ID]bool // cases whose person was written to at their end
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
	lax      bool // a seeded bug: what nobody has confirmed stands as if somebody had
	joining  bool // Standing was asked for
}

func newSearchStore(w searchWorld, lax bool) *searchStore {
	next := w
	next.cases, next.mail = slices.Clone(w.cases), maps.Clone(w.mail)
	next.told, next.answers = maps.Clone(w.told), maps.Clone(w.answers)
	return &searchStore{from: w, to: next, lax: lax}
}

func subjectOf(a gdpr.Private) gdpr.SubjectID { return gdpr.SubjectID("holder of " + a.Reveal()) }

func (s *searchStore) Receive(_ context.Context, r Request, _ string) (Request, bool, error) {
	stored := s.add(Case{Request: r, History: []Entry{{At: r.Received, On: Receive, By: ByPerson}}})
	return stored.Request, true, nil
}

func (s *searchStore) Put(_ context.Context, c Case, _ string) (Case, bool, error) {
	return s.add(c), true, nil
}

func (s *searchStore) add(c Case) Case {
	c.Subject, c.ID = subjectOf(c.Address), gdpr.ID(fmt.Sprintf("case%d", len(s.to.cases)+1))
	s.to.cases = append(s.to.cases, c)
	s.post(c, c.History[len(c.History)-1])
	return c
}

// post puts into the mailboxes what an entry calls for.
func (s *searchStore) post(c Case, e Entry) {
	own := c.Address.Reveal()
	if c.Workflow == Waiting || e.On == Doubt || e.On == Confirm {
		s.to.mail[own+" confirm "+string(c.ID)] = true
	}
	if e.On == Announce {
		for _, a := range append([]gdpr.Private{c.Address}, e.To...) {
			s.to.mail[a.Reveal()+" stop "+string(c.ID)] = true
			s.to.told[a.Reveal()+" "+string(c.ID)] = e.At
		}
	}
	switch e.On { // written a second time, for the search: what the person is told at an end
	case Reply, Deny, Cancel, Lapse, Join:
		s.to.answers[c.ID] = true
	}
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
			return held, strength, nil
		}
	}
	return Case{}, gdpr.Unproven, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeLink}
}

func (s *searchStore) Standing(_ context.Context, _ gdpr.ControllerID, who gdpr.SubjectID) (map[gdpr.Right]Request, error) {
	standing := map[gdpr.Right]Request{}
	s.joining = true
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

func staff(id string) access.Actor {
	return access.Actor{Controller: "alfa", ID: id, Roles: []string{"privacy"}}
}

func owner(a gdpr.Private) access.Actor {
	return access.Actor{Controller: "alfa", Contact: subjectOf(a), Address: a, Way: access.ToOwn}
}

// searchCall is one thing that somebody can do.
type searchCall struct {
	who  string // alice, bob, staff, clock
	name string
	do   func(context.Context, Desk, *searchStore) error
}

// calls is everything that anybody can do in a state.
func (w searchWorld) calls(bounds searchBounds) []searchCall {
	var all []searchCall
	if len(w.cases) < bounds.cases {
		all = append(all, bounds.begins(w)...)
	}
	for _, c := range w.cases {
		all = append(all, proofCalls(c.ID)...)
		if !bounds.unattended {
			all = append(all, staffCalls(c, bounds)...)
		}
		all = append(all, clockCalls(c)...)
	}
	if wait, ok := bounds.waits[w.now.Sub(searchStart)]; ok {
		all = append(all, searchCall{"clock", "wait", func(_ context.Context, _ Desk, s *searchStore) error {
			s.to.now = w.now.Add(wait)
			return nil
		}})
	}
	slices.SortStableFunc(all, func(a, b searchCall) int { return cmp.Compare(a.who, b.who) })
	return all
}

// searchBounds is how far the search goes.
type searchBounds struct {
	cases  int
	asked  []gdpr.Right
	honest bool // A asks and confirms too, and staff vouch for whoever they believe

	unattended bool // staff do nothing, and everything comes by form or own page: for several cases at once
	waits      map[time.Duration]time.Duration
}

// begins is every way in which a case can begin: what anybody can send in A's name too.
func (b searchBounds) begins(w searchWorld) []searchCall {
	var all []searchCall
	add := func(who, name string, do func(context.Context, Desk, *searchStore) error) {
		all = append(all, searchCall{who, name, do})
	}
	for _, address := range []gdpr.Private{alice, bob} {
		for _, right := range b.asked {
			in := Intake{Address: address, Rights: []gdpr.Right{right}, Channel: ByForm}
			add("bob", fmt.Sprintf("form for %s of %s", right, address.Reveal()), func(ctx context.Context, k Desk, _ *searchStore) error {
				_, err := k.Receive(ctx, "alfa", in)
				return err
			})
			who := map[gdpr.Private]string{alice: "alice", bob: "bob"}[address]
			if who == "bob" || b.honest {
				add(who, fmt.Sprintf("page of %s for %s", address.Reveal(), right), func(ctx context.Context, k Desk, _ *searchStore) error {
					_, err := k.Lodge(ctx, owner(address), Lodged{Address: address, Right: right, Text: wordsFor(right)})
					return err
				})
			}
		}
		if b.unattended {
			continue
		}
		for _, on := range []Event{SetAside, File} {
			asked := []gdpr.Right{gdpr.Erasure}
			if on == File {
				asked = nil
			}
			add("bob", fmt.Sprintf("mail from %s, %s", address.Reveal(), on), func(_ context.Context, k Desk, s *searchStore) error {
				d, _ := searchControllers.Current("alfa")
				r, err := Draft(d, Intake{Address: address, Rights: asked, Channel: ByMail}, on, w.now, w.now)
				if err == nil {
					s.add(Case{Request: r, History: []Entry{{At: w.now, On: on, By: ByPerson}}})
				}
				return err
			})
		}
		for _, evidence := range []gdpr.Private{"", "Came to the office."} {
			if evidence != "" && address == alice && !b.honest {
				continue // staff who follow the rules vouch for nobody whom they do not know
			}
			add("staff", "letter from "+address.Reveal(), func(ctx context.Context, k Desk, _ *searchStore) error {
				_, err := k.Register(ctx, staff("s1"), Registration{
					Intake:   Intake{Address: address, Rights: []gdpr.Right{gdpr.Erasure}, Channel: ByLetter},
					Received: w.now, Evidence: evidence})
				return err
			})
		}
	}
	// B's page, with A's address in the body.
	add("bob", "page of bob for alice", func(ctx context.Context, k Desk, _ *searchStore) error {
		_, err := k.Lodge(ctx, owner(bob), Lodged{Address: alice, Right: gdpr.Erasure})
		return err
	})
	return all
}

func wordsFor(r gdpr.Right) gdpr.Private {
	if r == gdpr.Rectification {
		return "The year is wrong."
	}
	return ""
}

// proofCalls is what the two mailboxes can be used for, each for every case.
func proofCalls(id gdpr.ID) []searchCall {
	var all []searchCall
	for who, box := range map[string]gdpr.Private{"alice": alice, "bob": bob} {
		for _, proof := range []gdpr.Proof{{Case: id, Token: box}, {Case: id, Code: box}} {
			for _, says := range []Decision{Confirmed, Refused} {
				all = append(all, searchCall{who, fmt.Sprintf("%s %s", says, id), func(ctx context.Context, k Desk, _ *searchStore) error {
					_, err := k.Decide(ctx, "alfa", proof, says)
					return err
				}})
			}
		}
		all = append(all, searchCall{who, fmt.Sprintf("stop %s", id), func(ctx context.Context, k Desk, _ *searchStore) error {
			_, err := k.Stop(ctx, "alfa", gdpr.Proof{Case: id, Token: box})
			return err
		}})
	}
	slices.SortFunc(all, func(a, b searchCall) int { return cmp.Compare(a.who+a.name, b.who+b.name) })
	return all
}

// staffCalls is every act of staff, with everything in order.
func staffCalls(c Case, b searchBounds) []searchCall {
	at := At{c.ID, c.Revision}
	var all []searchCall
	add := func(name string, do func(context.Context, Desk) (Case, error)) {
		all = append(all, searchCall{"staff", name + " " + string(c.ID), func(ctx context.Context, k Desk, _ *searchStore) error {
			_, err := do(ctx, k)
			return err
		}})
	}
	one, two := staff("s1"), staff("s2")
	for _, right := range b.asked {
		add("sort to "+string(right), func(ctx context.Context, k Desk) (Case, error) { return k.Sort(ctx, one, at, []gdpr.Right{right}, "") })
		for _, g := range []Ground{NotIdentified, Unfounded} {
			add(fmt.Sprintf("refuse %s, %s", right, g), func(ctx context.Context, k Desk) (Case, error) {
				return k.Refuse(ctx, one, at, Refusal{Right: right, Ground: g, Reasons: "So it is.", Evidence: "A note."})
			})
		}
	}
	add("dismiss", func(ctx context.Context, k Desk) (Case, error) { return k.Dismiss(ctx, one, at) })
	add("approve", func(ctx context.Context, k Desk) (Case, error) { return k.Approve(ctx, two, at) })
	add("return", func(ctx context.Context, k Desk) (Case, error) { return k.Return(ctx, two, at, "No.") })
	add("extend", func(ctx context.Context, k Desk) (Case, error) { return k.Extend(ctx, one, at, "Much to read.") })
	add("ask", func(ctx context.Context, k Desk) (Case, error) { return k.Ask(ctx, one, at, "When did you apply?") })
	add("reply", func(ctx context.Context, k Desk) (Case, error) { return k.Reply(ctx, one, at, "Thank you.") })
	if b.honest || c.Address == bob {
		add("vouch", func(ctx context.Context, k Desk) (Case, error) { return k.Vouch(ctx, one, at, "Came to the office.") })
	}
	return all
}

// clockCalls is every step that effects and the clock could take, in order or not.
func clockCalls(c Case) []searchCall {
	var all []searchCall
	for _, on := range []Event{Announce, Begin, Tell, Lapse} {
		all = append(all, searchCall{"clock", fmt.Sprintf("%s %s", on, c.ID), func(ctx context.Context, k Desk, _ *searchStore) error {
			_, err := k.Step(ctx, c, Entry{On: on, By: ByClock}, nil)
			return err
		}})
	}
	for _, right := range c.Unsettled() {
		for _, result := range []Result{Granted} {
			all = append(all, searchCall{"clock", fmt.Sprintf("settle %s of %s, %s", right, c.ID, result), func(ctx context.Context, k Desk, _ *searchStore) error {
				_, err := k.Settled(ctx, c, Outcome{Right: right, Result: result, By: ByClock}, nil)
				return err
			}})
		}
	}
	return all
}

var _ Cases = (*searchStore)(nil)
