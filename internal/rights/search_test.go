package rights

// An exhaustive search of the machine (threat H5): from an empty desk, every call that anybody
// can make, in every order, until nothing new is found within the bounds. The laws are checked
// in every state. That the search can find what it looks for is shown by bugs that are put in.
//
// Where there are two cases of whoever at once, staff do nothing: search_pairs_test.go has them, with
// all that one case can feel of another. Which act of whom is left out elsewhere: lost mails together
// with what staff sort, refuse or ask; what comes after the answer, which search_acts_test.go has for
// each right alone. A run of all of them is some twenty-five seconds of one processor.

import (
	"context"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/controller"
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

// search goes through all states within the bounds, but not on from one that breaks a law. One
// that hunts ends with the first of those.
func search(b searchBounds, lax bool, laws map[string]searchLaw, hunts string) searched {
	first := searchWorld{now: searchStart, mail: map[string]bool{}, told: map[string]time.Time{}, underWay: map[string]bool{}, answers: map[gdpr.ID]bool{}}
	defer debug.SetGCPercent(debug.SetGCPercent(400)) // states are kept, and what refused calls leave behind is little
	found := searched{broken: map[string]string{}, reached: map[Workflow]bool{}}
	seen, todo := map[string]bool{b.key(first): true}, []searchNode{{world: first}}
	for len(todo) > 0 {
		at := todo[0]
		todo = todo[1:]
		if _, caught := found.broken[hunts]; caught {
			break
		}
		if len(seen) > mostStates {
			found.broken["bounds"] = fmt.Sprintf("more than %d states", mostStates)
			break
		}
		for _, call := range at.world.calls(b) {
			if call.who == "alice" && !b.honest {
				continue
			}
			found.calls++
			next, ok := at.world.after(call, b, lax)
			if err := b.shadowed(at.world, next, call, ok, lax); err != nil {
				found.breaks("shadows", err, at.way, call)
			}
			if !ok {
				continue
			}
			fine := true // a step is looked at wherever it leads: also to what is known already
			for law, holds := range laws {
				if err := holds(at.world, next, call); err != nil {
					fine = false
					found.breaks(law, err, at.way, call)
				}
			}
			for _, c := range next.cases {
				found.reached[c.Workflow] = true
			}
			key := b.key(next)
			if seen[key] {
				continue
			}
			seen[key] = true
			if fine {
				todo = append(todo, searchNode{next, append(slices.Clone(at.way), call.who+": "+call.name)})
			}
		}
	}
	found.states = len(seen)
	return found
}

// breaks notes the first way to a law's being broken.
func (f *searched) breaks(law string, err error, way []string, call searchCall) {
	if _, known := f.broken[law]; !known {
		f.broken[law] = fmt.Sprintf("%v, by %s", err, strings.Join(append(slices.Clone(way), call.who+": "+call.name), "; "))
	}
}

// after is the state after a call, or false where the call was refused.
func (w searchWorld) after(call searchCall, b searchBounds, lax bool) (searchWorld, bool) {
	store := newSearchStore(w, lax)
	store.posted = b.posted
	if err := call.do(context.Background(), searchDesk(w, store), store); err != nil {
		return w, false
	}
	return store.to, true
}

// searchDesk is the desk as it stands in a state.
func searchDesk(w searchWorld, store Cases) Desk {
	return Desk{Controllers: searchControllers, Cases: store, Calendar: noHolidays{}, Now: func() time.Time { return w.now }}
}

// searchLaw is a law, broken by a step from one state to the next.
type searchLaw func(before, after searchWorld, call searchCall) error

// neverErasesA: nobody but B acts, with whatever they send in A's name, and staff who follow the rules.
func neverErasesA(_, after searchWorld, _ searchCall) error {
	for _, c := range after.cases {
		if c.Address == alice && (c.Workflow == Cooling || c.Workflow == Carrying || c.Workflow == Telling || hasEntry(c, Begin)) {
			return fmt.Errorf("A's case is %s", c.Workflow)
		}
	}
	return nil
}

// announced: an erasure begins after its announcement was taken, or staff told the person, and the
// whole of cooling-off since whoever heard last; while nobody else may still hear, and nobody has
// written without being read; and what it is of was confirmed before.
func announced(before, after searchWorld, _ searchCall) error {
	for _, c := range after.cases {
		var at time.Time
		for i, e := range c.History {
			switch e.On {
			case Announce:
				at = e.At
				if !confirmedBy(c.History[:i]) {
					return fmt.Errorf("an erasure is announced that nobody confirmed")
				}
			case Begin:
				if was, n := before.with(c.ID); n >= 0 && hasEntry(was, Begin) {
					continue // what comes back after it has begun came back too late
				}
				told, ok := heardLast(after, c.History[:i], c.Request)
				if !ok || e.At.Sub(told) < 48*time.Hour || e.At.Sub(at) < 48*time.Hour {
					return fmt.Errorf("an erasure begins %s after it was announced", e.At.Sub(at))
				}
				if last(c.History, Write).After(last(c.History[:i], Look)) {
					return fmt.Errorf("an erasure begins that somebody wrote about, and nobody read it")
				}
			}
		}
	}
	return nil
}

// heardLast is when the last of those who were told of an erasure was; false where nobody was, or
// somebody may still be. Staff tell them where all mails came back.
func heardLast(w searchWorld, history []Entry, r Request) (at time.Time, ok bool) {
	for name := range w.underWay {
		if announces(name, r.ID) {
			return at, false
		}
	}
	for name, taken := range w.told {
		if announces(name, r.ID) && taken.After(at) {
			at = taken
		}
	}
	return at, !at.IsZero()
}

// last is when the last entry of a kind was; zero for none.
func last(history []Entry, on Event) (at time.Time) {
	for _, e := range history {
		if e.On == on {
			at = e.At
		}
	}
	return at
}

// extendedInTime: the deadline is a later one only once the person has heard of it, by the first.
func extendedInTime(_, after searchWorld, _ searchCall) error {
	for _, c := range after.cases {
		first := Answer(c.Received, noHolidays{}).Due
		if c.Workflow.Live() && c.Pause.From.IsZero() && c.Deadline.After(first) {
			heard := after.told["extended "+string(c.ID)]
			if by := last(c.History, Inform); heard.IsZero() || !by.IsZero() && by.Before(heard) {
				heard = by
			}
			if heard.IsZero() || heard.After(first) {
				return fmt.Errorf("the deadline is %s, and the person heard of it at %s", c.Deadline, heard)
			}
		}
	}
	return nil
}

// warnedFirst: what the person was granted is taken back only once they were told, and then the
// whole of the time that they were given (Art. 18(3)).
func warnedFirst(before, after searchWorld, _ searchCall) error {
	for i, c := range after.cases {
		if i >= len(before.cases) || len(before.cases[i].Restricted) == 0 || len(c.Restricted) > 0 {
			continue
		}
		o, granted := c.Outcome(gdpr.Restriction)
		warned := last(c.History, Warn)
		if granted && o.Result == Granted && (warned.Before(o.At) || after.now.Sub(warned) < 72*time.Hour) {
			return fmt.Errorf("a restriction ends %s after it was announced", after.now.Sub(warned))
		}
	}
	return nil
}

// confirmedBy reports whether somebody has confirmed all that a history asks for: what staff
// added has to be confirmed after that.
func confirmedBy(history []Entry) bool {
	known := false
	for _, e := range history {
		switch {
		case e.On == Confirm || e.On == Vouch || e.On == Lodge:
			known = true
		case e.On == Sort && needsCode(e.Right):
			known = false
		}
	}
	return known
}

// answeredAtTheEnd: no case ends without a mail to the person but what was filed, and that
// nobody had confirmed.
func answeredAtTheEnd(_, after searchWorld, _ searchCall) error {
	for _, c := range after.cases {
		if c.Way == WayPost {
			continue // by hand: the law of letters is stricter
		}
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
		if c.Way == WayPost {
			continue // the law of letters
		}
		if i >= len(before.cases) || before.cases[i].Revision != c.Revision {
			changed++
		}
		if c.Joined == "" || i < len(before.cases) && before.cases[i].Joined == c.Joined {
			continue
		}
		target, at := before.with(c.Joined)
		if at < 0 || !target.identified() || target.Subject != c.Subject {
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
		if c.Identity == Unproven && slices.ContainsFunc(c.Outcomes, func(o Outcome) bool { return o.Result != Withheld && o.Result != NotHeld && o.At.Equal(c.Decided) }) {
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
	"warned": warnedFirst, "letters": letterEndsByHand,
}

// The times that matter: an hour before cooling-off is over, an hour after it, and when lapses are due.
var searchWaits = map[time.Duration]time.Duration{
	0: 47 * time.Hour, 47 * time.Hour: 2 * time.Hour, 49 * time.Hour: 28 * 24 * time.Hour,
}

var fewerWaits = map[time.Duration]time.Duration{0: 49 * time.Hour, 49 * time.Hour: 28 * 24 * time.Hour}

func attack() searchBounds {
	return searchBounds{cases: 1, asked: []gdpr.Right{gdpr.Erasure, gdpr.Objection}, canonical: true, waits: searchWaits}
}

// attacks is attack with two cases, so that one could be used against the other.
func attacks() searchBounds {
	return searchBounds{cases: 2, asked: []gdpr.Right{gdpr.Erasure}, unattended: true, canonical: true, waits: searchWaits}
}

// honest is two cases of whoever.
func honest() searchBounds {
	return searchBounds{cases: 2, asked: []gdpr.Right{gdpr.Erasure}, honest: true, unattended: true, canonical: true, waits: fewerWaits}
}

// wide is one case alone, of what is done for the code and what is done without.
func wide() searchBounds {
	return searchBounds{cases: 1, asked: []gdpr.Right{gdpr.Erasure, gdpr.Objection}, honest: true, canonical: true, waits: fewerWaits}
}

// adding is wide, where staff add to what was confirmed.
func adding() searchBounds {
	b := wide()
	b.adds = true
	return b
}

// uncertain is one case of which mails are lost or late, and about which people write. Of staff's acts
// it has those that have to do with it.
func uncertain() searchBounds {
	return searchBounds{cases: 1, asked: []gdpr.Right{gdpr.Erasure}, honest: true, posted: true, waits: searchWaits}
}

// crowded is one case with more addresses on file than one step can tell, of which mails are lost or late.
func crowded() searchBounds {
	return searchBounds{cases: 1, asked: []gdpr.Right{gdpr.Erasure}, honest: true, unattended: true, posted: true, several: true, waits: searchWaits}
}

// aftermath is one case that restricts, that recipients are told of, and whose answer goes out.
func aftermath() searchBounds {
	return searchBounds{cases: 1, asked: []gdpr.Right{gdpr.Restriction}, honest: true, after: true, unattended: true, waits: afterWaits}
}

// silent is one case of somebody who is asked who they are, or to confirm, and does not answer.
func silent() searchBounds {
	day := 24 * time.Hour
	return searchBounds{cases: 1, asked: []gdpr.Right{gdpr.Restriction}, honest: true, nudges: true, waits: map[time.Duration]time.Duration{
		0: 22 * day, 22 * day: 9 * day, 31 * day: 30 * day,
	}}
}

// The notice of a lifting is 72 hours.
var afterWaits = map[time.Duration]time.Duration{0: 71 * time.Hour, 71 * time.Hour: 2 * time.Hour}

// mostStates is where a search gives up: a bound that was meant to be small is not.
const mostStates = 30000

func TestM9_OwningAnotherMailboxNeverErasesA(t *testing.T) {
	laws := maps.Clone(searchLaws)
	laws["never A"] = neverErasesA
	for name, b := range map[string]searchBounds{"one case": attack(), "two cases": attacks(), "letters": forgedLetters()} {
		found := search(b, false, laws, "")
		t.Logf("%s: %d states, %d calls", name, found.states, found.calls)
		for law, way := range found.broken {
			t.Errorf("%s: %s: %s", name, law, way)
		}
		if !found.reached[Carrying] || !found.reached[Lapsed] || b.letters && !found.reached[Sought] {
			t.Errorf("%s: the search reaches only %v", name, found.reached)
		}
	}
}

func TestM9_NoWayLeadsAroundAnnouncementAnswerOrConfirmation(t *testing.T) {
	reached := map[Workflow]bool{}
	for name, b := range map[string]searchBounds{
		"two cases": honest(), "many rights": wide(), "lost mails": uncertain(), "after the answer": aftermath(), "silence": silent(),
		"many addresses": crowded(), "letters": lettered(),
	} {
		laws := maps.Clone(searchLaws)
		if b.posted {
			laws["extended"] = extendedInTime
		}
		found := search(b, false, laws, "")
		t.Logf("%s: %d states, %d calls", name, found.states, found.calls)
		for law, way := range found.broken {
			t.Errorf("%s: %s: %s", name, law, way)
		}
		maps.Copy(reached, found.reached)
	}
	for _, w := range everyWorkflow[1 : len(everyWorkflow)-1] {
		if !reached[w] {
			t.Errorf("the search never reaches %s", w)
		}
	}
}

// bug is one that is put into the machine, and the law that must be found broken.
type bug struct {
	name   string
	bounds searchBounds
	law    string
	put    func()
	lax    bool
}

var bugs = []bug{
	{name: "an erasure is announced that waits for a confirmation", bounds: attack(), law: "never A", put: func() {
		moves = append(moves, move{Announce, waiting, unproven, Cooling, ""})
	}},
	{name: "a mail alone opens a case", bounds: attack(), law: "never A", put: func() {
		moves = slices.Insert(moves, 0, move{Sort, unsorted, unproven, Open, Proven})
	}},
	{name: "an erasure begins before cooling-off is over", bounds: honest(), law: "announced", put: func() {
		guards[Begin] = nil
	}},
	{name: "an erasure begins that nobody could be told of", bounds: uncertain(), law: "announced", put: func() {
		guards[Begin] = func(_ Desk, _ *controller.Declaration, r Request, now time.Time) error {
			return stateUnless(!now.Before(r.Until) && !r.unread())
		}
	}},
	{name: "an erasure begins that somebody wrote about", bounds: uncertain(), law: "announced", put: func() {
		guards[Begin] = func(_ Desk, _ *controller.Declaration, r Request, now time.Time) error {
			return stateUnless(!now.Before(r.Until) && r.Announced.told())
		}
	}},
	{name: "an extension counts whose notice came back", bounds: uncertain(), law: "extended", lax: true, put: func() {}},
	{name: "a restriction ends before the person was told", bounds: aftermath(), law: "warned", put: func() {
		guards[Lift] = nil
	}},
	{name: "an erasure begins without an announcement", bounds: honest(), law: "announced", put: func() {
		moves = append(moves, move{Begin, open, known, Carrying, ""})
		guards[Begin] = nil
	}},
	{name: "what staff add needs no new confirmation", bounds: adding(), law: "announced", put: func() {
		moves = slices.Insert(moves, 0, move{widen, open, confirmed, "", ""})
	}},
	{name: "what nobody has confirmed stands", bounds: honest(), law: "shadows", lax: true, put: func() {}},
	{name: "staff file what is confirmed", bounds: wide(), law: "answered", put: func() {
		moves = append(moves, move{Dismiss, open, known, Filed, ""})
	}},
	{name: "what lapses is not told", bounds: attack(), law: "answered", put: func() {
		answers = slices.DeleteFunc(slices.Clone(answers), func(e Event) bool { return e == Lapse })
	}},
	{name: "what has begun is taken back", bounds: honest(), law: "in time", put: func() {
		moves = append(moves, move{Cancel, carrying, known, Revoked, ""})
	}},
}

// Not parallel with anything: the tables belong to the whole process.
func TestTheSearchFindsBugsThatArePutIn(t *testing.T) {
	for _, b := range slices.Concat(bugs, letterBugs) {
		t.Run(b.name, func(t *testing.T) {
			wereMoves, wereAnswers, wereByPost, wereGuards := moves, answers, byPost, maps.Clone(guards)
			t.Cleanup(func() { moves, answers, byPost, guards = wereMoves, wereAnswers, wereByPost, wereGuards })
			moves = slices.Clone(moves)
			b.put()
			laws := maps.Clone(searchLaws)
			if b.law == "never A" {
				laws["never A"] = neverErasesA
			}
			if b.bounds.posted {
				laws["extended"] = extendedInTime
			}
			found := search(b.bounds, b.lax, laws, b.law)
			if found.broken[b.law] == "" {
				t.Errorf("not found in %d states; %v", found.states, found.broken)
			}
			t.Logf("after %d states: %s", found.states, found.broken[b.law])
		})
	}
}
