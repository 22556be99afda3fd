package api_test

import (
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/api"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/residence"
	"ordholden/internal/site"
)

// moves deploys a next major version of mojob's declaration, in which the data for some purposes
// is kept longer.
func (w *world) moves(t *testing.T, purposes ...gdpr.PurposeID) *controller.Declaration {
	t.Helper()
	now, _ := controllers.Registry().Current("mojob")
	next := *now
	next.Version, next.Purposes = controller.Version{Major: now.Version.Major + 1}, slices.Clone(next.Purposes)
	for i, p := range next.Purposes {
		if slices.Contains(purposes, p.ID) {
			next.Purposes[i].Retention.Period = gdpr.Period{Years: 9}
		}
	}
	next.Notices = next.ComposeNotices()
	all := controller.New(append(controllers.Registry().All(), &next)...)
	clock := func() time.Time { return w.now }
	w.consents = (&api.Consents{
		API:  api.API{Controllers: all, PublicURL: ownPages, Place: residence.Place{Region: "eu-north-1", Country: "SE"}, Log: slog.New(slog.NewJSONHandler(&w.log, nil))},
		Desk: consent.Desk{Controllers: all, Ledger: ledger{w.memory}, Dossiers: dossiers{w.memory}, Now: clock},
	}).Handler()
	return &next
}

func TestT15_TheAnswerSaysThatAYesCountsNoMoreAndWhy(t *testing.T) {
	w := newWorld(t)
	where := w.send(sent{path: visitorWell.path, as: asJSON, body: visitorWell.json(gdpr.Bokmal)}).Header().Get("Location")
	next := w.moves(t, "statistics")
	got := answered(t, w.send(sent{method: http.MethodGet, path: where}), http.StatusOK)
	statuses := got["statuses"].(map[string]any)
	changed := statuses["statistics"].(map[string]any)
	if changed["status"] != "invalidated" || got["decisions"].(map[string]any)["statistics"] != "given" {
		t.Errorf("%v", got)
	}
	why, _ := changed["invalidated"].(map[string]any)
	if why["version"] != next.Version.String() || !strings.Contains(why["reasons"].([]any)[0].(string), "lagres nå i 9 år") {
		t.Errorf("%v", why)
	}
	for purpose, want := range map[string]string{"usage": "refused", "personalization": "given"} {
		if s := statuses[purpose].(map[string]any); s["status"] != want || s["invalidated"] != nil {
			t.Errorf("%s: %v", purpose, s)
		}
	}
	page := w.send(sent{method: http.MethodGet, path: where, headers: map[string]string{"Accept": "text/html"}}).Body.String()
	if !strings.Contains(page, "lagres nå i 9 år") || !strings.Contains(page, "Gjelder ikke etter versjon "+next.Version.String()) {
		t.Error("the page does not say it")
	}
}

func TestT15_AYesToTheNewTextIsTakenByTheMailsLink(t *testing.T) {
	w := newWorld(t)
	id := w.stands(t)
	next := w.moves(t, "further-storage")
	answer := func(notice controller.Digest, choice string) int {
		return w.send(sent{path: "/v1/mojob/consents/renewal", as: asJSON,
			body: proofOf(string(id), byToken+`,"choice":"`+choice+`","decisions":{"further-storage":"given"},"notice":"`+string(notice)+`"`)}).Code
	}
	was, _ := controllers.Registry().Current("mojob")
	old, _ := was.Notice(controller.Everyone, gdpr.Bokmal)
	if code := answer(old.Digest(), "affirm"); code != http.StatusUnprocessableEntity {
		t.Errorf("a yes to the old text: %d", code)
	}
	text, _ := next.Notice(controller.Everyone, gdpr.Bokmal)
	if code := answer(text.Digest(), "affirm"); code != http.StatusOK {
		t.Errorf("a yes to the new text: %d", code)
	}
	if c := w.memory.consents[id]; c.Seen.Version != next.Version || len(c.Earlier) != 1 || c.Earlier[0].Seen.Version != was.Version {
		t.Errorf("stored: %+v", c)
	}
}

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
