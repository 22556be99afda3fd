package api

import (
	"context"
	"net/http"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// Casework is what staff do with requests, as rights.Desk promises it.
type Casework interface {
	Overseeing
	Sorting
	Timing
	Refusing
	Answering
}

// Overseeing reads cases and puts them in. Its methods promise what rights.Desk's do.
type Overseeing interface {
	Work(ctx context.Context, by access.Actor, q rights.Queue, from string, limit int) ([]rights.Request, string, error)
	Show(ctx context.Context, by access.Actor, id gdpr.ID) (rights.Case, error)
	Register(ctx context.Context, by access.Actor, in rights.Registration) (rights.Case, error)
}

// Sorting says what is asked for, and whose it is. Its methods promise what rights.Desk's do.
type Sorting interface {
	Sort(ctx context.Context, by access.Actor, at rights.At, asked []gdpr.Right, against rights.Against) (rights.Case, error)
	Dismiss(ctx context.Context, by access.Actor, at rights.At) (rights.Case, error)
	Assign(ctx context.Context, by access.Actor, at rights.At, to string) (rights.Case, error)
	Note(ctx context.Context, by access.Actor, at rights.At, text gdpr.Private) (rights.Case, error)
}

// Timing moves the deadline. Its methods promise what rights.Desk's do.
type Timing interface {
	Extend(ctx context.Context, by access.Actor, at rights.At, reasons gdpr.Private) (rights.Case, error)
	Ask(ctx context.Context, by access.Actor, at rights.At, question gdpr.Private) (rights.Case, error)
	Vouch(ctx context.Context, by access.Actor, at rights.At, evidence gdpr.Private) (rights.Case, error)
}

// Refusing refuses. Its methods promise what rights.Desk's do.
type Refusing interface {
	Refuse(ctx context.Context, by access.Actor, at rights.At, r rights.Refusal) (rights.Case, error)
	Approve(ctx context.Context, by access.Actor, at rights.At) (rights.Case, error)
	Return(ctx context.Context, by access.Actor, at rights.At, reasons gdpr.Private) (rights.Case, error)
}

// Answering brings cases to their end. Its methods promise what rights.Desk's do.
type Answering interface {
	Redact(ctx context.Context, by access.Actor, at rights.At, r []rights.Redaction) (rights.Case, error)
	Reply(ctx context.Context, by access.Actor, at rights.At, text gdpr.Private) (rights.Case, error)
	Told(ctx context.Context, by access.Actor, at rights.At, notice gdpr.ID, state rights.NoticeState, reason gdpr.Private) (rights.Case, error)
	HandOver(ctx context.Context, by access.Actor, at rights.At, how gdpr.Private) (rights.Case, error)
	Link(ctx context.Context, by access.Actor, at rights.At, to rights.Linking) (rights.Case, error)
	AnswerByPost(ctx context.Context, by access.Actor, at rights.At, l rights.Letter) (rights.Case, error)
	Look(ctx context.Context, by access.Actor, at rights.At, finding gdpr.Private) (rights.Case, error)
	Halt(ctx context.Context, by access.Actor, at rights.At, evidence gdpr.Private) (rights.Case, error)
}

// Carrying does what cases call for. Its methods promise what fulfillment.Desk's do.
type Carrying interface {
	Carry(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (rights.Case, error)
	Grant(ctx context.Context, by access.Actor, at rights.At, right gdpr.Right) (rights.Case, error)
	Rule(ctx context.Context, by access.Actor, at rights.At, rulings []rights.Correction) (rights.Case, error)
	Warn(ctx context.Context, by access.Actor, at rights.At, reasons gdpr.Private) (rights.Case, error)
	Refuse(ctx context.Context, by access.Actor, at rights.At, r rights.Refusal) (rights.Case, error)
	Effect(ctx context.Context, by access.Actor, id gdpr.ID, right gdpr.Right) (fulfillment.Effect, error)
}

// Foreseeing tells how a request stands, and what can come of it. Its methods promise what
// rights.Desk's do.
type Foreseeing interface {
	Deadline(r rights.Request) rights.Deadline
	Left(d rights.Deadline) int
	Allows(r rights.Request, e rights.Event) bool
}

// Previewing writes a mail as it would go, and sends nothing.
type Previewing interface {
	// PreviewSaid is the mail of a kind about a request as it would stand, and what staff say in it
	// that the request has no place for. Where its link would be, it says so. Our pages are at the
	// origin.
	PreviewSaid(ctx context.Context, origin string, kind outbox.Kind, r rights.Request, said gdpr.Private, d *controller.Declaration, l gdpr.Language) (subject, text string, err error)
}

// Corresponding reads what was written about a case.
type Corresponding interface {
	// Correspondence is our mails about a case, without their text, and the person's mails, both oldest first.
	Correspondence(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (sent []outbox.Entry, came []fulfillment.Message, err error)
}

// Cases is what the routes of cases work with.
type Cases struct {
	Desk      Casework
	Rehearsal Casework // the same desk before a store that stores nothing: what would an act do?
	Effects   Carrying
	Foresight Foreseeing
	Letters   Corresponding
	Mails     Previewing
}

// cases leads calls about requests to what answers them.
func (a *Staff) cases(to *routes) {
	const list, one = "/v1/{controller}/desk/cases", "/v1/{controller}/desk/cases/{case}"
	a.audited(to, "GET", list, a.handled(a.queue))
	a.foreseeable(to, "POST", list, a.handled(a.register))
	a.audited(to, "GET", one, a.handled(a.story))
	for _, t := range acts {
		a.foreseeable(to, "POST", one+"/"+t.path, a.handled(a.act(t)))
	}
	a.audited(to, "GET", "/v1/{controller}/desk/unreached", a.handled(a.unreached))
	a.audited(to, "GET", "/v1/{controller}/desk/audit", a.entries)
}

// handled lets in whoever handles requests. The desk says so too; but a preview, and the
// mails of a case, are not all the desk's.
func (a *Staff) handled(f closedCall) closedCall {
	return func(c *call, by access.Actor) error {
		if err := by.Handles(c.controller); err != nil {
			return err
		}
		return f(c, by)
	}
}

// story shows one case with all that has come of it.
func (a *Staff) story(c *call, by access.Actor) error {
	id, err := c.pathID("case")
	if err != nil {
		return err
	}
	held, err := a.Cases.Desk.Show(c.r.Context(), by, id)
	if err != nil {
		return err
	}
	return a.shownCase(c, by, http.StatusOK, held)
}

// shownCase answers with a case as it stands.
func (a *Staff) shownCase(c *call, by access.Actor, status int, held rights.Case) error {
	sent, came, err := a.Cases.Letters.Correspondence(c.r.Context(), c.controller.ID, held.ID)
	if err != nil {
		return err
	}
	c.w.Header().Set("ETag", tag(held.Revision))
	c.json(status, a.newDeskCase(c, by, held, sent, came))
	return nil
}
