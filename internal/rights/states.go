package rights

import "ordholden/internal/gdpr"

// Workflow is where a request stands.
type Workflow string

// The states of a request.
const (
	Waiting   Workflow = "received"  // stored, the clock runs, nobody has confirmed it
	Unsorted  Workflow = "unsorted"  // came by mail and is for staff to read; the clock runs
	Filed     Workflow = "filed"     // came by mail from a machine: staff may look at it, nobody waits
	Open      Workflow = "open"      // confirmed: to be answered by the deadline
	InAnother Workflow = "joined"    // the same person has asked the same before: answered there
	Answered  Workflow = "answered"  // done as asked
	Denied    Workflow = "refused"   // refused, whole or in part, with reasons (Art. 12(4))
	Revoked   Workflow = "withdrawn" // the person took it back
	Lapsed    Workflow = "lapsed"    // never confirmed
)

// Live reports whether something may still come of the request.
func (w Workflow) Live() bool { return w == Waiting || w == Unsorted || w == Open }

// Identity is what is known of who asks (Art. 12(6)).
type Identity string

// The states of identity.
const (
	Unproven Identity = "unproven"
	Asked    Identity = "asked"  // more was asked for, on reasonable doubt
	Proven   Identity = "proven" // controls the address
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
	Reply    Event = "answer"
	Deny     Event = "refuse"
	Extend   Event = "extend" // once, by two months, with reasons (Art. 12(3))
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
