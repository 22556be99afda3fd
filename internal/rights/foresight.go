package rights

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
