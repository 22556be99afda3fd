// Package apigw owns the border to API Gateway: its events become HTTP requests,
// and HTTP answers what it expects (HTTP API, payload format 2.0).
package apigw

import (
	"bytes"
	"context"
	"encoding/base64"
	"net/http"
	"net/netip"
	"strings"
	"unicode/utf8"

	"github.com/aws/aws-lambda-go/events"
)

// Handler is what Lambda calls for each request.
type Handler func(context.Context, events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error)

// Serve lets an http.Handler answer for a function.
func Serve(h http.Handler) Handler {
	return func(ctx context.Context, e events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
		r, err := request(ctx, e)
		if err != nil {
			return events.APIGatewayV2HTTPResponse{StatusCode: http.StatusBadRequest}, nil
		}
		w := &recorder{header: http.Header{}, status: http.StatusOK}
		h.ServeHTTP(w, r)
		return w.answer(), nil
	}
}

func request(ctx context.Context, e events.APIGatewayV2HTTPRequest) (*http.Request, error) {
	body := []byte(e.Body)
	if e.IsBase64Encoded {
		var err error
		if body, err = base64.StdEncoding.DecodeString(e.Body); err != nil {
			return nil, err
		}
	}
	url := e.RawPath
	if e.RawQueryString != "" {
		url += "?" + e.RawQueryString
	}
	ctx = WithClaims(ctx, verified(e))
	r, err := http.NewRequestWithContext(ctx, e.RequestContext.HTTP.Method, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	for name, value := range e.Headers {
		r.Header.Set(name, value)
	}
	if len(e.Cookies) > 0 {
		r.Header.Set("Cookie", strings.Join(e.Cookies, "; "))
	}
	r.Host = e.RequestContext.DomainName
	r.RemoteAddr = Network(e.RequestContext.HTTP.SourceIP)
	r.Header.Del("X-Forwarded-For") // whole addresses go no further than this line
	r.Header.Del("Forwarded")
	return r, nil
}

// sixToFour is the IPv6 addresses that hold an IPv4 address after their first 16
// bits (RFC 3056): their first 48 bits would give that away whole.
var sixToFour = netip.MustParsePrefix("2002::/16")

// Network is the network that an IP address lies in, /24 of IPv4 and /48 of
// IPv6, and "" for what is none. No whole address is ever stored (M12).
func Network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return ""
	}
	ip = ip.Unmap().WithZone("")
	bits := 48
	switch {
	case ip.Is4():
		bits = 24
	case sixToFour.Contains(ip):
		bits = sixToFour.Bits() + 24
	}
	network, err := ip.Prefix(bits)
	if err != nil {
		return ""
	}
	return network.String()
}

// recorder holds an answer until it is whole.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header is what goes out with the answer.
func (w *recorder) Header() http.Header { return w.header }

// WriteHeader sets the status of the answer.
func (w *recorder) WriteHeader(status int) { w.status = status }

// Write adds to the body, and never fails.
func (w *recorder) Write(b []byte) (int, error) { return w.body.Write(b) }

func (w *recorder) answer() events.APIGatewayV2HTTPResponse {
	out := events.APIGatewayV2HTTPResponse{StatusCode: w.status, Headers: map[string]string{}}
	for name, values := range w.header {
		if name == "Set-Cookie" {
			out.Cookies = values
			continue
		}
		out.Headers[name] = strings.Join(values, ", ")
	}
	out.Body = w.body.String()
	if !utf8.ValidString(out.Body) {
		out.Body, out.IsBase64Encoded = base64.StdEncoding.EncodeToString(w.body.Bytes()), true
	}
	return out
}
