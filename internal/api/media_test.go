package api_test

import (
	"net/http"
	"strings"
	"testing"

	"ordholden/internal/gdpr"
)

func TestContentTypes(t *testing.T) {
	for _, test := range []struct {
		as   string
		want int
	}{
		{"application/json", http.StatusAccepted},
		{"application/json; charset=utf-8", http.StatusAccepted},
		{"application/json;charset=UTF-8", http.StatusAccepted},
		{"APPLICATION/JSON", http.StatusAccepted},
		{"text/plain", http.StatusAccepted},
		{"text/plain;charset=UTF-8", http.StatusAccepted},
		{"application/json; charset=iso-8859-1", http.StatusUnsupportedMediaType},
		{"application/json; charset=utf-16", http.StatusUnsupportedMediaType},
		{"text/plain; charset=windows-1252", http.StatusUnsupportedMediaType},
		{"application/x-www-form-urlencoded; charset=iso-8859-1", http.StatusUnsupportedMediaType},
		{"application/problem+json", http.StatusUnsupportedMediaType},
		{"application/ld+json", http.StatusUnsupportedMediaType},
		{"application/json, text/plain", http.StatusUnsupportedMediaType},
		{"application/json; charset=utf-8; charset=utf-16", http.StatusUnsupportedMediaType},
		{"text/json", http.StatusUnsupportedMediaType},
		{"text/html", http.StatusUnsupportedMediaType},
		{"text/xml", http.StatusUnsupportedMediaType},
		{"multipart/form-data; boundary=x", http.StatusUnsupportedMediaType},
		{"application/octet-stream", http.StatusUnsupportedMediaType},
		{"json", http.StatusUnsupportedMediaType},
		{"*/*", http.StatusUnsupportedMediaType},
		{"; charset=utf-8", http.StatusUnsupportedMediaType},
		{"", http.StatusUnsupportedMediaType},
	} {
		t.Run(test.as, func(t *testing.T) {
			w := newWorld(t)
			w.memory.closed = test.want != http.StatusAccepted
			answer := w.send(sent{path: requestWell.path, as: test.as, body: requestWell.json(gdpr.English), headers: map[string]string{"Accept-Language": "en"}})
			if answer.Code != test.want {
				t.Fatalf("answered %d %s", answer.Code, answer.Body)
			}
			if test.want == http.StatusUnsupportedMediaType {
				checkProblem(t, answer, test.want, gdpr.CodeContentType, gdpr.English, nil)
			}
		})
	}
}

func TestBodiesAreTakenUpTo32KiB(t *testing.T) {
	form := spoiled(t, requestWell.form(gdpr.Bokmal), edit{"Alt+fra+2024.", strings.Repeat("%C3%A5", 4000)})
	for _, test := range []struct {
		as, body, pad string
		want          int
	}{
		{asJSON, requestWell.json(gdpr.Bokmal), " ", http.StatusAccepted},
		{asBeacon, requestWell.json(gdpr.Bokmal), " ", http.StatusAccepted},
		{asForm, form, "&", http.StatusSeeOther},
	} {
		full := test.body + strings.Repeat(test.pad, 32<<10-len(test.body))
		for body, want := range map[string]int{
			full: test.want, full + test.pad: http.StatusRequestEntityTooLarge, strings.Repeat(full, 40): http.StatusRequestEntityTooLarge,
		} {
			w := newWorld(t)
			w.memory.closed = want == http.StatusRequestEntityTooLarge
			if answer := w.send(sent{path: requestWell.path, as: test.as, body: body}); answer.Code != want {
				t.Errorf("%d bytes as %s: answered %d, want %d", len(body), test.as, answer.Code, want)
			}
		}
	}
}

func TestNestingIsTakenUpToEightDeep(t *testing.T) {
	w := newWorld(t)
	body := spoiled(t, requestWell.json(gdpr.English), edit{`{"email"`, `{"a":[[[[[[[1]]]]]]],"email"`})
	checkProblem(t, w.send(sent{path: requestWell.path, as: asJSON, body: body}), http.StatusUnprocessableEntity, gdpr.CodeInvalid, gdpr.English, []string{"/a unknown_field"})
}

// A withdrawal has nothing to say but its path.
func TestAWithdrawalNeedsNoBody(t *testing.T) {
	w := newWorld(t)
	id := w.recorded(t)
	if answer := w.send(sent{path: "/v1/mojob/consents/" + id + "/withdrawal"}); answer.Code != http.StatusOK {
		t.Errorf("answered %d %s", answer.Code, answer.Body)
	}
}
