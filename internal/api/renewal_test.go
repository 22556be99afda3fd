package api_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"
	"time"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
)

// stands is a consent that its person has confirmed.
func (w *world) stands(t *testing.T) gdpr.ID {
	t.Helper()
	id := w.declared(t)
	answered(t, w.send(sent{path: "/v1/mojob/consents/confirmation", as: asJSON, body: proofOf(id, byToken+`,"choice":"confirm"`)}), http.StatusOK)
	w.now = w.now.Add(time.Hour)
	return gdpr.ID(id)
}

// oneClick is what mail programs post, in both media types that RFC 8058 names.
func oneClick(t *testing.T, field, value string) map[string]string {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	if err := form.WriteField(field, value); err != nil {
		t.Fatal(err)
	}
	form.Close()
	return map[string]string{asForm: encoded(field, value), form.FormDataContentType(): b.String()}
}

// RFC 8058, 3.2: no cookie, no page, no redirect; and Art. 7(3): no more than the id.
func TestM6_OneClickWithdraws(t *testing.T) {
	for as, body := range oneClick(t, "List-Unsubscribe", "One-Click") {
		w := newWorld(t)
		id := w.stands(t)
		for range 2 { // programs repeat themselves
			answer := w.send(sent{path: "/v1/mojob/consents/" + string(id) + "/withdrawal", as: as, body: body})
			if answer.Code != http.StatusOK || answer.Body.Len() != 0 || answer.Header().Get("Location") != "" || answer.Header().Get("Set-Cookie") != "" {
				t.Errorf("%s: answered %d %v %q", as, answer.Code, answer.Header(), answer.Body)
			}
		}
		if c := w.memory.consents[id]; c.State != consent.Ended || c.Choices[0].Decision != gdpr.Withdrawn {
			t.Errorf("%s: %s %v", as, c.State, c.Choices)
		}
	}
}

// What is not exactly the one click is read as strictly as everything else.
func TestWhatIsNearlyOneClickIsRefused(t *testing.T) {
	w := newWorld(t)
	id := w.stands(t)
	w.memory.closed = true
	var two bytes.Buffer
	form := multipart.NewWriter(&two)
	form.WriteField("List-Unsubscribe", "One-Click") //nolint:errcheck // into memory
	form.WriteField("surprise", "!")                 //nolint:errcheck // into memory
	form.Close()
	bodies := map[string]string{
		form.FormDataContentType():           two.String(),
		"multipart/form-data":                "List-Unsubscribe=One-Click",
		"multipart/form-data; boundary=x":    "--x\r\n",
		asForm:                               "List-Unsubscribe=One-Click&a=b",
		asForm + ";charset=utf-8":            "List-Unsubscribe=One-Click&List-Unsubscribe=One-Click",
		"multipart/form-data; boundary=many": strings.Repeat("a", 40<<10),
		"application/xml":                    "List-Unsubscribe=One-Click",
	}
	for as, body := range oneClick(t, "List-Unsubscribe", "Two-Clicks") {
		bodies[as] = body
	}
	for as, body := range bodies {
		answer := w.send(sent{path: "/v1/mojob/consents/" + string(id) + "/withdrawal", as: as, body: body})
		if answer.Code < 400 || answer.Code >= 500 {
			t.Errorf("%s %q: answered %d", as, body, answer.Code)
		}
	}
	for _, path := range []string{"/v1/tretoen/consents/" + string(id), "/v1/mojob/consents/" + visitor + "." + visitor, "/v1/mojob/consents/x", "/v1/mojob/consents/" + visitor} {
		for as, body := range oneClick(t, "List-Unsubscribe", "One-Click") {
			if answer := w.send(sent{path: path + "/withdrawal", as: as, body: body}); answer.Code != http.StatusNotFound {
				t.Errorf("%s: answered %d", path, answer.Code)
			}
		}
	}
}

// Threat H3: programs that open the address of List-Unsubscribe see a page, and change nothing.
func TestOpeningTheAddressToWithdrawByChangesNothing(t *testing.T) {
	w := newWorld(t)
	id := w.stands(t)
	w.memory.closed = true
	for _, accept := range []string{"", "*/*", "text/html", "application/json"} {
		answer := w.send(sent{method: http.MethodGet, path: "/v1/mojob/consents/" + string(id) + "/withdrawal", headers: map[string]string{"Accept": accept}})
		page := answer.Body.String()
		action := `action="/v1/mojob/consents/` + string(id) + `/withdrawal"`
		if answer.Code != http.StatusOK || !strings.HasPrefix(answer.Header().Get("Content-Type"), "text/html") || !strings.Contains(page, action) || strings.Contains(page, "kari") {
			t.Errorf("%q: answered %d %s", accept, answer.Code, page)
		}
	}
	if c := w.memory.consents[id]; c.State != consent.Standing {
		t.Errorf("stands %s", c.State)
	}
}

// Threat H3: a form that is sent untouched says nothing, and so does nothing.
func TestRenewingAndRestoringNeedAChoice(t *testing.T) {
	w := newWorld(t)
	id := w.stands(t)
	w.memory.closed = true
	for _, path := range []string{"/v1/mojob/consents/renewal", "/v1/mojob/consents/restoration"} {
		for _, choice := range []string{"", "confirm", "withdraw", "yes"} {
			answer := w.send(sent{path: path, as: asForm, body: encoded("case", string(id), "token", rightToken, "code", "", "choice", choice, "language", "nn")})
			if answer.Code != http.StatusUnprocessableEntity || !strings.Contains(answer.Body.String(), `action="`+path+`"`) || strings.Contains(answer.Body.String(), "checked") {
				t.Errorf("%s, %q: answered %d %s", path, choice, answer.Code, answer.Body)
			}
		}
	}
}

func TestRenewingSayingNoAndTakingItBack(t *testing.T) {
	w := newWorld(t)
	id := w.stands(t)
	decide := func(path, choice string) map[string]any {
		t.Helper()
		answer := w.send(sent{path: "/v1/mojob/consents/" + path, as: asJSON, body: proofOf(string(id), byToken+`,"choice":"`+choice+`"`)})
		w.now = w.now.Add(time.Minute)
		return answered(t, answer, http.StatusOK)
	}
	renewed := decide("renewal", "renew")
	if renewed["state"] != "standing" || renewed["renewed"] == nil || renewed["renewed"] != renewed["changed"] {
		t.Errorf("renewed: %v", renewed)
	}
	if gone := decide("renewal", "no"); gone["state"] != "withdrawn" {
		t.Errorf("no: %v", gone)
	}
	if still := decide("restoration", "no"); still["state"] != "withdrawn" {
		t.Errorf("left withdrawn: %v", still)
	}
	back := decide("restoration", "restore")
	if back["state"] != "standing" || back["decisions"].(map[string]any)["further-storage"] != "given" || back["decisions"].(map[string]any)["other-information"] != "refused" {
		t.Errorf("restored: %v", back)
	}
	page := w.send(sent{path: "/v1/mojob/consents/restoration", as: asForm, body: encoded("case", string(id), "token", rightToken, "choice", "restore", "language", "nn")})
	if page.Code != http.StatusOK || !strings.Contains(page.Body.String(), `lang="nn"`) {
		t.Errorf("again, by form: %d", page.Code)
	}
}
