package rights

import (
	"context"
	"errors"
	"slices"

	"ordholden/internal/gdpr"
)

// Settled moves a request by one outcome: Settle where other rights are open, Reply or Deny where
// it is the last. Effects call it when they are done. o.By says who; when is filled in.
// Nothing is done for somebody of whom it is not known well enough who they are (Request.Identified):
// gdpr.CodeIdentity. What is proposed to be refused is settled by Approve alone, and what a person
// has to judge is refused by nobody but staff: gdpr.CodeState.
func (k Desk) Settled(ctx context.Context, held Case, o Outcome, change func(*Request)) (Case, error) {
	if o.By == "" {
		return held, errNobody
	}
	if err := settleable(held.Request, o); err != nil {
		return held, err
	}
	o.At = held.next(k.now())
	e := Entry{On: Settle, By: o.By, Right: o.Right, Text: o.Reasons}
	if slices.Equal(held.Unsettled(), []gdpr.Right{o.Right}) {
		if e.On = Reply; o.Result != Granted || held.refused() {
			e.On = Deny
		}
	}
	return k.move(ctx, held, e, func(r *Request) {
		only(r, change)
		r.Outcomes = append(r.Outcomes, o)
	})
}

var errNobody = errors.New("a request is moved by nobody")

func settleable(held Request, o Outcome) error {
	switch {
	case !held.asks(o.Right):
		return errState
	case o.Result == NotHeld:
		return errState // staff say it with the answer that they have given (AnswerByPost)
	case o.By == ByClock && o.Result != Granted && o.Ground.Judged():
		return errState
	case o.Result != Withheld && !held.Identified(o.Right):
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeIdentity}
	case held.Workflow == Cooling && o.Right == gdpr.Erasure:
		return errState // it is stopped, or it begins
	case held.Workflow != Proposed:
		return nil
	case held.Refusal == nil || held.Refusal.Right != o.Right || o.Result == Granted:
		return errState
	case held.Refusal.By == o.By:
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeSecond}
	}
	return nil
}

// steps are the events that Step carries.
var steps = []Event{Announce, Wait, Begin, Tell, Hear, Warn, Lift, Remind, Escalate, Lapse, Restrict, Correct, Cancel, Arrive, Bounce, Nudge}

// Step moves a case by an event that carries nothing but what change sets, such as Announce,
// Begin, Tell, Hear, Warn, Lift, Remind, Escalate, Lapse, Nudge. Effects and the clock call it. What a
// request asks, of whom, and where it stands is not for change to set, nor when an announced
// erasure or lifting begins: an erasure can be put off, and never be brought forward.
func (k Desk) Step(ctx context.Context, held Case, on Entry, change func(*Request)) (Case, error) {
	if on.By == "" {
		return held, errNobody
	}
	if !slices.Contains(steps, on.On) {
		return held, errState
	}
	moved, err := k.move(ctx, held, on, func(r *Request) { only(r, change) })
	return moved, changed(err)
}

// only lets change set what effects have found out, and nothing else.
func only(r *Request, change func(*Request)) {
	if change == nil {
		return
	}
	changed := r.clone()
	change(&changed)
	r.Corrections, r.Redactions, r.Notices = changed.Corrections, changed.Redactions, changed.Notices
	if r.Workflow == Cooling && changed.Until.After(r.Until) {
		r.Until = changed.Until
	}
	r.Restricted, r.Erasure, r.Reminded, r.Refusal = changed.Restricted, changed.Erasure, changed.Reminded, changed.Refusal
}
