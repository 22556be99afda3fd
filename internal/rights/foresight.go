package rights

import "ordholden/internal/gdpr"

// Allows reports whether an event can happen to a request now: as its state is, and as the law
// asks for beside it. Who may bring it about is not said.
func (k Desk) Allows(r Request, on Event) bool {
	d, ok := k.Controllers.Current(r.Controller)
	if !ok || !r.Allows(on) {
		return false
	}
	guard := guards[on]
	return guard == nil || guard(k, d, r, k.now()) == nil
}

// Left is how many working days there are to a deadline, the day of it counted and today not;
// none once it is over.
func (k Desk) Left(d Deadline) int { return WorkingDaysLeft(d, k.Calendar, k.now()) }

// Refusable is the grounds on which a right that is asked for can be refused as the request
// stands, in the order of the articles; none where it is settled.
func (r Request) Refusable(right gdpr.Right) []Ground {
	var stand []Ground
	for _, g := range Grounds {
		if r.asks(right) && groundStands(r, Refusal{Right: right, Ground: g}) {
			stand = append(stand, g)
		}
	}
	return stand
}
