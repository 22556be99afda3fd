package rights

// Two cases at once, with staff who act on all that they see (threat H5).
//
// One case can feel another in one way only: by what stands of the same person, which a
// confirmation reads. The law "apart" shows that no call reads or changes a case of somebody else,
// and the law "aside" that the acts of staff that are left out here change nothing of what stands.
// The bounds: two cases of A's that ask for erasure, begun in every way, with every other act of
// staff; two of erasure, access, or both, and three, begun by form and own page, which staff sort;
// two of whoever, while A says nothing. Of the times two: at once, and after 29 days. A run is some
// eight seconds of one processor, and half a minute with -race.

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/gdpr"
)

// asides are staff's acts that change nothing of what stands, as their names begin.
var asides = []string{"extend ", "look ", "tell by phone ", "note ", "assign ", "redact ", "excuse "}

// aside reports whether a call is one of those.
func (c searchCall) aside() bool {
	return c.who == "staff" && slices.ContainsFunc(asides, func(a string) bool { return strings.HasPrefix(c.name, a) })
}

// leavesOut reports whether a search of two cases leaves a call out.
func (b searchBounds) leavesOut(c searchCall) bool {
	return c.aside() || b.online && c.who == "staff" && !strings.HasPrefix(c.name, "sort ")
}

// changesNothingThatStands: see asides.
func changesNothingThatStands(before, after searchWorld, call searchCall) error {
	if !call.aside() {
		return nil
	}
	for i, c := range after.cases {
		was := before.cases[i]
		same := was.Workflow == c.Workflow && was.Identity == c.Identity && slices.Equal(was.Rights, c.Rights) && was.Against == c.Against &&
			was.Received.Equal(c.Received) && was.Said == c.Said && slices.Equal(was.Unsettled(), c.Unsettled())
		if !same {
			return fmt.Errorf("a case that was %s, %s is %s, %s", was.Workflow, was.Identity, c.Workflow, c.Identity)
		}
	}
	return nil
}

// apart: a call has to do with one person alone.
func apart(_, after searchWorld, _ searchCall) error {
	if len(after.touched) > 1 {
		return fmt.Errorf("a call has to do with %v", after.touched)
	}
	return nil
}

// shadowed: a call comes to the same where the other case, of which nobody has confirmed anything, is
// not there at all. So no duplicate that anybody can send stands in the way of what a person
// confirms, lodges or is answered.
func (b searchBounds) shadowed(at, next searchWorld, call searchCall, ok, lax bool) error {
	if !b.pair || call.name == "wait" {
		return nil
	}
	for i, other := range at.cases {
		if other.Identity != Unproven || ok && (i >= len(next.cases) || next.cases[i].Revision != other.Revision) || strings.HasSuffix(call.name, string(other.ID)) {
			continue
		}
		without := at
		without.cases = slices.Delete(slices.Clone(at.cases), i, i+1)
		came, done := without.after(call, b, lax)
		if done != ok {
			return fmt.Errorf("beside a case that nobody confirmed it is allowed: %v, without it: %v", ok, done)
		}
		if !ok {
			continue
		}
		came.cases = slices.Clone(came.cases)
		beside := slices.Delete(slices.Clone(next.cases), i, i+1)
		for j, c := range came.cases {
			if was := beside[j]; c.Workflow != was.Workflow || c.Identity != was.Identity || c.Joined != was.Joined || len(c.Outcomes) != len(was.Outcomes) {
				return fmt.Errorf("beside a case that nobody confirmed it is %s, without it %s", was.Workflow, c.Workflow)
			}
		}
	}
	return nil
}

// settledAtTheEnd: whoever is known is answered about all that they asked for, and "answered" only
// where nothing was refused.
func settledAtTheEnd(_, after searchWorld, _ searchCall) error {
	for _, c := range after.cases {
		ended := c.Workflow == Answered || c.Workflow == Denied
		switch {
		case ended && c.Identity != Unproven && len(c.Unsettled()) > 0:
			return fmt.Errorf("a case is %s, and nothing is said of %v", c.Workflow, c.Unsettled())
		case ended && c.refused() != (c.Workflow == Denied):
			return fmt.Errorf("a case is %s with %v", c.Workflow, c.Outcomes)
		}
	}
	return nil
}

// heardAtTheEnd: no case is answered while a recipient is silent of whom nobody has said why (Art. 19).
func heardAtTheEnd(before, after searchWorld, _ searchCall) error {
	for i, c := range after.cases {
		if i >= len(before.cases) || before.cases[i].Workflow == c.Workflow || c.Workflow != Answered && c.Workflow != Denied || before.cases[i].Workflow == Lifting {
			continue
		}
		if slices.ContainsFunc(c.Notices, Notice.Pending) {
			return fmt.Errorf("a case is %s, and a recipient is silent", c.Workflow)
		}
	}
	return nil
}

// nothingForB: as long as A says nothing and staff know nobody, nothing is given out, changed or
// erased of what is A's, whoever asks for it in A's name, and however often.
func nothingForB(_, after searchWorld, _ searchCall) error {
	for _, c := range after.cases {
		if c.Address != alice {
			continue
		}
		if c.Identity != Unproven || len(c.Restricted) > 0 || slices.ContainsFunc(c.Outcomes, func(o Outcome) bool { return o.Result != Withheld }) {
			return fmt.Errorf("A's case is %s, %s", c.Workflow, c.Identity)
		}
	}
	return nil
}

// pairLaws is every law that holds for two cases.
func pairLaws() map[string]searchLaw {
	laws := maps.Clone(searchLaws)
	laws["apart"], laws["aside"], laws["settled"], laws["heard"] = apart, changesNothingThatStands, settledAtTheEnd, heardAtTheEnd
	return laws
}

// oneWait is a time after which cooling-off is over and what nobody confirmed lapses.
var oneWait = map[time.Duration]time.Duration{0: 29 * 24 * time.Hour}

// pairs is two cases of A's, of which staff see to both.
func pairs() searchBounds {
	return searchBounds{cases: 2, asked: []gdpr.Right{gdpr.Erasure}, honest: true, alone: true, canonical: true, pair: true, waits: oneWait}
}

// pairsOfMore is pairs with a right that restricts beside erasure, so that a case may ask for a part of the other.
func pairsOfMore() searchBounds {
	b := pairs()
	b.online, b.asked, b.waits = true, []gdpr.Right{gdpr.Erasure, gdpr.Access}, oneWait
	return b
}

// mixed is two cases of whoever, while A says nothing: what B does with B's own case and with staff
// who believe B is used against A's.
func mixed() searchBounds {
	b := pairs()
	b.alone, b.honest = false, false
	return b
}

// three is three cases that come by form or own page.
func three() searchBounds {
	b := pairsOfMore()
	b.cases, b.waits = 3, nil
	return b
}

func TestM9_NoCaseShadowsAnotherOfTheSamePersonNorTouchesAnybodyElses(t *testing.T) {
	reached := map[Workflow]bool{}
	for name, b := range map[string]searchBounds{
		"two of A's": pairs(), "of several rights": pairsOfMore(), "three of A's": three(), "A says nothing": mixed(),
	} {
		laws := pairLaws()
		if !b.honest {
			laws["never A"], laws["nothing for B"] = neverErasesA, nothingForB
		}
		found := search(b, false, laws, "")
		t.Logf("%s: %d states, %d calls", name, found.states, found.calls)
		for law, way := range found.broken {
			t.Errorf("%s: %s: %s", name, law, way)
		}
		maps.Copy(reached, found.reached)
	}
	for _, w := range []Workflow{Waiting, Unsorted, Filed, Open, Proposed, Cooling, Carrying, Telling, InAnother, Answered, Denied, Revoked, Lapsed} {
		if !reached[w] { // no restriction is put on here, and so none is lifted
			t.Errorf("the search never reaches %s", w)
		}
	}
}
