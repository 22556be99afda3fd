package rights

// What everybody can do in the small world of the search.

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
)

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
		if bounds.alone {
			all = append(all, bounds.beginsAlone(w)...)
		} else {
			all = append(all, bounds.begins(w)...)
		}
	}
	for _, c := range w.cases {
		proofs := proofCalls(c.ID)
		if bounds.alone { // B's mailbox is empty then, and opens nothing: the other searches show it
			proofs = slices.DeleteFunc(proofs, func(p searchCall) bool { return p.who == "bob" })
		}
		all = append(all, proofs...)
		if !bounds.unattended {
			all = append(all, staffCalls(c, bounds)...)
		}
		all = append(all, clockCalls(c, bounds)...)
		if bounds.posted {
			all = append(all, writeCalls(c)...)
		}
		if bounds.letters {
			all = append(all, letterCalls(c, bounds)...)
		}
		if bounds.after {
			all = append(all, afterCalls(c)...)
		}
	}
	if bounds.posted {
		all = append(all, w.mailCalls()...)
	}
	if wait, ok := bounds.waits[w.now.Sub(searchStart)]; ok {
		all = append(all, searchCall{"clock", "wait", func(_ context.Context, _ Desk, s *searchStore) error {
			s.to.now = w.now.Add(wait)
			return nil
		}})
	}
	switch {
	case bounds.pair:
		all = slices.DeleteFunc(all, bounds.leavesOut)
	case bounds.after && bounds.alone:
		all = append(slices.DeleteFunc(all, searchCall.extends), w.rulings()...)
	}
	slices.SortStableFunc(all, func(a, b searchCall) int { return cmp.Compare(a.who, b.who) })
	return all
}

// searchBounds is how far the search goes.
type searchBounds struct {
	cases     int
	asked     []gdpr.Right
	canonical bool // states are told apart by their canonical keys
	alone     bool // all cases are A's, and begin in any way with any of the rights
	online    bool // and come by form or own page; staff do nothing but sort what is asked for
	pair      bool // staff do only what another case of the same person could feel; who is shadowed is looked for

	honest bool // A asks and confirms too, and staff vouch for whoever they believe

	unattended bool // staff do nothing, and everything comes by form or own page: for several cases at once
	posted     bool // mails may be lost and taken late, and whoever knows a case writes about it
	after      bool // what comes after the answer, and what changes no state: Warn, Lift, delivery, notices, notes
	adds       bool // staff add to what was confirmed, rather than sort anew what may only be added to
	nudges     bool // the clock reminds of what does not come
	several    bool // an erasure is announced in two steps
	letters    bool // a letter without an address comes, and staff find whose it is, or answer it
	waits      map[time.Duration]time.Duration
}

// begins is every way in which a case can begin: what anybody can send in A's name too.
func (b searchBounds) begins(w searchWorld) []searchCall {
	if b.letters {
		return b.letterBegins(w)
	}
	var all []searchCall
	add := func(who, name string, do func(context.Context, Desk, *searchStore) error) {
		all = append(all, searchCall{who, name, do})
	}
	for _, address := range []gdpr.Private{alice, bob} {
		for _, right := range b.asked {
			if b.posted && address == bob { // by form only, then: what follows is the same
				continue
			}
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
		if b.unattended || b.posted {
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
					s.own()
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
	add("look", func(ctx context.Context, k Desk) (Case, error) { return k.Look(ctx, one, at, "They ask when.") })
	add("tell by phone", func(ctx context.Context, k Desk) (Case, error) { return k.HandOver(ctx, one, at, "By phone.") })
	add("extend", func(ctx context.Context, k Desk) (Case, error) { return k.Extend(ctx, one, at, "Much to read.") })
	if b.honest || c.Address == bob {
		add("halt", func(ctx context.Context, k Desk) (Case, error) {
			return k.Halt(ctx, one, at, "Called from the number on file.")
		})
	}
	if b.posted {
		return all
	}
	for _, right := range b.asked {
		sorted := []gdpr.Right{right}
		if b.adds && c.Identity != Unproven { // nothing is taken away of what was confirmed
			sorted = append(slices.Clone(c.Rights), right)
		}
		add("sort to "+string(right), func(ctx context.Context, k Desk) (Case, error) { return k.Sort(ctx, one, at, sorted, "") })
		for _, g := range []Ground{NotIdentified, Unfounded} {
			add(fmt.Sprintf("refuse %s, %s", right, g), func(ctx context.Context, k Desk) (Case, error) {
				return k.Refuse(ctx, one, at, Refusal{Right: right, Ground: g, Reasons: "So it is.", Evidence: "A note."})
			})
		}
	}
	add("dismiss", func(ctx context.Context, k Desk) (Case, error) { return k.Dismiss(ctx, one, at) })
	add("approve", func(ctx context.Context, k Desk) (Case, error) { return k.Approve(ctx, two, at) })
	add("return", func(ctx context.Context, k Desk) (Case, error) { return k.Return(ctx, two, at, "No.") })
	add("ask", func(ctx context.Context, k Desk) (Case, error) { return k.Ask(ctx, one, at, "When did you apply?") })
	add("reply", func(ctx context.Context, k Desk) (Case, error) { return k.Reply(ctx, one, at, "Thank you.") })
	if b.honest || c.Address == bob {
		add("halt", func(ctx context.Context, k Desk) (Case, error) {
			return k.Halt(ctx, one, at, "Called from the number on file.")
		})
		add("vouch", func(ctx context.Context, k Desk) (Case, error) { return k.Vouch(ctx, one, at, "Came to the office.") })
	}
	return all
}

// clockCalls is every step that effects and the clock could take, in order or not.
func clockCalls(c Case, b searchBounds) []searchCall {
	var all []searchCall
	events := []Event{Announce, Begin, Tell, Lapse}
	if b.nudges {
		events = append(events, Nudge)
	}
	for _, on := range events {
		e := Entry{On: on, By: ByClock}
		if on == Announce && c.Workflow == Cooling { // to an address that the step before had no room for
			if !b.several || c.History[len(c.History)-1].On != Announce || hasEntry(Case{History: c.History[:len(c.History)-1]}, Announce) {
				continue
			}
			e.To = []gdpr.Private{"office@example.com"}
		}
		all = append(all, searchCall{"clock", fmt.Sprintf("%s %s", on, c.ID), func(ctx context.Context, k Desk, _ *searchStore) error {
			_, err := k.Step(ctx, c, e, nil)
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

// mailCalls is what may become of the mails on which a time limit hangs.
func (w searchWorld) mailCalls() []searchCall {
	var all []searchCall
	add := func(name string, do func(*searchStore)) {
		all = append(all, searchCall{"mail", name, func(_ context.Context, _ Desk, s *searchStore) error {
			do(s)
			return nil
		}})
	}
	for name := range w.underWay {
		_, id, _ := strings.Cut(name, " ")
		c, _ := w.with(gdpr.ID(id))
		add("taken: "+name, func(s *searchStore) { s.taken(name, c.next(w.now)) })
		add("lost: "+name, func(s *searchStore) { s.lost(name) })
	}
	for name := range w.told {
		if strings.HasPrefix(name, byStaff) {
			continue
		}
		add("back: "+name, func(s *searchStore) { s.lost(name) })
	}
	slices.SortFunc(all, func(a, b searchCall) int { return cmp.Compare(a.name, b.name) })
	return all
}

// writeCalls is a mail about a case, by somebody who can name it.
func writeCalls(c Case) []searchCall {
	if c.unread() {
		return nil
	}
	return []searchCall{{"bob", "write about " + string(c.ID), func(_ context.Context, _ Desk, s *searchStore) error {
		s.wrote(c.ID)
		return nil
	}}}
}

// afterCalls is what is done about a case that restricts, that tells recipients, or whose answer goes out.
func afterCalls(c Case) []searchCall {
	at, one := At{c.ID, c.Revision}, staff("s1")
	var all []searchCall
	add := func(name string, do func(context.Context, Desk) (Case, error)) {
		all = append(all, searchCall{"staff", name + " " + string(c.ID), func(ctx context.Context, k Desk, _ *searchStore) error {
			_, err := do(ctx, k)
			return err
		}})
	}
	steps := map[Event]func(*Request){
		Warn: nil, Lift: nil, Arrive: nil, Bounce: nil, Remind: nil, Escalate: nil,
		Restrict: func(r *Request) { r.Restricted = []string{"profiles"} },
		Tell:     func(r *Request) { r.Notices = []Notice{{ID: "n1", Recipient: "customers", State: NoticeAsked}} },
		Hear:     func(r *Request) { r.Notices = []Notice{{ID: "n1", Recipient: "customers", State: NoticeSilent}} },
	}
	for _, on := range slices.Sorted(maps.Keys(steps)) {
		if on == Hear && len(c.Notices) == 0 {
			continue
		}
		add(string(on), func(ctx context.Context, k Desk) (Case, error) {
			return k.Step(ctx, c, Entry{On: on, By: ByClock}, steps[on])
		})
	}
	if c.asks(gdpr.Restriction) {
		add("restrict for good", func(ctx context.Context, k Desk) (Case, error) {
			return k.Settled(ctx, c, Outcome{Right: gdpr.Restriction, Result: Granted, By: ByClock}, steps[Restrict])
		})
	}
	add("note", func(ctx context.Context, k Desk) (Case, error) { return k.Note(ctx, one, at, "Asked around.") })
	add("assign", func(ctx context.Context, k Desk) (Case, error) { return k.Assign(ctx, one, at, "s2") })
	add("redact", func(ctx context.Context, k Desk) (Case, error) {
		return k.Redact(ctx, one, at, []Redaction{{Item: "profiles", Field: "name"}})
	})
	add("excuse", func(ctx context.Context, k Desk) (Case, error) {
		return k.Told(ctx, one, at, "n1", NoticeExcused, "Bankrupt.")
	})
	return all
}
