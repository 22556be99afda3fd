package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"slices"
	"time"

	"github.com/chromedp/chromedp"

	"ordholden/infra/banner/bundle"
	"ordholden/infra/controllers"
	"ordholden/internal/banner"
	"ordholden/internal/controller"
)

// other is a banner on the same page: how it is loaded, and what its first button is.
type other struct {
	name, head, button string
}

// others is ours and those that it is held against, each as its maker says to load it.
var others = []other{
	{"our banner", `<script src="/banner.js" defer></script>`, `#cc-main .cm__btn`},
	{"vanilla-cookieconsent alone", `<link rel="stylesheet" href="/cookieconsent.css"><script src="/cookieconsent.js" defer></script><script src="/run.js" defer></script>`, `#cc-main .cm__btn`},
	{"Klaro alone", `<script src="/config.js" defer></script><script src="/klaro.js" defer></script>`, `.klaro button`},
}

// What the two others are told: a text and a category, in their own way.
const (
	runLibrary = `CookieConsent.run({hideFromBots: false, categories: {necessary: {readOnly: true}, statistics: {}}, language: {default: "en", translations: {en: {
		consentModal: {title: "Cookies", description: "May we count visits?", acceptAllBtn: "Yes", acceptNecessaryBtn: "No", showPreferencesBtn: "Choose"},
		preferencesModal: {title: "Cookies", acceptAllBtn: "Yes", savePreferencesBtn: "Save", sections: []}}}}});`
	klaroConfig = `var klaroConfig = {elementID: "klaro", storageMethod: "cookie", lang: "en", acceptAll: true,
		translations: {en: {consentNotice: {description: "May we count visits?"}}}, services: [{name: "statistics", title: "Statistics", purposes: ["statistics"]}]};`
)

// shiftPage is a page as companies have them, with text enough to be pushed about. Its first script notes
// each layout shift that nobody's click has caused (Layout Instability, W3C), and when the
// banner's first button could be clicked.
const shiftPage = `<!doctype html><html lang="nb"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Page</title>
<link rel="icon" href="data:,"><script>
window.shift = 0; window.shown = 0;
new PerformanceObserver(l => l.getEntries().forEach(e => { if (!e.hadRecentInput) window.shift += e.value; })).observe({type: "layout-shift", buffered: true});
(function look() {
	const b = document.querySelector(%q);
	if (b && b.checkVisibility({visibilityProperty: true, opacityProperty: true})) { window.shown = performance.now(); return; }
	requestAnimationFrame(look);
})();
</script>%s<header><h1>A page</h1></header><main><iframe title="Frame" data-category="statistics" data-src="/none" width="300" height="120"></iframe>%s</main><footer><a href="/">Home</a></footer></html>`

const paragraph = "<p>Words that fill a page, so that there is something to be moved when a thing comes in between, and much of it.</p>"

// shift measures how far each banner moves what is on the page, and for information how
// soon one can answer it.
func (b *bench) shift(ctx context.Context) ([]figure, error) {
	origin, stop, err := serveShift()
	if err != nil {
		return nil, err
	}
	defer stop()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.DisableGPU, chromedp.ExecPath(chromium()))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocator, end := chromedp.NewExecAllocator(ctx, options...)
	defer end()
	browser, closeBrowser := chromedp.NewContext(allocator)
	defer closeBrowser()
	if err := chromedp.Do(browser); err != nil {
		return nil, fmt.Errorf("start Chromium: %w", err)
	}
	var figures []figure
	for i, o := range others {
		for _, width := range []int64{360, 1280} {
			moved, shown, err := loaded(browser, fmt.Sprintf("%s/%d", origin, i), width)
			if err != nil {
				return figures, fmt.Errorf("%s: %w", o.name, err)
			}
			name := fmt.Sprintf("layout shift at %d px, %s", width, o.name)
			if i == 0 {
				figures = append(figures, atMost(name, "%.4f", moved, 0))
			} else {
				figures = append(figures, forTheRecord(name, "%.4f", moved))
			}
			figures = append(figures, forTheRecord(fmt.Sprintf("until it can be answered at %d px, %s", width, o.name), "%.0f ms", shown))
		}
	}
	return figures, nil
}

func chromium() string {
	if path := os.Getenv("CHROMIUM"); path != "" {
		return path
	}
	return "/usr/bin/chromium"
}

// visits is how often each page is loaded, by somebody new each time.
const visits = 5

// loaded is the most that a page was moved, and the median of when its banner could be answered.
func loaded(browser context.Context, url string, width int64) (moved, shown float64, err error) {
	var times []float64
	for range visits {
		tab, closeTab := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
		limited, cancel := context.WithTimeout(tab, time.Minute)
		m, s, err := visitOnce(tab, limited, url, width)
		cancel()
		closeTab()
		if err != nil {
			return 0, 0, err
		}
		moved, times = max(moved, m), append(times, s)
	}
	slices.Sort(times)
	return moved, times[len(times)/2], nil
}

// visitOnce loads the page, scrolls it to its end and waits until the banner has been there a while.
func visitOnce(tab, limited context.Context, url string, width int64) (moved, shown float64, err error) {
	if err := chromedp.Do(tab); err != nil { // opens it, for as long as the tab's own context lasts
		return 0, 0, err
	}
	if err := chromedp.Do(limited, chromedp.EmulateViewport(width, 800), chromedp.Navigate(url)); err != nil {
		return 0, 0, err
	}
	shown, err = chromedp.Run(limited, chromedp.Evaluate[float64](`new Promise(done => (function look() { window.shown ? done(window.shown) : requestAnimationFrame(look); })())`, chromedp.EvalAwaitPromise))
	if err != nil {
		return 0, 0, err
	}
	moved, err = chromedp.Run(limited, chromedp.Evaluate[float64](`new Promise(done => { scrollTo(0, 400); setTimeout(() => done(window.shift), 800); })`, chromedp.EvalAwaitPromise))
	return moved, shown, err
}

// serveShift serves a page for each banner, and their scripts.
func serveShift() (origin string, stop func(), err error) {
	made, err := bundle.Build(".")
	if err != nil {
		return "", nil, err
	}
	registry := controllers.Registry()
	d, _ := registry.Current("mojob")
	script, ok := banner.Compose(made, d, controller.Revision(registry, d.ID))
	if !ok {
		return "", nil, fmt.Errorf("mojob has no banner")
	}
	mux := http.NewServeMux()
	for path, text := range map[string]string{"/banner.js": script.Body, "/run.js": runLibrary, "/config.js": klaroConfig} {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
			fmt.Fprint(w, text)
		})
	}
	const modules = "infra/local/node_modules/"
	for path, file := range map[string]string{
		"/cookieconsent.js": "vanilla-cookieconsent/dist/cookieconsent.umd.js", "/cookieconsent.css": "vanilla-cookieconsent/dist/cookieconsent.css",
		"/klaro.js": "klaro/dist/klaro.js",
	} {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, modules+file) })
	}
	for i, o := range others {
		mux.HandleFunc(fmt.Sprintf("/%d", i), func(w http.ResponseWriter, r *http.Request) {
			text := ""
			for range 40 {
				text += paragraph
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprintf(w, shiftPage, o.button, o.head, text)
		})
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(listener) }() // ends with Close
	return "http://" + listener.Addr().String(), func() { server.Close() }, nil
}
