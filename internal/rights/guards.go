package rights

// What an event asks for beside the state that the table names.

import (
	"fmt"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// guard says why an event cannot happen to a request now; nil where it can. It sees the
// request as it will stand, but for what the event itself does.
type guard func(k Desk, d *controller.Declaration, r Request, now time.Time) error

var guards = map[Event]guard{
	Vouch:    vouchable,
	Doubt:    neverAsked,
	Extend:   extendable,
	Announce: erasable,
	Begin:    beginnable,
	Look:     unread,
	Inform:   untold,
	Nudge:    nudgeable,
	Reply:    answered,
	Deny:     everybodyHeard,
	Warn:     restricting,
	Lift:     liftable,
	Tell:     tellable,
	Lapse:    lapsable,
	Remind:   runs,
	Escalate: late,
}

func stateUnless(ok bool) error {
	if ok {
		return nil
	}
	return errState
}

// vouchable: staff know what the person asks for, before they say that they know who asks.
func vouchable(_ Desk, _ *controller.Declaration, r Request, _ time.Time) error {
	return stateUnless(len(r.Rights) > 0)
}

// neverAsked: the deadline stands still once at most.
func neverAsked(_ Desk, _ *controller.Declaration, r Request, _ time.Time) error {
	return stateUnless(r.Pause.From.IsZero())
}

// extendable: once, and while the notice of it can still come within the first deadline (Art. 12(3)).
func extendable(k Desk, _ *controller.Declaration, r Request, now time.Time) error {
	if !r.Extended.At.IsZero() && !r.Extended.lost() { // one whose notice came back may be told again
		return errState
	}
	if now.After(r.DeadlineBy(k.Calendar, now).Due) {
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeDeadline}
	}
	return nil
}

// erasable: an erasure is announced that was asked for, or that upholding an objection comes to.
func erasable(_ Desk, _ *controller.Declaration, r Request, _ time.Time) error {
	return stateUnless(r.asks(gdpr.Erasure) || r.asks(gdpr.Objection) && r.Against != AgainstMarketing)
}

// beginnable: whoever could be told was, the whole of cooling-off is over since then (threat H5),
// nobody has written without being read, and no copy is owed that would be made of what is erased.
func beginnable(_ Desk, _ *controller.Declaration, r Request, now time.Time) error {
	over := !r.Until.IsZero() && !now.Before(r.Until)
	return stateUnless(over && r.Announced.told() && !r.unread() && !r.asks(gdpr.Access) && !r.asks(gdpr.Portability))
}

// unread: there is something to be looked at.
func unread(_ Desk, _ *controller.Declaration, r Request, _ time.Time) error {
	return stateUnless(r.unread())
}

// untold: some mail came back on which a time limit hangs.
func untold(_ Desk, _ *controller.Declaration, r Request, _ time.Time) error {
	return stateUnless(r.Extended.lost() || r.Workflow == Cooling && r.Announced.lost() || r.Identity == Asked && r.Pause.lost())
}

func nudgeable(_ Desk, _ *controller.Declaration, r Request, now time.Time) error {
	n, ok := r.Nudging()
	return stateUnless(ok && !now.Before(n.At))
}

// everybodyHeard: no recipient is silent without a stated reason (Art. 19).
func everybodyHeard(_ Desk, _ *controller.Declaration, r Request, _ time.Time) error {
	var silent []gdpr.Fault
	for i, n := range r.Notices {
		if n.Pending() {
			silent = append(silent, gdpr.Fault{Pointer: fmt.Sprintf("/notices/%d", i), Code: gdpr.CodeRecipients, Value: n.Recipient})
		}
	}
	if silent == nil {
		return nil
	}
	return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeRecipients, Faults: silent}
}

// answered: everybody has heard, and while it is open who asks nothing is left that waits for it.
func answered(k Desk, d *controller.Declaration, r Request, now time.Time) error {
	if r.Identity == Asked && len(r.Unsettled()) > 0 {
		return errState
	}
	return everybodyHeard(k, d, r, now)
}

// restricting: only a restriction that was put on is lifted.
func restricting(_ Desk, _ *controller.Declaration, r Request, _ time.Time) error {
	return stateUnless(len(r.Restricted) > 0)
}

// tellable: of what has ended only those are told who were told of it, and of what was done those who got it.
func tellable(_ Desk, _ *controller.Declaration, r Request, _ time.Time) error {
	if r.Workflow.Live() && r.Workflow != Lifting {
		return nil
	}
	return stateUnless(r.Lifted() || r.Owes())
}

// liftable: the person has had the time that they were told (Art. 18(3)). What ends with the
// case was told with its end. Whoever was told of the restriction has heard that it ended, or staff
// have said why not (Art. 19).
func liftable(_ Desk, _ *controller.Declaration, r Request, now time.Time) error {
	if r.Lifted() {
		return errState
	}
	if r.Workflow != Lifting {
		return stateUnless(len(r.Provisional()) > 0)
	}
	return stateUnless(!now.Before(r.Until))
}

func lapsable(_ Desk, _ *controller.Declaration, r Request, now time.Time) error {
	return stateUnless(!now.Before(r.lapses()))
}

// runs: staff are reminded of a deadline that runs.
func runs(_ Desk, _ *controller.Declaration, r Request, _ time.Time) error {
	return stateUnless(r.reminds())
}

func late(k Desk, _ *controller.Declaration, r Request, now time.Time) error {
	return stateUnless(r.reminds() && now.After(r.DeadlineBy(k.Calendar, now).Due))
}
