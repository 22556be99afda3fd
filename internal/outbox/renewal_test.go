package outbox_test

import (
	"net/mail"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/infra/local/ses/inbox"
	"ordholden/internal/access"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/outbox"
	"ordholden/internal/renewal"
	"ordholden/internal/retention"
)

const day = 24 * time.Hour

func (b bench) consentDesk() consent.Desk {
	return consent.Desk{Controllers: controllers.Registry(), Dossiers: dynamo.Consents{Table: b.table}, Now: b.clock.Now}
}

// keeps is Kari with a profile and a standing yes to having it kept on, and nothing due.
func (b bench) keeps() (consent.Consent, time.Time) {
	b.t.Helper()
	ctx, desk := b.t.Context(), b.consentDesk()
	d, _ := controllers.Registry().Current(mojob)
	s := consent.Submission{Address: kari, Language: gdpr.English, Mechanism: consent.ByForm}
	notice, _ := d.NoticeFor(controller.Persons, s.Language)
	s.Notice = notice.Digest
	for _, p := range d.Asked(controller.Persons) {
		s.Choices = append(s.Choices, consent.Choice{Purpose: p.ID, Decision: gdpr.Given})
	}
	if _, err := desk.Person(ctx, mojob, s); err != nil {
		b.t.Fatal(err)
	}
	p := read(b.t.(*testing.T), b.newest(outbox.ConsentConfirm))
	given, err := desk.Decide(ctx, mojob, gdpr.Proof{Case: p.Case, Token: p.Token}, consent.Confirm)
	if err != nil {
		b.t.Fatal(err)
	}
	b.clock.advance(firstRetry)
	b.newest(outbox.ConsentGiven)
	now := b.clock.Now().Truncate(time.Millisecond)
	r := holding.Record{
		Ref:     holding.Ref{Controller: mojob, Class: controller.Profiles, Owner: given.Subject},
		Purpose: "recruitment", Version: d.Version, From: now, Received: now, Changed: now, Revision: 1, Language: gdpr.English,
		Term: retention.Term{Due: retention.Expiry(now.AddDate(2, 0, 0).Unix())}, Source: "platform",
	}
	if err := (dynamo.Holdings{Table: b.table}).Put(ctx, r, kari); err != nil {
		b.t.Fatal(err)
	}
	return given, r.Term.Due.Time()
}

// asks is one tick of the clock that asks, and the mail that comes of it.
func (b bench) asks(before string) inbox.Message {
	b.t.Helper()
	k := renewal.Desk{Controllers: controllers.Registry(), Store: dynamo.Renewals{Table: b.table}, Now: b.clock.Now}
	if n, err := k.Sweep(b.t.Context(), mojob); n != 1 || err != nil {
		b.t.Fatalf("asked %d, %v", n, err)
	}
	b.sweep(1)
	m := b.ses.Inbox().Messages()[0]
	if !strings.HasPrefix(m.Tags["mail"], "consent-renew-"+before+"-") {
		b.t.Fatalf("the mail is %s", m.Tags["mail"])
	}
	return m
}

// Promise M6, from end to end: the mail says what is kept, until when, and what silence
// means; its link renews, its one click withdraws, and a day long that can be undone.
func TestM6_WhatTheMailThatAsksHoldsRenewsWithdrawsAndUndoes(t *testing.T) {
	b := setUp(t)
	ctx, desk := t.Context(), b.consentDesk()
	given, end := b.keeps()

	b.clock.advance(end.Add(-30 * day).Sub(b.clock.Now()))
	m := b.asks("30")
	for _, want := range []string{"name, email address and phone number", "we delete all of this", "5 March 2028", "Datatilsynet", "costs you nothing"} {
		if !strings.Contains(strings.Join(strings.Fields(m.Text), " "), want) {
			t.Errorf("the mail does not say %q:\n%s", want, m.Text)
		}
	}
	address := "<https://personvern.example.com/v1/mojob/consents/" + string(given.ID) + "/withdrawal>"
	if h := mail.Header(m.Headers); h.Get("List-Unsubscribe") != address || h.Get("List-Unsubscribe-Post") != "List-Unsubscribe=One-Click" {
		t.Errorf("%q, %q", h.Get("List-Unsubscribe"), h.Get("List-Unsubscribe-Post"))
	}
	p := read(t, m)
	if renewed, err := desk.Decide(ctx, mojob, gdpr.Proof{Case: p.Case, Token: p.Token}, consent.Renew); err != nil || renewed.Renewed.IsZero() {
		t.Fatalf("%v", err)
	}
	b.clock.advance(firstRetry)
	b.sweep(1)
	if m := b.ses.Inbox().Messages()[0]; !strings.HasPrefix(m.Tags["mail"], "consent-renewed-") {
		t.Errorf("after renewing: %s", m.Tags["mail"])
	}

	for range 2 { // withdrawn, undone, and once more: each has its mails
		if _, err := desk.WithdrawPerson(ctx, mojob, given.ID); err != nil {
			t.Fatal(err)
		}
		b.clock.advance(firstRetry)
		b.sweep(1)
		p = read(t, b.ses.Inbox().Messages()[0])
		back, err := desk.Decide(ctx, mojob, gdpr.Proof{Case: p.Case, Code: p.Code}, consent.Restore)
		if err != nil || back.State != consent.Standing {
			t.Fatalf("%s, %v", back.State, err)
		}
		b.clock.advance(firstRetry)
		b.sweep(1)
		if m := b.ses.Inbox().Messages()[0]; !strings.HasPrefix(m.Tags["mail"], "consent-restored-") {
			t.Errorf("after undoing: %s", m.Tags["mail"])
		}
	}
	b.sweep(0)
}

// The mail that waited too long tells of what is no more: it is closed, not sent.
func TestAMailThatAsksIsNotSentOnceThePersonHasAnswered(t *testing.T) {
	b := setUp(t)
	given, end := b.keeps()
	b.clock.advance(end.Add(-30 * day).Sub(b.clock.Now()))
	k := renewal.Desk{Controllers: controllers.Registry(), Store: dynamo.Renewals{Table: b.table}, Now: b.clock.Now}
	if n, err := k.Sweep(t.Context(), mojob); n != 1 || err != nil {
		t.Fatalf("asked %d, %v", n, err)
	}
	if _, err := b.consentDesk().WithdrawPerson(t.Context(), mojob, given.ID); err != nil {
		t.Fatal(err)
	}
	b.sweep(2) // the question, and the confirmation of the withdrawal
	r := outbox.Ref{Controller: mojob, Case: given.ID, Entry: "consent-renew-30-" + end.Format("20060102")}
	b.want(r, outbox.Failed, 0)
	b.want(outbox.Ref{Controller: mojob, Case: given.ID, Entry: "consent-withdrawn"}, outbox.Sent, 1)
}

// Promise T4, and threat H6: the way in goes to whoever has the address, and anybody
// who asks in their name sends them no more than three mails an hour.
func TestTheWayInIsMailedWithinTheCaps(t *testing.T) {
	b := setUp(t)
	doors := dynamo.Doors{Table: b.table}
	for range 20 {
		if err := doors.Ask(t.Context(), tretoen, access.ToAgreements, kari, gdpr.English, ""); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.courier().Sweep(t.Context(), tretoen); err != nil {
		t.Fatal(err)
	}
	all := b.ses.Inbox().Messages()
	if len(all) != 3 {
		t.Fatalf("%d mails", len(all))
	}
	p := read(t, all[0])
	who, err := doors.Enter(t.Context(), tretoen, access.ToAgreements, p)
	if err != nil || who.Contact == "" {
		t.Errorf("%+v, %v", who, err)
	}
	if strings.Contains(all[0].Text, kari.Reveal()) {
		t.Error("the mail quotes the address")
	}
}
