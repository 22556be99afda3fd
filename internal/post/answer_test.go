package post_test

import (
	"fmt"
	"strings"
	"testing"

	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
	"ordholden/internal/thread"
)

// answer is a letter that answers a mail.
func answer(k outbox.Kind, a outbox.Answered) outbox.Letter {
	l := letter("mojob", k, gdpr.Bokmal)
	l.Answers = &a
	return l
}

var answers = []outbox.Kind{outbox.RequestConfirm, outbox.RequestReceived, outbox.RequestAdded}

func TestAnAnswerToAMailStandsInItsThread(t *testing.T) {
	p, server := setUp(t)
	for _, kind := range answers {
		l := answer(kind, outbox.Answered{MessageID: "<b@example.no>", References: "<a@example.no>"})
		m := sent(t, p, server, l)
		for name, want := range map[string]string{
			"In-Reply-To": "<b@example.no>", "Auto-Submitted": "auto-replied", "X-Loop": "ahoy@mojob.io",
			"References": "<a@example.no> <b@example.no> " + thread.ID(string(kind), l.Case, "mojob.io"),
		} {
			if got := m.Headers.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", kind, name, got, want)
			}
		}
	}
}

// What others write into their headers is no reason to leave them without an answer.
func TestAMailIsAnsweredWhateverItsIDsAre(t *testing.T) {
	p, server := setUp(t)
	var long []string
	for i := range 400 {
		long = append(long, fmt.Sprintf("<%d@example.no>", i))
	}
	for outcome, c := range map[string]struct {
		answered   outbox.Answered
		reply      string
		references int
	}{
		"none":               {outbox.Answered{}, "", 1},
		"no id, but a past":  {outbox.Answered{References: "<a@example.no>"}, "", 2},
		"an id and no past":  {outbox.Answered{MessageID: "<b@example.no>"}, "<b@example.no>", 2},
		"a long past":        {outbox.Answered{MessageID: "<b@example.no>", References: strings.Join(long, " ")}, "<b@example.no>", 20},
		"no brackets":        {outbox.Answered{MessageID: "b@example.no", References: "a@example.no <a@example.no>"}, "", 2},
		"a line break":       {outbox.Answered{MessageID: "<b@example.no>\r\nBcc: <ola@example.no>", References: "<a@example.no>\r\nBcc:"}, "", 2},
		"not ASCII":          {outbox.Answered{MessageID: "<blåbær@example.no>"}, "", 1},
		"longer than a line": {outbox.Answered{MessageID: "<" + strings.Repeat("b", 1000) + ">"}, "", 1},
	} {
		for _, kind := range answers {
			m := sent(t, p, server, answer(kind, c.answered))
			references := strings.Fields(m.Headers.Get("References"))
			if got := m.Headers.Get("In-Reply-To"); got != c.reply || len(references) != c.references {
				t.Errorf("%s, %s: in reply to %q, with %d references", outcome, kind, got, len(references))
			}
			if m.Headers.Get("Auto-Submitted") != "auto-replied" || m.Headers.Get("Bcc") != "" {
				t.Errorf("%s, %s: %v", outcome, kind, m.Headers)
			}
		}
	}
}

// By mail we may have misunderstood, and say so; a form says itself what it asks for.
func TestAConfirmationSaysHowTheRequestCame(t *testing.T) {
	p, server := setUp(t)
	byMail := answer(outbox.RequestConfirm, outbox.Answered{})
	gone := letter("mojob", outbox.RequestConfirm, gdpr.Bokmal)
	gone.Request.Channel = rights.ByMail
	byForm := letter("mojob", outbox.RequestConfirm, gdpr.Bokmal)
	byForm.Request.Channel = rights.ByForm
	for outcome, c := range map[string]struct {
		l    outbox.Letter
		mail bool
	}{"a mail": {byMail, true}, "a mail that is gone": {gone, true}, "a form": {byForm, false}} {
		m := sent(t, p, server, c.l)
		if strings.Contains(m.Text, "misforstått") != c.mail || (m.Headers.Get("Auto-Submitted") == "auto-replied") != c.mail {
			t.Errorf("%s: %s\n%s", outcome, m.Headers.Get("Auto-Submitted"), m.Text)
		}
	}
}

// Art. 12(3): one month from receipt, told from the first mail on.
func TestTheDeadlineIsToldBeforeAnybodyConfirms(t *testing.T) {
	p, server := setUp(t)
	for _, kind := range []outbox.Kind{outbox.RequestConfirm, outbox.RequestReceived} {
		for language, want := range map[gdpr.Language]string{
			gdpr.Bokmal: "tirsdag 7. april 2026", gdpr.Nynorsk: "tysdag 7. april 2026", gdpr.English: "Tuesday 7 April 2026",
		} {
			text := strings.Join(strings.Fields(sent(t, p, server, letter("mojob", kind, language)).Text), " ")
			if !strings.Contains(text, want) {
				t.Errorf("%s in %s does not say %s", kind, language, want)
			}
		}
	}
}

// A reply that says yes is no confirmation: the link and the code are.
func TestAReplyToAnUnconfirmedCaseIsToldSo(t *testing.T) {
	p, server := setUp(t)
	for workflow, want := range map[rights.Workflow]bool{
		rights.Waiting: true, rights.Unsorted: false, rights.Open: false, rights.Answered: false, rights.Revoked: false,
	} {
		l := answer(outbox.RequestAdded, outbox.Answered{})
		l.Request.Workflow = workflow
		if m := sent(t, p, server, l); strings.Contains(m.Text, "ikke bekreftet") != want {
			t.Errorf("%s:\n%s", workflow, m.Text)
		}
	}
}

// A mail in which nothing was found names no right, and one that joins a case may.
func TestAnswersToAMailNeedNoRight(t *testing.T) {
	p, server := setUp(t)
	for _, kind := range []outbox.Kind{outbox.RequestReceived, outbox.RequestAdded} {
		l := answer(kind, outbox.Answered{})
		l.Request.Rights, l.Request.Text, l.Request.Name = nil, "hemmelig", "Kari Nordmann"
		if m := sent(t, p, server, l); strings.Contains(string(m.Raw()), "hemmelig") || strings.Contains(string(m.Raw()), "Nordmann") {
			t.Errorf("%s quotes the mail:\n%s", kind, m.Text)
		}
	}
}

func TestSeveralMailsOfACaseAreToldApart(t *testing.T) {
	p, server := setUp(t)
	seen := map[string]bool{}
	for range 3 {
		l := answer(outbox.RequestAdded, outbox.Answered{MessageID: "<b@example.no>"})
		l.Case, l.Request.ID = "4xk2m9q7tbv0hc8e5ndw3gyr1c", "4xk2m9q7tbv0hc8e5ndw3gyr1c"
		l.Entry.Entry += "-" + string(gdpr.NewID())
		references := strings.Fields(sent(t, p, server, l).Headers.Get("References"))
		own := references[len(references)-1]
		if c, ok := thread.CaseIn(own); seen[own] || !ok || c != l.Case {
			t.Errorf("%s leads to %s", own, c)
		}
		seen[own] = true
	}
}
