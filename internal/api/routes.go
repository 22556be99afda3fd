package api

import (
	"net/http"
	"strings"
)

// routes leads calls to what answers them, by method and path. http.ServeMux
// would too, but it takes its patterns apart and compares them all with one
// another in each new process, which a visitor's first consent waits for.
type routes struct {
	known     []route
	otherwise http.HandlerFunc
}

type route struct {
	method   string
	pattern  string
	segments []string // of the pattern; {name} takes whatever stands in its place
	answer   http.HandlerFunc
}

// handle adds a route. Of several that take a call the first one does.
func (t *routes) handle(method, pattern string, answer http.HandlerFunc) {
	t.known = append(t.known, route{method, pattern, strings.Split(pattern, "/"), answer})
}

// ServeHTTP answers by the route of the call, which can read path values as
// with http.ServeMux.
func (t *routes) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	segments := strings.Split(r.URL.Path, "/")
	for _, known := range t.known {
		if known.method == r.Method && known.takes(segments) {
			known.read(r, segments)
			known.answer(w, r)
			return
		}
	}
	t.otherwise(w, r)
}

func (k route) takes(segments []string) bool {
	if len(segments) != len(k.segments) {
		return false
	}
	for i, s := range k.segments {
		if s != segments[i] && (name(s) == "" || segments[i] == "") {
			return false
		}
	}
	return true
}

func (k route) read(r *http.Request, segments []string) {
	r.Pattern = k.method + " " + k.pattern
	for i, s := range k.segments {
		if n := name(s); n != "" {
			r.SetPathValue(n, segments[i])
		}
	}
}

// name is what a variable segment is called, "" for a literal one.
func name(segment string) string {
	if n, ok := strings.CutPrefix(segment, "{"); ok {
		return strings.TrimSuffix(n, "}")
	}
	return ""
}
