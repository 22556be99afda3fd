// Package outbox owns the delivery of the mails that records call for: nothing
// is mailed before it is stored, and nothing stored is left unmailed.
//
// SES knows no idempotency, and its 200 is acceptance, not delivery. So each
// mail is an entry with a state. It is claimed before it is sent, by one
// conditional write, and settled after. A claim that nobody settles (a crash,
// or an answer that was lost after the message was written) may have been sent:
// it waits for the event in which SES names the entry, and is sent again only
// when that has not come. So no mail is lost, and a double needs both an
// ambiguous answer and a lost event.
package outbox

import "time"

// State is where a mail stands.
type State string

// The states.
const (
	Pending    State = "pending"    // to be sent when it is due
	Sending    State = "sending"    // claimed: it may have been sent
	Unknown    State = "unknown"    // written to SES, and no answer: it may have been sent
	Sent       State = "sent"       // accepted by SES, with a message id
	Delivered  State = "delivered"  // accepted by the receiving server
	Bounced    State = "bounced"    // refused by the receiving server
	Complained State = "complained" // called spam by who received it
	Failed     State = "failed"     // SES will never take it: for staff to see
	Withheld   State = "withheld"   // over the cap for the address
)

// Event is what moves a mail.
type Event string

// The events. Those of SES arrive late, doubled and out of order.
const (
	Claim     Event = "claim"
	Accept    Event = "accept" // SES answered, or told of sending
	Retry     Event = "retry"
	Lose      Event = "lose" // the answer was lost
	Fail      Event = "fail"
	Withhold  Event = "withhold"
	Deliver   Event = "deliver"
	Bounce    Event = "bounce"
	Complaint Event = "complaint"
)

type move struct {
	from State
	on   Event
}

// moves is the whole state machine: what it does not list changes nothing.
var moves = map[move]State{
	{Pending, Claim}: Sending,
	{Sending, Claim}: Sending, // the lease has run out
	{Unknown, Claim}: Sending, // the event has not come

	{Sending, Accept}: Sent,
	{Sending, Retry}:  Pending,
	{Sending, Lose}:   Unknown,

	{Pending, Withhold}: Withheld,

	{Pending, Fail}: Failed,
	{Sending, Fail}: Failed,
	{Unknown, Fail}: Failed,

	// SES's own word counts wherever the answer went missing, and the gravest of
	// its words stands: whichever comes first, doubled or late, the end is the same.
	{Pending, Accept}: Sent,
	{Unknown, Accept}: Sent,
	{Failed, Accept}:  Sent,

	{Pending, Deliver}: Delivered,
	{Sending, Deliver}: Delivered,
	{Unknown, Deliver}: Delivered,
	{Failed, Deliver}:  Delivered,
	{Sent, Deliver}:    Delivered,

	{Pending, Bounce}:   Bounced,
	{Sending, Bounce}:   Bounced,
	{Unknown, Bounce}:   Bounced,
	{Failed, Bounce}:    Bounced,
	{Sent, Bounce}:      Bounced,
	{Delivered, Bounce}: Bounced, // refused after it was taken

	{Pending, Complaint}:   Complained,
	{Sending, Complaint}:   Complained,
	{Unknown, Complaint}:   Complained,
	{Failed, Complaint}:    Complained,
	{Sent, Complaint}:      Complained,
	{Delivered, Complaint}: Complained,
	{Bounced, Complaint}:   Complained,
}

// After is the state after an event, or false where the event changes nothing.
func (s State) After(e Event) (State, bool) {
	next, ok := moves[move{s, e}]
	return next, ok
}

// Open reports whether there is still something to do about a mail.
func (s State) Open() bool { return s == Pending || s == Sending || s == Unknown }

// How long the outbox waits.
const (
	// lease is how long one sending may take before it counts as crashed.
	lease = time.Minute
	// eventWait is how long SES's own event is waited for after that.
	eventWait = 5 * time.Minute
	// firstRetry doubles with each attempt, up to longestRetry.
	firstRetry   = 2 * time.Second
	longestRetry = 15 * time.Minute
	// giveUp is when a mail is too old to be worth sending: its link would not live. It is not for
	// the mail that asks anew.
	giveUp = 5 * 24 * time.Hour
)

// backoff is how long to wait after so many attempts.
func backoff(attempts int) time.Duration {
	wait := firstRetry
	for i := 1; i < attempts && wait < longestRetry; i++ {
		wait *= 2
	}
	return min(wait, longestRetry)
}
