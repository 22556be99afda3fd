package rights_test

import (
	"slices"
	"testing"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// Art. 12(4): what the person has confirmed ends in an answer, and no sorting takes it away.
func TestM9_StaffDropNothingThatThePersonConfirmed(t *testing.T) {
	for outcome, test := range map[string]struct {
		against, now rights.Against
		asked        []gdpr.Right
		want         []gdpr.Fault // nil where it is sorted so
	}{
		"a right": {"", "", []gdpr.Right{gdpr.Restriction}, []gdpr.Fault{{Pointer: "/rights", Code: gdpr.FaultConfirmed, Value: "objection"}}},
		"all for another": {"", "", []gdpr.Right{gdpr.Withdrawal}, []gdpr.Fault{
			{Pointer: "/rights", Code: gdpr.FaultConfirmed, Value: "restriction"}, {Pointer: "/rights", Code: gdpr.FaultConfirmed, Value: "objection"}}},
		"half of an objection": {"", rights.AgainstMarketing, []gdpr.Right{gdpr.Restriction, gdpr.Objection},
			[]gdpr.Fault{{Pointer: "/against", Code: gdpr.FaultConfirmed, Value: "objection"}}},
		"one half for the other": {rights.AgainstProcessing, rights.AgainstMarketing, []gdpr.Right{gdpr.Restriction, gdpr.Objection},
			[]gdpr.Fault{{Pointer: "/against", Code: gdpr.FaultConfirmed, Value: "objection"}}},
		"nothing, and one more":       {"", "", []gdpr.Right{gdpr.Restriction, gdpr.Objection, gdpr.Withdrawal}, nil},
		"nothing, and the other half": {rights.AgainstMarketing, "", []gdpr.Right{gdpr.Restriction, gdpr.Objection}, nil},
	} {
		for _, asked := range []bool{false, true} {
			w := newWorld(t)
			c := w.opened(t, intake(gdpr.Restriction, gdpr.Objection))
			c.Against = test.against
			w.held[place{alfa, c.ID}] = c
			if asked {
				var err error
				if c, err = w.Ask(t.Context(), kari, seen(c), "When?"); err != nil {
					t.Fatal(err)
				}
			}
			sorted, err := w.Sort(t.Context(), kari, seen(c), test.asked, test.now)
			switch {
			case test.want != nil && !faulted(err, test.want...):
				t.Errorf("%s, asked %v: %v", outcome, asked, err)
			case test.want == nil && (err != nil || !slices.Equal(sorted.Rights, test.asked) || sorted.Against != test.now):
				t.Errorf("%s, asked %v: %v, %v", outcome, asked, sorted.Rights, err)
			}
		}
	}
}
