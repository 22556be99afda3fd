package holding

import (
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// Redate is a record with its term under another version of the declaration, and whether
// that moves its end. Only the due time moves: what restricts and holds it stays.
//
//   - What has ended by its retention, and is kept by a hold or a restriction alone, has
//     ended: a longer retention does not bring it back.
//   - What has not begun to end, as an agreement in force, does not begin to.
//   - What rests on consent is never kept longer than was consented to (Art. 7): for that,
//     people are asked again. Nor is an agreement whose deletion is agreed.
//   - What no purpose covers any more ends now: what is not declared is not kept.
//   - An end that lies in the past becomes now.
func Redate(r Record, d *controller.Declaration, now time.Time) (Record, bool) {
	if r.Term.Due == 0 || r.Term.Due.Due(now) {
		return r, false
	}
	due := retention.Expiry(now.Unix())
	p, declared := d.Purpose(r.Purpose)
	if _, held := d.Holding(r.Class); declared && held {
		end, err := ground{d: d, p: p}.due(r.From, now)
		if err != nil {
			return r, false // a declaration that does not validate moves nothing
		}
		due = end
	}
	if p.Basis == gdpr.BasisConsent || r.Stage == Agreed {
		due = min(due, r.Term.Due)
	}
	if due == r.Term.Due {
		return r, false
	}
	r.Term.Due, r.Version = due, d.Version
	r.Revision++
	return r, true
}
