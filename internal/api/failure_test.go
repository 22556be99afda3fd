package api_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"ordholden/internal/gdpr"
)

const secretCause = "dial tcp 10.0.0.7: table ordholden-main of 123456789012"

var failures = map[string]struct {
	err    error
	status int
	code   gdpr.Code
}{
	"for now": {&gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable, Err: errors.New(secretCause)}, http.StatusServiceUnavailable, gdpr.CodeUnavailable},
	"for now, wrapped": {fmt.Errorf("put: %w", &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable, Err: errors.New(secretCause)}),
		http.StatusServiceUnavailable, gdpr.CodeUnavailable},
	"by our fault":            {&gdpr.Error{Kind: gdpr.Internal, Code: gdpr.CodeInternal, Err: errors.New(secretCause)}, http.StatusInternalServerError, gdpr.CodeInternal},
	"in a way nobody thought": {errors.New(secretCause), http.StatusInternalServerError, gdpr.CodeInternal},
	"under way":               {&gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeInFlight, Err: errors.New(secretCause)}, http.StatusConflict, gdpr.CodeInFlight},
	"often":                   {&gdpr.Error{Kind: gdpr.TooMany, Code: gdpr.CodeTooMany, Err: errors.New(secretCause)}, http.StatusTooManyRequests, gdpr.CodeTooMany},
}

func TestAFailingStoreIsSaidInWordsAndLoggedForUs(t *testing.T) {
	for outcome, test := range failures {
		t.Run(outcome, func(t *testing.T) {
			w := newWorld(t)
			consent, request := w.recorded(t), w.lodged(t)
			for _, s := range routes(consent, request) {
				w.memory.fails = test.err
				w.log.Reset()
				s.headers = map[string]string{"Accept-Language": "en"}
				answer := w.send(s)
				if s.as == asForm {
					checkPage(t, answer, test.status, test.code, gdpr.English)
				} else {
					checkProblem(t, answer, test.status, test.code, gdpr.English, nil)
				}
				if strings.Contains(answer.Body.String(), "10.0.0.7") {
					t.Errorf("%s says %s", s.path, answer.Body)
				}
				if got := answer.Header().Get("Retry-After"); (got != "") != (test.status != http.StatusInternalServerError) {
					t.Errorf("%s: Retry-After %q", s.path, got)
				}
				checkLog(t, w.log.String(), test.status >= 500)
			}
		})
	}
}

// checkLog wants one line where the fault is ours, with cause and route and
// nothing of the person; and none otherwise.
func checkLog(t *testing.T, log string, ours bool) {
	t.Helper()
	if !ours {
		if log != "" {
			t.Errorf("the log says %s", log)
		}
		return
	}
	if strings.Count(log, "\n") != 1 || !strings.Contains(log, secretCause) || !strings.Contains(log, `"route":"`) || strings.Contains(log, "kari") || strings.Contains(log, visitor) {
		t.Errorf("the log says %s", log)
	}
}

func TestNothingOfWhatPeopleSendIsLogged(t *testing.T) {
	w := newWorld(t)
	for _, s := range routes(w.recorded(t), w.lodged(t)) {
		w.send(s)
	}
	for _, row := range badRows {
		for as, e := range map[string]edit{asJSON: row.json, asForm: row.form} {
			if e != none {
				body := map[string]func(gdpr.Language) string{asJSON: row.well.json, asForm: row.well.form}[as]
				w.send(sent{path: row.well.path, as: as, body: spoiled(t, body(gdpr.Bokmal), e)})
			}
		}
	}
	if w.log.Len() > 0 {
		t.Errorf("the log says %s", w.log.String())
	}
}

func TestUnknownControllersAreNotFoundOnEveryRoute(t *testing.T) {
	for _, l := range gdpr.Languages {
		for _, name := range []string{"nobody", "MOJOB", "mojob ", "..", "%2e%2e", "mojob.io"} {
			w := newWorld(t)
			w.memory.closed = true
			for _, s := range append(routes(visitor+"."+visitor, visitor), sent{method: "OPTIONS", path: "/v1/mojob/consents"}) {
				s.path = strings.Replace(s.path, "mojob", name, 1)
				s.headers = map[string]string{"Accept-Language": string(l)}
				answer := w.send(s)
				if name == ".." { // is no name in a path at all: the router cleans it away
					if answer.Code < 300 || answer.Code >= 500 {
						t.Errorf("%s: answered %d", s.path, answer.Code)
					}
					continue
				}
				if s.as == asForm {
					checkPage(t, answer, http.StatusNotFound, gdpr.CodeController, l)
				} else {
					checkProblem(t, answer, http.StatusNotFound, gdpr.CodeController, l, nil)
				}
			}
			if len(w.memory.calls) > 0 {
				t.Errorf("calls %v", w.memory.calls)
			}
		}
	}
}

func TestWhatNoRouteTakesIsNotFound(t *testing.T) {
	w := newWorld(t)
	for _, s := range []sent{
		{method: "GET", path: "/v1/mojob/consents"},
		{method: "DELETE", path: "/v1/mojob/consents/" + visitor},
		{method: "PUT", path: "/v1/mojob/requests"},
		{method: "GET", path: "/v1/mojob/requests/status"},
		{method: "GET", path: "/v1/mojob/consents/x/renewal"},
		{method: "POST", path: "/v1/mojob/requests/x"},
		{method: "POST", path: "/v2/mojob/requests"},
		{method: "POST", path: "/v1/mojob/requests/"},
		{method: "GET", path: "/"},
	} {
		s.headers = map[string]string{"Accept-Language": "nn"}
		checkProblem(t, w.send(s), http.StatusNotFound, gdpr.CodeNotFound, gdpr.Nynorsk, nil)
	}
	if len(w.memory.calls) > 0 {
		t.Errorf("calls %v", w.memory.calls)
	}
}

func TestEveryAnswerCarriesTheHeadersThatKeepItSafe(t *testing.T) {
	w := newWorld(t)
	for _, s := range append(routes(w.recorded(t), w.lodged(t)), sent{path: "/v1/x/requests"}, sent{path: requestWell.path, as: asForm, body: "rights=x"}) {
		h := w.send(s).Header()
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "Strict-Transport-Security": "max-age=63072000",
		} {
			if h.Get(name) != want {
				t.Errorf("%s as %s: %s is %q", s.path, s.as, name, h.Get(name))
			}
		}
		if policy := h.Get("Content-Security-Policy"); strings.HasPrefix(h.Get("Content-Type"), "text/html") && !strings.Contains(policy, "default-src 'none'") {
			t.Errorf("%s: policy %q", s.path, policy)
		}
	}
}
