package banner_test

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/page"

	"ordholden/infra/local/browser"
)

func TestTheBrowsersSignalIsANoAndALaterYesCounts(t *testing.T) {
	st := newStage(t, "mojob")
	st.body = blocked
	p := st.tab()
	st.load(p)
	st.press(p, accept)
	st.awaits(1)
	sends(t, p, true)
	for range 2 { // the signal ends an older yes, once
		st.load(p)
		checkCookies(t, p, kept...)
		checkRecord(t, st.awaits(2)[1], "nb", "signal", allRefused)
		if browser.Eval[bool](t, p, shown) || browser.Eval[int](t, p, `(window.seen || []).length`) != 0 {
			t.Error("the banner is in the way, or a script ran")
		}
	}
	st.press(p, "[data-ordholden=open]")
	st.press(p, `.pm [data-role="all"]`)
	if got := st.awaits(3)[2]; got.Mechanism != "banner" || got.Decisions["usage"] != "given" {
		t.Errorf("recorded %+v", got)
	}
	st.load(p)
	browser.Becomes(t, p, `(window.seen || []).length`, 3)
	st.awaits(3)
}

// The signal is a no, and no consent record: nothing is known of who only sends it.
func TestM17_WhoSendsTheSignalAndChoosesNothingLeavesNothing(t *testing.T) {
	st := newStage(t, "tretoen")
	st.body = blocked
	p := st.tab()
	sends(t, p, true)
	for range 2 {
		st.load(p)
		browser.Becomes(t, p, `!!document.querySelector("[data-ordholden=open]")`, true)
		st.rests(p)
		checkUntouched(st, p)
		if browser.Eval[bool](t, p, shown) {
			t.Error("the banner is in the way")
		}
		p.CheckQuiet(t, "http:/")
	}
	st.press(p, "[data-ordholden=open]")
	st.press(p, `.pm [data-role="all"]`)
	if got := st.awaits(1)[0]; got.Mechanism != "banner" || got.Decisions["statistics"] != "given" {
		t.Errorf("recorded %+v", got)
	}
	st.load(p)
	browser.Becomes(t, p, `(window.seen || []).includes("/ga.js")`, true)
	st.awaits(1)
}

// rests waits until whatever the banner does by itself, a second after a choice, is done.
func (st *stage) rests(p *browser.Tab) {
	st.t.Helper()
	browser.Eval[bool](st.t, p, `new Promise(done => setTimeout(() => requestIdleCallback(() => done(true)), 1500))`)
}

// checkUntouched fails if anything is stored in the browser or was sent.
func checkUntouched(st *stage, p *browser.Tab) {
	st.t.Helper()
	checkCookies(st.t, p)
	if n := browser.Eval[int](st.t, p, "localStorage.length + sessionStorage.length"); n != 0 {
		st.t.Errorf("%d things are stored", n)
	}
	st.set(func(st *stage) {
		if st.asked != 0 {
			st.t.Errorf("%d records were sent", st.asked)
		}
	})
}

// sends makes the browser send the signal from the next page on, or no more.
func sends(t *testing.T, p *browser.Tab, on bool) {
	t.Helper()
	browser.Call(t, p, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: fmt.Sprintf(`Object.defineProperty(Navigator.prototype, "globalPrivacyControl", {get: () => %v, configurable: true})`, on)})
}

func TestAYesThatWasGivenWithoutTheSignalEndsWithIt(t *testing.T) {
	st := newStage(t, "mojob")
	st.body = blocked
	p := st.tab()
	sends(t, p, true)
	st.load(p)
	st.press(p, "[data-ordholden=open]")
	st.press(p, `.pm [data-role="necessary"]`)
	checkRecord(t, st.awaits(1)[0], "nb", "banner", allRefused)
	sends(t, p, false)
	st.load(p)
	st.press(p, "[data-ordholden=open]")
	st.press(p, `.pm [data-role="all"]`)
	st.awaits(2)
	sends(t, p, true)
	st.load(p)
	checkCookies(t, p, kept...)
	checkRecord(t, st.awaits(3)[2], "nb", "signal", allRefused)
	if n := browser.Eval[int](t, p, `(window.seen || []).length`); n != 0 {
		t.Errorf("%d scripts ran", n)
	}
}

// A version that asks again and the signal that answers are one no, not two.
func TestTheSignalAfterAnOlderVersionsYesIsOneRecord(t *testing.T) {
	st := newStage(t, "mojob")
	st.body = blocked
	p := st.tab()
	st.load(p)
	st.press(p, accept)
	st.awaits(1)
	browser.Eval[string](t, p, `document.cookie = "cookie_control_enabled_cookies=" + encodeURIComponent(JSON.stringify(
		{...JSON.parse(decodeURIComponent(document.cookie.match(/enabled_cookies=([^;]*)/)[1])), revision: 99})) + "; path=/"`)
	sends(t, p, true)
	for range 2 {
		st.load(p)
		checkCookies(t, p, kept...)
		st.rests(p)
		checkRecord(t, st.awaits(2)[1], "nb", "signal", allRefused)
		if browser.Eval[bool](t, p, shown) || browser.Eval[int](t, p, `(window.seen || []).length`) != 0 {
			t.Error("the banner is in the way, or a script ran")
		}
	}
}
