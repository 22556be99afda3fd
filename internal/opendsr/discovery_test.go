package opendsr_test

import (
	"crypto/x509"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	recipient "ordholden/infra/local/opendsr"
	"ordholden/internal/gdpr"
)

// front stands before the recipient and spoils what it publishes.
func (w *world) front(spoil func(path, body string) string) *int {
	w.t.Helper()
	inner := w.at.Handler()
	var posts int
	server := httptest.NewTLSServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			posts++
		}
		answer := httptest.NewRecorder()
		inner.ServeHTTP(answer, r)
		for name, values := range answer.Header() {
			rw.Header()[name] = values
		}
		rw.WriteHeader(answer.Code)
		_, _ = io.WriteString(rw, spoil(r.URL.Path, answer.Body.String()))
	}))
	w.t.Cleanup(server.Close)
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	roots.AppendCertsFromPEM(w.at.Roots())
	w.teller = w.tellerAt(server.URL, roots)
	return &posts
}

// Before a person is named to anybody, it is known to whom.
func TestNobodyIsNamedToARecipientThatIsNotOne(t *testing.T) {
	swap := func(old, put string) func(string, string) string {
		return func(path, body string) string {
			if path != "/discovery" {
				return body
			}
			if old == "" {
				return put
			}
			changed := strings.Replace(body, old, put, 1)
			if changed == body {
				t.Errorf("there is no %s in %s", old, body)
			}
			return changed
		}
	}
	other, err := recipient.New(recipient.Config{})
	if err != nil {
		t.Fatal(err)
	}
	for outcome, c := range map[string]struct {
		spoil func(path, body string) string
		retry bool
	}{
		"certificate on another host": {swap("https://127.0.0.1:", "https://dsr.example.com:"), false},
		"certificate without TLS":     {swap(`"https://127`, `"http://127`), false},
		"certificate in a file":       {swap("https://", "file://"), false},
		"certificate of the platform": {swap(`"processor_certificate":"https://127.0.0.1`, `"processor_certificate":"http://169.254.169.254`), false},
		"certificate on another port": {swap("/certificate.pem", "0/certificate.pem"), false},
		"no certificate":              {swap("processor_certificate", "x"), false},
		"the version before":          {swap(`"2.0"`, `"1.0"`), false},
		"no version":                  {swap("api_version", "x"), false},
		"no addresses":                {swap(`"email"`, `"ios_advertising_id"`), false},
		"hashed addresses":            {swap(`"raw"`, `"sha256"`), false},
		"no erasure":                  {swap(`"erasure"`, `"portability"`), false},
		"garbage":                     {swap("", "<html>"), true},
		"a certificate of nobody": {func(path, body string) string {
			return map[bool]string{true: string(other.Roots()), false: body}[path == "/certificate.pem"]
		}, true},
		"a certificate that is a page": {func(path, body string) string {
			return map[bool]string{true: "<html>", false: body}[path == "/certificate.pem"]
		}, true},
	} {
		t.Run(outcome, func(t *testing.T) {
			w := newWorld(t)
			posts := w.front(c.spoil)
			if err := w.tell(); err == nil || (kind(err) == gdpr.Unavailable) != c.retry {
				t.Errorf("got %v", err)
			}
			if *posts > 0 {
				t.Error("the person was named to it")
			}
		})
	}
}

func TestACertificateThatIsOverIsTrustedNoMore(t *testing.T) {
	w := newWorld(t)
	if err := w.tell(); err != nil {
		t.Fatal(err)
	}
	w.now = w.now.AddDate(2, 0, 0)
	if err := w.tell(); kind(err) != gdpr.Unavailable {
		t.Errorf("got %v", err)
	}
}

// What is known of a recipient is known for a while, and then looked up anew.
func TestARecipientIsLookedUpOnceInAWhile(t *testing.T) {
	w := newWorld(t)
	looked := 0
	w.front(func(path, body string) string {
		if path == "/discovery" {
			looked++
		}
		return body
	})
	for _, after := range []time.Duration{0, time.Minute, 8 * time.Minute} {
		w.now = w.now.Add(after)
		if err := w.tell(); err != nil {
			t.Fatal(err)
		}
	}
	w.now = w.now.Add(2 * time.Minute)
	if err := w.tell(); err != nil || looked != 2 {
		t.Errorf("looked up %d times, %v", looked, err)
	}
}
