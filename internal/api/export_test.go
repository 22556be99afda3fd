package api

import "net/http"

// RoutesOf is every method and path that a handler of this package answers.
func RoutesOf(h http.Handler) []string {
	var all []string
	for _, r := range h.(*routes).known {
		all = append(all, r.method+" "+r.pattern)
	}
	return all
}
