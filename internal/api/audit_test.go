package api_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"ordholden/internal/api/desktest"
	"ordholden/internal/apigw"
	"ordholden/internal/gdpr"
)

// staffRoutes are the routes that only staff may call, each with a good sending.
func staffRoutes(t *testing.T) []goodRoute {
	t.Helper()
	var all []goodRoute
	for _, r := range desktest.Routes {
		if r.Who == desktest.Staff {
			all = append(all, good(t, r.Pattern))
		}
	}
	if len(all) < 39 {
		t.Fatalf("only %d routes of staff's", len(all))
	}
	return all
}

// The desk of the tests panics where staff ask it for something that is not in the audit yet.
func TestEveryCallOfStaffIsInTheAuditBeforeItIsCarriedOut(t *testing.T) {
	for _, g := range staffRoutes(t) {
		w := newHoldings(t)
		s := g.at("mojob")
		if answer := w.send(s, g.who("mojob")); answer.Code != g.status {
			t.Errorf("%s answers %d %s", g.route, answer.Code, answer.Body)
		}
		if len(w.desk.Audited) != 1 {
			t.Errorf("%s is in the audit %d times", g.route, len(w.desk.Audited))
			continue
		}
		e, on := w.desk.Audited[0], ""
		switch {
		case strings.Contains(g.route, "{item}"):
			on = desktest.RefOf("mojob", "agreement").String()
		case strings.Contains(g.route, "{case}"):
			on = string(desktest.Case)
		}
		if e.Controller != "mojob" || e.Actor != "sub-1" || e.Act != g.route || e.On != on || !e.At.Equal(start.Truncate(time.Millisecond)) {
			t.Errorf("%s is in the audit as %+v", g.route, e)
		}
	}
}

func TestWhatCannotBeWrittenDownIsNotDone(t *testing.T) {
	for _, g := range staffRoutes(t) {
		for outcome, failure := range map[string]error{
			"broken": errors.New("kari@example.com"), "full": &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeChanged},
		} {
			w := newHoldings(t)
			w.desk.Unaudited = failure
			s := g.at("tretoen")
			s.headers = map[string]string{"Accept-Language": "nn"}
			answer := w.send(s, g.who("tretoen"))
			checkProblem(t, answer, http.StatusServiceUnavailable, gdpr.CodeUnavailable, gdpr.Nynorsk, nil)
			if answer.Header().Get("Retry-After") == "" {
				t.Errorf("%s: nothing says when to try again", g.route)
			}
			if len(w.desk.Calls) > 0 {
				t.Errorf("%s, %s: asks %v of the desk", g.route, outcome, w.asked())
			}
		}
		w := newHoldings(t)
		bare := w.desk.Staff(w.shared)
		bare.Audit = nil
		w.staff = bare.Handler()
		if answer := w.send(g.at("mojob"), g.who("mojob")); answer.Code != http.StatusServiceUnavailable || len(w.desk.Calls) > 0 {
			t.Errorf("%s without an audit: answers %d and asks %v", g.route, answer.Code, w.asked())
		}
	}
}

// Whoever oversees staff has to see what was done, and what was only asked about.
func TestTheAuditTellsAPreviewFromTheAct(t *testing.T) {
	routes := []string{"POST /v1/{controller}/desk/cases"}
	for _, act := range actsTaken {
		routes = append(routes, oneCase+act.route)
	}
	for _, route := range routes {
		for body, want := range map[string]bool{`{"preview":true,`: true, `{"preview":false,`: false, `{`: false, `{"preview":"true",`: false} {
			w, g := newHoldings(t), good(t, route)
			g.body = strings.Replace(g.body, "{", body, 1)
			w.send(g.at("mojob"), g.who("mojob"))
			if len(w.desk.Audited) != 1 || w.desk.Audited[0].Preview != want {
				t.Errorf("%s with %s is in the audit as %+v", route, body, w.desk.Audited)
			}
		}
	}
}

// What knows no preview is none, whatever is sent with it.
func TestNothingElseIsAPreview(t *testing.T) {
	g := good(t, "POST /v1/{controller}/desk/erasures")
	w := newHoldings(t)
	g.body = strings.Replace(g.body, "{", `{"preview":true,`, 1)
	w.send(g.at("mojob"), g.who("mojob"))
	if len(w.desk.Audited) != 1 || w.desk.Audited[0].Preview {
		t.Errorf("in the audit as %+v", w.desk.Audited)
	}
}

// Also what is refused is written down; what comes from nobody is not, for nobody did it.
func TestTheAuditHoldsWhoWasRefusedAndNothingMadeUp(t *testing.T) {
	g := good(t, "GET /v1/{controller}/desk/cases/{case}")
	w := newHoldings(t)
	s := g.at("mojob")
	w.send(s, &apigw.Claims{Use: "access", Subject: "sub-9", Groups: []string{"mojob:sales"}})
	s.path = strings.Replace(s.path, string(desktest.Case), "kari@example.com", 1)
	w.send(s, g.who("mojob"))
	w.send(s, nil)
	w.send(s, g.who("tretoen"))
	if len(w.desk.Audited) != 2 || len(w.desk.Calls) > 0 {
		t.Fatalf("audited %+v, asked %v", w.desk.Audited, w.asked())
	}
	if first, second := w.desk.Audited[0], w.desk.Audited[1]; first.Actor != "sub-9" || first.On != string(desktest.Case) || second.On != "" {
		t.Errorf("audited %+v", w.desk.Audited)
	}
}

func TestTheAuditIsReadByMonthAndByThoseWhoOversee(t *testing.T) {
	g := good(t, "/desk/audit")
	for role, status := range map[string]int{"privacy": 200, "management": 200, "recruiter": 403, "sales": 403} {
		w := newHoldings(t)
		answer := w.send(g.at("tretoen"), asRole("tretoen", role))
		if answer.Code != status || (status == 200) != (len(w.desk.Calls) == 1) {
			t.Errorf("%s: %d, asked %v", role, answer.Code, w.asked())
		}
	}
	w := newHoldings(t)
	got := answered(t, w.send(g.at("tretoen"), asRole("tretoen", "management")), http.StatusOK)
	if with := w.desk.Calls[0].With.([]any); with[0] != 2026 || with[1] != time.November || with[2] != "place" || with[3] != 10 {
		t.Errorf("asked for %v", with)
	}
	if one := got["entries"].([]any)[0].(map[string]any); one["actor"] != "sub-1" || one["on"] != string(desktest.Case) || one["preview"] != true || got["next"] != "next-place" {
		t.Errorf("got %v", got)
	}
	for query, fault := range map[string]string{"month=2026-13": "/month date", "month=november": "/month date", "limit=0": "/limit wrong_type", "who=sub-1": "/who unknown_field"} {
		s := g.at("mojob")
		s.path, _, _ = strings.Cut(s.path, "?")
		s.path, s.headers = s.path+"?"+query, map[string]string{"Accept-Language": "en"}
		checkProblem(t, newHoldings(t).send(s, staffOf("mojob")), http.StatusUnprocessableEntity, gdpr.CodeInvalid, gdpr.English, []string{fault})
	}
}

// asRole is a token of a member of staff who has one role.
func asRole(c, role string) *apigw.Claims {
	return &apigw.Claims{Use: "access", Subject: "sub-1", Groups: []string{c + ":" + role}}
}
