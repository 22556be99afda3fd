package gateway_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"ordholden/infra/local/gateway"
)

// function is an Invoker that keeps the last event and answers as it is told.
type function struct {
	answer  string
	err     error
	payload []byte
}

func (f *function) Invoke(_ context.Context, payload []byte) ([]byte, error) {
	f.payload = payload
	return []byte(f.answer), f.err
}

// event is the last event as functions decode it.
func (f *function) event(t *testing.T) events.APIGatewayV2HTTPRequest {
	t.Helper()
	var e events.APIGatewayV2HTTPRequest
	if err := json.Unmarshal(f.payload, &e); err != nil {
		t.Fatalf("event %s: %v", f.payload, err)
	}
	return e
}

// invokerFunc is an Invoker made of a function.
type invokerFunc func(context.Context, []byte) ([]byte, error)

func (f invokerFunc) Invoke(ctx context.Context, payload []byte) ([]byte, error) {
	return f(ctx, payload)
}

func open(t *testing.T, cfg gateway.Config) *gateway.Gateway {
	t.Helper()
	g, err := gateway.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// before is a gateway whose every call goes to f.
func before(t *testing.T, f gateway.Invoker) *gateway.Gateway {
	t.Helper()
	return open(t, gateway.Config{Routes: []gateway.Route{{Key: "$default", Invoker: f}}})
}

func call(g http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	g.ServeHTTP(w, r)
	return w
}

func get(g http.Handler, target string) *httptest.ResponseRecorder {
	return call(g, httptest.NewRequest(http.MethodGet, target, nil))
}

// says checks the gateway's own answer.
func says(t *testing.T, w *httptest.ResponseRecorder, status int, message string) {
	t.Helper()
	if want := `{"message":"` + message + `"}`; w.Code != status || w.Body.String() != want {
		t.Errorf("answer %d %s, want %d %s", w.Code, w.Body, status, want)
	}
	if got := w.Header().Get("Content-Type"); got != "application/json" {
		t.Errorf("content type %q, want application/json", got)
	}
}

// noon is a fixed clock.
func noon() time.Time {
	return time.Date(2026, time.November, 3, 12, 4, 5, 678e6, time.FixedZone("CET", 3600))
}
