package api_test

// Forms of the pages on what is held: a person in a browser waits for the answer.

import (
	"html"
	"net/http"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ordholden/infra/controllers"
	"ordholden/internal/api/desktest"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/site"
)

func applicationForm(also ...string) sent {
	fields := append([]string{"field.name", "Kari Eksempel", "field.email", "kari@example.com", "field.mobile", "", "field.letter", "Hei,\r\nher.",
		"notice", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "language", "nb", "idempotency_key", "k-1"}, also...)
	return sent{method: "POST", path: "/v1/tretoen/applications", as: asForm, body: encoded(fields...),
		headers: map[string]string{"Origin": "null", "Sec-Fetch-Site": "same-origin"}}
}

func TestAnApplicationByFormAnnouncesAFileOfEachKind(t *testing.T) {
	w := newHoldings(t)
	answer := w.send(applicationForm(), nil)
	if answer.Code != http.StatusOK || answer.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Fatalf("answered %d %s", answer.Code, answer.Body)
	}
	got := w.desk.Calls[0].With.(holding.Application)
	want := holding.Application{
		Values: []holding.Value{{Field: "email", Value: "kari@example.com"}, {Field: "letter", Value: "Hei,\r\nher."}, {Field: "name", Value: "Kari Eksempel"}},
		Files:  []holding.Announced{{Kind: "cv"}, {Kind: "letter"}, {Kind: "certificate"}},
		Notice: got.Notice, Language: gdpr.Bokmal, Mechanism: consent.ByForm, Site: ownPages, Network: "192.0.2.0/24", Key: "k-1",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("asked\n%#v\nwant\n%#v", got, want)
	}
	w.send(applicationForm("files", "certificate", "files", "certificate"), nil)
	if got := w.desk.Calls[2].With.(holding.Application).Files; !slices.Equal(got, []holding.Announced{{Kind: "certificate"}, {Kind: "certificate"}}) {
		t.Errorf("announces %v", got)
	}
}

// Only to the bucket, and only from a page that sends something there.
func TestTheFormsOfAnUploadMayLeadToTheBucket(t *testing.T) {
	w := newHoldings(t)
	answer := w.send(applicationForm(), nil)
	if policy := answer.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "form-action 'self' "+desktest.Bucket+";") || strings.Count(policy, desktest.Bucket) != 1 {
		t.Errorf("policy %s", policy)
	}
	f := formsIn(t, answer.Body.Bytes())[0]
	if f.action != desktest.Bucket+"/" || f.fields[len(f.fields)-1] != "file" || f.held.Get("key") != "quarantine/x" {
		t.Errorf("form %+v", f)
	}
	refused := w.send(sent{method: "POST", path: "/v1/tretoen/agreements/open", as: asForm, body: encoded("case", "x")}, nil)
	if policy := refused.Header().Get("Content-Security-Policy"); strings.Contains(policy, desktest.Bucket) {
		t.Errorf("policy %s", policy)
	}
}

func TestFaultsOfAFormOnWhatIsHeldAreSaidOnAPage(t *testing.T) {
	for _, l := range gdpr.Languages {
		w := newHoldings(t)
		w.desk.Faults = []gdpr.Fault{{Pointer: "/fields/name", Code: gdpr.FaultMissing, Value: "name"}}
		s := applicationForm("field.<b>", "x", "field.name", "Ola")
		s.body = strings.Replace(s.body, "language=nb", "language="+string(l), 1)
		checkPage(t, w.send(s, nil), http.StatusUnprocessableEntity, gdpr.CodeInvalid, l)
		if len(w.desk.Calls) > 0 {
			t.Errorf("asks %v", w.asked())
		}
	}
}

// A file that is refused is said beside the forms, so that another can be sent at once.
func TestARefusedFileIsSaidWhereAnotherCanBeSent(t *testing.T) {
	refused := &gdpr.Error{Kind: gdpr.Invalid, Code: gdpr.CodeInvalid, Faults: []gdpr.Fault{{Pointer: "/file", Code: gdpr.FaultFileEmpty}}}
	for _, s := range []sent{
		{method: "GET", path: "/v1/tretoen/applications/files?grant=the-grant&file=" + string(desktest.File), headers: map[string]string{"Accept": "text/html"}},
		{method: "POST", path: "/v1/tretoen/applications/files", as: asForm, body: encoded("grant", "the-grant", "file", string(desktest.File), "language", "nb")},
	} {
		w := newHoldings(t)
		w.desk.Refuses = map[string]error{"collect": refused}
		answer := w.send(s, nil)
		body := answer.Body.String()
		if answer.Code != http.StatusUnprocessableEntity || !strings.Contains(body, `role="alert"`) || !strings.Contains(body, `action="`+desktest.Bucket) {
			t.Errorf("answered %d %s", answer.Code, body)
		}
		s.as, s.headers = asJSON, map[string]string{"Accept-Language": "en"}
		if s.method == "POST" {
			s.body = `{"grant":"the-grant","file":"` + string(desktest.File) + `","language":"en"}`
		}
		checkProblem(t, w.send(s, nil), http.StatusUnprocessableEntity, gdpr.CodeInvalid, gdpr.English, []string{"/file file_empty"})
	}
}

func TestMoreFilesOfAKindAreOfferedToAForm(t *testing.T) {
	w := newHoldings(t)
	answer := w.send(sent{method: "POST", path: "/v1/tretoen/applications/files", as: asForm, body: encoded("grant", "the-grant", "files", "certificate")}, nil)
	if answer.Code != http.StatusOK || !slices.Equal(w.asked(), []string{"granted", "offer", "sent"}) {
		t.Errorf("answered %d, asked %v", answer.Code, w.asked())
	}
}

func TestADocumentIsFetchedByAFormOfThePage(t *testing.T) {
	w := newHoldings(t)
	listed := w.send(sent{method: "POST", path: "/v1/tretoen/agreements/open", as: asForm, body: encoded("case", string(desktest.ID), "code", "7gk2pm", "language", "nb")}, nil)
	f := formsIn(t, listed.Body.Bytes())[0]
	if f.held.Get("item") != desktest.RefOf("tretoen", controller.Agreements).String() {
		t.Fatalf("form %+v", f)
	}
	answer := w.send(sent{method: "POST", path: f.action, as: asForm, body: f.held.Encode()}, nil)
	if answer.Code != http.StatusOK || answer.Header().Get("Refresh") != "0; url="+desktest.Bucket+"/cv?signed" {
		t.Errorf("answered %d %v", answer.Code, answer.Header())
	}
	if last := w.desk.Calls[len(w.desk.Calls)-1]; last.What != "fetch" || last.With != desktest.File {
		t.Errorf("asked %+v", last)
	}
}

func TestAskingForALinkLeadsToAPageThatSaysSo(t *testing.T) {
	w := newHoldings(t)
	for _, l := range gdpr.Languages {
		f := formsIn(t, site.AskAgreements(site.View{Controller: declared("tretoen"), Language: l}, site.AddressForm{}))[0]
		f.held.Set("email", "kari@example.com")
		answer := w.send(sent{method: "POST", path: f.action, as: asForm, body: f.held.Encode()}, nil)
		if want := "/tretoen/" + string(l) + "/" + site.PageSentAgreements; answer.Code != http.StatusSeeOther || answer.Header().Get("Location") != want {
			t.Errorf("answered %d to %q", answer.Code, answer.Header().Get("Location"))
		}
	}
}

func declared(c gdpr.ControllerID) *controller.Declaration {
	d, _ := controllers.Registry().Current(c)
	return d
}

// Our own page against the API: its form is filled in as a person would.
func TestTheApplicationFormIsTakenAsItStands(t *testing.T) {
	for _, l := range gdpr.Languages {
		w := newHoldings(t)
		f := formsIn(t, site.Application(site.View{Controller: declared("tretoen"), Language: l}, site.ApplicationForm{Key: gdpr.NewID()}))[0]
		f.held.Set("field.name", "Kari Eksempel")
		f.held.Set("field.email", "kari@example.com")
		answer := w.send(sent{method: "POST", path: f.action, as: asForm, body: f.held.Encode(), headers: map[string]string{"Origin": "null", "Sec-Fetch-Site": "same-origin"}}, nil)
		if answer.Code != http.StatusOK || !strings.Contains(answer.Body.String(), desktest.ID.Grouped()) {
			t.Fatalf("answered %d %s", answer.Code, gist(answer))
		}
		got := w.desk.Calls[0].With.(holding.Application)
		ref, _ := declared("tretoen").NoticeFor(controller.Applicants, l)
		if got.Language != l || got.Notice != ref.Digest || got.Interface == "" || got.Key == "" || len(got.Values) != 2 {
			t.Errorf("asked %#v", got)
		}
	}
}

// Markup in names, kinds and fields stays text (threat H9).
func TestMarkupInWhatIsHeldStaysText(t *testing.T) {
	const bad = `"><script>alert(1)</script>`
	w := newHoldings(t)
	w.desk.Title = gdpr.Private(bad)
	for _, s := range []sent{
		applicationForm("grant", url.QueryEscape(bad)),
		{method: "GET", path: "/v1/tretoen/applications/files?grant=the-grant", headers: map[string]string{"Accept": "text/html"}},
		{method: "POST", path: "/v1/tretoen/agreements/open", as: asForm, body: encoded("case", string(desktest.ID), "code", "7gk2pm")},
	} {
		body := w.send(s, nil).Body.String()
		if strings.Contains(body, "<script>alert") {
			t.Errorf("%s: %s", s.path, body)
		}
		if s.method == "GET" && !strings.Contains(body, html.EscapeString(bad)) {
			t.Errorf("%s does not say the name: %s", s.path, body)
		}
	}
}
