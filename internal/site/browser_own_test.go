package site_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"ordholden/infra/controllers"
	"ordholden/infra/local/browser"
	"ordholden/internal/api"
	"ordholden/internal/api/desktest"
	"ordholden/internal/residence"
)

// ownSite is the pages and a person's own page before one desk, as the gateway serves them.
type ownSite struct {
	*httptest.Server
	mu   sync.Mutex
	desk *desktest.Desk
}

// newOwnSite is at a host of this machine: a name, or an address.
func newOwnSite(t *testing.T, host string) *ownSite {
	s := &ownSite{desk: &desktest.Desk{Now: time.Now()}}
	mux := http.NewServeMux()
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	s.URL = strings.Replace(s.URL, "127.0.0.1", host, 1)
	own := (&api.Holdings{
		API:  api.API{Controllers: controllers.Registry(), PublicURL: s.URL, Place: residence.Place{Region: "eu-north-1", Country: "SE"}, Log: slog.New(slog.DiscardHandler)},
		Desk: s.desk, Doors: s.desk, Keys: s.desk, Marketing: s.desk, Recipients: s.desk,
		Own: api.Own{Desk: s.desk, Sessions: s.desk, Deadlines: s.desk, Copies: s.desk, Now: func() time.Time { return s.desk.Now }},
	}).Handler()
	mux.HandleFunc("/v1/", func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		own.ServeHTTP(w, r)
	})
	mux.Handle("/", newSite())
	return s
}

func (s *ownSite) asked(what string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.desk.Calls {
		if c.What == what {
			return true
		}
	}
	return false
}

// send sends the form that an element belongs to, and waits for the page that answers. A click
// that sends nothing is said after a minute, with what was clicked.
func send(t *testing.T, p *browser.Tab, selector string) {
	t.Helper()
	limited, cancel := context.WithTimeout(p, time.Minute)
	defer cancel()
	if _, err := chromedp.RunResponse(limited, chromedp.Click(chromedp.CSS(selector))); err != nil {
		t.Fatalf("no page after a click on %s: %v", selector, err)
	}
}

// The browser takes the cookie of the session from this machine though it comes without
// TLS, and sends it back: localhost and 127.0.0.1 count as secure. No other host does.
func TestAPersonGoesThroughTheirOwnPage(t *testing.T) {
	for _, script := range []bool{true, false} {
		for _, host := range []string{"localhost", "127.0.0.1"} {
			s, p := newOwnSite(t, host), browser.Open(t)
			if !script {
				browser.Call(t, p, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
			}
			p.Do(t, chromedp.Navigate(s.URL+"/mojob/nb/own-open"))
			p.Do(t, chromedp.SendKeys(chromedp.CSS("#case"), string(desktest.ID)), chromedp.SendKeys(chromedp.CSS("#code"), "7gk2pm"))
			send(t, p, "main form button")
			browser.Becomes(t, p, `document.querySelector("h1").innerText`, "Dette har vi om deg")
			if held := browser.Eval[string](t, p, `document.cookie`); held != "" {
				t.Errorf("a script can read %q", held)
			}
			send(t, p, `a[href$="#anew"]`)
			send(t, p, `form[action$="/renewal"] button`) // nothing is chosen beforehand
			browser.Becomes(t, p, `document.activeElement.id`, "summary")
			p.Do(t, chromedp.Click(chromedp.CSS(`input[name="decision.further-storage"][value="refused"]`)))
			send(t, p, `form[action$="/renewal"] button`)
			browser.Becomes(t, p, `document.activeElement.id`, "done")
			send(t, p, `form[action$="/withdrawal"] button`)
			browser.Becomes(t, p, `document.activeElement.id`, "done")
			p.Do(t, chromedp.Navigate(s.URL+"/v1/mojob/own?language=nb&do=objection"))
			send(t, p, "main form button")
			browser.Becomes(t, p, `document.activeElement.id`, "summary")
			p.Do(t, chromedp.Click(chromedp.CSS(`input[value="marketing"]`)))
			send(t, p, "main form button")
			browser.Becomes(t, p, `document.activeElement.id`, "done")
			send(t, p, `form[action$="/close"] button`)
			p.Do(t, chromedp.Navigate(s.URL+"/v1/mojob/own"))
			browser.Becomes(t, p, `document.querySelectorAll("form[action$='own/link']").length`, 1)
			if !s.asked("affirm") || !s.asked("withdraw") || !s.asked("act") {
				t.Errorf("asked %+v", s.desk.Calls)
			}
		}
	}
}

// Printed are all facts and no form: what is closed on the screen is open on paper.
func TestTheOwnPageIsPrintedWithEverythingButItsForms(t *testing.T) {
	st, p := newStage(t), browser.Open(t)
	p.Do(t, chromedp.Navigate(st.URL+samplePath(views()[0], sample{name: "own"})))
	browser.Call(t, p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	if left := browser.Eval[int](t, p, `[...document.querySelectorAll("form, button, input, nav, .tasks")].filter(e => e.checkVisibility()).length`); left > 0 {
		t.Errorf("%d things to click are printed", left)
	}
	for _, said := range []string{"CV Kari Nordmann.pdf", "Send meg alt.", "Butikk AS", "Én måned etter", "Vi fikk forespørselen."} {
		if !browser.Eval[bool](t, p, `[...document.querySelectorAll("main *")].some(e => e.checkVisibility({contentVisibilityAuto: true}) && e.getClientRects().length > 0 && !e.querySelector("*") && e.textContent.includes("`+said+`") || [...e.childNodes].some(n => n.nodeType === 3 && n.data.includes("`+said+`")) && e.checkVisibility() && e.getClientRects().length > 0)`) {
			t.Errorf("%q is not printed", said)
		}
	}
}

// Threat H9, in a browser: nothing that is held, or was typed, becomes part of the page.
func TestH9_MarkupOnTheOwnPageStaysText(t *testing.T) {
	s, p := newOwnSite(t, "localhost"), browser.Open(t)
	s.desk.Title = `"><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>`
	p.Do(t, chromedp.Navigate(s.URL+"/mojob/nb/own-open"))
	p.Do(t, chromedp.SendKeys(chromedp.CSS("#case"), string(desktest.ID)), chromedp.SendKeys(chromedp.CSS("#code"), "7gk2pm"))
	send(t, p, "main form button")
	browser.Becomes(t, p, `document.querySelector("h1").innerText`, "Dette har vi om deg")
	if n := browser.Eval[int](t, p, `document.querySelectorAll("script, img, svg, [onerror], [onload]").length`); n != 0 {
		t.Errorf("%d elements that nobody wrote", n)
	}
	p.CheckQuiet(t, s.URL)
}
