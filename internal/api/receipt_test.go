package api_test

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/dpv"
	"ordholden/internal/gdpr"
	"ordholden/internal/transparency"
)

// receipt reads the receipt of a consent and what it says, and fails where it is not
// signed by the controller.
func (w *world) receipt(path string) (string, dpv.Receipt) {
	w.t.Helper()
	answer := w.send(sent{method: "GET", path: path + "/receipt"})
	if answer.Code != http.StatusOK || answer.Header().Get("Content-Type") != "application/jose" || answer.Header().Get("Cache-Control") != "no-store" {
		w.t.Fatalf("answered %d %s %s", answer.Code, answer.Header(), answer.Body)
	}
	signed := answer.Body.String()
	parts := strings.Split(signed, ".")
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil {
		w.t.Fatal(err)
	}
	_, key, _ := signingKeys{}.SigningKey(w.t.Context(), "mojob")
	if !ed25519.Verify(key.Public().(ed25519.PublicKey), []byte(parts[0]+"."+parts[1]), signature) {
		w.t.Fatal("the signature is not the controller's")
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		w.t.Fatal(err)
	}
	var r dpv.Receipt
	if err := json.Unmarshal(payload, &r); err != nil {
		w.t.Fatal(err)
	}
	same := w.send(sent{method: "GET", path: path + "/receipt", headers: map[string]string{"Accept": "application/ld+json"}})
	if same.Body.String() != string(payload) || same.Header().Get("Content-Type") != "application/ld+json" {
		w.t.Errorf("as JSON-LD: %s", same.Body)
	}
	return signed, r
}

func statuses(r dpv.Receipt) map[string]dpv.Term {
	found := map[string]dpv.Term{}
	for _, p := range r.Record.Processes {
		found[strings.TrimPrefix(p.Purpose.ID, "own:purpose-")] = p.Status
	}
	return found
}

func TestAVisitorsReceiptFollowsWhatStands(t *testing.T) {
	w := newWorld(t)
	path := "/v1/mojob/consents/" + w.recorded(t)
	_, r := w.receipt(path)
	if got := statuses(r); got["statistics"] != dpv.ConsentGiven || len(r.Record.History) != 1 {
		t.Errorf("given: %v, history %v", got, r.Record.History)
	}
	w.now = w.now.Add(time.Hour)
	answered(t, w.send(sent{path: path + "/withdrawal", as: asJSON, body: `{}`}), http.StatusOK)
	_, r = w.receipt(path)
	if got := statuses(r); got["statistics"] != dpv.ConsentWithdrawn || len(r.Record.History) != 2 || r.Record.History[1].Status != dpv.ConsentWithdrawn {
		t.Errorf("withdrawn: %v, history %v", got, r.Record.History)
	}
}

func TestAPersonsReceiptFollowsWhatStands(t *testing.T) {
	w := newWorld(t)
	id := w.declared(t)
	path := "/v1/mojob/consents/" + id
	for _, step := range []struct {
		route, body string
		want        dpv.Term
	}{
		{"", "", dpv.ConsentRequested},
		{"/v1/mojob/consents/confirmation", `{"case":"` + id + `","token":"` + rightToken + `","choice":"confirm"}`, dpv.ConsentGiven},
		{path + "/withdrawal", `{}`, dpv.ConsentWithdrawn},
	} {
		w.now = w.now.Add(time.Hour)
		if step.route != "" {
			answered(t, w.send(sent{path: step.route, as: asJSON, body: step.body}), http.StatusOK)
		}
		signed, r := w.receipt(path)
		if got := statuses(r); got["further-storage"] != step.want {
			t.Errorf("after %q: %v, want %s", step.route, got, step.want)
		}
		if strings.Contains(signed, id) || strings.Contains(r.Record.Subject.ID, id) {
			t.Error("the receipt holds the id that opens the consent")
		}
	}
}

func TestAReceiptIsForWhoeverKnowsTheConsentAndForNobodyElse(t *testing.T) {
	w := newWorld(t)
	id := w.recorded(t)
	w.memory.closed = true // reading a receipt stores nothing
	w.receipt("/v1/mojob/consents/" + id)
	for outcome, path := range map[string]string{
		"another record":     "/v1/mojob/consents/" + visitor + "." + string(gdpr.NewID()),
		"another visitor":    "/v1/mojob/consents/" + string(gdpr.NewID()) + id[26:],
		"the visitor alone":  "/v1/mojob/consents/" + visitor,
		"another controller": "/v1/tretoen/consents/" + id,
		"no id":              "/v1/mojob/consents/x",
	} {
		t.Run(outcome, func(t *testing.T) {
			checkProblem(t, w.send(sent{method: "GET", path: path + "/receipt", headers: map[string]string{"Accept-Language": "nn"}}),
				http.StatusNotFound, gdpr.CodeNotFound, gdpr.Nynorsk, nil)
		})
	}
}

func TestAReceiptIsAPageToAPerson(t *testing.T) {
	w := newWorld(t)
	path := "/v1/mojob/consents/" + w.recorded(t)
	page := w.send(sent{method: "GET", path: path + "/receipt", headers: map[string]string{"Accept": "text/html"}}).Body.String()
	for _, want := range []string{path + `"`, path + "/receipt?as=jws", path + "/receipt?as=jsonld", "/notice/", "/verify"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is missing in\n%s", want, page)
		}
	}
}

// proofs is of one record in a log that may have no signed head yet, or may not answer.
type proofs struct {
	signed bool
	err    error
}

func (p *proofs) Evidence(_ context.Context, c gdpr.ControllerID, visitor, id gdpr.ID) (transparency.Evidence, error) {
	entry := transparency.Entry{Controller: c, Kind: transparency.VisitorConsent, ID: string(consent.RecordNumber(c, string(visitor)+"."+string(id)))}
	switch {
	case p.err != nil:
		return transparency.Evidence{}, p.err
	case !p.signed:
		return transparency.Evidence{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	return transparency.Evidence{Controller: c, Entry: entry.Encode()}, nil
}

func (p *proofs) DossierEvidence(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (transparency.Evidence, error) {
	return p.Evidence(ctx, c, "", id)
}

func TestAReceiptCarriesItsPlaceInTheLogOnceThatIsSigned(t *testing.T) {
	w := newWorld(t)
	path := "/v1/mojob/consents/" + w.recorded(t)
	get := func(query string) *httptest.ResponseRecorder {
		return w.send(sent{method: "GET", path: path + "/receipt" + query, headers: map[string]string{"Accept": "text/html"}})
	}
	if page := get("").Body.String(); strings.Contains(page, "proved") || strings.Contains(page, "inclusion") {
		t.Error("the page leads to a proof before there is one")
	}
	if code := get("?as=proved").Code; code != http.StatusNotFound {
		t.Errorf("a proof before there is one: %d", code)
	}
	w.proofs.signed = true
	if page := get("").Body.String(); !strings.Contains(page, path+"/receipt?as=proved") || !strings.Contains(page, path+"/inclusion") {
		t.Error("the page does not lead to the proof")
	}
	var both struct {
		Receipt   string
		Inclusion transparency.Evidence
	}
	if err := json.Unmarshal(get("?as=proved").Body.Bytes(), &both); err != nil {
		t.Fatal(err)
	}
	_, r := w.receipt(path)
	if strings.Count(both.Receipt, ".") != 2 || transparency.Said(both.Inclusion.Entry, "id") != r.Record.Identifier {
		t.Errorf("the receipt's record is %s, and the proof is of\n%s", r.Record.Identifier, both.Inclusion.Entry)
	}
	w.proofs.err = &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}
	if code := get("").Code; code != http.StatusServiceUnavailable {
		t.Errorf("where the log cannot be read: %d", code)
	}
}

// Art. 7(3), T2: without the key nothing is shown, and nothing is made up.
func TestWithoutASigningKeyThereIsNoReceipt(t *testing.T) {
	w := newWorld(t)
	path := "/v1/mojob/consents/" + w.recorded(t) + "/receipt"
	w.memory.fails = &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable}
	checkProblem(t, w.send(sent{method: "GET", path: path}), http.StatusServiceUnavailable, gdpr.CodeUnavailable, gdpr.Bokmal, nil)
}

// Art. 7(3): a yes is taken back by a no to the same, in whichever consent the person says it: of the
// older one nothing says any longer that it counts.
func TestAPersonsLaterNoTakesTheEarlierYesBackEverywhere(t *testing.T) {
	w := newWorld(t)
	first := w.declared(t)
	confirm := func(id string) {
		w.now = w.now.Add(time.Hour)
		body := `{"case":"` + id + `","token":"` + rightToken + `","choice":"confirm"}`
		answered(t, w.send(sent{path: "/v1/mojob/consents/confirmation", as: asJSON, body: body}), http.StatusOK)
	}
	confirm(first)
	body := strings.Replace(personWell.json(gdpr.Nynorsk), `"further-storage":"given"`, `"further-storage":"refused"`, 1)
	second := answered(t, w.send(sent{path: personWell.path, as: asJSON, body: body}), http.StatusAccepted)["id"].(string)
	path := "/v1/mojob/consents/" + first
	if _, r := w.receipt(path); second == first || statuses(r)["further-storage"] != dpv.ConsentGiven {
		t.Fatalf("before anybody has confirmed the no: %v", statuses(r))
	}
	confirm(second)
	if _, r := w.receipt(path); statuses(r)["further-storage"] != dpv.ConsentRefused {
		t.Errorf("%v", statuses(r))
	}
	shown := answered(t, w.send(sent{method: "GET", path: path}), http.StatusOK)["statuses"].(map[string]any)["further-storage"].(map[string]any)
	said, _ := shown["overtaken"].(map[string]any)
	if shown["status"] != "overtaken" || said["decision"] != "refused" || said["since"] != "2026-11-21T14:00:00.123Z" {
		t.Errorf("%v", shown)
	}
	page := w.send(sent{method: "GET", path: path, headers: map[string]string{"Accept": "text/html"}}).Body.String()
	if !strings.Contains(page, "Du bestemte deg på nytt") {
		t.Errorf("the page does not tell:\n%s", page)
	}
	answered(t, w.send(sent{path: "/v1/mojob/consents/" + second + "/withdrawal", as: asJSON, body: `{}`}), http.StatusOK)
	if _, r := w.receipt(path); statuses(r)["further-storage"] != dpv.ConsentRefused {
		t.Errorf("after the consent with the no was withdrawn: %v", statuses(r))
	}
}
