package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
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
