package mail_test

import (
	"strings"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/holiday"
	"ordholden/internal/mail"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

const keys = "https://personvern.321.no/v1/tretoen/jwks.json"

// certificate is as long as one of some records.
var certificate = "eyJhbGciOiJFZERTQSJ9." + strings.Repeat("c2xldHRlYXR0ZXN0", 120) + ".c2lnbmVydA"

// said is what staff wrote, in the language of the mail.
var said = map[outbox.Kind]gdpr.Text{
	outbox.RequestExtended: {
		NB: "Du har bedt om mye på én gang.\nVi må lete i arkivet fra før 2024 for hånd.",
		NN: "Du har bede om mykje på ein gong.\nVi må leite i arkivet frå før 2024 for hand.",
		EN: "You have asked for a lot at once.\nWe have to search the archive from before 2024 by hand."},
	outbox.RequestIdentity: {
		NB: "To personer har brukt denne adressen. Hvilken stilling søkte du på i januar?",
		NN: "To personar har brukt denne adressa. Kva stilling søkte du på i januar?",
		EN: "Two people have used this address. Which position did you apply for in January?"},
	outbox.RequestLifting: {
		NB: "Vi har undersøkt saken, og opplysningene er riktige.",
		NN: "Vi har undersøkt saka, og opplysningane er rette.",
		EN: "We have looked into the matter, and the data is accurate."},
}

// caseMessage fills in what the kinds need that tell what becomes of a case.
func caseMessage(m mail.Message) mail.Message {
	page := map[outbox.Kind]string{
		outbox.RequestCopy: "own-open", outbox.RequestIdentity: "confirm", outbox.RequestErasing: "stop", outbox.RequestLapsed: "request",
		outbox.RequestReminder: "", outbox.RequestOverdue: "", outbox.RequestNotice: "",
	}
	days := map[outbox.Kind]int{outbox.RequestCopy: 1, outbox.RequestIdentity: 7, outbox.RequestErasing: 2}
	name, known := page[m.Kind]
	if !known {
		name = "status"
	}
	if name != "" {
		m.Link = pages + string(m.Language) + "/" + name
	}
	if name != "" && name != "request" {
		m.Link += held
		m.Code, m.LinkExpires = code, m.Received.AddDate(0, 0, days[m.Kind])
	}
	if m.LinkExpires.Equal(m.Received) {
		m.LinkExpires = m.Received.AddDate(0, 0, 120)
	}
	if name == "own-open" || name == "confirm" {
		m.Link += "&code=1"
	}
	m.Said = gdpr.Private(said[m.Kind].In(m.Language))
	m.Deadline = rights.Answer(m.Received, holiday.Norway{})
	at := m.Received.AddDate(0, 0, 20)
	switch m.Kind {
	case outbox.RequestSettled:
		m.Outcomes = []rights.Outcome{{Right: gdpr.Access, Result: rights.Granted, At: at}}
	case outbox.RequestAnswered:
		m.Rights = []gdpr.Right{gdpr.Access, gdpr.Rectification, gdpr.Restriction, gdpr.Objection, gdpr.Withdrawal}
		m.Against = rights.AgainstMarketing
		for _, r := range m.Rights {
			m.Outcomes = append(m.Outcomes, rights.Outcome{Right: r, Result: rights.Granted, At: at})
		}
		m.Corrections = []mail.Correction{{Name: "Telefon", State: rights.Accepted}}
		m.Told = []mail.Told{{Name: "Kunden", Customer: "Fjord Eksempel AS", Confirmed: true}, {Name: "Kunden", Customer: "Vidde Eksempel AS"}}
	case outbox.RequestRefused:
		m.Outcomes = []rights.Outcome{
			{Right: gdpr.Access, Result: rights.Withheld, At: at, Ground: "others-rights", Reasons: "Notatet handler mest om to andre."},
			{Right: gdpr.Erasure, Result: rights.Withheld, At: at, Ground: "legal-obligation", Reasons: "Avtalen hører til regnskapet.",
				Kept: []rights.Kept{{Class: "agreement", Ground: "bookkeeping", Article: "17(3)(b)", Until: time.Date(2029, time.June, 30, 22, 0, 0, 0, time.UTC)}}},
		}
	case outbox.RequestExtended:
		m.Deadline = rights.ExtendedAnswer(m.Received, holiday.Norway{})
	case outbox.RequestErasing:
		m.Rights, m.AskedFrom, m.Until, m.Waits = []gdpr.Right{gdpr.Erasure}, "kari@example.no", m.Received.AddDate(0, 0, 2), m.Received.AddDate(0, 0, 30)
	case outbox.RequestRestricted:
		m.Rights = []gdpr.Right{gdpr.Objection}
	case outbox.RequestLifting:
		m.Rights, m.Until = []gdpr.Right{gdpr.Restriction}, m.Received.AddDate(0, 0, 30)
	case outbox.RequestReminder:
		m.DaysLeft = 7
	case outbox.RequestNotice:
		m.Rights, m.Deadline = nil, rights.Deadline{}
		m.Person, m.Customer = "kari@example.org", "Fjord Eksempel AS"
		m.Done = mail.Deeds{Erased: true, Corrected: []string{"Telefon", "Poststed"}, Restricted: true}
	}
	return m
}

// erased is the message of a case that ended in an erasure, whole or in part.
func erased(m mail.Message) mail.Message {
	at := m.Received.AddDate(0, 0, 3)
	m.Rights, m.Told, m.Corrections, m.Against = []gdpr.Right{gdpr.Erasure}, nil, nil, ""
	m.Link, m.Code, m.LinkExpires = "", "", time.Time{}
	m.Keys, m.Certificate = keys, certificate
	m.Erased = &holding.Erasure{
		ID: "5h0q7c2v9x4m1t8d3k6wbzrn0e", Case: m.Case, At: at, Key: true,
		Deleted: []holding.Deleted{
			{Class: "application", Purpose: "later", Received: at, Files: 2}, {Class: "application", Purpose: "later", Received: at},
			{Class: holding.TraceMessage, Received: at},
		},
		Kept: []holding.Kept{{Class: holding.TraceRequest, Ground: holding.GroundRequest, Until: at}},
	}
	o := rights.Outcome{Right: gdpr.Erasure, Result: rights.Granted, At: at}
	if m.Kind == outbox.RequestRefused {
		m.Erased.Kept = append(m.Erased.Kept, holding.Kept{Class: "agreement", Ground: "bookkeeping", Until: at.AddDate(3, 0, 0)})
		o.Result = rights.Partly
	}
	m.Outcomes = []rights.Outcome{o}
	return m
}
