package rights

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Registration is a request that came by letter, by phone or in person (Art. 12(1)).
type Registration struct {
	Intake
	Against  Against
	Post     gdpr.Private // where else an answer reaches the person; a must where there is no address for mail
	Received time.Time    // the day on which it came, not after now
	Evidence gdpr.Private // how staff know who it is; "" asks for confirmation by mail
}

// registered is how long ago what staff put in may have come, in months.
const registered = 12

// byHand are the channels of what staff put in.
var byHand = []Channel{ByLetter, ByPhone, InPerson}

// Register puts in a request that did not come by form or mail. Its deadline counts from
// when it came. Without evidence, whoever holds the address confirms it by mail. Nobody need have
// an address for mail (Art. 12(1)); without one nothing that is held can be found, so that the
// request has no effect until staff have found whose it is (Link), or have answered it (AnswerByPost).
func (k Desk) Register(ctx context.Context, by access.Actor, in Registration) (Case, error) {
	d, err := k.handles(by)
	if err != nil {
		return Case{}, err
	}
	now := k.now()
	evidence, faults := written(in.Evidence, "/evidence", "")
	if faults = append(faults, in.faults(d, now)...); faults != nil {
		return Case{}, gdpr.InvalidFaults(faults)
	}
	c, err := k.registered(d, by, in, now)
	if err != nil {
		return Case{}, err
	}
	if evidence != "" {
		if c, err = k.andThen(d, c, Entry{On: Vouch, By: ByStaff(by.ID), Text: evidence}, nil); err != nil {
			return Case{}, err
		}
	}
	return k.put(ctx, c, in.Key)
}

// registered is the case that a registration makes, not stored yet.
func (k Desk) registered(d *controller.Declaration, by access.Actor, in Registration, now time.Time) (Case, error) {
	on, way := Register, WayMail
	if in.Address == "" {
		on, way = RegisterByPost, WayPost
	}
	r, err := Draft(d, in.Intake, on, now, now)
	if err != nil {
		return Case{}, err
	}
	r.ID, r.Against, r.Received, r.Registered = gdpr.NewID(), in.Against, in.Received.UTC().Truncate(time.Millisecond), now
	r.Post, r.Way = gdpr.Private(Mask(in.Post.Reveal())), way
	return Case{Request: r.Scheduled(k.Calendar, d.Handling, now), History: []Entry{{At: now, On: on, By: ByStaff(by.ID)}}}, nil
}

func (in Registration) faults(d *controller.Declaration, now time.Time) []gdpr.Fault {
	faults := in.Check(d)
	faults = append(faults, againstFaults(in.Rights, in.Against)...)
	for _, t := range []text{{in.Text, "/text", ""}, {in.Name, "/name", ""}, {in.Post, "/post", ""}} {
		_, wrong := written(t.Text, t.Pointer, t.Missing)
		faults = append(faults, wrong...)
	}
	if in.Address == "" && strings.TrimSpace(in.Post.Reveal()) == "" {
		faults = append(faults, gdpr.Fault{Pointer: "/email", Code: gdpr.FaultUnreachable})
	}
	if !slices.Contains(byHand, in.Channel) {
		faults = append(faults, gdpr.Fault{Pointer: "/channel", Code: gdpr.FaultType})
	}
	switch {
	case in.Received.IsZero():
		faults = append(faults, gdpr.Fault{Pointer: "/received", Code: gdpr.FaultMissing})
	case in.Received.After(now):
		faults = append(faults, gdpr.Fault{Pointer: "/received", Code: gdpr.FaultFuture})
	case in.Received.Before(now.AddDate(0, -registered, 0)):
		faults = append(faults, gdpr.Fault{Pointer: "/received", Code: gdpr.FaultPast, Value: strconv.Itoa(registered)})
	}
	return faults
}

// andThen is a case that is not stored yet, moved by one entry more.
func (k Desk) andThen(d *controller.Declaration, c Case, e Entry, change func(*Request)) (Case, error) {
	e.At = c.next(k.now())
	to, err := k.moved(d, c.Request, e, change)
	to.Revision = 1
	return Case{Request: to, History: append(slices.Clone(c.History), e)}, err
}

// put stores a new case. The same key finds the same one, and nothing else.
func (k Desk) put(ctx context.Context, c Case, key string) (Case, error) {
	stored, fresh, err := k.Cases.Put(ctx, c, key)
	if err == nil && !fresh && !stored.Same(c.Request) {
		err = &gdpr.Error{Kind: gdpr.Mismatch, Code: gdpr.CodeKeyReused}
	}
	return stored, err
}
