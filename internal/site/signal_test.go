package site_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
	"ordholden/internal/words"
)

// The header alone is what a server gets of Global Privacy Control: the one page that it changes
// says so to caches, and no other page pretends to.
func TestM17_TheFormForCookiesSaysThatTheSignalIsANo(t *testing.T) {
	for _, v := range views() {
		path := v.Path(site.PageCookies)
		said := words.CookiesSignal.In(v.Language)
		for value, told := range map[string]bool{"1": true, "": false, "0": false, "true": false, "1, 1": false} {
			got := ask("GET", path, "Sec-GPC", value)
			if strings.Contains(got.Body.String(), said) != told || got.Header().Get("Vary") != "Sec-GPC" {
				t.Errorf("%s with Sec-GPC %q: told %t, Vary %q", path, value, !told, got.Header().Get("Vary"))
			}
			if strings.Contains(got.Body.String(), " checked") {
				t.Errorf("%s with Sec-GPC %q: something is chosen beforehand", path, value)
			}
		}
	}
	for _, path := range []string{"/mojob/nb/", "/mojob/nb/request", "/mojob/nb/consent", "/mojob/nb/cookies/saved", "/mojob/banner.js", "/mojob/nb/statement"} {
		plain, signaled := ask("GET", path), ask("GET", path, "Sec-GPC", "1")
		if strings.Contains(plain.Header().Get("Vary"), "Sec-GPC") || plain.Body.String() != signaled.Body.String() || plain.Code != 200 {
			t.Errorf("%s is another with the signal, or says so: Vary %q", path, plain.Header().Get("Vary"))
		}
	}
}

// An explicit choice wins over the signal, and the page that says so has the way back.
func TestAYesInTheFormStandsBesideTheSignalUntilItIsTakenBack(t *testing.T) {
	for _, v := range views() {
		standing := choices(v, gdpr.Given)
		cookie := site.CookieName(v.Controller.ID) + "=" + standing.String()
		page := ask("GET", v.Path(site.PageCookies), "Sec-GPC", "1", "Cookie", cookie).Body.String()
		for _, part := range []string{words.CookiesSignalAndYes.In(v.Language), words.Withdraw.In(v.Language), string(standing.Record) + "/withdrawal"} {
			if !strings.Contains(page, part) {
				t.Errorf("%s/%s lacks %q", v.Controller.ID, v.Language, part)
			}
		}
	}
}

// A yes to what the controller gave up, and has taken up again since, stands no more: the signal is a no,
// and there is nothing to take back.
func TestAYesThatTheControllerGaveUpIsNoYesBesideTheSignal(t *testing.T) {
	for _, v := range views() {
		without, again := *v.Controller, *v.Controller
		without.Version.Minor, again.Version.Minor = v.Controller.Version.Minor+1, v.Controller.Version.Minor+2
		without.Purposes = slices.DeleteFunc(slices.Clone(without.Purposes), func(p controller.Purpose) bool { return p.Asked(controller.Visitors) })
		s := newSite()
		s.Registry = controller.New(append(s.Registry.All(), &without, &again)...)
		yes := choices(v, gdpr.Given)
		yes.Version = v.Controller.Version
		r := httptest.NewRequest(http.MethodGet, v.Path(site.PageCookies), nil)
		r.Header.Set("Sec-GPC", "1")
		r.Header.Set("Cookie", site.CookieName(v.Controller.ID)+"="+yes.String())
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		page := w.Body.String()
		if !strings.Contains(page, words.CookiesSignal.In(v.Language)) || strings.Contains(page, words.CookiesSignalAndYes.In(v.Language)) ||
			strings.Contains(page, string(yes.Record)+"/withdrawal") || !strings.Contains(page, words.RevokedPlain.In(v.Language)) {
			t.Errorf("%s/%s:\n%s", v.Controller.ID, v.Language, page)
		}
	}
}
