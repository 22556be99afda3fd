package opendsr

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/platform"
	"ordholden/internal/rights"
)

// Cases reads cases and moves them, as rights.Cases and rights.Desk promise.
type Cases interface {
	Case(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (rights.Case, error)
	Step(ctx context.Context, held rights.Case, on rights.Entry, change func(*rights.Request)) (rights.Case, error)
}

// Of is the cases of a desk.
type Of struct{ Desk rights.Desk }

// Case reads a case.
func (o Of) Case(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (rights.Case, error) {
	return o.Desk.Cases.Case(ctx, c, id)
}

// Step moves a case.
func (o Of) Step(ctx context.Context, held rights.Case, on rights.Entry, change func(*rights.Request)) (rights.Case, error) {
	return o.Desk.Step(ctx, held, on, change)
}

// Ear takes what recipients say by themselves.
type Ear struct {
	Teller
	Cases Cases
}

// Listen is the ear that the environment sets, as New is the teller.
func Listen(env *platform.Environment, signer Signer, cases rights.Desk) (Ear, error) {
	teller, err := New(env, signer)
	return Ear{teller, Of{cases}}, err
}

// attempts bounds how often a case is read again because somebody else moved it meanwhile.
const attempts = 4

// Heard moves the notice that a callback is about. Nothing of the body is read before its
// signature is found to be that of a processor which this controller tells by OpenDSR:
// gdpr.Forbidden otherwise. A case or notice that there is not is gdpr.NotFound, and so is
// one of another recipient. The same said twice, or said again late, changes nothing.
func (e Ear) Heard(ctx context.Context, d *controller.Declaration, id gdpr.ID, origin string, h http.Header, body []byte) error {
	recipients, at := e.named(d.ID, h.Get(HeaderDomain))
	if at == nil {
		return forbidden(errDomain)
	}
	p, err := e.Client.processor(ctx, at)
	if err != nil {
		return &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable, Err: err}
	}
	if err := verify(p.certificate, at, h, body); err != nil {
		return forbidden(err)
	}
	said, err := readStatus(body, Domain(d))
	if err != nil {
		return &gdpr.Error{Kind: gdpr.Invalid, Code: gdpr.CodeUnreadable, Err: err}
	}
	if said.Callback != CallbackURL(origin, d.ID, id) {
		return &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound, Err: errID}
	}
	for range attempts {
		err = e.move(ctx, d, id, recipients, said)
		if gdpr.KindOf(err) != gdpr.Conflict {
			return err
		}
	}
	return err
}

// named is the recipients of a controller that one domain answers for, and its endpoint. Two
// endpoints on one host could not be told apart by a callback: the first by name counts.
func (e Ear) named(c gdpr.ControllerID, domain string) (recipients []string, at *url.URL) {
	for recipient, u := range e.Endpoints[c] {
		if u.Hostname() == domain {
			recipients = append(recipients, recipient)
		}
	}
	if len(recipients) == 0 {
		return nil, nil
	}
	slices.Sort(recipients)
	return recipients, e.Endpoints.of(c, recipients[0])
}

func (e Ear) move(ctx context.Context, d *controller.Declaration, id gdpr.ID, recipients []string, said Status) error {
	held, err := e.Cases.Case(ctx, d.ID, id)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(held.Notices, func(n rights.Notice) bool {
		return n.Way == string(controller.ToldByOpenDSR) && slices.Contains(recipients, n.Recipient) && RequestID(d.ID, n.ID) == said.ID
	})
	if i < 0 {
		return &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	state, why := said.outcome(Domain(d))
	if !news(held.Notices[i].State, state) {
		return nil
	}
	now := e.Client.Now().UTC().Truncate(time.Millisecond)
	_, err = e.Cases.Step(ctx, held, rights.Entry{At: now, On: rights.Hear, By: rights.ByRecipient, Text: why}, func(r *rights.Request) {
		r.Notices = slices.Clone(r.Notices)
		n := &r.Notices[i]
		n.State, n.Reason, n.Heard = state, why, now
		if n.Sent.IsZero() { // it answers before we have written down that it was asked
			n.Sent = now
		}
	})
	return err
}

// news reports whether a notice moves by what is said. What is done stays done, and what staff
// have excused stays excused: an old callback can be sent again by whoever has seen it.
func news(now, said rights.NoticeState) bool {
	switch now {
	case rights.NoticeDone, rights.NoticeExcused:
		return false
	case rights.NoticeSilent:
		return said == rights.NoticeDone
	}
	return now != said
}

func forbidden(err error) error {
	return &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeSignature, Err: err}
}
