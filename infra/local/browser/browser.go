// Package browser owns the Chromium that tests drive, and what it has to say of a page.
package browser

import (
	"context"
	"fmt"
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
)

// One browser serves all tests of the binary. It starts when first asked for.
var (
	browser     context.Context
	openBrowser = sync.OnceValue(startBrowser)
	closers     []context.CancelFunc
)

// Main runs the tests of a package and closes the browser when the last has ended:
//
//	func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }
func Main(m *testing.M) int {
	defer Close()
	return m.Run()
}

// Close ends the browser, if it was started.
func Close() {
	for i := len(closers) - 1; i >= 0; i-- {
		closers[i]()
	}
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
		// A click goes to where its target lay when it was looked for. Where pages scroll or
		// fade smoothly, a busy machine looks too early and clicks beside it.
		chromedp.Flag("force-prefers-reduced-motion", true),
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

// Tab is one page of the browser, which remembers what went wrong in it.
type Tab struct {
	context.Context
	mu    sync.Mutex
	told  []string // console messages, exceptions and reports of the policy
	asked []string // URLs
}

// Open is a new tab, closed when the test ends. A missing Chromium fails the test.
func Open(t *testing.T) *Tab {
	t.Helper()
	return open(t, nil)
}

// Apart is a tab that shares no cookie, storage or cache with any other.
func Apart(t *testing.T) *Tab {
	t.Helper()
	return open(t, nil, chromedp.WithNewBrowserContext())
}

// Beside is another tab of the same visitor.
func (p *Tab) Beside(t *testing.T) *Tab {
	t.Helper()
	return open(t, p)
}

func open(t *testing.T, beside *Tab, options ...chromedp.ContextOption) *Tab {
	t.Helper()
	if err := openBrowser(); err != nil {
		t.Fatal(err)
	}
	parent := browser
	if beside != nil {
		parent = beside.Context
	}
	p := &Tab{}
	limited, cancel := context.WithTimeout(parent, 8*time.Minute)
	ctx, closeTab := chromedp.NewContext(limited, append(options, chromedp.WithListener(p.listen))...)
	t.Cleanup(func() { closeTab(); cancel() })
	p.Context = ctx
	Call(t, p, network.Enable, network.EnableParams{})
	Call(t, p, cdplog.Enable, cdp.Empty{})
	return p
}

func (p *Tab) listen(event any) {
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

// Do carries out actions in order.
func (p *Tab) Do(t *testing.T, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(p, actions...); err != nil {
		t.Fatal(err)
	}
}

// Run is the value of an action.
func Run[T any](t *testing.T, p *Tab, action chromedp.Action[T]) T {
	t.Helper()
	value, err := chromedp.Run(p, action)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// Eval is the value of an expression in the page; a promise is waited for.
func Eval[T any](t *testing.T, p *Tab, expression string) T {
	t.Helper()
	return Run(t, p, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// Becomes fails unless an expression in the page takes the value within ten seconds.
// What follows a key or a click, the focus and the address too, is not there at once.
func Becomes[T comparable](t *testing.T, p *Tab, expression string, want T) {
	t.Helper()
	got := Eval[T](t, p, expression)
	for end := time.Now().Add(10 * time.Second); got != want && time.Now().Before(end); got = Eval[T](t, p, expression) {
		time.Sleep(20 * time.Millisecond)
	}
	if got != want {
		t.Errorf("%s is %v, want %v", expression, got, want)
	}
}

// Call sends one command of the protocol.
func Call[P, R any](t *testing.T, p *Tab, c cdp.Command[P, R], params P) R {
	t.Helper()
	return Run(t, p, func(ctx context.Context, to *chromedp.Target) (R, error) { return cdp.Call(ctx, to, c, params) })
}

// Asked is the URLs of all requests that the tab has made, in order.
func (p *Tab) Asked() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string{}, p.asked...)
}

// Told is what the browser had to say of the tab's pages: console messages, exceptions
// and reports of the policy.
func (p *Tab) Told() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string{}, p.told...)
}

// CheckQuiet fails if the page complained, or asked for anything elsewhere.
func (p *Tab) CheckQuiet(t *testing.T, origin string) {
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

// Axe is the source of axe-core, from the tools that the local stack installs.
func Axe(t *testing.T) string {
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
