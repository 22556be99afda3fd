package fulfillment_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// leftAlone is since when Kari has objected to marketing, and has not consented since.
func (w *world) leftAlone(ctx context.Context) (time.Time, error) {
	m, err := w.Marketing(ctx, mojob, kari)
	return m.Objected, err
}

// counts has what a yes to marketing is to kept for as long.
func (w *world) counts(r controller.Retention) {
	d := *declaration(mojob)
	d.Purposes = slices.Clone(d.Purposes)
	for i, p := range d.Purposes {
		if p.ID == "other-information" {
			d.Purposes[i].Retention = r
		}
	}
	w.Consents.Controllers = controller.New(&d)
}

// Off unless said yes to: a controller's system is told so before it sends anything.
func TestM5_MarketingIsAllowedByAYesThatStandsAndByNothingElse(t *testing.T) {
	yes := func(w *world) gdpr.ID { return w.consents(mojob, kari, "other-information") }
	for said, test := range map[string]struct {
		do   func(*world)
		want bool
	}{
		"nothing":                 {func(*world) {}, false},
		"a yes to something else": {func(w *world) { w.consents(mojob, kari, "further-storage") }, false},
		"a yes":                   {func(w *world) { yes(w) }, true},
		"a yes that was taken back": {func(w *world) {
			held := w.agreed.held[yes(w)]
			held.State = consent.Ended
			w.agreed.held[held.ID] = held
		}, false},
		"a yes, and then a no to the same form": {func(w *world) {
			yes(w)
			w.now = w.now.Add(time.Hour)
			held := w.agreed.held[yes(w)]
			for i := range held.Choices {
				held.Choices[i].Decision = gdpr.Refused
			}
			w.agreed.held[held.ID] = held
		}, false},
		"a yes whose time is over": {func(w *world) {
			w.counts(controller.Retention{Period: gdpr.Period{Months: 6}, From: controller.FromDecision})
			yes(w)
			w.now = w.now.AddDate(0, 7, 0)
		}, false},
		"a yes whose time is not over": {func(w *world) {
			w.counts(controller.Retention{Period: gdpr.Period{Months: 6}, From: controller.FromDecision})
			yes(w)
			w.now = w.now.AddDate(0, 5, 0)
		}, true},
		"a yes to what was given up": {func(w *world) {
			yes(w)
			d := *declaration(mojob)
			next := d
			next.Version = controller.Version{Major: d.Version.Major + 1}
			next.Purposes = slices.DeleteFunc(slices.Clone(d.Purposes), func(p controller.Purpose) bool { return p.ID == "other-information" })
			w.Consents.Controllers = controller.New(&d, &next)
		}, false},
	} {
		w := newWorld(t)
		w.holds(mojob, kari, nil)
		test.do(w)
		got, err := w.Marketing(t.Context(), mojob, kari)
		if err != nil || got.Allowed != test.want || !got.Objected.IsZero() {
			t.Errorf("%s: %+v, %v", said, got, err)
		}
	}
}
