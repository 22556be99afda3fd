package api_test

// Every route of functions/holding and functions/desk, with a good sending on it.

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/api"
	"ordholden/internal/api/desktest"
	"ordholden/internal/apigw"
	"ordholden/internal/controller"
	"ordholden/internal/residence"
)

// holdings is the handlers of both functions before one desk.
type holdings struct {
	t       testing.TB
	desk    *desktest.Desk
	holding http.Handler
	staff   http.Handler
	shared  api.API
	log     bytes.Buffer
}

func newHoldings(t testing.TB) *holdings {
	w := &holdings{t: t, desk: &desktest.Desk{Now: start}}
	w.serve(controllers.Registry().Newest()...)
	return w
}

// serve begins anew with other declarations.
func (w *holdings) serve(d ...*controller.Declaration) {
	shared := api.API{Controllers: controller.New(d...), PublicURL: ownPages, Place: residence.Place{Region: "eu-north-1", Country: "SE"}, Log: slog.New(slog.NewJSONHandler(&w.log, nil))}
	w.holding = (&api.Holdings{API: shared, Desk: w.desk, Doors: w.desk, Keys: w.desk, Marketing: w.desk, Recipients: w.desk, Checking: w.desk,
		Own: api.Own{Desk: w.desk, Sessions: w.desk, Deadlines: w.desk, Copies: w.desk, Now: func() time.Time { return w.desk.Now }}}).Handler()
	w.shared = shared
	w.staff = w.desk.Staff(shared).Handler()
}

// send sends with the claims that the gateway has verified, nil for none.
func (w *holdings) send(s sent, who *apigw.Claims) *httptest.ResponseRecorder {
	w.t.Helper()
	path, query, _ := strings.Cut(s.path, "?")
	r := httptest.NewRequestWithContext(apigw.WithClaims(w.t.Context(), who), s.method, "/", strings.NewReader(s.body))
	r.URL.Path, r.URL.RawQuery, r.Host, r.RemoteAddr = path, query, "personvern.example.com", "192.0.2.0/24"
	if s.as != "" {
		r.Header.Set("Content-Type", s.as)
	}
	for name, value := range s.headers {
		r.Header.Set(name, value)
	}
	answer := httptest.NewRecorder()
	handler := w.holding
	if strings.Contains(path, "/desk/") {
		handler = w.staff
	}
	handler.ServeHTTP(answer, r)
	for _, wrong := range undeclared(answer) {
		w.t.Error(wrong)
	}
	return answer
}

// asked is what was asked of the desk, in order.
func (w *holdings) asked() []string {
	var what []string
	for _, c := range w.desk.Calls {
		what = append(what, c.What)
	}
	return what
}

// staffOf and machineOf are tokens for a controller, good for all that it has.
func staffOf(c string) *apigw.Claims   { return desktest.Route{Who: desktest.Staff}.Claims(c) }
func machineOf(c string) *apigw.Claims { return desktest.Route{Who: desktest.Machine}.Claims(c) }

// goodRoute is a good sending on a route.
type goodRoute struct {
	route  string
	who    func(string) *apigw.Claims // nil where anybody may
	query  string
	body   string
	status int
}

var goodRoutes = func() []goodRoute {
	var all []goodRoute
	for _, r := range desktest.Routes {
		g := goodRoute{route: r.Pattern, query: r.Query, body: r.Body, status: r.Status}
		if r.Token() {
			g.who = r.Claims
		}
		all = append(all, g)
	}
	return all
}()

// at is the sending for one controller.
func (g goodRoute) at(c string) sent {
	r := desktest.Route{Pattern: g.route}
	method, path := r.Method(), r.Path(c)
	if g.query != "" {
		path += "?" + g.query
	}
	s := sent{method: method, path: path, body: g.body}
	if g.body != "" {
		s.as = asJSON
	}
	return s
}

// claims is a token of a controller that the route lets in.
func (g goodRoute) claims(c string) *apigw.Claims {
	if g.who == nil {
		return nil
	}
	return g.who(c)
}

// good is the good sending on a route of which part is said.
func good(t testing.TB, part string) goodRoute {
	t.Helper()
	for _, g := range goodRoutes {
		if strings.HasSuffix(g.route, part) {
			return g
		}
	}
	t.Fatalf("no route ends in %s", part)
	return goodRoute{}
}
