package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"ordholden/internal/api"
	"ordholden/internal/api/desktest"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

var (
	_ api.Casework   = rights.Desk{}
	_ api.Foreseeing = rights.Desk{}
	_ api.Carrying   = fulfillment.Desk{}
	_ rights.Cases   = rights.Rehearsal{}
)

// caseRoutes are the routes about requests.
func caseRoutes(t *testing.T) []goodRoute {
	t.Helper()
	return slices.DeleteFunc(staffRoutes(t), func(g goodRoute) bool { return !strings.Contains(g.route, "/desk/cases") })
}

// Every route about requests × two controllers × every role: the privacy role of the
// controller, and nobody else (threat H12).
func TestH12_OnlyThePrivacyRoleOfTheControllerHandlesRequests(t *testing.T) {
	for _, g := range caseRoutes(t) {
		for i, c := range both {
			for _, role := range []string{"privacy", "recruiter", "sales", "management"} {
				for _, of := range []string{c, both[1-i]} {
					w := newHoldings(t)
					s := g.at(c)
					s.headers = map[string]string{"Accept-Language": "en"}
					answer := w.send(s, asRole(of, role))
					if of == c && role == "privacy" {
						if answer.Code != g.status {
							t.Errorf("%s at %s: the privacy role is answered %d %s", g.route, c, answer.Code, answer.Body)
						}
						continue
					}
					checkProblem(t, answer, http.StatusForbidden, gdpr.CodeRole, gdpr.English, nil)
					if len(w.desk.Calls) > 0 {
						t.Errorf("%s at %s: %s of %s asks %v", g.route, c, role, of, w.asked())
					}
				}
			}
		}
	}
}

func TestTheQueueTellsNothingOfAnybodyWhoAsks(t *testing.T) {
	w := newHoldings(t)
	answer := w.send(good(t, "GET /v1/{controller}/desk/cases").at("mojob"), staffOf("mojob"))
	text := answer.Body.String()
	for _, personal := range []string{string(desktest.Name), string(desktest.Address), "Slett", "omfattende", "Bedrift", "Ola", "Eksempelsen", "Hvem", string(desktest.Owner)} {
		if strings.Contains(text, personal) {
			t.Errorf("the queue holds %q: %s", personal, text)
		}
	}
	line := answered(t, answer, http.StatusOK)["cases"].([]any)[0].(map[string]any)
	for name, want := range map[string]any{
		"case": string(desktest.Case), "state": "open", "identity": "vouched", "delivery": "", "channel": "letter", "language": "en",
		"assignee": desktest.Colleague, "left": 20.0, "overdue": false, "paused": false, "revision": 3.0, "deadline": "2026-12-11T23:59:59Z",
	} {
		if line[name] != want {
			t.Errorf("%s is %v, want %v", name, line[name], want)
		}
	}
	if with := w.desk.Calls[0].With.([]any); with[0] != rights.Awaiting || with[1] != "place" || with[2] != 10 {
		t.Errorf("asked for %v", with)
	}
}

func TestAQueueLineSaysWhatIsOverdueAndWhatStandsStill(t *testing.T) {
	for outcome, test := range map[string]struct {
		change        func(*rights.Case)
		left, overdue any
		paused        bool
	}{
		"over": {func(k *rights.Case) { k.Received = start.AddDate(0, -2, 0) }, 0.0, true, false},
		"over, and paused": {func(k *rights.Case) {
			k.Received, k.Identity = start.AddDate(0, -2, 0), rights.Asked
			k.Pause = rights.Pause{From: start}
		}, 0.0, false, true},
		"ended":              {func(k *rights.Case) { k.Received = start.AddDate(0, -2, 0); k.Workflow = rights.Answered }, nil, false, false},
		"there is time left": {func(*rights.Case) {}, 20.0, false, false},
	} {
		w := newHoldings(t)
		w.desk.Stands = test.change
		got := answered(t, w.send(good(t, "GET /v1/{controller}/desk/cases").at("mojob"), staffOf("mojob")), http.StatusOK)
		line := got["cases"].([]any)[0].(map[string]any)
		if line["left"] != test.left || line["overdue"] != test.overdue || line["paused"] != test.paused {
			t.Errorf("%s: left %v, overdue %v, paused %v", outcome, line["left"], line["overdue"], line["paused"])
		}
	}
}

// The reading is in the audit before anything is shown: see audit_test.go.
func TestACaseIsShownWithItsWholeStory(t *testing.T) {
	w := newHoldings(t)
	s := good(t, "GET /v1/{controller}/desk/cases/{case}").at("mojob")
	s.headers = map[string]string{"Accept-Language": "nb"}
	answer := w.send(s, staffOf("mojob"))
	if tag := answer.Header().Get("ETag"); tag != `"3"` {
		t.Errorf("ETag %s", tag)
	}
	text := answer.Body.String()
	for _, part := range []string{
		`"name":"Kari Eksempel","email":"kari@example.com"`, `"text":"Slett alt, takk."`, `"entered":`, `"assignee":"sub-2"`,
		`"result":"partly"`, `"ground":"others-rights"`, `"article":"17(3)(b)"`, `"evidence":"Ti like brev."`, `"value":"Kari Eksempelsen"`,
		`"passage":"Ola"`, `"customer":"Bedrift AS"`, `"state":"silent"`, `"question":"Hvem er du?"`, `"by":"staff:sub-1"`, `"right":"access","text":`,
		`"kind":"request-confirm","state":"failed"`, `"subject":"Innsyn","text":"Hei!"`, `"rule":"received"`, "Den dagen regnes ikke med",
		`"drp":{"status":"in_progress","processing_details":"Forespørselen er omfattende."}`,
	} {
		if !strings.Contains(text, part) {
			t.Errorf("no %s in %s", part, text)
		}
	}
}

func TestACaseSaysWhatCanBeDoneAboutItNow(t *testing.T) {
	mine := func(k *rights.Case) { k.Refusal.By = "staff:sub-1" }
	nothing := func(k *rights.Case) {
		k.Notices, k.Refusal, k.Rights = nil, nil, []gdpr.Right{gdpr.Restriction}
		k.Outcomes = []rights.Outcome{{Right: gdpr.Restriction, Result: rights.Granted}}
	}
	for outcome, test := range map[string]struct {
		change  func(*rights.Case)
		allowed func(rights.Event) bool
		want    string
	}{
		"everything":             {nil, nil, "sorting dismissal assignment note extension question identity refusal approval return redactions corrections grant lifting reply notices handover link letter reading"},
		"not one's own proposal": {mine, func(e rights.Event) bool { return e == rights.Return }, "return"},
		"only what fits":         {nothing, nil, "sorting dismissal assignment note extension question identity return lifting reply handover link letter reading"},
		"nothing":                {nil, func(rights.Event) bool { return false }, ""},
	} {
		w := newHoldings(t)
		w.desk.Stands, w.desk.Allowed = test.change, test.allowed
		got := answered(t, w.send(good(t, "GET /v1/{controller}/desk/cases/{case}").at("mojob"), staffOf("mojob")), http.StatusOK)
		var said []string
		for _, one := range got["acts"].([]any) {
			said = append(said, one.(string))
		}
		if strings.Join(said, " ") != test.want {
			t.Errorf("%s: %v", outcome, said)
		}
	}
}
