package holding_test

import (
	"slices"
	"testing"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

// keeping is a controller's declaration with another retention of one purpose.
func keeping(t *testing.T, c gdpr.ControllerID, purpose gdpr.PurposeID, p gdpr.Period) *controller.Declaration {
	t.Helper()
	d := *declaration(t, c)
	d.Version = controller.Version{Major: 3}
	d.Purposes = slices.Clone(d.Purposes)
	i := slices.IndexFunc(d.Purposes, func(q controller.Purpose) bool { return q.ID == purpose })
	d.Purposes[i].Retention.Period = p
	return &d
}

func TestAnotherRetentionMovesWhatItMay(t *testing.T) {
	w := newWorld(t)
	profile, application, inForce := w.registered(), w.applied(), w.opened(draft())
	ended := w.opened(draft())
	for _, on := range []holding.Step{holding.End} {
		if _, err := w.Advance(t.Context(), sales, ended.Ref, on, start); err != nil {
			t.Fatal(err)
		}
	}
	ended = w.store.held[ended.Ref]
	agreed := ended
	agreed.Stage = holding.Agreed
	restrictedProfile, heldProfile := profile, profile
	restrictedProfile.Term.Restricted = start
	heldProfile.Term.Holds = []retention.Hold{{ID: "h", Ground: "legal-claims", Until: retention.Expiry(start.AddDate(5, 0, 0).Unix())}}
	at := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 9, 30, 0, 0, time.UTC) }
	year := gdpr.Period{Months: 12}

	for _, test := range []struct {
		outcome string
		rec     holding.Record
		d       *controller.Declaration
		now     time.Time
		due     time.Time // zero: it does not move
	}{
		{"shorter", profile, keeping(t, mojob, "recruitment", year), start, at(2027, time.November, 22)},
		{"longer", profile, keeping(t, mojob, "recruitment", gdpr.Period{Years: 3}), start, at(2029, time.November, 22)},
		{"the same", profile, keeping(t, mojob, "recruitment", gdpr.Period{Years: 2}), start, time.Time{}},
		{"so short that it is over", profile, keeping(t, mojob, "recruitment", gdpr.Period{Days: 1}), at(2027, time.July, 1), at(2027, time.July, 1)},
		{"so short that it was over six years ago", restrictedProfile, keeping(t, mojob, "recruitment", gdpr.Period{Days: 1}), at(2028, time.July, 1), at(2028, time.July, 1)},
		{"over already", profile, keeping(t, mojob, "recruitment", gdpr.Period{Years: 9}), at(2028, time.November, 22), time.Time{}},
		{"over already, and held", heldProfile, keeping(t, mojob, "recruitment", gdpr.Period{Years: 9}), at(2029, time.November, 22), time.Time{}},
		{"over already, and restricted", restrictedProfile, keeping(t, mojob, "recruitment", gdpr.Period{Years: 9}), at(2029, time.November, 22), time.Time{}},
		{"restricted", restrictedProfile, keeping(t, mojob, "recruitment", year), start, at(2027, time.November, 22)},
		{"held", heldProfile, keeping(t, mojob, "recruitment", year), start, at(2027, time.November, 22)},
		{"a shorter one of consent", application, keeping(t, tretoen, "recruitment", gdpr.Period{Months: 6}), start, at(2027, time.May, 22)},
		{"longer than was consented to", application, keeping(t, tretoen, "recruitment", gdpr.Period{Years: 5}), start, time.Time{}},
		{"an agreement in force", inForce, keeping(t, tretoen, "agreements", gdpr.Period{Days: 1}), start, time.Time{}},
		{"an agreement that ended", ended, keeping(t, tretoen, "agreements", year), start, time.Date(2027, time.November, 21, 23, 0, 0, 0, time.UTC)},
		{"an agreement whose deletion is agreed", agreed, keeping(t, tretoen, "agreements", year), start, time.Time{}},
		{"no purpose any more", profile, &controller.Declaration{ID: mojob, Version: controller.Version{Major: 4}}, at(2027, time.July, 1), at(2027, time.July, 1)},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			got, moved := holding.Redate(test.rec, test.d, test.now)
			if moved == test.due.IsZero() || !moved && got.Revision != test.rec.Revision {
				t.Fatalf("moved %v to %s", moved, got.Term.Due.Time())
			}
			if !moved {
				return
			}
			if !got.Term.Due.Time().Equal(test.due) || got.Version != test.d.Version || got.Revision != test.rec.Revision+1 {
				t.Errorf("ends %s under %s, want %s", got.Term.Due.Time(), got.Version, test.due)
			}
			if !got.Term.Restricted.Equal(test.rec.Term.Restricted) || len(got.Term.Holds) != len(test.rec.Term.Holds) {
				t.Errorf("%+v", got.Term)
			}
			if e := got.Term.Expires(); !test.rec.Term.Restricted.IsZero() && e != 0 || len(got.Term.Holds) > 0 && e < got.Term.Holds[0].Until {
				t.Errorf("expires %s", e.Time())
			}
		})
	}
}
