package api

import (
	"fmt"
	"net/url"
	"strings"

	"ordholden/internal/gdpr"
)

// Origins are sites whose pages may call the API of a controller, beside those that it
// declares: a staging site, or the demo site of the local stack.
type Origins map[gdpr.ControllerID][]string

// ParseOrigins reads controller=origin, several with commas between. An origin is exactly
// what a browser sends: scheme, host, and a port that is not the scheme's own (RFC 6454,
// section 6.1). Only a site on this machine goes without TLS.
func ParseOrigins(s string) (Origins, error) {
	origins := Origins{}
	for entry := range strings.SplitSeq(s, ",") {
		if entry = strings.TrimSpace(entry); entry == "" {
			continue
		}
		controller, origin, _ := strings.Cut(entry, "=")
		u, err := url.Parse(origin)
		if err != nil || controller == "" || u.Host == "" || origin != u.Scheme+"://"+strings.ToLower(u.Host) || !safe(u) {
			return nil, fmt.Errorf("origins: %q is none: write it as controller=https://www.example.com", entry)
		}
		id := gdpr.ControllerID(controller)
		origins[id] = append(origins[id], origin)
	}
	return origins, nil
}

func safe(u *url.URL) bool {
	switch {
	case u.Scheme == "https":
		return u.Port() != "443"
	case u.Scheme == "http":
		host := u.Hostname()
		return host == "localhost" || strings.HasSuffix(host, ".localhost") || host == "127.0.0.1"
	}
	return false
}
