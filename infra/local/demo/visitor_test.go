package demo_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"ordholden/infra/controllers"
	"ordholden/infra/local/browser"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// visitor is somebody with a browser of their own on the site of a controller.
type visitor struct {
	*browser.Tab
	t     *testing.T
	of    *controller.Declaration
	agent string // what their browser calls itself, by which third parties and the tests tell them apart

	clicks int
}

func newVisitor(t *testing.T, c gdpr.ControllerID) *visitor {
	t.Helper()
	d, ok := controllers.Registry().Current(c)
	if !ok {
		t.Fatalf("controller %s is not declared", c)
	}
	v := &visitor{Tab: browser.Apart(t), t: t, of: d, agent: "visitor " + string(gdpr.NewID())}
	browser.Call(t, v.Tab, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: v.agent})
	v.Do(t, chromedp.EmulateViewport(1280, 900))
	t.Cleanup(func() {
		if t.Failed() {
			at, _ := chromedp.Run(v, chromedp.Evaluate[string](`location + "\n" + document.cookie + "\n" + document.documentElement.className`))
			t.Logf("the visitor is at %s\nand was told %q", at, v.Told())
			for _, s := range v.sendings() {
				t.Logf("sent %s %v, answered %d %.300s", s.Mechanism, s.Decisions, s.Status, s.Answer)
			}
		}
	})
	return v
}

// beside is the same visitor in another tab.
func (v *visitor) beside() *visitor {
	other := *v
	other.Tab = v.Tab.Beside(v.t)
	return &other
}

// The parts of the banner, as the library marks them.
const (
	accept  = `#cc-main .cm [data-role="all"]`
	refuse  = `#cc-main .cm [data-role="necessary"]`
	choose  = `#cc-main .cm [data-role="show"]`
	saved   = `#cc-main .pm [data-role="save"]`
	allIn   = `#cc-main .pm [data-role="all"]`
	noneIn  = `#cc-main .pm [data-role="necessary"]`
	lasting = `footer [data-ordholden="open"]`

	waiting = `.ordholden-waits [data-ordholden="open"]`

	first   = `document.documentElement.classList.contains("show--consent")`
	choices = `document.documentElement.classList.contains("show--preferences")`
)

func toggle(p gdpr.PurposeID) string { return `#cc-main .pm label:has([value="` + string(p) + `"])` }

// goes loads a page of the site and waits until the banner is there.
func (v *visitor) goes(path string) *visitor {
	v.t.Helper()
	v.Do(v.t, chromedp.Navigate(world.Demo.Origin(v.of.ID)+path))
	v.sees(`window.ordholden && (ordholden.choices() || document.querySelector("#cc-main"))`)
	return v
}

// met is a new visitor whom the banner asks.
func met(t *testing.T, c gdpr.ControllerID) *visitor {
	t.Helper()
	v := newVisitor(t, c).goes("/nb/")
	v.sees(first)
	return v
}

// sees waits until an expression is true in the page. A page that is just being left
// answers with an error, and is asked again.
func (v *visitor) sees(expression string) {
	v.t.Helper()
	v.eventually("in the browser: "+expression, func() bool {
		seen, err := chromedp.Run(v, chromedp.Evaluate[bool]("Boolean("+expression+")"))
		return err == nil && seen
	})
}

// patience is how long anything that happens by itself may take on a busy machine.
const patience = 60 * time.Second

func (v *visitor) eventually(what string, try func() bool) {
	v.t.Helper()
	ticker := time.NewTicker(30 * time.Millisecond)
	defer ticker.Stop()
	deadline := time.After(patience)
	for !try() {
		select {
		case <-ticker.C:
		case <-deadline:
			v.t.Fatalf("%s: not in %v", what, patience)
		}
	}
}

// presses clicks what can be seen.
func (v *visitor) presses(selectors ...string) *visitor {
	v.t.Helper()
	for _, s := range selectors {
		v.sees(`(e => e?.checkVisibility({visibilityProperty: true}) && (e.click(), true))(document.querySelector(` + quoted(s) + `))`)
		v.clicks++
	}
	return v
}

// says yes to these purposes and to no others.
func (v *visitor) says(purposes ...gdpr.PurposeID) *visitor {
	v.t.Helper()
	v.presses(choose)
	v.sees(choices)
	for _, p := range purposes {
		v.presses(toggle(p))
	}
	return v.presses(saved)
}

// rests waits until the page is loaded, has been drawn and has nothing left to do.
func (v *visitor) rests() {
	v.t.Helper()
	v.eventually("the page comes to rest", func() bool {
		idle, err := chromedp.Run(v, chromedp.Evaluate[bool](`(async () => {
			for (let i = 0; i < 3; i++) await new Promise(done => requestAnimationFrame(() => requestIdleCallback(done)));
			return document.readyState === "complete";
		})()`, chromedp.EvalAwaitPromise))
		return err == nil && idle
	})
}

// quoted is a string of JavaScript.
func quoted(s string) string { return strconv.Quote(s) }
