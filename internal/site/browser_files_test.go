package site_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"

	"ordholden/infra/local/browser"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/site"
)

// storage takes what is posted to it as a bucket does, and remembers the names of the
// fields in the order in which they came.
type storage struct {
	*httptest.Server
	mu    sync.Mutex
	parts []string
	body  string
}

func newStorage(t *testing.T, back string) *storage {
	s := &storage{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		reader, err := r.MultipartReader()
		if err != nil {
			t.Errorf("not multipart: %v", err)
			return
		}
		for part, err := reader.NextPart(); err == nil; part, err = reader.NextPart() {
			body, _ := io.ReadAll(part)
			s.parts = append(s.parts, strings.TrimSpace(part.FormName()+" "+part.FileName()))
			s.body = string(body)
		}
		http.Redirect(w, r, back, http.StatusSeeOther)
	}))
	t.Cleanup(s.Close)
	return s
}

func (s *storage) seen() ([]string, string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.parts), s.body
}

// tretoen is the controller that holds applications and agreements, in bokmål.
func tretoen(t *testing.T) site.View {
	t.Helper()
	for _, v := range views() {
		if holds(v, controller.Applications) && v.Language == gdpr.Bokmal {
			return v
		}
	}
	t.Fatal("nobody takes applications")
	return site.View{}
}

// show serves a page with the policy that its forms need, or that of any other page.
func show(t *testing.T, page []byte, formsTo ...string) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/page" {
			site.Headers(w.Header(), formsTo...)
			_, _ = w.Write(page)
			return
		}
		newSite().ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server
}

const chooseFile = `(() => {
	const chosen = new DataTransfer(), input = document.querySelector("input[type=file]");
	chosen.items.add(new File(["%PDF-1.7"], "min cv.pdf", {type: "application/pdf"}));
	input.files = chosen.files;
	return input.form.querySelectorAll(":scope > input").length})()`

func TestFileGoesStraightToTheBucketWithTheFileLast(t *testing.T) {
	p := browser.Open(t)
	back := show(t, []byte("<!doctype html><title>back</title>"))
	files := newStorage(t, back.URL+"/page")
	a := applied("cv")
	a.Uploads[0].URL = files.URL + "/"
	stage := show(t, site.Applied(tretoen(t), a), append(a.FormsTo(), back.URL)...)
	p.Do(t, chromedp.Navigate(stage.URL+"/page"))
	browser.Eval[int](t, p, chooseFile)
	if _, err := chromedp.RunResponse(p, chromedp.Click(chromedp.CSS("main form button"))); err != nil {
		t.Fatal(err)
	}
	browser.Becomes(t, p, `document.title`, "back")
	parts, body := files.seen()
	want := []string{"key", "policy", "success_action_redirect", "x-amz-algorithm", "x-amz-signature", "file min cv.pdf"}
	if !slices.Equal(parts, want) || body != "%PDF-1.7" {
		t.Errorf("the bucket got %q and last %q", parts, body)
	}
}

// A page whose forms go nowhere else says so to the browser, which then sends nothing.
func TestNoFormLeavesAPageThatDoesNotNameWhere(t *testing.T) {
	p := browser.Open(t)
	files := newStorage(t, "")
	a := applied("cv")
	a.Uploads[0].URL = files.URL + "/"
	stage := show(t, site.Applied(tretoen(t), a))
	p.Do(t, chromedp.Navigate(stage.URL+"/page"))
	browser.Eval[int](t, p, chooseFile)
	blocked := browser.Eval[string](t, p, `new Promise(done => {
		addEventListener("securitypolicyviolation", e => done(e.effectiveDirective));
		document.querySelector("main form button").click()})`)
	if parts, _ := files.seen(); blocked != "form-action" || len(parts) != 0 {
		t.Errorf("%q was held back, the bucket got %q", blocked, parts)
	}
}

func TestHostileAddressesWidenNoPolicy(t *testing.T) {
	plain := http.Header{}
	site.Headers(plain)
	for _, address := range []string{
		"", "*", "https://", "//files.example.com/", "javascript:alert(1)", "data:text/html,x", "https://*.example.com/",
		"https://a.example.com; script-src *", "https://a.example.com;script-src/", "https://a.example.com,b/", "\x00", "https:opaque",
		"https://a example.com/", "https://user@a.example.com'/", "ftp://a.example.com/",
	} {
		h := http.Header{}
		site.Headers(h, address)
		if got := h.Get("Content-Security-Policy"); got != plain.Get("Content-Security-Policy") {
			t.Errorf("%q gives %s", address, got)
		}
	}
}

func TestPolicyNamesEachOriginOnce(t *testing.T) {
	h := http.Header{}
	site.Headers(h, bucket, bucket+"key", "http://127.0.0.1:9000/x?y", "https://files.s3.eu-north-1.amazonaws.com.example.com/")
	want := "form-action 'self' https://files.s3.eu-north-1.amazonaws.com http://127.0.0.1:9000 https://files.s3.eu-north-1.amazonaws.com.example.com;"
	if got := h.Get("Content-Security-Policy"); !strings.Contains(got, want) {
		t.Errorf("got %s", got)
	}
}

func TestThePageAfterAnApplicationOffersWhatCanStillBeSent(t *testing.T) {
	v := tretoen(t)
	page := string(site.Applied(v, applied("cv")))
	for _, shown := range []string{"CV Kari Nordmann.pdf", "1,3\u00a0MB", "25. november 2027", `action="` + bucket + `"`, "PDF, Word (docx)"} {
		if !strings.Contains(page, shown) {
			t.Errorf("the page does not say %q", shown)
		}
	}
	if strings.Contains(page, string(id("late"))) {
		t.Error("a file that has not come in is listed")
	}
	for kind, want := range map[string]bool{"cv": true, "letter": false, "certificate": true} {
		more := string(site.Applied(v, withGrant(applied("letter"))))
		if got := strings.Contains(more, `name="files" value="`+kind+`"`); got != want {
			t.Errorf("another %s is offered: %t", kind, got)
		}
	}
	twice := applied("cv", "cv")
	if got := strings.Count(string(site.Applied(v, twice)), `type="file"`); got != 1 {
		t.Errorf("%d forms for one kind of file", got)
	}
}

func TestFaultOfTheAddressStandsAtItsFieldByEitherPointer(t *testing.T) {
	v := tretoen(t)
	for _, pointer := range []string{"/email", "/fields/email"} {
		page := site.Application(v, site.ApplicationForm{Faults: []gdpr.Fault{{Pointer: pointer, Code: gdpr.FaultAddress}}})
		for _, e := range elements(parsed(t, page)) {
			name, _ := attribute(e, "name")
			invalid, _ := attribute(e, "aria-invalid")
			if name == "field.email" && invalid != "true" {
				t.Errorf("%s: the field is not marked", pointer)
			}
		}
	}
}

func TestTheConsentSentenceStandsBesideTheButton(t *testing.T) {
	for _, v := range views() {
		if !holds(v, controller.Applications) {
			continue
		}
		page := parsed(t, site.Application(v, site.ApplicationForm{}))
		var sentence, described string
		for _, e := range elements(page) {
			if id, _ := attribute(e, "id"); id == "consent" {
				sentence = textOf(e)
			}
			if e.Data == "button" {
				described, _ = attribute(e, "aria-describedby")
			}
		}
		if sentence != v.Controller.Wording.ApplicantConsent.In(v.Language) || described != "consent" {
			t.Errorf("%s: %q, described by %q", v.Language, sentence, described)
		}
	}
}

func TestDocumentsOfAnotherAgreementAreNotNamed(t *testing.T) {
	a := agreements()
	page := parsed(t, site.Agreements(tretoen(t), a))
	var items []string
	for _, e := range elements(page) {
		if name, _ := attribute(e, "name"); name == "item" {
			value, _ := attribute(e, "value")
			items = append(items, value)
		}
	}
	first := holding.Ref{Class: controller.Agreements, Owner: a.Agreements[0].Owner, ID: a.Agreements[0].ID}.String()
	if !slices.Equal(items, []string{first, first}) {
		t.Errorf("documents of %q", items)
	}
}
