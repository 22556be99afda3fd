package dynamo_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ordholden/infra/controllers"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/inbox"
	"ordholden/internal/letter"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

func (b bench) messages() dynamo.Messages { return dynamo.Messages{Table: b.table} }

// wrote is a mail that asks for some rights, or for nothing, as the desk would have
// it stored: with an answer, in a case of its own.
func (b bench) wrote(sesID string, from gdpr.Private, asked ...gdpr.Right) inbox.Entry {
	b.t.Helper()
	who := must[inbox.Correspondent](b.t)(b.messages().Correspondent(b.t.Context(), mojob, from))
	now := b.clock.Now()
	m := inbox.Message{
		ID: inbox.MessageID(mojob, sesID), Controller: mojob, Received: now, Trust: inbox.Untrusted, Held: "held/x", Size: 812,
		Reading: inbox.Reading{Finding: letter.Finding{
			Kind: letter.Request, Rights: asked, Language: gdpr.Nynorsk,
			Evidence: []letter.Evidence{{Rule: "words", Right: gdpr.Erasure, Phrase: "slett alt om meg"}},
		}},
		Mail: inbox.Mail{
			Senders: []gdpr.Private{from}, Name: "Kari Nordmann", To: []gdpr.Private{"ahoy@mojob.io"}, Subject: "Sletting",
			MessageID: "<1@example.no>", References: []string{"<0@example.no>", "<00@example.no>"},
			Text: "Slett alt om meg.\n\n> \"Hei\" <b>", Own: "Slett alt om meg.", Faults: []inbox.Fault{inbox.FaultTextCut},
			Headers:     inbox.Headers{"x-mailer": {"Post 1", "Post 2"}},
			Attachments: []inbox.Attachment{{Name: "søknad.pdf", Type: "application/pdf", Size: 3, Digest: "sha256:00"}},
		},
	}
	on, kind := rights.Receive, outbox.RequestConfirm
	if len(asked) == 0 {
		on, kind = rights.SetAside, outbox.RequestReceived
	}
	d, _ := controllers.Registry().Current(mojob)
	r := must[rights.Request](b.t)(rights.Draft(d, rights.Intake{
		Address: from, Name: m.Mail.Name, Rights: asked, Text: m.Mail.Own, Language: gdpr.Nynorsk, Channel: rights.ByMail,
	}, on, now, now))
	r.ID = gdpr.DeriveID("case of message", string(who.Subject), sesID)
	m.Case, m.Answer, m.Expires = r.ID, kind, r.Expires
	return inbox.Entry{
		Message: m, From: who, Request: r, Quiet: now.Add(24 * time.Hour),
		Mail: &outbox.Order{Entry: string(kind), Kind: kind, At: now, Answers: m.ID},
	}
}

// reply is a mail that joins a case, with an answer or without.
func (b bench) reply(sesID string, from gdpr.Private, to rights.Request, answered bool) inbox.Entry {
	b.t.Helper()
	e := b.wrote(sesID, from)
	e.Joins, e.Request = true, to
	e.Message.Case, e.Message.Expires, e.Message.Answer = to.ID, to.Expires, ""
	e.Mail = nil
	if answered {
		e.Mail = &outbox.Order{
			Entry: "request-added-" + string(e.Message.ID), Kind: outbox.RequestAdded, At: b.clock.Now(), Answers: e.Message.ID,
		}
	}
	return e
}

func (b bench) registered(e inbox.Entry) inbox.Entry {
	b.t.Helper()
	if err := b.messages().Register(b.t.Context(), e); err != nil {
		b.t.Fatal(err)
	}
	return e
}

// held is a case as it lies there.
func (b bench) held(id gdpr.ID) rights.Request {
	b.t.Helper()
	return must[rights.Request](b.t)(b.messages().Answered(b.t.Context(), mojob, inbox.Named{Cases: []gdpr.ID{id}}))
}

func TestAMailIsReadAsItWasRegistered(t *testing.T) {
	b := setUp(t)
	e := b.registered(b.wrote("ses1", kari, gdpr.Erasure))
	got := must[inbox.Message](t)(b.messages().Message(t.Context(), mojob, e.Message.ID))
	// cmp would show private values alike.
	plain := cmp.Transformer("reveal", func(p gdpr.Private) string { return p.Reveal() })
	if d := cmp.Diff(e.Message, got, plain, cmpopts.EquateEmpty()); d != "" {
		t.Error(d)
	}
	want := "1 CASE CASE\n1 CASE EVENT#receive\n1 CASE MAIL#request-confirm\n1 CASE MESSAGE\n1 CASE TERM\n1 COUNTER QUIET\n1 MESSAGE MESSAGE\n1 MESSAGE TERM\n2 SUBJECT HELD"
	if d := cmp.Diff(want, b.shape()); d != "" {
		t.Error(d)
	}
	r := b.held(e.Message.Case)
	if r.Workflow != rights.Waiting || r.Channel != rights.ByMail || r.Address != kari || r.Subject != e.From.Subject || r.Said == "" {
		t.Errorf("%+v", r)
	}
}

func TestAMailIsRegisteredOnceHoweverOftenItComes(t *testing.T) {
	b := setUp(t)
	e := b.registered(b.wrote("ses1", kari, gdpr.Erasure))
	before := b.stored()
	b.clock.advance(48 * time.Hour) // the sender may have an answer again
	b.registered(e)
	late := b.wrote("ses1", kari) // and it may be read otherwise by then
	b.registered(late)
	b.registered(b.reply("ses1", kari, b.held(e.Message.Case), true))
	if d := cmp.Diff(before, b.stored()); d != "" {
		t.Errorf("something changed:\n%s", d)
	}
	if done := must[bool](t)(b.messages().Registered(t.Context(), mojob, e.Message.ID)); !done {
		t.Error("it is not known as registered")
	}
	for c, id := range map[gdpr.ControllerID]gdpr.ID{tretoen: e.Message.ID, mojob: inbox.MessageID(mojob, "ses2")} {
		if done := must[bool](t)(b.messages().Registered(t.Context(), c, id)); done {
			t.Errorf("%s of %s is known as registered", id, c)
		}
	}
}

func TestASenderHasOneAnswerADay(t *testing.T) {
	b := setUp(t)
	b.registered(b.wrote("ses1", kari, gdpr.Erasure))
	second := b.wrote("ses2", kari, gdpr.Access)
	for _, later := range []time.Duration{0, 23*time.Hour + 59*time.Minute} {
		b.clock.advance(later)
		if err := b.messages().Register(t.Context(), second); !errors.Is(err, inbox.ErrQuiet) {
			t.Errorf("after %s: %v", later, err)
		}
	}
	if strings.Contains(b.shape(), "2 CASE CASE") {
		t.Error("something of the refused entry was stored")
	}
	b.registered(b.wrote("ses3", ola, gdpr.Access)) // somebody else
	silent := b.wrote("ses4", kari, gdpr.Access)
	silent.Mail = nil
	b.registered(silent)
	b.clock.advance(time.Minute)
	b.registered(second)
}

func TestAReplyJoinsItsCase(t *testing.T) {
	b := setUp(t)
	r := b.received(mojob, asks(kari, gdpr.Access))
	e := b.registered(b.reply("ses1", kari, r, true))
	l := b.issued(refOf(r, outbox.RequestConfirm))
	held, _, err := b.cases().Open(t.Context(), mojob, byBoth(r.ID, l), rights.ToConfirm)
	if err != nil || len(held.History) != 2 || held.History[1].On != rights.Write {
		t.Errorf("history %v, %v", held.History, err)
	}
	added := must[outbox.Letter](t)(b.mails().Letter(t.Context(), outbox.Ref{Controller: mojob, Case: r.ID, Entry: e.Mail.Entry}))
	want := &outbox.Answered{MessageID: "<1@example.no>", References: "<0@example.no> <00@example.no>"}
	if d := cmp.Diff(want, added.Answers); d != "" || added.To != kari || added.Kind != outbox.RequestAdded {
		t.Errorf("%s to %s\n%s", added.Kind, added.To.Reveal(), d)
	}
}

func TestACaseTakesOnlySoManyMails(t *testing.T) {
	b := setUp(t)
	r := b.received(mojob, asks(kari, gdpr.Access))
	for i := range 25 {
		b.registered(b.reply(fmt.Sprint("ses", i), kari, r, false))
	}
	if err := b.messages().Register(t.Context(), b.reply("one more", kari, r, false)); !errors.Is(err, inbox.ErrClosed) {
		t.Errorf("%v", err)
	}
	// All of it still moves as one.
	l := b.issued(refOf(r, outbox.RequestConfirm))
	must[rights.Case](t)(b.requests.Decide(t.Context(), mojob, byBoth(r.ID, l), rights.Confirmed))
}

func TestACaseThatMovedOrEndedIsNotJoinedAsItStood(t *testing.T) {
	b := setUp(t)
	r := b.received(mojob, asks(kari, gdpr.Access))
	must[rights.Case](t)(b.requests.Decide(t.Context(), mojob, byBoth(r.ID, b.issued(refOf(r, outbox.RequestConfirm))), rights.Confirmed))
	if err := b.messages().Register(t.Context(), b.reply("ses1", kari, r, true)); !errors.Is(err, inbox.ErrClosed) {
		t.Errorf("as it stood before: %v", err)
	}
	now := b.held(r.ID)
	b.registered(b.reply("ses1", kari, now, true))
	waits := b.received(mojob, asks(ola, gdpr.Access))
	b.clock.set(waits.Expires.Time())
	if err := b.messages().Register(t.Context(), b.reply("ses2", ola, waits, true)); !errors.Is(err, inbox.ErrClosed) {
		t.Errorf("as it has ended: %v", err)
	}
}

func TestMailsAreKeptAsLongAsTheirCase(t *testing.T) {
	b := setUp(t)
	e := b.registered(b.wrote("ses1", kari, gdpr.Erasure))
	b.registered(b.reply("ses2", kari, b.held(e.Message.Case), false))
	l := b.issued(refOf(e.Request, outbox.RequestConfirm))
	open := must[rights.Case](t)(b.requests.Decide(t.Context(), mojob, byBoth(e.Message.Case, l), rights.Confirmed))
	items := 0
	for key, it := range b.stored() {
		if kind := strings.Split(key, "#")[1]; kind != "CASE" && kind != "MESSAGE" || strings.Contains(key, " LINK#") {
			continue
		}
		items++
		ends := it["expires"]
		if strings.Contains(key, " TERM#") && it["end"] != float64(0) {
			ends = it["end"]
		}
		if open.Expires != 0 || ends != nil { // it is under way
			t.Errorf("%s ends at %v, the case at %d", key, ends, open.Expires)
		}
	}
	if items != 12 { // a head, two events, two mails, two messages in two items each, three term records
		t.Errorf("%d items", items)
	}
}

func TestAReplyFindsItsCase(t *testing.T) {
	b := setUp(t)
	r := b.received(mojob, asks(kari, gdpr.Access))
	l := must[outbox.Letter](t)(b.mails().Letter(t.Context(), refOf(r, outbox.RequestConfirm)))
	sent := l.Entry
	sent.State, sent.MessageID, sent.Due = outbox.Sent, "0100abc", time.Time{}
	for range 2 { // the answer and the event both bring the id
		if err := b.mails().Settle(t.Context(), l.Entry, sent); err != nil && gdpr.KindOf(err) != gdpr.Conflict {
			t.Fatal(err)
		}
	}
	none := gdpr.NewID()
	for name, test := range map[string]struct {
		c     gdpr.ControllerID
		to    inbox.Named
		found bool
	}{
		"by its number":                {mojob, inbox.Named{Cases: []gdpr.ID{r.ID}}, true},
		"by the first that there is":   {mojob, inbox.Named{Cases: []gdpr.ID{none, r.ID}}, true},
		"by SES's id of our mail":      {mojob, inbox.Named{Mails: []string{"0100xyz", "0100abc"}}, true},
		"not by a number of nothing":   {mojob, inbox.Named{Cases: []gdpr.ID{none}}, false},
		"not by an id of nothing":      {mojob, inbox.Named{Mails: []string{"0100xyz"}}, false},
		"not at the other controller":  {tretoen, inbox.Named{Cases: []gdpr.ID{r.ID}, Mails: []string{"0100abc"}}, false},
		"not where it answers nothing": {mojob, inbox.Named{}, false},
	} {
		got, err := b.messages().Answered(t.Context(), test.c, test.to)
		if test.found && (err != nil || got.ID != r.ID) || !test.found && gdpr.KindOf(err) != gdpr.NotFound {
			t.Errorf("%s: %q, %v", name, got.ID, err)
		}
	}
	b.erase(mojob, r.Subject)
	if _, err := b.messages().Answered(t.Context(), mojob, inbox.Named{Cases: []gdpr.ID{r.ID}}); gdpr.KindOf(err) != gdpr.NotFound {
		t.Errorf("of an erased person: %v", err)
	}
}

func TestAnAddressIsOnFileOnceItsHolderHasConfirmed(t *testing.T) {
	b := setUp(t)
	onFile := func() bool {
		return must[inbox.Correspondent](t)(b.messages().Correspondent(t.Context(), mojob, "KARI@example.no")).OnFile
	}
	r := b.received(mojob, asks(kari, gdpr.Access))
	b.registered(b.wrote("ses1", kari, gdpr.Erasure))
	if onFile() {
		t.Error("on file, and nobody has confirmed anything")
	}
	must[rights.Case](t)(b.requests.Decide(t.Context(), mojob, byBoth(r.ID, b.issued(refOf(r, outbox.RequestConfirm))), rights.Confirmed))
	if !onFile() {
		t.Error("not on file")
	}
	if must[inbox.Correspondent](t)(b.messages().Correspondent(t.Context(), tretoen, kari)).OnFile {
		t.Error("on file at the other controller")
	}
}

func TestAMailTooLargeForAnItemKeepsWhatTheSenderWrote(t *testing.T) {
	b := setUp(t)
	e := b.wrote("ses1", kari, gdpr.Erasure)
	e.Message.Mail.Text = gdpr.Private(strings.Repeat(`"`, inbox.MaxText))
	e.Message.Mail.Own = "Slett alt om meg."
	b.registered(e)
	got := must[inbox.Message](t)(b.messages().Message(t.Context(), mojob, e.Message.ID))
	if got.Mail.Own != e.Message.Mail.Own {
		t.Errorf("%d bytes of own text", len(got.Mail.Own))
	}
	e = b.wrote("ses2", ola, gdpr.Erasure)
	e.Message.Mail.Text, e.Message.Mail.Own = gdpr.Private(strings.Repeat(`"ø`, inbox.MaxText/3)), gdpr.Private(strings.Repeat(`"ø`, inbox.MaxText/3))
	b.registered(e)
	got = must[inbox.Message](t)(b.messages().Message(t.Context(), mojob, e.Message.ID))
	if !strings.HasPrefix(e.Message.Mail.Own.Reveal(), got.Mail.Own.Reveal()) || len(got.Mail.Own) < inbox.MaxText/2 {
		t.Errorf("%d bytes of own text", len(got.Mail.Own))
	}
}

func TestAMailOfAnErasedSenderSaysNothing(t *testing.T) {
	b := setUp(t)
	e := b.registered(b.wrote("ses1", kari, gdpr.Erasure))
	b.erase(mojob, e.From.Subject)
	_, err := b.messages().Message(t.Context(), mojob, e.Message.ID)
	wantKind(t, err, gdpr.NotFound, gdpr.CodeNotFound)
	b.clock.advance(24 * time.Hour)
	b.registered(b.wrote("ses2", kari, gdpr.Erasure)) // the same person comes back
	_, err = b.messages().Message(t.Context(), mojob, e.Message.ID)
	wantKind(t, err, gdpr.NotFound, gdpr.CodeNotFound)
}
