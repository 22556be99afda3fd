package api_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// answered reads an answer in JSON, and fails where it is another.
func answered(t *testing.T, answer *httptest.ResponseRecorder, status int) map[string]any {
	t.Helper()
	var body map[string]any
	if err := json.Unmarshal(answer.Body.Bytes(), &body); err != nil || answer.Code != status {
		t.Fatalf("answered %d %s, want %d: %v", answer.Code, answer.Body, status, err)
	}
	if got := answer.Header().Get("Content-Type"); got != "application/json" {
		t.Errorf("content type %q", got)
	}
	return body
}

// recorded is the public id of a visitor's decision.
func (w *world) recorded(t *testing.T) string {
	t.Helper()
	answer := w.send(sent{path: visitorWell.path, as: asJSON, body: visitorWell.json(gdpr.Bokmal)})
	return answered(t, answer, http.StatusCreated)["id"].(string)
}

// declared is the id of what a person declared.
func (w *world) declared(t *testing.T) string {
	t.Helper()
	answer := w.send(sent{path: personWell.path, as: asJSON, body: personWell.json(gdpr.Nynorsk)})
	return answered(t, answer, http.StatusAccepted)["id"].(string)
}

func TestAVisitorsDecisionIsAnsweredWithItsRecord(t *testing.T) {
	w := newWorld(t)
	answer := w.send(sent{path: visitorWell.path, as: asJSON, body: visitorWell.json(gdpr.Bokmal), headers: map[string]string{"Origin": theSite}})
	got := answered(t, answer, http.StatusCreated)
	r := w.memory.records[0]
	want := map[string]any{
		"id": visitor + "." + string(r.ID), "visitor": visitor, "version": declared("mojob").Version.String(), "language": "nb", "mechanism": "api", "site": theSite,
		"notice": noticeOf(controller.Visitors, gdpr.Bokmal), "recorded": "2026-11-21T12:00:00.123Z", "expires": "2027-11-21T12:00:00Z",
		"decisions": map[string]any{"statistics": "given", "usage": "refused", "support-chat": "refused", "personalization": "given"},
		"statuses": map[string]any{
			"statistics": map[string]any{"status": "given"}, "usage": map[string]any{"status": "refused"},
			"support-chat": map[string]any{"status": "refused"}, "personalization": map[string]any{"status": "given"},
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("answered\n%v\nwant\n%v", got, want)
	}
	if location := answer.Header().Get("Location"); location != "/v1/mojob/consents/"+visitor+"."+string(r.ID) {
		t.Errorf("location %q", location)
	}
	if len(w.memory.calls) != 1 {
		t.Errorf("%d calls of the stores: %v", len(w.memory.calls), w.memory.calls)
	}
	if r.Seen.Claimed != time.Date(2026, time.November, 21, 11, 59, 0, 5e8, time.UTC) || len(answer.Result().Cookies()) > 0 {
		t.Errorf("claimed %s, cookies %v", r.Seen.Claimed, answer.Result().Cookies())
	}
}

func TestADecisionIsFoundUnderItsId(t *testing.T) {
	w := newWorld(t)
	id := w.recorded(t)
	for _, typed := range []string{id, strings.ToUpper(id)} {
		if got := answered(t, w.send(sent{method: "GET", path: "/v1/mojob/consents/" + typed}), http.StatusOK); got["id"] != id {
			t.Errorf("%s shows %v", typed, got)
		}
	}
	for outcome, path := range map[string]string{
		"another record":     "/v1/mojob/consents/" + visitor + "." + string(gdpr.NewID()),
		"another visitor":    "/v1/mojob/consents/" + string(gdpr.NewID()) + id[26:],
		"the record alone":   "/v1/mojob/consents/" + id[27:],
		"the visitor alone":  "/v1/mojob/consents/" + visitor,
		"another controller": "/v1/tretoen/consents/" + id,
		"no id":              "/v1/mojob/consents/x",
		"half an id":         "/v1/mojob/consents/" + visitor + ".",
		"three ids":          "/v1/mojob/consents/" + id + "." + visitor,
		"an id that is none": "/v1/mojob/consents/" + visitor + ".x",
	} {
		t.Run(outcome, func(t *testing.T) {
			for _, s := range []sent{{method: "GET", path: path}, {path: path + "/withdrawal"}} {
				w.memory.closed = true
				s.headers = map[string]string{"Accept-Language": "nn"}
				checkProblem(t, w.send(s), http.StatusNotFound, gdpr.CodeNotFound, gdpr.Nynorsk, nil)
			}
		})
	}
}

func TestOneButtonDecidesOnEverythingAsked(t *testing.T) {
	for decision, want := range map[string]gdpr.Decision{"given": gdpr.Given, "refused": gdpr.Refused} {
		for _, s := range []sent{
			{as: asJSON, body: `{"visitor":"` + visitor + `","notice":"` + noticeOf(controller.Visitors, gdpr.Bokmal) + `","all":"` + decision + `"}`},
			{as: asForm, body: visitorWell.form(gdpr.Bokmal) + "&all=" + decision},
		} {
			w := newWorld(t)
			s.path = visitorWell.path
			if answer := w.send(s); answer.Code >= 400 {
				t.Fatalf("answered %d %s", answer.Code, answer.Body)
			}
			choices := w.memory.records[0].Choices
			if len(choices) != 4 || slices.ContainsFunc(choices, func(c consent.Choice) bool { return c.Decision != want }) {
				t.Errorf("all %s as %s: %v", decision, s.as, choices)
			}
		}
	}
}

func TestABeaconIsTakenAsTheBannersWord(t *testing.T) {
	for as, want := range map[string]consent.Mechanism{asBeacon: consent.ByBanner, asJSON: consent.ByAPI} {
		w := newWorld(t)
		w.send(sent{path: visitorWell.path, as: as, body: visitorWell.json(gdpr.Bokmal)})
		if got := w.memory.records[0].Seen.Mechanism; got != want {
			t.Errorf("%s is %s", as, got)
		}
	}
	for _, said := range []consent.Mechanism{consent.ByBanner, consent.ByAPI} {
		w := newWorld(t)
		w.send(sent{path: visitorWell.path, as: asBeacon, body: spoiled(t, visitorWell.json(gdpr.Bokmal), edit{`{`, `{"mechanism":"` + string(said) + `",`})})
		if got := w.memory.records[0].Seen.Mechanism; got != said {
			t.Errorf("said %s, recorded %s", said, got)
		}
	}
}

func TestTheSameKeyFindsTheSameRecord(t *testing.T) {
	for _, test := range []struct {
		outcome string
		header  string
		field   string
		ok      bool
	}{
		{"in the header", "k-1", "", true},
		{"in quotes, as a structured field", `"k-1"`, "", true},
		{"in the body", "", "k-1", true},
		{"in both", "k-1", "k-1", true},
		{"two of them", "k-1", "k-2", false},
		{"too long", strings.Repeat("k", 256), "", false},
		{"control characters", "k\x01", "", false},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			w := newWorld(t)
			s := sent{path: visitorWell.path, as: asJSON, body: visitorWell.json(gdpr.English), headers: map[string]string{"Idempotency-Key": test.header}}
			if test.field != "" {
				s.body = spoiled(t, s.body, edit{`{`, `{"idempotency_key":"` + test.field + `",`})
			}
			if !test.ok {
				w.memory.closed = true
				checkProblem(t, w.send(s), http.StatusUnprocessableEntity, gdpr.CodeInvalid, gdpr.English, []string{"/idempotency_key idempotency_key"})
				return
			}
			first := w.send(s)
			w.now = w.now.Add(time.Minute)
			second := w.send(s)
			if first.Code != http.StatusCreated || second.Code != http.StatusCreated || first.Body.String() != second.Body.String() || len(w.memory.records) != 1 {
				t.Errorf("answered %d %s, then %d %s", first.Code, first.Body, second.Code, second.Body)
			}
			s.body = strings.Replace(s.body, "refused", "given", 1)
			checkProblem(t, w.send(s), http.StatusUnprocessableEntity, gdpr.CodeKeyReused, gdpr.English, nil)
		})
	}
}

func TestAWithdrawalIsAnotherRecordAndTheNewestCounts(t *testing.T) {
	w := newWorld(t)
	id := w.recorded(t)
	w.now = w.now.Add(time.Hour)
	got := answered(t, w.send(sent{path: "/v1/mojob/consents/" + id + "/withdrawal", as: asJSON, body: `{"language":"en"}`, headers: map[string]string{"Origin": theSite}}), http.StatusOK)
	if got["id"] == id || got["language"] != "en" || got["site"] != theSite || got["decisions"].(map[string]any)["statistics"] != "withdrawn" {
		t.Errorf("withdrawn: %v", got)
	}
	again := answered(t, w.send(sent{path: "/v1/mojob/consents/" + id + "/withdrawal"}), http.StatusOK)
	if !reflect.DeepEqual(got, again) {
		t.Errorf("withdrawn again: %v", again)
	}
	listed := answered(t, w.send(sent{method: "GET", path: "/v1/mojob/visitors/" + visitor + "/consents"}), http.StatusOK)["consents"].([]any)
	if len(listed) != 2 || !reflect.DeepEqual(listed[0], any(got)) || listed[1].(map[string]any)["id"] != id {
		t.Errorf("listed: %v", listed)
	}
}

func TestAnUnknownVisitorHasDecidedNothing(t *testing.T) {
	w := newWorld(t)
	w.recorded(t)
	for _, path := range []string{"/v1/mojob/visitors/" + string(gdpr.NewID()) + "/consents", "/v1/tretoen/visitors/" + visitor + "/consents"} {
		if answer := w.send(sent{method: "GET", path: path}); answer.Code != http.StatusOK || answer.Body.String() != `{"consents":[]}`+"\n" {
			t.Errorf("%s answers %d %s", path, answer.Code, answer.Body)
		}
	}
	checkProblem(t, w.send(sent{method: "GET", path: "/v1/mojob/visitors/me/consents"}), http.StatusNotFound, gdpr.CodeNotFound, gdpr.Bokmal, nil)
}

func TestWhatAPersonDeclaresIsConfirmedByMail(t *testing.T) {
	w := newWorld(t)
	answer := w.send(sent{path: personWell.path, as: asJSON, body: personWell.json(gdpr.Nynorsk)})
	id := answered(t, answer, http.StatusAccepted)["id"].(string)
	if got, want := answer.Body.String(), `{"id":"`+id+`","state":"pending"}`+"\n"; got != want || answer.Header().Get("Location") != "/v1/mojob/consents/"+id {
		t.Errorf("answered %s at %s, want %s", got, answer.Header().Get("Location"), want)
	}
	w.now = w.now.Add(time.Hour)
	confirmed := answered(t, w.send(sent{path: "/v1/mojob/consents/confirmation", as: asJSON, body: `{"case":"` + id + `","token":"` + rightToken + `","choice":"confirm"}`}), http.StatusOK)
	if confirmed["state"] != "standing" || confirmed["changed"] != "2026-11-21T13:00:00.123Z" || confirmed["expires"] != "2028-11-21T13:00:00Z" {
		t.Errorf("confirmed: %v", confirmed)
	}
	if shown := answered(t, w.send(sent{method: "GET", path: "/v1/mojob/consents/" + id}), http.StatusOK); !reflect.DeepEqual(shown, confirmed) {
		t.Errorf("shown: %v", shown)
	}
	withdrawn := answered(t, w.send(sent{path: "/v1/mojob/consents/" + id + "/withdrawal"}), http.StatusOK)
	if withdrawn["state"] != "withdrawn" || withdrawn["decisions"].(map[string]any)["further-storage"] != "withdrawn" || withdrawn["decisions"].(map[string]any)["other-information"] != "refused" {
		t.Errorf("withdrawn: %v", withdrawn)
	}
}

func TestNothingSaysBackWhoDeclared(t *testing.T) {
	w := newWorld(t)
	id := w.declared(t)
	for _, s := range []sent{
		{method: "GET", path: "/v1/mojob/consents/" + id},
		{method: "GET", path: "/v1/mojob/consents/" + id, headers: map[string]string{"Accept": "text/html"}},
		{path: "/v1/mojob/consents/confirmation", as: asForm, body: encoded("case", id, "token", rightToken, "choice", "confirm")},
	} {
		if answer := w.send(s); answer.Code != http.StatusOK || strings.Contains(answer.Body.String(), "kari") {
			t.Errorf("answered %d %s", answer.Code, answer.Body)
		}
	}
}

// Whatever has become of the first, a retry is answered as the first was.
func TestARetryOfADeclarationTellsNothingNew(t *testing.T) {
	w := newWorld(t)
	s := sent{path: personWell.path, as: asJSON, body: personWell.json(gdpr.Nynorsk), headers: map[string]string{"Idempotency-Key": "k"}}
	first := w.send(s)
	id := answered(t, w.send(s), http.StatusAccepted)["id"].(string)
	w.now = w.now.Add(time.Hour)
	w.send(sent{path: "/v1/mojob/consents/confirmation", as: asJSON, body: `{"case":"` + id + `","token":"` + rightToken + `","choice":"confirm"}`})
	if again := w.send(s); again.Code != first.Code || again.Body.String() != first.Body.String() || len(w.memory.consents) != 1 {
		t.Errorf("answered %d %s", again.Code, again.Body)
	}
}

func TestAControllerThatAsksNothingOfPersonsTakesNothingOfThem(t *testing.T) {
	w := newWorld(t)
	w.memory.closed = true
	s := sent{path: "/v1/tretoen/consents", as: asJSON, body: personWell.json(gdpr.English)}
	checkProblem(t, w.send(s), http.StatusUnprocessableEntity, gdpr.CodeInvalid, gdpr.English, []string{
		"/decisions/further-storage unknown_purpose", "/decisions/other-information unknown_purpose", "/notice unknown_notice"})
}

// The banner knows the visitor by the UUID in its cookie: that alone leads to the newest choice, whose page says
// where it is changed, and from there to the receipt.
func TestABrowserIsLedFromTheBannersIDToItsChoiceAndBackToTheSite(t *testing.T) {
	w := newWorld(t)
	const uuid = "3b1e7c52-0f6a-4d1b-9a55-1c2e8f90ab34"
	body := strings.NewReplacer(visitor, uuid, `"language"`, `"mechanism":"banner","interface":"`+shownIn("mojob", controller.OnBanner, controller.Visitors, gdpr.Bokmal)+`","language"`).Replace(visitorWell.json(gdpr.Bokmal))
	made := w.send(sent{path: visitorWell.path, as: asJSON, body: body, headers: map[string]string{"Origin": theSite}})
	if made.Code != http.StatusCreated {
		t.Fatalf("answered %d %s", made.Code, made.Body)
	}
	led := w.send(sent{method: "GET", path: "/v1/mojob/visitors/" + uuid + "/consents", headers: map[string]string{"Accept": "text/html"}})
	if at := led.Header().Get("Location"); led.Code != http.StatusSeeOther || at != made.Header().Get("Location") {
		t.Fatalf("led by %d to %q, not to %q", led.Code, at, made.Header().Get("Location"))
	}
	page := w.send(sent{method: "GET", path: made.Header().Get("Location"), headers: map[string]string{"Accept": "text/html"}}).Body.String()
	if !strings.Contains(page, `href="`+theSite+`/#ordholden"`) || !strings.Contains(page, "/receipt") {
		t.Errorf("the page leads neither to the site nor to the receipt: %s", page)
	}
	if !strings.Contains(page, "/interface/"+shownIn("mojob", controller.OnBanner, controller.Visitors, gdpr.Bokmal)) {
		t.Error("the page does not lead to the banner as it was")
	}
	if strings.Contains(page, "/withdrawal") {
		t.Error("the page takes back what the banner of the site would not hear of")
	}
	if none := w.send(sent{method: "GET", path: "/v1/mojob/visitors/" + visitor + "/consents", headers: map[string]string{"Accept": "text/html"}}); none.Code != http.StatusNotFound {
		t.Errorf("nobody's choices: answered %d", none.Code)
	}
}
