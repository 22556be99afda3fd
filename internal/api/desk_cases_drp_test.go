package api_test

import (
	"fmt"
	"net/http"
	"testing"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// The statuses and reasons of the Data Rights Protocol 1.0, section 3.
var drpWords = map[string][]string{
	"open": {""}, "in_progress": {"", "need_user_verification"}, "fulfilled": {""}, "revoked": {""}, "expired": {""},
	"denied": {"suspected_fraud", "insuf_verification", "no_match", "claim_not_covered", "outside_jurisdiction", "too_many_requests", "other"},
}

var (
	allWorkflows = []rights.Workflow{rights.Waiting, rights.Unsorted, rights.Filed, rights.Open, rights.Proposed, rights.Cooling, rights.Carrying,
		rights.Telling, rights.Lifting, rights.InAnother, rights.Answered, rights.Denied, rights.Revoked, rights.Lapsed}
	allIdentities = []rights.Identity{rights.Unproven, rights.Asked, rights.Proven, rights.Vouched}
)

func TestEveryStateHasAStatusOfTheDataRightsProtocol(t *testing.T) {
	for _, w := range allWorkflows {
		for _, i := range allIdentities {
			status, reason := drpOf(t, func(k *rights.Case) { k.Workflow, k.Identity, k.Outcomes = w, i, nil })
			known := false
			for _, r := range drpWords[status] {
				known = known || r == reason
			}
			if !known {
				t.Errorf("%s, %s: %q %q", w, i, status, reason)
			}
			if _, named := wantDRP[string(w)]; !named {
				t.Errorf("nothing is wanted of %s", w)
			}
			want := wantDRP[string(w)]
			if by, special := wantDRP[fmt.Sprint(w, " ", i)]; special {
				want = by
			}
			if got := [2]string{status, reason}; got != want {
				t.Errorf("%s, %s: %q, want %q", w, i, got, want)
			}
		}
	}
}

var wantDRP = map[string][2]string{
	"received": {"in_progress", "need_user_verification"}, "unsorted": {"open", ""}, "filed": {"denied", "other"}, "open": {"in_progress", ""},
	"open asked": {"in_progress", "need_user_verification"}, "open unproven": {"in_progress", "need_user_verification"},
	"refusal-proposed": {"in_progress", ""}, "cooling-off": {"in_progress", ""}, "carrying-out": {"in_progress", ""}, "telling": {"in_progress", ""},
	"lifting": {"fulfilled", ""}, "joined": {"in_progress", ""}, "answered": {"fulfilled", ""}, "refused": {"denied", "other"},
	"withdrawn": {"revoked", ""}, "lapsed": {"expired", ""},
}

func TestARefusalIsDeniedForItsGround(t *testing.T) {
	for ground, want := range map[rights.Ground]string{
		"not-identified": "insuf_verification", "excessive": "too_many_requests", "unfounded": "other", "legal-claims": "other",
		"not-portable": "claim_not_covered", "nothing-held": "no_match", "conditions": "claim_not_covered", "national-law": "claim_not_covered", "compelling": "other",
	} {
		for _, w := range []rights.Workflow{rights.Denied, rights.Lifting} {
			status, reason := drpOf(t, func(k *rights.Case) {
				k.Workflow = w
				k.Outcomes = []rights.Outcome{{Right: gdpr.Access, Result: rights.Granted}, {Right: gdpr.Erasure, Result: rights.Withheld, Ground: ground}}
			})
			if status != "denied" || reason != want {
				t.Errorf("%s on %s: %s %s, want denied %s", w, ground, status, reason, want)
			}
		}
	}
}

// drpOf is the case in the protocol's words, as the desk shows it.
func drpOf(t *testing.T, stands func(*rights.Case)) (status, reason string) {
	t.Helper()
	w := newHoldings(t)
	w.desk.Stands = stands
	got := answered(t, w.send(good(t, "GET /v1/{controller}/desk/cases/{case}").at("mojob"), staffOf("mojob")), http.StatusOK)
	drp := got["drp"].(map[string]any)
	reason, _ = drp["reason"].(string)
	return drp["status"].(string), reason
}

// A restriction that is about to end changes nothing of how the request ended.
func TestALiftingHasTheStatusOfTheCaseBeforeIt(t *testing.T) {
	for before, want := range map[rights.Workflow]string{
		rights.Answered: "fulfilled", rights.Revoked: "revoked", rights.Lapsed: "expired", rights.Denied: "denied",
	} {
		status, _ := drpOf(t, func(k *rights.Case) { k.Workflow, k.Before, k.Outcomes = rights.Lifting, before, nil })
		if status != want {
			t.Errorf("%s: %q, want %q", before, status, want)
		}
	}
}
