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
			body: proofOf(string(id), byToken+`,"choice":"`+choice+`","notice":"`+string(notice)+`"`)}).Code
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
