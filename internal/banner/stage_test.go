package banner_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"ordholden/infra/banner/bundle"
	"ordholden/infra/controllers"
	"ordholden/infra/local/browser"
	"ordholden/internal/banner"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

// built is the bundle, made once for all tests.
var built = sync.OnceValues(func() (banner.Bundle, error) { return bundle.Build("../..") })

func newBundle(t *testing.T) banner.Bundle {
	t.Helper()
	b, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// record is what a banner sends.
type record struct {
	Visitor   string            `json:"visitor"`
	Decisions map[string]string `json:"decisions"`
	Notice    string            `json:"notice"`
	Interface string            `json:"interface"`
	Language  string            `json:"language"`
	Mechanism string            `json:"mechanism"`
	Decided   string            `json:"decided"`
	Key       string            `json:"idempotency_key"`
}

// stage is a company's page on one origin and ours on another.
type stage struct {
	t       *testing.T
	company *httptest.Server
	ours    *httptest.Server

	mu      sync.Mutex
	head    string        // of the company's page
	body    string        // of it
	lang    string        // of it
	status  int           // of the answer to a record; 0 hangs up
	unread  bool          // the site is not declared: its pages may not read the answer
	clock   bool          // a record that says when it was decided is refused for that
	refuses string        // the key of a record that is refused whatever it says, unread
	hangs   chan struct{} // until it is closed, we take every request and answer none
	asked   int           // records that came, taken or not
	records []record      // taken, in order and as often as they came
	loads   []string      // paths asked of the company's server
}

func newStage(t *testing.T, controller string) *stage {
	t.Helper()
	st := &stage{t: t, lang: "nb", status: http.StatusCreated}
	pages := site.Site{Registry: controllers.Registry(), NewID: gdpr.NewID, Banner: &banner.Scripts{Bundle: newBundle(t), Registry: controllers.Registry()}}
	st.ours = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var hangs chan struct{}
		if st.set(func(st *stage) { hangs = st.hangs }); hangs != nil {
			<-hangs
		}
		if r.Method == http.MethodPost {
			st.take(w, r)
			return
		}
		pages.ServeHTTP(w, r)
	}))
	st.company = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		st.companyPage(w, r, controller)
	}))
	t.Cleanup(func() { st.company.Close(); st.ours.Close() })
	return st
}

// take answers a record as it was told to.
func (st *stage) take(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	st.mu.Lock()
	defer st.mu.Unlock()
	if !st.unread {
		w.Header().Set("Access-Control-Allow-Origin", "*")
	}
	st.asked++
	if st.status == 0 {
		if c, _, err := w.(http.Hijacker).Hijack(); err == nil {
			c.Close()
		}
		return
	}
	var sent record
	if err := json.Unmarshal(body, &sent); err != nil || r.URL.Path == "" || !strings.HasPrefix(r.Header.Get("Content-Type"), "text/plain") {
		st.t.Errorf("sent %q as %s: %v", body, r.Header.Get("Content-Type"), err)
	}
	switch {
	case st.clock && sent.Decided != "":
		w.WriteHeader(http.StatusUnprocessableEntity)
		fmt.Fprint(w, `{"code":"invalid","errors":[{"pointer":"/decided","code":"clock"}]}`)
	case st.refuses != "" && sent.Key == st.refuses:
		w.Header().Del("Access-Control-Allow-Origin")
		w.WriteHeader(http.StatusForbidden)
	default:
		if st.status < 300 {
			st.records = append(st.records, sent)
		}
		w.WriteHeader(st.status)
	}
}

// companyPage is one of the company, under a policy that allows nothing inline and no other site but ours.
func (st *stage) companyPage(w http.ResponseWriter, r *http.Request, controller string) {
	st.mu.Lock()
	defer st.mu.Unlock()
	st.loads = append(st.loads, r.URL.Path)
	if strings.HasSuffix(r.URL.Path, ".js") {
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprintf(w, "document.cookie = %q; (window.seen = window.seen || []).push(%q);", tracked[r.URL.Path], r.URL.Path)
		return
	}
	w.Header().Set("Content-Security-Policy", fmt.Sprintf(
		"default-src 'none'; script-src 'self' %[1]s; connect-src %[1]s; style-src %[1]s; img-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'", st.ours.URL))
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if r.URL.Path == "/frame" {
		fmt.Fprint(w, "<!doctype html><title>frame</title>")
		return
	}
	fmt.Fprintf(w, `<!doctype html><html lang="%s"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>Company</title>%s<script src="%s/%s/banner.js" async crossorigin></script><h1>Company</h1>%s</html>`,
		st.lang, st.head, st.ours.URL, controller, st.body)
}

// tracked is what stand-ins for other's scripts set.
var tracked = map[string]string{
	"/site.js": "site=1; path=/", "/ga.js": "_ga=1; path=/", "/hotjar.js": "_hjid=1; path=/", "/intercom.js": "intercom-session-abc=1; path=/",
}

func (st *stage) set(f func(*stage)) {
	st.mu.Lock()
	defer st.mu.Unlock()
	f(st)
}

// taken is the records that came, each once, in the order of their first coming.
func (st *stage) taken() []record {
	st.mu.Lock()
	defer st.mu.Unlock()
	var once []record
	seen := map[string]bool{}
	for _, r := range st.records {
		if !seen[r.Key] {
			once, seen[r.Key] = append(once, r), true
		}
	}
	return once
}

// awaits fails unless so many records come.
func (st *stage) awaits(want int) []record {
	st.t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); {
		if got := st.taken(); len(got) >= want {
			break
		}
		<-time.After(20 * time.Millisecond)
	}
	got := st.taken()
	if len(got) != want {
		st.t.Fatalf("%d records came, want %d: %+v", len(got), want, got)
	}
	return got
}

// tab is a browser with nothing stored.
func (st *stage) tab() *browser.Tab {
	p := browser.Open(st.t)
	browser.Call(st.t, p, network.ClearBrowserCookies, cdp.Empty{})
	return p
}

// load loads a page of the company's.
func (st *stage) load(p *browser.Tab) {
	st.t.Helper()
	p.Do(st.t, chromedp.Navigate(st.company.URL+"/some/page"))
}

// turn goes to an address, and does not wait until all of it is there.
func (st *stage) turn(p *browser.Tab, url string) {
	st.t.Helper()
	browser.Call(st.t, p, page.Navigate, page.NavigateParams{URL: url})
}

// press presses what a selector finds once it lies still, as a person with a mouse would.
func (st *stage) press(p *browser.Tab, selector string) {
	st.t.Helper()
	browser.Becomes(st.t, p, fmt.Sprintf(`(() => {
		const e = document.querySelector(%q), r = e && e.getBoundingClientRect();
		if (!r || !r.width) return false;
		const top = document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2), was = window.lay;
		window.lay = [r.x, r.y].join();
		if (was !== window.lay) return false;
		if (!e.contains(top)) e.scrollIntoView({block: "center"});
		return e.contains(top);
	})()`, selector), true)
	p.Do(st.t, chromedp.Click(chromedp.CSS(selector)))
}

const (
	accept = `.cm [data-role="all"]`
	refuse = `.cm [data-role="necessary"]`
	choose = `.cm [data-role="show"]`
	save   = `.pm [data-role="save"]`
	shown  = `document.documentElement.classList.contains("show--consent")`
)
