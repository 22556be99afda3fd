package site_test

import (
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// serveBanner asks a site that has a bundle. Headers come as names and values.
func serveBanner(path string, header ...string) *httptest.ResponseRecorder {
	s := newSite()
	s.PublicURL = "https://personvern.example.com"
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func described(t *testing.T) (d struct{ URL, Pinned, Integrity, Snippet, PinnedSnippet string }) {
	t.Helper()
	w := serveBanner("/v1/mojob/banner")
	if err := json.Unmarshal(w.Body.Bytes(), &d); err != nil || w.Code != http.StatusOK {
		t.Fatalf("answered %d %s: %v", w.Code, w.Body, err)
	}
	return d
}

func TestTheBannerIsServedToOtherSitesUnderBothAddresses(t *testing.T) {
	d := described(t)
	const origin = "https://personvern.example.com"
	for url, cache := range map[string]string{d.URL: "public, max-age=300", d.Pinned: "public, max-age=31536000, immutable"} {
		w := serveBanner(strings.TrimPrefix(url, origin))
		sum := sha512.Sum384(w.Body.Bytes())
		if got := "sha384-" + base64.StdEncoding.EncodeToString(sum[:]); w.Code != http.StatusOK || got != d.Integrity {
			t.Errorf("%s answered %d, integrity %s, published %s", url, w.Code, got, d.Integrity)
		}
		for name, want := range map[string]string{
			"Content-Type": "text/javascript; charset=utf-8", "Cache-Control": cache, "Access-Control-Allow-Origin": "*",
			"Cross-Origin-Resource-Policy": "cross-origin", "X-Content-Type-Options": "nosniff", "Vary": "Accept-Encoding",
		} {
			if got := w.Header().Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", url, name, got, want)
			}
		}
		if again := serveBanner(strings.TrimPrefix(url, origin), "If-None-Match", w.Header().Get("Etag")); again.Code != http.StatusNotModified || again.Body.Len() != 0 {
			t.Errorf("%s asked again answered %d", url, again.Code)
		}
	}
	if want := `<script src="` + d.Pinned + `" async crossorigin integrity="` + d.Integrity + `"></script>`; d.PinnedSnippet != want {
		t.Errorf("pinned snippet %s, want %s", d.PinnedSnippet, want)
	}
}

// A line with a digest breaks at our next change, and with it the way to take a yes back.
func TestM17_TheLineThatSitesAreToldToTakeOutlivesEveryChange(t *testing.T) {
	d := described(t)
	if want := `<script src="` + d.URL + `" async crossorigin></script>`; d.Snippet != want {
		t.Errorf("snippet %s, want %s", d.Snippet, want)
	}
	escaped := strings.NewReplacer("<", "&lt;", ">", "&gt;", `"`, "&#34;")
	page := serveBanner("/mojob/en/banner").Body.String()
	stable, pinned := strings.Index(page, escaped.Replace(d.Snippet)), strings.Index(page, escaped.Replace(d.PinnedSnippet))
	cost := strings.Index(page, "the site has no banner until you change the line")
	if stable < 0 || cost < stable || pinned < cost {
		t.Errorf("the page has the line at %d, what pinning costs at %d, the pinned line at %d", stable, cost, pinned)
	}
}

func TestTheBannerIsCompressedForThoseWhoTakeItSo(t *testing.T) {
	plain := serveBanner("/mojob/banner.js")
	for accepts, want := range map[string]string{
		"": "", "br": "", "identity": "", "gzip;q=0": "", "gzip;q=0.0": "", "gzip": "gzip", "br, gzip;q=0.5": "gzip", "deflate, GZIP": "gzip",
	} {
		w := serveBanner("/mojob/banner.js", "Accept-Encoding", accepts)
		if got := w.Header().Get("Content-Encoding"); got != want {
			t.Errorf("%q: encoded as %q, want %q", accepts, got, want)
		}
		if same := w.Header().Get("Etag") == plain.Header().Get("Etag"); same != (want == "") {
			t.Errorf("%q: the same entity tag is %v", accepts, same)
		}
	}
}

// Only the banner may be held by other sites.
func TestNothingElseOfOursIsForOtherSitesToEmbed(t *testing.T) {
	for _, path := range []string{"/mojob/nb/", "/robots.txt", "/v1/openapi.json", "/v1/mojob/banner"} {
		if got := serveBanner(path).Header().Get("Cross-Origin-Resource-Policy"); got == "cross-origin" {
			t.Errorf("%s may be embedded", path)
		}
	}
}

func TestAnotherBannerThanTodaysIsNotThere(t *testing.T) {
	for _, path := range []string{"/mojob/banner.0123456789abcdef.js", "/mojob/banner.", "/mojob/banner.css", "/nobody/banner.js", "/assets/banner.0123456789abcdef.css", "/v1/nobody/banner", "/v1/mojob/banner/x"} {
		if w := serveBanner(path); w.Code != http.StatusNotFound {
			t.Errorf("%s answered %d", path, w.Code)
		}
	}
	w := httptest.NewRecorder()
	bare := newSite()
	bare.Banner = nil
	bare.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/mojob/banner.js", nil))
	if w.Code != http.StatusNotFound {
		t.Errorf("a site without a bundle answered %d", w.Code)
	}
}

func TestThePageForDevelopersHoldsWhatTheyCopy(t *testing.T) {
	d := described(t)
	page := serveBanner("/mojob/en/banner").Body.String()
	for _, want := range []string{d.Pinned, d.URL, d.Integrity, "connect-src", "data-category=&#34;statistics&#34;", "ordholdenRecorder"} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is not on the page", want)
		}
	}
	if strings.Contains(page, "'unsafe") {
		t.Error("the page asks for an unsafe policy")
	}
}
