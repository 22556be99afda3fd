package api_test

// Every route of functions/holding and functions/desk, with a good sending on it.

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ordholden/infra/controllers"
	"ordholden/internal/api"
	"ordholden/internal/api/desktest"
	"ordholden/internal/apigw"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// holdings is the handlers of both functions before one desk.
type holdings struct {
	t       testing.TB
	desk    *desktest.Desk
	holding http.Handler
	staff   http.Handler
	log     bytes.Buffer
}

func newHoldings(t testing.TB) *holdings {
	w := &holdings{t: t, desk: &desktest.Desk{Now: start}}
	shared := api.API{Controllers: controllers.Registry(), PublicURL: ownPages, Log: slog.New(slog.NewJSONHandler(&w.log, nil))}
	w.holding = (&api.Holdings{API: shared, Desk: w.desk, Doors: w.desk, Keys: w.desk}).Handler()
	w.staff = (&api.Staff{API: shared, Desk: w.desk, Signer: w.desk}).Handler()
	return w
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
func staffOf(c string) *apigw.Claims {
	return &apigw.Claims{Use: "access", Subject: "sub-1", Client: "console", Groups: []string{c + ":privacy", c + ":recruiter", c + ":sales"}, Scopes: []string{"openid"}}
}

func machineOf(c string) *apigw.Claims {
	return &apigw.Claims{Use: "access", Subject: "client-1", Client: "client-1",
		Scopes: []string{c + "/applications.write", c + "/profiles.write", c + "/activities.write", c + "/disclosures.write"}}
}

// goodRoute is a good sending on a route: its body as JSON, and how it is answered.
type goodRoute struct {
	route  string
	who    func(string) *apigw.Claims // nil where anybody may
	query  string
	body   string
	status int
}

const (
	agreementBody = `"fields":{"title":"Drift","customer":"Kunde AS"},"contacts":[{"name":"Kari Eksempel","email":"kari@example.com"}],"allows":"Punkt 4"`
	proofBody     = `{"case":"` + string(desktest.ID) + `","code":"7gk2pm"}`
)

var goodRoutes = []goodRoute{
	{"POST /v1/{controller}/applications", nil, "", applicationBody, 201},
	{"POST /v1/{controller}/applications/files", nil, "", `{"grant":"the-grant","file":"` + string(desktest.File) + `","files":[{"kind":"certificate"}]}`, 200},
	{"GET /v1/{controller}/applications/files", nil, "grant=the-grant&file=" + string(desktest.File) + "&bucket=b&key=k&etag=%22e%22", "", 200},
	{"POST /v1/{controller}/agreements/link", nil, "", `{"email":"kari@example.com"}`, 202},
	{"POST /v1/{controller}/agreements/open", nil, "", proofBody, 200},
	{"GET /v1/{controller}/jwks.json", nil, "", "", 200},
	{"POST /v1/{controller}/holding/applications", machineOf, "", `{"source":"finn.no","received":"2026-11-20T08:00:00Z",` + applicationBody[1:], 201},
	{"PUT /v1/{controller}/holding/profiles", machineOf, "", `{"email":"kari@example.com","fields":{"name":"Kari Eksempel"},"language":"nn"}`, 200},
	{"POST /v1/{controller}/holding/activities", machineOf, "", `{"email":"kari@example.com","activity":"sign-in","at":"2026-11-21T11:00:00Z"}`, 200},
	{"POST /v1/{controller}/holding/disclosures", machineOf, "", `{"email":"kari@example.com","recipient":"customers","customer":"Bedrift AS","categories":["profile"]}`, 201},
	{"POST /v1/{controller}/holding/items/{item}/files", machineOf, "", `{"files":[{"kind":"cv","name":"cv.pdf","type":"application/pdf","size":7}]}`, 201},
	{"POST /v1/{controller}/holding/items/{item}/files/{file}", machineOf, "", "", 200},
	{"POST /v1/{controller}/desk/search", staffOf, "", `{"email":"kari@example.com"}`, 200},
	{"GET /v1/{controller}/desk/applications", staffOf, "", "", 200},
	{"GET /v1/{controller}/desk/agreements", staffOf, "limit=10&before=2026-11-21T12:00:00.123456789Z", "", 200},
	{"GET /v1/{controller}/desk/profiles", staffOf, "", "", 200},
	{"GET /v1/{controller}/desk/items/{item}", staffOf, "", "", 200},
	{"GET /v1/{controller}/desk/items/{item}/files/{file}", staffOf, "", "", 200},
	{"GET /v1/{controller}/desk/items/{item}/readings", staffOf, "", "", 200},
	{"GET /v1/{controller}/desk/items/{item}/disclosures", staffOf, "", "", 200},
	{"PUT /v1/{controller}/desk/items/{item}/restriction", staffOf, "", "", 200},
	{"DELETE /v1/{controller}/desk/items/{item}/restriction", staffOf, "", "", 200},
	{"POST /v1/{controller}/desk/items/{item}/holds", staffOf, "", `{"ground":"accounting","year":2025}`, 201},
	{"DELETE /v1/{controller}/desk/items/{item}/holds/{hold}", staffOf, "", "", 200},
	{"POST /v1/{controller}/desk/items/{item}/files", staffOf, "", `{"files":[{"kind":"document"}]}`, 201},
	{"POST /v1/{controller}/desk/items/{item}/files/{file}", staffOf, "", "", 200},
	{"POST /v1/{controller}/desk/agreements", staffOf, "", `{"signed":true,` + agreementBody + `}`, 201},
	{"PUT /v1/{controller}/desk/items/{item}", staffOf, "", `{"revision":3,` + agreementBody + `}`, 200},
	{"POST /v1/{controller}/desk/items/{item}/step", staffOf, "", `{"step":"end","day":"2026-11-20"}`, 200},
	{"POST /v1/{controller}/desk/erasures", staffOf, "", `{"email":"kari@example.com","case":"` + string(desktest.ID) + `"}`, 200},
}

const applicationBody = `{"email":"kari@example.com","fields":{"name":"Kari Eksempel","letter":"Hei,\nher er jeg."},` +
	`"files":[{"kind":"cv","name":"cv.pdf","type":"application/pdf","size":7},{"kind":"letter"}],` +
	`"notice":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","language":"nn"}`

// at is the sending for one controller.
func (g goodRoute) at(c string) sent {
	method, path, _ := strings.Cut(g.route, " ")
	item := desktest.RefOf(gdpr.ControllerID(c), controller.Agreements).String()
	path = strings.NewReplacer("{controller}", c, "{item}", item, "{file}", string(desktest.File), "{hold}", string(desktest.Held)).Replace(path)
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
