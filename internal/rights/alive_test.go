package rights

// From every state that a case can come to, the controller alone brings it to an answered end: its staff and
// its clock, as time goes, without the person and without anybody vouching for them. So nothing that somebody
// asks is left in a case that nobody can end, and no case is deleted before that.
//
// The bounds: one case of A's, of access or withdrawal and what staff add of these, or of erasure, that begins in
// every way there is; one recipient that stays silent; and three points in time. What leads to no other end is
// left out: an extension, what is looked at, and what B tries, which other searches are for. A state at the last of them is not asked for
// its end, for no time is left to it: whatever is announced at the second ends at the third.

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/gdpr"
)

func alive() []searchBounds {
	return []searchBounds{
		{cases: 1, asked: []gdpr.Right{gdpr.Access, gdpr.Withdrawal}, honest: true, waits: fewerWaits},
		{cases: 1, asked: []gdpr.Right{gdpr.Erasure}, honest: true, waits: fewerWaits},
	}
}

// aliveCalls is every call of the search, and what staff can add, and hear, beside.
func aliveCalls(w searchWorld, b searchBounds) []searchCall {
	all := slices.DeleteFunc(w.calls(b), func(c searchCall) bool {
		if len(w.cases) == 0 {
			others := !slices.Contains(b.asked, gdpr.Erasure) && (strings.HasPrefix(c.name, "letter") || strings.HasPrefix(c.name, "mail")) // they ask for erasure
			return strings.Contains(c.name, "bob") || others
		}
		idle := slices.ContainsFunc([]string{"extend", "look", "tell by phone", "halt"}, func(act string) bool { return strings.HasPrefix(c.name, act) })
		return idle || c.who == "bob"
	})
	for _, c := range w.cases {
		at := At{c.ID, c.Revision}
		for _, right := range b.asked {
			wider := append(slices.Clone(c.Rights), right)
			all = append(all, searchCall{"staff", "add " + string(right), func(ctx context.Context, k Desk, _ *searchStore) error {
				_, err := k.Sort(ctx, staff("s1"), at, wider, "")
				return err
			}})
		}
		if len(c.Notices) == 0 {
			all = append(all, searchCall{"clock", "tell a recipient", func(ctx context.Context, k Desk, _ *searchStore) error {
				_, err := k.Step(ctx, c, Entry{On: Tell, By: ByClock}, func(r *Request) {
					r.Notices = []Notice{{ID: "n1", Recipient: "customers", State: NoticeSilent}}
				})
				return err
			}})
		}
		all = append(all, searchCall{"staff", "excuse", func(ctx context.Context, k Desk, _ *searchStore) error {
			_, err := k.Told(ctx, staff("s1"), at, "n1", NoticeExcused, "Bankrupt.")
			return err
		}})
	}
	return all
}

// controllers reports whether a call is of the controller alone.
func (c searchCall) controllers() bool {
	return c.who == "clock" || c.who == "staff" && !strings.HasPrefix(c.name, "vouch")
}

// over reports whether the case of a state, if there is one, has come to its end: with an answer, or filed
// where nobody had confirmed that they ask for anything.
func (w searchWorld) over() bool {
	for _, c := range w.cases {
		if c.Workflow.Live() || c.Workflow != Filed && !w.answers[c.ID] {
			return false
		}
	}
	return true
}

// kept says what is wrong with the end of a case; "" for nothing. One that nobody has confirmed lapses before
// its own, unless time here goes on without the clock.
func (w searchWorld) kept() string {
	for _, c := range w.cases {
		under := c.Identity != Unproven && c.Workflow.Live()
		if under != (c.Expires == 0) || c.Identity != Unproven && c.Expires.Due(w.now) {
			return fmt.Sprintf("%s by somebody %s ends %s", c.Workflow, c.Identity, c.Expires.Time())
		}
		if bad := recounted(c); bad != "" {
			return bad
		}
	}
	return ""
}

// recounted says what is wrong with the end of a case as its history in brief tells it; "" for nothing.
func recounted(c Case) string {
	var brief []Entry
	for _, e := range c.History {
		brief = append(brief, Entry{At: e.At, On: e.On})
	}
	d, _ := searchControllers.Current(c.Controller)
	if end, err := c.EndBy(d, brief); c.Expires != 0 && (err != nil || end != c.Expires) {
		return fmt.Sprintf("%s by somebody %s ends %s, counted anew %s, %v", c.Workflow, c.Identity, c.Expires.Time(), end.Time(), err)
	}
	return ""
}

// stuckIn is stuck of all these searches.
func stuckIn(all []searchBounds) (ways []string, states int) {
	for _, b := range all {
		w, n := stuck(b)
		ways, states = append(ways, w...), states+n
	}
	return ways, states
}

// stuck is the states of a search from which the controller leads to no end, each by the way there; and how
// many states there are.
func stuck(b searchBounds) (ways []string, states int) {
	first := searchWorld{now: searchStart, mail: map[string]bool{}, told: map[string]time.Time{}, underWay: map[string]bool{}, answers: map[gdpr.ID]bool{}}
	aliveKey := func(w searchWorld) string {
		key := w.key()
		for _, c := range w.cases {
			key += fmt.Sprintf(" %+v", c.Notices)
		}
		return key
	}
	worlds, way := map[string]searchWorld{}, map[string][]string{aliveKey(first): nil}
	back := map[string][]string{} // by where it leads, from where the controller leads there
	var ends []string
	for todo := []searchWorld{first}; len(todo) > 0; todo = todo[1:] {
		at, from := todo[0], aliveKey(todo[0])
		worlds[from] = at
		if bad := at.kept(); bad != "" {
			ways = append(ways, bad+", by "+strings.Join(way[from], "; "))
		}
		if at.over() {
			ends = append(ends, from)
		}
		for _, call := range aliveCalls(at, b) {
			next, ok := at.after(call, b, false)
			if !ok {
				continue
			}
			to := aliveKey(next)
			if call.controllers() {
				back[to] = append(back[to], from)
			}
			if _, seen := way[to]; !seen {
				way[to] = append(slices.Clone(way[from]), call.who+": "+call.name)
				todo = append(todo, next)
			}
		}
	}
	ending := map[string]bool{}
	for len(ends) > 0 {
		at := ends[0]
		if ends = ends[1:]; !ending[at] {
			ending[at] = true
			ends = append(ends, back[at]...)
		}
	}
	for key, w := range worlds {
		if _, time := b.waits[w.now.Sub(searchStart)]; time && !ending[key] {
			ways = append(ways, "no end from "+strings.Join(way[key], "; "))
		}
	}
	slices.SortFunc(ways, func(a, b string) int { return len(a) - len(b) })
	return ways, len(worlds)
}

func TestM9_FromEveryStateTheControllerLeadsToAnAnswer(t *testing.T) {
	ways, states := stuckIn(alive())
	t.Logf("%d states", states)
	for _, way := range ways[:min(len(ways), 5)] {
		t.Error(way)
	}
	if states < 200 {
		t.Errorf("only %d states", states)
	}
}

// The search finds what it is for: each of these leaves somebody without an answer.
func TestTheSearchFindsCasesThatNobodyCanEnd(t *testing.T) {
	for name, gone := range map[string]func(move) bool{
		"a withdrawal is not settled while it is open who asks": func(m move) bool {
			return m.on == Reply && slices.Equal(m.at, open) && slices.Equal(m.by, asked)
		},
		"what nobody confirms never lapses": func(m move) bool { return m.on == Lapse },
		"an erasure never begins":           func(m move) bool { return m.on == Begin },
	} {
		were := moves
		moves = slices.DeleteFunc(slices.Clone(moves), gone)
		ways, _ := stuckIn(alive())
		if len(moves) == len(were) || len(ways) == 0 {
			t.Errorf("not found: %s", name)
		}
		moves = were
	}
}
