package desktest

import (
	"context"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/again"
	"ordholden/internal/api"
	"ordholden/internal/audit"
	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// Requests is the desk as those see it who handle requests. It keeps one case, and stores
// nothing.
type Requests struct{ *Desk }

// Rehearsal is the same desk, where acts are only tried.
type Rehearsal struct{ Requests }

// What staff call themselves, and the one case at the one revision.
const (
	Case      = ID
	Notice    = Held
	Revision  = 3
	Colleague = "sub-2"
)

// Case is the one case, with something in every place.
func (k Requests) Case(c gdpr.ControllerID) rights.Case {
	const reasons = gdpr.Private("Forespørselen er omfattende.")
	item := RefOf(c, controller.Applications).String()
	held := rights.Case{Request: rights.Request{
		ID: Case, Controller: c, Rights: []gdpr.Right{gdpr.Access, gdpr.Rectification, gdpr.Erasure}, Against: rights.AgainstProcessing,
		Address: Address, Name: Name, Text: "Slett alt, takk.", Subject: Owner, Language: gdpr.English, Channel: "letter",
		Received: k.Now.AddDate(0, 0, -10), Registered: k.Now.AddDate(0, 0, -9), Workflow: rights.Open, Identity: rights.Vouched,
		Decided: k.Now, Revision: Revision, Assignee: Colleague,
		Extended: rights.Extension{At: k.Now, Told: k.Now, Reasons: reasons},
		Pause:    rights.Pause{From: k.Now.AddDate(0, 0, -5), To: k.Now.AddDate(0, 0, -3), Question: "Hvem er du?"},
		Outcomes: []rights.Outcome{{Right: gdpr.Access, Result: rights.Partly, At: k.Now, By: "staff:sub-1", Ground: "others-rights", Reasons: reasons,
			Kept: []rights.Kept{{Class: "agreement", Ground: "accounting", Article: "17(3)(b)", Until: k.Now.AddDate(5, 0, 0)}}}},
		Refusal:     &rights.Refusal{Right: gdpr.Erasure, Ground: "excessive", Reasons: reasons, Evidence: "Ti like brev.", By: "staff:" + Colleague, At: k.Now},
		Corrections: []rights.Correction{{Item: item, Field: "name", Value: "Kari Eksempelsen", State: rights.Declined, Reason: "Det stemte."}},
		Redactions:  []rights.Redaction{{Item: item, Field: "letter", Passage: "Ola"}},
		Notices: []rights.Notice{
			{ID: Notice, Recipient: "customers", Customer: "Bedrift AS", Way: string(controller.ToldByStaff), About: gdpr.Restriction, State: rights.NoticeSilent, Tries: 2, Sent: k.Now, Heard: k.Now, Reason: "Ingen svarer."},
			{ID: File, Recipient: "customers", State: rights.NoticeDone},
		},
		Until: k.Now.AddDate(0, 0, 7), Erasure: ID, Restricted: []string{item},
	}, History: []rights.Entry{
		{At: k.Now.AddDate(0, 0, -9), On: rights.Register, By: "staff:sub-1"},
		{At: k.Now, On: rights.Settle, By: "staff:sub-1", Right: gdpr.Access, Text: reasons},
	}}
	if k.Stands != nil {
		k.Stands(&held)
	}
	return held
}

// act is a call about the case as it stood: another revision than stands is a conflict.
func (k Requests) act(what string, by access.Actor, at rights.At, with any) (rights.Case, error) {
	held := k.Case(by.Controller)
	err := k.call(Call{What: what, By: by, With: with})
	switch {
	case err != nil:
	case at.ID != Case:
		err = &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	case at.Revision != held.Revision:
		err = &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeChanged}
	}
	held.Revision++
	return held, err
}

// Work is the one case, as far as a list tells of it, and another page.
func (k Requests) Work(_ context.Context, by access.Actor, q rights.Queue, from string, limit int) ([]rights.Request, string, error) {
	bare := k.Case(by.Controller).Request
	bare.Address, bare.Name, bare.Text = "", "", ""
	return []rights.Request{bare}, "next-place", k.call(Call{What: "work", By: by, With: []any{q, from, limit}})
}

// Show shows the case.
func (k Requests) Show(_ context.Context, by access.Actor, id gdpr.ID) (rights.Case, error) {
	err := k.call(Call{What: "show case", By: by, With: id})
	if err == nil && id != Case {
		err = &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	return k.Case(by.Controller), err
}

// Register puts the case in.
func (k Requests) Register(_ context.Context, by access.Actor, in rights.Registration) (rights.Case, error) {
	return k.Case(by.Controller), k.call(Call{What: "register case", By: by, Address: in.Address, With: in})
}

// Register tries it.
func (k Rehearsal) Register(_ context.Context, by access.Actor, in rights.Registration) (rights.Case, error) {
	return k.Case(by.Controller), k.call(Call{What: "rehearse register case", By: by, With: in})
}

// Carry finds nothing to do.
func (k Requests) Carry(_ context.Context, c gdpr.ControllerID, id gdpr.ID) (rights.Case, error) {
	return k.Case(c), k.call(Call{What: "carry", Controller: c, With: id})
}

// Effect touches something of every kind.
func (k Requests) Effect(_ context.Context, by access.Actor, id gdpr.ID, right gdpr.Right) (fulfillment.Effect, error) {
	held := k.Case(by.Controller)
	some := []fulfillment.Touched{{Class: controller.Applications, Purpose: "recruitment", Count: 2, Files: 3}}
	return fulfillment.Effect{
		Erased: some, Kept: held.Outcomes[0].Kept, Restricted: some, Corrected: held.Corrections, Withdrawn: []gdpr.PurposeID{"recruitment"},
		Told: []rights.Notice{{Recipient: "customers", Way: "mail", About: gdpr.Erasure, State: rights.NoticeDue}}, Addresses: 2, From: k.Now.AddDate(0, 0, 7),
		Deadline: k.Deadline(held.Request),
	}, k.call(Call{What: "effect", By: by, With: []any{id, right}})
}

// Deadline is thirty days after receipt.
func (k Requests) Deadline(r rights.Request) rights.Deadline {
	day := r.Received.AddDate(0, 0, 30).Truncate(24 * time.Hour)
	return rights.Deadline{Due: day.Add(24*time.Hour - time.Second), Steps: []rights.Step{
		{Rule: rights.Received, Day: r.Received.Truncate(24 * time.Hour)}, {Rule: rights.OneMonth, Day: day},
	}}
}

// Left is whole days.
func (k Requests) Left(d rights.Deadline) int { return max(0, int(d.Due.Sub(k.Now)/(24*time.Hour))) }

// Allows is what the test says.
func (k Requests) Allows(_ rights.Request, e rights.Event) bool {
	return k.Allowed == nil || k.Allowed(e)
}

// PreviewSaid is a mail of few words.
func (k Requests) PreviewSaid(_ context.Context, origin string, kind outbox.Kind, r rights.Request, said gdpr.Private, d *controller.Declaration, _ gdpr.Language) (subject, text string, err error) {
	return "Your case", "This is " + string(kind) + ". " + said.Reveal(), k.call(Call{What: "preview " + string(kind), Controller: d.ID, With: r, Origin: origin})
}

// Correspondence is one mail each way.
func (k Requests) Correspondence(_ context.Context, c gdpr.ControllerID, id gdpr.ID) ([]outbox.Entry, []fulfillment.Message, error) {
	return []outbox.Entry{{Kind: outbox.RequestConfirm, State: outbox.Failed, Created: k.Now, Reason: "no-address"}},
		[]fulfillment.Message{{ID: File, Case: id, Received: k.Now, Subject: "Innsyn", Text: "Hei!"}},
		k.call(Call{What: "correspondence", Controller: c, With: id})
}

// Audit is what was written down of staff's calls.
type Audit struct{ *Desk }

// Add notes an entry.
func (k Audit) Add(_ context.Context, e audit.Entry) error {
	if e.ID == "" || e.Controller == "" || e.At.IsZero() || e.Actor == "" || e.Act == "" {
		panic("an entry of the audit that lacks something")
	}
	if k.Unaudited == nil {
		k.Audited = append(k.Audited, e)
	}
	return k.Unaudited
}

// Entries is one entry, and another page.
func (k Audit) Entries(_ context.Context, c gdpr.ControllerID, year int, month time.Month, from string, limit int) ([]audit.Entry, string, error) {
	return []audit.Entry{{ID: ID, Controller: c, At: k.Now, Actor: "sub-1", Act: "POST /v1/{controller}/desk/cases/{case}/reply", Preview: true, On: string(Case)}}, "next-place",
		k.call(Call{What: "entries", Controller: c, With: []any{year, month, from, limit}})
}

// Unreached is who could not be asked about a consent.
type Unreached struct{ *Desk }

// List is one of them, and another page.
func (k Unreached) List(_ context.Context, c gdpr.ControllerID, from string, limit int) ([]again.Unreached, string, error) {
	came := outbox.Entry{Ref: outbox.Ref{Controller: c, Case: ID}, Kind: outbox.ConsentAgain, State: outbox.Bounced, Created: k.Now}
	return []again.Unreached{{Letter: outbox.Letter{Entry: came, To: Address, Language: gdpr.Nynorsk}, Purposes: []gdpr.PurposeID{"recruitment"}}},
		"next-place", k.call(Call{What: "unreached", Controller: c, With: []any{from, limit}})
}

// Staff is the routes of functions/desk before this desk.
func (k *Desk) Staff(shared api.API) *api.Staff {
	r := Requests{k}
	return &api.Staff{
		API: shared, Desk: k, Signer: k, Audit: Audit{k}, Now: func() time.Time { return k.Now }, Unreached: Unreached{k},
		Cases: api.Cases{Desk: r, Rehearsal: Rehearsal{r}, Effects: r, Foresight: r, Letters: r, Mails: r},
	}
}
