package api

import (
	"fmt"
	"net/url"
	"strings"

	"ordholden/internal/gdpr"
)

// Sites are the origins that may call in a controller's name beside those that it declares:
// where it tries its site out before people see it. The deployment names them, since they
// are no part of what a controller tells people.
type Sites map[string]bool // by controller=origin

func (s Sites) have(c gdpr.ControllerID, origin string) bool { return s[string(c)+"="+origin] }

// ParseSites reads mojob=https://staging.example.com,tretoen=https://test.example.no: a
// controller's id and an origin, as often as there are any. The empty text names none.
func ParseSites(text string) (Sites, error) {
	sites := Sites{}
	for one := range strings.SplitSeq(text, ",") {
		if text == "" {
			break
		}
		c, origin, _ := strings.Cut(one, "=")
		if u, err := url.Parse(origin); err != nil || c == "" || u.Host == "" || origin != u.Scheme+"://"+u.Host {
			return nil, fmt.Errorf("%q is no site: write controller=origin, like mojob=https://staging.example.com", one)
		}
		sites[one] = true
	}
	return sites, nil
}
