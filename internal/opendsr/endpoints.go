package opendsr

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"ordholden/internal/gdpr"
)

// Endpoints is where recipients are told, by controller and recipient.
type Endpoints map[gdpr.ControllerID]map[string]*url.URL

// ParseEndpoints reads what the deployment says: "mojob/customers=https://dsr.example.com,…".
// Blanks around an entry are forgiven, and nothing else.
func ParseEndpoints(setting string) (Endpoints, error) {
	all := Endpoints{}
	if strings.TrimSpace(setting) == "" {
		return all, nil
	}
	for _, entry := range strings.Split(setting, ",") {
		name, address, _ := strings.Cut(strings.TrimSpace(entry), "=")
		c, recipient, ok := strings.Cut(name, "/")
		if !ok || c == "" || recipient == "" || strings.Contains(recipient, "/") {
			return nil, fmt.Errorf("processors: %q is not written controller/recipient=https://…", entry)
		}
		at, err := endpoint(address)
		if err != nil {
			return nil, fmt.Errorf("processors: %s: %w", name, err)
		}
		of := all[gdpr.ControllerID(c)]
		if of == nil {
			of = map[string]*url.URL{}
			all[gdpr.ControllerID(c)] = of
		}
		if of[recipient] != nil {
			return nil, fmt.Errorf("processors: %s stands twice", name)
		}
		of[recipient] = at
	}
	return all, nil
}

// endpoint takes https and a host name; on this machine itself also http and an address,
// for the receiver that stands in for a recipient.
func endpoint(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSuffix(address, "/"))
	if err != nil {
		return nil, fmt.Errorf("%q is no URL", address)
	}
	host := u.Hostname()
	_, notAddress := netip.ParseAddr(host)
	here := loopback(host)
	switch {
	case host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Opaque != "":
		return nil, fmt.Errorf("%q is more or less than https, a host and a path", address)
	case host != strings.ToLower(host):
		return nil, fmt.Errorf("%q: write the host in lower case", address)
	case u.Scheme != "https" && !(u.Scheme == "http" && here):
		return nil, fmt.Errorf("%q does not begin with https://", address)
	case notAddress == nil && !here:
		return nil, fmt.Errorf("%q names an address: only a host name has a certificate that says whose it is", address)
	}
	return u, nil
}

// loopback reports whether a host is this machine.
func loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.Unmap().IsLoopback()
}

// of is the endpoint of a recipient, nil for none.
func (e Endpoints) of(c gdpr.ControllerID, recipient string) *url.URL { return e[c][recipient] }
