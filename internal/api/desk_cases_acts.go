package api

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"

	"ordholden/internal/access"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// hands are what an act is done with.
type hands struct {
	Casework
	Carrying
}

// deed is an act as it was sent, read and found well-formed.
type deed struct {
	do    func(ctx context.Context, with hands, by access.Actor, at rights.At) (rights.Case, error)
	right gdpr.Right   // that the act is about; "" for none, or all
	Said  gdpr.Private // what the mail says that follows, where the case has no place for it
}

// act is something that staff can do about a case.
type act struct {
	path   string // what follows the case in the route, and begins with what the act is called
	on     rights.Event
	or     rights.Event                            // by which it happens where it does not by the other; "" for none
	fits   func(rights.Request, access.Actor) bool // what the state alone does not say; nil for always
	read   func(*call, *reader) deed
	mail   outbox.Kind // that follows, where it does not go by how the case stands then; "" otherwise
	effect bool        // it changes what is held: foreseen by its effect, since it cannot be rehearsed
	frees  bool        // something may be there to be carried out after it
}

// acts is all that staff can do about a case, each on a route of its own. No entry calls a
// function: a table that is only data is left out of the functions without these routes, and
// what it leads to with it.
var acts = []act{
	{path: "sorting", on: rights.Sort, read: readSorting, frees: true},
	{path: "dismissal", on: rights.Dismiss, read: readDismissal},
	{path: "assignment", on: rights.Assign, read: readAssignment},
	{path: "note", on: rights.Remark, read: readNote},
	{path: "extension", on: rights.Extend, read: readExtension, mail: outbox.RequestExtended},
	{path: "question", on: rights.Doubt, read: readQuestion, mail: outbox.RequestIdentity},
	{path: "identity", on: rights.Vouch, read: readIdentity, frees: true},
	{path: "refusal", on: rights.Settle, fits: weighed, read: readRefusal, frees: true},
	{path: "approval", on: rights.Return, fits: another, read: readApproval, frees: true},
	{path: "return", on: rights.Return, read: readReturn},
	{path: "redactions", on: rights.Redact, fits: asksForCopy, read: readRedactions},
	{path: "corrections", on: rights.Correct, fits: asksForCorrection, read: readCorrections, effect: true},
	{path: "grant", on: rights.Settle, fits: known, read: readGrant, effect: true},
	{path: "lifting", on: rights.Warn, read: readLifting, mail: outbox.RequestLifting, effect: true},
	{path: "reply", on: rights.Reply, read: readReply},
	{path: "notices/{notice}", on: rights.Hear, fits: tells, read: readNotice, frees: true},
	{path: "handover", on: rights.HandOver, or: rights.Inform, read: readHandOver},
	{path: "link", on: rights.Link, read: readLink},
	{path: "letter", on: rights.ReplyByPost, read: readLetter},
	{path: "reading", on: rights.Look, read: readReading, frees: true},
	{path: "cancellation", on: rights.Cancel, fits: announced, read: readCancellation, mail: outbox.RequestCanceled, frees: true},
}

// weighed: some right is still to be settled, and staff have a say in it.
func weighed(r rights.Request, _ access.Actor) bool {
	return len(r.Outcomes) < len(r.Rights) && (r.Workflow == rights.Open || r.Workflow == rights.Cooling)
}

// announced: whoever is told can still stop the erasure.
func announced(r rights.Request, _ access.Actor) bool { return r.Workflow == rights.Cooling }

// known: as weighed, by somebody of whom it is known well enough who they are for some right.
func known(r rights.Request, by access.Actor) bool {
	return weighed(r, by) && slices.ContainsFunc(r.Unsettled(), r.Identified)
}

// another: nobody approves a refusal of their own.
func another(r rights.Request, by access.Actor) bool {
	return r.Refusal != nil && r.Refusal.By != "staff:"+by.ID
}

// tells: there is a recipient to hear of.
func tells(r rights.Request, _ access.Actor) bool { return len(r.Notices) > 0 }

func asksForCopy(r rights.Request, _ access.Actor) bool {
	return slices.Contains(r.Rights, gdpr.Access) || slices.Contains(r.Rights, gdpr.Portability)
}

func asksForCorrection(r rights.Request, _ access.Actor) bool {
	return slices.Contains(r.Rights, gdpr.Rectification)
}

// allows reports whether an act can be done about a case as it stands.
func (a *Staff) allows(t act, r rights.Request, by access.Actor) bool {
	can := a.Cases.Foresight.Allows(r, t.on) || t.or != "" && a.Cases.Foresight.Allows(r, t.or)
	return can && (t.fits == nil || t.fits(r, by))
}

// act does one act, or says what it would do.
func (a *Staff) act(t act) closedCall {
	return func(c *call, by access.Actor) error {
		at, d, preview, err := c.sent(t)
		if err != nil {
			return err
		}
		if preview {
			return a.foresee(c, by, t, at, d)
		}
		held, err := d.do(c.r.Context(), hands{a.Cases.Desk, a.Cases.Effects}, by, at)
		if err != nil {
			return a.explained(c, by, at, d, err)
		}
		if t.frees {
			held = a.carry(c, held)
		}
		return a.shownCase(c, by, http.StatusOK, held)
	}
}

// sent reads an act: which case as it stood, and whether it is only to be foreseen.
func (c *call) sent(t act) (at rights.At, d deed, preview bool, err error) {
	if at.ID, err = c.pathID("case"); err != nil {
		return at, d, false, err
	}
	if c.r.PathValue("notice") != "" {
		if _, err = c.pathID("notice"); err != nil {
			return at, d, false, err
		}
	}
	in, err := c.read(noForm)
	if err != nil {
		return at, d, false, err
	}
	at.Revision, preview, d = c.revision(in), in.flag("preview"), t.read(c, in)
	return at, d, preview, in.err()
}

// carry does what an act made possible, so that it need not wait for the clock. The act is
// stored by then: where this fails the clock does it, and the case is shown as it stood.
func (a *Staff) carry(c *call, held rights.Case) rights.Case {
	carried, err := a.Cases.Effects.Carry(c.r.Context(), c.controller.ID, held.ID)
	if err != nil {
		a.Log.LogAttrs(c.r.Context(), slog.LevelWarn, "left to the clock",
			slog.String("route", c.r.Pattern), slog.String("case", string(held.ID)), slog.String("error", err.Error()))
		return held
	}
	return carried
}

// explained is an error with what staff need to do better: who is silent, and which grounds
// there are.
func (a *Staff) explained(c *call, by access.Actor, at rights.At, d deed, err error) error {
	e, ok := errors.AsType[*gdpr.Error](err)
	if !ok {
		return err
	}
	if slices.ContainsFunc(e.Faults, func(f gdpr.Fault) bool { return f.Code == gdpr.FaultRefusal }) {
		held, err := a.Cases.Desk.Show(c.r.Context(), by, at.ID)
		if err != nil {
			return err
		}
		c.grounds = c.newGrounds(held.Request, d.right)
	}
	if e.Code == gdpr.CodeRecipients {
		return c.named(e)
	}
	return err
}

// named says of an error about silent recipients what the declaration calls them (Art. 19):
// staff have to know whom to ask.
func (c *call) named(e *gdpr.Error) error {
	said := *e
	said.Faults = slices.Clone(e.Faults)
	for i, f := range said.Faults {
		said.Faults[i].Value = c.recipient(f.Value)
	}
	return &said
}

// recipient is what a declared recipient is called.
func (c *call) recipient(id string) string {
	if r, ok := c.controller.Recipient(id); ok {
		return r.Name.In(c.language)
	}
	return id
}
