package rights

// Workflow is where a request stands.
type Workflow string

// The states of a request.
const (
	Waiting   Workflow = "received"         // stored, the clock runs, nobody has confirmed it
	Unsorted  Workflow = "unsorted"         // came by mail and is for staff to read; the clock runs
	Sought    Workflow = "sought"           // came without an address: staff find whose it is, or answer by letter; the clock runs
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

// Live reports whether something may still come of the request: it is not answered yet, or a
// restriction that it put on is about to end.
func (w Workflow) Live() bool { return w != "" && QueueOf(w) != Ended }

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
	Failed     Delivery = "failed"   // it came back, or could never be sent: the queue shows it to staff
	ByHand     Delivery = "by-hand"  // staff gave the answer in another way, and wrote down how
)
