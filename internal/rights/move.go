package rights

import (
	"context"
	"slices"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

var errState = &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeState}

// move moves a case by one entry, by the table and its guards.
func (k Desk) move(ctx context.Context, held Case, e Entry, change func(*Request)) (Case, error) {
	standing, err := k.Cases.Standing(ctx, held.Controller, held.Subject)
	if err != nil {
		return Case{}, err
	}
	return k.moveOn(ctx, held, e, standing, change)
}

// moveOn is move on what stands as it was read.
func (k Desk) moveOn(ctx context.Context, held Case, e Entry, standing map[gdpr.Right]Request, change func(*Request)) (Case, error) {
	d, ok := k.Controllers.Current(held.Controller)
	if !ok {
		return Case{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeController}
	}
	e.At = held.next(k.now())
	to, err := k.moved(d, held.Request, e, change)
	if err != nil {
		return held, err
	}
	if err := k.Cases.Move(ctx, held.Request, to, e, standing); err != nil {
		return Case{}, err
	}
	return Case{Request: to, History: append(slices.Clone(held.History), e)}, nil
}

// moved is the request after an entry: what change sets, then what the event does.
func (k Desk) moved(d *controller.Declaration, from Request, e Entry, change func(*Request)) (Request, error) {
	to := from.clone()
	if change != nil {
		change(&to)
	}
	if guard := guards[e.On]; guard != nil {
		if err := guard(k, d, to, e.At); err != nil {
			return from, err
		}
	}
	to, ok := to.after(e)
	if !ok {
		return from, errState
	}
	to.Revision = from.Revision + 1
	if from.Workflow != Waiting || e.On != Remind && e.On != Escalate { // what waits to be confirmed waits no longer by being told of
		to.Decided = e.At
	}
	to.times(d, from, e)
	to.posts(k.Calendar, d, from.Workflow, e)
	if err := to.kept(d, from, e.At); err != nil {
		return from, err
	}
	return to.Scheduled(k.Calendar, d.Handling, e.At), nil
}

// clone is a copy that shares no list with the request.
func (r Request) clone() Request {
	r.Rights, r.Outcomes = slices.Clone(r.Rights), slices.Clone(r.Outcomes)
	r.Corrections, r.Redactions = slices.Clone(r.Corrections), slices.Clone(r.Redactions)
	r.Notices, r.Restricted = slices.Clone(r.Notices), slices.Clone(r.Restricted)
	return r
}

// times sets what an event begins or ends: cooling-off, the notice of a lifting, a pause.
func (r *Request) times(d *controller.Declaration, from Request, e Entry) {
	switch e.On {
	case Warn:
		r.Until, r.Before = e.At.Add(d.Handling.LiftingNotice), from.Workflow
	case Doubt:
		r.Pause.From, r.Pause.To, r.Nudged = e.At, time.Time{}, 0
	case Lift:
		r.Restricted, r.Until, r.Before = nil, time.Time{}, ""
	case Nudge:
		r.Nudged++
	case Look:
		if r.Looked = e.At; r.Wrote.After(e.At) { // they have seen the case with it, whatever clock said when it came
			r.Looked = r.Wrote
		}
	}
	if from.Identity == Asked && r.Identity != Asked {
		r.Pause.To, r.Reminded = e.At, 0 // the deadline is another one
	}
}

// shortestCoolingOff holds also where a declaration names none (threat H5).
const shortestCoolingOff = 24 * time.Hour
