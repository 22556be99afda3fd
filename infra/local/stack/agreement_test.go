package stack_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"ordholden/internal/gdpr"
)

// agreed is an agreement that names a contact person, as sales enters it.
func agreed(t testing.TB, contact string, more ...string) heldItem {
	t.Helper()
	said := fields{"title": "Rammeavtale", "customer": "Eksempel AS", "terms": "Timepris etter liste"}
	body := fields{"signed": true, "fields": said, "contacts": []fields{{"name": "Kari Kontakt", "email": contact}}}
	for i := 0; i < len(more); i += 2 {
		if more[i] == "allows" {
			body["allows"] = more[i+1]
			continue
		}
		said[more[i]] = more[i+1]
	}
	return staff(t, "tretoen", "sales").call("POST", "/desk/agreements", body).want(t, http.StatusCreated).item(t)
}

func TestT3_CustomersOwnDataIsKeptOnlyWhereTheAgreementAllowsIt(t *testing.T) {
	sales := staff(t, "tretoen", "sales")
	said := fields{"title": "Drift", "customer": "Eksempel AS", "customer-data": "Kundens brukerliste"}
	body := fields{"signed": true, "fields": said, "contacts": []fields{{"name": "Kari Kontakt", "email": address()}}}
	sales.call("POST", "/desk/agreements", body).refused(t, http.StatusUnprocessableEntity, "/fields/customer-data", gdpr.FaultCustomer)
	kept := agreed(t, address(), "allows", "Punkt 7: 321 kan lagre brukerlisten", "customer-data", "Kundens brukerliste")
	if r := sales.call("GET", "/desk/items/"+kept.Item, nil).want(t, http.StatusOK).item(t); r.Fields["customer-data"] != "Kundens brukerliste" {
		t.Errorf("held: %+v", r)
	}
}

func TestT4_AgreementsAreReadByContactPersonsManagementAndSalesAndEachReadingIsLogged(t *testing.T) {
	contact := address()
	kept := agreed(t, contact)
	for role, status := range map[string]int{"sales": 200, "management": 200, "privacy": 403, "recruiter": 403} {
		staff(t, "tretoen", role).call("GET", "/desk/items/"+kept.Item, nil).want(t, status)
	}
	enter := func(email string) answer {
		postJSON(t, "/v1/tretoen/agreements/link", fields{"email": email, "language": "nb"}).want(t, http.StatusAccepted)
		return postJSON(t, "/v1/tretoen/agreements/open", proofIn(t, mailTo(t, email, "agreement-link")).with("")).want(t, http.StatusOK)
	}
	if seen := enter(contact).body; !strings.Contains(seen, kept.Item) || !strings.Contains(seen, "Timepris etter liste") {
		t.Errorf("the contact person sees %s", seen)
	}
	if seen := enter(address()).body; strings.Contains(seen, kept.Item) {
		t.Errorf("somebody else sees %s", seen)
	}
	var log struct {
		Readings []struct{ Actor, What string }
	}
	staff(t, "tretoen", "privacy").call("GET", "/desk/items/"+kept.Item+"/readings", nil).want(t, http.StatusOK).into(t, &log)
	contacts := 0
	for _, r := range log.Readings {
		if strings.HasPrefix(r.Actor, "contact-") {
			contacts++
		}
	}
	if len(log.Readings) != 3 || contacts != 1 {
		t.Errorf("logged: %+v", log.Readings)
	}
}

func TestT5_EachAgreementIsHeldForThePurposeOfDeliveringIt(t *testing.T) {
	if kept := agreed(t, address()); kept.Purpose != "agreements" || kept.Expires != nil {
		t.Errorf("held for %q until %v", kept.Purpose, kept.Expires)
	}
}

func TestT6_AnAgreementIsKeptForItsTermAndDeletedAsAgreed(t *testing.T) {
	kept := agreed(t, address())
	sales := staff(t, "tretoen", "sales")
	step := func(body fields) answer { return sales.call("POST", "/desk/items/"+kept.Item+"/step", body) }
	step(fields{"step": "agree"}).want(t, http.StatusConflict) // in force: nothing to agree on
	today := time.Now().In(oslo(t)).Format(time.DateOnly)
	ended := step(fields{"step": "end", "day": today}).want(t, http.StatusOK).item(t)
	if six := time.Now().AddDate(0, 6, 0); ended.Stage != "ended" || ended.Expires == nil || ended.Expires.After(six) || ended.Expires.Before(six.AddDate(0, 0, -2)) {
		t.Errorf("ended: %+v", ended)
	}
	done := step(fields{"step": "agree"}).want(t, http.StatusOK).item(t)
	if done.Stage != "agreed" || done.Expires == nil || time.Until(*done.Expires) > 24*time.Hour {
		t.Errorf("agreed: %+v", done)
	}
	before := len(deletions(t, "tretoen", "agreement"))
	end(t, "tretoen", kept.Item)
	sales.call("GET", "/desk/items/"+kept.Item, nil).want(t, http.StatusNotFound)
	vanishes(t, "tretoen", kept.Item)
	eventually(t, "the deletion is proved", func() bool { return len(deletions(t, "tretoen", "agreement")) == before+1 })
}

func TestT7_WhatTheBookkeepingActRequiresIsKeptWithItsGroundAndEnd(t *testing.T) {
	kept := agreed(t, address())
	sales := staff(t, "tretoen", "sales")
	hold := func(body fields) answer { return sales.call("POST", "/desk/items/"+kept.Item+"/holds", body) }
	hold(fields{"year": 2025}).refused(t, http.StatusUnprocessableEntity, "/ground", gdpr.FaultGround)
	hold(fields{"ground": "bookkeeping-agreements"}).refused(t, http.StatusUnprocessableEntity, "/until", gdpr.FaultEnd)
	held := hold(fields{"ground": "bookkeeping-agreements", "year": 2025}).want(t, http.StatusCreated).item(t)
	// Three and a half years after 31 December 2025: the end of 30 June 2029, Oslo time.
	if want := time.Date(2029, time.June, 30, 22, 0, 0, 0, time.UTC); len(held.Holds) != 1 || !held.Holds[0].Until.Equal(want) {
		t.Fatalf("held: %+v, want until %s", held.Holds, want)
	}
	sales.call("POST", "/desk/items/"+kept.Item+"/step", fields{"step": "end", "day": time.Now().In(oslo(t)).Format(time.DateOnly)}).want(t, http.StatusOK)
	agreedOn := sales.call("POST", "/desk/items/"+kept.Item+"/step", fields{"step": "agree"}).want(t, http.StatusOK).item(t)
	if agreedOn.Expires == nil || !agreedOn.Expires.Equal(held.Holds[0].Until) {
		t.Errorf("deleted already at %v", agreedOn.Expires)
	}
}

func oslo(t testing.TB) *time.Location {
	t.Helper()
	place, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	return place
}
