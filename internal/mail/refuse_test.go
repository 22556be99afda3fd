package mail_test

import (
	"bytes"
	"fmt"
	netmail "net/mail"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ordholden/internal/gdpr"
	"ordholden/internal/mail"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

func TestWhatCannotBeSentIsRefused(t *testing.T) {
	for _, test := range []struct {
		outcome string
		kind    outbox.Kind
		spoil   func(m *mail.Message)
	}{
		{"no controller", outbox.RequestConfirm, func(m *mail.Message) { m.Controller = nil }},
		{"a controller without a name", outbox.RequestConfirm, func(m *mail.Message) { m.Controller.Name = "" }},
		{"an unknown kind", outbox.RequestConfirm, func(m *mail.Message) { m.Kind = "greeting" }},
		{"an unknown language", outbox.RequestConfirm, func(m *mail.Message) { m.Language = "sv" }},
		{"no date", outbox.RequestConfirm, func(m *mail.Message) { m.Now = time.Time{} }},
		{"no time of receipt", outbox.RequestConfirm, func(m *mail.Message) { m.Received = time.Time{} }},
		{"no recipient", outbox.RequestConfirm, func(m *mail.Message) { m.To = "" }},
		{"two recipients", outbox.RequestConfirm, func(m *mail.Message) { m.To = "kari@example.no, ola@example.no" }},
		{"a recipient with a name", outbox.RequestConfirm, func(m *mail.Message) { m.To = "Kari <kari@example.no>" }},
		{"a recipient that needs SMTPUTF8", outbox.RequestConfirm, func(m *mail.Message) { m.To = "kåre@example.no" }},
		{"no mailbox", outbox.RequestConfirm, func(m *mail.Message) { m.Controller.Mailbox = "" }},
		{"no entry", outbox.RequestConfirm, func(m *mail.Message) { m.Entry = "" }},
		{"an entry that no Message-ID can hold", outbox.RequestConfirm, func(m *mail.Message) { m.Entry = "a@b" }},
		{"no case", outbox.RequestConfirm, func(m *mail.Message) { m.Case = "" }},
		{"a case number as people type it", outbox.RequestConfirm, func(m *mail.Message) { m.Case = gdpr.ID(m.Case.Grouped()) }},
		{"a joined case that is none", outbox.RequestOpen, func(m *mail.Message) { m.Joined = "17" }},
		{"no right", outbox.RequestConfirm, func(m *mail.Message) { m.Rights = nil }},
		{"an unknown right", outbox.RequestCanceled, func(m *mail.Message) { m.Rights = []gdpr.Right{"silence"} }},
		{"no decision", outbox.ConsentGiven, func(m *mail.Message) { m.Decisions = nil }},
		{"an unknown decision", outbox.ConsentGiven, func(m *mail.Message) { m.Decisions[0].Decision = "maybe" }},
		{"an undeclared purpose", outbox.ConsentConfirm, func(m *mail.Message) { m.Decisions[0].Purpose = "profit" }},
		{"no deadline to confirm for", outbox.RequestConfirm, func(m *mail.Message) { m.Deadline = rights.Deadline{} }},
		{"no deadline of what a person reads", outbox.RequestReceived, func(m *mail.Message) { m.Deadline = rights.Deadline{} }},
		{"no deadline", outbox.RequestOpen, func(m *mail.Message) { m.Deadline = rights.Deadline{} }},
		{"no link to confirm by", outbox.RequestConfirm, func(m *mail.Message) { m.Link = "" }},
		{"a receipt that is none", outbox.ConsentGiven, func(m *mail.Message) { *m = receipted(*m); m.Receipt = "{}" }},
		{"a receipt that is to be read nowhere", outbox.ConsentGiven, func(m *mail.Message) { *m = receipted(*m); m.ReceiptAt = "" }},
		{"a receipt of what is not confirmed", outbox.ConsentConfirm, func(m *mail.Message) { *m = receipted(*m) }},
		{"no link to withdraw by", outbox.ConsentGiven, func(m *mail.Message) { m.Link = "" }},
		{"a link that a mail of its kind does not have", outbox.RequestCanceled, func(m *mail.Message) { m.Link = pages }},
		{"a link in what only tells", outbox.RequestAdded, func(m *mail.Message) { m.Link = pages }},
		{"no link to the form", outbox.RequestReceived, func(m *mail.Message) { m.Link = "" }},
		{"a secret in the link to the form", outbox.RequestReceived, func(m *mail.Message) { m.Link += held }},
		{"a secret in the link to a record", outbox.ConsentGiven, func(m *mail.Message) { m.Link += held }},
		{"a code beside the link to the form", outbox.RequestReceived, func(m *mail.Message) { m.Code = code }},
		{"a code that a mail of its kind does not have", outbox.ConsentRestored, func(m *mail.Message) { m.Code = code }},
		{"a link that runs a script", outbox.RequestConfirm, func(m *mail.Message) { m.Link = "javascript:alert(1)" }},
		{"a link without a host", outbox.RequestConfirm, func(m *mail.Message) { m.Link = "https:///confirm" }},
		{"a link with a space", outbox.RequestConfirm, func(m *mail.Message) { m.Link += " x" }},
		{"a link that breaks out of its attribute", outbox.RequestConfirm, func(m *mail.Message) { m.Link += `"><b>` }},
		{"a token in the query, where it is logged", outbox.RequestConfirm, func(m *mail.Message) { m.Link = strings.Replace(m.Link, "#", "?", 1) }},
		{"a password in the link", outbox.RequestConfirm, func(m *mail.Message) { m.Link = strings.Replace(m.Link, "//", "//a:b@", 1) }},
		{"the code in the link", outbox.RequestConfirm, func(m *mail.Message) { m.Link += "&c=" + strings.ToUpper(code) }},
		{"no code to confirm by", outbox.ConsentConfirm, func(m *mail.Message) { m.Code = "" }},
		{"a code that never ends", outbox.ConsentConfirm, func(m *mail.Message) { m.LinkExpires = time.Time{} }},
		{"a code of the wrong length", outbox.RequestOpen, func(m *mail.Message) { m.Code = "7gk2p" }},
		{"an answer to something that is no id", outbox.RequestConfirm, func(m *mail.Message) { m.InReplyTo = "b@example.no" }},
		{"ids with more than a space between", outbox.RequestAdded, func(m *mail.Message) { m.References = "<a@example.no>  <b@example.no>" }},
		{"no address to withdraw by", outbox.ConsentRenew, func(m *mail.Message) { m.Unsubscribe = "" }},
		{"an address to withdraw by that another kind has no use for", outbox.ConsentGiven, func(m *mail.Message) { m.Unsubscribe = pages }},
		{"a withdrawal with something secret", outbox.ConsentRenew, func(m *mail.Message) { m.Unsubscribe += held }},
		{"a withdrawal with a query", outbox.ConsentRenew, func(m *mail.Message) { m.Unsubscribe += "?a=b" }},
		{"a withdrawal by mail", outbox.ConsentRenew, func(m *mail.Message) { m.Unsubscribe = "mailto:post@321.no" }},
		{"two withdrawals", outbox.ConsentRenew, func(m *mail.Message) { m.Unsubscribe += ">,<https://example.com/" }},
		{"no end to ask before", outbox.ConsentRenew, func(m *mail.Message) { m.Until = time.Time{} }},
		{"an end that is not asked about", outbox.ConsentRenewed, func(m *mail.Message) { m.Until = m.Now }},
		{"nothing to keep", outbox.ConsentRenew, func(m *mail.Message) { m.Decisions[0].Decision = gdpr.Refused }},
		{"no link to undo by, and a code", outbox.ConsentWithdrawn, func(m *mail.Message) { m.Link = "" }},
		{"no code to come in by", outbox.AgreementLink, func(m *mail.Message) { m.Code = "" }},
		{"no code to see one's own by", outbox.OwnLink, func(m *mail.Message) { m.Code = "" }},
		{"no copy to fetch", outbox.RequestCopy, func(m *mail.Message) { m.Rights = []gdpr.Right{gdpr.Objection} }},
		{"no code to fetch it by", outbox.RequestCopy, func(m *mail.Message) { m.Code = "" }},
		{"no code to stop an erasure by", outbox.RequestErasing, func(m *mail.Message) { m.Code = "" }},
		{"an erasure without a time", outbox.RequestErasing, func(m *mail.Message) { m.Until = time.Time{} }},
		{"a lifting without a time", outbox.RequestLifting, func(m *mail.Message) { m.Until = time.Time{} }},
		{"a lifting without a reason", outbox.RequestLifting, func(m *mail.Message) { m.Said = "" }},
		{"an extension without reasons", outbox.RequestExtended, func(m *mail.Message) { m.Said = "" }},
		{"an extension without a deadline", outbox.RequestExtended, func(m *mail.Message) { m.Deadline = rights.Deadline{} }},
		{"a question that asks nothing", outbox.RequestIdentity, func(m *mail.Message) { m.Said = "" }},
		{"a refusal of nothing", outbox.RequestRefused, func(m *mail.Message) { m.Outcomes = nil }},
		{"a refusal that grants", outbox.RequestRefused, func(m *mail.Message) { m.Outcomes = []rights.Outcome{{Right: gdpr.Access, Result: rights.Granted}} }},
		{"a refusal without a ground", outbox.RequestRefused, func(m *mail.Message) { m.Outcomes[0].Ground = "" }},
		{"an unknown result", outbox.RequestSettled, func(m *mail.Message) { m.Outcomes[0].Result = "perhaps" }},
		{"an outcome of no right", outbox.RequestSettled, func(m *mail.Message) { m.Outcomes[0].Right = "silence" }},
		{"no outcome", outbox.RequestSettled, func(m *mail.Message) { m.Outcomes = nil }},
		{"an answer that says nothing", outbox.RequestAnswered, func(m *mail.Message) { m.Outcomes, m.Said = nil, "" }},
		{"a certificate that is none", outbox.RequestAnswered, func(m *mail.Message) { *m = erased(*m); m.Certificate += "\r\n" }},
		{"a certificate that nobody can check", outbox.RequestAnswered, func(m *mail.Message) { *m = erased(*m); m.Keys = "" }},
		{"a link to a case that forgets", outbox.RequestAnswered, func(m *mail.Message) { l := m.Link; *m = erased(*m); m.Link = l }},
		{"no link to the form again", outbox.RequestLapsed, func(m *mail.Message) { m.Link = "" }},
		{"a link for staff", outbox.RequestReminder, func(m *mail.Message) { m.Link = pages }},
		{"a reminder without a deadline", outbox.RequestReminder, func(m *mail.Message) { m.Deadline = rights.Deadline{} }},
		{"a notice of nobody", outbox.RequestNotice, func(m *mail.Message) { m.Person = "" }},
		{"a notice of two", outbox.RequestNotice, func(m *mail.Message) { m.Person = "kari@example.no\r\nola@example.no" }},
		{"a notice of nothing", outbox.RequestNotice, func(m *mail.Message) { m.Done = mail.Deeds{} }},
		{"a link for a recipient", outbox.RequestNotice, func(m *mail.Message) { m.Link = pages }},
		{"references too long for a line", outbox.RequestConfirm, func(m *mail.Message) { m.References = "<" + strings.Repeat("a", 990) + "@b>" }},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			m := message(test.kind, gdpr.Bokmal)
			test.spoil(&m)
			raw, err := mail.Compose(m)
			if err == nil || raw != nil {
				t.Fatalf("composed %q", raw)
			}
			for _, private := range []string{"kari", "kåre", token, code} {
				if strings.Contains(strings.ToLower(err.Error()), private) {
					t.Errorf("the error %q quotes %q", err, private)
				}
			}
		})
	}
}

func TestADomainWithNorwegianLettersIsWrittenInASCII(t *testing.T) {
	m := message(outbox.RequestConfirm, gdpr.Bokmal)
	m.To, m.Controller.Mailbox, m.Controller.Name = "kari@blåbær.example", "post@blåbær.example", "Blåbær AS"
	read, err := netmail.ReadMessage(bytes.NewReader(compose(t, m)))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"To":         "<kari@xn--blbr-roah.example>",
		"From":       "=?utf-8?q?Bl=C3=A5b=C3=A6r_AS?= <post@xn--blbr-roah.example>",
		"Message-Id": "<request-confirm." + string(caseID) + "@xn--blbr-roah.example>",
		"References": "<request-confirm." + string(caseID) + "@xn--blbr-roah.example>",
		"X-Loop":     "post@xn--blbr-roah.example",
	} {
		if got := read.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// fields is every text of a message that somebody could put something into, and
// whether it reaches a header.
var fields = []struct {
	name   string
	header bool
	of     func(m *mail.Message) *string
}{
	{"kind", true, func(m *mail.Message) *string { return (*string)(&m.Kind) }},
	{"language", true, func(m *mail.Message) *string { return (*string)(&m.Language) }},
	{"to", true, func(m *mail.Message) *string { return (*string)(&m.To) }},
	{"entry", true, func(m *mail.Message) *string { return &m.Entry }},
	{"case", true, func(m *mail.Message) *string { return (*string)(&m.Case) }},
	{"joined", true, func(m *mail.Message) *string { return (*string)(&m.Joined) }},
	{"in reply to", true, func(m *mail.Message) *string { return &m.InReplyTo }},
	{"references", true, func(m *mail.Message) *string { return &m.References }},
	{"controller's name", true, func(m *mail.Message) *string { return &m.Controller.Name }},
	{"controller's mailbox", true, func(m *mail.Message) *string { return &m.Controller.Mailbox }},
	{"link", true, func(m *mail.Message) *string { return &m.Link }},
	{"unsubscribe", true, func(m *mail.Message) *string { return &m.Unsubscribe }},
	{"code", true, func(m *mail.Message) *string { return &m.Code }},
	{"controller's short name", false, func(m *mail.Message) *string { return &m.Controller.ShortName }},
	{"controller's address", false, func(m *mail.Message) *string { return &m.Controller.PostalAddress }},
	{"controller's number", false, func(m *mail.Message) *string { return &m.Controller.OrganizationNumber }},
	{"authority", false, func(m *mail.Message) *string { return &m.Controller.Authority.Name }},
	{"authority's address", false, func(m *mail.Message) *string { return &m.Controller.Authority.Address }},
	{"contact first", false, func(m *mail.Message) *string { return &m.Controller.Wording.ContactFirst.NB }},
	{"purpose", false, func(m *mail.Message) *string { return &m.Controller.Purposes[0].Name.NB }},
}

func TestNoFieldEverReachesTheHeaderAsALine(t *testing.T) {
	for _, field := range fields {
		t.Run(field.name, rapid.MakeCheck(func(t *rapid.T) {
			m := message(rapid.SampledFrom(kinds).Draw(t, "kind"), gdpr.Bokmal)
			value := field.of(&m)
			at := rapid.IntRange(0, len(*value)).Draw(t, "at")
			injected := rapid.SampledFrom([]string{"\r\n", "\n", "\r", "\x00", "\r\n\r\n"}).Draw(t, "break") +
				rapid.SampledFrom([]string{"", "Bcc: ola@example.no", "Content-Type: text/html", " folded"}).Draw(t, "line")
			*value = (*value)[:at] + injected + (*value)[at:]
			raw, err := mail.Compose(m)
			if field.header && err == nil {
				t.Fatalf("%q was taken", *value)
			}
			if err == nil && !slices.Equal(headers(t, raw), headersOf(m.Kind)) {
				t.Fatalf("headers %q, want %q", headers(t, raw), headersOf(m.Kind))
			}
		}))
	}
}

func TestWhateverStandsInAFieldTheHeaderKeepsItsShape(t *testing.T) {
	for _, field := range fields {
		t.Run(field.name, rapid.MakeCheck(func(t *rapid.T) {
			m := message(rapid.SampledFrom(kinds).Draw(t, "kind"), gdpr.Bokmal)
			*field.of(&m) = rapid.String().Draw(t, "value")
			raw, err := mail.Compose(m)
			if err != nil {
				return
			}
			if got := headers(t, raw); !slices.Equal(got, headersOf(m.Kind)) {
				t.Fatalf("headers %q, want %q", got, headersOf(m.Kind))
			}
		}))
	}
}

// headersOf is the headers of a message of a kind, each once.
func headersOf(k outbox.Kind) []string {
	all := slices.Clone(ordinary)
	if k == outbox.ConsentRenew {
		all = append(all, "List-Unsubscribe", "List-Unsubscribe-Post")
		slices.Sort(all)
	}
	return all
}

// ordinary is the headers of every message, each once.
var ordinary = []string{
	"Auto-Submitted", "Content-Language", "Content-Type", "Date", "From", "Message-Id", "Mime-Version", "References", "Subject", "To",
	"X-Auto-Response-Suppress", "X-Loop",
}

// headers is the names of a message's headers, in order of name, without the one
// that only answers to a mail have.
func headers(t *rapid.T, raw []byte) []string {
	read, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(fmt.Errorf("what was composed cannot be read: %w", err))
	}
	var names []string
	for name, values := range read.Header {
		for range values {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if i := slices.Index(names, "In-Reply-To"); i >= 0 {
		names = slices.Delete(names, i, i+1)
	}
	return names
}

// RFC 8058, 3.1: the two headers, as they are written there.
func TestAMailThatAsksToRenewCanBeRefusedByOneClick(t *testing.T) {
	for _, l := range gdpr.Languages {
		m := message(outbox.ConsentRenew, l)
		read, err := netmail.ReadMessage(bytes.NewReader(compose(t, m)))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := read.Header.Get("List-Unsubscribe"), "<"+m.Unsubscribe+">"; got != want {
			t.Errorf("List-Unsubscribe is %q, want %q", got, want)
		}
		if got := read.Header.Get("List-Unsubscribe-Post"); got != "List-Unsubscribe=One-Click" {
			t.Errorf("List-Unsubscribe-Post is %q", got)
		}
	}
}
