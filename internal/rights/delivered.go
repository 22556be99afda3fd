package rights

// Delivered is the delivery of an answer after what became of its mail, or false where that
// changes nothing: no answer was called for yet, or it was given in another way. What comes
// last stands, for a server may refuse what it took.
func Delivered(d Delivery, on Event) (Delivery, bool) {
	next := map[Event]Delivery{Arrive: Arrived, Bounce: Failed}[on]
	open := d == Underway || d == Arrived || d == Failed
	return next, open && next != "" && next != d
}
