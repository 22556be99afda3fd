package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
)

// The questions are those of the consent that the link opens: each with its reasons, none answered
// beforehand; and what is sent as it is, as scanners of mail do (threat H3), changes nothing.
func TestT15_TheMailsLinkAsksPurposeByPurpose(t *testing.T) {
	w := newWorld(t)
	id := w.standsToAll(t)
	next := w.moves(t, "further-storage", "other-information")
	f := formsIn(t, site.Confirm(viewOf(gdpr.Bokmal), site.ProofForm{What: site.AnAffirmation}))[0]
	f.held.Set("case", string(id))
	f.held.Set("token", rightToken)
	before := len(w.memory.consents[id].History)
	page := w.send(w.submit(f))
	if page.Code != http.StatusOK || strings.Count(page.Body.String(), "lagres nå i 9 år") != 2 || strings.Contains(page.Body.String(), "checked") {
		t.Fatalf("answered %d %s", page.Code, page.Body)
	}
	questions := formsIn(t, page.Body.Bytes())[0]
	for _, some := range [][]string{{}, {"decision.further-storage", "given"}} {
		again := w.send(w.submit(questions, some...))
		if again.Code != http.StatusUnprocessableEntity || !strings.Contains(again.Body.String(), `href="#decision-other-information-row"`) {
			t.Errorf("%v: answered %d %s", some, again.Code, gist(again))
		}
		if n := len(formsIn(t, again.Body.Bytes())[0].held["token"]); n != 1 {
			t.Errorf("%v: what opened it is lost", some)
		}
	}
	if n := len(w.memory.consents[id].History); n != before {
		t.Fatalf("sent as it is, and %d steps are stored", n-before)
	}
	done := w.send(w.submit(questions, "decision.further-storage", "given", "decision.other-information", "refused"))
	c := w.memory.consents[id]
	if last := c.History[len(c.History)-1]; done.Code != http.StatusOK || len(c.History) != before+1 || last.On != consent.Affirm ||
		c.Seen.Version != next.Version || !slices.Equal(last.Took, []gdpr.PurposeID{"other-information"}) {
		t.Errorf("answered %d, stored %+v", done.Code, c)
	}
	if s := done.Body.String(); !strings.Contains(s, "Trukket tilbake") {
		t.Errorf("the page does not tell the no: %s", s)
	}
}

func TestT15_AnAnswerIsMissedWhereItBelongs(t *testing.T) {
	w := newWorld(t)
	id := w.standsToAll(t)
	w.moves(t, "further-storage", "other-information")
	answer := w.send(sent{path: "/v1/mojob/consents/renewal", as: asJSON,
		body: proofOf(string(id), byToken+`,"choice":"affirm","decisions":{"further-storage":"refused"}`)})
	checkProblem(t, answer, http.StatusUnprocessableEntity, gdpr.CodeInvalid, gdpr.English, []string{"/decisions/other-information no_decision"})
}

// standsToAll is a consent that stands, to everything that persons are asked.
func (w *world) standsToAll(t *testing.T) gdpr.ID {
	t.Helper()
	id := w.stands(t)
	c := w.memory.consents[id]
	for i := range c.Choices {
		c.Choices[i].Decision = gdpr.Given
	}
	w.memory.consents[id] = c
	return id
}

func TestM6_OnePurposeIsWithdrawnOnAPageAndByAPI(t *testing.T) {
	for name, take := range map[string]func(w *world, id gdpr.ID) sent{
		"by the button of the page": func(w *world, id gdpr.ID) sent {
			page := w.send(sent{method: http.MethodGet, path: "/v1/mojob/consents/" + string(id), headers: map[string]string{"Accept": "text/html"}})
			return w.submit(formsIn(t, page.Body.Bytes())[0], "purposes", "other-information")
		},
		"by API": func(_ *world, id gdpr.ID) sent {
			return sent{path: "/v1/mojob/consents/" + string(id) + "/withdrawal", as: asJSON, body: `{"purposes":["other-information"]}`}
		},
	} {
		w := newWorld(t)
		id := w.standsToAll(t)
		answer := w.send(take(w, id))
		c := w.memory.consents[id]
		if answer.Code != http.StatusOK || c.State != consent.Standing || c.Choices[0].Decision != gdpr.Given || c.Choices[1].Decision != gdpr.Withdrawn {
			t.Errorf("%s: answered %d, stands %s %+v", name, answer.Code, c.State, c.Choices)
		}
		got := answered(t, w.send(sent{method: http.MethodGet, path: "/v1/mojob/consents/" + string(id)}), http.StatusOK)
		statuses := got["statuses"].(map[string]any)
		if statuses["other-information"].(map[string]any)["status"] != "withdrawn" || statuses["further-storage"].(map[string]any)["status"] != "given" {
			t.Errorf("%s: %v", name, statuses)
		}
	}
	w := newWorld(t)
	path := "/v1/mojob/consents/" + string(w.standsToAll(t)) + "/withdrawal"
	for body, want := range map[string]string{
		`{"purposes":["statistics"]}`: "/purposes/0 unknown_purpose", `{"purposes":[]}`: "/purposes missing", `{"purposes":"x"}`: "/purposes wrong_type",
	} {
		answer := w.send(sent{path: path, as: asJSON, body: body})
		checkProblem(t, answer, http.StatusUnprocessableEntity, gdpr.CodeInvalid, gdpr.Bokmal, []string{want})
	}
}
