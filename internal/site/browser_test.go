package site_test

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"ordholden/internal/gdpr"
	"ordholden/internal/site"
)

var (
	shots   = flag.String("shots", "", "write a picture of every page into this folder")
	shotsIn = flag.String("shots-in", "light", "light or dark")
	shotsOf = flag.String("shots-of", "mojob-nb tretoen-nn", "of which controllers and languages")
)

// One browser serves all tests of the binary. It starts when first asked for.
var (
	browser     context.Context
	openBrowser = sync.OnceValue(startBrowser)
	closers     []context.CancelFunc
)

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	for i := len(closers) - 1; i >= 0; i-- {
		closers[i]()
	}
	os.Exit(code)
}

func startBrowser() error {
	path := os.Getenv("CHROMIUM")
	if path == "" {
		path = "/usr/bin/chromium"
	}
	if _, err := os.Stat(path); err != nil {
		return fmt.Errorf("no Chromium (%w): install it, or name it in CHROMIUM", err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.DisableGPU,
		chromedp.Flag("disable-component-update", true))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, closeBrowser := chromedp.NewContext(allocator)
	closers = append(closers, stop, closeBrowser)
	browser = ctx
	return chromedp.Do(ctx)
}

// tab is one page of the browser, which remembers what went wrong in it.
type tab struct {
	context.Context
	mu    sync.Mutex
	told  []string // console messages, exceptions and reports of the policy
	asked []string // URLs
}

func newTab(t *testing.T) *tab {
	t.Helper()
	if err := openBrowser(); err != nil {
		t.Fatal(err)
	}
	p := &tab{}
	limited, cancel := context.WithTimeout(browser, 8*time.Minute)
	ctx, closeTab := chromedp.NewContext(limited, chromedp.WithListener(p.listen))
	t.Cleanup(func() { closeTab(); cancel() })
	p.Context = ctx
	call(t, p, network.Enable, network.EnableParams{})
	call(t, p, cdplog.Enable, cdp.Empty{})
	return p
}

func (p *tab) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *cdplog.EventEntryAdded:
		p.told = append(p.told, e.Entry.Text)
	case *runtime.EventConsoleAPICalled:
		p.told = append(p.told, fmt.Sprint("console.", e.Type))
	case *runtime.EventExceptionThrown:
		p.told = append(p.told, e.ExceptionDetails.Text)
	case *network.EventRequestWillBeSent:
		p.asked = append(p.asked, e.Request.URL)
	}
}

// do carries out actions in order.
func (p *tab) do(t *testing.T, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(p, actions...); err != nil {
		t.Fatal(err)
	}
}

// run is the value of an action.
func run[T any](t *testing.T, p *tab, action chromedp.Action[T]) T {
	t.Helper()
	value, err := chromedp.Run(p, action)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// eval is the value of an expression in the page; a promise is waited for.
func eval[T any](t *testing.T, p *tab, expression string) T {
	t.Helper()
	return run(t, p, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// call sends one command of the protocol.
func call[P, R any](t *testing.T, p *tab, c cdp.Command[P, R], params P) R {
	t.Helper()
	return run(t, p, func(ctx context.Context, to *chromedp.Target) (R, error) { return cdp.Call(ctx, to, c, params) })
}

// checkQuiet fails if the page complained, or asked for anything elsewhere.
func (p *tab) checkQuiet(t *testing.T, origin string) {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, told := range p.told {
		t.Errorf("the browser says: %s", told)
	}
	for _, url := range p.asked {
		if !strings.HasPrefix(url, origin+"/") && url != "about:blank" {
			t.Errorf("the page asks for %s", url)
		}
	}
	p.told, p.asked = nil, nil
}

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
		for _, s := range samples(v) {
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

// visit runs f for every sample, and every page of no controller, at its path.
func (st *stage) visit(t *testing.T, f func(t *testing.T, path string)) {
	t.Helper()
	each(t, func(t *testing.T, v site.View, s sample) { f(t, samplePath(v, s)) })
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

// axe is the source of axe-core, from the tools that the local stack installs.
func axe(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			source, err := os.ReadFile(filepath.Join(dir, "infra/local/node_modules/axe-core/axe.min.js"))
			if err != nil {
				t.Fatalf("no axe-core (%v): run make tools", err)
			}
			return string(source)
		}
	}
	t.Fatal("no go.mod above the test")
	return ""
}
