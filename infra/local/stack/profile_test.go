package stack_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// profile is somebody's, as the platform registers it.
func profile(t testing.TB, email string, more ...string) heldItem {
	t.Helper()
	registered := fields{"name": "Kari Nordmann", "email": email, "skills": "Go, sveising"}
	for i := 0; i < len(more); i += 2 {
		registered[more[i]] = more[i+1]
	}
	a := machine(t, "mojob", "profiles.write").call("PUT", "/holding/profiles", fields{"email": email, "fields": registered})
	return a.want(t, http.StatusOK).item(t)
}

func TestM2_WhatNoPurposeCoversIsRefusedFieldByField(t *testing.T) {
	email := address()
	platform := machine(t, "mojob", "profiles.write")
	a := platform.call("PUT", "/holding/profiles", fields{"email": email, "fields": fields{"name": "Kari", "email": email, "religion": "ja", "health": "god"}})
	a.refused(t, http.StatusUnprocessableEntity, "/fields/religion", gdpr.FaultUndeclared)
	a.refused(t, http.StatusUnprocessableEntity, "/fields/health", gdpr.FaultUndeclared)
	privacy := staff(t, "mojob", "privacy")
	if found := privacy.call("POST", "/desk/search", fields{"email": email}).want(t, http.StatusOK).items(t); len(found) > 0 {
		t.Errorf("stored all the same: %+v", found)
	}
	kept := profile(t, email)
	if r := privacy.call("GET", "/desk/items/"+kept.Item, nil).want(t, http.StatusOK).item(t); r.Purpose != "recruitment" || r.Fields["skills"] != "Go, sveising" || len(r.Fields) != 3 {
		t.Errorf("held: %+v", r)
	}
}

func TestM4_AProfileEndsTwoYearsAfterTheLastActivity(t *testing.T) {
	email := address()
	kept := profile(t, email)
	platform, privacy := machine(t, "mojob", "activities.write"), staff(t, "mojob", "privacy")
	did := time.Now().Add(-time.Minute).UTC().Truncate(time.Second)
	var slid struct{ Expires time.Time }
	platform.call("POST", "/holding/activities", fields{"email": email, "activity": "sign-in", "at": time.Now().UTC()}).want(t, http.StatusOK).into(t, &slid)
	if want := did.AddDate(2, 0, 0); slid.Expires.Before(want) || slid.Expires.After(want.Add(time.Hour)) {
		t.Errorf("kept until %s, want two years", slid.Expires)
	}
	platform.call("POST", "/holding/activities", fields{"email": email, "activity": "newsletter-sent"}).refused(t, http.StatusUnprocessableEntity, "/activity", gdpr.FaultActivity)
	platform.call("POST", "/holding/activities", fields{"email": address(), "activity": "sign-in"}).want(t, http.StatusNotFound)

	before := len(deletions(t, "mojob", "profile"))
	end(t, "mojob", kept.Item)
	// However soon the table deletes it: from now on nobody gets it.
	privacy.call("GET", "/desk/items/"+kept.Item, nil).want(t, http.StatusNotFound)
	platform.call("POST", "/holding/activities", fields{"email": email, "activity": "sign-in"}).want(t, http.StatusNotFound)
	vanishes(t, "mojob", kept.Item)
	eventually(t, "the deletion is proved", func() bool { return len(deletions(t, "mojob", "profile")) == before+1 })
}

func TestM4_AProfileEndsOnRequest(t *testing.T) {
	email := address()
	kept := profile(t, email)
	privacy, key := staff(t, "mojob", "privacy"), dataKey(t, kept.Item)
	if key == "" {
		t.Fatal("there is no data key")
	}
	// By hand nothing is erased that was not announced, and could not be stopped (threat H5).
	privacy.call("POST", "/desk/erasures", fields{"email": email, "case": string(gdpr.NewID())}).want(t, http.StatusNotFound)
	id := asks(t, "mojob", email, nil, "erasure")
	privacy.call("POST", "/desk/erasures", fields{"email": email, "case": id}).want(t, http.StatusConflict)
	reaches(t, "mojob", id, "cooling-off")
	privacy.call("POST", "/desk/erasures", fields{"email": email, "case": id}).want(t, http.StatusConflict)
	privacy.call("GET", "/desk/items/"+kept.Item, nil).want(t, http.StatusOK)
	cools(t, "mojob", id)
	reaches(t, "mojob", id, "answered")
	privacy.call("GET", "/desk/items/"+kept.Item, nil).want(t, http.StatusNotFound)
	vanishes(t, "mojob", kept.Item)
	if dataKey(t, kept.Item) == key {
		t.Error("copies of what was erased can still be opened")
	}
}

// dataKey is the key that seals what is held on the owner of a record, "" for none.
func dataKey(t testing.TB, item string) string {
	t.Helper()
	for _, it := range scan(t, world.KeysTable()) {
		if id := it["id"].(*types.AttributeValueMemberS).Value; strings.HasSuffix(id, "#KEY#"+strings.Split(item, ".")[1]) {
			return string(it["value"].(*types.AttributeValueMemberB).Value)
		}
	}
	return ""
}

func TestM5_OtherInformationIsOffUnlessSomebodySaysYes(t *testing.T) {
	page := do(t, "GET", "/mojob/en/consent", "", "").want(t, http.StatusOK).body
	choices := regexp.MustCompile(`<input[^>]*name="decision\.other-information"[^>]*>`).FindAllString(page, -1)
	if len(choices) < 2 {
		t.Fatalf("%d choices on the page", len(choices))
	}
	for _, c := range choices {
		if strings.Contains(c, "checked") {
			t.Errorf("ticked beforehand: %s", c)
		}
	}
	notice := regexp.MustCompile(`name="notice"[^>]*value="([0-9a-f]{64})"`).FindStringSubmatch(page)
	if notice == nil {
		t.Fatal("the page names no notice")
	}
	said := fields{"email": address(), "language": "en", "notice": notice[1], "decisions": fields{"further-storage": "given"}}
	postJSON(t, "/v1/mojob/consents", said).refused(t, http.StatusUnprocessableEntity, "/decisions/other-information", gdpr.FaultNoDecision)
	// What the platform is told before it sends anything: a yes to the one is none to the other, and silence is none.
	email := said["email"].(string)
	if got := mayMarket(t, email); got != "false" {
		t.Errorf("of somebody who has said nothing: %s", got)
	}
	decides(t, email, "given", "refused")
	if got := mayMarket(t, email); got != "false" {
		t.Errorf("of somebody who has refused: %s", got)
	}
	given := decides(t, email, "refused", "given")
	if got := mayMarket(t, email); got != "true" {
		t.Errorf("of somebody who has said yes: %s", got)
	}
	postForm(t, "/v1/mojob/consents/"+given+"/withdrawal", url.Values{"language": {"en"}}).want(t, http.StatusOK)
	if got := mayMarket(t, email); got != "false" {
		t.Errorf("of somebody who has taken it back: %s", got)
	}
	both := decides(t, email, "given", "given")
	if got := mayMarket(t, email); got != "true" {
		t.Errorf("of somebody who has said yes again: %s", got)
	}
	// The one purpose is taken back by itself, and for a day that can be taken back.
	left := postJSON(t, "/v1/mojob/consents/"+both+"/withdrawal", fields{"purposes": []string{"other-information"}}).want(t, http.StatusOK)
	if got := mayMarket(t, email); got != "false" || left.field(t, "state") != "standing" {
		t.Errorf("of somebody who has taken back that alone: %s, %s", got, left.body)
	}
	postJSON(t, "/v1/mojob/consents/restoration", mailed(t, email, "consent-reduced", both).with("restore")).want(t, http.StatusOK)
	if got := mayMarket(t, email); got != "true" {
		t.Errorf("of somebody who did not mean it: %s", got)
	}
}

// decides is a person who answers both questions of Mojob's form and confirms by mail: the consent.
func decides(t testing.TB, email, storage, information string) string {
	t.Helper()
	id := postJSON(t, "/v1/mojob/consents", fields{
		"email": email, "language": "en", "notice": noticeOf(t, "mojob", controller.Persons, gdpr.English),
		"decisions": fields{"further-storage": storage, "other-information": information},
	}).want(t, http.StatusAccepted).field(t, "id")
	postJSON(t, "/v1/mojob/consents/confirmation", mailed(t, email, "consent-confirm", id).with("confirm")).want(t, http.StatusOK)
	return id
}

// mailed is what the mail of a kind about a consent carries, once it has come.
func mailed(t testing.TB, email, kind, id string) (p proof) {
	t.Helper()
	eventually(t, "the mail "+kind+" comes", func() bool {
		for _, m := range mailsTo(email) {
			if strings.HasPrefix(m.Tags["mail"], kind) && strings.Contains(m.Text, id) {
				p = proofIn(t, m)
			}
		}
		return p.id == id
	})
	return p
}

// mayMarket is what the platform is told about sending marketing to an address.
func mayMarket(t testing.TB, email string) string {
	t.Helper()
	return machine(t, "mojob", "marketing.read").call("POST", "/holding/marketing", fields{"email": email}).want(t, http.StatusOK).field(t, "allowed")
}
