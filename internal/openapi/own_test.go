package openapi_test

// A person's own page: each route with a good sending, and refused in every way that is
// documented of it.

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"ordholden/internal/api/desktest"
	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/openapi/conform"
)

// within sends with the session of a controller, from our own pages.
func (w *held) within(want int, c, method, path, contentType, body string, header ...string) {
	w.t.Helper()
	header = append([]string{"Cookie", "__Host-own-" + c + "=" + desktest.Session + c, "Origin", "https://privacy.example.com"}, header...)
	w.call(want, nil, method, path, contentType, body, header...)
}

func driveOwn(t *testing.T, c *conform.Checker) {
	for _, r := range desktest.OwnRoutes {
		path, contentType := r.Path("mojob"), ""
		if r.Body != "" {
			contentType = asJSON
		}
		newHeld(t, c).within(r.Status, "mojob", r.Method(), path, contentType, r.Body)
		w := newHeld(t, c)
		w.within(http.StatusNotFound, "nobody", r.Method(), r.Path("nobody"), contentType, r.Body)
		w.within(http.StatusForbidden, "mojob", r.Method(), path, contentType, r.Body, "Origin", "https://www.example.com")
		if r.Method() == http.MethodGet {
			w.within(http.StatusOK, "mojob", "GET", path+"?language=nn", "", "", "Accept", "text/html")
			w.within(http.StatusUnprocessableEntity, "mojob", "GET", path+"?surprise=1", "", "")
			w.within(http.StatusBadRequest, "mojob", "GET", path+"?a=%zz", "", "")
		} else {
			w.within(http.StatusBadRequest, "mojob", "POST", path, asJSON, "{")
			w.within(http.StatusUnsupportedMediaType, "mojob", "POST", path, asText, "{}")
			w.within(http.StatusRequestEntityTooLarge, "mojob", "POST", path, asJSON, `{"surprise":"`+strings.Repeat("a", 33<<10)+`"}`)
			w.within(http.StatusUnprocessableEntity, "mojob", "POST", path, asJSON, `{"surprise":1}`)
			w.within(http.StatusUnprocessableEntity, "mojob", "POST", path, asForm, "surprise=1")
		}
		if strings.HasSuffix(path, "/close") {
			continue // whoever has no session is out already, and nothing is asked that could fail
		}
		w.within(http.StatusUnauthorized, "mojob", r.Method(), path, contentType, r.Body, "Cookie", "")
		w.within(http.StatusUnauthorized, "mojob", r.Method(), path, contentType, r.Body, "Cookie", "", "Accept", "text/html")
		driveOwnFailures(t, c, r, contentType)
	}
	driveOwnForms(newHeld(t, c))
}

func driveOwnFailures(t *testing.T, c *conform.Checker, r desktest.Route, contentType string) {
	for status, failure := range map[int]error{
		http.StatusInternalServerError: errors.New("broken"),
		http.StatusServiceUnavailable:  &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable},
		http.StatusConflict:            &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeState},
	} {
		if status == http.StatusConflict && answersOf(document(t), r)["409"] == nil {
			continue
		}
		w := newHeld(t, c)
		w.desk.Refuses = map[string]error{"own": failure, "act": failure, "withdraw": failure, "affirm": failure, "renew": failure, "stop": failure, "copy": failure, "own file": failure}
		w.within(status, "mojob", r.Method(), r.Path("mojob"), contentType, r.Body)
	}
}

func driveOwnForms(w *held) {
	const at, id = "/v1/tretoen/own/", string(desktest.ID)
	item := desktest.RefOf("tretoen", controller.Applications).String()
	w.desk.Refuses = map[string]error{"copy": fulfillment.ErrReview}
	for path, body := range map[string]string{
		"requests":                       "right=rectification&item=" + item + "&correct=name&field.name=Kari+Nordmann&language=nb&idempotency_key=k",
		"consents/" + id + "/withdrawal": "language=nb",
		"consents/" + id + "/renewal":    "choice=renew&language=nn",
		"cases/" + id + "/stop":          "language=nn",
		"copy":                           "language=en", // others may be named in what tretoen holds: asked for
		"close":                          "language=en",
	} {
		w.within(http.StatusSeeOther, "tretoen", "POST", at+path, asForm, body)
	}
	w.within(http.StatusAccepted, "tretoen", "POST", at+"copy", asJSON, `{"language":"nb"}`)
	w.desk.Refuses = nil
	w.within(http.StatusNoContent, "mojob", "POST", "/v1/mojob/own/consents/"+id+"/renewal", asJSON, `{"choice":"affirm","decisions":{"further-storage":"given"},"notice":"`+strings.Repeat("0a", 32)+`"}`)
	w.within(http.StatusNoContent, "mojob", "POST", "/v1/mojob/own/consents/"+id+"/withdrawal", asJSON, `{"purposes":["further-storage"]}`)
	w.within(http.StatusOK, "mojob", "POST", "/v1/mojob/own/copy", asForm, "language=nb")
	w.within(http.StatusOK, "tretoen", "POST", at+"files", asForm, "item="+item+"&file="+string(desktest.File)+"&language=nb")
	for _, deed := range []string{"copy", "restriction", "objection", "erasure"} {
		w.within(http.StatusOK, "mojob", "GET", "/v1/mojob/own?language=en&do="+deed, "", "", "Accept", "text/html")
	}
	w.within(http.StatusNotFound, "mojob", "GET", "/v1/mojob/own?do=everything", "", "")
	w.within(http.StatusNotFound, "mojob", "GET", "/v1/mojob/own/consents/"+string(desktest.File), "", "")
}
