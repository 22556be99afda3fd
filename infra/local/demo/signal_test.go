package demo_test

import (
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"ordholden/infra/local/browser"
	"ordholden/internal/gdpr"
	"ordholden/internal/words"
)

// signals makes the browser send the Global Privacy Control, as the specification has it: to
// pages by a property, to servers by a header.
func (v *visitor) signals() {
	v.t.Helper()
	v.sendsHeader()
	browser.Call(v.t, v.Tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{
		Source: `Object.defineProperty(Navigator.prototype, "globalPrivacyControl", {get: () => true, configurable: true})`})
}

// sendsHeader makes the browser tell servers, and no page.
func (v *visitor) sendsHeader() {
	v.t.Helper()
	browser.Call(v.t, v.Tab, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Sec-GPC": "1"}})
}

// A server hears the header only. Our own form takes it as a no that nobody has to repeat, and
// takes a yes that is given all the same; the record of that yes came with the header.
func TestM17_TheHeaderAloneIsANoInOurOwnFormAndAYesCanStillBeGiven(t *testing.T) {
	for _, c := range []gdpr.ControllerID{"mojob", "tretoen"} {
		v := newVisitor(t, c)
		v.sendsHeader()
		form := world.URL + "/" + string(c) + "/nn/cookies"
		v.Do(t, chromedp.Navigate(form))
		v.sees(`document.body.innerText.includes(` + quoted(words.CookiesSignal.In(gdpr.Nynorsk)) + `)`)
		v.sees(`document.querySelector("main form [type=radio]") && !document.querySelector("main form :checked")`)
		if kept := v.jar(); len(kept) > 0 || len(v.sendings()) > 0 {
			t.Errorf("the signal alone left %d cookies and %d records", len(kept), len(v.sendings()))
		}
		v.presses(`main form button[value="given"]`)
		v.sees(`location.pathname.endsWith("/cookies/saved") && document.querySelector("dd.given")`)
		if sent := v.sendings(); len(sent) != 1 || sent[0].GPC != "1" || sent[0].Status != 303 {
			t.Errorf("sent %+v", sent)
		}
		v.Do(t, chromedp.Navigate(form))
		v.sees(`document.body.innerText.includes(` + quoted(words.CookiesSignalAndYes.In(gdpr.Nynorsk)) + `)`)
		v.presses(`.withdrawal button`)
		v.sees(`document.querySelector("dd.withdrawn") && !document.querySelector("dd.given")`)
	}
}

// Where a browser sends the header and hides the property, which no browser does that keeps to
// the specification, the banner asks as it asks everybody: before a yes nothing is stored or asked for.
func TestTheHeaderWithoutThePropertyLeavesTheBannerAsking(t *testing.T) {
	v := newVisitor(t, "mojob")
	v.sendsHeader()
	v.goes("/nb/").sees(first)
	v.holds(nil)
	v.reaches()
	v.presses(refuse)
	if got := v.recorded(1)[0]; got.GPC != "1" || got.Mechanism != "banner" || got.Decisions["statistics"] != "refused" {
		t.Errorf("recorded %+v", got)
	}
}
