package stack_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// noticeOf is the digest of the notice that an audience of a controller is shown.
func noticeOf(t testing.TB, c gdpr.ControllerID, a controller.Audience, l gdpr.Language) string {
	t.Helper()
	d, ok := controllers.Registry().Current(c)
	if !ok {
		t.Fatalf("controller %s is not declared", c)
	}
	n, ok := d.NoticeFor(a, l)
	if !ok {
		t.Fatalf("%s shows %s no notice in %s", c, a, l)
	}
	return string(n.Digest)
}

// bannerOf is what the banner of a controller says in a language, and by which digest that is known.
func bannerOf(t testing.TB, c gdpr.ControllerID, l gdpr.Language) (digest, text string) {
	t.Helper()
	var described struct {
		Languages []struct {
			Language        gdpr.Language
			Interface, Text string
		}
	}
	if err := json.Unmarshal([]byte(do(t, "GET", "/v1/"+string(c)+"/banner", "", "").want(t, http.StatusOK).body), &described); err != nil {
		t.Fatal(err)
	}
	for _, shown := range described.Languages {
		if shown.Language == l {
			return shown.Interface, shown.Text
		}
	}
	t.Fatalf("the banner of %s says nothing in %s", c, l)
	return "", ""
}

// From a stored record the text that the person saw is rendered again, byte for byte (Art. 7(1)), and
// a record of something that nobody was shown is not made.
func TestT15_WhatTheBannerShowedIsReadAgainFromTheRecord(t *testing.T) {
	digest, text := bannerOf(t, "tretoen", gdpr.Nynorsk)
	body := map[string]any{
		"visitor": gdpr.NewID(), "language": "nn", "mechanism": "banner", "all": "given",
		"notice": noticeOf(t, "tretoen", controller.Visitors, gdpr.Nynorsk), "interface": strings.Repeat("ab", 32),
	}
	postJSON(t, "/v1/tretoen/consents", body).refused(t, http.StatusUnprocessableEntity, "/interface", gdpr.FaultInterface)
	body["interface"] = digest
	var made, kept struct{ ID, Interface string }
	if err := json.Unmarshal([]byte(postJSON(t, "/v1/tretoen/consents", body).want(t, http.StatusCreated).body), &made); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(do(t, "GET", "/v1/tretoen/consents/"+made.ID, "", "").want(t, http.StatusOK).body), &kept); err != nil {
		t.Fatal(err)
	}
	if kept.Interface != digest {
		t.Fatalf("recorded %q, shown %q", kept.Interface, digest)
	}
	if again := do(t, "GET", "/v1/tretoen/interfaces/"+kept.Interface, "", "").want(t, http.StatusOK).body; again != text {
		t.Errorf("read again\n%s\nshown\n%s", again, text)
	}
}

// decided is a decision on everything that an audience is asked.
func decided(t testing.TB, c gdpr.ControllerID, a controller.Audience, decision string) map[string]string {
	t.Helper()
	d, _ := controllers.Registry().Current(c)
	all := map[string]string{}
	for _, p := range d.Asked(a) {
		all[string(p.ID)] = decision
	}
	return all
}

func visitorConsent(t testing.TB, c gdpr.ControllerID, visitor gdpr.ID, decision string) map[string]any {
	t.Helper()
	return map[string]any{
		"visitor": visitor, "language": "nb", "notice": noticeOf(t, c, controller.Visitors, gdpr.Bokmal),
		"decisions": decided(t, c, controller.Visitors, decision),
	}
}

func TestVisitorsChoiceIsRecordedShownAndWithdrawn(t *testing.T) {
	for _, c := range []gdpr.ControllerID{"mojob", "tretoen"} {
		t.Run(string(c), func(t *testing.T) {
			visitor, path := gdpr.NewID(), "/v1/"+string(c)+"/consents"
			given := postJSON(t, path, visitorConsent(t, c, visitor, "given")).want(t, http.StatusCreated)
			id := given.field(t, "id")
			if given.header.Get("Location") != path+"/"+id {
				t.Errorf("the receipt is at %q", given.header.Get("Location"))
			}
			shown := do(t, "GET", path+"/"+id, "", "").want(t, http.StatusOK)
			if shown.body != given.body {
				t.Errorf("shown is not what was recorded:\n%s\n%s", shown.body, given.body)
			}
			withdrawn := postJSON(t, path+"/"+id+"/withdrawal", map[string]string{}).want(t, http.StatusOK)
			if again := do(t, "POST", path+"/"+id+"/withdrawal", "", "").want(t, http.StatusOK); again.body != withdrawn.body {
				t.Errorf("withdrawing twice:\n%s\n%s", again.body, withdrawn.body)
			}
			history := do(t, "GET", "/v1/"+string(c)+"/visitors/"+string(visitor)+"/consents", "", "").want(t, http.StatusOK)
			var list struct {
				Consents []struct {
					ID        string            `json:"id"`
					Decisions map[string]string `json:"decisions"`
				} `json:"consents"`
			}
			if err := json.Unmarshal([]byte(history.body), &list); err != nil {
				t.Fatal(err)
			}
			if len(list.Consents) != 2 || list.Consents[1].ID != id {
				t.Fatalf("history is not newest first, whole: %s", history.body)
			}
			for purpose, decision := range list.Consents[0].Decisions {
				if decision != "withdrawn" {
					t.Errorf("%s is %s after the withdrawal", purpose, decision)
				}
			}
		})
	}
}

func TestBeaconFromTheControllersSiteIsRecorded(t *testing.T) {
	body, err := json.Marshal(visitorConsent(t, "mojob", gdpr.NewID(), "refused"))
	if err != nil {
		t.Fatal(err)
	}
	a := do(t, "POST", "/v1/mojob/consents", "text/plain;charset=UTF-8", string(body), "Origin", "https://www.mojob.io").want(t, http.StatusCreated)
	if a.field(t, "mechanism") != "banner" || a.field(t, "site") != "https://www.mojob.io" ||
		a.header.Get("Access-Control-Allow-Origin") != "https://www.mojob.io" {
		t.Errorf("recorded as %s, allowed %q", a.body, a.header.Get("Access-Control-Allow-Origin"))
	}
	do(t, "POST", "/v1/mojob/consents", "text/plain", string(body), "Origin", "https://mojob.io.evil.com").want(t, http.StatusForbidden)
}

func TestVisitorsRetryFindsItsOwnRecord(t *testing.T) {
	visitor := gdpr.NewID()
	key := []string{"Idempotency-Key", string(gdpr.NewID())}
	first := postJSON(t, "/v1/mojob/consents", visitorConsent(t, "mojob", visitor, "given"), key...).want(t, http.StatusCreated)
	again := postJSON(t, "/v1/mojob/consents", visitorConsent(t, "mojob", visitor, "given"), key...).want(t, http.StatusCreated)
	if again.body != first.body {
		t.Errorf("the retry made another record:\n%s\n%s", first.body, again.body)
	}
	other := postJSON(t, "/v1/mojob/consents", visitorConsent(t, "mojob", visitor, "refused"), key...).want(t, http.StatusUnprocessableEntity)
	if other.field(t, "code") != "idempotency_mismatch" {
		t.Errorf("the same key with another choice: %s", other.body)
	}
}

func TestVisitorsFormLeadsToWhatStandsNow(t *testing.T) {
	visitor := gdpr.NewID()
	form := url.Values{
		"visitor": {string(visitor)}, "language": {"nn"}, "idempotency_key": {string(gdpr.NewID())},
		"notice": {noticeOf(t, "tretoen", controller.Visitors, gdpr.Nynorsk)}, "decision.statistics": {"given"},
	}
	a := postForm(t, "/v1/tretoen/consents", form, "Origin", "null", "Sec-Fetch-Site", "same-origin").want(t, http.StatusSeeOther)
	if a.header.Get("Location") != "/tretoen/nn/cookies/saved" {
		t.Errorf("led to %q", a.header.Get("Location"))
	}
	cookie, err := http.ParseSetCookie(a.header.Get("Set-Cookie"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(cookie.Name, "__Host-") || !cookie.Secure || !cookie.HttpOnly || cookie.MaxAge < 360*86400 {
		t.Errorf("the choice is kept in %v", cookie)
	}
	saved := do(t, "GET", "/tretoen/nn/cookies/saved", "", "", "Cookie", cookie.Name+"="+cookie.Value).want(t, http.StatusOK)
	if !strings.Contains(saved.body, "/v1/tretoen/consents/"+string(visitor)+".") {
		t.Error("the page has no way back from the choice")
	}
	delete(form, "decision.statistics")
	missing := postForm(t, "/v1/tretoen/consents", form).want(t, http.StatusUnprocessableEntity)
	if !strings.Contains(missing.body, string(visitor)) || !strings.Contains(missing.body, "Feil:") {
		t.Error("the form does not come back with what to mend")
	}
}

func TestPersonsConsentCountsOnceItIsConfirmedByMail(t *testing.T) {
	address := "consent-" + string(gdpr.NewID()) + "@example.com"
	body := map[string]any{
		"email": address, "language": "en", "notice": noticeOf(t, "mojob", controller.Persons, gdpr.English),
		"decisions": decided(t, "mojob", controller.Persons, "given"),
	}
	accepted := postJSON(t, "/v1/mojob/consents", body).want(t, http.StatusAccepted)
	shown := "/v1/mojob/consents/" + accepted.field(t, "id")
	if state := do(t, "GET", shown, "", "").want(t, http.StatusOK).field(t, "state"); state != "pending" {
		t.Fatalf("before it is confirmed it is %s", state)
	}
	p := proofIn(t, mailTo(t, address, "consent-confirm"))
	confirmed := postJSON(t, "/v1/mojob/consents/confirmation", p.with("confirm")).want(t, http.StatusOK)
	if confirmed.field(t, "state") != "standing" {
		t.Fatalf("confirmed: %s", confirmed.body)
	}
	if again := postJSON(t, "/v1/mojob/consents/confirmation", p.with("confirm")).want(t, http.StatusOK); again.body != confirmed.body {
		t.Errorf("confirming twice:\n%s\n%s", confirmed.body, again.body)
	}
	given := mailTo(t, address, "consent-given")
	if !strings.Contains(given.Text, world.URL+shown) {
		t.Errorf("the mail has no way to withdraw:\n%s", given.Text)
	}
	page := do(t, "GET", shown, "", "", "Accept", "text/html").want(t, http.StatusOK)
	if !strings.Contains(page.body, shown+"/withdrawal") {
		t.Error("the page that the mail leads to has no button to withdraw")
	}
	withdrawn := postForm(t, shown+"/withdrawal", url.Values{"language": {"en"}}).want(t, http.StatusOK)
	if !strings.Contains(withdrawn.body, "<html lang=\"en\"") {
		t.Error("the answer is not in the person's language")
	}
	if state := do(t, "GET", shown, "", "").field(t, "state"); state != "withdrawn" {
		t.Errorf("withdrawn, it is %s", state)
	}
	mailTo(t, address, "consent-withdrawn")
}

func TestEachConsentEndsWhenItsDeclarationSays(t *testing.T) {
	a := postJSON(t, "/v1/tretoen/consents", visitorConsent(t, "tretoen", gdpr.NewID(), "refused")).want(t, http.StatusCreated)
	d, _ := controllers.Registry().Current("tretoen")
	recorded, err := time.Parse(time.RFC3339, a.field(t, "recorded"))
	if err != nil {
		t.Fatal(err)
	}
	want := d.Records.VisitorConsent.Period.After(recorded).UTC().Truncate(time.Second).Format(time.RFC3339)
	if a.field(t, "expires") != want {
		t.Errorf("expires %s, and the declaration says %s", a.field(t, "expires"), want)
	}
}
