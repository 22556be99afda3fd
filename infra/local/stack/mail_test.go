package stack_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/infra/local/queue"
	"ordholden/infra/local/s3"
	"ordholden/infra/local/smtp"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/inbox"
	"ordholden/internal/inbox/corpus"
	"ordholden/internal/letter"
	"ordholden/internal/outbox"
)

// write sends a mail as any client would, in Norwegian as it is written: not all in ASCII.
func write(t testing.TB, from, to, subject, text string, headers ...string) {
	t.Helper()
	m := "From: Kari Nordmann <" + from + ">\r\nTo: " + to + "\r\nSubject: " + subject + "\r\n" +
		"Message-ID: <" + string(gdpr.NewID()) + "@example.com>\r\nContent-Type: text/plain; charset=utf-8\r\n"
	for i := 0; i+1 < len(headers); i += 2 {
		m += headers[i] + ": " + headers[i+1] + "\r\n"
	}
	send(t, from, to, m+"\r\n"+strings.ReplaceAll(text, "\n", "\r\n")+"\r\n")
}

func send(t testing.TB, from, to, message string) {
	t.Helper()
	if err := smtp.Send(world.Incoming.Addr, from, []string{to}, []byte(message)); err != nil {
		t.Fatal(err)
	}
}

// store is the messages as the staff's side of the system will read them.
func store() dynamo.Messages {
	client := world.Database.Client()
	return dynamo.Messages{Table: &dynamo.Table{
		Client: client, Name: world.MainTable(), Now: time.Now, Keys: &dynamo.Keyring{Client: client, Name: world.KeysTable()},
	}}
}

// messagesFrom is every mail that a controller has registered of a sender.
func messagesFrom(t testing.TB, c gdpr.ControllerID, address string) (found []inbox.Message) {
	t.Helper()
	for _, it := range scan(t, world.MainTable()) {
		id, ok := strings.CutPrefix(it["pk"].(*types.AttributeValueMemberS).Value, string(c)+"#MESSAGE#")
		if !ok || it["sk"].(*types.AttributeValueMemberS).Value != "MESSAGE" {
			continue
		}
		m, err := store().Message(t.Context(), c, gdpr.ID(id))
		if err == nil && slices.Equal(m.Mail.Senders, []gdpr.Private{gdpr.Private(address)}) {
			found = append(found, m)
		}
	}
	return found
}

// registered waits for a sender's mails, so many of them.
func registered(t testing.TB, c gdpr.ControllerID, address string, n int) (found []inbox.Message) {
	t.Helper()
	eventually(t, fmt.Sprint(n, " mails registered"), func() bool {
		found = messagesFrom(t, c, address)
		return len(found) >= n
	})
	if len(found) > n {
		t.Errorf("%d mails are registered, want %d", len(found), n)
	}
	return found
}

// asksByMail follows a mail from the sender's program to the confirmed case.
func asksByMail(t *testing.T, c gdpr.ControllerID, mailbox, subject, said string, asked ...string) {
	t.Helper()
	from := address()
	write(t, from, mailbox, subject, said)
	mail := mailTo(t, from, string(outbox.RequestConfirm))
	if mail.From != mailbox || mail.Headers.Get("Auto-Submitted") != "auto-replied" || !strings.HasPrefix(mail.Headers.Get("In-Reply-To"), "<") {
		t.Errorf("answered from %s: %v", mail.From, mail.Headers)
	}
	for _, word := range strings.Fields(said) {
		if len(word) > 12 && strings.Contains(mail.Text, word) {
			t.Errorf("the answer quotes %q", word)
		}
	}
	p := proofIn(t, mail)
	opened := postJSON(t, "/v1/"+string(c)+"/requests/confirmation", p.with("confirm")).want(t, http.StatusOK)
	if opened.field(t, "state") != "open" || opened.field(t, "rights") != fmt.Sprint(asked) {
		t.Errorf("confirmed: %s", opened.body)
	}
	follow := proofIn(t, mailTo(t, from, string(outbox.RequestOpen)))
	status := postJSON(t, "/v1/"+string(c)+"/requests/status", follow.with("")).want(t, http.StatusOK)
	if status.field(t, "case") != p.id || !strings.Contains(status.body, `"one-month"`) {
		t.Errorf("status: %s", status.body)
	}
	if got := registered(t, c, from, 1)[0]; string(got.Case) != p.id {
		t.Errorf("registered in %s, confirmed %s", got.Case, p.id)
	}
}

func TestM1_AMailToAhoyBecomesARequestAndIsConfirmed(t *testing.T) {
	asksByMail(t, "mojob", "ahoy@mojob.io", "Innsyn", "Hei!\n\nJeg vil gjerne ha innsyn i opplysningene dere har lagret om meg.\n\nMvh Kari", "access")
	asksByMail(t, "mojob", "ahoy@mojob.io", "My data", "Hello,\n\nplease send me a copy of all personal data you hold about me.\n\nKari", "access")
	asksByMail(t, "mojob", "ahoy@mojob.io", "Feil i profilen",
		"Hei,\n\ndet står feil etternavn på profilen min. Kan dere rette det? Jeg protesterer også mot at dere sender meg markedsføring.\n\nKari", "rectification", "objection")
}

func TestM7_ANoteToAhoyStartsAnErasureThatItsSenderConfirms(t *testing.T) {
	asksByMail(t, "mojob", "ahoy@mojob.io", "Sletting", "Slett profilen min, takk.\n\nKari", "erasure")
	asksByMail(t, "mojob", "ahoy@mojob.io", "Sletting", "Hei.\nEg vil at de slettar alt de har lagra om meg.\nHelsing Kari", "erasure")
}

func TestM7_WhatIsNoWishForErasureStartsNone(t *testing.T) {
	for _, said := range []string{
		"Ikke slett profilen min! Jeg vil beholde den.", "Hvor lenge går det før dere sletter søknader?",
		"Kan dere slette annonsen for stillingen som kokk? Den er besatt.",
	} {
		from := address()
		write(t, from, "ahoy@mojob.io", "Spørsmål om sletting", said)
		if m := registered(t, "mojob", from, 1)[0]; len(m.Reading.Rights) > 0 {
			t.Errorf("%q is taken for %v", said, m.Reading.Rights)
		}
		mail := mailTo(t, from, string(outbox.RequestReceived))
		if strings.Contains(mail.Text, "/confirm#") {
			t.Errorf("%q is answered by a link to confirm", said)
		}
	}
}

func TestT11_ApplicantsAskForAccessAndErasureByMail(t *testing.T) {
	asksByMail(t, "tretoen", "post@321.no", "Søknaden min",
		"Hei! Jeg søkte jobb hos dere i vår. Kan dere sende meg en kopi av det dere har lagret om meg?\nHilsen Kari", "access")
	asksByMail(t, "tretoen", "post@321.no", "Slett søknaden min", "Hei, vennligst slett CV-en og søknaden min.\nKari", "erasure")
}

func TestT16_AMailToPostBecomesARequestAndIsConfirmed(t *testing.T) {
	asksByMail(t, "tretoen", "post@321.no", "Begrensing", "Hei, eg krev at de avgrensar behandlinga av opplysningane mine.\nKari", "restriction")
	asksByMail(t, "tretoen", "post@321.no", "Samtykke", "Hei, jeg trekker samtykket mitt tilbake.\nKari", "withdrawal")
}

func TestReplyJoinsItsCase(t *testing.T) {
	from := address()
	write(t, from, "ahoy@mojob.io", "Innsyn", "Jeg vil ha innsyn i opplysningene mine.")
	asked := mailTo(t, from, "request-confirm")
	p := proofIn(t, asked)
	postJSON(t, "/v1/mojob/requests/confirmation", p.with("confirm")).want(t, http.StatusOK)
	opened := mailTo(t, from, "request-open")
	for n, headers := range [][]string{
		{"In-Reply-To", opened.Headers.Get("Message-Id")},
		{"References", "<x@example.com> " + asked.Headers.Get("References") + " <y@example.com>"},
		{},
	} {
		subject := "SV: noe annet"
		if len(headers) == 0 {
			subject = "SV: " + asked.Subject
		}
		write(t, from, "ahoy@mojob.io", subject, "Takk for svaret, jeg venter i spenning.", headers...)
		for _, m := range registered(t, "mojob", from, n+2) {
			if string(m.Case) != p.id {
				t.Errorf("%v: registered in %s, not %s (withheld %q)", headers, m.Case, p.id, m.Reading.Withheld)
			}
		}
	}
	status := postJSON(t, "/v1/mojob/requests/status", proofIn(t, opened).with("")).want(t, http.StatusOK)
	if n := strings.Count(status.body, `"write"`); n != 3 {
		t.Errorf("%d mails in the history: %s", n, status.body)
	}
}

func TestReplyIsAcknowledgedToWhoIsTrustedOnly(t *testing.T) {
	ask := func() (from string, p proof) {
		from = address()
		postJSON(t, "/v1/mojob/requests", map[string]any{"email": from, "rights": []string{"access"}}).want(t, http.StatusAccepted)
		p = proofIn(t, mailTo(t, from, "request-confirm"))
		postJSON(t, "/v1/mojob/requests/confirmation", p.with("confirm")).want(t, http.StatusOK)
		return from, p
	}
	trusted, p := ask()
	write(t, trusted, "ahoy@mojob.io", "Sak "+gdpr.ID(p.id).Grouped(), "Her er adressen min fra 2020.")
	m := registered(t, "mojob", trusted, 1)[0]
	added := mailTo(t, trusted, "request-added-"+string(m.ID))
	if m.Trust != inbox.Trusted || !strings.Contains(added.Text, gdpr.ID(p.id).Grouped()) {
		t.Errorf("%s: %s", m.Trust, added.Text)
	}
	doubted, q := ask()
	world.Incoming.SetVerdicts(func(from string) smtp.Verdicts {
		if from == doubted {
			return smtp.Verdicts{DMARC: "FAIL"}
		}
		return smtp.Verdicts{}
	})
	t.Cleanup(func() { world.Incoming.SetVerdicts(nil) })
	// Headers that claim to be the receiving server's change nothing.
	write(t, doubted, "ahoy@mojob.io", "Sak "+gdpr.ID(q.id).Grouped(), "Her er adressen min fra 2020.",
		"Authentication-Results", "amazonses.com; dmarc=pass; spf=pass; dkim=pass", "X-SES-Spam-Verdict", "PASS")
	if m := registered(t, "mojob", doubted, 1)[0]; string(m.Case) != q.id || m.Trust != inbox.Untrusted || m.Reading.Withheld != inbox.Doubted {
		t.Errorf("%s, withheld by %q", m.Trust, m.Reading.Withheld)
	}
	stranger := address()
	write(t, stranger, "ahoy@mojob.io", "Sak "+gdpr.ID(q.id).Grouped(), "Jeg vet noe om denne saken.")
	if m := registered(t, "mojob", stranger, 1)[0]; string(m.Case) != q.id || m.Reading.Withheld != inbox.OtherAddress {
		t.Errorf("of a stranger: withheld by %q", m.Reading.Withheld)
	}
	write(t, stranger, "ahoy@mojob.io", "Sak "+gdpr.ID(q.id).Grouped(), "Slett alt dere har lagret om meg.")
	for _, m := range registered(t, "mojob", stranger, 2) {
		if len(m.Reading.Rights) > 0 && string(m.Case) == q.id {
			t.Error("a stranger's wish for erasure joined somebody's case")
		}
	}
}

func TestMailDeliveredOftenIsOneCase(t *testing.T) {
	q := inboxQueue(t)
	for _, f := range []queue.Fault{{Kind: queue.Doubled, Times: 3}, {Kind: queue.AnswerLost}} {
		if err := q.Inject(f); err != nil {
			t.Fatal(err)
		}
		from := address()
		write(t, from, "ahoy@mojob.io", "Innsyn", "Jeg vil ha innsyn i opplysningene mine.")
		proofIn(t, mailTo(t, from, "request-confirm"))
		if err := q.Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
		registered(t, "mojob", from, 1)
		if n := len(mailsTo(from)); n != 1 {
			t.Errorf("%s: %d answers", f.Kind, n)
		}
	}
	if left := q.Unused(); len(left) > 0 {
		t.Errorf("faults that nothing met: %v", left)
	}
}

func TestStorageThatFailsDelaysAMailAndLosesNothing(t *testing.T) {
	for _, f := range []s3.Fault{
		{Operation: "GetObject", KeyPrefix: "incoming/", Kind: s3.ServerError}, {Operation: "PutObject", KeyPrefix: "held/", Kind: s3.AnswerLost},
		{Operation: "DeleteObject", KeyPrefix: "incoming/", Kind: s3.SlowDown},
	} {
		const tries = 3 // of the SDK, for one call
		for range tries {
			world.S3.Inject(f)
		}
		from := address()
		write(t, from, "post@321.no", "Innsyn", "Jeg vil ha innsyn i opplysningene mine.")
		proofIn(t, mailTo(t, from, "request-confirm"))
		if err := inboxQueue(t).Settle(t.Context()); err != nil {
			t.Fatal(err)
		}
		m := registered(t, "tretoen", from, 1)[0]
		if _, ok := world.S3.Get(bucket(t), m.Held); !ok || len(mailsTo(from)) != 1 {
			t.Errorf("%s: kept %v, %d answers", f.Operation, ok, len(mailsTo(from)))
		}
	}
	if left := world.S3.Unused(); len(left) > 0 {
		t.Errorf("faults that nothing met: %v", left)
	}
	if keys := world.S3.Keys(bucket(t), "incoming/tretoen/"); len(keys) > 0 {
		t.Errorf("left behind: %v", keys)
	}
}

func TestMailThatNoNoticeToldOfIsFoundByTheSweep(t *testing.T) {
	from := address()
	raw := "From: " + from + "\r\nTo: ahoy@mojob.io\r\nSubject: Innsyn\r\n\r\nJeg vil ha innsyn i opplysningene mine.\r\n"
	key := "incoming/mojob/" + string(gdpr.NewID())
	if err := world.S3.Put(bucket(t), key, s3.Object{Body: []byte(raw), Modified: time.Now().Add(-time.Hour)}); err != nil {
		t.Fatal(err)
	}
	if err := world.Tick(context.Background(), "inbox"); err != nil {
		t.Fatal(err)
	}
	if m := registered(t, "mojob", from, 1)[0]; m.Trust != inbox.Untrusted || time.Since(m.Received) < 50*time.Minute {
		t.Errorf("%s, received %s", m.Trust, m.Received)
	}
	proofIn(t, mailTo(t, from, "request-confirm"))
}

func TestMachinesAreRegisteredAndNotAnswered(t *testing.T) {
	from := address()
	write(t, from, "ahoy@mojob.io", "Fravær: Innsyn", "Jeg er på ferie til 3. august.", "Auto-Submitted", "auto-replied")
	m := registered(t, "mojob", from, 1)[0]
	if m.Reading.Kind != letter.Automatic || m.Reading.Withheld != inbox.AutoSubmitted || m.Answer != "" {
		t.Errorf("%+v", m.Reading)
	}
	if n := len(mailsTo(from)); n != 0 {
		t.Errorf("%d answers", n)
	}
}

// Whatever a mail is made of, it is registered, with its headers where it has some,
// and the mails behind it are too.
func TestH8_HostileMailIsRegisteredAndStopsNothing(t *testing.T) {
	keys := map[string]string{}
	for _, h := range corpus.HostileMails() {
		key := "incoming/mojob/" + string(gdpr.NewID())
		if err := world.S3.Put(bucket(t), key, s3.Object{Body: h.Raw, Modified: time.Now().Add(-time.Hour)}); err != nil {
			t.Fatal(err)
		}
		keys[key] = h.Name
	}
	if err := world.Tick(context.Background(), "inbox"); err != nil {
		t.Fatal(err)
	}
	for key, name := range keys {
		n, _ := inbox.NoticeOf(key)
		m, err := store().Message(t.Context(), "mojob", inbox.MessageID("mojob", n.ID))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if _, waits := world.S3.Get(bucket(t), key); waits {
			t.Errorf("%s still lies there", name)
		}
		if o, ok := world.S3.Get(bucket(t), m.Held); !ok || int64(len(o.Body)) < m.Size {
			t.Errorf("%s is not kept", name)
		}
		if slices.Contains(m.Mail.Faults, inbox.FaultTooLarge) && (m.Mail.Sender() != "kari@example.no" || m.Answer != "") {
			t.Errorf("%s: from %q, answered by %q", name, m.Mail.Sender().Reveal(), m.Answer)
		}
	}
}

func inboxQueue(t testing.TB) *queue.Queue {
	t.Helper()
	for _, q := range world.Queues {
		return q
	}
	t.Fatal("no queue")
	return nil
}

func bucket(t testing.TB) string {
	t.Helper()
	return bucketOf(t, "InboxBucket")
}

func bucketOf(t testing.TB, id string) string {
	t.Helper()
	name, ok := world.Buckets[id]
	if !ok {
		t.Fatalf("no %s among %v", id, world.Buckets)
	}
	return name
}
