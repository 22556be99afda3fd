package rights

// Every act that anybody has, on one case of each right: what restricts, tells, hears, lifts, redacts,
// notes, assigns, and what becomes of the answer, beside all that staff and the clock do otherwise.
// The bounds: one case of A's, of one right, begun in every way; two times; one record restricted,
// one recipient, one correction; no mail lost, no deadline
// extended. A run is some five seconds of one processor.

import (
	"context"
	"fmt"
	"slices"
	"strings"
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

// extends reports whether a call extends the deadline, which the searches have that know of lost mails:
// each state would be there twice.
func (c searchCall) extends() bool { return strings.HasPrefix(c.name, "extend ") }

// rulings is what can be ruled about what is to be corrected; and each right refused on a ground of
// its own, which no second member of staff is asked about.
func (w searchWorld) rulings() []searchCall {
	var all []searchCall
	for _, c := range w.cases {
		for _, right := range c.Unsettled() {
			own := slices.DeleteFunc(GroundsFor(right, c.Against), func(g Ground) bool { return g == NotIdentified || g.Second() })
			if len(own) == 0 {
				continue
			}
			all = append(all, searchCall{"staff", fmt.Sprintf("refuse %s of %s, %s", right, c.ID, own[0]), func(ctx context.Context, k Desk, _ *searchStore) error {
				_, err := k.Refuse(ctx, staff("s1"), At{c.ID, c.Revision}, Refusal{Right: right, Ground: own[0], Reasons: "So it is."})
				return err
			}})
		}
		if len(c.Corrections) == 0 || c.Corrections[0].State != Undecided {
			continue
		}
		for _, ruling := range []Ruling{Accepted, Declined} {
			all = append(all, searchCall{"staff", fmt.Sprintf("rule %s, %s", c.ID, ruling), func(ctx context.Context, k Desk, _ *searchStore) error {
				_, err := k.Step(ctx, c, Entry{On: Correct, By: ByStaff("s1")}, func(r *Request) { r.Corrections[0].State = ruling })
				return err
			}})
		}
	}
	return all
}

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
