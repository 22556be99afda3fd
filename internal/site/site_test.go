package site_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ordholden/infra/controllers"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/portability"
	"ordholden/internal/site"
)

// ask sends a request to a new site. Headers come as name, value.
func ask(method, path string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	newSite().ServeHTTP(w, r)
	return w
}

// askOf asks a site for a page.
func askOf(s site.Site, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

func TestEveryLinkLeadsToAPage(t *testing.T) {
	each(t, func(t *testing.T, v site.View, s sample) {
		for _, e := range elements(parsed(t, s.html)) {
			for _, name := range []string{"href", "src"} {
				target, ok := attribute(e, name)
				if !ok || !strings.HasPrefix(target, "/") || consents.MatchString(target) {
					continue
				}
				if got := ask("GET", target); got.Code != http.StatusOK {
					t.Errorf("%s answers %d", target, got.Code)
				}
			}
		}
	})
}

// consents are the pages of recorded consents and their receipts, a person's own, the desk's, and the keys: other functions answer there.
var consents = regexp.MustCompile(`^/v1/[a-z]+/(consents/([0-9a-z]{26}\.)?[0-9a-z]{26}(/receipt(\?as=(jws|jsonld))?)?|jwks\.json|desk/record\?language=(nb|nn|en)|own(/consents/[0-9a-z]{26})?\?language=(nb|nn|en)(&do=[a-z]+|#anew)?)$`)

// formTargets are where forms may be sent.
var formTargets = regexp.MustCompile(`^/v1/(mojob|tretoen)/(receipts/check|applications|applications/files|agreements/link|agreements/open|own/link|own/open|own/requests|own/copy|own/files|own/close|own/consents/[0-9a-z]{26}/(withdrawal|renewal)|own/cases/[0-9a-z]{26}/stop|requests/stop|consents|requests|requests/confirmation|consents/(confirmation|renewal|restoration)|requests/status|consents/([0-9a-z]{26}\.)?[0-9a-z]{26}/withdrawal)$`)

func TestEveryFormIsSentToTheAPI(t *testing.T) {
	each(t, func(t *testing.T, v site.View, s sample) {
		for _, e := range elements(parsed(t, s.html)) {
			if e.Data != "form" {
				continue
			}
			action, _ := attribute(e, "action")
			method, _ := attribute(e, "method")
			if kind, _ := attribute(e, "enctype"); kind == "multipart/form-data" && action == bucket {
				continue // files go straight there
			}
			if !formTargets.MatchString(action) || method != "post" {
				t.Errorf("a form is sent to %q by %q", action, method)
			}
		}
	})
}

func TestPagesAreWhereTheyAreExpected(t *testing.T) {
	for path, want := range map[string]int{
		"/": 200, "/mojob": 200, "/mojob/": 200, "/tretoen/": 200,
		"/mojob/nb/": 200, "/mojob/nn/request": 200, "/mojob/en/cookies/saved": 200,
		"/mojob/nb/consent": 200, "/mojob/nb/sent-consent": 200, "/mojob/nb/confirm-consent": 200,
		"/mojob/nb/renew-consent": 200, "/mojob/nb/restore-consent": 200, "/tretoen/nb/renew-consent": 404, "/tretoen/nb/restore-consent": 404,
		"/tretoen/nb/application": 200, "/tretoen/nn/agreements": 200, "/tretoen/en/sent-agreements": 200, "/tretoen/nb/open-agreements": 200,
		"/mojob/nb/application": 404, "/mojob/nb/agreements": 404, "/mojob/nb/sent-agreements": 404, "/mojob/nb/open-agreements": 404,
		"/tretoen/nb/cookies": 200, "/tretoen/nb/consent": 404, "/tretoen/nb/sent-consent": 404, "/tretoen/nb/confirm-consent": 404,
		"/mojob/nb": 301, "/mojob/de/": 404, "/mojob/nb/nothing": 404, "/mojob/nb/request/": 404, "/mojob/nb/notice/": 404,
		"/nobody": 404, "/nobody/nb/": 404, "/mojob/../tretoen": 404,
		"/v1/openapi.json": 200, "/v1/mojob/notices/": 404, "/v1/mojob": 404, "/v1/nobody/notices/x": 404, "/v1": 404,
		"/favicon.ico": 200, "/robots.txt": 200, "/assets/": 404, "/assets/style.css": 404, "/assets/style.0.css": 404,
		"/schemas/portability-1.json": 200, "/schemas/": 404, "/schemas/portability-2.json": 404,
	} {
		if got := ask("GET", path); got.Code != want {
			t.Errorf("%s answers %d, want %d", path, got.Code, want)
		}
	}
}

func TestMissingPageSaysSoInWords(t *testing.T) {
	for path, want := range map[string]string{
		"/tretoen/nn/consent": "Vi finn ikkje det du leitar etter",
		"/tretoen/en/consent": "We cannot find what you are looking for",
		"/nobody/nb/":         "Vi kjenner ikke denne virksomheten",
		"/mojob/nb/nothing":   `href="/mojob/nb/"`,
	} {
		if got := ask("GET", path).Body.String(); !strings.Contains(got, want) {
			t.Errorf("%s does not say %q", path, want)
		}
	}
	if page := ask("GET", "/nobody").Body.String(); strings.Contains(page, "Mojob") {
		t.Error("an unknown controller's page names the others")
	}
}

func TestOnlyReadingIsAllowed(t *testing.T) {
	for _, path := range []string{"/", "/mojob/nb/request", "/robots.txt"} {
		got := ask("POST", path)
		if got.Code != http.StatusMethodNotAllowed || got.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("POST %s answers %d, Allow %q", path, got.Code, got.Header().Get("Allow"))
		}
	}
	if got := ask("POST", "/nobody"); got.Code != http.StatusNotFound {
		t.Errorf("POST where there is nothing answers %d", got.Code)
	}
}

func TestHeadAnswersLikeGetWithoutTheBody(t *testing.T) {
	for _, path := range []string{"/mojob/nb/", "/robots.txt", "/mojob/nb/nothing"} {
		get, head := ask("GET", path), ask("HEAD", path)
		if head.Body.Len() != 0 || head.Code != get.Code || head.Header().Get("Content-Length") != get.Header().Get("Content-Length") {
			t.Errorf("HEAD %s: %d, %d bytes, %v", path, head.Code, head.Body.Len(), head.Header())
		}
	}
}

func TestFrontPageSpeaksTheLanguageOfTheBrowser(t *testing.T) {
	for accept, want := range map[string]string{"nn": `lang="nn"`, "en-GB": `lang="en"`, "da": `lang="nb"`, "": `lang="nb"`} {
		for _, path := range []string{"/", "/mojob", "/tretoen/"} {
			got := ask("GET", path, "Accept-Language", accept)
			if !strings.Contains(got.Body.String(), "<html "+want) || got.Header().Get("Vary") != "Accept-Language" {
				t.Errorf("%s for %q: %.60s, Vary %q", path, accept, got.Body.String(), got.Header().Get("Vary"))
			}
		}
	}
}

func TestControllersOwnHostHasItsFrontPage(t *testing.T) {
	d, _ := controllers.Registry().Current("tretoen")
	if got := ask("GET", "https://"+d.Hosts[0]+"/").Body.String(); !strings.Contains(got, "/tretoen/nb/request") || strings.Contains(got, "Mojob") {
		t.Errorf("its host shows %.300s", got)
	}
}

func TestEveryAnswerIsSecured(t *testing.T) {
	for _, path := range []string{"/", "/mojob/nb/request", "/mojob/nb/nothing", "/nobody", "/robots.txt", "/v1/openapi.json"} {
		got := ask("GET", path).Header()
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Strict-Transport-Security": "max-age=63072000",
		} {
			if got.Get(name) != want {
				t.Errorf("%s: %s is %q", path, name, got.Get(name))
			}
		}
	}
	page := ask("GET", "/mojob/nb/request").Header()
	for name, want := range map[string]string{
		"Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
		"Cache-Control":           "no-store", "Cross-Origin-Opener-Policy": "same-origin", "Content-Type": "text/html; charset=utf-8",
	} {
		if page.Get(name) != want {
			t.Errorf("%s is %q", name, page.Get(name))
		}
	}
	if page.Get("Set-Cookie") != "" {
		t.Error("a cookie is set before any choice")
	}
}

func TestAssetsAreKeptForeverUnderTheirHash(t *testing.T) {
	for _, e := range elements(parsed(t, ask("GET", "/mojob/nb/confirm").Body.Bytes())) {
		for _, name := range []string{"href", "src"} {
			path, _ := attribute(e, name)
			if !strings.HasPrefix(path, "/assets/") {
				continue
			}
			got := ask("GET", path)
			tag := got.Header().Get("Etag")
			if !strings.Contains(got.Header().Get("Cache-Control"), "immutable") || tag == "" || got.Body.Len() == 0 {
				t.Errorf("%s: %v", path, got.Header())
			}
			for _, known := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
				if again := ask("GET", path, "If-None-Match", known); again.Code != http.StatusNotModified || again.Body.Len() != 0 {
					t.Errorf("%s with %s answers %d", path, known, again.Code)
				}
			}
			if other := ask("GET", path, "If-None-Match", `"other"`); other.Code != http.StatusOK {
				t.Errorf("%s with another tag answers %d", path, other.Code)
			}
		}
	}
}

func TestStyleSheetStaysSmall(t *testing.T) {
	for _, e := range elements(parsed(t, ask("GET", "/").Body.Bytes())) {
		if rel, _ := attribute(e, "rel"); rel == "stylesheet" {
			path, _ := attribute(e, "href")
			if size := ask("GET", path).Body.Len(); size > 10<<10 {
				t.Errorf("the style sheet has %d bytes", size)
			}
		}
	}
}

func TestEveryPublishedNoticeIsServedByteForByte(t *testing.T) {
	for _, d := range controllers.Registry().All() {
		for _, ref := range d.Notices {
			n, ok := d.Notice(ref.Audience, ref.Language)
			if !ok || n.Digest() != ref.Digest {
				t.Fatalf("%s %s: the notice does not render to its digest", d.ID, ref.Audience)
			}
			got := ask("GET", "/v1/"+string(d.ID)+"/notices/"+string(ref.Digest))
			if got.Body.String() != n.Text() || got.Header().Get("Content-Type") != "text/plain; charset=utf-8" {
				t.Errorf("%s %s %s: other words, or another type", d.ID, ref.Audience, ref.Language)
			}
			page := ask("GET", "/"+string(d.ID)+"/nb/notice/"+string(ref.Digest))
			if page.Code != http.StatusOK {
				t.Errorf("its page answers %d", page.Code)
			}
			checkWords(t, page.Body.Bytes(), n)
		}
	}
	d, _ := controllers.Registry().Current("mojob")
	if got := ask("GET", "/v1/tretoen/notices/"+string(d.Notices[0].Digest)); got.Code != http.StatusNotFound {
		t.Errorf("another controller's notice answers %d", got.Code)
	}
}

// checkWords fails if the words of a notice do not stand in a page in order.
func checkWords(t *testing.T, page []byte, n controller.Notice) {
	t.Helper()
	rest := textOf(parsed(t, page))
	for _, s := range n.Sections {
		for _, words := range append([]string{s.Heading}, s.Paragraphs...) {
			_, after, ok := strings.Cut(rest, words)
			if !ok {
				t.Errorf("the page lacks %q", words)
				return
			}
			rest = after
		}
	}
}

func TestConsentPagesShowExactlyTheirNotice(t *testing.T) {
	for _, v := range views() {
		for page, a := range map[string]controller.Audience{site.PageCookies: controller.Visitors, site.PageConsent: controller.Persons, site.PageApplication: controller.Applicants, site.PageStatement: controller.Everyone} {
			n, ok := v.Controller.Notice(a, v.Language)
			if !ok {
				continue
			}
			got := ask("GET", v.Path(page)).Body.Bytes()
			checkWords(t, got, n)
			if a != controller.Everyone && !strings.Contains(string(got), `name="notice" value="`+string(n.Digest())+`"`) {
				t.Errorf("%s does not carry its notice's digest", v.Path(page))
			}
		}
	}
}

func TestInterfaceDigestIsThatOfTheFormForEverybody(t *testing.T) {
	seen := map[controller.Digest]bool{}
	for _, v := range views() {
		for page, a := range map[string]controller.Audience{
			site.PageCookies: controller.Visitors, site.PageConsent: controller.Persons, site.PageApplication: controller.Applicants,
		} {
			digest := site.Interface(v, a)
			if !has(v, a) {
				continue
			}
			if seen[digest] || len(digest) != 64 {
				t.Errorf("%s has the digest %q", v.Path(page), digest)
			}
			seen[digest] = true
			for range 2 {
				if got := ask("GET", v.Path(page)).Body.String(); !strings.Contains(got, `name="interface" value="`+string(digest)+`"`) {
					t.Errorf("%s carries another digest", v.Path(page))
				}
			}
		}
	}
	if d := site.Interface(views()[0], controller.Applicants); d != "" {
		t.Errorf("nobody applies here, and the digest %q", d)
	}
}

func TestStandingChoicesAreReadFromTheCookie(t *testing.T) {
	v := views()[0]
	made := choices(v, gdpr.Given)
	cookie := site.CookieName(v.Controller.ID) + "=" + made.String()
	page := ask("GET", v.Path(site.PageCookies), "Cookie", cookie).Body.String()
	for _, want := range []string{
		"Dette har du svart på disse sidene", `name="visitor" value="` + string(made.Visitor) + `"`,
		`action="/v1/mojob/consents/` + string(made.Visitor) + "." + string(made.Record) + `/withdrawal"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	quoted := ask("GET", v.Path(site.PageCookiesSaved), "Cookie", site.CookieName(v.Controller.ID)+`="`+made.String()+`"`)
	if !strings.Contains(quoted.Body.String(), "Valgene er lagret") {
		t.Error("a quoted cookie, as net/http writes one with commas, is not read")
	}
	made.Made = []consent.Choice{{Purpose: "of-an-older-version", Decision: gdpr.Given}}
	older := ask("GET", v.Path(site.PageCookiesSaved), "Cookie", site.CookieName(v.Controller.ID)+"="+made.String())
	if !strings.Contains(older.Body.String(), "Ingen svar på disse sidene") {
		t.Error("a choice on what is not asked any more is said to stand")
	}
}

// What visitors said yes to on these pages, and the company has given up since, is told as that: it is
// no choice that stands, and nobody is said to have said yes.
func TestT15_AVisitorsYesToWhatWasGivenUpIsToldAsThat(t *testing.T) {
	v := views()[0]
	before := *v.Controller
	before.Version = controller.Version{Minor: 9}
	before.Purposes = append(slices.Clone(before.Purposes), controller.Purpose{
		ID: "heat-map", Name: gdpr.Text{NB: "Varmekart", NN: "Varmekart", EN: "Heat map"}, Basis: gdpr.BasisConsent, Asks: controller.Visitors,
	})
	s := newSite()
	s.Registry = controller.New(&before, v.Controller)
	made := site.Choices{Visitor: id("visitor"), Record: id("record"), Version: before.Version, Made: []consent.Choice{{Purpose: "heat-map", Decision: gdpr.Given}}}
	r := httptest.NewRequest("GET", v.Path(site.PageCookies), nil)
	r.Header.Set("Cookie", site.CookieName(v.Controller.ID)+"="+made.String())
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	page := w.Body.String()
	for _, want := range []string{">Varmekart<", "Mojob avsluttet samtykket til dette formålet med versjon " + v.Controller.Version.String(), "Formålet «Varmekart» er borte."} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(page, "/withdrawal") {
		t.Error("there is a button that takes back what has ended")
	}
}

func TestAPIErrorsAreLeftToTheAPI(t *testing.T) {
	s := newSite()
	var told *gdpr.Error
	s.APIError = func(w http.ResponseWriter, _ *http.Request, err *gdpr.Error) {
		told = err
		w.WriteHeader(http.StatusTeapot)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "/v1/mojob/nothing", nil))
	if w.Code != http.StatusTeapot || told == nil || told.Code != gdpr.CodeNotFound {
		t.Errorf("answers %d, tells %v", w.Code, told)
	}
}

func TestMenuLeadsOnlyWhereThereIsAPage(t *testing.T) {
	for _, v := range views() {
		front := string(site.Front(v))
		asks := strings.Contains(front, v.Path(site.PageConsent))
		if asks != has(v, controller.Persons) {
			t.Errorf("%s: the consent page is offered: %t", v.Controller.ID, asks)
		}
	}
	if !slices.ContainsFunc(views(), func(v site.View) bool { return !has(v, controller.Persons) }) {
		t.Error("no controller without that page is left to test with")
	}
}

// Art. 20: whoever takes data elsewhere can read what its shape is, from any site.
func TestTheSchemaOfPortableDataIsPublished(t *testing.T) {
	got := ask("GET", portability.Path)
	if got.Body.String() != portability.Schema || got.Header().Get("Content-Type") != "application/schema+json" || !strings.Contains(got.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("%d %v", got.Code, got.Header())
	}
	var v map[string]any
	if err := json.Unmarshal(got.Body.Bytes(), &v); err != nil || v["$schema"] == nil {
		t.Errorf("no schema: %v", err)
	}
}
