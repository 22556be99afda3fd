package gateway_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordholden/infra/local/gateway"
)

func TestEventIsTheOneThatAWSSends(t *testing.T) {
	f := &function{answer: `{"statusCode":204}`}
	g := open(t, gateway.Config{Now: noon, Routes: []gateway.Route{{Key: "POST /v1/{controller}/consents/{consent}", Invoker: f}}})
	r := httptest.NewRequest("POST", "https://privacy.example.com/v1/mojob/consents/a%20b?tag=1&tag=two%20words&empty&lang=nb", strings.NewReader(`{"a":"b"}`))
	r.Header = map[string][]string{
		"Accept":          {"text/html", "application/json"},
		"Content-Type":    {"application/json; charset=utf-8"},
		"Cookie":          {"first=1; second=a=b", "third=3"},
		"Connection":      {"keep-alive"},
		"User-Agent":      {"browser/1.0"},
		"X-Amzn-Trace-Id": {"Root=1-65f2a000-000000000000000000000000"},
		"X-Forwarded-For": {"198.51.100.7"},
	}
	call(g, r)

	var got, want map[string]any
	golden, err := os.ReadFile(filepath.Join("testdata", "event.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(golden, &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(f.payload, &got); err != nil {
		t.Fatal(err)
	}
	context := got["requestContext"].(map[string]any)
	if id, ok := context["requestId"].(string); !ok || len(id) != 16 || !strings.HasSuffix(id, "=") {
		t.Errorf("request id %v, want fifteen characters and =", context["requestId"])
	}
	context["requestId"] = "(any)"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestEventOfABareCallLeavesOutWhatIsNotThere(t *testing.T) {
	f := &function{answer: `""`}
	w := get(before(t, f), "/")
	var got map[string]any
	if err := json.Unmarshal(f.payload, &got); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"body", "cookies", "queryStringParameters", "pathParameters", "stageVariables"} {
		if v, ok := got[name]; ok {
			t.Errorf("%s is %v, want none", name, v)
		}
	}
	e := f.event(t)
	if e.IsBase64Encoded || e.RawQueryString != "" || e.Headers["content-length"] != "0" {
		t.Errorf("event %s", f.payload)
	}
	if !strings.HasPrefix(e.Headers["x-amzn-trace-id"], "Root=1-") {
		t.Errorf("trace id %q", e.Headers["x-amzn-trace-id"])
	}
	if id := w.Header().Get("Apigw-Requestid"); id == "" || id != e.RequestContext.RequestID {
		t.Errorf("answer has request id %q, event %q", id, e.RequestContext.RequestID)
	}
}

func TestBodyIsTextOrBase64ByItsType(t *testing.T) {
	for kind, encoded := range map[string]bool{
		"text/plain":                        false,
		"text/html; charset=utf-8":          false,
		"application/json":                  false,
		"Application/JSON; charset=utf-8":   false,
		"application/javascript":            false,
		"application/xml":                   false,
		"application/x-www-form-urlencoded": true,
		"multipart/form-data; boundary=x":   true,
		"application/problem+json":          true,
		"application/octet-stream":          true,
		"application/json; charset":         false,
		"":                                  true,
	} {
		f := &function{answer: `""`}
		r := httptest.NewRequest("POST", "/", strings.NewReader("name=Kari&age=30"))
		r.Header.Set("Content-Type", kind)
		call(before(t, f), r)
		want := "name=Kari&age=30"
		if encoded {
			want = base64.StdEncoding.EncodeToString([]byte(want))
		}
		if e := f.event(t); e.Body != want || e.IsBase64Encoded != encoded {
			t.Errorf("%q: body %q, encoded %v, want %q, %v", kind, e.Body, e.IsBase64Encoded, want, encoded)
		}
	}
}

func TestPathIsDecodedAndCutAtAQuestionMark(t *testing.T) {
	for target, want := range map[string]string{
		"/a%20b/%C3%A5": "/a b/å",
		"/a%2Fb":        "/a/b",
		"/a%3Fb=c?d=e":  "/a",
		"/a/?b":         "/a/",
		"//a":           "//a",
	} {
		f := &function{answer: `""`}
		r := httptest.NewRequest("GET", "http://localhost"+target, nil)
		call(before(t, f), r)
		e := f.event(t)
		if e.RawPath != want || e.RequestContext.HTTP.Path != want {
			t.Errorf("%s: raw path %q, path %q, want %q", target, e.RawPath, e.RequestContext.HTTP.Path, want)
		}
	}
}

func TestQueryThatCannotBeDecodedStaysAsItIs(t *testing.T) {
	f := &function{answer: `""`}
	get(before(t, f), "/?a=%zz&&b+c=d+e&a=f=g")
	want := map[string]string{"a": "%zz,f=g", "b c": "d e"}
	if diff := cmp.Diff(want, f.event(t).QueryStringParameters); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
