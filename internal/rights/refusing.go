package rights

import (
	"context"
	"strings"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
)

// Refuse refuses one right that is asked for, with its ground and reasons (Art. 12(4)). Where the
// ground asks for a second member of staff it is proposed.
func (k Desk) Refuse(ctx context.Context, by access.Actor, at At, r Refusal) (Case, error) {
	held, err := k.Seen(ctx, by, at)
	if err != nil {
		return Case{}, err
	}
	r, faults := refusal(held.Request, r)
	if faults != nil {
		return Case{}, gdpr.InvalidFaults(faults)
	}
	if r.Right == gdpr.Rectification && held.making() {
		return Case{}, errState // it was accepted, and may stand in the record already
	}
	r.By, r.At = ByStaff(by.ID), held.next(k.now())
	if !r.Ground.Second() {
		return k.refuse(ctx, by, held, r)
	}
	return k.act(ctx, by, held, Entry{On: Propose, Right: r.Right, Text: r.Reasons}, func(to *Request) { to.Refusal = &r })
}

// refusal is a refusal as it may stand, or what is wrong with it.
func refusal(held Request, r Refusal) (Refusal, []gdpr.Fault) {
	var faults []gdpr.Fault
	if !held.asks(r.Right) {
		faults = append(faults, gdpr.Fault{Pointer: "/right", Code: gdpr.FaultNotRequired, Value: named(r.Right)})
	} else if !groundStands(held, r) {
		faults = append(faults, gdpr.Fault{Pointer: "/ground", Code: gdpr.FaultRefusal, Value: named(gdpr.Right(r.Ground))})
	}
	reasons, wrong := written(r.Reasons, "/reasons", gdpr.FaultReason)
	faults = append(faults, wrong...)
	var missing gdpr.Code
	if r.Ground.Second() {
		missing = gdpr.FaultEvidence
	}
	evidence, wrong := written(r.Evidence, "/evidence", missing)
	faults = append(faults, wrong...)
	r.Reasons, r.Evidence = reasons, evidence
	return r, faults
}

// groundStands reports whether the ground fits the right, and what is known of who asks. That
// nobody can be identified is said after they were asked, once (Art. 12(2) and (6)); while they
// have not answered nothing else is said, for it would tell what is held.
func groundStands(held Request, r Refusal) bool {
	if held.Workflow == Sought { // nothing else can be said of whom nobody has found; they are asked by letter
		return r.Ground == NotIdentified && held.Identity == Unproven && r.Ground.Fits(r.Right, held.Against)
	}
	if held.Identity == Asked && r.Ground != NotIdentified && !r.Ground.Second() {
		return false
	}
	if r.Ground == NotIdentified && held.Identity != Asked {
		return false
	}
	return r.Ground.Fits(r.Right, held.Against)
}

// refuse carries a refusal out. An objection to everything is refused in part: what it says
// against marketing holds (Art. 21(3)).
func (k Desk) refuse(ctx context.Context, by access.Actor, held Case, r Refusal) (Case, error) {
	o := Outcome{Right: r.Right, Result: Withheld, By: ByStaff(by.ID), Ground: r.Ground, Reasons: r.Reasons}
	if r.Right == gdpr.Objection && held.Against == "" {
		o.Result = Partly
	}
	moved, err := k.Settled(ctx, held, o, func(to *Request) { to.Refusal = nil })
	return moved, changed(err)
}

// Approve carries a proposed refusal out: gdpr.CodeSecond for whoever proposed it.
func (k Desk) Approve(ctx context.Context, by access.Actor, at At) (Case, error) {
	held, err := k.Seen(ctx, by, at)
	if err != nil {
		return Case{}, err
	}
	switch {
	case held.Workflow != Proposed || held.Refusal == nil:
		return Case{}, errState
	case strings.TrimSpace(by.ID) == "" || held.Refusal.By == ByStaff(by.ID):
		return Case{}, &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeSecond}
	}
	return k.refuse(ctx, by, held, *held.Refusal)
}

// Return sends a proposed refusal back, with reasons.
func (k Desk) Return(ctx context.Context, by access.Actor, at At, reasons gdpr.Private) (Case, error) {
	return k.saying(ctx, by, at, Return, text{reasons, "/reasons", gdpr.FaultReason}, func(r *Request, _ gdpr.Private) {
		r.Refusal = nil
	})
}
