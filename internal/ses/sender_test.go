package ses_test

import (
	"context"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"ordholden/internal/ses"
)

const (
	accepted = `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult>` +
		`<MessageId>0110018f-1</MessageId></SendRawEmailResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></SendRawEmailResponse>`
	raw = "From: post@321.no\r\nTo: kari@example.no\r\nSubject: x\r\n\r\nHei\r\n"
)

// standIn answers in place of Amazon SES and counts what it was asked.
type standIn struct {
	*httptest.Server
	mu      sync.Mutex
	forms   []url.Values
	headers []http.Header
}

// asked is how often it was asked.
func (s *standIn) asked() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.forms)
}

// note keeps what it was asked.
func (s *standIn) note(form url.Values, header http.Header) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forms, s.headers = append(s.forms, form), append(s.headers, header)
}

// serve starts a stand-in and points the environment at it. The handler gets
// requests whose body is already read.
func serve(t *testing.T, answer http.HandlerFunc) *standIn {
	t.Helper()
	s := &standIn{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		form, err := url.ParseQuery(string(body))
		if err != nil {
			t.Errorf("the body is no form: %v", err)
		}
		s.note(form, r.Header.Clone())
		answer(w, r)
	}))
	t.Cleanup(s.Close)
	environment(t, s.URL)
	return s
}

func environment(t *testing.T, endpoint string) {
	t.Helper()
	t.Setenv("AWS_ENDPOINT_URL_SES", endpoint)
	t.Setenv("AWS_REGION", "eu-north-1")
	t.Setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "example")
	t.Setenv("AWS_SESSION_TOKEN", "session")
}

func answer(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/xml")
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

func send(t *testing.T, ctx context.Context, s ses.Sender) (string, error) {
	t.Helper()
	return s.Send(ctx, "post@321.no", "kari@example.no", []byte(raw),
		map[string]string{"mail": "confirm", "controller": "tretoen", "case": "01arz3ndektsv4rrffq69g5fav"})
}

func TestAnAcceptedMailGivesItsIDAndIsSentAsAsked(t *testing.T) {
	s := serve(t, answer(http.StatusOK, accepted))
	id, err := send(t, t.Context(), ses.New("ordholden"))
	if err != nil || id != "0110018f-1" {
		t.Fatalf("id %q, error %v", id, err)
	}
	if outcome := ses.Explain(err); outcome != ses.Accepted {
		t.Errorf("outcome %s", outcome)
	}
	for name, want := range map[string]string{
		"Action": "SendRawEmail", "Source": "post@321.no", "ConfigurationSetName": "ordholden",
		"Destinations.member.1": "kari@example.no", "Destinations.member.2": "",
		"RawMessage.Data":    base64.StdEncoding.EncodeToString([]byte(raw)),
		"Tags.member.1.Name": "case", "Tags.member.1.Value": "01arz3ndektsv4rrffq69g5fav",
		"Tags.member.2.Name": "controller", "Tags.member.2.Value": "tretoen",
		"Tags.member.3.Name": "mail", "Tags.member.3.Value": "confirm", "Tags.member.4.Name": "",
	} {
		if got := s.forms[0].Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if token := s.headers[0].Get("X-Amz-Security-Token"); token != "session" {
		t.Errorf("session token %q", token)
	}
	if signed := s.headers[0].Get("Authorization"); !strings.Contains(signed, "AKIDEXAMPLE/") || !strings.Contains(signed, "/eu-north-1/ses/") {
		t.Errorf("signed as %q", signed)
	}
}

func TestANorwegianDomainTravelsInASCII(t *testing.T) {
	s := serve(t, answer(http.StatusOK, accepted))
	if _, err := ses.New("ordholden").Send(t.Context(), "post@321.no", "kari@blåbær.example", []byte(raw), nil); err != nil {
		t.Fatal(err)
	}
	if to := s.forms[0].Get("Destinations.member.1"); to != "kari@xn--blbr-roah.example" {
		t.Errorf("sent to %q", to)
	}
}

func TestADomainThatCannotBeOneIsPermanentAndNeverTried(t *testing.T) {
	s := serve(t, answer(http.StatusOK, accepted))
	_, err := ses.New("ordholden").Send(t.Context(), "post@321.no", "kari@-example-.no", []byte(raw), nil)
	if outcome := ses.Explain(err); outcome != ses.Permanent || s.asked() != 0 {
		t.Errorf("outcome %s after %d requests: %v", outcome, s.asked(), err)
	}
}
