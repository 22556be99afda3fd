package api

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
)

// patterns are as a function has them: literal ones before those with a variable.
var patterns = []string{
	"POST /v1/{controller}/consents",
	"OPTIONS /v1/{controller}/consents",
	"POST /v1/{controller}/consents/confirmation",
	"OPTIONS /v1/{controller}/consents/confirmation",
	"POST /v1/{controller}/consents/renewal",
	"POST /v1/{controller}/consents/restoration",
	"GET /v1/{controller}/consents/{consent}/withdrawal",
	"GET /v1/{controller}/consents/{consent}",
	"OPTIONS /v1/{controller}/consents/{consent}",
	"POST /v1/{controller}/consents/{consent}/withdrawal",
	"GET /v1/{controller}/visitors/{visitor}/consents",
}

// told is what a call's handler sees of its route.
func told(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintf(w, "%s controller=%q consent=%q visitor=%q",
		r.Pattern, r.PathValue("controller"), r.PathValue("consent"), r.PathValue("visitor"))
}

func TestRoutesLeadWhereServeMuxLeads(t *testing.T) {
	nowhere := func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "nowhere") }
	ours, model := &routes{otherwise: nowhere}, http.NewServeMux()
	for _, p := range patterns {
		var method, path string
		if _, err := fmt.Sscan(p, &method, &path); err != nil {
			t.Fatal(err)
		}
		ours.handle(method, path, told)
		model.HandleFunc(p, told)
	}
	model.HandleFunc("/", nowhere)
	for _, method := range []string{"GET", "POST", "OPTIONS", "DELETE"} {
		for _, path := range []string{
			"/", "/v1", "/v1/", "/v1/mojob", "/v1/mojob/consents", "/v1/mojob/consents/", "/v2/mojob/consents",
			"/v1/mojob/consents/confirmation", "/v1/mojob/consents/a.b", "/v1/mojob/consents/a/withdrawal",
			"/v1/mojob/consents/confirmation/withdrawal", "/v1/mojob/consents/a/other", "/v1/mojob/visitors/x/consents",
			"/v1/mojob/visitors/x", "/v1/{controller}/consents", "/v1/m%C3%A6/consents", "/v1/a%20b/consents/c%2Bd", "/V1/mojob/consents",
		} {
			want, got := httptest.NewRecorder(), httptest.NewRecorder()
			model.ServeHTTP(want, httptest.NewRequest(method, path, nil))
			ours.ServeHTTP(got, httptest.NewRequest(method, path, nil))
			if got.Body.String() != want.Body.String() {
				t.Errorf("%s %s leads to\n%s\nwant\n%s", method, path, got.Body, want.Body)
			}
		}
	}
}

func TestPathThatIsNotCleanLeadsNowhere(t *testing.T) {
	ours := &routes{otherwise: func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) }}
	ours.handle("GET", "/v1/{controller}/consents/{consent}", told)
	for _, path := range []string{"//v1/mojob/consents/a", "/v1//consents/a", "/v1/mojob/consents/", "/v1/mojob/./consents/a", "/v1/mojob/consents/a%2Fb"} {
		got := httptest.NewRecorder()
		ours.ServeHTTP(got, httptest.NewRequest("GET", path, nil))
		if got.Code != http.StatusNotFound {
			t.Errorf("%s is answered %d %s", path, got.Code, got.Body)
		}
	}
}
