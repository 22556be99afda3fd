package fulfillment_test

import (
	"context"
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
)

// leftAlone is since when Kari has objected to marketing, and has not consented since.
func (w *world) leftAlone(ctx context.Context) (time.Time, error) {
	m, err := w.Marketing(ctx, mojob, kari)
	return m.Objected, err
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
