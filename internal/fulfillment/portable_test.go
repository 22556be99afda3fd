package fulfillment_test

import (
	"testing"

	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

// Nothing is granted where nothing is portable: the answer would say that it lies ready. A copy of the
// rest is released all the same.
func TestM9_PortabilityIsGrantedOnlyWhereSomethingIsPortable(t *testing.T) {
	for outcome, holds := range map[string]func(*world){
		"nothing is held":                  func(*world) {},
		"held on another basis":            func(w *world) { w.holds(mojob, kari, func(r *holding.Record) { r.Purpose = "requests" }) },
		"nothing in it is from the person": func(w *world) { w.holds(mojob, kari, func(r *holding.Record) { r.Fields = nil }) },
	} {
		t.Run(outcome, func(t *testing.T) {
			w := newWorld(t)
			holds(w)
			id := w.confirmed(mojob, nil, gdpr.Access, gdpr.Portability)
			w.runs(mojob, start.AddDate(0, 0, 4))
			w.expect(id, "open, access granted")
			if _, err := w.Grant(t.Context(), staff(mojob), w.seen(id), gdpr.Portability); !is(err, gdpr.Conflict, gdpr.CodeState) {
				t.Errorf("granted by staff: %v", err)
			}
			no := rights.Refusal{Right: gdpr.Portability, Ground: rights.NotPortable, Reasons: "Du har ikke gitt oss noe selv."}
			if _, err := w.Refuse(t.Context(), staff(mojob), w.seen(id), no); err != nil {
				t.Fatal(err)
			}
			w.expect(id, "refused, access granted, portability refused")
		})
	}
	w := newWorld(t)
	w.holds(mojob, kari, nil)
	id := w.confirmed(mojob, nil, gdpr.Portability)
	w.runs(mojob, start.AddDate(0, 0, 1))
	w.expect(id, "answered, portability granted")
}
