package api_test

import (
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"ordholden/internal/gdpr"
)

// markup is what a page must not take for its own (threat H9).
const markup = `"><script>alert(1)</script><img src=x onerror="alert(2)">' & </textarea></form>`

// redrawn sends a faulty form, and reads the one that comes back.
func redrawn(t *testing.T, w *world, s sent, status int) form {
	t.Helper()
	w.memory.closed = true
	answer := w.send(s)
	if answer.Code != status {
		t.Fatalf("answered %d %s", answer.Code, gist(answer))
	}
	root, err := html.Parse(strings.NewReader(answer.Body.String()))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Data == "img" || n.Data == "script" && attribute(n, "src") == "" || has(n, "onerror") {
			t.Errorf("what was typed became a %s", n.Data)
		}
	}
	forms := formsIn(t, answer.Body.Bytes())
	if len(forms) != 1 || forms[0].action != s.path {
		t.Fatalf("%d forms, the first to %s", len(forms), forms[0].action)
	}
	return forms[0]
}

func TestAFaultyRequestComesBackAsItWasTyped(t *testing.T) {
	w := newWorld(t)
	typed := url.Values{"email": {markup}, "name": {"Kari " + markup}, "text": {"\r\nAlt\r\n" + markup}, "rights": {"access", "erasure"}, "language": {"en"}}
	f := redrawn(t, w, sent{path: requestWell.path, as: asForm, body: typed.Encode() + "&idempotency_key=0123456789abcdefghjkmnpqr0"}, http.StatusUnprocessableEntity)
	for name, want := range typed {
		if got := f.held[name]; !reflect.DeepEqual(got, want) {
			t.Errorf("%s comes back as %q, want %q", name, got, want)
		}
	}
	if key, ok := gdpr.ParseID(f.held.Get("idempotency_key")); !ok || key == "0123456789abcdefghjkmnpqr0" {
		t.Errorf("the key is %q: what is mended would be a mismatch", key)
	}
	w.memory.closed = false
	f.held.Set("email", "kari@example.com")
	seeOther(t, w, w.submit(f), "/mojob/en/sent")
}

func TestAFaultyConsentComesBackAsItWasTyped(t *testing.T) {
	w := newWorld(t)
	body := strings.Replace(personWell.form(gdpr.English), "kari%40example.com", url.QueryEscape(markup), 1)
	f := redrawn(t, w, sent{path: personWell.path, as: asForm, body: body}, http.StatusUnprocessableEntity)
	if f.held.Get("email") != markup || f.held.Get("decision.further-storage") != "given" || f.held.Get("decision.other-information") != "refused" {
		t.Errorf("comes back as %v", f.held)
	}
	w.memory.closed = false
	f.held.Set("email", "kari@example.com")
	seeOther(t, w, w.submit(f), "/mojob/en/sent-consent")
}

func TestFaultyChoicesOnCookiesComeBackAsTheyWereMade(t *testing.T) {
	w := newWorld(t)
	body := strings.Replace(visitorWell.form(gdpr.English), "&decision.usage=refused", "", 1)
	f := redrawn(t, w, sent{path: visitorWell.path, as: asForm, body: body}, http.StatusUnprocessableEntity)
	if f.held.Get("visitor") != visitor || f.held.Get("decision.statistics") != "given" || f.held.Has("decision.usage") {
		t.Errorf("comes back as %v", f.held)
	}
	w.memory.closed = false
	seeOther(t, w, w.submit(f, "decision.usage", "refused"), "/mojob/en/cookies/saved")
}

// Once the notice has changed, the form shows the new one to read and choose anew.
func TestAnOldFormComesBackWithTheNoticeThatIsInForce(t *testing.T) {
	w := newWorld(t)
	body := strings.Replace(personWell.form(gdpr.Bokmal), noticeOf("persons", gdpr.Bokmal), strings.Repeat("0", 64), 1)
	f := redrawn(t, w, sent{path: personWell.path, as: asForm, body: body}, http.StatusUnprocessableEntity)
	if got := f.held.Get("notice"); got != noticeOf("persons", gdpr.Bokmal) {
		t.Errorf("comes back with notice %s", got)
	}
}

func TestAWrongProofComesBackWithoutItsCode(t *testing.T) {
	w := newWorld(t)
	id, declared := w.lodged(t), w.declared(t)
	for _, test := range []struct {
		outcome, path, body string
		status              int
		choice              string
	}{
		{"a wrong code", confirmPath, encoded("case", id, "code", wrongCode, "choice", "confirm"), http.StatusUnprocessableEntity, "confirm"},
		{"a code that is none", confirmPath, encoded("case", id, "code", "uuuuuu", "choice", "cancel"), http.StatusUnprocessableEntity, "cancel"},
		{"no code where it is needed", confirmPath, encoded("case", id, "token", rightToken, "choice", "confirm"), http.StatusUnprocessableEntity, "confirm"},
		{"a wrong token", confirmPath, encoded("case", id, "token", wrongToken, "choice", "confirm"), http.StatusNotFound, "confirm"},
		{"no choice", "/v1/mojob/consents/confirmation", encoded("case", declared, "token", rightToken), http.StatusUnprocessableEntity, ""},
		{"a wrong code for a status", statusPath, encoded("case", id, "code", wrongCode), http.StatusUnprocessableEntity, ""},
		{"markup for a case", statusPath, encoded("case", markup, "code", wrongCode), http.StatusUnprocessableEntity, ""},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			f := redrawn(t, w, sent{path: test.path, as: asForm, body: test.body}, test.status)
			typed, err := url.ParseQuery(test.body)
			if err != nil {
				t.Fatal(err)
			}
			if f.held.Get("case") != typed.Get("case") || f.held.Get("token") != typed.Get("token") || f.held.Get("choice") != test.choice || f.held.Get("code") != "" {
				t.Errorf("comes back as %v", f.held)
			}
		})
	}
}

func TestALockedCaseSaysSoOnItsPage(t *testing.T) {
	w := newWorld(t)
	id := w.lodged(t)
	s := sent{path: confirmPath, as: asForm, body: encoded("case", id, "code", wrongCode, "choice", "confirm", "language", "en")}
	for range 5 {
		w.send(s)
	}
	checkPage(t, w.send(s), http.StatusForbidden, gdpr.CodeLocked, gdpr.English)
}

func TestAConsentIsShownAsAPageInItsLanguage(t *testing.T) {
	w := newWorld(t)
	id, declared := w.recorded(t), w.declared(t) // in bokmål, and in nynorsk
	for path, l := range map[string]string{"/v1/mojob/consents/" + id: "nb", "/v1/mojob/consents/" + declared: "nn"} {
		answer := w.send(sent{method: "GET", path: path, headers: map[string]string{"Accept": "text/html,*/*;q=0.8", "Accept-Language": "en"}})
		page := answer.Body.String()
		if answer.Code != http.StatusOK || !strings.HasPrefix(page, `<!doctype html><html lang="`+l+`"`) {
			t.Errorf("%s: answered %d %s", path, answer.Code, gist(answer))
		}
	}
	missing := w.send(sent{method: "GET", path: "/v1/mojob/consents/" + string(gdpr.NewID()), headers: map[string]string{"Accept": "text/html", "Accept-Language": "en"}})
	checkPage(t, missing, http.StatusNotFound, gdpr.CodeNotFound, gdpr.English)
}
