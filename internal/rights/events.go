package rights

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
	Restrict Event = "restrict"       // all that is held, while an objection is weighed (Art. 18(1)(d))
	Wait     Event = "wait-for-copy"  // an announced erasure is put off: a copy is still to be fetched
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
	Nudge    Event = "nudge"  // the person, or in the end staff, of a confirmation or an answer that does not come
	Look     Event = "look"   // staff have read what came in: an erasure that it held up goes on
	Inform   Event = "inform" // staff have told the person what a mail could not, and wrote down how
	Reach    Event = "reach"  // a mail on which a time limit hangs was taken for delivery
	Miss     Event = "miss"   // it was not, or came back
	Arrive   Event = "arrive" // the answer was delivered
	Bounce   Event = "bounce" // it was not
	HandOver Event = "hand-over"
)

// The events of a request of somebody who gives no address for mail (Art. 12(1)).
const (
	RegisterByPost Event = "register-by-post" // put in by staff
	Link           Event = "link"             // staff have found whose it is: it goes on under an address on file
	ReplyByPost    Event = "answer-by-post"   // staff have answered: nothing is held on whoever asks
	DenyByPost     Event = "refuse-by-post"   // staff have answered: nobody can tell who asks (Art. 12(2))
)
