package openapi_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// exchange is a real call and its answer, to be changed a little.
type exchange struct {
	path, sent string
	status     int
	header     http.Header
	answer     object
}

// TestDriftIsCaught changes what the API really answered, as a slip in it would.
func TestDriftIsCaught(t *testing.T) {
	w := newWorld(t, newChecker(t))
	sent := encode(t, asJSON, visitorFields(t))
	recorded := w.call(http.StatusCreated, http.MethodPost, v1+"consents", sent, "Content-Type", asJSON)
	text, err := io.ReadAll(recorded.Body)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*exchange){
		"":                                      func(*exchange) {},
		"an extra field":                        func(e *exchange) { e.answer["network"] = "192.0.2.0/24" },
		"a field less":                          func(e *exchange) { delete(e.answer, "expires") },
		"a value of another form":               func(e *exchange) { e.answer["recorded"] = "21 November 2026" },
		"another status":                        func(e *exchange) { e.status = http.StatusOK },
		"another status of the operation":       func(e *exchange) { e.status = http.StatusAccepted },
		"no Location":                           func(e *exchange) { e.header.Del("Location") },
		"another content type":                  func(e *exchange) { e.header.Set("Content-Type", "text/json") },
		"another path":                          func(e *exchange) { e.path = v1 + "consent" },
		"a controller that cannot be":           func(e *exchange) { e.path = "/v1/Mojob/consents" },
		"a field that should have been refused": func(e *exchange) { e.sent = strings.Replace(sent, "{", `{"age":42,`, 1) },
		"a visitor with an address":             func(e *exchange) { e.sent = strings.Replace(sent, "{", `{"email":"kari@example.com",`, 1) },
	} {
		e := exchange{path: v1 + "consents", sent: sent, status: recorded.StatusCode, header: recorded.Header.Clone()}
		if err := json.Unmarshal(text, &e.answer); err != nil {
			t.Fatal(err)
		}
		change(&e)
		r := httptest.NewRequest(http.MethodPost, e.path, nil)
		r.Header.Set("Content-Type", asJSON)
		err := w.checker.Check(r, []byte(e.sent), e.status, e.header, []byte(encode(t, asJSON, e.answer)))
		if caught := err != nil; caught != (name != "") {
			t.Errorf("%q: got %v", name, err)
		}
	}
}
