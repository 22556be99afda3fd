package desktest

import (
	"context"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/holiday"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// Session is the value of the one session's cookie, at the controller that it is for.
const Session = "own-session-of-"

// Person is who comes with the one session.
func Person(c gdpr.ControllerID) access.Actor {
	return access.Actor{Controller: c, ID: "contact-" + string(Owner), Contact: Owner, Address: Address, Way: access.ToOwn}
}

// person accuses whoever acts for somebody else, or for nobody.
func (k *Desk) person(what string, by access.Actor) {
	if by.Contact != Owner || by.Way != access.ToOwn || by.Address != Address {
		panic(what + ": not for the person whose session it is")
	}
}

// Own is all that is held on the person: a profile or an application and to whom it was
// given, a consent, a case and a mail.
func (k *Desk) Own(_ context.Context, by access.Actor) (fulfillment.Everything, error) {
	k.person("own", by)
	err := k.call(Call{What: "own", By: by})
	class := controller.Applications
	if by.Controller == "mojob" {
		class = controller.Profiles
	}
	r := RefOf(by.Controller, class)
	text := Name
	given := holding.Disclosure{ID: ID, Record: r, At: k.Now, Recipient: "customers", Customer: "Bedrift AS", Purpose: "recruitment", Categories: []string{"profile"}}
	if k.Title != "" {
		given.Customer, text = k.Title, k.Title
	}
	record := k.Record(r)
	cases := []rights.Case{k.Case(gdpr.Erasure, rights.Cooling, text)}
	if !k.Released.IsZero() {
		released := k.Case(gdpr.Access, rights.Answered, text)
		released.Outcomes = []rights.Outcome{{Right: gdpr.Access, Result: rights.Granted, At: k.Released, By: "staff:sub-1"}}
		cases = append(cases, released)
		record.Received, record.Changed = k.Released.Add(-time.Hour), k.Released.Add(-time.Hour)
		for i := range record.Files {
			record.Files[i].Added = record.Received
		}
	}
	return fulfillment.Everything{
		Controller: by.Controller, Subject: Owner, Address: Address, Addresses: []gdpr.Private{"kari@example.org"}, At: k.Now,
		Records: []holding.Owned{{Record: record, Disclosures: []holding.Disclosure{given}}},
		Consents: []fulfillment.Consented{{
			Consent: consent.Consent{
				ID: ID, Controller: by.Controller, State: consent.Standing, Recorded: k.Now,
				Choices: []consent.Choice{{Purpose: "further-storage", Decision: gdpr.Given}},
				Seen:    consent.Seen{Version: controller.Version{Major: 1}, Mechanism: consent.ByForm},
			},
			Asks: consent.Affirm,
			Lapsed: []consent.Verdict{{
				Choice: consent.Choice{Purpose: "further-storage", Decision: gdpr.Given},
				Status: consent.Invalidated, Since: controller.Version{Major: 2},
			}},
			History: []fulfillment.Happened{{At: k.Now, On: consent.Declare}},
		}},
		Cases:      cases,
		Messages:   []fulfillment.Message{{ID: ID, Case: ID, Received: k.Now, Subject: text, Text: text, Expires: ends(k.Now)}},
		Named:      []holding.Record{k.Record(RefOf(by.Controller, controller.Agreements))},
		Suppressed: k.Now,
	}, err
}

// ends is when what came in is deleted.
func ends(received time.Time) retention.Expiry {
	return retention.Expiry(received.AddDate(3, 0, 0).Unix())
}

// Case is a case of the person's.
func (k *Desk) Case(right gdpr.Right, w rights.Workflow, text gdpr.Private) rights.Case {
	c := rights.Case{
		Request: rights.Request{
			ID: ID, Rights: []gdpr.Right{right}, Received: k.Now, Workflow: w, Identity: rights.Proven, Expires: ends(k.Now),
			Corrections: []rights.Correction{{Item: "x", Field: "name", State: rights.Declined, Reason: text}},
			Outcomes: []rights.Outcome{{Right: gdpr.Access, Result: rights.Withheld, At: k.Now, Ground: "others-rights", Reasons: text,
				Kept: []rights.Kept{{Class: "application", Ground: "legal-claims", Article: "17(3)(e)", Until: k.Now}}}},
			Notices: []rights.Notice{{ID: ID, Recipient: "customers", Customer: text}},
		},
		History: []rights.Entry{{At: k.Now, On: rights.Receive, Text: "staff's own words"}},
	}
	if w == rights.Cooling {
		c.Until = k.Now.Add(48 * time.Hour)
	}
	return c
}

// Act begins a case, which is answered at once.
func (k *Desk) Act(_ context.Context, by access.Actor, asked rights.Lodged) (rights.Case, error) {
	k.person("act", by)
	err := k.call(Call{What: "act", By: by, With: asked})
	return k.Case(asked.Right, rights.Answered, Name), err
}

// Part is a withdrawal of some purposes of a consent.
type Part struct {
	ID       gdpr.ID
	Purposes []gdpr.PurposeID
}

// Withdraw knows the one consent.
func (k *Desk) Withdraw(_ context.Context, by access.Actor, id gdpr.ID, purposes ...gdpr.PurposeID) error {
	k.person("withdraw", by)
	if len(purposes) > 0 {
		return k.known(k.call(Call{What: "withdraw", By: by, With: Part{id, purposes}}), id)
	}
	return k.known(k.call(Call{What: "withdraw", By: by, With: id}), id)
}

// Anew is the answers to what a version changed, and the text that a yes is to.
type Anew struct {
	Answers []consent.Choice
	Seen    consent.Seen
}

// Affirm knows the one consent, of which one purpose is asked about.
func (k *Desk) Affirm(_ context.Context, by access.Actor, id gdpr.ID, answers []consent.Choice, seen consent.Seen) error {
	k.person("affirm", by)
	if len(answers) == 0 {
		return gdpr.InvalidFaults([]gdpr.Fault{{Pointer: "/decisions/further-storage", Code: gdpr.FaultNoDecision, Value: "further-storage"}})
	}
	return k.known(k.call(Call{What: "affirm", By: by, With: Anew{answers, seen}}), id)
}

// Renew knows the one consent.
func (k *Desk) Renew(_ context.Context, by access.Actor, id gdpr.ID) error {
	k.person("renew", by)
	return k.known(k.call(Call{What: "renew", By: by, With: id}), id)
}

// Stop knows the one case.
func (k *Desk) Stop(_ context.Context, by access.Actor, id gdpr.ID) (rights.Case, error) {
	k.person("stop", by)
	return k.Case(gdpr.Erasure, rights.Revoked, Name), k.known(k.call(Call{What: "stop", By: by, With: id}), id)
}

func (k *Desk) known(err error, id gdpr.ID) error {
	if err == nil && id != ID {
		return &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	return err
}

// Copy is where the copy is.
func (k *Desk) Copy(_ context.Context, by access.Actor, l gdpr.Language) (holding.Download, error) {
	k.person("copy", by)
	return holding.Download{URL: Bucket + "/copy?signed", Expires: k.Now.Add(time.Minute)}, k.call(Call{What: "copy", By: by, With: l})
}

// Deadline is the law's.
func (k *Desk) Deadline(r rights.Request) rights.Deadline {
	return rights.Answer(r.Received, holiday.Norway{})
}

// Session is the one session.
func (k *Desk) Session(_ context.Context, by access.Actor) (string, time.Time, error) {
	if by.Way != access.ToOwn || by.Contact != Owner {
		panic("session: for whoever came in for something else")
	}
	return Session + string(by.Controller), k.Now.Add(30 * time.Minute), k.call(Call{What: "session", By: by})
}

// Resume knows the one session of each controller.
func (k *Desk) Resume(_ context.Context, c gdpr.ControllerID, value string) (access.Actor, error) {
	err := k.call(Call{What: "resume", Controller: c})
	if err == nil && value != Session+string(c) {
		err = &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeSession}
	}
	if err != nil {
		return access.Actor{}, err
	}
	return Person(c), nil
}

// Objector is who has objected to marketing.
const Objector = gdpr.Private("ola@example.com")

// Silent is who has said nothing about marketing.
const Silent = gdpr.Private("nils@example.com")

// Marketing knows the one who has objected, and the one who has said nothing.
func (k *Desk) Marketing(_ context.Context, c gdpr.ControllerID, address gdpr.Private) (fulfillment.Marketing, error) {
	err := k.call(Call{What: "marketing", Controller: c, Address: address})
	if address == Objector {
		return fulfillment.Marketing{Objected: k.Now}, err
	}
	return fulfillment.Marketing{Allowed: address != Silent}, err
}

// OwnRoutes are the routes of a person's own page, with a good sending to each. They need
// the session's cookie, and all but the reading ones an Origin of our own.
var OwnRoutes = []Route{
	{"GET /v1/{controller}/own", "", "", "", 200},
	{"POST /v1/{controller}/own/requests", "", "", `{"right":"objection","against":"marketing","text":"Nei."}`, 202},
	{"GET /v1/{controller}/own/consents/{consent}", "", "", "", 200},
	{"POST /v1/{controller}/own/consents/{consent}/withdrawal", "", "", "", 204},
	{"POST /v1/{controller}/own/consents/{consent}/renewal", "", "", `{"choice":"renew"}`, 204},
	{"POST /v1/{controller}/own/cases/{case}/stop", "", "", "", 200},
	{"POST /v1/{controller}/own/copy", "", "", "", 200},
	{"POST /v1/{controller}/own/files", "", "", `{"item":"profile.` + string(Owner) + `","file":"` + string(File) + `"}`, 200},
	{"POST /v1/{controller}/own/close", "", "", "", 204},
}
