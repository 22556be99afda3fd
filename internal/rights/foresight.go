package rights

// Allows reports whether an event can happen to the request now: as the state is, and as what
// can happen once only, or in time only, has happened. Who may bring it about is not said.
func (k Desk) Allows(r Request, e Event) bool {
	if _, ok := r.after(e); !ok {
		return false
	}
	switch e {
	case Extend: // once, and told before the first month is over (Art. 12(3))
		return r.Extended.At.IsZero() && !k.now().After(Answer(r.Received, k.Calendar).Due)
	case Doubt:
		return r.Pause.From.IsZero()
	case Warn: // where there is something to lift
		return len(r.Restricted) > 0
	}
	return true
}

// Left is how many working days there are to a deadline, the day of it counted and today not;
// none once it is over.
func (k Desk) Left(d Deadline) int {
	y, m, today := k.now().In(Oslo()).Date()
	days := 0
	for day := civil(y, m, today+1); !day.After(d.Due); day = day.AddDate(0, 0, 1) {
		if _, rolled := roll(day, k.Calendar); !rolled {
			days++
		}
	}
	return days
}
