package opendsr_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	recipient "ordholden/infra/local/opendsr"
	"ordholden/internal/gdpr"
	"ordholden/internal/jws"
	"ordholden/internal/opendsr"
	"ordholden/internal/receipt"
)

type ring struct{}

func (ring) SigningKey(_ context.Context, c gdpr.ControllerID) (string, ed25519.PrivateKey, error) {
	seed := make([]byte, ed25519.SeedSize)
	copy(seed, c)
	return "1", ed25519.NewKeyFromSeed(seed), nil
}

func (r ring) PublicKeys(ctx context.Context, c gdpr.ControllerID) (map[string]ed25519.PublicKey, error) {
	_, key, _ := r.SigningKey(ctx, c)
	return map[string]ed25519.PublicKey{"1": key.Public().(ed25519.PublicKey)}, nil
}

func (ring) Terms(context.Context, gdpr.ControllerID) (map[string]jws.Term, error) { return nil, nil }

const domain = "personvern.mojob.io"

func start(t *testing.T) (*recipient.Receiver, *httptest.Server) {
	t.Helper()
	s, err := recipient.New(recipient.Config{Keys: receipt.Issuer{Ring: ring{}}.Keys, Domains: []string{domain}})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(s.Handler())
	t.Cleanup(server.Close)
	t.Cleanup(s.Stop)
	return s, server
}

// post sends a body signed for the controller mojob, unless a header says otherwise.
func post(t *testing.T, to string, body []byte, header ...string) *http.Response {
	t.Helper()
	key, signature, err := receipt.Issuer{Ring: ring{}}.SignBody(t.Context(), "mojob", body)
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, to+"/requests", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set(opendsr.HeaderKey, key)
	r.Header.Set(opendsr.HeaderSignature, base64.StdEncoding.EncodeToString(signature))
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { answer.Body.Close() })
	return answer
}

func good() opendsr.Request {
	return opendsr.Request{
		Regulation: "gdpr", ID: "a7551968-d5d6-44b2-9831-815ac9017798", Type: opendsr.TypeErasure, Version: opendsr.Version,
		Identities: []opendsr.Identity{{Type: "email", Value: "kari@example.com", Format: "raw"}}, Submitted: "2026-11-20T09:00:00Z",
	}
}

func TestEveryIllegalCallIsAnAccusation(t *testing.T) {
	for outcome, change := range map[string]func(*opendsr.Request){
		"an id in capitals":         func(q *opendsr.Request) { q.ID = strings.ToUpper(q.ID) },
		"an id of another version":  func(q *opendsr.Request) { q.ID = "a7551968-d5d6-14b2-9831-815ac9017798" },
		"no id":                     func(q *opendsr.Request) { q.ID = "" },
		"another regulation":        func(q *opendsr.Request) { q.Regulation = "ccpa" },
		"a type that there is not":  func(q *opendsr.Request) { q.Type = "rectification" },
		"a type that it has not":    func(q *opendsr.Request) { q.Type = "portability" },
		"access without a measure":  func(q *opendsr.Request) { q.Type = opendsr.TypeAccess },
		"nobody":                    func(q *opendsr.Request) { q.Identities = nil },
		"two persons":               func(q *opendsr.Request) { q.Identities = append(q.Identities, q.Identities[0]) },
		"a hashed address":          func(q *opendsr.Request) { q.Identities[0].Format = "sha256" },
		"a day for a time":          func(q *opendsr.Request) { q.Submitted = "2026-11-20" },
		"another version of itself": func(q *opendsr.Request) { q.Version = "1.0" },
	} {
		t.Run(outcome, func(t *testing.T) {
			s, server := start(t)
			q := good()
			change(&q)
			body, err := json.Marshal(q)
			if err != nil {
				t.Fatal(err)
			}
			if got := post(t, server.URL, body).StatusCode; got != http.StatusBadRequest || len(s.Accusations()) != 1 || len(s.Asked()) != 0 {
				t.Errorf("answered %d, accused %q", got, s.Accusations())
			}
		})
	}
}

func TestACallThatNobodySignedIsAnAccusation(t *testing.T) {
	body, err := json.Marshal(good())
	if err != nil {
		t.Fatal(err)
	}
	for outcome, header := range map[string][]string{
		"no key":             {opendsr.HeaderKey, ""},
		"no signature":       {opendsr.HeaderSignature, ""},
		"another signature":  {opendsr.HeaderSignature, base64.StdEncoding.EncodeToString(make([]byte, 64))},
		"a key of another's": {opendsr.HeaderKey, "tretoen-1"},
		"a key that is not":  {opendsr.HeaderKey, "mojob-2"},
		"a key of no number": {opendsr.HeaderKey, "mojob"},
	} {
		s, server := start(t)
		if got := post(t, server.URL, body, header...).StatusCode; got != http.StatusBadRequest || len(s.Accusations()) != 1 {
			t.Errorf("%s: answered %d, accused %q", outcome, got, s.Accusations())
		}
	}
	s, server := start(t)
	if got := post(t, server.URL, body).StatusCode; got != http.StatusCreated || len(s.Accusations()) != 0 {
		t.Errorf("a good one is answered %d, accused %q", got, s.Accusations())
	}
}

// The page is for a developer: it shows what was asked, as text, and lets them decide.
func TestTheScreenShowsWhatWasAskedAndEndsIt(t *testing.T) {
	s, server := start(t)
	form := func(path string, values url.Values) int {
		answer, err := http.PostForm(server.URL+path, values)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		return answer.StatusCode
	}
	if got := form("/behavior", url.Values{"behavior": {"never"}}); got != http.StatusOK {
		t.Fatalf("behavior: %d", got)
	}
	q := good()
	q.Identities[0].Value = "<script>alert(1)</script>@example.com"
	q.Extensions = map[string]opendsr.Extension{domain: {Measures: []opendsr.Measure{opendsr.Rectification}, Corrections: []opendsr.Correction{{Field: "name", Value: "<b>Kari</b>"}}}}
	body, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	post(t, server.URL, body)
	page := func() string {
		answer, err := http.Get(server.URL + "/")
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		if err != nil || !strings.Contains(answer.Header.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Fatalf("%v %v", err, answer.Header)
		}
		return string(text)
	}
	if text := page(); strings.Contains(text, "<script>") || strings.Contains(text, "<b>") || !strings.Contains(text, "&lt;b&gt;Kari") ||
		!strings.Contains(text, q.ID) || !strings.Contains(text, "pending") || !strings.Contains(text, "<option selected>never") {
		t.Errorf("the page is\n%s", text)
	}
	if got := form("/end/"+q.ID, url.Values{"refuse": {"yes"}, "reason": {"Nobody."}}); got != http.StatusOK {
		t.Errorf("end: %d", got)
	}
	if a := s.Asked(); len(a) != 1 || a[0].Status != opendsr.Cancelled || a[0].Reason != "Nobody." || !strings.Contains(page(), "Nobody.") {
		t.Errorf("asked %v", a)
	}
	if got := fmt.Sprint(form("/end/none", nil), form("/behavior", url.Values{"behavior": {"kind"}})); got != "502 400" {
		t.Errorf("what is not there: %s", got)
	}
}
