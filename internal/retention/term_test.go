package retention_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"ordholden/internal/retention"
)

func day(n int) retention.Expiry { return retention.Expiry(now.AddDate(0, 0, n).Unix()) }

func until(days ...int) []retention.Hold {
	var holds []retention.Hold
	for _, n := range days {
		holds = append(holds, retention.Hold{Ground: retention.GroundClaims, Until: day(n)})
	}
	return holds
}

func TestTermsEndAndAreServedAsWhatKeepsThemSays(t *testing.T) {
	for _, test := range []struct {
		outcome      string
		term         retention.Term
		expires      retention.Expiry
		served, kept bool
	}{
		{"its retention runs", retention.Term{Due: day(1)}, day(1), true, true},
		{"it is over now", retention.Term{Due: day(0)}, day(0), false, false},
		{"it is over", retention.Term{Due: day(-1)}, day(-1), false, false},
		{"it has not begun to run", retention.Term{}, 0, true, true},
		{"restricted", retention.Term{Due: day(1), Restricted: now}, 0, false, true},
		{"restricted, and over", retention.Term{Due: day(-1), Restricted: now}, 0, false, true},
		{"restricted, and not begun", retention.Term{Restricted: now}, 0, false, true},
		{"held longer", retention.Term{Due: day(1), Holds: until(9)}, day(9), true, true},
		{"held shorter", retention.Term{Due: day(9), Holds: until(1)}, day(9), true, true},
		{"held by several", retention.Term{Due: day(1), Holds: until(3, 9, -5)}, day(9), true, true},
		{"over, and held", retention.Term{Due: day(-1), Holds: until(9)}, day(9), false, true},
		{"over, and held no longer", retention.Term{Due: day(-9), Holds: until(-1)}, day(-1), false, false},
		{"not begun, and held", retention.Term{Holds: until(9)}, 0, true, true},
		{"not begun, and held no longer", retention.Term{Holds: until(-9)}, 0, true, true},
		{"restricted, over and held", retention.Term{Due: day(-9), Restricted: now, Holds: until(9)}, 0, false, true},
		{"restricted, over and held no longer", retention.Term{Due: day(-9), Restricted: now, Holds: until(-1)}, 0, false, true},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			if got := test.term.Expires(); got != test.expires {
				t.Errorf("expires %s, want %s", got.Time(), test.expires.Time())
			}
			if got := test.term.Served(now); got != test.served {
				t.Errorf("served %v", got)
			}
			if got := test.term.Kept(now); got != test.kept {
				t.Errorf("kept %v", got)
			}
		})
	}
}

// Laws that hold for every term: a hold never shortens and never serves, a restriction
// stops both use and deletion, and what is served is kept.
func TestNothingKeepsOrEndsATermButWhatMay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		term := retention.Term{Holds: until(rapid.SliceOfN(rapid.IntRange(-900, 900), 0, 4).Draw(t, "holds")...)}
		if rapid.Bool().Draw(t, "runs") {
			term.Due = day(rapid.IntRange(-900, 900).Draw(t, "due"))
		}
		if rapid.Bool().Draw(t, "restricted") {
			term.Restricted = now
		}
		at := now.Add(time.Duration(rapid.Int64Range(-1000*86400, 1000*86400).Draw(t, "at")) * time.Second)

		bare, longer := term, term
		bare.Holds = nil
		longer.Holds = append(until(rapid.IntRange(-900, 900).Draw(t, "another")), term.Holds...)
		switch {
		case term.Served(at) && !term.Kept(at):
			t.Fatal("served and not kept")
		case term.Served(at) != bare.Served(at):
			t.Fatal("a hold changes what is served")
		case term.Kept(at) && !longer.Kept(at):
			t.Fatal("a hold shortens")
		case term.Expires() != 0 && term.Expires() < term.Due:
			t.Fatal("ends before its retention")
		case !term.Restricted.IsZero() && (term.Served(at) || !term.Kept(at) || term.Expires() != 0):
			t.Fatal("a restriction lets use or deletion through")
		case term.Due == 0 && !term.Kept(at):
			t.Fatal("what has not begun to end has ended")
		}
	})
}
