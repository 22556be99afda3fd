package mail_test

import (
	"testing"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holiday"
	"ordholden/internal/mail"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

const (
	caseID = gdpr.ID("4xk2m9q7tbv0hc8e5ndw3gyr1c")
	code   = "7gk2pm"
	token  = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
	held   = "#case=" + string(caseID) + "&token=" + token
	pages  = "https://personvern.321.no/tretoen/"
)

var kinds = []outbox.Kind{
	outbox.RequestConfirm, outbox.RequestReceived, outbox.RequestAdded, outbox.RequestOpen, outbox.RequestCanceled,
	outbox.ConsentConfirm, outbox.ConsentGiven, outbox.ConsentWithdrawn, outbox.ConsentReduced,
	outbox.ConsentRenew, outbox.ConsentRenewed, outbox.ConsentRestored, outbox.ConsentAgain, outbox.ConsentAffirmed, outbox.AgreementLink, outbox.OwnLink,
	outbox.RequestCopy, outbox.RequestSettled, outbox.RequestAnswered, outbox.RequestRefused, outbox.RequestExtended,
	outbox.RequestIdentity, outbox.RequestErasing, outbox.RequestRestricted, outbox.RequestLifting, outbox.RequestLapsed,
	outbox.RequestReminder, outbox.RequestOverdue, outbox.RequestNotice,
}

// declaration is a controller of the tests' own, so that an edit of a real one
// changes no golden file.
func declaration() *controller.Declaration {
	return &controller.Declaration{
		ID: "tretoen", Name: "TRETOEN AS", ShortName: "321",
		OrganizationNumber: "922425620", PostalAddress: "Strandgata 31, 2317 Hamar", Mailbox: "post@321.no",
		Authority: controller.Authority{Name: "Datatilsynet", Address: "Postboks 458 Sentrum, 0105 Oslo"},
		Wording: controller.Wording{ContactFirst: gdpr.Text{
			NB: "Snakk gjerne med oss først.", NN: "Snakk gjerne med oss først.", EN: "We would be glad if you talked to us first."}},
		Categories: []controller.Category{
			{ID: "contact", Name: gdpr.Text{NB: "navn og e-postadresse", NN: "namn og e-postadresse", EN: "name and email address"}},
			{ID: "profile", Name: gdpr.Text{NB: "det du har skrevet i profilen", NN: "det du har skrive i profilen", EN: "what you have written in the profile"}},
		},
		Holdings: []controller.Holding{{Class: controller.Applications, Purpose: "later"}, {Class: controller.Agreements}},
		Purposes: []controller.Purpose{
			{ID: "later", Name: gdpr.Text{NB: "Ta kontakt om andre stillinger", NN: "Ta kontakt om andre stillingar", EN: "Contact about other positions"},
				Categories: []string{"contact", "profile"}},
			{ID: "bookkeeping", Name: gdpr.Text{NB: "Regnskap", NN: "Rekneskap", EN: "Accounting"}},
			{ID: "news", Name: gdpr.Text{NB: "Nyheter på e-post", NN: "Nyheiter på e-post", EN: "News by email"}},
		},
	}
}

// other is another controller of the tests' own: one that has profiles, and no wish to be asked first.
func other() *controller.Declaration {
	d := declaration()
	d.ID, d.Name, d.ShortName, d.OrganizationNumber, d.PostalAddress, d.Mailbox = "mojob", "Mojob AS", "Mojob", "", "", "ahoy@mojob.io"
	d.Wording.ContactFirst = gdpr.Text{}
	d.Holdings = append(d.Holdings, controller.Holding{Class: controller.Profiles})
	return d
}

// message is a whole message of a kind.
func message(k outbox.Kind, l gdpr.Language) mail.Message {
	received := time.Date(2026, time.March, 5, 8, 41, 0, 0, time.UTC) // 09.41 in Oslo
	m := mail.Message{
		Kind: k, Controller: declaration(), Language: l, To: "kari@example.no", Entry: string(k), Case: caseID,
		Received: received, Now: received.Add(3 * time.Second),
	}
	switch k {
	case outbox.ConsentConfirm, outbox.ConsentGiven, outbox.ConsentRenew, outbox.ConsentRenewed, outbox.ConsentRestored, outbox.ConsentAffirmed:
		m.Decisions = []mail.Decision{{Purpose: "later", Decision: gdpr.Given}, {Purpose: "news", Decision: gdpr.Refused}}
	case outbox.ConsentAgain:
		m.Decisions = []mail.Decision{{Purpose: "later", Decision: gdpr.Given}}
		m.Changes = []gdpr.Text{{NB: "Google er ny mottaker av opplysninger til «Ta kontakt om andre stillinger».",
			NN: "Google er ny mottakar av opplysningar til «Ta kontakt om andre stillingar».", EN: "Google is a new recipient of data for “Contact about other positions”."}}
	case outbox.ConsentWithdrawn:
		m.Decisions = []mail.Decision{{Purpose: "later", Decision: gdpr.Withdrawn}, {Purpose: "news", Decision: gdpr.Refused}}
	case outbox.ConsentReduced:
		m.Decisions = []mail.Decision{{Purpose: "later", Decision: gdpr.Given}, {Purpose: "news", Decision: gdpr.Withdrawn}}
	case outbox.RequestReceived, outbox.RequestAdded:
		m = answer(m)
	case outbox.AgreementLink, outbox.OwnLink:
	default:
		m.Rights = []gdpr.Right{gdpr.Access, gdpr.Erasure}
	}
	switch k {
	case outbox.RequestConfirm:
		m.Link, m.Code, m.LinkExpires = pages+string(l)+"/confirm"+held+"&code=1", code, received.AddDate(0, 0, 7)
		m.Deadline = rights.Answer(received, holiday.Norway{})
	case outbox.RequestReceived:
		m.Link, m.Deadline = pages+string(l)+"/request", rights.Answer(received, holiday.Norway{})
	case outbox.RequestAdded:
		m.Entry += "-5h0q7c2v9x4m1t8d3k6wbzrn0e"
	case outbox.RequestOpen:
		m.Link, m.Code, m.LinkExpires = pages+string(l)+"/status"+held, code, received.AddDate(0, 0, 120)
		m.Deadline = rights.Answer(received, holiday.Norway{})
	case outbox.ConsentConfirm:
		m.Link, m.Code, m.LinkExpires = pages+string(l)+"/confirm-consent"+held, code, received.AddDate(0, 0, 7)
	case outbox.ConsentRenew:
		m.Entry += "-30-20260404"
		m.Until = received.AddDate(0, 0, 30)
		m.Link, m.Code, m.LinkExpires = pages+string(l)+"/renew-consent"+held, code, m.Until
		m.Unsubscribe = "https://personvern.321.no/v1/tretoen/consents/" + string(caseID) + "/withdrawal"
	case outbox.ConsentAgain:
		m.Entry += "-2-0"
		m.Link, m.Code, m.LinkExpires = pages+string(l)+"/affirm-consent"+held, code, received.AddDate(0, 0, 60)
	case outbox.ConsentWithdrawn, outbox.ConsentReduced:
		m.Link, m.Code, m.LinkExpires = pages+string(l)+"/restore-consent"+held, code, received.AddDate(0, 0, 1)
	case outbox.AgreementLink:
		m.Link, m.Code, m.LinkExpires = pages+string(l)+"/open-agreements"+held+"&code=1", code, received.AddDate(0, 0, 1)
	case outbox.OwnLink:
		m.Link, m.Code, m.LinkExpires = pages+string(l)+"/own-open"+held+"&code=1", code, received.AddDate(0, 0, 1)
	case outbox.RequestCanceled:
	case outbox.ConsentGiven, outbox.ConsentRenewed, outbox.ConsentRestored, outbox.ConsentAffirmed:
		m.Link = "https://personvern.321.no/v1/tretoen/consents/" + string(caseID)
	default:
		m = caseMessage(m)
	}
	return m
}

// answer is a message as the answer to a mail of some thread.
func answer(m mail.Message) mail.Message {
	m.Channel, m.InReplyTo, m.References = rights.ByMail, "<b@example.no>", "<a@example.no> <b@example.no>"
	return m
}

func compose(t *testing.T, m mail.Message) []byte {
	t.Helper()
	raw, err := mail.Compose(m)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
