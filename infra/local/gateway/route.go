package gateway

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/time/rate"
)

const defaultKey = "$default"

// methods are those that a route key may name.
var methods = []string{"ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"}

// route is a Route taken apart.
type route struct {
	key      string
	method   string
	segments []segment
	greedy   string // name of the {variable+} at the end; empty where there is none
	invoker  Invoker
	bucket   *rate.Limiter
	timeout  time.Duration

	authorizer *Authorizer
	scopes     []string
}

// segment is a literal, or a variable that takes whatever stands in its place.
type segment struct {
	text     string
	variable bool
}

// table holds the routes, the most specific ones first.
type table struct {
	routes   []*route
	fallback *route
}

// add takes a route in. Two that would match the very same calls are refused.
func (t *table) add(in Route) error {
	if in.Invoker == nil {
		return errors.New("it leads to no function")
	}
	r, err := parseKey(in.Key)
	if err != nil {
		return err
	}
	r.invoker, r.bucket, r.timeout = in.Invoker, bucket(in), in.Timeout
	r.authorizer, r.scopes = in.Authorizer, in.Scopes
	if r.timeout == 0 {
		r.timeout = defaultTimeout
	}
	if in.Key == defaultKey {
		if t.fallback != nil {
			return errors.New("there are two")
		}
		t.fallback = r
		return nil
	}
	for _, other := range t.routes {
		if compare(r, other) == 0 {
			return fmt.Errorf("%q matches the same calls", other.key)
		}
	}
	t.routes = append(t.routes, r)
	slices.SortFunc(t.routes, compare)
	return nil
}

// parseKey reads "METHOD /path/{variable}/{rest+}" or $default.
func parseKey(key string) (*route, error) {
	r := &route{key: key}
	if key == defaultKey {
		return r, nil
	}
	method, path, _ := strings.Cut(key, " ")
	if !slices.Contains(methods, method) {
		return nil, fmt.Errorf("%q is no method", method)
	}
	if !strings.HasPrefix(path, "/") || path != "/" && strings.HasSuffix(path, "/") {
		return nil, fmt.Errorf("path %q wants a slash in front and none at the end", path)
	}
	r.method = method
	parts := split(path)
	for at, part := range parts {
		name, variable := strings.CutPrefix(part, "{")
		name, closed := strings.CutSuffix(name, "}")
		switch rest, greedy := strings.CutSuffix(name, "+"); {
		case variable != closed || variable && rest == "" || part == "" && path != "/":
			return nil, fmt.Errorf("segment %q is not understood", part)
		case variable && greedy:
			if at != len(parts)-1 {
				return nil, fmt.Errorf("%s does not stand at the end", part)
			}
			r.greedy = rest
		default:
			r.segments = append(r.segments, segment{text: name, variable: variable})
		}
	}
	return r, nil
}

func split(path string) []string { return strings.Split(strings.TrimPrefix(path, "/"), "/") }

// compare orders routes by how specific they are: as AWS documents it, a full match goes before a greedy one. Between
// two of a kind AWS gives examples only; here the first segment that differs decides, a literal before a variable,
// then the longer path before the shorter greedy one, then a method before ANY.
func compare(a, b *route) int {
	if byGreed := order(a.greedy == "", b.greedy == ""); byGreed != 0 {
		return byGreed
	}
	for i := range min(len(a.segments), len(b.segments)) {
		x, y := a.segments[i], b.segments[i]
		if byKind := order(!x.variable, !y.variable); byKind != 0 {
			return byKind
		}
		if !x.variable && x.text != y.text {
			return strings.Compare(x.text, y.text)
		}
	}
	if byLength := len(b.segments) - len(a.segments); byLength != 0 {
		return byLength
	}
	if byMethod := order(a.method != "ANY", b.method != "ANY"); byMethod != 0 {
		return byMethod
	}
	return strings.Compare(a.method, b.method)
}

// order puts what is true first.
func order(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// match finds the route for a call, and the values of its path variables.
func (t *table) match(method, path string) (*route, map[string]string) {
	parts := split(path)
	for _, r := range t.routes {
		if r.method != method && r.method != "ANY" {
			continue
		}
		if params, ok := r.match(parts); ok {
			return r, params
		}
	}
	return t.fallback, nil
}

// match compares segments as they were sent and decodes them afterwards: AWS does not say which, and this way a
// function meets the harder case, a variable with a slash in it. A path that ends in a slash is another path, and a
// variable never takes nothing; only a greedy one does ("/a/" is taken by "/a/{proxy+}").
func (r *route) match(parts []string) (map[string]string, bool) {
	n := len(r.segments)
	if r.greedy == "" && len(parts) != n || r.greedy != "" && len(parts) <= n {
		return nil, false
	}
	params := map[string]string{}
	for i, s := range r.segments {
		switch {
		case !s.variable && decoded(parts[i]) != s.text, s.variable && parts[i] == "":
			return nil, false
		case s.variable:
			params[s.text] = decoded(parts[i])
		}
	}
	if r.greedy != "" {
		params[r.greedy] = decoded(strings.Join(parts[n:], "/"))
	}
	return params, true
}

// decoded undoes percent-encoding; the server has refused what cannot be decoded.
func decoded(s string) string {
	if text, err := url.PathUnescape(s); err == nil {
		return text
	}
	return s
}
