package conform

import (
	"net/http"
	"net/url"
	"strings"
)

// find is the operation that a request is for, with its path parameters. HEAD is
// GET without the body, as HTTP has it (RFC 9110, 9.3.2).
func (c *Checker) find(r *http.Request) (*operation, map[string]string) {
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	var found *operation
	var parameters map[string]string
	for _, o := range c.operations {
		if o.method != method {
			continue
		}
		values, ok := o.match(r.URL.EscapedPath())
		if ok && (found == nil || len(values) < len(parameters)) {
			found, parameters = o, values // the one with fewer holes fits more closely
		}
	}
	return found, parameters
}

// match takes the values of the path's parameters out of a path.
func (o *operation) match(path string) (map[string]string, bool) {
	want, got := strings.Split(o.path, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return nil, false
	}
	values := map[string]string{}
	for i, w := range want {
		segment, err := url.PathUnescape(got[i])
		if err != nil {
			return nil, false
		}
		name, isParameter := strings.CutPrefix(w, "{")
		switch {
		case isParameter && segment != "":
			values[strings.TrimSuffix(name, "}")] = segment
		case isParameter || segment != w:
			return nil, false
		}
	}
	return values, true
}
