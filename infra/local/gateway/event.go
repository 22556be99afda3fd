package gateway

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"
)

// What a deployed API would be called.
const (
	account = "000000000000"
	apiID   = "local"
	stage   = "$default"
)

// request is the event in payload format 2.0. It differs from aws-lambda-go's type in leaving out the client
// certificate, which AWS sends with mutual TLS only.
type request struct {
	events.APIGatewayV2HTTPRequest
	RequestContext requestContext `json:"requestContext"`
}

type requestContext struct {
	events.APIGatewayV2HTTPRequestContext
	Authentication *struct{} `json:"authentication,omitempty"`
}

// event makes the payload of c's request and body.
func (c *call) event() []byte {
	r := c.request
	body, encoded := encodeBody(c.body, r.Header.Get("Content-Type"))
	path := rawPath(r)
	source := sourceIP(r)
	prefix, _, _ := strings.Cut(r.Host, ".")
	var e request
	e.APIGatewayV2HTTPRequest = events.APIGatewayV2HTTPRequest{
		Version:               "2.0",
		RouteKey:              c.route.key,
		RawPath:               path,
		RawQueryString:        r.URL.RawQuery,
		Cookies:               cookies(r),
		Headers:               headers(r, len(c.body), source),
		QueryStringParameters: query(r.URL.RawQuery),
		PathParameters:        c.params,
		Body:                  body,
		IsBase64Encoded:       encoded,
	}
	e.RequestContext.APIGatewayV2HTTPRequestContext = events.APIGatewayV2HTTPRequestContext{
		RouteKey:     c.route.key,
		AccountID:    account,
		Stage:        stage,
		RequestID:    c.id,
		Authorizer:   c.authorized,
		APIID:        apiID,
		DomainName:   r.Host,
		DomainPrefix: prefix,
		Time:         c.began.UTC().Format("02/Jan/2006:15:04:05 -0700"),
		TimeEpoch:    c.began.UnixMilli(),
		HTTP: events.APIGatewayV2HTTPRequestContextHTTPDescription{
			Method:    r.Method,
			Path:      path,
			Protocol:  r.Proto,
			SourceIP:  source,
			UserAgent: r.UserAgent(),
		},
	}
	payload, err := json.Marshal(e)
	if err != nil {
		panic(fmt.Sprintf("gateway: an event of texts cannot be encoded: %v", err))
	}
	return payload
}

// rawPath is not raw: HTTP APIs decode it, and cut it off at a question mark that comes to light by that.
func rawPath(r *http.Request) string {
	path, _, _ := strings.Cut(r.URL.Path, "?")
	return path
}

// cookies takes the Cookie headers apart.
func cookies(r *http.Request) []string {
	var all []string
	for _, header := range r.Header.Values("Cookie") {
		for cookie := range strings.SplitSeq(header, ";") {
			if cookie = strings.TrimSpace(cookie); cookie != "" {
				all = append(all, cookie)
			}
		}
	}
	return all
}

// hopByHop are headers that end at the gateway; cookies have a field of their own.
var hopByHop = []string{
	"Connection", "Cookie", "Expect", "Keep-Alive", "Proxy-Authorization", "Proxy-Connection", "Te", "Trailer",
	"Transfer-Encoding", "Upgrade",
}

// headers are in lower case, of several values joined by commas, with those that AWS adds. It says https whatever was
// spoken here: an API of AWS speaks nothing else.
func headers(r *http.Request, length int, source string) map[string]string {
	in := maps.Clone(r.Header)
	for _, name := range hopByHop {
		delete(in, name)
	}
	out := map[string]string{}
	for name, values := range in {
		out[strings.ToLower(name)] = strings.Join(values, ",")
	}
	forwarded := source
	if before := strings.Join(r.Header.Values("X-Forwarded-For"), ", "); before != "" {
		forwarded = before + ", " + source
	}
	out["host"] = r.Host
	out["content-length"] = strconv.Itoa(length)
	out["x-forwarded-for"] = forwarded
	out["x-forwarded-port"] = "443"
	out["x-forwarded-proto"] = "https"
	if out["x-amzn-trace-id"] == "" {
		out["x-amzn-trace-id"] = fmt.Sprintf("Root=1-%08x-%s", time.Now().Unix(), hex.EncodeToString(random(12)))
	}
	return out
}

func sourceIP(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// query decodes parameters; those of several values are joined by commas. What cannot be decoded stays as it is.
func query(raw string) map[string]string {
	if raw == "" {
		return nil
	}
	out := map[string]string{}
	for pair := range strings.SplitSeq(raw, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		name, value = unescape(name), unescape(value)
		if before, ok := out[name]; ok {
			value = before + "," + value
		}
		out[name] = value
	}
	return out
}

func unescape(s string) string {
	if text, err := url.QueryUnescape(s); err == nil {
		return text
	}
	return s
}

// encodeBody leaves text as it is and encodes the rest. AWS documents no list; seen are text/* and three more as text.
// Everything else is encoded: forms too, problem+json too, and a body without a type.
func encodeBody(body []byte, contentType string) (text string, encoded bool) {
	if len(body) == 0 {
		return "", false
	}
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		kind, _, _ = strings.Cut(contentType, ";")
		kind = strings.ToLower(strings.TrimSpace(kind))
	}
	switch {
	case strings.HasPrefix(kind, "text/"), kind == "application/json", kind == "application/javascript", kind == "application/xml":
		return string(body), false
	}
	return base64.StdEncoding.EncodeToString(body), true
}

// requestID has the form of an HTTP API's: fifteen characters and an equals sign.
func requestID() string { return base64.URLEncoding.EncodeToString(random(11)) }

func random(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails, by its documentation
	return b
}
