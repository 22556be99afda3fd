package api_test

// Our own pages against the API: each form is read out of its page, filled in
// as a person would, and sent to where it says.

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"ordholden/infra/controllers"
	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
)

// form is a form as a browser reads it: what its fields hold, and which there are.
type form struct {
	action string
	held   url.Values
	fields []string
	checks map[string][]string // the answers that are offered, by field
}

// formsIn reads the forms of a page.
func formsIn(t *testing.T, page []byte) []form {
	t.Helper()
	root, err := html.Parse(strings.NewReader(string(page)))
	if err != nil {
		t.Fatal(err)
	}
	var forms []form
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "form" && attribute(n, "method") == "post" {
			forms = append(forms, readForm(n))
		}
	}
	return forms
}

func readForm(n *html.Node) form {
	f := form{action: attribute(n, "action"), held: url.Values{}, checks: map[string][]string{}}
	for c := range n.Descendants() {
		name, value := attribute(c, "name"), attribute(c, "value")
		kind := attribute(c, "type")
		switch {
		case name == "" || c.Data == "button":
			continue
		case kind == "radio" || kind == "checkbox":
			f.checks[name] = append(f.checks[name], value)
			if has(c, "checked") {
				f.held.Add(name, value)
			}
		case c.Data == "textarea":
			f.held.Set(name, inner(c))
		default:
			f.held.Set(name, value)
		}
		f.fields = append(f.fields, name)
	}
	return f
}

// inner is a text area's text: a browser takes each LF as CRLF when it sends it.
func inner(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.ReplaceAll(b.String(), "\n", "\r\n")
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// submit sends a form from our own page, as a browser does.
func (w *world) submit(f form, also ...string) sent {
	values := url.Values{}
	for name, held := range f.held {
		values[name] = held
	}
	for i := 0; i < len(also); i += 2 {
		if f.checks[also[i]] == nil {
			values.Del(also[i])
		}
		values.Add(also[i], also[i+1])
		if !slices.Contains(f.fields, also[i]) && also[i] != "all" && also[i] != "purposes" { // which buttons say
			w.t.Errorf("the form at %s has no field %s", f.action, also[i])
		}
	}
	return sent{path: f.action, as: asForm, body: values.Encode(), headers: map[string]string{"Origin": "null", "Sec-Fetch-Site": "same-origin"}}
}

func viewOf(l gdpr.Language) site.View {
	d, _ := controllers.Registry().Current("mojob")
	return site.View{Controller: d, Language: l}
}

// gist is the part of an answer that says what was wrong.
func gist(answer *httptest.ResponseRecorder) string {
	_, summary, _ := strings.Cut(answer.Body.String(), `id="summary"`)
	if summary == "" {
		summary = answer.Body.String()
	}
	return fmt.Sprintf("%.500s", summary)
}

// The 303 leads to a page that exists, in the language of the form.
func seeOther(t *testing.T, w *world, s sent, location string) *http.Response {
	t.Helper()
	answer := w.send(s)
	if answer.Code != http.StatusSeeOther || answer.Header().Get("Location") != location || answer.Body.Len() > 0 {
		t.Fatalf("answered %d to %q: %s", answer.Code, answer.Header().Get("Location"), gist(answer))
	}
	return answer.Result()
}

func TestTheRequestFormIsTakenAsItStands(t *testing.T) {
	for _, l := range gdpr.Languages {
		w := newWorld(t)
		f := formsIn(t, site.Request(viewOf(l), site.RequestForm{Key: gdpr.NewID()}))[0]
		if !slices.Equal(f.checks["rights"], []string{"access", "rectification", "erasure", "restriction", "objection", "portability", "withdrawal"}) || f.held.Has("rights") {
			t.Errorf("offers %v, of which %v chosen beforehand", f.checks["rights"], f.held["rights"])
		}
		s := w.submit(f, "rights", "access", "email", "kari@example.com")
		answer := seeOther(t, w, s, "/mojob/"+string(l)+"/sent")
		if len(answer.Cookies()) > 0 || len(w.memory.cases) != 1 {
			t.Errorf("cookies %v, %d cases", answer.Cookies(), len(w.memory.cases))
		}
		for _, c := range w.memory.cases {
			if c.Language != l || c.Network != "192.0.2.0/24" {
				t.Errorf("received in %s from %s", c.Language, c.Network)
			}
		}
		seeOther(t, w, s, "/mojob/"+string(l)+"/sent") // sent twice by an impatient person
		if len(w.memory.cases) != 1 {
			t.Errorf("%d cases", len(w.memory.cases))
		}
	}
}

func TestTheCookieFormIsTakenAsItStands(t *testing.T) {
	for _, l := range gdpr.Languages {
		w := newWorld(t)
		f := formsIn(t, site.Cookies(viewOf(l), site.CookieForm{Visitor: visitor, Key: gdpr.NewID()}))[0]
		answer := seeOther(t, w, w.submit(f, "decision.statistics", "given", "decision.usage", "refused", "decision.support-chat", "refused", "decision.personalization", "refused"),
			"/mojob/"+string(l)+"/cookies/saved")
		r := w.memory.records[0]
		if r.Seen.Mechanism != consent.ByForm || string(r.Seen.Interface) != string(site.Interface(viewOf(l), "visitors")) || r.Seen.Site != ownPages {
			t.Errorf("seen %+v", r.Seen)
		}
		cookies := answer.Cookies()
		if len(cookies) != 1 {
			t.Fatalf("cookies %v", cookies)
		}
		c := cookies[0]
		if c.Name != "__Host-ordholden-mojob" || !c.Secure || !c.HttpOnly || c.Path != "/" || c.Domain != "" || c.SameSite != http.SameSiteLaxMode {
			t.Errorf("cookie %s", c)
		}
		if year := 365 * 24 * 60 * 60; c.MaxAge != year-1 { // the part of a second that has gone by
			t.Errorf("the cookie lives %d seconds", c.MaxAge)
		}
		made, ok := site.ParseChoices(c.Value)
		if !ok || made.Visitor != visitor || made.Record != r.ID || !slices.Equal(made.Made, r.Choices) {
			t.Errorf("the cookie says %q", c.Value)
		}
	}
}

func TestRefusingAllByOneButtonIsTaken(t *testing.T) {
	w := newWorld(t)
	for _, page := range [][]byte{
		site.Cookies(viewOf(gdpr.Bokmal), site.CookieForm{Visitor: visitor, Key: gdpr.NewID()}),
		site.Consent(viewOf(gdpr.Bokmal), site.ConsentForm{Key: gdpr.NewID()}),
	} {
		f := formsIn(t, page)[0]
		if slices.Contains(f.fields, "email") {
			f.held.Set("email", "kari@example.com")
		}
		if answer := w.send(w.submit(f, "all", "refused")); answer.Code != http.StatusSeeOther {
			t.Errorf("answered %d %s", answer.Code, gist(answer))
		}
	}
	if len(w.memory.records) != 1 || w.memory.records[0].Standing() || len(w.memory.consents) != 1 {
		t.Errorf("recorded %v, %v", w.memory.records, w.memory.consents)
	}
}

func TestTheConsentFormIsTakenAsItStands(t *testing.T) {
	for _, l := range gdpr.Languages {
		w := newWorld(t)
		f := formsIn(t, site.Consent(viewOf(l), site.ConsentForm{Key: gdpr.NewID()}))[0]
		f.held.Set("email", "kari@example.com")
		answer := seeOther(t, w, w.submit(f, "decision.further-storage", "given", "decision.other-information", "refused"), "/mojob/"+string(l)+"/sent-consent")
		if len(answer.Cookies()) > 0 || len(w.memory.consents) != 1 {
			t.Errorf("cookies %v, %d consents", answer.Cookies(), len(w.memory.consents))
		}
	}
}

func TestTheWithdrawalButtonsOfOurPagesWithdraw(t *testing.T) {
	w := newWorld(t)
	w.recorded(t)
	r := w.memory.records[0]
	for name, page := range map[string][]byte{
		"cookies": site.Cookies(viewOf(gdpr.English), site.CookieForm{Visitor: gdpr.NewID(), Key: gdpr.NewID(), Standing: site.Choices{Visitor: r.Visitor, Record: r.ID, Made: r.Choices}}),
		"saved":   site.CookiesSaved(viewOf(gdpr.English), site.Choices{Visitor: r.Visitor, Record: r.ID, Made: r.Choices}),
		"shown":   w.send(sent{method: "GET", path: "/v1/mojob/consents/" + visitor + "." + string(r.ID), headers: map[string]string{"Accept": "text/html"}}).Body.Bytes(),
	} {
		forms := formsIn(t, page)
		i := slices.IndexFunc(forms, func(f form) bool { return strings.HasSuffix(f.action, "/withdrawal") })
		if i < 0 {
			t.Fatalf("%s has no withdrawal: %s", name, page)
		}
		location := "/mojob/" + forms[i].held.Get("language") + "/cookies/saved"
		cookies := seeOther(t, w, w.submit(forms[i]), location).Cookies()
		if made, ok := site.ParseChoices(cookies[0].Value); !ok || made.Made[0].Decision != gdpr.Withdrawn {
			t.Errorf("%s: the cookie says %q", name, cookies[0].Value)
		}
	}
	if len(w.memory.records) != 2 {
		t.Errorf("%d records", len(w.memory.records))
	}
}

func TestAPersonsConsentIsConfirmedAndWithdrawnOnOurPages(t *testing.T) {
	w := newWorld(t)
	id := w.declared(t)
	w.now = w.now.Add(time.Hour)
	f := formsIn(t, site.Confirm(viewOf(gdpr.Nynorsk), site.ProofForm{What: site.AConsent}))[0]
	if f.held.Has("choice") {
		t.Errorf("chosen beforehand: %v", f.held["choice"])
	}
	f.held.Set("case", gdpr.ID(id).Grouped())
	page := w.send(w.submit(f, "code", rightCode, "choice", "confirm"))
	if page.Code != http.StatusOK || w.memory.consents[gdpr.ID(id)].State != consent.Standing {
		t.Fatalf("answered %d %s", page.Code, gist(page))
	}
	shown := formsIn(t, page.Body.Bytes())
	if answer := w.send(w.submit(shown[0])); answer.Code != http.StatusOK || w.memory.consents[gdpr.ID(id)].State != consent.Ended {
		t.Errorf("withdrawn: %d %s", answer.Code, gist(answer))
	}
}

func TestARequestIsConfirmedAndFollowedOnOurPages(t *testing.T) {
	w := newWorld(t)
	id := w.lodged(t)
	w.now = w.now.Add(time.Hour)
	for _, test := range []struct {
		page []byte
		also []string
	}{
		{site.Confirm(viewOf(gdpr.Nynorsk), site.ProofForm{What: site.ARequest}), []string{"code", rightCode, "choice", "confirm"}},
		{site.Status(viewOf(gdpr.Nynorsk), site.ProofForm{}), []string{"code", rightCode}},
	} {
		f := formsIn(t, test.page)[0]
		f.held.Set("case", id)
		answer := w.send(w.submit(f, test.also...))
		if answer.Code != http.StatusOK || !strings.Contains(answer.Body.String(), gdpr.ID(id).Grouped()) || answer.Header().Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("%s answers %d %s", f.action, answer.Code, gist(answer))
		}
	}
}
