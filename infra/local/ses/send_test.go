package ses_test

import (
	"errors"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ses"
	"github.com/aws/aws-sdk-go-v2/service/ses/types"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"
	gomail "github.com/wneessen/go-mail"

	"ordholden/infra/local/ses"
)

func TestAcceptedMailIsInTheInboxAsItWasSent(t *testing.T) {
	d := start(t, ses.Config{})
	id := d.mustSend(input(crlf(sound)))
	if !regexp.MustCompile(`^0110[0-9a-f]{12}-[0-9a-f-]{36}-000000$`).MatchString(id) {
		t.Errorf("message id %s", id)
	}
	m, found := d.Inbox().Message(id)
	if !found {
		t.Fatal("not in the inbox")
	}
	if m.From != "ahoy@mojob.io" || m.To != "kari@example.no" || m.Subject != "Bekreft ønsket" {
		t.Errorf("from %q to %q about %q", m.From, m.To, m.Subject)
	}
	if want := "Koden er K7M2QX. Åpne https://desk.example.com/r#t=abc."; strings.TrimSpace(m.Text) != want {
		t.Errorf("text %q", m.Text)
	}
	if !strings.Contains(m.HTML, "<b>K7M2QX</b>") {
		t.Errorf("HTML %q", m.HTML)
	}
	if want := map[string]string{"controller": "mojob", "case": "c-1", "mail": "confirm"}; !cmp.Equal(m.Tags, want) {
		t.Error(cmp.Diff(want, m.Tags))
	}
	if m.ConfigurationSet != "mail" {
		t.Errorf("configuration set %q", m.ConfigurationSet)
	}
	for name, want := range map[string]string{
		"Message-ID":               "<" + id + "@eu-north-1.amazonses.com>",
		"X-Original-Message-ID":    "<outbox-1@mojob.io>",
		"Date":                     "Sat, 21 Nov 2026 12:00:00 +0000",
		"X-Auto-Response-Suppress": "All",
	} {
		if got := m.Headers.Get(name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	if n := len(m.Headers["Message-Id"]); n != 1 {
		t.Errorf("%d Message-IDs", n)
	}
	if broken := d.Accusations(); len(broken) != 0 {
		t.Errorf("accused of %q", broken)
	}
}

func TestAMailComposedByTheLibraryIsTaken(t *testing.T) {
	d := start(t, ses.Config{})
	m := gomail.NewMsg()
	if err := errors.Join(m.FromFormat("321 på Hamar", "post@321.no"), m.To("kari@example.no")); err != nil {
		t.Fatal(err)
	}
	m.Subject("Vi har fått ønsket ditt")
	m.SetMessageIDWithValue("outbox-1@321.no")
	m.SetGenHeader("References", "<outbox-1@321.no>")
	m.SetGenHeader("X-Loop", "post@321.no")
	m.SetDate()
	m.SetGenHeader("Auto-Submitted", "auto-replied")
	m.SetGenHeader("X-Auto-Response-Suppress", "All")
	m.SetBodyString(gomail.TypeTextPlain, "Hei.\n\n"+strings.Repeat("En ganske lang linje med æøå. ", 60))
	m.AddAlternativeString(gomail.TypeTextHTML, "<p>Hei.</p>")
	var raw strings.Builder
	if _, err := m.WriteTo(&raw); err != nil {
		t.Fatal(err)
	}
	in := input([]byte(raw.String()))
	in.Source = nil
	got, _ := d.Inbox().Message(d.mustSend(in))
	if got.From != "post@321.no" || got.Subject != "Vi har fått ønsket ditt" || !strings.HasPrefix(got.Text, "Hei.\n\nEn ganske") {
		t.Errorf("%+v", got)
	}
	if broken := d.Accusations(); len(broken) != 0 {
		t.Errorf("accused of %q", broken)
	}
}

// What SES refuses, with the code that it refuses it with. Nothing of it reaches the inbox.
func TestRefusals(t *testing.T) {
	d := start(t, ses.Config{})
	tag := func(name, value string) func(*sdk.SendRawEmailInput) {
		return func(in *sdk.SendRawEmailInput) {
			in.Tags = append(in.Tags, types.MessageTag{Name: aws.String(name), Value: aws.String(value)})
		}
	}
	raw := func(text []byte) func(*sdk.SendRawEmailInput) {
		return func(in *sdk.SendRawEmailInput) { in.RawMessage.Data = text }
	}
	to := func(list ...string) func(*sdk.SendRawEmailInput) {
		return func(in *sdk.SendRawEmailInput) { in.Destinations = list }
	}
	const unverified = "Email address is not verified. The following identities failed the check in region EU-NORTH-1: "
	tests := []struct {
		outcome string
		change  func(*sdk.SendRawEmailInput)
		code    string
		says    string
	}{
		{"unverified From", raw(change("ahoy@mojob.io", "eve@example.com")), "MessageRejected", unverified + "eve@example.com"},
		{"unverified Source", func(in *sdk.SendRawEmailInput) { in.Source = aws.String("eve@example.com") }, "MessageRejected", unverified + "eve@example.com"},
		{"unverified Sender", raw(change("To:", "Sender: eve@example.com\nTo:")), "MessageRejected", unverified + "eve@example.com"},
		{"one of two in From unverified", raw(change("<ahoy@mojob.io>", "<ahoy@mojob.io>, eve@example.com")), "MessageRejected", unverified + "eve@example.com"},
		{"another address of a verified address' domain", raw(change("ahoy@", "other@")), "MessageRejected", unverified + "other@mojob.io"},
		{"a domain that ends like a verified one", raw(change("ahoy@mojob.io", "post@evildesk.test")), "MessageRejected", "post@evildesk.test"},
		{"unknown configuration set", func(in *sdk.SendRawEmailInput) { in.ConfigurationSetName = aws.String("other") }, "ConfigurationSetDoesNotExist", "Configuration set <other> does not exist."},
		{"no From", raw(change("From: Mojob <ahoy@mojob.io>\n", "")), "InvalidParameterValue", "Missing required header 'From'."},
		{"two Subjects", raw(change("Date:", "Subject: again\nDate:")), "InvalidParameterValue", "Duplicate header 'Subject'."},
		{"From that is no address", raw(change("Mojob <ahoy@mojob.io>", "Mojob")), "InvalidParameterValue", "Header 'From'"},
		{"no colon", raw(change("Date:", "Date")), "InvalidParameterValue", "is no header"},
		{"space before the colon", raw(change("Date:", "Date :")), "InvalidParameterValue", "is no header"},
		{"header in UTF-8", raw(change("Mojob", "Måjob")), "InvalidParameterValue", "outside ASCII"},
		{"continuation first", raw(crlf(" x\n" + sound)), "InvalidParameterValue", "continuation"},
		{"line of spaces in the header", raw(change("Date:", "  \nDate:")), "InvalidParameterValue", "white space"},
		{"no body", raw([]byte("From: ahoy@mojob.io\r\n")), "InvalidParameterValue", "does not end"},
		{"LF alone", raw([]byte(sound)), "InvalidParameterValue", "LF without CR"},
		{"CR alone", raw(change("Koden", "Kod\ren")), "InvalidParameterValue", "CR without LF"},
		{"CR at the end", raw(append(crlf(sound), '\r')), "InvalidParameterValue", "CR without LF"},
		{"NUL", raw(change("Koden", "Kod\x00en")), "InvalidParameterValue", "NUL"},
		{"a line of 999", raw(change("Koden", strings.Repeat("x", 999)+"\n")), "InvalidParameterValue", "longer than 998"},
		{"too large", raw(append(crlf(sound), []byte(strings.Repeat(strings.Repeat("x", 996)+"\r\n", 11<<10))...)), "InvalidParameterValue", "Message length is more than 10485760 bytes long"},
		{"nested without end", raw(crlf(sound + strings.Repeat("--b\nContent-Type: multipart/mixed; boundary=b\n\n", 20))), "InvalidParameterValue", "21 multiparts"},
		{"tag with a space in its value", tag("name", "a b"), "InvalidParameterValue", "Invalid tag value"},
		{"tag with a dot in its name", tag("na.me", "a"), "InvalidParameterValue", "Invalid tag name"},
		{"tag twice", tag("case", "c-2"), "InvalidParameterValue", "Duplicate tag name"},
		{"two destinations", to("kari@example.no", "ola@example.no"), "InvalidParameterValue", "exactly one destination, not 2"},
		{"two destinations in one", to("kari@example.no, ola@example.no"), "InvalidParameterValue", "exactly one destination, not 2"},
		{"destination that is no address", to("kari"), "InvalidParameterValue", "is no address"},
		{"destination with æ", to("kari@blåbær.example"), "InvalidParameterValue", "Punycode"},
		{"two in To and no destination", func(in *sdk.SendRawEmailInput) {
			in.Destinations, in.RawMessage.Data = nil, change("kari@example.no", "kari@example.no, ola@example.no")
		}, "InvalidParameterValue", "exactly one destination, not 2"},
	}
	for _, tt := range tests {
		t.Run(tt.outcome, func(t *testing.T) {
			in := input(crlf(sound))
			tt.change(in)
			_, err := d.client.SendRawEmail(t.Context(), in)
			api, ok := errors.AsType[smithy.APIError](err)
			if !ok || api.ErrorCode() != tt.code || !strings.Contains(api.ErrorMessage(), tt.says) {
				t.Errorf("got %v, wanted %s: %s", err, tt.code, tt.says)
			}
			if n := len(d.Inbox().Messages()); n != 0 {
				t.Errorf("%d messages in the inbox", n)
			}
		})
	}
}

func TestTypedErrorsReachTheClient(t *testing.T) {
	d := start(t, ses.Config{})
	in := input(change("ahoy@mojob.io", "eve@example.com"))
	if _, err := d.send(in); !is[*types.MessageRejected](err) {
		t.Errorf("unverified: %v", err)
	}
	in = input(crlf(sound))
	in.ConfigurationSetName = aws.String("other")
	if _, err := d.send(in); !is[*types.ConfigurationSetDoesNotExistException](err) {
		t.Errorf("unknown set: %v", err)
	}
}

func is[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

// What SES takes but we do not send is accepted, and held against the caller.
func TestHouseRules(t *testing.T) {
	tests := []struct {
		breach string
		change func(*sdk.SendRawEmailInput)
	}{
		{"no Message-ID", raw("Message-ID: <outbox-1@mojob.io>\nReferences: <a@example.no> <outbox-1@mojob.io>\n", "")},
		{"no Date", raw("Date: Sat, 21 Nov 2026 12:00:00 +0000\n", "")},
		{"no Subject", raw("Subject: =?utf-8?q?Bekreft_=C3=B8nsket?=\n", "")},
		{`Auto-Submitted is ""`, raw("Auto-Submitted: auto-generated\n", "")},
		{`Auto-Submitted is "no"`, raw("auto-generated", "no")},
		{"X-Auto-Response-Suppress is not All", raw("Suppress: All", "Suppress: OOF")},
		{"X-Loop is not From", raw("X-Loop: ahoy@mojob.io\n", "")},
		{"X-Loop is not From", raw("X-Loop: ahoy@mojob.io", "X-Loop: post@321.no")},
		{"X-Loop is not From", raw("X-Loop: ahoy@mojob.io", "X-Loop: ahoy@mojob.io\nX-Loop: ahoy@mojob.io")},
		{"References do not end in its Message-ID", raw("References: <a@example.no> <outbox-1@mojob.io>\n", "")},
		{"References do not end in its Message-ID", raw("<a@example.no> <outbox-1@mojob.io>", "<outbox-1@mojob.io> <a@example.no>")},
		{"References lack what it answers", raw("auto-generated", "auto-replied\nIn-Reply-To: <b@example.no>")},
		{"an answer that is auto-generated", raw("auto-generated", "auto-generated\nIn-Reply-To: <a@example.no>")},
		{"To is not the destination alone", raw("To: kari@example.no", "To: kari@example.no, ola@example.no")},
		{"it has Cc or Bcc", raw("To: kari", "Bcc: ola@example.no\nTo: kari")},
		{"no text part", raw("Content-Type: text/plain", "Content-Type: text/html")},
		{"no HTML part", raw("Content-Type: text/html; charset=utf-8\n\n<p>Koden er <b>K7M2QX</b></p><script>alert(1)</script>", "Content-Type: text/plain\n\nx")},
		{"no configuration set, so no events", func(in *sdk.SendRawEmailInput) { in.ConfigurationSetName = nil }},
		{"no tag case", func(in *sdk.SendRawEmailInput) { in.Tags = []types.MessageTag{in.Tags[0], in.Tags[2]} }},
		{"its structure: ", raw("quoted-printable", "no-such-encoding")},
	}
	for _, tt := range tests {
		t.Run(tt.breach, func(t *testing.T) {
			d := start(t, ses.Config{})
			in := input(crlf(sound))
			tt.change(in)
			id := d.mustSend(in)
			broken := d.Accusations()
			if len(broken) != 1 || !strings.HasPrefix(broken[0], "message "+id+": "+tt.breach) {
				t.Errorf("accused of %q", broken)
			}
		})
	}
	t.Run("several destinations are refused, and held against the caller too", func(t *testing.T) {
		d := start(t, ses.Config{})
		if _, err := d.send(input(crlf(sound), "kari@example.no", "ola@example.no")); err == nil {
			t.Error("accepted")
		}
		if broken := d.Accusations(); len(broken) != 1 || broken[0] != "call: 2 destinations instead of one" {
			t.Errorf("accused of %q", broken)
		}
	})
}

func raw(old, with string) func(*sdk.SendRawEmailInput) {
	return func(in *sdk.SendRawEmailInput) { in.RawMessage.Data = change(old, with) }
}

func TestTheProtocolIsTheQueryAPI(t *testing.T) {
	d := start(t, ses.Config{})
	tests := []struct {
		outcome string
		form    url.Values
		signed  bool
		status  int
		answer  string
	}{
		{"another action", url.Values{"Action": {"SendEmail"}, "Version": {"2010-12-01"}}, true, 400, "<Code>InvalidAction</Code>"},
		{"another version", url.Values{"Action": {"SendRawEmail"}, "Version": {"2019"}}, true, 400, "<Code>InvalidAction</Code>"},
		{"not signed", url.Values{"Action": {"SendRawEmail"}, "Version": {"2010-12-01"}}, false, 403, "<Code>MissingAuthenticationToken</Code>"},
		{"no message", url.Values{"Action": {"SendRawEmail"}, "Version": {"2010-12-01"}}, true, 400, "<Code>InvalidParameterValue</Code>"},
		{"text of the caller is escaped", url.Values{"Action": {"<b>&"}, "Version": {"2010-12-01"}}, true, 400, "&lt;b&gt;&amp;"},
	}
	for _, tt := range tests {
		t.Run(tt.outcome, func(t *testing.T) {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, d.URL+"/", strings.NewReader(tt.form.Encode()))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			if tt.signed {
				r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=local")
			}
			resp, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			body, err := io.ReadAll(resp.Body)
			if err != nil {
				t.Fatal(err)
			}
			if resp.StatusCode != tt.status || !strings.Contains(string(body), tt.answer) ||
				!strings.HasPrefix(string(body), `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/">`) {
				t.Errorf("%d %s", resp.StatusCode, body)
			}
		})
	}
}
