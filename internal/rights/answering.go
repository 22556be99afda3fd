package rights

import (
	"context"
	"slices"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
)

// Reply answers in words a case in which nothing else is to be done: a mail that asks for no
// right. Whatever asks for more is granted or refused, so that no words stand for what was never done:
// a correction as well, which staff rule on field by field, also where the person named no field.
func (k Desk) Reply(ctx context.Context, by access.Actor, at At, words gdpr.Private) (Case, error) {
	held, err := k.Seen(ctx, by, at)
	if err != nil {
		return Case{}, err
	}
	if err := answerable(held.Request); err != nil {
		return Case{}, err
	}
	words, faults := written(words, "/text", gdpr.FaultMissing)
	if faults != nil {
		return Case{}, gdpr.InvalidFaults(faults)
	}
	return k.act(ctx, by, held, Entry{On: Reply, Text: words}, nil)
}

// answerable: see Desk.Reply. It holds for what staff say in words, not for the last outcome. No words
// stand for a correction while it is open who asks for it.
func answerable(r Request) error {
	return stateUnless(len(r.Unsettled()) == 0 || r.Workflow == Unsorted)
}

// Told says what came of a notice that staff see to, or why a recipient's silence need not be
// waited for.
func (k Desk) Told(ctx context.Context, by access.Actor, at At, notice gdpr.ID, state NoticeState, reason gdpr.Private) (Case, error) {
	held, err := k.Seen(ctx, by, at)
	if err != nil {
		return Case{}, err
	}
	i := slices.IndexFunc(held.Notices, func(n Notice) bool { return n.ID == notice })
	missing := gdpr.Code("")
	if state == NoticeExcused {
		missing = gdpr.FaultReason
	}
	words, faults := written(reason, "/reason", missing)
	if state != NoticeDone && state != NoticeExcused {
		faults = append(faults, gdpr.Fault{Pointer: "/state", Code: gdpr.FaultType})
	}
	if i < 0 {
		faults = append(faults, gdpr.Fault{Pointer: "/notice", Code: gdpr.FaultNotThere})
	}
	if faults != nil {
		return Case{}, gdpr.InvalidFaults(faults)
	}
	if !held.Notices[i].Pending() {
		return Case{}, errState
	}
	return k.act(ctx, by, held, Entry{On: Hear, Text: words}, func(r *Request) {
		r.Notices[i].State, r.Notices[i].Reason, r.Notices[i].Heard = state, words, held.next(k.now())
	})
}
