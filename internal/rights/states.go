package rights

import "ordholden/internal/gdpr"

// Workflow is where a request stands.
type Workflow string

// The states of a request.
const (
	Waiting   Workflow = "received"         // stored, the clock runs, nobody has confirmed it
	Unsorted  Workflow = "unsorted"         // came by mail and is for staff to read; the clock runs
	Filed     Workflow = "filed"            // came by mail from a machine: staff may look at it, nobody waits
	Open      Workflow = "open"             // confirmed: to be answered by the deadline
	Proposed  Workflow = "refusal-proposed" // a refusal that a second member of staff has to approve (Art. 12(5))
	Cooling   Workflow = "cooling-off"      // an erasure is announced, and whoever was told can still stop it
	Carrying  Workflow = "carrying-out"     // cooling-off is over: it is being done, and nothing stops it
	Telling   Workflow = "telling"          // done here: recipients are being told (Art. 19)
	Lifting   Workflow = "lifting"          // a restriction is announced to end (Art. 18(3))
	InAnother Workflow = "joined"           // the same person has asked the same before: answered there
	Answered  Workflow = "answered"         // done as asked
	Denied    Workflow = "refused"          // refused, whole or in part, with reasons (Art. 12(4))
	Revoked   Workflow = "withdrawn"        // the person took it back
	Lapsed    Workflow = "lapsed"           // never confirmed
)

// Live reports whether something may still come of the request.
func (w Workflow) Live() bool { return w == Waiting || w == Unsorted || w == Open }

// Identity is what is known of who asks (Art. 12(6)).
type Identity string

// The states of identity.
const (
	Unproven Identity = "unproven"
	Asked    Identity = "asked"   // more was asked for, on reasonable doubt
	Proven   Identity = "proven"  // controls the address
	Vouched  Identity = "vouched" // a member of staff has written down how they know who it is
)

// Delivery is what became of the answer to the person.
type Delivery string

// The states of delivery.
const (
	Unanswered Delivery = ""         // no answer is called for yet
	Underway   Delivery = "underway" // the mail is called for
	Arrived    Delivery = "arrived"  // the person's mail server has it
	Failed     Delivery = "failed"   // it came back, or could never be sent: staff are told
	ByHand     Delivery = "by-hand"  // staff gave the answer in another way, and wrote down how
)

// Event is what moves a request.
type Event string

// The events.
const (
	Receive  Event = "receive"
	SetAside Event = "set-aside" // received by mail, and not understood or not to be confirmed by mail
	File     Event = "file"      // received by mail that no person wrote
	Write    Event = "write"     // the person wrote about it by mail: changes nothing by itself
	Confirm  Event = "confirm"   // by whoever holds the address
	Join     Event = "join"      // confirmed, and the same as one that stands open
	Cancel   Event = "cancel"    // by whoever holds the address
	Lapse    Event = "lapse"
	Doubt    Event = "doubt" // the controller asks who it is
	Prove    Event = "prove"
	Vouch    Event = "vouch"    // staff write down how they know who it is
	Lodge    Event = "lodge"    // asked on the person's own page, by whoever has come in by mail link and code
	Register Event = "register" // put in by staff: it came by letter, by phone, or in person (Art. 12(1))
	Sort     Event = "sort"     // staff confirm or correct what is asked for
	Dismiss  Event = "dismiss"  // staff: nobody asks for anything here
	Assign   Event = "assign"
	Remark   Event = "note"    // a note of staff's
	Redact   Event = "redact"  // what concerns others is taken out of the copy (Art. 15(4))
	Correct  Event = "correct" // staff rule on one correction or several
	Settle   Event = "settle"  // one right is done or refused, and others are still open
	Propose  Event = "propose-refusal"
	Return   Event = "return-refusal" // the second member of staff does not agree
	Announce Event = "announce"       // the erasure, to every address on file
	Begin    Event = "begin"          // cooling-off is over
	Tell     Event = "tell"           // recipients are to be told (Art. 19)
	Hear     Event = "hear"           // of one recipient: done, refused, silent with a reason
	Reply    Event = "answer"         // the last right is settled: answered as asked
	Deny     Event = "refuse"         // the last right is settled, and one or more were refused, whole or in part
	Extend   Event = "extend"         // once, by two months, with reasons (Art. 12(3))
	Remind   Event = "remind"         // staff, of the deadline
	Escalate Event = "escalate"       // the deadline is over
	Warn     Event = "warn-lifting"   // the person is told that the restriction will be lifted (Art. 18(3))
	Lift     Event = "lift"
	Arrive   Event = "arrive" // the answer was delivered
	Bounce   Event = "bounce" // it was not
	HandOver Event = "hand-over"
)

// state is where a request stands in both respects.
type state struct {
	Workflow Workflow
	Identity Identity
}

type move struct {
	from state
	on   Event
}

// moves is the whole state machine: what it does not list cannot happen.
var moves = map[move]state{
	{state{}, Receive}:  {Waiting, Unproven},
	{state{}, SetAside}: {Unsorted, Unproven},
	{state{}, File}:     {Filed, Unproven},

	{state{Waiting, Unproven}, Confirm}: {Open, Proven},
	{state{Waiting, Unproven}, Join}:    {InAnother, Proven},
	{state{Waiting, Unproven}, Cancel}:  {Revoked, Unproven},
	{state{Waiting, Unproven}, Lapse}:   {Lapsed, Unproven},

	{state{Open, Proven}, Doubt}:  {Open, Asked},
	{state{Open, Proven}, Extend}: {Open, Proven},
	{state{Open, Proven}, Reply}:  {Answered, Proven},
	{state{Open, Proven}, Deny}:   {Denied, Proven},
	{state{Open, Proven}, Cancel}: {Revoked, Proven},

	{state{Open, Asked}, Prove}:  {Open, Proven},
	{state{Open, Asked}, Deny}:   {Denied, Asked},
	{state{Open, Asked}, Cancel}: {Revoked, Asked},
}

// after is the request moved by an event, or false where that cannot happen.
func (r Request) after(e Event) (Request, bool) {
	next, ok := moves[move{state{r.Workflow, r.Identity}, e}]
	if ok {
		r.Workflow, r.Identity = next.Workflow, next.Identity
	}
	return r, ok
}

// Decision is what the holder of the address says when asked whether it was them.
type Decision string

// The decisions.
const (
	Confirmed Decision = "confirm"
	Refused   Decision = "cancel"
)

// decided reports whether the request already went the way of the decision, so
// that deciding the same twice shows the result again.
func (r Request) decided(d Decision) bool {
	switch d {
	case Confirmed:
		return r.Identity != Unproven
	case Refused:
		return r.Workflow == Revoked
	}
	return false
}

var errDecided = &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeAlreadyDecided}
