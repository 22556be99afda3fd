package stack_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Promise T1: the statement names the controller, and what it says is what the system does,
// for both come from one declaration. What is said of how long an answer is kept is
// compared with the end of an answer that was given.
func TestT1_TheStatementIsOfTheDeclarationThatRunsTheSystem(t *testing.T) {
	page := do(t, "GET", "/tretoen/en/statement", "", "").want(t, http.StatusOK).body
	for _, word := range []string{"TRETOEN AS (321) is the controller", "922 425 620", "Strandgata 31, 2317 Hamar", "post@321.no", "all our sites and what we store ourselves"} {
		if !strings.Contains(page, word) {
			t.Errorf("the statement does not say %q", word)
		}
	}
	var said struct {
		Version   string
		Purposes  []struct{ ID, Asks string }
		Retention map[string]struct{ Period string }
	}
	if err := json.Unmarshal([]byte(do(t, "GET", "/v1/tretoen/statement?language=en", "", "").want(t, http.StatusOK).body), &said); err != nil {
		t.Fatal(err)
	}
	banner, _ := bannerOf(t, "tretoen", gdpr.English)
	decisions := map[string]string{}
	for _, p := range said.Purposes {
		if p.Asks == "visitors" && p.ID != "necessary" {
			decisions[p.ID] = "given"
		}
	}
	given := postJSON(t, "/v1/tretoen/consents", map[string]any{
		"visitor": gdpr.NewID(), "language": "en", "notice": noticeOf(t, "tretoen", controller.Visitors, gdpr.English),
		"interface": banner, "decisions": decisions,
	}, "Idempotency-Key", string(gdpr.NewID())).want(t, http.StatusCreated)
	var kept struct {
		Version           string
		Recorded, Expires time.Time
	}
	if err := json.Unmarshal([]byte(given.body), &kept); err != nil {
		t.Fatal(err)
	}
	period, err := gdpr.ParsePeriod(said.Retention["visitor_consent"].Period)
	if err != nil {
		t.Fatal(err)
	}
	if want := period.After(kept.Recorded).Truncate(time.Second); kept.Version != said.Version || !kept.Expires.Equal(want) {
		t.Errorf("version %s is kept until %s; the statement %s says until %s", kept.Version, kept.Expires, said.Version, want)
	}
}
