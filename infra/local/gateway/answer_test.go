package gateway_test

import (
	"net/http"
	"slices"
	"testing"

	"ordholden/infra/local/gateway"
)

func TestAnswerOfAFunctionGoesOut(t *testing.T) {
	for name, c := range map[string]struct {
		answer, kind, body string
		status             int
	}{
		"in full":                  {`{"statusCode":201,"headers":{"content-type":"application/problem+json"},"body":"{}"}`, "application/problem+json", "{}", 201},
		"without a type":           {`{"statusCode":200,"body":"hello"}`, "text/plain;charset=UTF-8", "hello", 200},
		"without a body":           {`{"statusCode":303,"headers":{"Location":"/done"},"multiValueHeaders":null,"cookies":null}`, "", "", 303},
		"base64":                   {`{"statusCode":200,"headers":{"Content-Type":"image/png"},"body":"AAEC","isBase64Encoded":true}`, "image/png", "\x00\x01\x02", 200},
		"bare text":                {`"hello"`, "application/json", "hello", 200},
		"bare object":              {`{"message":"hello"}`, "application/json", `{"message":"hello"}`, 200},
		"bare list":                {`[1,2]`, "application/json", "[1,2]", 200},
		"nothing":                  {`null`, "application/json", "null", 200},
		"length of its own making": {`{"statusCode":200,"headers":{"Content-Length":"99","Connection":"close"},"body":"x"}`, "text/plain;charset=UTF-8", "x", 200},
	} {
		w := get(before(t, &function{answer: c.answer}), "/")
		if w.Code != c.status || w.Header().Get("Content-Type") != c.kind || w.Body.String() != c.body {
			t.Errorf("%s: %d %q %q, want %d %q %q", name, w.Code, w.Header().Get("Content-Type"), w.Body, c.status, c.kind, c.body)
		}
		if w.Header().Get("Connection") != "" || w.Header().Get("Content-Length") == "99" {
			t.Errorf("%s: the function's own %v went out", name, w.Header())
		}
	}
}

func TestCookiesBecomeHeadersOfTheirOwn(t *testing.T) {
	w := get(before(t, &function{answer: `{"statusCode":200,"headers":{"Vary":"a, b"},"cookies":["a=1; Secure","b=2"]}`}), "/")
	if got, want := w.Header().Values("Set-Cookie"), []string{"a=1; Secure", "b=2"}; !slices.Equal(got, want) {
		t.Errorf("cookies %q, want %q", got, want)
	}
	if got := w.Header().Get("Vary"); got != "a, b" {
		t.Errorf("Vary %q", got)
	}
}

func TestMultiValueHeadersAreDroppedAsInAWSAndTheObserverIsTold(t *testing.T) {
	var seen []gateway.Exchange
	g := open(t, gateway.Config{
		Routes: []gateway.Route{{Key: "$default", Invoker: &function{
			answer: `{"statusCode":200,"multiValueHeaders":{"Location":["/a"]},"body":"x"}`,
		}}},
		Observe: func(e gateway.Exchange) { seen = append(seen, e) },
	})
	w := get(g, "/")
	if w.Code != http.StatusOK || w.Header().Get("Location") != "" {
		t.Errorf("answer %d with Location %q", w.Code, w.Header().Get("Location"))
	}
	if len(seen) != 1 || seen[0].Err == nil {
		t.Errorf("observed %+v, want an error", seen)
	}
}

func TestAnswerThatMakesNoSenseIsAnInternalServerError(t *testing.T) {
	for name, answer := range map[string]string{
		"nothing":           ``,
		"no JSON":           `<html>`,
		"status in a text":  `{"statusCode":"200"}`,
		"status that is no": `{"statusCode":42}`,
		"informational":     `{"statusCode":101}`,
		"header of numbers": `{"statusCode":200,"headers":{"X-Count":1}}`,
		"body of an object": `{"statusCode":200,"body":{}}`,
		"broken base64":     `{"statusCode":200,"body":"***","isBase64Encoded":true}`,
	} {
		t.Run(name, func(t *testing.T) {
			says(t, get(before(t, &function{answer: answer}), "/"), http.StatusInternalServerError, "Internal Server Error")
		})
	}
}
