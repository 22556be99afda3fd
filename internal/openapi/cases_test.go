package openapi_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"ordholden/internal/api/desktest"
	"ordholden/internal/gdpr"
	"ordholden/internal/openapi/conform"
	"ordholden/internal/rights"
)

// driveCases shows what cases have beside the good sendings: each act only foreseen, a case
// of which hardly anything is known, and every state.
func driveCases(t *testing.T, c *conform.Checker) {
	const cases = "/v1/mojob/desk/cases"
	staff := desktest.Route{Who: desktest.Staff}.Claims("mojob")
	for _, r := range desktest.Routes {
		if !strings.Contains(r.Pattern, "/desk/cases") || r.Method() != http.MethodPost {
			continue
		}
		w := newHeld(t, c)
		w.call(http.StatusOK, staff, "POST", r.Path("mojob"), asJSON, strings.Replace(r.Body, "{", `{"preview":true,`, 1))
		w.desk.Fails = &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeChanged}
		w.call(http.StatusConflict, staff, "POST", r.Path("mojob"), asJSON, strings.Replace(r.Body, "{", `{"preview":true,`, 1))
	}
	for _, state := range constants(t, "internal/rights", "Workflow") {
		w := newHeld(t, c)
		w.desk.Stands = func(held *rights.Case) { held.Workflow = rights.Workflow(state) }
		w.call(http.StatusOK, staff, "GET", cases+"/"+string(desktest.Case), "", "")
		w.call(http.StatusOK, staff, "GET", cases, "", "")
	}
	w := newHeld(t, c)
	w.desk.Stands = func(held *rights.Case) {
		held.Request = rights.Request{ID: held.ID, Controller: held.Controller, Address: held.Address, Language: gdpr.Bokmal,
			Received: w.desk.Now, Workflow: rights.Unsorted, Identity: rights.Unproven, Channel: rights.ByMail}
		held.History = []rights.Entry{{At: time.Time{}, On: rights.SetAside}}
	}
	w.call(http.StatusOK, staff, "GET", cases+"/"+string(desktest.Case), "", "")
	w.call(http.StatusOK, staff, "GET", "/v1/mojob/desk/audit", "", "")
	w.call(http.StatusOK, staff, "GET", "/v1/mojob/desk/record", "", "")
	w.call(http.StatusOK, staff, "GET", "/v1/mojob/desk/record?language=nn", "", "")
	w = newHeld(t, c)
	w.desk.Refuses = map[string]error{"reply": &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeRecipients}}
	w.call(http.StatusConflict, staff, "POST", cases+"/"+string(desktest.Case)+"/reply", asJSON, `{"revision":3,"text":"Done."}`)
}
