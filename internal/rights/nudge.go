package rights

// Who is reminded of what does not come: the person of a question about who they are, and of what
// staff put in for them; and then staff. Staff alone are, of a mail that nobody has sorted before it is deleted.

import (
	"slices"
	"time"
)

// After how long a question without an answer is put again (Art. 12(2) and (6)).
var asksAgain = []time.Duration{14 * 24 * time.Hour, 28 * 24 * time.Hour}

// unansweredFor is how long an answer to the question is waited for before staff are told that none
// has come: they may refuse then, with the ground, and nothing does so for them (Art. 22).
const unansweredFor = 60 * 24 * time.Hour

// When the person is reminded to confirm what staff put in, and how long before it lapses staff are.
const (
	confirmsAgain = 7 * 24 * time.Hour
	beforeLapsing = 7 * 24 * time.Hour
)

// Request.Nudged once staff have been told.
const (
	untilStaff  = 3 // of a question: the person was asked twice more
	beforeStaff = 2 // of a confirmation: the person was reminded once
)

// Nudging is one reminder of what does not come.
type Nudging struct {
	At      time.Time
	ToStaff bool
}

// Nudging is the reminder of what does not come that is next; false for none.
func (r Request) Nudging() (Nudging, bool) {
	switch {
	case r.Identity == Asked && (r.Workflow == Open || r.Workflow == Proposed):
		if !r.StandsStill() { // they have written, or were asked nothing: staff see to it, by the deadline
			return Nudging{}, false
		}
		if r.Nudged < len(asksAgain) {
			return Nudging{At: r.Pause.From.Add(asksAgain[r.Nudged])}, true
		}
		return Nudging{At: r.Pause.From.Add(unansweredFor), ToStaff: true}, r.Nudged < untilStaff
	case r.Workflow == Waiting && slices.Contains(byHand, r.Channel):
		if r.Nudged == 0 {
			return Nudging{At: r.entered().Add(confirmsAgain)}, true
		}
		return Nudging{At: r.lapses().Add(-beforeLapsing), ToStaff: true}, r.Nudged < beforeStaff
	case r.Workflow == Unsorted:
		return Nudging{At: r.ending(), ToStaff: true}, r.Nudged == 0 && !r.ending().IsZero()
	}
	return Nudging{}, false
}

// entered is when it was put in.
func (r Request) entered() time.Time {
	if r.Registered.After(r.Received) {
		return r.Registered
	}
	return r.Received
}

// Lapses reports whether a request that nobody confirms has waited long enough.
func (r Request) Lapses(now time.Time) bool {
	return r.Workflow == Waiting && !now.Before(r.lapses())
}
