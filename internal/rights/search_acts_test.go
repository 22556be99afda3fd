package rights

// Every act that anybody has, on one case of each right: what restricts, tells, hears, lifts, redacts,
// notes, assigns, and what becomes of the answer, beside all that staff and the clock do otherwise.
// The bounds: one case of A's, of one right, begun in every way; two times; one record restricted,
// one recipient, one correction; no mail lost. A run is some six seconds of one processor.

import (
	"testing"
	"time"

	"ordholden/internal/gdpr"
)

// acts is one case of a right, and every act that anybody has.
func acts(right gdpr.Right) searchBounds {
	return searchBounds{cases: 1, asked: []gdpr.Right{right}, honest: true, alone: true, canonical: true, after: true, waits: longWait}
}

// After this wait cooling-off, the notice of a lifting and the deadline are over, and what nobody
// confirmed lapses. The hours around each of these are in the other searches.
var longWait = map[time.Duration]time.Duration{0: 32 * 24 * time.Hour}

// searchedRights are the rights of which each is searched for itself. Portability is left out: the
// machine treats it as it does access.
var searchedRights = []gdpr.Right{gdpr.Access, gdpr.Rectification, gdpr.Erasure, gdpr.Restriction, gdpr.Objection, gdpr.Withdrawal}

func TestM9_NoActLeadsAroundTheLawsWhicheverRightIsAsked(t *testing.T) {
	for _, right := range searchedRights {
		found := search(acts(right), false, pairLaws(), "")
		t.Logf("%s: %d states, %d calls", right, found.states, found.calls)
		for law, way := range found.broken {
			t.Errorf("%s: %s: %s", right, law, way)
		}
		if !found.reached[Answered] || !found.reached[Lifting] || !found.reached[Telling] {
			t.Errorf("%s: the search reaches only %v", right, found.reached)
		}
	}
}
