package api_test

import (
	"encoding/json"
	"slices"
	"testing"

	"ordholden/internal/api/desktest"
)

func TestWhomNoMailReachedIsShownToThePrivacyRoleAlone(t *testing.T) {
	g := good(t, "/desk/unreached")
	for role, status := range map[string]int{"privacy": 200, "management": 403, "recruiter": 403, "sales": 403} {
		w := newHoldings(t)
		if answer := w.send(g.at("tretoen"), asRole("tretoen", role)); answer.Code != status || len(w.desk.Audited) != 1 {
			t.Errorf("%s: %d, audited %v", role, answer.Code, w.desk.Audited)
		}
	}
}

func TestWhomNoMailReachedIsListedWithWhatIsOpen(t *testing.T) {
	w := newHoldings(t)
	s := good(t, "/desk/unreached").at("mojob")
	s.path = "/v1/mojob/desk/unreached?from=here&limit=100"
	var got struct {
		Consents []struct {
			Consent, Email, Language, Asks, Outcome string
			Purposes                                []string
		}
		Next string
	}
	if err := json.Unmarshal(w.send(s, staffOf("mojob")).Body.Bytes(), &got); err != nil || len(got.Consents) != 1 || got.Next != "next-place" {
		t.Fatalf("%+v, %v", got, err)
	}
	c := got.Consents[0]
	if c.Consent != string(desktest.ID) || c.Email != "kari@example.com" || c.Language != "nn" || c.Asks != "consent-again" || c.Outcome != "bounced" || !slices.Equal(c.Purposes, []string{"recruitment"}) {
		t.Errorf("%+v", c)
	}
	if with := w.desk.Calls[0].With.([]any); with[0] != "here" || with[1] != 20 {
		t.Errorf("asked for %v", with)
	}
}
