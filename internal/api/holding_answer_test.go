package api_test

// What the desk is asked, and how what it says is put into words for programs.

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/api"
	"ordholden/internal/api/desktest"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// sendGood sends the good sending of a route to tretoen, after a change of its body.
func (w *holdings) sendGood(part, old, new string) map[string]any {
	w.t.Helper()
	g := good(w.t, part)
	s := g.at("tretoen")
	s.body = strings.Replace(s.body, old, new, 1)
	answer := w.send(s, g.claims("tretoen"))
	var body map[string]any
	if err := json.Unmarshal(answer.Body.Bytes(), &body); err != nil || answer.Code != g.status {
		w.t.Fatalf("%s is answered %d %s", g.route, answer.Code, answer.Body)
	}
	return body
}

func TestAnApplicationReachesTheDeskAsItWasSent(t *testing.T) {
	want := holding.Application{
		Address: "kari@example.com",
		Values:  []holding.Value{{Field: "letter", Value: "Hei,\nher er jeg."}, {Field: "name", Value: "Kari Eksempel"}},
		Files:   []holding.Announced{{Kind: "cv", Name: "cv.pdf", Type: "application/pdf", Size: 7}, {Kind: "letter"}},
		Notice:  "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", Language: gdpr.Nynorsk,
		Mechanism: consent.ByAPI,
	}
	w := newHoldings(t)
	g := good(t, "POST /v1/{controller}/applications")
	s := g.at("tretoen")
	s.headers = map[string]string{"Origin": "https://www.321.no", "Idempotency-Key": "k-1"}
	if answer := w.send(s, nil); answer.Code != http.StatusCreated {
		t.Fatalf("answered %d %s", answer.Code, answer.Body)
	}
	direct := want
	direct.Site, direct.Network, direct.Key = "https://www.321.no", "192.0.2.0/24", "k-1"
	if got := w.desk.Calls[0].With; !reflect.DeepEqual(got, direct) {
		t.Errorf("asked\n%#v\nwant\n%#v", got, direct)
	}
	w.sendGood("/holding/applications", "", "")
	portal := want
	portal.Source, portal.Received = "finn.no", time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)
	if got := w.desk.Calls[2].With; !reflect.DeepEqual(got, portal) {
		t.Errorf("asked\n%#v\nwant\n%#v", got, portal)
	}
}

func TestAnApplicationIsAnsweredWithItsUploads(t *testing.T) {
	w := newHoldings(t)
	got := w.sendGood("POST /v1/{controller}/applications", "", "")
	item := desktest.RefOf("tretoen", controller.Applications).String()
	if got["item"] != item || got["expires"] != "2027-11-21T12:00:00Z" || got["consent"] != string(desktest.ID) || got["grant"] != desktest.Token || got["fields"] != nil {
		t.Errorf("answered %v", got)
	}
	want := []any{map[string]any{
		"file": string(desktest.ID), "kind": "letter", "url": desktest.Bucket + "/", "most": 10485760.0, "expires": "2026-11-21T13:00:00.123456789Z",
		"fields": map[string]any{"key": "quarantine/x", "policy": "p"},
	}}
	if !reflect.DeepEqual(got["uploads"], want) {
		t.Errorf("uploads %v", got["uploads"])
	}
}

func TestTheSenderOfAnApplicationSeesItsFilesAndNothingElse(t *testing.T) {
	w := newHoldings(t)
	got := w.sendGood("POST /v1/{controller}/applications/files", "", "")
	if fmt.Sprint(w.asked()) != "[granted collect offer sent]" {
		t.Errorf("asked %v", w.asked())
	}
	for _, c := range w.desk.Calls[1:] {
		if c.By.Sender != desktest.RefOf("tretoen", controller.Applications).String() || c.By.Roles != nil || c.Ref.String() != c.By.Sender {
			t.Errorf("%s as %+v for %s", c.What, c.By, c.Ref)
		}
	}
	files := got["files"].([]any)
	if files[0].(map[string]any)["state"] != "held" || files[1].(map[string]any)["state"] != "awaited" || files[1].(map[string]any)["until"] == nil || got["fields"] != nil || len(got) != 3 {
		t.Errorf("answered %v", got)
	}
	s := good(t, "POST /v1/{controller}/applications/files").at("tretoen")
	s.body = strings.Replace(s.body, "the-grant", "another", 1)
	s.headers = map[string]string{"Accept-Language": "en"}
	checkProblem(t, w.send(s, nil), http.StatusNotFound, gdpr.CodeLink, gdpr.English, nil)
}

func TestARecordIsShownWithItsRevision(t *testing.T) {
	w := newHoldings(t)
	g := good(t, "GET /v1/{controller}/desk/items/{item}")
	answer := w.send(g.at("tretoen"), staffOf("tretoen"))
	item := desktest.RefOf("tretoen", controller.Agreements).String()
	want := `{"item":"` + item + `","class":"agreement","purpose":"agreements","received":"2026-11-21T12:00:00.123456789Z","changed":"2026-11-21T12:00:00.123456789Z",` +
		`"since":null,"expires":null,"restricted":null,"holds":[],"stage":"active","language":"en","revision":3,` +
		`"fields":{"email":"kari@example.com","name":"Kari Eksempel"},"files":[` +
		`{"file":"7d3kq0v5m2a9t6h1x8w4c0b2ng","kind":"cv","state":"held","name":"cv.pdf","type":"application/pdf","size":7,"added":"2026-11-21T12:00:00.123456789Z"},` +
		`{"file":"4xk2m9q7tbv0hc8e5ndw3gyr1c","kind":"letter","state":"awaited","added":"2026-11-21T12:00:00.123456789Z","until":"2026-11-22T12:00:00.123456789Z"}],` +
		`"contacts":[{"name":"Kari Eksempel","email":"kari@example.com"}],"allows":"Clause 4"}` + "\n"
	if answer.Body.String() != want || answer.Header().Get("ETag") != `"3"` {
		t.Errorf("answered %s %s\nwant %s", answer.Header().Get("ETag"), answer.Body, want)
	}
}

func TestAChangeNamesTheRevisionThatWasRead(t *testing.T) {
	for _, test := range []struct {
		header, field string
		revision      int
		refused       bool
	}{
		{"", `"revision":3,`, 3, false},
		{`"3"`, ``, 3, false},
		{`"3"`, `"revision":3,`, 3, false},
		{`"0"`, ``, 0, false},
		{`"4"`, `"revision":3,`, 0, true},
		{`3`, ``, 0, true},
		{`W/"3"`, ``, 0, true},
		{`"3", "4"`, ``, 0, true},
		{`"+3"`, ``, 0, true},
		{`*`, ``, 0, true},
		{`"-1"`, ``, 0, true},
	} {
		w := newHoldings(t)
		s := good(t, "PUT /v1/{controller}/desk/items/{item}").at("tretoen")
		s.body = strings.Replace(s.body, `"revision":3,`, test.field, 1)
		s.headers = map[string]string{"If-Match": test.header, "Accept-Language": "en"}
		answer := w.send(s, staffOf("tretoen"))
		if test.refused {
			checkProblem(t, answer, http.StatusUnprocessableEntity, gdpr.CodeInvalid, gdpr.English, []string{"/revision wrong_type"})
			continue
		}
		if answer.Code != http.StatusOK || w.desk.Calls[0].With.([]any)[0] != test.revision {
			t.Errorf("%q and %q: answered %d, asked %v", test.header, test.field, answer.Code, w.desk.Calls)
		}
	}
}

func TestAnAgreementReachesTheDeskAsItWasSent(t *testing.T) {
	w := newHoldings(t)
	g := good(t, "POST /v1/{controller}/desk/agreements")
	answer := w.send(g.at("tretoen"), staffOf("tretoen"))
	if want := "/v1/tretoen/desk/items/" + desktest.RefOf("tretoen", controller.Agreements).String(); answer.Header().Get("Location") != want {
		t.Errorf("Location %q", answer.Header().Get("Location"))
	}
	want := holding.Draft{
		Values:   []holding.Value{{Field: "customer", Value: "Kunde AS"}, {Field: "title", Value: "Drift"}},
		Contacts: []holding.Contact{{Name: "Kari Eksempel", Address: "kari@example.com"}}, Allows: "Punkt 4", Signed: true,
	}
	if got := w.desk.Calls[0].With; !reflect.DeepEqual(got, want) {
		t.Errorf("asked %#v", got)
	}
}

// Days are Norway's: one begins at its midnight there, and a hold until it keeps through it.
func TestDaysAreThoseOfNorway(t *testing.T) {
	w := newHoldings(t)
	w.sendGood("/step", "2026-11-20", "2026-03-29")
	if got := w.desk.Calls[0].With.([]any)[1].(time.Time); got.UTC() != time.Date(2026, 3, 28, 23, 0, 0, 0, time.UTC) {
		t.Errorf("the day begins %s", got.UTC())
	}
	w.sendGood("/holds", `"year":2025`, `"until":"2027-03-28"`)
	if got := w.desk.Calls[1].With.(holding.Keeping).Until; got.UTC() != time.Date(2027, 3, 28, 22, 0, 0, 0, time.UTC) {
		t.Errorf("the hold ends %s", got.UTC())
	}
	w.sendGood("/holds", `"year":2025`, `"until":"2027-03-28T12:00:00+02:00"`)
	if got := w.desk.Calls[2].With.(holding.Keeping).Until; got.UTC() != time.Date(2027, 3, 28, 10, 0, 0, 0, time.UTC) {
		t.Errorf("the hold ends %s", got.UTC())
	}
	w.sendGood("/step", `,"day":"2026-11-20"`, ``)
	if got := w.desk.Calls[3].With.([]any)[1].(time.Time); !got.IsZero() {
		t.Errorf("no day is %s", got)
	}
}

func TestAListGoesOnWhereItsPageEnds(t *testing.T) {
	w := newHoldings(t)
	first := w.sendGood("GET /v1/{controller}/desk/applications", "", "")
	next := first["next"].(string)
	w.send(sent{method: "GET", path: "/v1/tretoen/desk/applications?before=" + next + "&limit=7"}, staffOf("tretoen"))
	if got := w.desk.Calls[1].With.([]any); !got[0].(time.Time).Equal(start) || got[1] != 7 {
		t.Errorf("went on with %v", got)
	}
	if got := w.desk.Calls[0].With.([]any); !got[0].(time.Time).IsZero() || got[1] != 50 {
		t.Errorf("began with %v", got)
	}
	for part, class := range map[string]string{"desk/applications": "application", "desk/agreements": "agreement", "desk/profiles": "profile"} {
		w := newHoldings(t)
		w.sendGood("GET /v1/{controller}/"+part, "", "")
		if w.desk.Calls[0].What != "list "+class {
			t.Errorf("%s asks %s", part, w.desk.Calls[0].What)
		}
	}
}

func TestADisclosureIsOfTheRecordThatTheControllerKeeps(t *testing.T) {
	for _, test := range []struct{ controller, said, want string }{
		{"mojob", "", "disclose profile"},
		{"tretoen", "", "disclose application"},
		{"mojob", `"class":"application",`, "disclose application"},
	} {
		w := newHoldings(t)
		s := good(t, "/disclosures").at(test.controller)
		s.method, s.path, s.body = "POST", "/v1/"+test.controller+"/holding/disclosures", `{`+test.said+`"email":"kari@example.com","recipient":"customers"}`
		s.as = asJSON
		if w.send(s, machineOf(test.controller)); w.desk.Calls[0].What != test.want {
			t.Errorf("asked %v", w.asked())
		}
	}
}

func TestAnErasureIsAnsweredWithItsCertificate(t *testing.T) {
	w := newHoldings(t)
	got := w.sendGood("/erasures", "", "")
	e := got["erasure"].(map[string]any)
	if got["certificate"] != desktest.Certificate || e["case"] != string(desktest.ID) || e["key"] != false || len(e["deleted"].([]any)) != 1 || len(e["kept"].([]any)) != 1 {
		t.Errorf("answered %v", got)
	}
	if fmt.Sprint(w.asked()) != "[erase sign]" || w.desk.Calls[0].Address != "kari@example.com" {
		t.Errorf("asked %v", w.asked())
	}
}

func TestARestrictedProfileHasNoEnd(t *testing.T) {
	w := newHoldings(t)
	got := w.sendGood("PUT /v1/{controller}/desk/items/{item}/restriction", "", "")
	if got["expires"] != nil || got["restricted"] != "2026-11-21T12:00:00.123456789Z" {
		t.Errorf("answered %v", got)
	}
	held := w.sendGood("/holds", "", "")["holds"].([]any)[0].(map[string]any)
	if held["id"] != string(desktest.Held) || held["ground"] != "accounting" {
		t.Errorf("holds %v", held)
	}
}

// Whoever asks for a link is answered the same after the same work (Art. 12(2), threat H1).
func TestAskingForALinkSaysNothingOfAgreements(t *testing.T) {
	for _, as := range []string{asJSON, asForm} {
		answers, works := map[string]bool{}, map[string]bool{}
		for _, address := range []string{"kari@example.com", "nobody@example.org"} {
			w := newHoldings(t)
			s := sent{method: "POST", path: "/v1/tretoen/agreements/link", as: as, body: `{"email":"` + address + `"}`}
			if as == asForm {
				s.body = encoded("email", address)
			}
			answer := w.send(s, nil)
			answers[fmt.Sprint(answer.Code, answer.Header(), answer.Body)] = true
			works[fmt.Sprint(w.asked())] = true
			if want := map[string]int{asJSON: http.StatusAccepted, asForm: http.StatusSeeOther}[as]; answer.Code != want || strings.Contains(answer.Body.String(), address) {
				t.Errorf("answered %d %s", answer.Code, answer.Body)
			}
		}
		if len(answers) != 1 || len(works) != 1 {
			t.Errorf("answers %v, work %v", answers, works)
		}
	}
}

func TestAContactPersonSeesTheirAgreementsAndDocuments(t *testing.T) {
	w := newHoldings(t)
	got := w.sendGood("/agreements/open", "", "")
	if list := got["agreements"].([]any); len(list) != 1 || list[0].(map[string]any)["stage"] != "active" {
		t.Errorf("answered %v", got)
	}
	item := desktest.RefOf("tretoen", controller.Agreements).String()
	document := w.sendGood("/agreements/open", `"}`, `","item":"`+item+`","file":"`+string(desktest.File)+`"}`)
	if document["url"] != desktest.Bucket+"/cv?signed" || document["expires"] == nil {
		t.Errorf("answered %v", document)
	}
	for _, c := range w.desk.Calls {
		if c.What != "enter" && !reflect.DeepEqual(c.By, access.Actor{Controller: "tretoen", ID: "contact-" + string(desktest.Owner), Contact: desktest.Owner, Way: access.ToAgreements}) {
			t.Errorf("%s as %+v", c.What, c.By)
		}
	}
	s := good(t, "/agreements/open").at("tretoen")
	s.body = strings.Replace(s.body, string(desktest.ID), string(desktest.File), 1)
	s.headers = map[string]string{"Accept-Language": "en"}
	checkProblem(t, w.send(s, nil), http.StatusNotFound, gdpr.CodeLink, gdpr.English, nil)
}

func TestThePublicKeysAreForAnybodyToKeep(t *testing.T) {
	w := newHoldings(t)
	answer := w.send(good(t, "/jwks.json").at("mojob"), nil)
	if answer.Header().Get("Content-Type") != "application/jwk-set+json" || answer.Header().Get("Cache-Control") != "public, max-age=300" || !strings.Contains(answer.Body.String(), `"Ed25519"`) {
		t.Errorf("answered %v %s", answer.Header(), answer.Body)
	}
}

// A browser comes back from the bucket with a grant for that one application.
func TestABrowserLandsWhereItsFileIsTakenIn(t *testing.T) {
	w := newHoldings(t)
	to := api.Landing(ownPages, w.desk.Grant)
	at, err := to(t.Context(), desktest.RefOf("tretoen", controller.Applications), holding.File{ID: desktest.File})
	if err != nil || at != ownPages+"/v1/tretoen/applications/files?file=7d3kq0v5m2a9t6h1x8w4c0b2ng&grant=the-grant" {
		t.Fatalf("lands at %q, %v", at, err)
	}
	s := sent{method: "GET", path: strings.TrimPrefix(at, ownPages) + "&bucket=b&key=quarantine%2Fx&etag=%22e%22", headers: map[string]string{"Accept": "text/html"}}
	answer := w.send(s, nil)
	if answer.Code != http.StatusOK || !strings.Contains(answer.Body.String(), `action="`+desktest.Bucket+`/"`) || !strings.Contains(answer.Body.String(), "cv.pdf") {
		t.Errorf("answered %d %s", answer.Code, answer.Body)
	}
	for _, other := range []holding.Ref{desktest.RefOf("tretoen", controller.Agreements), desktest.RefOf("mojob", controller.Profiles)} {
		if at, err := to(t.Context(), other, holding.File{ID: desktest.File}); at != "" || err != nil {
			t.Errorf("%s lands at %q, %v", other, at, err)
		}
	}
}

// Where nobody has set the origin of our pages, it is that of the call that the file came with.
func TestABrowserLandsOnTheOriginOfItsCallWhereNoneIsSet(t *testing.T) {
	w := newHoldings(t)
	to := api.Landing("", w.desk.Grant)
	ref, file := desktest.RefOf("tretoen", controller.Applications), holding.File{ID: desktest.File}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "https://abc123.execute-api.eu-north-1.amazonaws.com/v1/tretoen/applications", nil)
	at, err := to(api.ContextOf(&api.API{}, r), ref, file)
	if err != nil || !strings.HasPrefix(at, "https://abc123.execute-api.eu-north-1.amazonaws.com/v1/tretoen/applications/files?") {
		t.Errorf("lands at %q, %v", at, err)
	}
	if at, err := to(api.ContextOf(&api.API{PublicURL: ownPages}, r), ref, file); err != nil || !strings.HasPrefix(at, ownPages+"/v1/") {
		t.Errorf("with an origin, lands at %q, %v", at, err)
	}
	if at, err := to(t.Context(), ref, file); at != "" || err != nil {
		t.Errorf("without a call, lands at %q, %v", at, err)
	}
}

// A preview names our pages as the mail will, also where nobody has set their origin.
func TestAPreviewNamesOurPagesByTheOriginOfTheCallWhereNoneIsSet(t *testing.T) {
	for set, want := range map[string]string{"https://pages.example.org": "https://pages.example.org", "": "https://personvern.example.com"} {
		w, g := newHoldings(t), good(t, oneCase+"/extension")
		w.shared.PublicURL = set
		w.staff = w.desk.Staff(w.shared).Handler()
		g.body = strings.Replace(g.body, "{", `{"preview":true,`, 1)
		answered(t, w.send(g.at("mojob"), g.who("mojob")), http.StatusOK)
		if got := w.desk.Calls[len(w.desk.Calls)-1].Origin; got != want {
			t.Errorf("set to %q, the preview is told %q, want %q", set, got, want)
		}
	}
}
