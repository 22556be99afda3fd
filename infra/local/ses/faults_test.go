package ses_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ses/types"
	"github.com/aws/smithy-go"

	"ordholden/infra/local/ses"
	"ordholden/infra/local/ses/inbox"
)

// said returns a check for SES's code and message.
func said(code, message string) func(error) bool {
	return func(err error) bool {
		api, ok := errors.AsType[smithy.APIError](err)
		return ok && api.ErrorCode() == code && strings.Contains(api.ErrorMessage(), message)
	}
}

// silent tells a lost connection from an answer.
func silent(err error) bool {
	_, answered := errors.AsType[smithy.APIError](err)
	return err != nil && !answered
}

func TestFaults(t *testing.T) {
	tests := []struct {
		kind ses.Kind
		is   func(error) bool
		sent bool
	}{
		{ses.Throttling, said("Throttling", "Maximum sending rate exceeded."), false},
		{ses.Quota, said("Throttling", "Daily message quota exceeded."), false},
		{ses.Paused, func(err error) bool { return is[*types.AccountSendingPausedException](err) }, false},
		{ses.SetPaused, func(err error) bool { return is[*types.ConfigurationSetSendingPausedException](err) }, false},
		{ses.Rejected, func(err error) bool { return is[*types.MessageRejected](err) }, false},
		{ses.MailFrom, func(err error) bool { return is[*types.MailFromDomainNotVerifiedException](err) }, false},
		{ses.ServerError, said("InternalFailure", ""), false},
		{ses.Slow, func(err error) bool { return err == nil }, true},
		{ses.AcceptedLost, silent, true},
		{ses.Refused, silent, false},
	}
	d := start(t, ses.Config{})
	for _, tt := range tests {
		t.Run(string(tt.kind), func(t *testing.T) {
			before := len(d.Inbox().Messages())
			if err := d.Inject(ses.Fault{Kind: tt.kind, Count: 2, Delay: time.Millisecond}); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				if _, err := d.send(input(crlf(sound))); !tt.is(err) {
					t.Errorf("got %v", err)
				}
			}
			sent := len(d.Inbox().Messages()) - before
			if want := map[bool]int{true: 2}[tt.sent]; sent != want {
				t.Errorf("%d sent, wanted %d", sent, want)
			}
			if left := d.Unused(); len(left) != 0 {
				t.Errorf("left over: %+v", left)
			}
			d.mustSend(input(crlf(sound)))
		})
	}
	if err := d.Inject(ses.Fault{Kind: "bad luck"}); err == nil {
		t.Error("an unknown fault was taken")
	}
	if broken := d.Accusations(); len(broken) != 0 {
		t.Errorf("accused of %q", broken)
	}
}

func TestARetryingClientGetsOverThrottling(t *testing.T) {
	d := start(t, ses.Config{})
	if err := d.Inject(ses.Fault{Kind: ses.Throttling}); err != nil {
		t.Fatal(err)
	}
	d.client = client(d.URL, 3)
	d.mustSend(input(crlf(sound)))
}

func TestASlowMailIsSentThoughItsCallerHasGivenUp(t *testing.T) {
	d := start(t, ses.Config{})
	if err := d.Inject(ses.Fault{Kind: ses.Slow, Delay: 50 * time.Millisecond}); err != nil {
		t.Fatal(err)
	}
	ctx, giveUp := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := d.client.SendRawEmail(ctx, input(crlf(sound)))
		ended <- err
	}()
	eventually(t, "the call is held", func() bool { return len(d.Unused()) == 0 })
	giveUp()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if _, err := d.Inbox().Wait(soon(t), func(inbox.Message) bool { return true }); err != nil {
		t.Error(err)
	}
}

func TestStopCutsOffASlowCall(t *testing.T) {
	d := start(t, ses.Config{})
	if err := d.Inject(ses.Fault{Kind: ses.Slow, Delay: time.Hour}); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() {
		_, err := d.client.SendRawEmail(t.Context(), input(crlf(sound)))
		ended <- err
	}()
	eventually(t, "the call is held", func() bool { return len(d.Unused()) == 0 })
	d.Stop()
	if err := <-ended; !silent(err) {
		t.Errorf("got %v", err)
	}
	if n := len(d.Inbox().Messages()); n != 0 {
		t.Errorf("%d sent", n)
	}
}

func TestFaultsOverHTTP(t *testing.T) {
	d := start(t, ses.Config{})
	do := func(method, body string, header ...string) (int, string) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), method, d.URL+"/api/faults", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if len(header) == 2 {
			r.Header.Set(header[0], header[1])
		}
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		text, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, strings.TrimSpace(string(text))
	}
	if status, _ := do(http.MethodPost, `{"fault":"quota","count":1}`); status != http.StatusNoContent {
		t.Fatalf("status %d", status)
	}
	if _, err := d.send(input(crlf(sound))); !said("Throttling", "Daily message quota exceeded.")(err) {
		t.Errorf("got %v", err)
	}
	if _, list := do(http.MethodGet, ""); list != "[]" {
		t.Errorf("left over: %s", list)
	}
	if status, _ := do(http.MethodPost, `{"fault":"slow","count":3,"delay":"1ms"}`); status != http.StatusNoContent {
		t.Fatalf("status %d", status)
	}
	if left := d.Unused(); len(left) != 1 || left[0] != (ses.Fault{Kind: ses.Slow, Count: 3, Delay: time.Millisecond}) {
		t.Errorf("%+v", left)
	}
	if _, list := do(http.MethodGet, ""); list != `[{"fault":"slow","count":3}]` {
		t.Errorf("left over: %s", list)
	}
	if status, _ := do(http.MethodDelete, ""); status != http.StatusNoContent || len(d.Unused()) != 0 {
		t.Errorf("status %d, %+v", status, d.Unused())
	}
	for outcome, body := range map[string]string{
		"unknown fault": `{"fault":"luck"}`, "unknown field": `{"fault":"slow","cuont":2}`, "bad delay": `{"fault":"slow","delay":"soon"}`,
		"negative count": `{"fault":"slow","count":-1}`, "no JSON": `fault=slow`, "negative delay": `{"fault":"slow","delay":"-1s"}`,
	} {
		if status, _ := do(http.MethodPost, body); status != http.StatusBadRequest {
			t.Errorf("%s: status %d", outcome, status)
		}
	}
	if status, _ := do(http.MethodPost, `{"fault":"quota"}`, "Origin", "https://evil.example"); status != http.StatusForbidden {
		t.Errorf("from another origin: status %d", status)
	}
	if len(d.Unused()) != 0 {
		t.Errorf("left over: %+v", d.Unused())
	}
}
