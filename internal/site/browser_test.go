package site_test

import (
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"
	"testing"

	"ordholden/infra/local/browser"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
)

var (
	shots      = flag.String("shots", "", "write a picture of every page into this folder")
	shotsIn    = flag.String("shots-in", "light", "light or dark")
	shotsNamed = flag.String("shots-named", "", "only of pages whose name has this")
	shotsOf    = flag.String("shots-of", "mojob-nb tretoen-nn", "of which controllers and languages")
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

// stage is the site with every sample, and what was sent to the API.
type stage struct {
	*httptest.Server
	mu    sync.Mutex
	pages map[string][]byte
	sent  []string // bodies of forms
}

func newStage(t *testing.T) *stage {
	t.Helper()
	st := &stage{pages: map[string][]byte{}}
	for _, v := range views() {
		for _, s := range append(samples(v), bare(v)...) {
			st.pages[samplePath(v, s)] = s.html
		}
	}
	st.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			st.take(r)
			http.Redirect(w, r, "/", http.StatusSeeOther)
			return
		}
		html := st.page(r.URL.Path)
		if html == nil {
			newSite().ServeHTTP(w, r)
			return
		}
		site.Headers(w.Header())
		_, _ = w.Write(html)
	}))
	t.Cleanup(st.Close)
	return st
}

func samplePath(v site.View, s sample) string {
	return "/sample/" + string(v.Controller.ID) + "/" + string(v.Language) + "/" + s.name
}

// visit runs f for every sample, every page for a frame, and every page of no controller, at its path.
func (st *stage) visit(t *testing.T, f func(t *testing.T, path string)) {
	t.Helper()
	each(t, func(t *testing.T, v site.View, s sample) { f(t, samplePath(v, s)) })
	for _, v := range views() {
		for _, s := range bare(v) {
			path := samplePath(v, s)
			t.Run(path, func(t *testing.T) { f(t, path) })
		}
	}
	for _, l := range gdpr.Languages {
		for _, s := range neutral(l) {
			path := "/sample/" + string(l) + "/" + s.name
			st.add(path, s.html)
			t.Run(path, func(t *testing.T) { f(t, path) })
		}
	}
}

func (st *stage) add(path string, html []byte) {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.pages[path] = html
}

func (st *stage) page(path string) []byte {
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.pages[path]
}

func (st *stage) take(r *http.Request) {
	st.mu.Lock()
	defer st.mu.Unlock()
	_ = r.ParseForm()
	st.sent = append(st.sent, r.URL.Path+"?"+r.PostForm.Encode())
}

func (st *stage) posts() []string {
	st.mu.Lock()
	defer st.mu.Unlock()
	return append([]string(nil), st.sent...)
}
