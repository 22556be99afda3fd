package outbox_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ordholden/internal/outbox"
)

// grid is the whole state machine, written a second time: rows are states,
// columns are events, and a dot changes nothing.
const grid = `
            claim   accept  retry   lose    fail    withhold deliver   bounce  complaint
pending     sending sent    .       .       failed  withheld delivered bounced complained
sending     sending sent    pending unknown failed  .        delivered bounced complained
unknown     sending sent    .       .       failed  .        delivered bounced complained
sent        .       .       .       .       .       .        delivered bounced complained
delivered   .       .       .       .       .       .        .         bounced complained
bounced     .       .       .       .       .       .        .         .       complained
complained  .       .       .       .       .       .        .         .       .
failed      .       sent    .       .       .       .        delivered bounced complained
withheld    .       .       .       .       .       .        .         .       .
`

// table is the grid as states by state and event.
func table() (states []outbox.State, ons []outbox.Event, next map[outbox.State]map[outbox.Event]outbox.State) {
	lines := strings.Split(strings.Trim(grid, "\n"), "\n")
	for _, on := range strings.Fields(lines[0]) {
		ons = append(ons, outbox.Event(on))
	}
	next = map[outbox.State]map[outbox.Event]outbox.State{}
	for _, line := range lines[1:] {
		cells := strings.Fields(line)
		from := outbox.State(cells[0])
		states, next[from] = append(states, from), map[outbox.Event]outbox.State{}
		for i, cell := range cells[1:] {
			if cell != "." {
				next[from][ons[i]] = outbox.State(cell)
			}
		}
	}
	return states, ons, next
}

func TestEachEventMovesEachStateAsTheGridSays(t *testing.T) {
	states, ons, next := table()
	if len(states)*len(ons) != 81 {
		t.Fatalf("%d states and %d events", len(states), len(ons))
	}
	for _, from := range states {
		for _, on := range ons {
			got, ok := from.After(on)
			if want, listed := next[from][on]; ok != listed || got != want {
				t.Errorf("%s after %s: %q, want %q", from, on, got, want)
			}
		}
	}
}

func TestWhatHasEndedIsNeverTriedAgain(t *testing.T) {
	states, ons, _ := table()
	open := []outbox.State{outbox.Pending, outbox.Sending, outbox.Unknown}
	for _, from := range states {
		if from.Open() != slices.Contains(open, from) {
			t.Errorf("%s is open: %t", from, from.Open())
		}
		for _, on := range ons {
			if to, ok := from.After(on); ok && !from.Open() && to.Open() {
				t.Errorf("%s comes to life again by %s", from, on)
			}
		}
		if _, claimable := from.After(outbox.Claim); claimable != from.Open() {
			t.Errorf("%s can be claimed: %t", from, claimable)
		}
		if _, closes := from.After(outbox.Fail); closes != from.Open() {
			t.Errorf("%s can be given up: %t", from, closes)
		}
	}
}

// Threat H16: what SES tells of a mail comes doubled, late and out of order.
func TestSESsEventsEndAlikeInAnyOrder(t *testing.T) {
	bySES := []outbox.Event{outbox.Accept, outbox.Deliver, outbox.Bounce, outbox.Complaint}
	states, _, _ := table()
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.SampledFrom(states).Draw(t, "from")
		some := rapid.SliceOfN(rapid.SampledFrom(bySES), 1, 12).Draw(t, "events")
		shuffled := rapid.Permutation(some).Draw(t, "shuffled")
		if one, other := after(from, some), after(from, shuffled); one != other {
			t.Fatalf("from %s: %s, and in another order %s", from, one, other)
		}
	})
}

func after(s outbox.State, ons []outbox.Event) outbox.State {
	for _, on := range ons {
		if next, ok := s.After(on); ok {
			s = next
		}
	}
	return s
}

func TestKindsAreAboutOneThing(t *testing.T) {
	for kind, consent := range map[outbox.Kind]bool{
		outbox.RequestConfirm: false, outbox.RequestReceived: false, outbox.RequestAdded: false,
		outbox.RequestAdded + "-4xk2m9q7tbv0hc8e5ndw3gyr1c": false, outbox.RequestOpen: false, outbox.RequestCanceled: false,
		outbox.ConsentConfirm: true, outbox.ConsentGiven: true, outbox.ConsentWithdrawn: true,
		outbox.ConsentRenew: true, outbox.ConsentRenew + "-30-20280301": true, outbox.ConsentRenewed: true, outbox.ConsentRestored: true,
		outbox.AgreementLink: false, outbox.OwnLink: false,
	} {
		if kind.AboutConsent() != consent || (outbox.Ref{Entry: string(kind)}).AboutConsent() != consent {
			t.Errorf("%s is about a consent: %t", kind, kind.AboutConsent())
		}
	}
}
