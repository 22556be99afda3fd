package banner_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"ordholden/infra/local/browser"
)

// more is what a page that makes itself anew puts into itself after it was loaded.
const more = `(() => {
	for (const [category, src] of [["statistics", "/ga.js"], ["support-chat", "/intercom.js"]]) {
		const s = document.createElement("script");
		s.type = "text/plain"; s.dataset.category = category; s.dataset.src = src;
		document.body.append(s);
	}
	const f = document.createElement("iframe");
	f.title = "chat"; f.dataset.category = "support-chat"; f.dataset.src = "/frame"; f.width = 300; f.height = 100;
	document.body.append(f);
	return true;
})()`

func TestWhatComesIntoThePageLaterWaitsForAYesAndRunsOnceThere(t *testing.T) {
	st := newStage(t, "mojob")
	p := st.tab()
	st.load(p)
	browser.Becomes(t, p, shown, true)
	browser.Eval[bool](t, p, more)
	browser.Becomes(t, p, `document.querySelectorAll(".ordholden-waits").length`, 1)
	checkCookies(t, p)
	st.press(p, accept)
	browser.Becomes(t, p, `(window.seen || []).sort().join()`, "/ga.js,/intercom.js")
	browser.Becomes(t, p, `document.querySelector("iframe").getAttribute("src")`, "/frame")
	browser.Eval[bool](t, p, more) // and with the yes that stands
	browser.Becomes(t, p, `(window.seen || []).length`, 4)
	browser.Becomes(t, p, `[...document.querySelectorAll("iframe")].filter(f => f.getAttribute("src")).length`, 2)
	st.press(p, "#ordholden-lasting [data-ordholden=refuse]")
	checkCookies(t, p, kept...)
	browser.Becomes(t, p, `(window.seen || []).length`, 0) // what ran cannot be stopped: the page was loaded again
}

// The revision is another when a version asks visitors again or gives up what they said yes to:
// then nothing runs on the older answer, neither of a purpose that is there nor of one that is gone.
func TestT15_AnAnswerOfAnotherRevisionLetsNothingThrough(t *testing.T) {
	st := newStage(t, "mojob")
	st.body = blocked
	p := st.tab()
	st.load(p)
	st.press(p, accept)
	st.awaits(1)
	browser.Eval[string](t, p, `const kept = JSON.parse(decodeURIComponent(document.cookie.match(/enabled_cookies=([^;]*)/)[1]));
		document.cookie = "cookie_control_enabled_cookies=" + encodeURIComponent(JSON.stringify(
			{...kept, revision: kept.revision + 1, categories: [...kept.categories, "given-up"]})) + "; path=/"`)
	st.load(p)
	browser.Becomes(t, p, shown, true)
	browser.Eval[bool](t, p, more)
	browser.Eval[bool](t, p, strings.ReplaceAll(more, "support-chat", "given-up"))
	browser.Becomes(t, p, `document.querySelectorAll(".ordholden-waits").length`, 2) // of the page, and of the purpose that is there
	st.rests(p)
	checkCookies(t, p, kept...)
	if browser.Eval[int](t, p, `(window.seen || []).length + document.querySelectorAll("iframe[src]").length`) != 0 ||
		!browser.Eval[bool](t, p, "ordholden.choices() === null") {
		t.Error("something runs on an answer to something else")
	}
}

func TestAPageThatMakesItselfAnewKeepsTheLastingWay(t *testing.T) {
	st := newStage(t, "mojob")
	p := st.tab()
	st.load(p)
	st.press(p, refuse)
	browser.Eval[bool](t, p, `document.querySelector("#ordholden-lasting").remove(); true`)
	st.press(p, "#ordholden-lasting [data-ordholden=open]")
	browser.Becomes(t, p, `document.documentElement.classList.contains("show--preferences")`, true)
}

// Art. 7(3) from our own pages: they lead to where the choice is kept.
func TestTheAddressOfTheChoicesOpensThem(t *testing.T) {
	const open = `document.documentElement.classList.contains("show--preferences")`
	st := newStage(t, "mojob")
	p := st.tab()
	p.Do(t, chromedp.Navigate(st.company.URL+"/some/page#ordholden"))
	browser.Becomes(t, p, open, true)
	st.press(p, save)
	browser.Becomes(t, p, open, false)
	browser.Eval[string](t, p, `location.hash = ""`)
	browser.Eval[string](t, p, `location.hash = "ordholden"`)
	browser.Becomes(t, p, open, true)
}

func TestTheReceiptOfAChoiceIsOneClickFromTheChoices(t *testing.T) {
	const receipt = `.pm [data-ordholden="receipt"]`
	st := newStage(t, "mojob")
	p := st.tab()
	st.load(p)
	st.press(p, choose)
	browser.Becomes(t, p, `document.querySelector('`+receipt+`').checkVisibility()`, false) // of nothing there is none
	st.press(p, save)
	visitor := st.awaits(1)[0].Visitor
	st.press(p, "[data-ordholden=open]")
	st.press(p, receipt)
	browser.Becomes(t, p, "location.href", st.ours.URL+"/v1/mojob/visitors/"+visitor+"/consents")
}

// Whatever becomes of our host, the company's page is a whole page.
func TestAScriptThatNeverComesBlocksNothing(t *testing.T) {
	st := newStage(t, "mojob")
	hangs := make(chan struct{})
	defer close(hangs)
	st.hangs = hangs
	st.body = blocked + `<script src="/site.js" defer></script>`
	p := st.tab()
	st.turn(p, st.company.URL+"/some/page")
	browser.Becomes(t, p, `(window.seen || []).join()`, "/site.js")
	checkCookies(t, p, "site")
}
