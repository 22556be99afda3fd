package consent

// State is where a declared consent stands.
type State string

// The states of a declared consent.
const (
	Pending  State = "pending"   // nobody has confirmed it: it does not count
	Standing State = "standing"  // confirmed: it counts
	Canceled State = "canceled"  // the holder of the address said that it was not so
	Ended    State = "withdrawn" // taken back (Art. 7(3))
)

// Event is what moves it.
type Event string

// The events.
const (
	Declare  Event = "declare"
	Confirm  Event = "confirm"
	Cancel   Event = "cancel"
	Withdraw Event = "withdraw"
	Renew    Event = "renew"   // said yes again when asked before the end (promise M6)
	Narrow   Event = "narrow"  // objected to some of its purposes (Art. 21(2)); the others stand
	Part     Event = "part"    // withdrew some of its purposes (Art. 7(3)); the others stand
	Restore  Event = "restore" // took a withdrawal back, whole or in part, while that is possible
	Affirm   Event = "affirm"  // said yes anew to a version that changed what it was to, or to some of that (promise T15)
)

type move struct {
	from State
	on   Event
}

// moves is the whole state machine: what it does not list cannot happen.
var moves = map[move]State{
	{"", Declare}:        Pending,
	{Pending, Confirm}:   Standing,
	{Pending, Cancel}:    Canceled,
	{Standing, Withdraw}: Ended,
	{Standing, Renew}:    Standing,
	{Standing, Narrow}:   Standing,
	{Standing, Part}:     Standing,
	{Standing, Restore}:  Standing, // what was withdrawn in part
	{Ended, Restore}:     Standing,
	{Standing, Affirm}:   Standing,
}

// After is the state after an event, or false where the event cannot happen.
func (s State) After(e Event) (State, bool) {
	next, ok := moves[move{s, e}]
	return next, ok
}
