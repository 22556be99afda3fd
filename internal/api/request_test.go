package api_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/rights"
)

// lodged is the id of a request for access and erasure.
func (w *world) lodged(t *testing.T) string {
	t.Helper()
	return answered(t, w.send(sent{path: requestWell.path, as: asJSON, body: requestWell.json(gdpr.Nynorsk)}), http.StatusAccepted)["id"].(string)
}

func proofOf(id, more string) string { return `{"case":"` + id + `",` + more + `,"language":"en"}` }

const (
	confirmPath = "/v1/mojob/requests/confirmation"
	statusPath  = "/v1/mojob/requests/status"
	byToken     = `"token":"` + rightToken + `"`
	byCode      = `"code":"` + rightCode + `"`
)

func TestARequestIsReceivedAsItWasSent(t *testing.T) {
	w := newWorld(t)
	id := w.lodged(t)
	r := w.memory.cases[gdpr.ID(id)].Request
	want := rights.Request{
		ID: gdpr.ID(id), Controller: "mojob", Rights: []gdpr.Right{gdpr.Access, gdpr.Erasure}, Address: "kari@example.com", Name: "Kari Eksempel",
		Text: "Alt fra 2024.", Subject: r.Subject, Language: gdpr.Nynorsk, Channel: rights.ByAPI, Network: "192.0.2.0/24",
		Received: start.Truncate(time.Millisecond), Workflow: rights.Waiting, Identity: rights.Unproven, Expires: r.Expires,
		Revision: 1, Registered: r.Registered, Deadline: r.Deadline, Next: r.Next,
	}
	if !reflect.DeepEqual(r, want) {
		t.Errorf("received\n%#v\nwant\n%#v", r, want)
	}
}

// Intake never says whether a person is known (Art. 12(2), threat H1).
func TestEveryAddressIsAnsweredTheSameAfterTheSameWork(t *testing.T) {
	w := newWorld(t)
	known := w.lodged(t)
	w.now = w.now.Add(time.Hour)
	w.send(sent{path: confirmPath, as: asJSON, body: proofOf(known, byCode+`,"choice":"confirm"`)})
	for _, as := range []string{asJSON, asBeacon, asForm} {
		answers, works := map[string]bool{}, map[string]bool{}
		for _, address := range []string{"kari@example.com", "KARI@example.com", "ola@example.com", "nobody@example.no", "a@b.example"} {
			s := sent{path: requestWell.path, as: as, body: spoiled(t, requestWell.json(gdpr.English), edit{"kari@example.com", address})}
			if as == asForm {
				s.body = spoiled(t, requestWell.form(gdpr.English), edit{"kari%40example.com", strings.Replace(address, "@", "%40", 1)})
			}
			before := len(w.memory.calls)
			answer := w.send(s)
			body := answer.Body.String()
			for id := range maps.Keys(w.memory.cases) {
				body = strings.ReplaceAll(body, string(id), "ID")
			}
			headers, err := json.Marshal(answer.Header())
			if err != nil {
				t.Fatal(err)
			}
			answers[http.StatusText(answer.Code)+string(headers)+body] = true
			works[strings.Join(w.memory.calls[before:], " ")] = true
		}
		if len(answers) != 1 || len(works) != 1 {
			t.Errorf("as %s: answers %v, work %v", as, answers, works)
		}
	}
}

func TestARequestIsAcceptedWithItsNumberAndNothingElse(t *testing.T) {
	w := newWorld(t)
	answer := w.send(sent{path: requestWell.path, as: asJSON, body: requestWell.json(gdpr.English)})
	id := answered(t, answer, http.StatusAccepted)["id"].(string)
	if got, want := answer.Body.String(), `{"id":"`+id+`","state":"received"}`+"\n"; got != want {
		t.Errorf("answered %s, want %s", got, want)
	}
}

func TestARetryOfARequestIsAnsweredAsTheFirst(t *testing.T) {
	w := newWorld(t)
	s := sent{path: requestWell.path, as: asJSON, body: requestWell.json(gdpr.English), headers: map[string]string{"Idempotency-Key": "k"}}
	first := w.send(s)
	id := answered(t, w.send(s), http.StatusAccepted)["id"].(string)
	w.now = w.now.Add(time.Hour)
	w.send(sent{path: confirmPath, as: asJSON, body: proofOf(id, byCode+`,"choice":"confirm"`)})
	if again := w.send(s); again.Code != first.Code || again.Body.String() != first.Body.String() || len(w.memory.cases) != 1 {
		t.Errorf("answered %d %s", again.Code, again.Body)
	}
	s.body = strings.Replace(s.body, "Alt fra 2024.", "Alt.", 1)
	checkProblem(t, w.send(s), http.StatusUnprocessableEntity, gdpr.CodeKeyReused, gdpr.English, nil)
}

func TestAConfirmedRequestIsShownWithItsDeadline(t *testing.T) {
	w := newWorld(t)
	id := w.lodged(t)
	w.now = w.now.Add(time.Hour)
	got := answered(t, w.send(sent{path: confirmPath, as: asJSON, body: proofOf(id, byToken+`,`+byCode+`,"choice":"confirm"`)}), http.StatusOK)
	deadline := got["deadline"].(map[string]any)
	if got["case"] != id || got["state"] != "open" || got["received"] != "2026-11-21T12:00:00.123Z" || deadline["due"] != "2026-12-21T23:59:59+01:00" {
		t.Errorf("answered %v", got)
	}
	if !reflect.DeepEqual(got["rights"], []any{"access", "erasure"}) || got["joined"] != nil {
		t.Errorf("rights %v, joined %v", got["rights"], got["joined"])
	}
	history := []any{map[string]any{"at": "2026-11-21T12:00:00.123Z", "event": "receive"}, map[string]any{"at": "2026-11-21T13:00:00.123Z", "event": "confirm"}}
	if !reflect.DeepEqual(got["history"], history) {
		t.Errorf("history %v", got["history"])
	}
	for _, s := range deadline["steps"].([]any) {
		step := s.(map[string]any)
		if step["rule"] == "" || step["day"] == "" || !strings.Contains(step["text"].(string), "2026") {
			t.Errorf("step %v", step)
		}
	}
	if again := answered(t, w.send(sent{path: confirmPath, as: asJSON, body: proofOf(id, byCode+`,"choice":"confirm"`)}), http.StatusOK); !reflect.DeepEqual(again, got) {
		t.Errorf("confirmed again: %v", again)
	}
	if shown := answered(t, w.send(sent{path: statusPath, as: asJSON, body: proofOf(id, byToken)}), http.StatusOK); !reflect.DeepEqual(shown, got) {
		t.Errorf("shown: %v", shown)
	}
}

func TestACaseShowsNothingOfThePerson(t *testing.T) {
	w := newWorld(t)
	id := w.lodged(t)
	for _, s := range []sent{
		{path: statusPath, as: asJSON, body: proofOf(id, byToken)},
		{path: statusPath, as: asForm, body: encoded("case", id, "token", rightToken)},
		{path: confirmPath, as: asForm, body: encoded("case", id, "code", rightCode, "choice", "cancel")},
	} {
		answer := w.send(s)
		for _, personal := range []string{"kari", "Kari", "2024.", rightToken, rightCode} {
			if answer.Code != http.StatusOK || strings.Contains(answer.Body.String(), personal) {
				t.Errorf("%s answers %d, with %q: %s", s.path, answer.Code, personal, answer.Body)
			}
		}
	}
}

func TestASecondRequestForTheSameIsJoined(t *testing.T) {
	w := newWorld(t)
	first := w.lodged(t)
	second := answered(t, w.send(sent{path: requestWell.path, as: asJSON, body: `{"email":"kari@example.com","rights":["access"]}`}), http.StatusAccepted)["id"].(string)
	for _, id := range []string{first, second} {
		w.now = w.now.Add(time.Hour)
		got := answered(t, w.send(sent{path: confirmPath, as: asJSON, body: proofOf(id, byCode+`,"choice":"confirm"`)}), http.StatusOK)
		if want := map[string]any{first: "open", second: "joined"}[id]; got["state"] != want || id == second && got["joined"] != first {
			t.Errorf("%s, joined to %v, want %s", got["state"], got["joined"], want)
		}
	}
}

// One answer to whatever opens nothing: unknown, expired, swapped (threats H2, H13).
func TestWhatOpensNothingIsAnsweredTheSame(t *testing.T) {
	w := newWorld(t)
	id, declared := w.lodged(t), w.declared(t)
	w.memory.closed = true
	bodies := map[string]bool{}
	for outcome, s := range map[string]sent{
		"an unknown case":              {path: confirmPath, body: proofOf(string(gdpr.NewID()), byToken+`,"choice":"confirm"`)},
		"an unknown case, by code":     {path: confirmPath, body: proofOf(string(gdpr.NewID()), byCode+`,"choice":"confirm"`)},
		"another token":                {path: confirmPath, body: proofOf(id, `"token":"`+wrongToken+`","choice":"confirm"`)},
		"another token, right code":    {path: confirmPath, body: proofOf(id, `"token":"`+wrongToken+`",`+byCode+`,"choice":"confirm"`)},
		"another controller":           {path: "/v1/tretoen/requests/confirmation", body: proofOf(id, byToken+`,`+byCode+`,"choice":"confirm"`)},
		"a consent's link at a case":   {path: confirmPath, body: proofOf(declared, byToken+`,"choice":"confirm"`)},
		"a case's link at a consent":   {path: "/v1/mojob/consents/confirmation", body: proofOf(id, byToken+`,"choice":"confirm"`)},
		"an unknown case's status":     {path: statusPath, body: proofOf(string(gdpr.NewID()), byToken)},
		"another controller's status":  {path: "/v1/tretoen/requests/status", body: proofOf(id, byToken)},
		"another token for the status": {path: statusPath, body: proofOf(id, `"token":"`+wrongToken+`"`)},
	} {
		t.Run(outcome, func(t *testing.T) {
			s.as = asJSON
			answer := w.send(s)
			bodies[answer.Body.String()] = true
			checkProblem(t, answer, http.StatusNotFound, gdpr.CodeLink, gdpr.English, nil)
		})
	}
	if len(bodies) != 1 {
		t.Errorf("%d different answers", len(bodies))
	}
}

func TestWrongCodesAreCountedAndLock(t *testing.T) {
	w := newWorld(t)
	id := w.lodged(t)
	s := sent{path: confirmPath, as: asJSON, body: proofOf(id, `"code":"`+wrongCode+`","choice":"confirm"`)}
	for range 4 {
		checkProblem(t, w.send(s), http.StatusUnprocessableEntity, gdpr.CodeCodeWrong, gdpr.English, []string{"/code code_wrong"})
	}
	s.body = strings.Replace(s.body, wrongCode, "not a code", 1) // is none of ours, and is not counted
	checkProblem(t, w.send(s), http.StatusUnprocessableEntity, gdpr.CodeInvalid, gdpr.English, []string{"/code code_wrong"})
	s.body = strings.Replace(s.body, "not a code", wrongCode, 1)
	for range 2 {
		checkProblem(t, w.send(s), http.StatusForbidden, gdpr.CodeLocked, gdpr.English, nil)
	}
	s.body = strings.Replace(s.body, wrongCode, rightCode, 1)
	checkProblem(t, w.send(s), http.StatusForbidden, gdpr.CodeLocked, gdpr.English, nil)
}

// Threat H5: whoever guesses codes takes no link away from whoever has the mail.
func TestALockedCaseIsFollowedAndCanceledByItsLink(t *testing.T) {
	w := newWorld(t)
	id := w.lodged(t)
	for range link.MaxMisses {
		w.send(sent{path: confirmPath, as: asJSON, body: proofOf(id, `"code":"`+wrongCode+`","choice":"confirm"`)})
	}
	both := byToken + "," + byCode
	checkProblem(t, w.send(sent{path: confirmPath, as: asJSON, body: proofOf(id, both+`,"choice":"confirm"`)}),
		http.StatusForbidden, gdpr.CodeLocked, gdpr.English, nil)
	for _, proof := range []string{byToken, both} {
		if got := answered(t, w.send(sent{path: statusPath, as: asJSON, body: proofOf(id, proof)}), http.StatusOK); got["case"] != id {
			t.Errorf("followed: %v", got)
		}
	}
	got := answered(t, w.send(sent{path: confirmPath, as: asJSON, body: proofOf(id, byToken+`,"choice":"cancel"`)}), http.StatusOK)
	if w.memory.cases[gdpr.ID(id)].Workflow != rights.Revoked {
		t.Errorf("it was somebody else, and the case is %v", got["state"])
	}
}

func TestTheLinkAloneDoesNotConfirmAccess(t *testing.T) {
	w := newWorld(t)
	id := w.lodged(t)
	w.memory.closed = true
	checkProblem(t, w.send(sent{path: confirmPath, as: asJSON, body: proofOf(id, byToken+`,"choice":"confirm"`)}),
		http.StatusUnprocessableEntity, gdpr.CodeInvalid, gdpr.English, []string{"/code missing"})
}

func TestDecidingTheOtherWayIsAConflict(t *testing.T) {
	w := newWorld(t)
	id, declared := w.lodged(t), w.declared(t)
	w.now = w.now.Add(time.Hour)
	answered(t, w.send(sent{path: confirmPath, as: asJSON, body: proofOf(id, byCode+`,"choice":"cancel"`)}), http.StatusOK)
	answered(t, w.send(sent{path: "/v1/mojob/consents/confirmation", as: asJSON, body: proofOf(declared, byToken+`,"choice":"confirm"`)}), http.StatusOK)
	w.memory.closed = true
	checkProblem(t, w.send(sent{path: confirmPath, as: asJSON, body: proofOf(id, byCode+`,"choice":"confirm"`)}), http.StatusConflict, gdpr.CodeAlreadyDecided, gdpr.English, nil)
	checkProblem(t, w.send(sent{path: "/v1/mojob/consents/confirmation", as: asJSON, body: proofOf(declared, byToken+`,"choice":"cancel"`)}), http.StatusConflict, gdpr.CodeAlreadyDecided, gdpr.English, nil)
}

func TestCodesAndNumbersAreReadAsPeopleTypeThem(t *testing.T) {
	w := newWorld(t)
	id := gdpr.ID(w.lodged(t))
	body := `{"case":" ` + strings.ToUpper(id.Grouped()) + ` ","code":"7GK-2PM"}`
	if got := answered(t, w.send(sent{path: statusPath, as: asJSON, body: body}), http.StatusOK); got["case"] != string(id) {
		t.Errorf("shown %v", got)
	}
}

func TestRightsAskedTwiceAreAskedOnce(t *testing.T) {
	w := newWorld(t)
	w.send(sent{path: requestWell.path, as: asForm, body: requestWell.form(gdpr.English) + "&rights=access&rights=erasure"})
	for _, c := range w.memory.cases {
		if !slices.Equal(c.Rights, []gdpr.Right{gdpr.Access, gdpr.Erasure}) || c.Channel != rights.ByForm {
			t.Errorf("received %v by %s", c.Rights, c.Channel)
		}
	}
}
