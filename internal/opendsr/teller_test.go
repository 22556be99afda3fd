package opendsr_test

import (
	"crypto/x509"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	recipient "ordholden/infra/local/opendsr"
	"ordholden/internal/gdpr"
	"ordholden/internal/opendsr"
	"ordholden/internal/rights"
)

func TestWhatARecipientAnswersIsWhereTheNoticeStands(t *testing.T) {
	for _, signs := range []struct {
		with string
		rsa  bool
	}{{"ECDSA", false}, {"RSA", true}} {
		for behavior, want := range map[recipient.Behavior]struct {
			state rights.NoticeState
			why   gdpr.Private
		}{
			recipient.AtOnce:   {rights.NoticeDone, ""},
			recipient.Later:    {rights.NoticeAsked, ""},
			recipient.Never:    {rights.NoticeAsked, ""},
			recipient.Refusing: {rights.NoticeSilent, recipient.Reason},
		} {
			t.Run(signs.with+" "+string(behavior), func(t *testing.T) {
				w := newWorld(t, func(c *recipient.Config) { c.RSA, c.After = signs.rsa, time.Hour })
				w.at.Behave(behavior)
				if err := w.tell(); err != nil {
					t.Fatal(err)
				}
				state, why, err := w.ask()
				if state != want.state || why != want.why || err != nil {
					t.Errorf("got %q because %q, %v", state, why.Reveal(), err)
				}
			})
		}
	}
}

// Nobody else's word counts, and neither does one that cannot be read: it is asked again.
func TestAnAnswerThatIsNotTheRecipientsIsNone(t *testing.T) {
	for _, behavior := range []recipient.Behavior{
		recipient.Garbage, recipient.Broken, recipient.Forging, recipient.Unsigned,
		recipient.Impersonating, recipient.Redirecting, recipient.Endless, recipient.Misremembering,
	} {
		t.Run(string(behavior), func(t *testing.T) {
			w := newWorld(t)
			w.at.Behave(behavior)
			if err := w.tell(); kind(err) != gdpr.Unavailable {
				t.Errorf("tell: %v", err)
			}
			w.at.Behave(recipient.AtOnce)
			if err := w.tell(); err != nil {
				t.Fatal(err)
			}
			w.at.Behave(behavior)
			if state, _, err := w.ask(); state != rights.NoticeAsked || kind(err) != gdpr.Unavailable {
				t.Errorf("ask: %q, %v", state, err)
			}
		})
	}
}

func TestANoticeThatIsSentAgainIsTheSameRequest(t *testing.T) {
	w := newWorld(t)
	for range 3 {
		if err := w.tell(); err != nil {
			t.Fatal(err)
		}
	}
	if got := w.at.Asked(); len(got) != 1 || got[0].Times != 3 || got[0].ID != opendsr.RequestID("mojob", noticeID) {
		t.Errorf("asked %+v", got)
	}
}

// A recipient that takes the second time for a fault has the request all the same.
func TestARecipientThatRefusesToBeAskedTwiceHasBeenAsked(t *testing.T) {
	w := newWorld(t)
	posts := 0
	inner := w.at.Handler()
	server := httptest.NewTLSServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			if posts++; posts > 1 {
				http.Error(rw, `{"error":{"code":400}}`, http.StatusBadRequest)
				return
			}
		}
		inner.ServeHTTP(rw, r)
	}))
	t.Cleanup(server.Close)
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	roots.AppendCertsFromPEM(w.at.Roots())
	w.teller = w.tellerAt(server.URL, roots)
	for range 2 {
		if err := w.tell(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestARequestIsAsOpenDSRHasIt(t *testing.T) {
	w := newWorld(t)
	if err := w.tell(); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(w.at.Asked()[0].Request)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"regulation":"gdpr","subject_request_id":"` + opendsr.RequestID("mojob", noticeID) + `","subject_request_type":"erasure",` +
		`"subject_identities":[{"identity_type":"email","identity_value":"canary.kari@example.com","identity_format":"raw"}],` +
		`"submitted_time":"2026-11-20T09:00:00Z","api_version":"2.0",` +
		`"status_callback_urls":["https://personvern.example.com/v1/mojob/recipients/callback?case=4xk2m9q7tbv0hc8e5ndw3gyr1c"],` +
		`"extensions":{"personvern.mojob.io":{"customer":"Canary Bedrift AS"}}}`
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What OpenDSR has no type for is asked of nobody who would do something else.
func TestARecipientWithoutOurExtensionIsNotAskedForMoreThanErasure(t *testing.T) {
	w := newWorld(t, func(c *recipient.Config) { c.Domains = []string{"dsr.example.org"} })
	r, n := erasing()
	r.Rights, r.Erasure, n.About = []gdpr.Right{gdpr.Restriction}, "", gdpr.Restriction
	err := w.discreet(w.teller.Tell(t.Context(), mojob(t), r, n))
	if err == nil || kind(err) == gdpr.Unavailable {
		t.Errorf("got %v, want an error for staff", err)
	}
	if got := w.at.Asked(); len(got) > 0 {
		t.Errorf("it was asked %v", got[0].Type)
	}
	if err := w.tell(); err != nil {
		t.Errorf("erasure: %v", err)
	}
}

func TestWithoutAnEndpointStaffTell(t *testing.T) {
	w := newWorld(t)
	w.teller.Endpoints = nil
	if err := w.tell(); err == nil || kind(err) == gdpr.Unavailable {
		t.Errorf("tell: %v", err)
	}
	if state, _, err := w.ask(); state != rights.NoticeAsked || err == nil || kind(err) == gdpr.Unavailable {
		t.Errorf("ask: %q, %v", state, err)
	}
}

func TestARecipientThatSaysNoIsForStaff(t *testing.T) {
	for status, retried := range map[int]bool{
		400: false, 401: false, 403: false, 405: false, 410: false, 422: false,
		404: true, 408: true, 429: true, 500: true, 502: true, 503: true, 200: true, 202: true, 302: true,
	} {
		w := newWorld(t)
		inner := w.at.Handler()
		server := httptest.NewTLSServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, "/requests") {
				rw.WriteHeader(status)
				return
			}
			inner.ServeHTTP(rw, r)
		}))
		t.Cleanup(server.Close)
		roots := x509.NewCertPool()
		roots.AddCert(server.Certificate())
		roots.AppendCertsFromPEM(w.at.Roots())
		w.teller = w.tellerAt(server.URL, roots)
		if err := w.tell(); err == nil || (kind(err) == gdpr.Unavailable) != retried {
			t.Errorf("%d: %v", status, err)
		}
	}
}

// One controller's key signs nothing in another's name, and another's request is not seen.
func TestARecipientTellsControllersApart(t *testing.T) {
	w := newWorld(t)
	if err := w.tell(); err != nil {
		t.Fatal(err)
	}
	at := w.teller.Endpoints["mojob"]["customers"]
	if _, err := w.teller.Client.Status(t.Context(), "tretoen", at, opendsr.RequestID("mojob", noticeID), ours); err == nil {
		t.Error("tretoen sees what mojob asked")
	}
	if a, b := opendsr.RequestID("mojob", noticeID), opendsr.RequestID("tretoen", noticeID); a == b {
		t.Errorf("both controllers' notices are %s", a)
	}
}
