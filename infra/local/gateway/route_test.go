package gateway_test

import (
	"context"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"ordholden/infra/local/gateway"
)

func TestMostSpecificRouteWins(t *testing.T) {
	keys := []string{
		"$default",
		"ANY /{proxy+}",
		"GET /pets/{proxy+}",
		"GET /pets/dog/{id}",
		"GET /pets/dog/1",
		"ANY /pets/dog/{id}",
		"GET /pets/{kind}/1",
		"POST /v1/{controller}/consents",
		"GET /v1/{controller}/consents/{consent}",
		"POST /v1/{controller}/consents/confirmation",
		"POST /v1/{controller}/consents/{consent}/withdrawal",
		"GET /",
	}
	var got *function
	var routes []gateway.Route
	all := map[*function]string{}
	for _, key := range keys {
		f := &function{answer: `""`}
		all[f] = key
		routes = append(routes, gateway.Route{Key: key, Invoker: invokerFunc(func(ctx context.Context, p []byte) ([]byte, error) {
			got = f
			return f.Invoke(ctx, p)
		})})
	}
	none := map[string]string{}
	for _, c := range []struct {
		method, path, want string
		params             map[string]string
	}{
		{"GET", "/pets/dog/1", "GET /pets/dog/1", none},
		{"GET", "/pets/dog/2", "GET /pets/dog/{id}", map[string]string{"id": "2"}},
		{"PUT", "/pets/dog/1", "ANY /pets/dog/{id}", map[string]string{"id": "1"}},
		{"GET", "/pets/cat/1", "GET /pets/{kind}/1", map[string]string{"kind": "cat"}},
		{"GET", "/pets/cat/2", "GET /pets/{proxy+}", map[string]string{"proxy": "cat/2"}},
		{"GET", "/pets/", "GET /pets/{proxy+}", map[string]string{"proxy": ""}},
		{"GET", "/pets", "ANY /{proxy+}", map[string]string{"proxy": "pets"}},
		{"POST", "/pets/cat/2", "ANY /{proxy+}", map[string]string{"proxy": "pets/cat/2"}},
		{"GET", "/", "GET /", none},
		{"HEAD", "/", "ANY /{proxy+}", map[string]string{"proxy": ""}},
		{"POST", "/v1/mojob/consents", "POST /v1/{controller}/consents", map[string]string{"controller": "mojob"}},
		{"POST", "/v1/mojob/consents/", "ANY /{proxy+}", map[string]string{"proxy": "v1/mojob/consents/"}},
		{"POST", "/v1//consents", "ANY /{proxy+}", map[string]string{"proxy": "v1//consents"}},
		{"GET", "/v1/mojob/consents/c-1", "GET /v1/{controller}/consents/{consent}", map[string]string{"controller": "mojob", "consent": "c-1"}},
		{"GET", "/v1/mojob/consents/confirmation", "GET /v1/{controller}/consents/{consent}", map[string]string{"controller": "mojob", "consent": "confirmation"}},
		{"POST", "/v1/mojob/consents/confirmation", "POST /v1/{controller}/consents/confirmation", map[string]string{"controller": "mojob"}},
		{"POST", "/v1/mojob/consents/c%2F1/withdrawal", "POST /v1/{controller}/consents/{consent}/withdrawal", map[string]string{"controller": "mojob", "consent": "c/1"}},
		{"GET", "/v1/mojob/%63onsents/%C3%A5%20b", "GET /v1/{controller}/consents/{consent}", map[string]string{"controller": "mojob", "consent": "å b"}},
	} {
		for range 2 { // the order in which routes are given does not matter
			slices.Reverse(routes)
			g := open(t, gateway.Config{Routes: routes})
			call(g, httptest.NewRequest(c.method, c.path, nil))
			if all[got] != c.want {
				t.Errorf("%s %s went to %q, want %q", c.method, c.path, all[got], c.want)
				continue
			}
			e := got.event(t)
			if e.RouteKey != c.want || !maps.Equal(e.PathParameters, c.params) {
				t.Errorf("%s %s: route key %q with %q, want %q with %q", c.method, c.path, e.RouteKey, e.PathParameters, c.want, c.params)
			}
		}
	}
}

func TestWithoutADefaultWhatMatchesNothingIsNotFound(t *testing.T) {
	f := &function{answer: `""`}
	g := open(t, gateway.Config{Routes: []gateway.Route{{Key: "GET /a", Invoker: f}}})
	for _, c := range []struct{ method, path string }{{"GET", "/b"}, {"POST", "/a"}, {"GET", "/a/"}, {"GET", "/a/b"}, {"HEAD", "/a"}} {
		says(t, call(g, httptest.NewRequest(c.method, c.path, nil)), http.StatusNotFound, "Not Found")
	}
	if f.payload != nil {
		t.Error("the function was run")
	}
}

func TestRoutesThatCannotBeAreRefused(t *testing.T) {
	f := &function{}
	for name, keys := range map[string][]string{
		"without a method":       {"/a"},
		"unknown method":         {"FETCH /a"},
		"without a path":         {"GET"},
		"slash at the end":       {"GET /a/"},
		"empty segment":          {"GET /a//b"},
		"greedy in the middle":   {"GET /{all+}/b"},
		"variable without name":  {"GET /{}"},
		"greedy without a name":  {"GET /{+}"},
		"variable not closed":    {"GET /{a"},
		"variable in a segment":  {"GET /x{a}"},
		"two defaults":           {"$default", "$default"},
		"twice":                  {"GET /a", "GET /a"},
		"the same by other name": {"GET /{a}", "GET /{b}"},
	} {
		var routes []gateway.Route
		for _, key := range keys {
			routes = append(routes, gateway.Route{Key: key, Invoker: f})
		}
		if _, err := gateway.New(gateway.Config{Routes: routes}); err == nil {
			t.Errorf("%s: %q was accepted", name, keys)
		}
	}
	if _, err := gateway.New(gateway.Config{Routes: []gateway.Route{{Key: "GET /a"}}}); err == nil {
		t.Error("a route that leads nowhere was accepted")
	}
}
