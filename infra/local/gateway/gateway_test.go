package gateway_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"ordholden/infra/local/gateway"
	"ordholden/infra/local/lambda"
)

func TestFunctionThatFailsIsAnInternalServerErrorThatTellsNothing(t *testing.T) {
	f := &function{err: fmt.Errorf("invoke F: %w", &lambda.FunctionError{Type: "errorString", Message: "password is hunter2"})}
	w := get(before(t, f), "/")
	says(t, w, http.StatusInternalServerError, "Internal Server Error")
}

func TestFunctionThatHasNoRoomIsUnavailable(t *testing.T) {
	f := &function{err: fmt.Errorf("invoke F: %w", lambda.ErrTooManyRequests)}
	says(t, get(before(t, f), "/"), http.StatusServiceUnavailable, "Service Unavailable")
}

func TestFunctionThatTakesTooLongIsUnavailable(t *testing.T) {
	f := invokerFunc(func(ctx context.Context, _ []byte) ([]byte, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	})
	g := open(t, gateway.Config{Routes: []gateway.Route{{Key: "$default", Invoker: f, Timeout: 10 * time.Millisecond}}})
	says(t, get(g, "/"), http.StatusServiceUnavailable, "Service Unavailable")
}

func TestInvocationGoesOnWhenTheClientLeaves(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	f := invokerFunc(func(ctx context.Context, _ []byte) ([]byte, error) {
		leave()
		return []byte(`""`), ctx.Err()
	})
	var seen gateway.Exchange
	g := open(t, gateway.Config{
		Routes:  []gateway.Route{{Key: "$default", Invoker: f}},
		Observe: func(e gateway.Exchange) { seen = e },
	})
	call(g, httptest.NewRequest("GET", "/", nil).WithContext(ctx))
	if seen.Status != http.StatusOK || seen.Err != nil {
		t.Errorf("status %d, error %v: the invocation ended with its client", seen.Status, seen.Err)
	}
}

func TestThrottleHoldsEachRouteToItsOwnBucket(t *testing.T) {
	f := &function{answer: `""`}
	now := noon()
	g := open(t, gateway.Config{
		Now: func() time.Time { return now },
		Routes: []gateway.Route{
			{Key: "POST /consents", Invoker: f, Rate: 2, Burst: 3},
			{Key: "POST /requests", Invoker: f, Rate: 1, Burst: 1},
			{Key: "$default", Invoker: f},
		},
	})
	post := func(path string) *httptest.ResponseRecorder { return call(g, httptest.NewRequest("POST", path, nil)) }
	for range 3 {
		if w := post("/consents"); w.Code != http.StatusOK {
			t.Fatalf("%d within the burst", w.Code)
		}
	}
	says(t, post("/consents"), http.StatusTooManyRequests, "Too Many Requests")
	if w := post("/requests"); w.Code != http.StatusOK {
		t.Errorf("%d: a flood of consents starved requests", w.Code)
	}
	for range 100 {
		if w := post("/other"); w.Code != http.StatusOK {
			t.Fatalf("%d where there is no throttle", w.Code)
		}
	}
	now = now.Add(500 * time.Millisecond)
	if w := post("/consents"); w.Code != http.StatusOK {
		t.Errorf("%d half a second later, at two a second", w.Code)
	}
	says(t, post("/consents"), http.StatusTooManyRequests, "Too Many Requests")
}

func TestWhatIsTooLargeIsRefusedBeforeTheFunction(t *testing.T) {
	f := &function{answer: `""`}
	g := before(t, f)
	for name, body := range map[string]string{
		"over the API's 10 MB": strings.Repeat("x", 10<<20+1),
		"over Lambda's 6 MB":   strings.Repeat("x", 7<<20),
		"over 6 MB when coded": strings.Repeat("x", 5<<20),
	} {
		r := httptest.NewRequest("POST", "/", strings.NewReader(body))
		if name != "over 6 MB when coded" {
			r.Header.Set("Content-Type", "text/plain")
		}
		t.Run(name, func(t *testing.T) {
			says(t, call(g, r), http.StatusRequestEntityTooLarge, "Request Entity Too Large")
		})
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("Cookie", strings.Repeat("x", 10240))
	says(t, call(g, r), http.StatusRequestHeaderFieldsTooLarge, "Request Header Fields Too Large")
	if f.payload != nil {
		t.Error("the function was run")
	}
}

func TestBodyThatBreaksOffIsABadRequest(t *testing.T) {
	r := httptest.NewRequest("POST", "/", io.MultiReader(strings.NewReader("half"), broken{}))
	says(t, call(before(t, &function{}), r), http.StatusBadRequest, "Bad Request")
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestObserverSeesEachExchangeBeforeTheClientDoes(t *testing.T) {
	var seen []gateway.Exchange
	f := &function{answer: `{"statusCode":201,"headers":{"ETag":"x"},"body":"made"}`}
	g := open(t, gateway.Config{
		Routes:  []gateway.Route{{Key: "POST /a/{id}", Invoker: f}},
		Observe: func(e gateway.Exchange) { seen = append(seen, e) },
	})
	server := httptest.NewServer(g)
	defer server.Close()
	for _, path := range []string{"/a/1", "/b"} {
		answer, err := http.Post(server.URL+path, "application/json", strings.NewReader(`{"n":1}`))
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
	}
	f.err = errors.New("gone")
	answer, err := http.Post(server.URL+"/a/1", "text/plain", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if len(seen) != 3 {
		t.Fatalf("%d exchanges, want 3", len(seen))
	}
	made, lost, failed := seen[0], seen[1], seen[2]
	if made.Route != "POST /a/{id}" || string(made.RequestBody) != `{"n":1}` || made.Request.URL.Path != "/a/1" ||
		made.Status != 201 || string(made.Body) != "made" || made.Header.Get("ETag") != "x" || made.Err != nil {
		t.Errorf("exchange %+v", made)
	}
	if lost.Route != "-" || lost.Status != http.StatusNotFound {
		t.Errorf("exchange %+v, want one that was not found", lost)
	}
	if failed.Status != http.StatusInternalServerError || !errors.Is(failed.Err, f.err) {
		t.Errorf("exchange %+v, want the function's error", failed)
	}
}

func TestAccessLogHasALineForEachCallInTheTemplatesFormat(t *testing.T) {
	var log bytes.Buffer
	f := &function{answer: `""`}
	g := open(t, gateway.Config{
		Routes: []gateway.Route{{Key: "GET /v1/{controller}/consents/{consent}", Invoker: f, Rate: 1, Burst: 2}},
		Log:    &log, Now: noon,
		LogFormat: `{"id":"$context.requestId","time":"$context.requestTimeEpoch","at":"$context.requestTime","route":"$context.httpMethod $context.routeKey",` +
			`"status":"$context.status","took":"$context.responseLatency","lambda":"$context.integrationStatus","error":"$context.error.responseType","on":"$context.stage $context.protocol"}`,
	})
	get(g, "/v1/mojob/consents/secret")
	get(g, "/elsewhere/secret")
	f.err = lambda.ErrTooManyRequests
	get(g, "/v1/mojob/consents/secret")
	get(g, "/v1/mojob/consents/secret")
	want := regexp.MustCompile(`^{"id":"[\w-]{15}=","time":"1793703845678","at":"03/Nov/2026:11:04:05 \+0000","route":"GET GET /v1/{controller}/consents/{consent}","status":"200","took":"\d+","lambda":"200","error":"-","on":"\$default HTTP/1.1"}
{.*"route":"GET -","status":"404",.*"lambda":"-","error":"ROUTE_NOT_FOUND",.*}
{.*"status":"503",.*"lambda":"429","error":"INTEGRATION_FAILURE",.*}
{.*"status":"429",.*"lambda":"-","error":"THROTTLED",.*}
$`)
	if !want.MatchString(log.String()) {
		t.Errorf("log\n%s", &log)
	}
	if strings.Contains(log.String(), "secret") || strings.Contains(log.String(), "192.0.2.1") {
		t.Errorf("log tells who called:\n%s", &log)
	}
}

func TestLogThatWouldTellWhoCalledIsRefused(t *testing.T) {
	for _, name := range []string{"path", "identity.sourceIp", "identity.userAgent", "integrationErrorMessage", "nothing"} {
		if _, err := gateway.New(gateway.Config{LogFormat: `{"a":"$context.` + name + `"}`}); err == nil {
			t.Errorf("$context.%s was accepted", name)
		}
	}
}

func BenchmarkCall(b *testing.B) {
	g, err := gateway.New(gateway.Config{Routes: []gateway.Route{
		{Key: "POST /v1/{controller}/consents", Invoker: &function{answer: `{"statusCode":201,"body":"{}"}`}},
		{Key: "GET /v1/{controller}/consents/{consent}", Invoker: &function{}},
		{Key: "$default", Invoker: &function{}},
	}})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		r := httptest.NewRequest("POST", "/v1/mojob/consents", strings.NewReader(`{"a":1}`))
		r.Header.Set("Content-Type", "application/json")
		g.ServeHTTP(httptest.NewRecorder(), r)
	}
}
