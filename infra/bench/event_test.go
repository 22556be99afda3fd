package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"

	"ordholden/internal/apigw"
)

// sent is what an event carries.
type sent struct {
	Visitor   string            `json:"visitor"`
	Notice    string            `json:"notice"`
	Decisions map[string]string `json:"decisions"`
}

func TestEachConsentIsOfAVisitorOfItsOwn(t *testing.T) {
	first, second := sentIn(t, consent(t)), sentIn(t, consent(t))
	if first.Visitor == "" || first.Visitor == second.Visitor || len(first.Decisions) == 0 || first.Notice != second.Notice {
		t.Errorf("sent %+v, then %+v", first, second)
	}
}

func TestUnknownNoticeIsAllThatIsChanged(t *testing.T) {
	given := consent(t)
	before, after := sentIn(t, given), sentIn(t, unknownNotice(given))
	if after.Notice != strings.Repeat("0", 64) || after.Visitor != before.Visitor || len(after.Decisions) != len(before.Decisions) {
		t.Errorf("%+v became %+v", before, after)
	}
}

func TestStatusOfAnAnswerIsChecked(t *testing.T) {
	for answer, ok := range map[string]bool{
		`{"statusCode":201}`:              true,
		`{"statusCode":500,"body":"why"}`: false,
		`"hello"`:                         false,
		`{`:                               false,
	} {
		if err := status(201)([]byte(answer)); (err == nil) != ok {
			t.Errorf("%s: %v", answer, err)
		}
	}
}

func consent(t *testing.T) []byte {
	t.Helper()
	event, err := consentEvent()
	if err != nil {
		t.Fatal(err)
	}
	return event
}

func sentIn(t *testing.T, event []byte) (s sent) {
	t.Helper()
	var e events.APIGatewayV2HTTPRequest
	if err := json.Unmarshal(event, &e); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(e.Body), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

// claimsIn are what a function makes of an event's claims.
func claimsIn(t *testing.T, claims map[string]string) (found apigw.Claims, ok bool) {
	t.Helper()
	event, err := callAs(claims, "POST", "/v1/mojob/holding/activities", "{}")
	if err != nil {
		t.Fatal(err)
	}
	handler := apigw.Serve(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		found, ok = apigw.ClaimsOf(r.Context())
		if r.Header.Get("Origin")+r.Header.Get("Sec-Fetch-Site") != "" {
			t.Error("it comes from a browser")
		}
	}))
	if _, err := handler.Invoke(t.Context(), event); err != nil {
		t.Fatal(err)
	}
	return found, ok
}

func TestMachinesAndStaffComeWithTheirOwnClaimsAndThePublicWithNone(t *testing.T) {
	m, _ := claimsIn(t, machine("mojob", "activities.write"))
	if m.Use != "access" || m.Client == "" || len(m.Groups) != 0 || len(m.Scopes) != 1 || m.Scopes[0] != "mojob/activities.write" {
		t.Errorf("a machine is %+v", m)
	}
	s, _ := claimsIn(t, staff("tretoen", "recruiter"))
	if s.Use != "access" || s.Subject == "" || len(s.Scopes) != 0 || len(s.Groups) != 1 || s.Groups[0] != "tretoen:recruiter" {
		t.Errorf("a recruiter is %+v", s)
	}
	if c, ok := claimsIn(t, nil); ok {
		t.Errorf("anybody is %+v", c)
	}
}
