package rights

// An exhaustive search of the machine (threat H5): from an empty desk, every call that anybody
// can make, in every order, until nothing new is found within the bounds. The laws are checked
// in every state. That the search can find what it looks for is shown by bugs that are put in.

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/gdpr"
)

// searched is what a search came to: how many states, and which laws were broken where first.
type searched struct {
	states, calls int
	broken        map[string]string // by law, the way there
	reached       map[Workflow]bool
}

type searchNode struct {
	world searchWorld
	way   []string
}

// search goes through all states within the bounds. It stops at a state that breaks a law.
func search(b searchBounds, lax bool, laws map[string]searchLaw) searched {
	first := searchWorld{now: searchStart, mail: map[string]bool{}, told: map[string]time.Time{}, answers: map[gdpr.ID]bool{}}
	found := searched{broken: map[string]string{}, reached: map[Workflow]bool{}}
	seen, todo := map[string]bool{first.key(): true}, []searchNode{{world: first}}
	for len(todo) > 0 {
		at := todo[0]
		todo = todo[1:]
		for _, call := range at.world.calls(b) {
			if call.who == "alice" && !b.honest {
				continue
			}
			found.calls++
			next, ok := at.world.after(call, lax)
			if !ok || seen[next.key()] {
				continue
			}
			seen[next.key()] = true
			way := append(slices.Clone(at.way), call.who+": "+call.name)
			fine := true
			for law, holds := range laws {
				if err := holds(at.world, next, call); err != nil {
					fine = false
					if _, known := found.broken[law]; !known {
						found.broken[law] = fmt.Sprintf("%v, by %s", err, strings.Join(way, "; "))
					}
				}
			}
			for _, c := range next.cases {
				found.reached[c.Workflow] = true
			}
			if fine {
				todo = append(todo, searchNode{next, way})
			}
		}
	}
	found.states = len(seen)
	return found
}

// after is the state after a call, or false where the call was refused.
func (w searchWorld) after(call searchCall, lax bool) (searchWorld, bool) {
	store := newSearchStore(w, lax)
	desk := Desk{Controllers: searchControllers, Cases: store, Calendar: noHolidays{}, Now: func() time.Time { return w.now }}
	if err := call.do(context.Background(), desk, store); err != nil {
		return w, false
	}
	return store.to, true
}

// searchLaw is a law, broken by a step from one state to the next.
type searchLaw func(before, after searchWorld, call searchCall) error

// onlyB: nobody but B acts, with whatever they send in A's name, and staff who follow the rules.
func neverErasesA(_, after searchWorld, _ searchCall) error {
	for _, c := range after.cases {
		if c.Address == alice && (c.Workflow == Cooling || c.Workflow == Carrying || c.Workflow == Telling || hasEntry(c, Begin)) {
			return fmt.Errorf("A's case is %s", c.Workflow)
		}
	}
	return nil
}

// announced: an erasure begins after its announcement, to the address that the case is under, and
// the whole of cooling-off; and what it is of was confirmed before.
func announced(_, after searchWorld, _ searchCall) error {
	for _, c := range after.cases {
		known := false
		var at time.Time
		for _, e := range c.History {
			switch {
			case e.On == Confirm || e.On == Vouch || e.On == Lodge:
				known = true
			case e.On == Sort && needsCode(e.Right):
				known = false
			case e.On == Announce:
				at = e.At
				if !known {
					return fmt.Errorf("an erasure is announced that nobody confirmed")
				}
			case e.On == Begin:
				told, ok := after.told[c.Address.Reveal()+" "+string(c.ID)]
				if !ok || told.Before(at) || e.At.Sub(told) < 48*time.Hour {
					return fmt.Errorf("an erasure begins %s after it was announced", e.At.Sub(at))
				}
			}
		}
	}
	return nil
}

// answeredAtTheEnd: no case ends without a mail to the person but what was filed, and that
// nobody had confirmed.
func answeredAtTheEnd(_, after searchWorld, _ searchCall) error {
	for _, c := range after.cases {
		switch c.Workflow {
		case InAnother, Answered, Denied, Revoked, Lapsed:
			if !after.answers[c.ID] || c.Delivery == Unanswered {
				return fmt.Errorf("a case is %s, and nobody is told", c.Workflow)
			}
		case Filed:
			if hasEntry(c, Confirm) || hasEntry(c, Lodge) || hasEntry(c, Vouch) || c.Channel != ByMail {
				return fmt.Errorf("a confirmed case is filed")
			}
		}
	}
	return nil
}

// shadowsNothing: what nobody has confirmed is joined by nothing, and no call changes two cases.
func shadowsNothing(before, after searchWorld, _ searchCall) error {
	changed := 0
	for i, c := range after.cases {
		if i >= len(before.cases) || before.cases[i].Revision != c.Revision {
			changed++
		}
		if c.Joined == "" || i < len(before.cases) && before.cases[i].Joined == c.Joined {
			continue
		}
		target, at := before.with(c.Joined)
		if at < 0 || target.Identity == Unproven || target.Subject != c.Subject {
			return fmt.Errorf("joined to a case that is %s", target.Identity)
		}
		for _, right := range c.Rights {
			if !target.asks(right) || target.Received.After(c.Received) {
				return fmt.Errorf("joined to a case that does not answer %s, or later", right)
			}
		}
	}
	if changed > 1 {
		return fmt.Errorf("%d cases changed at once", changed)
	}
	return nil
}

// stopsInTime: what has begun is never taken back, and nothing is done for somebody unknown.
func stopsInTime(_, after searchWorld, _ searchCall) error {
	for _, c := range after.cases {
		if hasEntry(c, Begin) && c.Workflow == Revoked {
			return fmt.Errorf("an erasure that has begun is taken back")
		}
		if c.Identity == Unproven && slices.ContainsFunc(c.Outcomes, func(o Outcome) bool { return o.Result != Withheld && o.At.Equal(c.Decided) }) {
			return fmt.Errorf("something is done for somebody unknown")
		}
	}
	return nil
}

// replayed: the history alone says where a case stands.
func replayed(_, after searchWorld, _ searchCall) error {
	for _, c := range after.cases {
		w, i, d, err := Replay(c.History)
		if err != nil || w != c.Workflow || i != c.Identity || d != c.Delivery {
			return fmt.Errorf("%s, %s, %s replays to %s, %s, %s, %v", c.Workflow, c.Identity, c.Delivery, w, i, d, err)
		}
	}
	return nil
}

var searchLaws = map[string]searchLaw{
	"announced": announced, "answered": answeredAtTheEnd, "shadows": shadowsNothing, "in time": stopsInTime, "replayed": replayed,
}

// The times that matter: an hour before cooling-off is over, an hour after it, and when lapses are due.
var searchWaits = map[time.Duration]time.Duration{
	0: 47 * time.Hour, 47 * time.Hour: 2 * time.Hour, 49 * time.Hour: 28 * 24 * time.Hour,
}

func attack() searchBounds {
	return searchBounds{cases: 2, asked: []gdpr.Right{gdpr.Erasure}, waits: searchWaits}
}

func honest() searchBounds {
	return searchBounds{cases: 2, asked: []gdpr.Right{gdpr.Erasure}, honest: true, waits: searchWaits}
}

// wide is one case alone, of what is done for the code and what is done without.
func wide() searchBounds {
	return searchBounds{cases: 1, asked: []gdpr.Right{gdpr.Erasure, gdpr.Access, gdpr.Objection}, honest: true, waits: searchWaits}
}

func TestM9_OwningAnotherMailboxNeverErasesA(t *testing.T) {
	laws := maps.Clone(searchLaws)
	laws["never A"] = neverErasesA
	found := search(attack(), false, laws)
	t.Logf("%d states, %d calls", found.states, found.calls)
	for law, way := range found.broken {
		t.Errorf("%s: %s", law, way)
	}
	if !found.reached[Carrying] || !found.reached[Lapsed] {
		t.Errorf("the search reaches only %v", found.reached)
	}
}

func TestM9_NoWayLeadsAroundAnnouncementAnswerOrConfirmation(t *testing.T) {
	reached := map[Workflow]bool{}
	for name, b := range map[string]searchBounds{"two cases": honest(), "many rights": wide()} {
		found := search(b, false, searchLaws)
		t.Logf("%s: %d states, %d calls", name, found.states, found.calls)
		for law, way := range found.broken {
			t.Errorf("%s: %s: %s", name, law, way)
		}
		maps.Copy(reached, found.reached)
	}
	for _, w := range everyWorkflow[1 : len(everyWorkflow)-1] {
		if !reached[w] && w != Lifting {
			t.Errorf("the search never reaches %s", w)
		}
	}
}
