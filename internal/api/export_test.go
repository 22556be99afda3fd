package api

import (
	"context"
	"net/http"
	"net/http/httptest"
)

// RoutesOf is every method and path that a handler of this package answers.
func RoutesOf(h http.Handler) []string {
	var all []string
	for _, r := range h.(*routes).known {
		all = append(all, r.method+" "+r.pattern)
	}
	return all
}

// ContextOf is the context in which a call is carried out.
func ContextOf(a *API, r *http.Request) context.Context {
	return a.call(httptest.NewRecorder(), r).r.Context()
}
