package openapi_test

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/infra/controllers/interfaces"
	"ordholden/internal/api"
	"ordholden/internal/banner"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holiday"
	"ordholden/internal/openapi"
	"ordholden/internal/openapi/conform"
	"ordholden/internal/residence"
	"ordholden/internal/rights"
	"ordholden/internal/site"
)

const (
	v1      = "/v1/mojob/"
	asJSON  = "application/json"
	asText  = "text/plain;charset=UTF-8"
	asForm  = "application/x-www-form-urlencoded"
	visitor = "7d3kq0v5m2a9t6h1x8w4c0b2ng"
	unknown = "4xk2m9q7tbv0hc8e5ndw3gyr1c" // an id that names nothing
)

// world is the functions behind the API with stores in memory, watched by a checker.
type world struct {
	t        *testing.T
	memory   *memory
	checker  *conform.Checker
	consents http.Handler
	requests http.Handler
	site     http.Handler
}

func newChecker(t *testing.T) *conform.Checker {
	t.Helper()
	c, err := conform.New(openapi.Document)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func newWorld(t *testing.T, c *conform.Checker) *world {
	m, registry := newMemory(), controllers.Registry()
	now := func() time.Time { return time.Date(2026, time.November, 21, 10, 15, 30, 123e6, time.UTC) }
	shared := api.API{Controllers: registry, PublicURL: "https://privacy.example.com", Place: residence.Place{Region: "eu-north-1", Country: "SE"}, Log: slog.New(slog.DiscardHandler)}
	consents := &api.Consents{API: shared, Desk: consent.Desk{
		Controllers: registry, Ledger: ledger{m}, Dossiers: dossiers{m}, Now: now}, Keys: signingKeys{}, Proofs: logbook{}}
	desk := rights.Desk{Controllers: registry, Cases: cases{memory: m}, Calendar: holiday.Norway{}, Now: now}
	requests := &api.Requests{API: shared, Desk: desk, Stop: desk, Log: logbook{}}
	return &world{
		t: t, memory: m, checker: c, consents: consents.Handler(), requests: requests.Handler(),
		site: site.Site{Registry: registry, OpenAPI: openapi.Document, Interfaces: interfaces.Text, NewID: gdpr.NewID, Banner: &banner.Scripts{Bundle: banner.Bundle{Script: "start();"}, Registry: registry}},
	}
}

// handler is the function that the template leads a path to.
func (w *world) handler(path string) http.Handler {
	switch {
	case path == "/v1/openapi.json" || strings.Contains(path, "/notices/") || strings.Contains(path, "/interfaces/") || strings.HasSuffix(path, "/banner") || strings.HasSuffix(path, "/statement"):
		return w.site
	case strings.Contains(path, "/requests"), strings.Contains(path, "/log"):
		return w.requests
	}
	return w.consents
}

// call is one exchange, to be answered with a status and as documented. Headers
// come as names and values.
func (w *world) call(want int, method, path, body string, header ...string) *http.Response {
	w.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	recorder := httptest.NewRecorder()
	w.handler(r.URL.Path).ServeHTTP(recorder, r)
	answer := recorder.Result()
	if answer.StatusCode != want {
		w.t.Errorf("%s %s %q answered %d, want %d: %s", method, path, header, answer.StatusCode, want, recorder.Body)
	}
	if err := w.checker.Check(r, []byte(body), answer.StatusCode, answer.Header, recorder.Body.Bytes()); err != nil {
		w.t.Error(err)
	}
	return answer
}

// post sends fields in a format.
func (w *world) post(want int, path, format string, fields object, header ...string) *http.Response {
	w.t.Helper()
	return w.call(want, http.MethodPost, path, encode(w.t, format, fields), append([]string{"Content-Type", format}, header...)...)
}

// accepted posts fields as JSON and returns the id that comes back.
func (w *world) accepted(path string, fields object) string {
	w.t.Helper()
	var answer struct{ ID string }
	text, err := io.ReadAll(w.post(http.StatusAccepted, path, asJSON, fields).Body)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		w.t.Fatal(err)
	}
	return answer.ID
}

func encode(t *testing.T, format string, fields object) string {
	t.Helper()
	if format != asForm {
		text, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	form := url.Values{}
	for name, value := range fields {
		switch v := value.(type) {
		case string:
			form.Set(name, v)
		case []string:
			form[name] = v
		case object:
			for purpose, decision := range v {
				form.Set("decision."+purpose, decision.(string))
			}
		}
	}
	return form.Encode()
}

// with is fields with others added.
func with(fields object, namesAndValues ...any) object {
	all := object{}
	for name, value := range fields {
		all[name] = value
	}
	for i := 0; i < len(namesAndValues); i += 2 {
		all[namesAndValues[i].(string)] = namesAndValues[i+1]
	}
	return all
}

func notice(t *testing.T, a controller.Audience) string {
	t.Helper()
	d, _ := controllers.Registry().Current("mojob")
	ref, ok := d.NoticeFor(a, gdpr.English)
	if !ok {
		t.Fatalf("no notice for %s", a)
	}
	return string(ref.Digest)
}

// shownIn is what people who send a format decide in: the form, or else the banner.
func shownIn(t *testing.T, format string, a controller.Audience) string {
	t.Helper()
	d, _ := controllers.Registry().Current("mojob")
	for _, ref := range d.Interfaces {
		if ref.Audience == a && ref.Language == gdpr.English && (ref.Surface == controller.OnForm) == (format == asForm) {
			return string(ref.Digest)
		}
	}
	t.Fatalf("nothing shown to %s", a)
	return ""
}

// decided is a decision on every purpose that an audience is asked about.
func decided(t *testing.T, a controller.Audience) object {
	t.Helper()
	d, _ := controllers.Registry().Current("mojob")
	all := object{}
	for _, p := range d.Asked(a) {
		all[string(p.ID)] = string(gdpr.Given)
	}
	return all
}

func visitorFields(t *testing.T) object {
	return object{
		"visitor": visitor, "notice": notice(t, controller.Visitors), "language": "en", "decisions": decided(t, controller.Visitors),
	}
}

func personFields(t *testing.T) object {
	return object{
		"email": "kari@example.com", "notice": notice(t, controller.Persons), "language": "en", "decisions": decided(t, controller.Persons),
	}
}

func requestFields() object {
	return object{"email": "kari@example.com", "rights": []string{"access", "erasure"}, "language": "en"}
}

func proof(id string) object { return object{"case": id, "code": goodCode, "language": "en"} }

// signingKeys has one key for each controller, made from its name.
type signingKeys struct{}

func (signingKeys) SigningKey(_ context.Context, c gdpr.ControllerID) (string, ed25519.PrivateKey, error) {
	seed := make([]byte, ed25519.SeedSize)
	copy(seed, c)
	return "1", ed25519.NewKeyFromSeed(seed), nil
}
