package stack_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/site"
)

// A day more than any cooling-off here.
const coolingOff = 72 * time.Hour

func TestM7_ANoteToAhoyEndsInErasureWithACertificate(t *testing.T) {
	email := profiled(t, fields{"summary": "Jeg liker fjell."})
	write(t, email, "ahoy@mojob.io", "Sletting", "Hei, slett alt dere har om meg, takk.\n\nKari")
	p := proofIn(t, mailTo(t, email, string(outbox.RequestConfirm)))
	postJSON(t, "/v1/mojob/requests/confirmation", p.with("confirm")).want(t, http.StatusOK)
	reaches(t, "mojob", p.id, "cooling-off")
	notice := mailOf(t, email, outbox.RequestErasing)
	namesAuthority(t, notice)
	if !own(t, "mojob", email).sees().has("profile") {
		t.Error("erased before anybody could stop it")
	}
	cools(t, "mojob", p.id)
	reaches(t, "mojob", p.id, "answered")
	answer := mailOf(t, email, outbox.RequestAnswered)
	namesAuthority(t, answer)
	if !strings.Contains(string(answer.Raw()), ".jws") {
		t.Errorf("no certificate with the answer:\n%s", answer.Text)
	}
	found := staff(t, "mojob", "privacy").call("POST", "/desk/search", fields{"email": email}).want(t, http.StatusOK).items(t)
	if len(found) != 0 {
		t.Errorf("still held: %+v", found)
	}
	machine(t, "mojob", "activities.write").call("POST", "/holding/activities", fields{"email": email, "activity": "sign-in"}).want(t, http.StatusNotFound)
}

// Threat H5: whoever has the mailbox stops what somebody else began in their name.
func TestAnErasureIsStoppedByWhoeverIsToldOfIt(t *testing.T) {
	email := profiled(t, nil)
	id := asks(t, "mojob", email, nil, "erasure")
	reaches(t, "mojob", id, "cooling-off")
	stop := proofIn(t, mailOf(t, email, outbox.RequestErasing))
	postJSON(t, "/v1/mojob/requests/stop", map[string]string{"case": stop.id, "token": strings.Repeat("0", 64)}).want(t, http.StatusNotFound)
	stopped := postJSON(t, "/v1/mojob/requests/stop", map[string]string{"case": stop.id, "token": stop.token}).want(t, http.StatusOK)
	if stopped.field(t, "state") != "withdrawn" {
		t.Errorf("stopped: %s", stopped.body)
	}
	postJSON(t, "/v1/mojob/requests/stop", map[string]string{"case": stop.id, "token": stop.token}).want(t, http.StatusOK)
	ticks(t)
	if !own(t, "mojob", email).sees().has("profile") {
		t.Error("erased all the same")
	}
}

func TestM8_WhatIsHeldIsSeenAtAnyTimeWithoutStaff(t *testing.T) {
	email := profiled(t, fields{"summary": "Jeg liker fjell."})
	disclosed(t, email, "Bedrift AS")
	me := own(t, "mojob", email)
	seen := me.sees()
	if len(seen.Records) != 1 || seen.Records[0].Fields["summary"] != "Jeg liker fjell." || seen.Records[0].Purpose != "recruitment" ||
		seen.Records[0].Expires == nil || len(seen.Records[0].Disclosures) != 1 {
		t.Fatalf("seen: %+v", seen)
	}
	page := do(t, "GET", "/v1/mojob/own", "", "", "Cookie", me.cookie, "Accept", "text/html").want(t, http.StatusOK)
	for _, said := range []string{"Jeg liker fjell.", "Bedrift AS", "Jobb gjennom Mojob", "Datatilsynet"} {
		if !strings.Contains(page.body, said) {
			t.Errorf("the page does not say %q", said)
		}
	}
	do(t, "GET", "/v1/mojob/own", "", "", "Accept", "application/json").want(t, http.StatusUnauthorized)
	do(t, "GET", "/v1/tretoen/own", "", "", "Accept", "application/json", "Cookie", me.cookie).want(t, http.StatusUnauthorized)
	moved := strings.Replace(me.cookie, "own-mojob", "own-tretoen", 1)
	do(t, "GET", "/v1/tretoen/own", "", "", "Accept", "application/json", "Cookie", moved).want(t, http.StatusUnauthorized)
	do(t, "POST", "/v1/mojob/own/requests", "application/json", `{"right":"erasure"}`, "Cookie", me.cookie, "Origin", "https://evil.example.com").want(t, http.StatusForbidden)
}

func TestM9_AccessEndsInACopyOfEverything(t *testing.T) {
	email := profiled(t, fields{"summary": "Jeg liker fjell."})
	disclosed(t, email, "Bedrift AS")
	id := asks(t, "mojob", email, nil, "access")
	reaches(t, "mojob", id, "answered")
	mail := mailOf(t, email, outbox.RequestCopy)
	namesAuthority(t, mail)
	files := comesIn(t, "mojob", mail).copied()
	for name, says := range map[string][]string{
		"access.json": {"Jeg liker fjell.", "Bedrift AS", "Datatilsynet", "recruitment"},
		"access.html": {"Jeg liker fjell.", "Bedrift AS", "Datatilsynet", "Jobb gjennom Mojob"},
	} {
		for _, said := range says {
			if !strings.Contains(string(files[name]), said) {
				t.Errorf("%s does not say %q", name, said)
			}
		}
	}
}

func TestM9_PortabilityGivesWhatThePersonProvided(t *testing.T) {
	email := profiled(t, fields{"summary": "Jeg liker fjell.", "assessment": "Svært god"})
	id := asks(t, "mojob", email, nil, "portability")
	reaches(t, "mojob", id, "answered")
	portable := comesIn(t, "mojob", mailOf(t, email, outbox.RequestCopy)).copied()["portability.json"]
	if !json.Valid(portable) || !strings.Contains(string(portable), "Jeg liker fjell.") || strings.Contains(string(portable), "Svært god") {
		t.Errorf("portable: %s", portable)
	}
	do(t, "GET", "/schemas/portability-1.json", "", "").want(t, http.StatusOK)
}

func TestM9_RectificationChangesTheField(t *testing.T) {
	email := profiled(t, nil)
	me := own(t, "mojob", email)
	item := me.sees().Records[0].Item
	me.call("POST", "/own/requests", fields{"right": "rectification", "item": item, "fields": fields{"headline": "Arkitekt"}}).want(t, http.StatusAccepted)
	if got := me.sees().Records[0].Fields["headline"]; got != "Arkitekt" {
		t.Errorf("the field is %q", got)
	}
	namesAuthority(t, mailOf(t, email, outbox.RequestAnswered))
}

func TestM9_RestrictionStopsEveryUse(t *testing.T) {
	email := profiled(t, nil)
	me := own(t, "mojob", email)
	item := me.sees().Records[0].Item
	me.call("POST", "/own/requests", fields{"right": "restriction", "text": "Opplysningene er feil."}).want(t, http.StatusAccepted)
	machine(t, "mojob", "disclosures.write").call("POST", "/holding/disclosures", fields{
		"email": email, "recipient": "customers", "customer": "Bedrift AS", "categories": []string{"profile"}}).want(t, http.StatusForbidden)
	staff(t, "mojob", "privacy").call("GET", "/desk/items/"+item, nil).want(t, http.StatusForbidden)
	staff(t, "mojob", "privacy").call("DELETE", "/desk/items/"+item+"/restriction", nil).want(t, http.StatusConflict)
	seen := me.sees()
	if len(seen.Records) != 1 || seen.Records[0].Restricted == nil || seen.Records[0].Expires != nil {
		t.Fatalf("the person sees %+v", seen.Records)
	}
	id := seen.Cases[0].Case
	acts(t, "mojob", id, "lifting", fields{"reasons": "Opplysningene er rettet."}).want(t, http.StatusOK)
	namesAuthority(t, mailOf(t, email, outbox.RequestLifting))
	ticks(t)
	if me.sees().Records[0].Restricted == nil {
		t.Error("lifted before the person could say anything")
	}
	later(t, "mojob", id, 30*24*time.Hour)
	reaches(t, "mojob", id, "answered")
	if seen := me.sees(); seen.Records[0].Restricted != nil || seen.Records[0].Expires == nil {
		t.Errorf("after lifting: %+v", seen.Records[0])
	}
}

func TestM9_ObjectionToMarketingTakesEffectAtOnce(t *testing.T) {
	email := profiled(t, nil)
	decides(t, email, "given", "given")
	if got := mayMarket(t, email); got != "true" {
		t.Fatalf("marketing is allowed: %s", got)
	}
	me := own(t, "mojob", email)
	me.call("POST", "/own/requests", fields{"right": "objection", "against": "marketing"}).want(t, http.StatusAccepted)
	if got := mayMarket(t, email); got != "false" {
		t.Errorf("marketing is allowed: %s", got)
	}
	if me.sees().Records[0].Restricted != nil {
		t.Error("an objection to marketing restricts the profile")
	}
}

func TestM9_OtherObjectionsRestrictWhileTheyAreWeighed(t *testing.T) {
	email := profiled(t, nil)
	id := asks(t, "mojob", email, fields{"text": "Jeg vil ikke vises til arbeidsgivere."}, "objection")
	eventually(t, "the profile is restricted", func() bool {
		ticks(t)
		return own(t, "mojob", email).sees().Records[0].Restricted != nil
	})
	if r := shown(t, "mojob", id); r.State != "open" {
		t.Errorf("decided without staff: %+v", r)
	}
	acts(t, "mojob", id, "refusal", fields{"right": "objection", "ground": "compelling", "reasons": "Avtalen krever det."}).want(t, http.StatusOK)
	refused := mailOf(t, email, outbox.RequestRefused)
	namesAuthority(t, refused)
	if !strings.Contains(refused.Text, "Avtalen krever det.") || !strings.Contains(refused.Text, "21") {
		t.Errorf("refused without reasons or ground:\n%s", refused.Text)
	}
}

func TestM9_WithdrawalTakesEffectAtOnce(t *testing.T) {
	email := address()
	sent := applied(t, email)
	me := own(t, "tretoen", email)
	me.call("POST", "/own/consents/"+sent.Consent+"/withdrawal", nil).want(t, http.StatusNoContent)
	for _, c := range me.sees().Consents {
		if c.Consent == sent.Consent && c.State != "withdrawn" {
			t.Errorf("the consent is %s", c.State)
		}
	}
	ticks(t)
	// It was the only basis of the application: nobody uses it any more, and it ends.
	staff(t, "tretoen", "recruiter").call("GET", "/desk/items/"+sent.Item, nil).want(t, http.StatusForbidden)
}

func TestM9_ErasureFromTheOwnPage(t *testing.T) {
	email := profiled(t, nil)
	disclosed(t, email, "Bedrift AS")
	me := own(t, "mojob", email)
	var made request
	me.call("POST", "/own/requests", fields{"right": "erasure"}).want(t, http.StatusAccepted).into(t, &made)
	if made.State != "cooling-off" {
		t.Fatalf("asked for: %+v", made)
	}
	cools(t, "mojob", made.Case)
	reaches(t, "mojob", made.Case, "answered") // the stand-in for Bedrift's platform is told, and has done it
	answered := mailOf(t, email, outbox.RequestAnswered)
	namesAuthority(t, answered)
	me.call("GET", "/own", nil).want(t, http.StatusUnauthorized) // the ownPage went with the key
}

func TestT7_ACustomersContactIsToldWhatTheLawKeeps(t *testing.T) {
	contact := address()
	kept := agreed(t, contact)
	staff(t, "tretoen", "sales").call("POST", "/desk/items/"+kept.Item+"/holds", fields{"ground": "bookkeeping-agreements", "year": 2025}).want(t, http.StatusCreated)
	id := asks(t, "tretoen", contact, nil, "erasure")
	reaches(t, "tretoen", id, "cooling-off")
	cools(t, "tretoen", id)
	reaches(t, "tretoen", id, "refused")
	mail := mailOf(t, contact, outbox.RequestRefused)
	namesAuthority(t, mail)
	for _, said := range []string{"artikkel17nr.3bokstavb", "2029", "Bokføring"} {
		if !strings.Contains(strings.ReplaceAll(mail.Text, " ", ""), said) {
			t.Errorf("refused without %q:\n%s", said, mail.Text)
		}
	}
	staff(t, "tretoen", "sales").call("GET", "/desk/items/"+kept.Item, nil).want(t, http.StatusOK)
}

func TestT11_ApplicantsGetACopyAfterReviewAndAreErased(t *testing.T) {
	email := address()
	cv := pdf(4000)
	sent := applied(t, email, fields{"kind": "cv", "name": "Ola CV.pdf", "type": "application/pdf", "size": len(cv)})
	sent.Uploads[0].send(t, "Ola CV.pdf", "application/pdf", cv)
	postJSON(t, "/v1/tretoen/applications/files", fields{"grant": sent.Grant, "file": sent.Uploads[0].File}).want(t, http.StatusOK)

	id := asks(t, "tretoen", email, nil, "access")
	ticks(t)
	if r := shown(t, "tretoen", id); r.State != "open" {
		t.Fatalf("released before staff have read it: %+v", r)
	}
	acts(t, "tretoen", id, "redactions", fields{"redactions": []fields{{"item": sent.Item, "field": "letter", "passage": "jobb"}}}).want(t, http.StatusOK)
	acts(t, "tretoen", id, "grant", fields{"right": "access"}).want(t, http.StatusOK)
	files := comesIn(t, "tretoen", mailOf(t, email, outbox.RequestCopy)).copied()
	if access := string(files["access.json"]); !strings.Contains(access, "Ola Nordmann") || strings.Contains(access, "søker jobb") {
		t.Errorf("the copy: %s", access)
	}
	found := false
	for name, content := range files {
		found = found || strings.HasPrefix(name, "files/") && string(content) == string(cv)
	}
	if !found {
		t.Error("the CV is not in the copy")
	}
	gone := asks2(t, email)
	reaches(t, "tretoen", gone, "cooling-off")
	cools(t, "tretoen", gone)
	fetched(t, "tretoen", gone, id)
	reaches(t, "tretoen", gone, "answered")
	vanishes(t, "tretoen", sent.Item)
}

// asks2 is an erasure asked for by somebody who has got mails about another request.
func asks2(t testing.TB, email string) string {
	t.Helper()
	var made request
	own(t, "tretoen", email).call("POST", "/own/requests", fields{"right": "erasure"}).want(t, http.StatusAccepted).into(t, &made)
	return made.Case
}

func TestT14_ApplicantsHaveTheirDataChangedAndKnowWhereToComplain(t *testing.T) {
	email := address()
	sent := applied(t, email)
	me := own(t, "tretoen", email)
	var made request
	me.call("POST", "/own/requests", fields{"right": "rectification", "item": sent.Item, "fields": fields{"mobile": "+47 400 00 000"}}).want(t, http.StatusAccepted).into(t, &made)
	if r := shown(t, "tretoen", made.Case); r.State != "open" {
		t.Fatalf("changed without staff: %+v", r)
	}
	acts(t, "tretoen", made.Case, "corrections", fields{"corrections": []fields{{"item": sent.Item, "field": "mobile", "ruling": "accepted"}}}).want(t, http.StatusOK)
	if got := me.sees().Records[0].Fields["mobile"]; got != "+47 400 00 000" {
		t.Errorf("the field is %q", got)
	}
	answer := mailOf(t, email, outbox.RequestAnswered)
	namesAuthority(t, answer)
	if !strings.Contains(answer.Text, "post@321.no") { // please contact us first
		t.Errorf("nobody is named to contact first:\n%s", answer.Text)
	}
}

// Promise M10: every page names the authority, and so does every mail that answers, refuses
// or puts off (internal/mail holds each kind of them to that).
func TestM10_TheAuthorityIsNamedOnEveryPageAndInEveryAnswer(t *testing.T) {
	pages := []string{
		site.PageFront, site.PageRequest, site.PageSent, site.PageConfirm, site.PageStatus, site.PageCookies, site.PageCookiesSaved,
		site.PageConsent, site.PageSentConsent, site.PageConfirmConsent, site.PageApplication, site.PageAgreements, site.PageSentAgreements,
		site.PageOpenAgreements, site.PageOwn, site.PageSentOwn, site.PageOpenOwn, site.PageStop, site.PageRenewConsent, site.PageRestoreConsent,
		"no-such-page",
	}
	for _, c := range []string{"mojob", "tretoen"} {
		for _, l := range gdpr.Languages {
			for _, page := range pages {
				a := do(t, "GET", strings.TrimSuffix("/"+c+"/"+string(l)+"/"+page, "/"), "", "", "Accept", "text/html")
				if a.status == http.StatusMovedPermanently {
					a = do(t, "GET", a.header.Get("Location"), "", "", "Accept", "text/html")
				}
				if a.status != http.StatusOK && a.status != http.StatusNotFound || !strings.Contains(a.body, "Datatilsynet") {
					t.Errorf("/%s/%s/%s is answered %d, and does not name the authority", c, l, page, a.status)
				}
			}
		}
	}
	email := address() // of whom nothing is held: that is an answer as well
	id := asks(t, "mojob", email, nil, "erasure")
	reaches(t, "mojob", id, "answered")
	namesAuthority(t, mailOf(t, email, outbox.RequestAnswered))
	waiting := profiled(t, nil)
	id = asks(t, "mojob", waiting, nil, "objection")
	acts(t, "mojob", id, "extension", fields{"reasons": "Saken er omfattende."}).want(t, http.StatusOK)
	extended := mailOf(t, waiting, outbox.RequestExtended)
	namesAuthority(t, extended)
	if !strings.Contains(extended.Text, "Saken er omfattende.") {
		t.Errorf("put off without reasons:\n%s", extended.Text)
	}
}
