package apigw_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"ordholden/internal/apigw"
)

// form is an event as API Gateway sends it for a form (payload format 2.0).
const form = `{
	"version": "2.0", "routeKey": "POST /v1/{controller}/requests", "rawPath": "/v1/mojob/requests", "rawQueryString": "a=1&a=2&b=%C3%A6",
	"cookies": ["__Host-ordholden-mojob=x.y", "other=\"z\""],
	"headers": {
		"accept": "text/html,application/xhtml+xml", "content-length": "18", "content-type": "application/x-www-form-urlencoded",
		"forwarded": "for=192.0.2.77", "host": "personvern.example.com", "x-duplicate": "one,two",
		"x-forwarded-for": "192.0.2.77", "x-forwarded-port": "443", "x-forwarded-proto": "https"
	},
	"requestContext": {
		"accountId": "123456789012", "apiId": "api-id", "domainName": "personvern.example.com", "domainPrefix": "personvern",
		"http": {"method": "POST", "path": "/v1/mojob/requests", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.77", "userAgent": "agent"},
		"requestId": "JKJaXmPLvHcESHA=", "routeKey": "POST /v1/{controller}/requests", "stage": "$default", "timeEpoch": 1583348638390
	},
	"pathParameters": {"controller": "mojob"},
	"body": "cmlnaHRzPWFjY2VzcyZhPcO4", "isBase64Encoded": true
}`

func event(t *testing.T) events.APIGatewayV2HTTPRequest {
	t.Helper()
	var e events.APIGatewayV2HTTPRequest
	if err := json.Unmarshal([]byte(form), &e); err != nil {
		t.Fatal(err)
	}
	return e
}

// serve hands an event to a handler that looks at the request, and answers 204.
func serve(t *testing.T, e events.APIGatewayV2HTTPRequest, look func(*http.Request)) events.APIGatewayV2HTTPResponse {
	t.Helper()
	answer, err := apigw.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		look(r)
		w.WriteHeader(http.StatusNoContent)
	}))(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func TestAnEventBecomesItsRequest(t *testing.T) {
	answer := serve(t, event(t), func(r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || string(body) != "rights=access&a=ø" || r.ContentLength != int64(len(body)) {
			t.Errorf("body %q of %d, %v", body, r.ContentLength, err)
		}
		if r.Method != "POST" || r.URL.Path != "/v1/mojob/requests" || r.Host != "personvern.example.com" || r.Context() == nil {
			t.Errorf("%s %s%s", r.Method, r.Host, r.URL.Path)
		}
		if got := r.URL.Query(); !reflect.DeepEqual(map[string][]string(got), map[string][]string{"a": {"1", "2"}, "b": {"æ"}}) {
			t.Errorf("query %v", got)
		}
		if got := r.Header.Get("X-Duplicate"); got != "one,two" {
			t.Errorf("a doubled header is %q", got)
		}
		for name, want := range map[string]string{"__Host-ordholden-mojob": "x.y", "other": "z"} {
			if c, err := r.Cookie(name); err != nil || c.Value != want {
				t.Errorf("cookie %s: %v, %v", name, c, err)
			}
		}
	})
	if answer.StatusCode != http.StatusNoContent {
		t.Errorf("answered %d", answer.StatusCode)
	}
}

func TestNoWholeAddressReachesAHandler(t *testing.T) {
	serve(t, event(t), func(r *http.Request) {
		if r.RemoteAddr != "192.0.2.0/24" {
			t.Errorf("remote address %q", r.RemoteAddr)
		}
		for name, values := range r.Header {
			if strings.Contains(strings.Join(values, " "), "192.0.2.77") {
				t.Errorf("header %s: %q", name, values)
			}
		}
	})
}

func TestBodiesArriveAsTheyWereSent(t *testing.T) {
	for _, test := range []struct {
		outcome string
		body    string
		encoded bool
		want    string
	}{
		{"text", `{"a":"æ"}`, false, `{"a":"æ"}`},
		{"text that looks encoded", "YWJj", false, "YWJj"},
		{"encoded", "YWJj", true, "abc"},
		{"encoded bytes that are no text", base64.StdEncoding.EncodeToString([]byte{0, 0xff, 0xfe}), true, "\x00\xff\xfe"},
		{"nothing", "", false, ""},
		{"nothing, encoded", "", true, ""},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			e := event(t)
			e.Body, e.IsBase64Encoded = test.body, test.encoded
			serve(t, e, func(r *http.Request) {
				if body, err := io.ReadAll(r.Body); string(body) != test.want || err != nil {
					t.Errorf("body %q, %v", body, err)
				}
			})
		})
	}
}

func TestWhatIsNoRequestIsRefusedBeforeTheHandler(t *testing.T) {
	for outcome, spoil := range map[string]func(*events.APIGatewayV2HTTPRequest){
		"base64 that is none": func(e *events.APIGatewayV2HTTPRequest) { e.Body = "!" },
		"base64 cut short":    func(e *events.APIGatewayV2HTTPRequest) { e.Body = "YWJjZ" },
		"a broken escape":     func(e *events.APIGatewayV2HTTPRequest) { e.RawPath = "/v1/%zz" },
		"a control character": func(e *events.APIGatewayV2HTTPRequest) { e.RawPath = "/v1/\x7f" },
		"a broken method":     func(e *events.APIGatewayV2HTTPRequest) { e.RequestContext.HTTP.Method = "GET /" },
	} {
		t.Run(outcome, func(t *testing.T) {
			e := event(t)
			spoil(&e)
			answer := serve(t, e, func(*http.Request) { t.Error("the handler was asked") })
			if answer.StatusCode != http.StatusBadRequest || answer.Body != "" {
				t.Errorf("answered %d %q", answer.StatusCode, answer.Body)
			}
		})
	}
}

func TestAnAnswerBecomesWhatAPIGatewayTakes(t *testing.T) {
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Origin")
		w.Header().Add("Vary", "Accept-Language")
		w.Header().Set("Content-Type", "application/json")
		http.SetCookie(w, &http.Cookie{Name: "a", Value: "1", Secure: true})
		http.SetCookie(w, &http.Cookie{Name: "b", Value: "2, 3"})
		w.WriteHeader(http.StatusCreated)
		fmt.Fprint(w, `{"a":`)
		fmt.Fprint(w, `"æ"}`)
	})
	got, err := apigw.Serve(handler)(t.Context(), event(t))
	want := events.APIGatewayV2HTTPResponse{
		StatusCode: http.StatusCreated,
		Headers:    map[string]string{"Vary": "Origin, Accept-Language", "Content-Type": "application/json"},
		Cookies:    []string{"a=1; Secure", `b="2, 3"`},
		Body:       `{"a":"æ"}`,
	}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("answered\n%+v, %v\nwant\n%+v", got, err, want)
	}
}

func TestAnAnswerThatIsNoTextIsEncoded(t *testing.T) {
	bytes := []byte{0xff, 0xd8, 0, 1}
	got, err := apigw.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.Write(bytes) }))(t.Context(), event(t))
	if err != nil || got.StatusCode != http.StatusOK || !got.IsBase64Encoded || got.Body != base64.StdEncoding.EncodeToString(bytes) {
		t.Errorf("answered %+v, %v", got, err)
	}
}

func TestAnAnswerOfNothingIs200(t *testing.T) {
	got, err := apigw.Serve(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))(t.Context(), event(t))
	if err != nil || got.StatusCode != http.StatusOK || got.Body != "" || got.IsBase64Encoded {
		t.Errorf("answered %+v, %v", got, err)
	}
}

func TestAnIPAddressIsCutToItsNetwork(t *testing.T) {
	for _, test := range []struct{ outcome, address, want string }{
		{"IPv4", "192.0.2.77", "192.0.2.0/24"},
		{"IPv4, all ones", "255.255.255.255", "255.255.255.0/24"},
		{"IPv4, first of its network", "192.0.2.0", "192.0.2.0/24"},
		{"IPv4 mapped into IPv6", "::ffff:192.0.2.77", "192.0.2.0/24"},
		{"IPv4 mapped, in hexadecimal", "::ffff:c000:24d", "192.0.2.0/24"},
		{"IPv4 mapped, with a zone", "::ffff:192.0.2.77%eth0", "192.0.2.0/24"},
		{"IPv6", "2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"},
		{"IPv6 in capitals", "2001:DB8:1:2::6", "2001:db8:1::/48"},
		{"IPv6 with a zone", "fe80::1%eth0", "fe80::/48"},
		{"IPv6 that holds an IPv4 address", "2002:c000:24d::1", "2002:c000:200::/40"},
		{"IPv6 with an IPv4 address at its end", "64:ff9b::192.0.2.77", "64:ff9b::/48"},
		{"loopback", "::1", "::/48"},
		{"with a port", "192.0.2.77:443", ""},
		{"in brackets", "[2001:db8::1]", ""},
		{"two", "192.0.2.77, 198.51.100.1", ""},
		{"leading zeros", "192.000.002.077", ""},
		{"a number", "3221226061", ""},
		{"a network", "192.0.2.0/24", ""},
		{"a name", "localhost", ""},
		{"space", " 192.0.2.77", ""},
		{"nothing", "", ""},
		{"garbage", "\x00\xff", ""},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			if got := apigw.Network(test.address); got != test.want {
				t.Errorf("Network(%q) = %q, want %q", test.address, got, test.want)
			}
		})
	}
}
