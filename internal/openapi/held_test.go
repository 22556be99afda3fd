package openapi_test

// Holdings and desk: each route with a good sending, and then refused in every way that
// is documented of it.

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/api"
	"ordholden/internal/api/desktest"
	"ordholden/internal/apigw"
	"ordholden/internal/gdpr"
	"ordholden/internal/openapi/conform"
	"ordholden/internal/residence"
)

// held is the two functions before one desk, watched by a checker.
type held struct {
	t       *testing.T
	checker *conform.Checker
	desk    *desktest.Desk
	holding http.Handler
	staff   http.Handler
}

func newHeld(t *testing.T, c *conform.Checker) *held {
	desk := &desktest.Desk{Now: time.Date(2026, time.November, 21, 10, 15, 30, 123e6, time.UTC)}
	shared := api.API{Controllers: controllers.Registry(), PublicURL: "https://privacy.example.com", Place: residence.Place{Region: "eu-north-1", Country: "SE"}, Log: slog.New(slog.DiscardHandler)}
	return &held{
		t: t, checker: c, desk: desk,
		holding: (&api.Holdings{API: shared, Desk: desk, Doors: desk, Keys: desk, Marketing: desk, Recipients: desk, Checking: desk,
			Own: api.Own{Desk: desk, Sessions: desk, Deadlines: desk, Copies: desk, Now: func() time.Time { return desk.Now }}}).Handler(),
		staff: desk.Staff(shared).Handler(),
	}
}

// call is one exchange, to be answered with a status and as documented.
func (w *held) call(want int, who *apigw.Claims, method, path, contentType, body string, header ...string) {
	w.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	for pair := range slices.Chunk(header, 2) {
		r.Header.Set(pair[0], pair[1])
	}
	handler := w.holding
	if strings.Contains(path, "/desk/") {
		handler = w.staff
	}
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, r.WithContext(apigw.WithClaims(r.Context(), who)))
	if answer.Code != want {
		w.t.Errorf("%s %s answered %d, want %d: %s", method, path, answer.Code, want, answer.Body)
	}
	if err := w.checker.Check(r, []byte(body), answer.Code, answer.Header(), answer.Body.Bytes()); err != nil {
		w.t.Error(err)
	}
}

// good sends the good sending, after a change.
func (w *held) good(want int, r desktest.Route, c string, header ...string) {
	w.t.Helper()
	path := r.Path(c)
	if r.Query != "" {
		path += "?" + r.Query
	}
	contentType := ""
	if r.Body != "" {
		contentType = asJSON
	}
	w.call(want, r.Claims(c), r.Method(), path, contentType, r.Body, header...)
}

func driveHeld(t *testing.T, c *conform.Checker) {
	doc := document(t)
	for _, r := range desktest.Routes {
		for _, at := range []string{"mojob", "tretoen"} {
			newHeld(t, c).good(r.Status, r, at)
		}
		w := newHeld(t, c)
		w.good(http.StatusNotFound, r, "nobody")
		w.good(http.StatusForbidden, r, "mojob", "Origin", "https://www.example.com")
		if r.Token() {
			w.call(http.StatusUnauthorized, nil, r.Method(), r.Path("mojob"), asJSON, r.Body)
			w.call(http.StatusForbidden, r.Claims("tretoen"), r.Method(), r.Path("mojob"), asJSON, r.Body)
		}
		driveHeldBodies(w, r, doc)
		driveHeldFailures(t, c, r, doc)
	}
}

// driveHeldBodies refuses bodies: where none is needed, one that says something too.
func driveHeldBodies(w *held, r desktest.Route, doc object) {
	path, who := r.Path("mojob"), r.Claims("mojob")
	if r.Method() == http.MethodGet {
		if answersOf(doc, r)["422"] != nil {
			w.call(http.StatusUnprocessableEntity, who, "GET", path+"?surprise=1", "", "")
			w.call(http.StatusBadRequest, who, "GET", path+"?a=%zz", "", "")
		}
		return
	}
	if r.Who == desktest.Recipient { // what is signed is not read before the signature is
		w.call(http.StatusUnprocessableEntity, who, r.Method(), path, asJSON, "{}")
		path += "?" + r.Query
		w.call(http.StatusUnprocessableEntity, who, r.Method(), path+"&surprise=1", asJSON, "{}")
		w.call(http.StatusBadRequest, who, r.Method(), path+"&a=%zz", asJSON, "{}")
		w.call(http.StatusUnsupportedMediaType, who, r.Method(), path, asForm, "surprise=1")
		w.call(http.StatusRequestEntityTooLarge, who, r.Method(), path, asJSON, strings.Repeat(" ", 33<<10))
		return
	}
	w.call(http.StatusBadRequest, who, r.Method(), path, asJSON, "{")
	w.call(http.StatusUnsupportedMediaType, who, r.Method(), path, "application/xml", "<a/>")
	w.call(http.StatusRequestEntityTooLarge, who, r.Method(), path, asJSON, `{"surprise":"`+strings.Repeat("a", 257<<10)+`"}`)
	w.call(http.StatusUnprocessableEntity, who, r.Method(), path, asJSON, `{"surprise":1}`)
	if r.Who == "" {
		if !strings.HasSuffix(path, "/own/open") { // it sets a cookie, and takes no JSON that goes by another name
			w.call(http.StatusBadRequest, who, r.Method(), path, asText, "{")
		}
		w.call(http.StatusUnprocessableEntity, who, r.Method(), path, asForm, "surprise=1")
	}
}

func driveHeldFailures(t *testing.T, c *conform.Checker, r desktest.Route, doc object) {
	for failure, status := range map[error]int{
		errors.New("broken"): http.StatusInternalServerError,
		&gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}: http.StatusServiceUnavailable,
		&gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeChanged}:        http.StatusConflict,
		&gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeInFlight}:       http.StatusConflict,
		&gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}:       http.StatusNotFound,
		&gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeRestricted}:    http.StatusForbidden,
	} {
		if r.Who == desktest.Recipient && status == http.StatusForbidden {
			failure = &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeSignature}
		}
		if r.Declared() || !says(doc, r, status, failure) {
			continue
		}
		w := newHeld(t, c)
		w.desk.Fails = failure
		w.good(status, r, "tretoen")
	}
}

// answersOf are the documented answers of a route, by status.
func answersOf(doc object, r desktest.Route) object {
	_, path, _ := strings.Cut(r.Pattern, " ")
	answers, _ := at(doc, "paths", path, strings.ToLower(r.Method()), "responses").(object)
	return answers
}

// says reports whether a route is documented to give the code of a failure: where the
// desk cannot come to it, it is not.
func says(doc object, r desktest.Route, status int, failure error) bool {
	e, ok := errors.AsType[*gdpr.Error](failure)
	if !ok || status >= http.StatusInternalServerError {
		return true
	}
	ref, _ := at(answersOf(doc, r), strconv.Itoa(status), "$ref").(string)
	response := at(doc, "components", "responses", strings.TrimPrefix(ref, "#/components/responses/"))
	parts, _ := at(response, "content", "application/problem+json", "schema", "allOf").([]any)
	for _, part := range parts {
		codes, _ := at(part, "properties", "code", "enum").([]any)
		if slices.Contains(codes, any(string(e.Code))) {
			return true
		}
	}
	return false
}

func driveHeldForms(t *testing.T, c *conform.Checker) {
	const at = "/v1/tretoen/"
	proof := "case=" + string(desktest.ID) + "&code=7GK+2PM&token=&language=nb"
	w := newHeld(t, c)
	w.call(http.StatusOK, nil, "POST", at+"applications", asForm, "field.name=Kari+Nordmann&field.email=kari%40example.com&field.mobile=&notice="+strings.Repeat("0", 64)+"&language=nb&idempotency_key=k&files=cv&files=letter")
	w.call(http.StatusOK, nil, "POST", at+"applications/files", asForm, "grant=the-grant&files=certificate&file=&language=nn")
	w.call(http.StatusOK, nil, "GET", at+"applications/files?grant=the-grant", "", "", "Accept", "text/html")
	w.call(http.StatusNotFound, nil, "GET", at+"applications/files?grant=another", "", "", "Accept", "text/html")
	w.call(http.StatusSeeOther, nil, "POST", at+"agreements/link", asForm, "email=kari%40example.com&language=en")
	w.call(http.StatusOK, nil, "POST", at+"agreements/open", asForm, proof)
	document := "item=" + desktest.RefOf("tretoen", "agreement").String() + "&file=" + string(desktest.File)
	w.call(http.StatusOK, nil, "POST", at+"agreements/open", asForm, proof+"&"+document)
	w.call(http.StatusOK, nil, "POST", at+"agreements/open", asText, `{"case":"`+string(desktest.ID)+`","code":"7gk2pm","item":"`+desktest.RefOf("tretoen", "agreement").String()+`","file":"`+string(desktest.File)+`"}`)
	w.call(http.StatusNotFound, nil, "POST", at+"agreements/open", asForm, "case="+string(desktest.File)+"&code=7gk2pm")
	w.call(http.StatusSeeOther, nil, "POST", at+"own/link", asForm, "email=kari%40example.com&language=en")
	w.call(http.StatusAccepted, nil, "POST", at+"own/link", asText, `{"email":"kari@example.com"}`)
	w.call(http.StatusSeeOther, nil, "POST", at+"own/open", asForm, proof)
	w.call(http.StatusNotFound, nil, "POST", at+"own/open", asForm, "case="+string(desktest.File)+"&code=7gk2pm")
	w.desk.Faults = []gdpr.Fault{{Pointer: "/fields/name", Code: gdpr.FaultMissing}}
	w.call(http.StatusUnprocessableEntity, nil, "POST", at+"applications", asForm, "language=nb")
	w.desk.Refuses = map[string]error{"collect": &gdpr.Error{Kind: gdpr.Invalid, Code: gdpr.CodeInvalid, Faults: []gdpr.Fault{{Pointer: "/file", Code: gdpr.FaultFileEmpty}}}}
	w.call(http.StatusUnprocessableEntity, nil, "GET", at+"applications/files?grant=the-grant&file="+string(desktest.File), "", "", "Accept", "text/html")
	w.call(http.StatusUnprocessableEntity, nil, "POST", at+"applications/files", asForm, "grant=the-grant&file="+string(desktest.File))
}
