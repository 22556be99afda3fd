package ses_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	awsses "github.com/aws/aws-sdk-go-v2/service/ses"

	"ordholden/internal/ses"
)

func fault(code, message string) string {
	return fmt.Sprintf(`<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type>`+
		`<Code>%s</Code><Message>%s</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`, code, message)
}

func TestEveryAnswerIsExplained(t *testing.T) {
	for _, test := range []struct {
		outcome string
		status  int
		body    string
		want    ses.Outcome
	}{
		{"sending too fast is tried again", 400, fault("Throttling", "Maximum sending rate exceeded."), ses.Retry},
		{"requests too fast are tried again", 400, fault("ThrottlingException", "Rate exceeded"), ses.Retry},
		{"the daily quota stops", 400, fault("Throttling", "Daily message quota exceeded."), ses.Stop},
		{"the daily quota under its other name stops", 400, fault("LimitExceeded", "Daily message quota exceeded"), ses.Stop},
		{"a paused account stops", 400, fault("AccountSendingPausedException", "Email sending is disabled."), ses.Stop},
		{"a paused account in a rejection stops", 400, fault("MessageRejected", "Sending paused for this account."), ses.Stop},
		{"a suspended account stops", 400, fault("MessageRejected", "Sending suspended for this account."), ses.Stop},
		{"a paused configuration set stops", 400, fault("ConfigurationSetSendingPausedException", "off"), ses.Stop},
		{"a missing configuration set stops", 400, fault("ConfigurationSetDoesNotExist", "no such set"), ses.Stop},
		{"a missing permission stops", 403, fault("AccessDenied", "not authorized to perform ses:SendRawEmail"), ses.Stop},
		{"expired credentials stop", 403, fault("ExpiredToken", "The security token is expired"), ses.Stop},
		{"a wrong signature stops", 403, fault("SignatureDoesNotMatch", "check your key"), ses.Stop},
		{"an unverified sender is permanent", 400, fault("MessageRejected", "Email address is not verified: post@321.no"), ses.Permanent},
		{"an unverified MAIL FROM is permanent", 400, fault("MailFromDomainNotVerifiedException", "MX record"), ses.Permanent},
		{"a rejected message is permanent", 400, fault("MessageRejected", "Illegal header"), ses.Permanent},
		{"a bad request is permanent", 400, fault("InvalidParameterValue", "Missing final '@domain'"), ses.Permanent},
		{"a code of tomorrow is permanent", 400, fault("Novelty", "new"), ses.Permanent},
		{"a failure of SES is tried again", 500, fault("InternalFailure", "oops"), ses.Retry},
		{"an unavailable SES is tried again", 503, fault("ServiceUnavailable", "later"), ses.Retry},
		{"a new failure of SES is tried again", 500, fault("Novelty", "oops"), ses.Retry},
		{"a 502 from between is in doubt", 502, "<html>Bad Gateway</html>", ses.Unknown},
		{"a 504 without a word is in doubt", 504, "", ses.Unknown},
		{"a 500 that is no document is in doubt", 500, "oops <", ses.Unknown},
		{"a refusal that cannot be read is tried again", 400, "no document <", ses.Retry},
		{"a 429 without a word is tried again", 429, "", ses.Retry},
		{"a redirect is not followed, and tried again", 303, "", ses.Retry},
		{"acceptance that cannot be read is in doubt", 200, "no document <", ses.Unknown},
		{"acceptance without a word is in doubt", 200, "", ses.Unknown},
		{"acceptance without an id is in doubt", 200, strings.Replace(accepted, "0110018f-1", "", 1), ses.Unknown},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			s := serve(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Location", "/elsewhere")
				answer(test.status, test.body)(w, r)
			})
			id, err := send(t, t.Context(), ses.New("ordholden"))
			check(t, id, err, test.want)
			if s.asked() != 1 {
				t.Errorf("asked %d times, want once", s.asked())
			}
		})
	}
}

// check asserts the outcome, and that the error can be logged.
func check(t *testing.T, id string, err error, want ses.Outcome) {
	t.Helper()
	if got := ses.Explain(err); got != want {
		t.Errorf("outcome %s, want %s: %v", got, want, err)
	}
	if _, ok := errors.AsType[*ses.Error](err); !ok || id != "" {
		t.Errorf("id %q with error %T", id, err)
	}
	if text := fmt.Sprint(err); strings.Contains(text, "@") || !strings.Contains(text, string(want)) {
		t.Errorf("the text for the operator is %q", text)
	}
}

func TestALostAnswerLeavesTheMailInDoubt(t *testing.T) {
	t.Run("reset after the request was read", func(t *testing.T) {
		s := serve(t, func(w http.ResponseWriter, _ *http.Request) { hangUp(t, w, "") })
		id, err := send(t, t.Context(), ses.New("ordholden"))
		check(t, id, err, ses.Unknown)
		if s.asked() != 1 {
			t.Errorf("asked %d times, want once", s.asked())
		}
	})
	t.Run("an answer that breaks off", func(t *testing.T) {
		serve(t, func(w http.ResponseWriter, _ *http.Request) {
			hangUp(t, w, "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n"+accepted[:80])
		})
		id, err := send(t, t.Context(), ses.New("ordholden"))
		check(t, id, err, ses.Unknown)
	})
	t.Run("a refusal that breaks off", func(t *testing.T) {
		serve(t, func(w http.ResponseWriter, _ *http.Request) {
			hangUp(t, w, "HTTP/1.1 500 Oops\r\nContent-Length: 900\r\n\r\n<ErrorResponse>")
		})
		id, err := send(t, t.Context(), ses.New("ordholden"))
		check(t, id, err, ses.Unknown)
	})
	t.Run("no answer in time", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		serve(t, func(_ http.ResponseWriter, r *http.Request) {
			cancel() // the time is up while SES works on it
			<-r.Context().Done()
		})
		id, err := send(t, ctx, ses.New("ordholden"))
		check(t, id, err, ses.Unknown)
	})
}

// The transport tells how far it came; an error after that means only this much.
func TestHowFarTheRequestCameDecides(t *testing.T) {
	type told = *httptrace.ClientTrace
	asked := func(w told) { w.GetConn("") }
	connected := func(w told) { w.GotConn(httptrace.GotConnInfo{}) }
	wrote := func(w told) { w.WroteRequest(httptrace.WroteRequestInfo{}) }
	failed := func(w told) { w.WroteRequest(httptrace.WroteRequestInfo{Err: io.ErrShortWrite}) }
	for _, test := range []struct {
		outcome string
		steps   []func(told)
		want    ses.Outcome
	}{
		{"no connection asked for", nil, ses.Stop},
		{"no connection had", []func(told){asked}, ses.Retry},
		{"connected, and no word of writing", []func(told){asked, connected}, ses.Unknown},
		{"writing failed", []func(told){asked, connected, failed}, ses.Retry},
		{"all was written", []func(told){asked, connected, wrote}, ses.Unknown},
		{"a stale connection, then none", []func(told){asked, connected, failed, asked}, ses.Retry},
		{"a stale connection, then all was written", []func(told){asked, connected, failed, asked, connected, wrote}, ses.Unknown},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			id, err := send(t, t.Context(), over(doer(func(r *http.Request) (*http.Response, error) {
				for _, step := range test.steps {
					step(httptrace.ContextClientTrace(r.Context()))
				}
				return nil, io.ErrUnexpectedEOF
			}), "http://127.0.0.1"))
			check(t, id, err, test.want)
		})
	}
}

type doer func(*http.Request) (*http.Response, error)

func (d doer) Do(r *http.Request) (*http.Response, error) { return d(r) }

// hangUp ends the connection with a reset, after some words if any.
func hangUp(t *testing.T, w http.ResponseWriter, words string) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		t.Errorf("hijack: %v", err)
		return
	}
	io.WriteString(conn, words)
	if words == "" {
		conn.(*net.TCPConn).SetLinger(0)
	}
	conn.Close()
}

func TestAMailThatNeverLeftIsTriedAgain(t *testing.T) {
	t.Run("the connection is refused", func(t *testing.T) {
		s := httptest.NewServer(http.NotFoundHandler())
		environment(t, s.URL)
		s.Close()
		id, err := send(t, t.Context(), ses.New("ordholden"))
		check(t, id, err, ses.Retry)
	})
	t.Run("the handshake fails", func(t *testing.T) {
		s := serve(t, answer(http.StatusOK, accepted))
		environment(t, strings.Replace(s.URL, "http:", "https:", 1))
		id, err := send(t, t.Context(), ses.New("ordholden"))
		check(t, id, err, ses.Retry)
	})
	t.Run("the time was up before", func(t *testing.T) {
		s := serve(t, answer(http.StatusOK, accepted))
		ctx, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
		defer cancel()
		id, err := send(t, ctx, ses.New("ordholden"))
		check(t, id, err, ses.Retry)
		if s.asked() != 0 {
			t.Errorf("asked %d times", s.asked())
		}
	})
	t.Run("writing is cut short", func(t *testing.T) {
		s := serve(t, answer(http.StatusOK, accepted))
		dial := func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
			return &brittle{Conn: conn, left: 100}, err
		}
		id, err := send(t, t.Context(), over(&http.Client{Transport: &http.Transport{DialContext: dial}}, s.URL))
		check(t, id, err, ses.Retry)
	})
}

// over sends by another HTTP client.
func over(client awsses.HTTPClient, endpoint string) ses.Sender {
	return ses.Sender{ConfigurationSet: "ordholden", Client: awsses.New(awsses.Options{
		Region:       "eu-north-1",
		BaseEndpoint: aws.String(endpoint),
		Credentials:  credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "example", ""),
		HTTPClient:   client,
		Retryer:      aws.NopRetryer{},
	})}
}

// brittle is a connection that fails after so many bytes written.
type brittle struct {
	net.Conn
	left int
}

func (b *brittle) Write(p []byte) (int, error) {
	n, err := b.Conn.Write(p[:min(len(p), b.left)])
	if b.left -= n; err == nil && n < len(p) {
		err = os.ErrClosed
	}
	return n, err
}

func TestAFunctionThatCannotSendAnythingStops(t *testing.T) {
	t.Run("without credentials", func(t *testing.T) {
		s := serve(t, answer(http.StatusOK, accepted))
		none := awsses.New(awsses.Options{
			Region: "eu-north-1", BaseEndpoint: aws.String(s.URL), Retryer: aws.NopRetryer{},
			Credentials: credentials.NewStaticCredentialsProvider("", "", ""),
		})
		id, err := send(t, t.Context(), ses.Sender{Client: none, ConfigurationSet: "ordholden"})
		check(t, id, err, ses.Stop)
		if s.asked() != 0 {
			t.Errorf("asked %d times", s.asked())
		}
	})
	t.Run("without a region", func(t *testing.T) {
		environment(t, "")
		t.Setenv("AWS_REGION", "")
		id, err := send(t, t.Context(), ses.New("ordholden"))
		check(t, id, err, ses.Stop)
	})
}

func TestAnErrorFromElsewhereSaysNothingOfTheMail(t *testing.T) {
	if got := ses.Explain(errors.New("disk full")); got != ses.Unknown {
		t.Errorf("outcome %s", got)
	}
	if got := ses.Explain(fmt.Errorf("entry: %w", &ses.Error{Outcome: ses.Stop, Err: io.EOF})); got != ses.Stop {
		t.Errorf("wrapped outcome %s", got)
	}
}
