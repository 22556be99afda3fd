package api_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ordholden/internal/api/desktest"
	"ordholden/internal/gdpr"
)

// A receipt that came with its proof is judged with it, however it is handed in: as the file that
// it is, with the language beside, or pasted into the form.
func TestAReceiptIsCheckedWithTheProofThatItCameWith(t *testing.T) {
	const file = `{"receipt":"` + desktest.Receipt + `","inclusion":{"index":5,"head":"— mojob","hashes":["AA=="]}}`
	for outcome, s := range map[string]sent{
		"sent as it is":     {as: asJSON, body: file},
		"with the language": {as: asJSON, body: strings.Replace(file, "{", `{"language":"nn",`, 1)},
		"as one text":       {as: asJSON, body: `{"receipt":` + quoted(t, file) + `}`},
		"pasted":            {as: asForm, body: url.Values{"receipt": {file + "\r\n"}, "language": {"nb"}}.Encode()},
	} {
		t.Run(outcome, func(t *testing.T) {
			w := newHoldings(t)
			s.method, s.path = "POST", "/v1/mojob/receipts/check"
			if answer := w.send(s, nil); answer.Code != http.StatusOK {
				t.Fatalf("answered %d %s", answer.Code, answer.Body)
			}
			text, _ := w.desk.Calls[0].With.(string)
			if got, want := canonical(t, text), canonical(t, file); got != want {
				t.Errorf("judged is %s, want %s", got, want)
			}
		})
	}
}

func TestAProofThatIsNoneIsAFaultOfItsOwn(t *testing.T) {
	for outcome, body := range map[string]string{
		"a text": `{"receipt":"a.b.c","inclusion":"x"}`, "a list": `{"receipt":"a.b.c","inclusion":[]}`, "nothing": `{"receipt":"a.b.c","inclusion":null}`,
	} {
		t.Run(outcome, func(t *testing.T) {
			w := newHoldings(t)
			checkProblem(t, w.send(sent{method: "POST", path: "/v1/mojob/receipts/check", as: asJSON, body: body}, nil),
				http.StatusUnprocessableEntity, gdpr.CodeInvalid, gdpr.Bokmal, []string{"/inclusion " + string(gdpr.FaultType)})
			if len(w.desk.Calls) > 0 {
				t.Error("judged all the same")
			}
		})
	}
}

func quoted(t *testing.T, s string) string {
	t.Helper()
	b, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// canonical is JSON in one spelling.
func canonical(t *testing.T, text string) string {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
