package stack_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/infra/local/ses"
	"ordholden/infra/local/ses/inbox"
	"ordholden/internal/gdpr"
)

type inboxMessage = inbox.Message

func TestMailThatCannotBeSentNowIsSentLater(t *testing.T) {
	for _, kind := range []ses.Kind{ses.Throttling, ses.ServerError, ses.Refused} {
		t.Run(string(kind), func(t *testing.T) {
			to := address()
			inject(t, ses.Fault{Kind: kind})
			postJSON(t, "/v1/mojob/requests", map[string]any{"email": to, "rights": []string{"access"}}).want(t, http.StatusAccepted)
			eventually(t, "mail after "+string(kind), func() bool {
				if err := world.Tick(context.Background(), "clock"); err != nil {
					t.Fatal(err)
				}
				return len(mailsTo(to)) > 0
			})
			p := proofIn(t, mailsTo(to)[0])
			postJSON(t, "/v1/mojob/requests/confirmation", p.with("confirm")).want(t, http.StatusOK)
			if n := len(mailsTo(to)); n > 2 {
				t.Errorf("%d mails", n)
			}
		})
	}
	if left := world.Mail.Unused(); len(left) > 0 {
		t.Errorf("faults that nothing met: %v", left)
	}
}

func TestMailThatWasTakenWithoutAnAnswerIsNotSentAgain(t *testing.T) {
	to := address()
	inject(t, ses.Fault{Kind: ses.AcceptedLost})
	postJSON(t, "/v1/mojob/requests", map[string]any{"email": to, "rights": []string{"access"}}).want(t, http.StatusAccepted)
	p := proofIn(t, mailTo(t, to, "request-confirm"))
	for range 3 {
		if err := world.Tick(context.Background(), "clock"); err != nil {
			t.Fatal(err)
		}
	}
	postJSON(t, "/v1/mojob/requests/confirmation", p.with("confirm")).want(t, http.StatusOK)
	mailTo(t, to, "request-open")
	if n := len(mailsTo(to)); n != 2 {
		t.Errorf("%d mails", n)
	}
}

func TestDatabaseThatIsDownIsSaidAndNothingIsHalfWritten(t *testing.T) {
	const tries = 3 // of the SDK, for one call
	visitor := gdpr.NewID()
	for range tries {
		world.database.Inject(faulty.Fault{Operation: "PutItem", Kind: faulty.Refused})
	}
	down := postJSON(t, "/v1/mojob/consents", visitorConsent(t, "mojob", visitor, "given")).want(t, http.StatusServiceUnavailable)
	if down.header.Get("Retry-After") == "" || down.field(t, "code") != "unavailable" || !strings.HasPrefix(down.field(t, "instance"), "urn:uuid:") {
		t.Errorf("answer: %v %s", down.header, down.body)
	}
	history := do(t, "GET", "/v1/mojob/visitors/"+string(visitor)+"/consents", "", "").want(t, http.StatusOK)
	if history.body != "{\"consents\":[]}\n" {
		t.Errorf("something was written: %s", history.body)
	}
	to := address()
	for range tries {
		world.database.Inject(faulty.Fault{Operation: "TransactWriteItems", Kind: faulty.ServerError})
	}
	postJSON(t, "/v1/mojob/requests", map[string]any{"email": to, "rights": []string{"access"}}).want(t, http.StatusServiceUnavailable)
	if left := world.database.Unused(); len(left) > 0 {
		t.Errorf("faults that nothing met: %v", left)
	}
	// The same again, and it goes through once.
	postJSON(t, "/v1/mojob/requests", map[string]any{"email": to, "rights": []string{"access"}}).want(t, http.StatusAccepted)
	mailTo(t, to, "request-confirm")
	if n := len(mailsTo(to)); n != 1 {
		t.Errorf("%d mails", n)
	}
}

func TestLostAnswerOfTheDatabaseIsNotASecondRecord(t *testing.T) {
	visitor := gdpr.NewID()
	world.database.Inject(faulty.Fault{Operation: "PutItem", Kind: faulty.AnswerLost})
	first := postJSON(t, "/v1/mojob/consents", visitorConsent(t, "mojob", visitor, "given")).want(t, http.StatusCreated)
	shown := do(t, "GET", first.header.Get("Location"), "", "").want(t, http.StatusOK)
	if shown.body != first.body {
		t.Errorf("recorded %s, answered %s", shown.body, first.body)
	}
}

func TestExpiredItemIsNotServedAndIsDeleted(t *testing.T) {
	visitor := gdpr.NewID()
	a := postJSON(t, "/v1/mojob/consents", visitorConsent(t, "mojob", visitor, "given")).want(t, http.StatusCreated)
	expire(t, "mojob#VISITOR#"+string(visitor))
	do(t, "GET", a.header.Get("Location"), "", "").want(t, http.StatusNotFound)
	eventually(t, "deletion by time to live", func() bool { return len(itemsOf(t, "mojob#VISITOR#"+string(visitor))) == 0 })
}
