package api_test

// A person's own page: what it shows, what it does, and for whom.

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/api/desktest"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// inside is a sending with the session of a controller, from our own pages.
func inside(c string, s sent) sent {
	headers := map[string]string{"Cookie": "__Host-own-" + c + "=" + desktest.Session + c, "Origin": ownPages}
	for name, value := range s.headers {
		headers[name] = value
	}
	s.headers = headers
	return s
}

// ownSending is a good sending on a route of the own page.
func ownSending(r desktest.Route, c string) sent {
	s := sent{method: r.Method(), path: r.Path(c), body: r.Body}
	if c == "tretoen" {
		s.body = strings.ReplaceAll(s.body, "profile."+string(desktest.Owner), desktest.RefOf("tretoen", controller.Applications).String())
	}
	if s.body != "" {
		s.as = asJSON
	}
	return inside(c, s)
}

func (w *holdings) page(c, query string) *httptest.ResponseRecorder {
	return w.send(inside(c, sent{method: "GET", path: "/v1/" + c + "/own?language=nb" + query, headers: map[string]string{"Accept": "text/html"}}), nil)
}

func (w *holdings) last() desktest.Call { return w.desk.Calls[len(w.desk.Calls)-1] }

func TestH12_EveryOwnRouteActsForThePersonOfTheSessionOnly(t *testing.T) {
	for _, r := range desktest.OwnRoutes {
		for i, c := range both {
			w := newHoldings(t)
			answer := w.send(ownSending(r, c), nil)
			// What tretoen holds is read by staff before a copy is released: it is asked for.
			if asks := c == "tretoen" && strings.HasSuffix(r.Pattern, "/copy"); answer.Code != r.Status && !(asks && answer.Code == http.StatusAccepted) {
				t.Errorf("%s at %s answers %d %s", r.Pattern, c, answer.Code, answer.Body)
			}
			for _, call := range w.desk.Calls {
				if string(call.Controller) != c || call.By.Controller != "" && !reflect.DeepEqual(call.By, desktest.Person(gdpr.ControllerID(c))) {
					t.Errorf("%s at %s asks %s for %s as %+v", r.Pattern, c, call.What, call.Controller, call.By)
				}
			}
			if strings.HasSuffix(r.Pattern, "/close") {
				continue // whoever has no session is out already
			}
			other := both[1-i]
			for outcome, cookie := range map[string]string{
				"no session":                                "",
				"the other's session":                       "__Host-own-" + other + "=" + desktest.Session + other,
				"the other's session under this name":       "__Host-own-" + c + "=" + desktest.Session + other,
				"an expired session, or of somebody erased": "__Host-own-" + c + "=own-session-of-before",
				"another cookie's prefix":                   "own-" + c + "=" + desktest.Session + c,
			} {
				s := ownSending(r, c)
				s.headers["Cookie"], s.headers["Accept-Language"] = cookie, "en"
				w := newHoldings(t)
				answer := w.send(s, nil)
				checkProblem(t, answer, http.StatusUnauthorized, gdpr.CodeSession, gdpr.English, nil)
				if slices.ContainsFunc(w.desk.Calls, func(k desktest.Call) bool { return k.What != "resume" }) {
					t.Errorf("%s with %s: asked %v", r.Pattern, outcome, w.asked())
				}
				if gone := strings.Contains(answer.Header().Get("Set-Cookie"), "Max-Age=0"); gone != strings.HasPrefix(cookie, "__Host-own-"+c) {
					t.Errorf("%s with %s sets %q", r.Pattern, outcome, answer.Header().Get("Set-Cookie"))
				}
			}
		}
	}
}

// Threat H11. The cookie is there: what is missing is that our own page sent the form.
func TestH11_WhatIsDoneComesFromOurOwnPages(t *testing.T) {
	for _, r := range desktest.OwnRoutes {
		for _, test := range []struct {
			outcome, origin, site, as string
			status                    int
		}{
			{"our own page", ownPages, "", "", 0},
			{"our own page, which sends no referrer", "null", "same-origin", "", 0},
			{"a form elsewhere", "https://evil.example.com", "cross-site", asForm, 403},
			{"the controller's own site", theSite, "same-site", asForm, 403},
			{"an evil suffix", ownPages + ".evil.example.com", "cross-site", asForm, 403},
			{"an evil prefix", "https://evil" + strings.TrimPrefix(ownPages, "https://"), "cross-site", asForm, 403},
			{"a sandboxed frame", "null", "cross-site", asForm, 403},
			{"null and nothing more", "null", "", asForm, 403},
			{"no origin", "", "", asForm, 403},
			{"JSON as text", "https://evil.example.com", "", asBeacon, 403},
			{"JSON as text from here", ownPages, "", asBeacon, 415},
		} {
			if r.Method() == "GET" && (test.origin == "" || test.as == asBeacon) {
				continue // a page that is opened comes with no origin
			}
			s := ownSending(r, "mojob")
			s.headers["Origin"], s.headers["Sec-Fetch-Site"] = test.origin, test.site
			if test.as != "" && r.Method() == "POST" {
				s.as = test.as
				if s.body == "" {
					s.body = "{}"
				}
			}
			want := test.status
			if want == 0 {
				want = r.Status
			}
			w := newHoldings(t)
			if got := w.send(s, nil).Code; got != want {
				t.Errorf("%s, %s: answered %d, want %d", r.Pattern, test.outcome, got, want)
			}
			if want >= 400 && slices.ContainsFunc(w.desk.Calls, func(k desktest.Call) bool { return k.What != "resume" }) {
				t.Errorf("%s, %s: asked %v", r.Pattern, test.outcome, w.asked())
			}
		}
		w := newHoldings(t)
		if got := w.send(sent{method: "OPTIONS", path: r.Path("mojob"), headers: map[string]string{"Origin": theSite}}, nil); got.Header().Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s lets another site read", r.Pattern)
		}
	}
}

func TestM8_ThePersonSeesAllThatIsHeldAndWhy(t *testing.T) {
	w := newHoldings(t)
	answer := w.send(ownSending(desktest.OwnRoutes[0], "mojob"), nil)
	var body map[string]any
	if err := json.Unmarshal(answer.Body.Bytes(), &body); err != nil {
		t.Fatalf("answered %d %s", answer.Code, answer.Body)
	}
	for _, part := range []string{"records", "agreements", "consents", "cases", "messages"} {
		if list, _ := body[part].([]any); len(list) != 1 {
			t.Errorf("%s: %v", part, body[part])
		}
	}
	for _, part := range []string{"agreements", "cases", "messages"} { // Art. 15(1)(a), (d) and (g), as the copy says it
		one := body[part].([]any)[0].(map[string]any)
		for _, said := range []string{"source", "why", "retention", "expires"} {
			if part == "agreements" && said != "source" {
				break // mojob declares none, so that they go by no rule
			}
			if text, _ := one[said].(string); text == "" {
				t.Errorf("%s: %s is %v", part, said, one[said])
			}
		}
	}
	if strings.Contains(answer.Body.String(), "staff's own words") {
		t.Error("notes of staff's are shown")
	}
	page := w.page("mojob", "").Body.String()
	for _, said := range []string{"Dette har vi om deg", "Kari Eksempel", "Bedrift AS", "Rett fra deg", "artikkel 6 nr. 1", "Rett dette", "Stans slettingen", "Trekk tilbake samtykket", "Logg ut", "Datatilsynet", "kari@example.org"} {
		if !strings.Contains(page, said) {
			t.Errorf("the page does not say %q", said)
		}
	}
	if strings.Contains(page, "staff's own words") {
		t.Error("notes of staff's are on the page")
	}
}

func TestH9_MarkupInWhatIsHeldStaysText(t *testing.T) {
	w := newHoldings(t)
	w.desk.Title = `"><script>alert(1)</script><img src=x onerror=alert(2)>`
	for _, query := range []string{"", "&do=copy", "&do=restriction", "&do=objection", "&do=erasure", "&done=%3Cscript%3E"} {
		page := w.page("mojob", query)
		if page.Code != http.StatusOK || strings.Contains(page.Body.String(), "<script>alert") || strings.Contains(page.Body.String(), "<img") {
			t.Errorf("%s: answered %d %s", query, page.Code, page.Body)
		}
	}
}

// Every form of the page, as a browser would send it untouched, is one that the API takes.
func TestEveryFormOfTheOwnPageIsTaken(t *testing.T) {
	for _, c := range both {
		w := newHoldings(t)
		tried := 0
		for _, query := range []string{"", "&do=copy", "&do=restriction", "&do=objection", "&do=erasure"} {
			for _, f := range formsIn(t, w.page(c, query).Body.Bytes()) {
				if f.held.Get("right") == string(gdpr.Objection) {
					f.held.Set("against", "everything")
				}
				answer := w.send(inside(c, sent{method: "POST", path: f.action, as: asForm, body: f.held.Encode()}), nil)
				tried++
				if blank := f.held.Get("right") == string(gdpr.Rectification) && f.held.Get("correct") == ""; blank && answer.Code == http.StatusUnprocessableEntity {
					continue // nothing was filled in of what is missing
				}
				if answer.Code != http.StatusSeeOther && answer.Code != http.StatusOK {
					t.Errorf("%s %v answered %d %s", f.action, f.held, answer.Code, answer.Body)
				}
			}
		}
		if tried < 9 {
			t.Errorf("only %d forms", tried)
		}
	}
}

func TestWhatIsAskedForReachesTheDesk(t *testing.T) {
	item := desktest.RefOf("mojob", controller.Profiles).String()
	for _, test := range []struct {
		outcome, form string
		want          rights.Lodged
	}{
		{"a correction", encoded("right", "rectification", "item", item, "correct", "name", "field.name", "Kari Nordmann", "idempotency_key", "k"),
			rights.Lodged{Right: gdpr.Rectification, Key: "k", Corrections: []rights.Correction{{Item: item, Field: "name", Value: "Kari Nordmann"}}}},
		{"two that are missing", encoded("right", "rectification", "item", item, "field.phone", "22 22 22 22", "field.headline", "Utvikler", "field.summary", ""),
			rights.Lodged{Right: gdpr.Rectification, Corrections: []rights.Correction{{Item: item, Field: "headline", Value: "Utvikler"}, {Item: item, Field: "phone", Value: "22 22 22 22"}}}},
		{"a restriction", encoded("right", "restriction"), rights.Lodged{Right: gdpr.Restriction}},
		{"an objection to marketing", encoded("right", "objection", "against", "marketing"), rights.Lodged{Right: gdpr.Objection, Against: rights.AgainstMarketing}},
		{"an objection to everything", encoded("right", "objection", "against", "everything", "text", "Fordi."), rights.Lodged{Right: gdpr.Objection, Text: "Fordi."}},
		{"an erasure", encoded("right", "erasure"), rights.Lodged{Right: gdpr.Erasure}},
	} {
		w := newHoldings(t)
		answer := w.send(inside("mojob", sent{method: "POST", path: "/v1/mojob/own/requests", as: asForm, body: test.form + "&language=nn"}), nil)
		if want := "/v1/mojob/own?language=nn&case=" + string(desktest.ID); answer.Code != http.StatusSeeOther || answer.Header().Get("Location") != want {
			t.Errorf("%s: answered %d to %q %s", test.outcome, answer.Code, answer.Header().Get("Location"), answer.Body)
			continue
		}
		test.want.Address, test.want.Language = desktest.Address, gdpr.Nynorsk
		if got := w.last(); got.What != "act" || !reflect.DeepEqual(got.With, test.want) || !reflect.DeepEqual(got.By, desktest.Person("mojob")) {
			t.Errorf("%s: asked %+v", test.outcome, got)
		}
	}
}

// A yes that is said anew reaches the desk with the text that the page showed, and never without.
func TestT15_AYesSaidAnewNamesTheTextOfThePage(t *testing.T) {
	path, digest := "/v1/mojob/own/consents/"+string(desktest.ID)+"/renewal", strings.Repeat("0a", 32)
	for body, want := range map[string]int{
		"choice=affirm&decision.further-storage=given&notice=" + digest: http.StatusSeeOther, "choice=renew": http.StatusSeeOther,
		"choice=affirm&notice=" + digest: http.StatusUnprocessableEntity, "choice=affirm&decision.further-storage=given&notice=x": http.StatusUnprocessableEntity,
		"choice=decline": http.StatusUnprocessableEntity, "": http.StatusUnprocessableEntity, "choice=renew&notice=" + digest: http.StatusUnprocessableEntity,
	} {
		w := newHoldings(t)
		answer := w.send(inside("mojob", sent{method: "POST", path: path, as: asForm, body: body + "&language=nn"}), nil)
		if answer.Code != want {
			t.Errorf("%q: answered %d %s", body, answer.Code, answer.Body)
		}
		said, affirmed := w.last().With.(desktest.Anew)
		if want != http.StatusSeeOther || !strings.HasPrefix(body, "choice=affirm") {
			if affirmed {
				t.Errorf("%q: said yes", body)
			}
			continue
		}
		if len(said.Answers) != 1 || said.Answers[0] != (consent.Choice{Purpose: "further-storage", Decision: gdpr.Given}) {
			t.Errorf("%q: answers %+v", body, said.Answers)
		}
		if seen := said.Seen; seen.Notice != controller.Digest(digest) || seen.Mechanism != consent.ByForm || seen.Language != gdpr.Nynorsk {
			t.Errorf("%q: %+v", body, seen)
		}
	}
}

// A form that is sent as it is shows its questions again, each with what is missing (Art. 7(1)).
func TestT15_AQuestionOnTheOwnPageWantsAnAnswer(t *testing.T) {
	w := newHoldings(t)
	answer := w.send(inside("mojob", sent{method: "POST", path: "/v1/mojob/own/consents/" + string(desktest.ID) + "/renewal", as: asForm,
		body: "language=nb&choice=affirm&notice=" + strings.Repeat("0a", 32)}), nil)
	for _, want := range []string{`id="summary"`, `href="#decision-further-storage-row"`, `name="decision.further-storage" value="refused"`} {
		if !strings.Contains(answer.Body.String(), want) || answer.Code != http.StatusUnprocessableEntity {
			t.Errorf("%q is missing of %d %s", want, answer.Code, answer.Body)
		}
	}
}

func TestM6_OnePurposeIsWithdrawnOnTheOwnPage(t *testing.T) {
	path := "/v1/mojob/own/consents/" + string(desktest.ID) + "/withdrawal"
	for _, s := range []sent{
		{method: "POST", path: path, as: asForm, body: "language=nb&purposes=further-storage"},
		{method: "POST", path: path, as: asJSON, body: `{"purposes":["further-storage"]}`},
	} {
		w := newHoldings(t)
		answer := w.send(inside("mojob", s), nil)
		if part, ok := w.last().With.(desktest.Part); !ok || answer.Code >= 400 || len(part.Purposes) != 1 || part.Purposes[0] != "further-storage" {
			t.Errorf("answered %d, asked %+v", answer.Code, w.last())
		}
	}
	w := newHoldings(t)
	if answer := w.send(inside("mojob", sent{method: "POST", path: path, as: asJSON, body: `{"purposes":[]}`}), nil); answer.Code != http.StatusUnprocessableEntity {
		t.Errorf("no purpose is taken for all: %d", answer.Code)
	}
}

func TestWhatIsDoneIsSaidOnThePageAfterwards(t *testing.T) {
	for _, test := range []struct{ path, told, said string }{
		{"own/consents/" + string(desktest.ID) + "/withdrawal", "&done=withdrawn", "Samtykket er trukket tilbake."},
		{"own/consents/" + string(desktest.ID) + "/withdrawal", "&done=reduced", "Det du valgte, er trukket tilbake."},
		{"own/consents/" + string(desktest.ID) + "/renewal", "&done=renewed", "Vi tar vare på profilen videre."},
		{"own/cases/" + string(desktest.ID) + "/stop", "&done=stopped", "Slettingen er stanset."},
	} {
		w, body := newHoldings(t), "language=nb"
		switch test.told {
		case "&done=renewed":
			body += "&choice=renew"
		case "&done=reduced":
			body += "&purposes=further-storage"
		}
		answer := w.send(inside("mojob", sent{method: "POST", path: "/v1/mojob/" + test.path, as: asForm, body: body}), nil)
		if answer.Header().Get("Location") != "/v1/mojob/own?language=nb"+test.told {
			t.Errorf("%s leads to %q", test.path, answer.Header().Get("Location"))
		}
		page := w.page("mojob", test.told).Body.String()
		if !strings.Contains(page, `role="status"`) || !strings.Contains(page, test.said) {
			t.Errorf("%s: the page does not say %q", test.path, test.said)
		}
	}
	w := newHoldings(t)
	if page := w.page("mojob", "&case="+string(desktest.ID)).Body.String(); !strings.Contains(page, "Slettingen er meldt") {
		t.Error("the page does not say that the erasure is announced")
	}
	if page := w.page("mojob", "&done=erased&case="+string(desktest.File)).Body.String(); strings.Contains(page, `role="status"`) {
		t.Error("the page says what the address makes up")
	}
}

func TestH13_WhatIsNotThePersonsIsNotThere(t *testing.T) {
	own, someone := desktest.RefOf("mojob", controller.Profiles).String(), "profile.1-ffffffffffffffffffffffffffffffff"
	correcting := func(item, field string) string {
		return encoded("right", "rectification", "item", item, "field."+field, "x")
	}
	for outcome, s := range map[string]sent{
		"somebody else's record":          {path: "own/requests", body: correcting(someone, "name")},
		"a record that is none":           {path: "own/requests", body: correcting("x", "name")},
		"a class that is not held":        {path: "own/requests", body: correcting("application."+string(desktest.Owner)+"."+string(desktest.ID), "name")},
		"a field that is none":            {path: "own/requests", body: correcting(own, "shoe-size")},
		"an unknown consent":              {path: "own/consents/" + string(desktest.File) + "/withdrawal"},
		"a consent that is none":          {path: "own/consents/x/withdrawal"},
		"an unknown case":                 {path: "own/cases/" + string(desktest.File) + "/stop"},
		"a case in other letters":         {path: "own/cases/" + strings.ToUpper(string(desktest.ID)) + "/stop"},
		"an unknown receipt":              {method: "GET", path: "own/consents/" + string(desktest.File)},
		"a deed that is none":             {method: "GET", path: "own?do=everything"},
		"a file of a record that is none": {path: "own/files", body: encoded("item", "x", "file", string(desktest.File))},
	} {
		if s.method == "" {
			s.method, s.as = "POST", asForm
		}
		s.path, s.headers = "/v1/mojob/"+s.path, map[string]string{"Accept": "text/html", "Accept-Language": "nn"}
		w := newHoldings(t)
		answer := w.send(inside("mojob", s), nil)
		t.Run(outcome, func(t *testing.T) { checkPage(t, answer, http.StatusNotFound, gdpr.CodeNotFound, gdpr.Nynorsk) })
		if slices.Contains(w.asked(), "act") {
			t.Errorf("%s: asked %v", outcome, w.asked())
		}
	}
}

func TestFaultsStandWhereThePersonTyped(t *testing.T) {
	item := desktest.RefOf("mojob", controller.Profiles).String()
	for _, test := range []struct {
		outcome, form string
		fails         error
		said          []string
	}{
		{"a control character", encoded("right", "rectification", "item", item, "correct", "name", "field.name", "Kari\x00"), nil, []string{`id="field-name"`, `id="field-name-fault"`}},
		{"nothing", encoded("right", "rectification", "item", item, "correct", "name", "field.name", ""), nil, []string{`href="#field-name-row"`, `<details class="unprinted" open>`}},
		{"the same as before", encoded("right", "rectification", "item", item, "correct", "name", "field.name", "Kari Eksempel"),
			gdpr.InvalidFaults([]gdpr.Fault{{Pointer: "/corrections/0/value", Code: gdpr.FaultMissing}}), []string{`href="#field-name-row"`, `value="Kari Eksempel"`}},
		{"an objection to nothing", encoded("right", "objection", "text", "Fordi <b>."), nil, []string{`href="#against-row"`, "Fordi &lt;b&gt;."}},
		{"an objection without end", encoded("right", "objection", "against", "marketing", "text", strings.Repeat("x", 4001)), nil, []string{`href="#text-row"`, "checked"}},
	} {
		w := newHoldings(t)
		w.desk.Refuses = map[string]error{"act": test.fails}
		answer := w.send(inside("mojob", sent{method: "POST", path: "/v1/mojob/own/requests", as: asForm, body: test.form + "&language=nb"}), nil)
		checkPage(t, answer, http.StatusUnprocessableEntity, gdpr.CodeInvalid, gdpr.Bokmal)
		for _, said := range append(test.said, `id="summary"`, "autofocus") {
			if !strings.Contains(answer.Body.String(), said) {
				t.Errorf("%s: the page lacks %q", test.outcome, said)
			}
		}
	}
	for _, test := range []struct{ body, fault string }{
		{`{}`, "/right no_right"}, {`{"right":"memory"}`, "/right unknown_right"},
		{`{"right":"erasure","against":"marketing"}`, "/against unknown_field"}, {`{"right":"objection","against":"all"}`, "/against choice"},
		{`{"right":"erasure","item":"x"}`, "/item unknown_field"}, {`{"right":"rectification","fields":{"name":"x"}}`, "/item missing"},
		{`{"right":"rectification","item":"x"}`, "/fields missing"}, {`{"right":"erasure","email":"ola@example.com"}`, "/email unknown_field"},
	} {
		w := newHoldings(t)
		answer := w.send(inside("mojob", sent{method: "POST", path: "/v1/mojob/own/requests", as: asJSON, body: test.body, headers: map[string]string{"Accept-Language": "en"}}), nil)
		checkProblem(t, answer, http.StatusUnprocessableEntity, gdpr.CodeInvalid, gdpr.English, []string{test.fault})
	}
}

func TestACopyThatStaffReadFirstIsAskedFor(t *testing.T) {
	w := newHoldings(t)
	answer := w.send(ownSending(desktest.OwnRoutes[6], "mojob"), nil)
	if answer.Code != http.StatusOK || w.last().What != "copy" || !strings.Contains(answer.Body.String(), desktest.Bucket) {
		t.Errorf("answered %d %s, asked %v", answer.Code, answer.Body, w.asked())
	}
	d := *declared("tretoen")
	d.Handling.Review = []controller.Class{controller.Applications}
	w = newHoldings(t)
	w.serve(&d)
	w.desk.Refuses = map[string]error{"copy": fulfillment.ErrReview}
	answer = w.send(ownSending(desktest.OwnRoutes[6], "tretoen"), nil)
	if answer.Code != http.StatusAccepted || w.last().What != "act" || !reflect.DeepEqual(w.last().With, rights.Lodged{Address: desktest.Address, Right: gdpr.Access, Language: gdpr.Bokmal}) {
		t.Errorf("answered %d %s, asked %+v", answer.Code, answer.Body, w.last())
	}
	if page := w.page("tretoen", "&do=copy").Body.String(); !strings.Contains(page, "leser et menneske gjennom kopien først") {
		t.Error("the page does not say that a person reads the copy first")
	}
	w.desk.Released = w.desk.Now.Add(-time.Hour)
	if page := w.page("tretoen", "&do=copy").Body.String(); strings.Contains(page, "leser et menneske gjennom kopien først") {
		t.Error("the page says that a person reads the copy first, and one just has")
	}
}

func TestSigningOutTakesTheCookieAway(t *testing.T) {
	w := newHoldings(t)
	answer := w.send(inside("mojob", sent{method: "POST", path: "/v1/mojob/own/close", as: asForm, body: "language=en"}), nil)
	if answer.Code != http.StatusSeeOther || answer.Header().Get("Location") != "/mojob/en/" ||
		answer.Header().Get("Set-Cookie") != "__Host-own-mojob=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Strict" {
		t.Errorf("answered %d %v", answer.Code, answer.Header())
	}
}

func TestWithoutASessionALinkIsAskedFor(t *testing.T) {
	w := newHoldings(t)
	fresh := w.send(sent{method: "GET", path: "/v1/mojob/own?language=nn", headers: map[string]string{"Accept": "text/html"}}, nil)
	if fresh.Code != http.StatusUnauthorized || fresh.Header().Get("WWW-Authenticate") != "MailLink" ||
		!strings.Contains(fresh.Body.String(), `action="/v1/mojob/own/link"`) || !strings.Contains(fresh.Body.String(), `lang="nn"`) || strings.Contains(fresh.Body.String(), `id="summary"`) {
		t.Errorf("answered %d %v %s", fresh.Code, fresh.Header(), fresh.Body)
	}
	ended := w.send(sent{method: "POST", path: "/v1/mojob/own/copy", as: asForm, headers: map[string]string{"Cookie": "__Host-own-mojob=x", "Origin": ownPages, "Accept-Language": "en"}}, nil)
	if ended.Code != http.StatusUnauthorized || !strings.Contains(ended.Body.String(), `id="summary"`) || !strings.Contains(ended.Body.String(), `action="/v1/mojob/own/link"`) {
		t.Errorf("answered %d %s", ended.Code, ended.Body)
	}
}

// Two tabs: the second finds the case as the first has left it, and says so.
func TestTheSecondOfTwoTabsIsToldHowTheCaseStands(t *testing.T) {
	w := newHoldings(t)
	w.desk.Refuses = map[string]error{"stop": &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeState}}
	answer := w.send(inside("mojob", sent{method: "POST", path: "/v1/mojob/own/cases/" + string(desktest.ID) + "/stop", as: asForm, body: "language=nb"}), nil)
	checkPage(t, answer, http.StatusConflict, gdpr.CodeState, gdpr.Bokmal)
	if c := answer.Header().Get("Set-Cookie"); c != "" {
		t.Errorf("the session is ended: %q", c)
	}
}

func TestASystemLearnsWhetherMarketingMayBeSent(t *testing.T) {
	for email, want := range map[gdpr.Private]string{
		desktest.Address: `{"allowed":true}`, desktest.Silent: `{"allowed":false}`, desktest.Objector: `{"allowed":false,"since":"` + start.Format(time.RFC3339Nano) + `"}`,
	} {
		w := newHoldings(t)
		s := sent{method: "POST", path: "/v1/mojob/holding/marketing", as: asJSON, body: fmt.Sprintf(`{"email":%q}`, email.Reveal())}
		if answer := w.send(s, machineOf("mojob")); strings.TrimSpace(answer.Body.String()) != want {
			t.Errorf("answered %d %s, want %s", answer.Code, answer.Body, want)
		}
		claims := machineOf("mojob")
		claims.Scopes = []string{"mojob/" + access.ScopeProfiles}
		if answer := w.send(s, claims); answer.Code != http.StatusForbidden {
			t.Errorf("without the scope: %d", answer.Code)
		}
	}
}
