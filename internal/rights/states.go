package rights

// The whole state machine of requests. Where a request stands is three things: its workflow,
// what is known of who asks, and what became of the answer. What the two tables here do not
// list cannot happen, whoever asks for it; guards.go has what else an event asks for.

import (
	"fmt"
	"slices"
)

// state is where a request stands.
type state struct {
	Workflow Workflow
	Identity Identity
	Delivery Delivery
}

// move is one line of the table: from any of these workflows and identities, the event leads
// there. "" leads nowhere else.
type move struct {
	on Event
	at []Workflow
	by []Identity
	to Workflow
	as Identity
}

// Two steps that are no events of their own.
const (
	widen = "widen" // Sort, where what is added gives data out or changes it: Entry.Right says what
	back  = "back"  // the workflow in which the request stood before the lifting was announced
)

var (
	none      = []Identity{""}
	unproven  = []Identity{Unproven}
	asked     = []Identity{Asked}
	known     = []Identity{Proven, Vouched}
	confirmed = []Identity{Proven, Vouched, Asked}
	either    = []Identity{Unproven, Vouched} // who asks without an address cannot be asked by mail
	anybody   = []Identity{Unproven, Proven, Vouched, Asked}

	begun    = []Workflow{""}
	waiting  = []Workflow{Waiting}
	unsorted = []Workflow{Unsorted}
	sought   = []Workflow{Sought}
	open     = []Workflow{Open}
	proposed = []Workflow{Proposed}
	cooling  = []Workflow{Cooling}
	carrying = []Workflow{Carrying}
	telling  = []Workflow{Telling}
	mayAsk   = []Workflow{Open, Proposed} // who asks may be in doubt
	ended    = []Workflow{Answered, Denied}
	stopped  = []Workflow{Revoked, Lapsed}
	underWay = []Workflow{Open, Proposed, Cooling, Carrying, Telling}
	stored   = []Workflow{Waiting, Unsorted, Sought, Filed, Open, Proposed, Cooling, Carrying, Telling, Lifting, InAnother, Answered, Denied, Revoked, Lapsed}
)

// moves is the table of workflow and identity.
var moves = []move{
	{Receive, begun, none, Waiting, Unproven},
	{SetAside, begun, none, Unsorted, Unproven},
	{File, begun, none, Filed, Unproven},
	{Lodge, begun, none, Open, Proven},
	{Register, begun, none, Waiting, Unproven},
	{RegisterByPost, begun, none, Sought, Unproven},

	{Confirm, waiting, unproven, Open, Proven},
	{Join, waiting, unproven, InAnother, Proven},
	{Cancel, waiting, unproven, Revoked, ""},
	{Lapse, waiting, unproven, Lapsed, ""},
	{Sort, waiting, unproven, "", ""},
	{widen, waiting, unproven, "", ""},
	{Vouch, waiting, unproven, Open, Vouched},

	{Sort, unsorted, unproven, Waiting, ""},
	{widen, unsorted, unproven, Waiting, ""},
	{Dismiss, unsorted, unproven, Filed, ""},
	{Vouch, unsorted, unproven, Open, Vouched},
	{Reply, unsorted, unproven, Answered, ""},
	{Sort, []Workflow{Filed}, unproven, Waiting, ""},
	{widen, []Workflow{Filed}, unproven, Waiting, ""},

	// Nothing here has an effect on what is held: all of that is found by an address, and this has none.
	{Sort, sought, unproven, "", ""},
	{widen, sought, unproven, "", ""},
	{Vouch, sought, unproven, "", Vouched},
	{Extend, sought, either, "", ""},
	{Inform, sought, either, "", ""},
	{Look, sought, either, "", ""},
	{Remind, sought, either, "", ""},
	{Escalate, sought, either, "", ""},
	{Link, sought, either, InAnother, Vouched},
	{ReplyByPost, sought, either, Answered, ""},
	{DenyByPost, sought, unproven, Denied, ""},

	{Sort, open, confirmed, "", ""},
	{Doubt, open, known, "", Asked},
	{Prove, open, asked, "", Proven},
	{Vouch, open, asked, "", Vouched},
	{Extend, underWay, known, "", ""},
	{Extend, mayAsk, asked, "", ""}, // the question may be answered in the last of the time
	{Settle, open, confirmed, "", ""},
	{Propose, open, confirmed, Proposed, ""},
	{Announce, open, known, Cooling, ""},
	{Restrict, open, known, "", ""},
	{Tell, open, known, Telling, ""},
	{Reply, open, known, Answered, ""},
	{Reply, open, asked, Answered, ""}, // where all was done that is asked for: what takes no further proof
	{Deny, open, confirmed, Denied, ""},
	{Cancel, open, confirmed, Revoked, ""},

	{Return, proposed, confirmed, Open, ""},
	{Settle, proposed, confirmed, Open, ""},
	{Deny, proposed, confirmed, Denied, ""},
	{Cancel, proposed, confirmed, Revoked, ""},
	{Prove, proposed, asked, "", Proven}, // who proves it is heard, also where somebody would say no meanwhile
	{Vouch, proposed, asked, "", Vouched},

	{Cancel, cooling, known, Revoked, ""},
	{Settle, cooling, known, "", ""},
	{Announce, cooling, known, "", ""}, // to more addresses than one step could tell: cooling-off begins anew
	{Wait, cooling, known, "", ""},
	{Begin, cooling, known, Carrying, ""},

	{Tell, carrying, known, Telling, ""},
	{Settle, carrying, known, Open, ""},
	{Reply, carrying, known, Answered, ""},
	{Deny, carrying, known, Denied, ""},

	{Tell, telling, known, "", ""},
	{Settle, telling, known, Open, ""},
	{Reply, telling, known, Answered, ""},
	{Deny, telling, known, Denied, ""},

	{Warn, ended, confirmed, Lifting, ""},
	{Lift, []Workflow{Lifting}, anybody, back, ""},
	{Tell, []Workflow{Lifting}, anybody, "", ""}, // those who were told of the restriction hear that it has ended (Art. 19)
	{Hear, []Workflow{Lifting}, unproven, "", ""},
	{Warn, stopped, anybody, Lifting, ""}, // a restriction that was granted outlives what was taken back, or has lapsed
	{Lift, stopped, anybody, "", ""},      // what was put on for the time being ends with the case
	{Tell, stopped, anybody, "", ""},      // of the end of that, and of what was done before (Art. 19)
	{Hear, stopped, anybody, "", ""},

	{Write, stored, anybody, "", ""},
	{Assign, stored, anybody, "", ""},
	{Remark, stored, anybody, "", ""},
	{Redact, []Workflow{Open, Cooling}, known, "", ""},
	{Correct, []Workflow{Open, Cooling}, known, "", ""},
	{Hear, slices.Concat(underWay, ended, []Workflow{Lifting}), known, "", ""},
	{Hear, []Workflow{Open, Proposed, Answered, Denied, Lifting}, asked, "", ""},
	{Reach, stored, anybody, "", ""},
	{Miss, stored, anybody, "", ""},
	{Inform, underWay, known, "", ""},
	{Inform, mayAsk, asked, "", ""},
	{Look, slices.Concat(waiting, unsorted), unproven, "", ""},
	{Look, underWay, known, "", ""},
	{Look, mayAsk, asked, "", ""},
	{Look, []Workflow{Lifting}, anybody, "", ""},
	{Nudge, slices.Concat(waiting, unsorted), unproven, "", ""},
	{Nudge, mayAsk, asked, "", ""},
	{Remind, unsorted, unproven, "", ""},
	{Escalate, unsorted, unproven, "", ""},
	{Remind, underWay, known, "", ""},
	{Escalate, underWay, known, "", ""},
	{Remind, mayAsk, asked, "", ""}, // where the deadline runs all the same
	{Escalate, mayAsk, asked, "", ""},
	{Remind, waiting, unproven, "", ""}, // of what staff put in
	{Escalate, waiting, unproven, "", ""},
}

// answers are the events that call for the answer to the person: none ends a request without.
var answers = []Event{Reply, Deny, Cancel, Lapse, Join}

// byPost are the events that write down an answer which staff have given: no mail follows.
var byPost = []Event{ReplyByPost, DenyByPost}

// deliveries is the table of what becomes of the answer. A mail server may take a mail and send
// it back later; that the two are told in the other order changes nothing.
var deliveries = map[Delivery]map[Event]Delivery{
	Underway: {Arrive: Arrived, Bounce: Failed, HandOver: ByHand},
	Arrived:  {Arrive: Arrived, Bounce: Failed},
	Failed:   {Arrive: Failed, Bounce: Failed, HandOver: ByHand},
	ByHand:   {Arrive: ByHand, Bounce: ByHand},
}

// Delivered is what has become of the answer after Arrive, Bounce or HandOver, or false where
// that cannot happen: there is no answer yet, or it is no such event.
func Delivered(d Delivery, on Event) (Delivery, bool) {
	next, ok := deliveries[d][on]
	if !ok {
		return d, false
	}
	return next, true
}

// step is the event of an entry as the table has it.
func (e Entry) step() Event {
	if e.On == Sort && needsCode(e.Right) {
		return widen
	}
	return e.On
}

// after is the state after an entry, or false where it cannot happen. The workflow before
// is where a lifting leads back to.
func (s state) after(e Entry, before Workflow) (state, bool) {
	if next, ok := Delivered(s.Delivery, e.On); ok {
		s.Delivery = next
		return s, true
	}
	on := e.step()
	for _, m := range moves {
		if m.on != on || !slices.Contains(m.at, s.Workflow) || !slices.Contains(m.by, s.Identity) {
			continue
		}
		switch m.to {
		case "":
		case back:
			s.Workflow = before
		default:
			s.Workflow = m.to
		}
		if m.as != "" {
			s.Identity = m.as
		}
		if slices.Contains(answers, e.On) {
			s.Delivery = Underway
		}
		if slices.Contains(byPost, e.On) {
			s.Delivery = ByHand
		}
		return s, true
	}
	return s, false
}

// Replay is where a request stands after its history, oldest entry first: the state that is
// stored can be computed again from it at any time.
func Replay(history []Entry) (Workflow, Identity, Delivery, error) {
	var s state
	var before Workflow
	for i, e := range history {
		next, ok := s.after(e, before)
		if !ok {
			return s.Workflow, s.Identity, s.Delivery, fmt.Errorf("entry %d: no %q from %q, %q, %q", i, e.On, s.Workflow, s.Identity, s.Delivery)
		}
		if e.On == Warn {
			before = s.Workflow
		}
		s = next
	}
	return s.Workflow, s.Identity, s.Delivery, nil
}

// after is the request moved by an entry, or false where that cannot happen.
func (r Request) after(e Entry) (Request, bool) {
	before := Answered
	switch {
	case r.Before != "":
		before = r.Before
	case len(r.Unsettled()) > 0:
		before = Revoked // no answer leaves a right without its outcome
	case r.refused():
		before = Denied
	}
	next, ok := state{r.Workflow, r.Identity, r.Delivery}.after(e, before)
	if ok {
		r.Workflow, r.Identity, r.Delivery = next.Workflow, next.Identity, next.Delivery
	}
	return r, ok
}

// Allows reports whether the state of the request allows an event at all. Other conditions of
// the act may still refuse it.
func (r Request) Allows(on Event) bool {
	_, ok := r.after(Entry{On: on})
	return ok
}

// Answers reports whether an event calls for the answer to the person, in the same transaction.
func Answers(on Event) bool { return slices.Contains(answers, on) }
