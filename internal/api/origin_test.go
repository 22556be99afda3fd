package api_test

import (
	"net/http"
	"strings"
	"testing"

	"ordholden/internal/gdpr"
)

// routes is every route of both functions, as a good sending on it.
func routes(consent, request string) []sent {
	return []sent{
		{path: visitorWell.path, as: asJSON, body: visitorWell.json(gdpr.English)},
		{path: visitorWell.path, as: asBeacon, body: visitorWell.json(gdpr.English)}, // a simple request: no preflight
		{path: visitorWell.path, as: asForm, body: visitorWell.form(gdpr.English)},
		{path: personWell.path, as: asJSON, body: personWell.json(gdpr.English)},
		{path: "/v1/mojob/consents/confirmation", as: asJSON, body: proofOf(request, byToken+`,"choice":"cancel"`)},
		{method: "GET", path: "/v1/mojob/consents/" + consent},
		{path: "/v1/mojob/consents/" + consent + "/withdrawal"},
		{method: "GET", path: "/v1/mojob/visitors/" + visitor + "/consents"},
		{path: requestWell.path, as: asJSON, body: requestWell.json(gdpr.English)},
		{path: requestWell.path, as: asBeacon, body: requestWell.json(gdpr.English)},
		{path: requestWell.path, as: asForm, body: requestWell.form(gdpr.English)},
		{path: confirmPath, as: asJSON, body: proofOf(request, byCode+`,"choice":"cancel"`)},
		{path: statusPath, as: asJSON, body: proofOf(request, byToken)},
	}
}

func TestOnlySitesThatTheControllerNamesGetIn(t *testing.T) {
	for _, test := range []struct {
		origin, fetchSite string
		in, cors          bool
	}{
		{"", "", true, false}, // no browser, or a page of the same origin
		{"https://www.mojob.io", "", true, true},
		{"https://mojob.io", "cross-site", true, true},
		{ownPages, "", true, false},
		{"null", "same-origin", true, false},
		{"null", "", false, false},
		{"null", "cross-site", false, false},
		{"null", "same-site", false, false},
		{"null", "none", false, false},
		{"https://mojob.io.evil.example.com", "", false, false},
		{"https://evilmojob.io", "", false, false},
		{"https://www.mojob.io.", "", false, false},
		{"https://x.mojob.io", "", false, false},
		{"http://mojob.io", "", false, false},
		{"https://mojob.io:8443", "", false, false},
		{"https://mojob.io/", "", false, false},
		{"https://MOJOB.io", "", false, false},
		{"https://mojob.io@evil.example.com", "", false, false},
		{"https://mojob.io, https://evil.example.com", "", false, false},
		{"https://www.321.no", "", false, false}, // another controller's
		{ownPages + ".evil.example.com", "", false, false},
		{"file://", "", false, false},
		{"*", "", false, false},
	} {
		t.Run(test.origin+" "+test.fetchSite, func(t *testing.T) {
			w := newWorld(t)
			w.memory.closed = !test.in
			for _, s := range routes(visitor+"."+visitor, visitor) {
				s.headers = map[string]string{"Origin": test.origin, "Sec-Fetch-Site": test.fetchSite, "Accept-Language": "en"}
				answer := w.send(s)
				if (answer.Code != http.StatusForbidden) != test.in {
					t.Errorf("%s %s as %s: answered %d %s", s.method, s.path, s.as, answer.Code, answer.Body)
				}
				if allowed := answer.Header().Get("Access-Control-Allow-Origin"); allowed != map[bool]string{true: test.origin}[test.cors] {
					t.Errorf("%s: allows %q", s.path, allowed)
				}
				if !test.in && s.as != asForm {
					checkProblem(t, answer, http.StatusForbidden, gdpr.CodeOrigin, gdpr.English, nil)
				}
				if !test.in && s.as == asForm {
					checkPage(t, answer, http.StatusForbidden, gdpr.CodeOrigin, gdpr.English)
				}
			}
		})
	}
}

func TestSitesAreAllowedTheAnswerAndNoCredentials(t *testing.T) {
	w := newWorld(t)
	for _, s := range routes(w.recorded(t), w.lodged(t)) {
		s.headers = map[string]string{"Origin": theSite}
		h := w.send(s).Header()
		if h.Get("Access-Control-Allow-Credentials") != "" || h.Get("Access-Control-Expose-Headers") != "Location, Retry-After" || !strings.Contains(h.Get("Vary"), "Origin") {
			t.Errorf("%s: headers %v", s.path, h)
		}
	}
}

func TestAPreflightTellsWhatASiteMaySend(t *testing.T) {
	for path, method := range map[string]string{
		"/v1/mojob/consents":                          "POST",
		"/v1/mojob/consents/confirmation":             "POST",
		"/v1/mojob/consents/x":                        "GET",
		"/v1/mojob/consents/x/withdrawal":             "POST",
		"/v1/mojob/visitors/" + visitor + "/consents": "GET",
		"/v1/mojob/requests":                          "POST",
		"/v1/mojob/requests/confirmation":             "POST",
		"/v1/mojob/requests/status":                   "POST",
	} {
		w := newWorld(t)
		s := sent{method: "OPTIONS", path: path, headers: map[string]string{"Origin": theSite, "Access-Control-Request-Method": method, "Access-Control-Request-Headers": "content-type"}}
		answer := w.send(s)
		h := answer.Header()
		if answer.Code != http.StatusNoContent || answer.Body.Len() > 0 || h.Get("Access-Control-Allow-Origin") != theSite || h.Get("Access-Control-Allow-Methods") != method ||
			h.Get("Access-Control-Allow-Headers") != "Content-Type, Idempotency-Key" || h.Get("Access-Control-Max-Age") == "" || h.Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("%s: answered %d, %v", path, answer.Code, h)
		}
		for _, origin := range []string{"null", "https://evil.example.com", "https://www.321.no"} {
			s.headers["Origin"] = origin
			answer := w.send(s)
			if answer.Code != http.StatusForbidden || answer.Header().Get("Access-Control-Allow-Origin") != "" || answer.Header().Get("Access-Control-Allow-Methods") != "" {
				t.Errorf("%s from %s: answered %d, %v", path, origin, answer.Code, answer.Header())
			}
		}
		if len(w.memory.calls) > 0 {
			t.Errorf("%s: calls %v", path, w.memory.calls)
		}
	}
}

// Our own pages send no referrer, and browsers then send "null" for the origin.
func TestADecisionOnOurPagesIsRecordedAsMadeThere(t *testing.T) {
	for origin, want := range map[string]string{"null": ownPages, ownPages: ownPages, theSite: theSite, "": ""} {
		w := newWorld(t)
		w.send(sent{path: visitorWell.path, as: asForm, body: visitorWell.form(gdpr.Bokmal), headers: map[string]string{"Origin": origin, "Sec-Fetch-Site": "same-origin"}})
		if got := w.memory.records[0].Seen.Site; got != want {
			t.Errorf("from %q recorded %q", origin, got)
		}
	}
}
