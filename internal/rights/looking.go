package rights

import (
	"context"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
)

// Look says that staff have read what came in, and what follows from it. An announced erasure that
// it held up goes on.
func (k Desk) Look(ctx context.Context, by access.Actor, at At, finding gdpr.Private) (Case, error) {
	return k.saying(ctx, by, at, Look, text{finding, "/text", gdpr.FaultMissing}, nil)
}

// Halt ends a case whose erasure is announced, where the person has said so in another way than by
// the link: with how staff know that it was them, for what a mail says proves nothing. The person
// is told, and can ask again.
func (k Desk) Halt(ctx context.Context, by access.Actor, at At, evidence gdpr.Private) (Case, error) {
	held, err := k.Seen(ctx, by, at)
	if err != nil {
		return Case{}, err
	}
	if held.Workflow != Cooling {
		return Case{}, errState
	}
	return k.saying(ctx, by, at, Cancel, text{evidence, "/evidence", gdpr.FaultEvidence}, nil)
}

// HandOver writes down how staff told the person what no mail could: the answer, that an erasure
// is announced, or that the deadline is extended. The person can stop the erasure for as long as if
// a mail had told them; an extension that they hear of after the first deadline does not count.
func (k Desk) HandOver(ctx context.Context, by access.Actor, at At, how gdpr.Private) (Case, error) {
	held, err := k.Seen(ctx, by, at)
	if err != nil {
		return Case{}, err
	}
	on := HandOver
	if !held.Allows(HandOver) {
		on = Inform
	}
	return k.saying(ctx, by, at, on, text{how, "/how", gdpr.FaultMissing}, nil)
}
