package rights

// What staff do about a request of somebody who gave no address for mail. All that is held is found
// by an address, so that until one is found the request reaches nothing. It ends in one of two ways: it goes on
// under an address on file, or staff answer it by letter and write down how.

import (
	"context"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Linking says whose a request is.
type Linking struct {
	Address  gdpr.Private // on file
	Evidence gdpr.Private // how staff know that it is theirs, and that it is they who ask
}

// Link ties a request that came without an address to somebody on file. The same request is put in under
// that address, known by the evidence, as received on the same day, and the two name each other; this
// one ends as joined to it. Its holder is told by mail, as of any that staff put in for them, so that
// a mistake of ours is seen by whom it concerns. An address under which nothing is held is
// gdpr.FaultNotOnFile: mail to it could reach a stranger.
func (k Desk) Link(ctx context.Context, by access.Actor, at At, in Linking) (Case, error) {
	held, err := k.Seen(ctx, by, at)
	if err != nil {
		return Case{}, err
	}
	d, err := k.handles(by)
	if err != nil {
		return Case{}, err
	}
	evidence, faults := written(in.Evidence, "/evidence", gdpr.FaultEvidence)
	if in.Address == "" {
		faults = append(faults, gdpr.Fault{Pointer: "/email", Code: gdpr.FaultMissing})
	}
	if faults != nil {
		return Case{}, gdpr.InvalidFaults(faults)
	}
	if !held.Allows(Link) {
		return Case{}, errState
	}
	if err := k.onFile(ctx, d.ID, in.Address); err != nil {
		return Case{}, err
	}
	next, err := k.goesOn(d, by, held.Request, in.Address, evidence)
	if err != nil {
		return Case{}, err
	}
	e := Entry{At: held.next(k.now()), On: Link, By: ByStaff(by.ID), Text: evidence}
	to, err := k.moved(d, held.Request, e, func(r *Request) { r.Joined = next.ID })
	if err != nil {
		return Case{}, err
	}
	if err := k.Cases.Link(ctx, held.Request, to, e, next); err != nil {
		return Case{}, changed(err)
	}
	return Case{Request: to, History: append(held.History[:len(held.History):len(held.History)], e)}, nil
}

func (k Desk) onFile(ctx context.Context, c gdpr.ControllerID, address gdpr.Private) error {
	held, err := k.Cases.OnFile(ctx, c, address)
	if err == nil && !held {
		err = gdpr.InvalidFaults([]gdpr.Fault{{Pointer: "/email", Code: gdpr.FaultNotOnFile}})
	}
	return err
}

// goesOn is the case under an address that carries on one without, with all that stands of it: an extension
// too, for the deadline is the same.
func (k Desk) goesOn(d *controller.Declaration, by access.Actor, from Request, address, evidence gdpr.Private) (Case, error) {
	in := Registration{Post: from.Post, Against: from.Against, Received: from.Received, Intake: Intake{
		Address: address, Name: from.Name, Rights: from.Rights, Text: from.Text, Language: from.Language, Channel: from.Channel,
	}}
	c, err := k.registered(d, by, in, k.now())
	if err != nil {
		return Case{}, err
	}
	c.Follows, c.Assignee, c.Extended, c.Reminded = from.ID, from.Assignee, from.Extended, from.Reminded
	return k.andThen(d, c, Entry{On: Vouch, By: ByStaff(by.ID), Text: evidence}, nil)
}

// Letter is an answer that staff have given by letter, by phone or in person.
type Letter struct {
	Result   Result       // NotHeld, or Withheld: nobody can tell who asks (Art. 12(2))
	Answer   gdpr.Private // what it said
	How      gdpr.Private // it was given, and to where
	Sent     time.Time    // the day on which
	Evidence gdpr.Private // of Withheld: what was done to find out who asks, for the controller has to show it
}

// AnswerByPost ends a request that came without an address by the answer that staff have given it in
// another way: with what it said, how and when it was given, so that none ends without. It says
// that nothing is held, or that nobody can tell who asks: whatever else is done or refused is done
// under the address that it is about (Link).
func (k Desk) AnswerByPost(ctx context.Context, by access.Actor, at At, l Letter) (Case, error) {
	held, err := k.Seen(ctx, by, at)
	if err != nil {
		return Case{}, err
	}
	on, ground := ReplyByPost, Ground("")
	if l.Result == Withheld {
		on, ground = DenyByPost, NotIdentified
	}
	l, faults := l.checked(held.Request, k.now())
	if faults != nil {
		return Case{}, gdpr.InvalidFaults(faults)
	}
	told := gdpr.Private(civilDay(l.Sent)) + ": " + l.How
	if l.Evidence != "" {
		told += "\n\n" + l.Evidence
	}
	return k.act(ctx, by, held, Entry{On: on, Text: told}, func(r *Request) {
		for _, right := range r.Unsettled() {
			r.Outcomes = append(r.Outcomes, Outcome{
				Right: right, Result: l.Result, At: held.next(k.now()), By: ByStaff(by.ID), Ground: ground, Reasons: l.Answer,
			})
		}
	})
}

// checked is the answer with its words masked, or what is wrong with it.
func (l Letter) checked(held Request, now time.Time) (Letter, []gdpr.Fault) {
	var faults []gdpr.Fault
	var missing gdpr.Code
	switch l.Result {
	case Withheld:
		missing = gdpr.FaultEvidence
		for _, right := range held.Unsettled() {
			if held.Workflow == Sought && !groundStands(held, Refusal{Right: right, Ground: NotIdentified}) {
				faults = append(faults, gdpr.Fault{Pointer: "/result", Code: gdpr.FaultRefusal, Value: string(NotIdentified)})
				break
			}
		}
	case NotHeld:
	default:
		faults = append(faults, gdpr.Fault{Pointer: "/result", Code: gdpr.FaultType})
	}
	for _, one := range []struct {
		Words   *gdpr.Private
		at      string
		missing gdpr.Code
	}{{&l.Answer, "/text", gdpr.FaultMissing}, {&l.How, "/how", gdpr.FaultMissing}, {&l.Evidence, "/evidence", missing}} {
		said, wrong := written(*one.Words, one.at, one.missing)
		*one.Words, faults = said, append(faults, wrong...)
	}
	return l, append(faults, sentFaults(l.Sent, held.Received, now)...)
}

// sentFaults: an answer is given on a day, not before the request came and not after today.
func sentFaults(sent, received, now time.Time) []gdpr.Fault {
	fault := gdpr.Fault{Pointer: "/sent"}
	switch {
	case sent.IsZero():
		fault.Code = gdpr.FaultMissing
	case civilDay(sent) > civilDay(now):
		fault.Code = gdpr.FaultFuture
	case civilDay(sent) < civilDay(received):
		fault.Code, fault.Value = gdpr.FaultBefore, civilDay(received)
	default:
		return nil
	}
	return []gdpr.Fault{fault}
}

// civilDay is the day in Oslo, such as 2026-11-22: the order of such days is theirs in time.
func civilDay(at time.Time) string { return at.In(Oslo()).Format(time.DateOnly) }
