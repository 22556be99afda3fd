package opendsr

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// What a recipient's system can cost us at most.
const (
	timeout   = 5 * time.Second
	maxAnswer = 1 << 20 // bytes
)

var (
	errTooLarge  = errors.New("opendsr: the answer is over 1 MB")
	errRedirect  = errors.New("opendsr: the answer leads elsewhere, and is not followed")
	errForbidden = errors.New("opendsr: the host name leads to an address that is not public")
)

// safely makes calls that go to the host that they name and to no other: no proxy, no redirect,
// and no address of an inner network that a host name was made to lead to. Only what is called
// this machine may be this machine.
func safely(base *http.Transport) *http.Client {
	t := base.Clone()
	t.Proxy, t.DisableCompression, t.MaxResponseHeaderBytes = nil, true, 64<<10
	t.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		host, _, err := net.SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		here := loopback(host)
		d := net.Dialer{Timeout: timeout, Control: func(_, to string, _ syscall.RawConn) error { return allowed(to, here) }}
		return d.DialContext(ctx, network, address)
	}
	return &http.Client{
		Transport: t, Timeout: timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// shared is addresses that stand for many machines at once (RFC 6598), which netip does
// not count among the private ones.
var shared = netip.MustParsePrefix("100.64.0.0/10")

// allowed reports why an address is not called: it is decided on the address that is dialed,
// after the name was looked up, so that no second look-up can say otherwise.
func allowed(to string, here bool) error {
	at, err := netip.ParseAddrPort(to)
	if err != nil {
		return errForbidden
	}
	ip := at.Addr().Unmap()
	switch {
	case ip.IsLoopback() && here:
		return nil
	case !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.IsLoopback() || shared.Contains(ip):
		return errForbidden
	}
	return nil
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// do makes one call. Its errors name the place and never what was sent.
func (c *Client) do(r *http.Request) (answer, error) {
	r.Header.Set("Accept", "application/json")
	response, err := c.http.Do(r)
	if err != nil {
		return answer{}, fmt.Errorf("opendsr: call: %w", err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer+1))
	switch {
	case err != nil:
		return answer{}, fmt.Errorf("opendsr: read the answer: %w", err)
	case len(body) > maxAnswer:
		return answer{}, errTooLarge
	case response.StatusCode >= 300 && response.StatusCode < 400:
		return answer{}, errRedirect
	}
	return answer{response.StatusCode, response.Header, body}, nil
}
