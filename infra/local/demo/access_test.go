package demo_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"ordholden/infra/local/browser"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// focused is what has the focus: the part of the banner, or what a screen reader would call it.
const focused = `(e => e.closest("#cc-main") ? (e.dataset.role ? (e.closest(".cm") ? "first " : "choices ") + e.dataset.role : e.value || e.className.split(" ")[0]) : e.textContent.trim().slice(0, 40))(document.activeElement)`

// tabsTo presses Tab until something has the focus.
func (v *visitor) tabsTo(what string) {
	v.t.Helper()
	var passed []string
	for range 60 {
		v.Do(v.t, chromedp.KeyEvent(kb.Tab))
		at := browser.Eval[string](v.t, v.Tab, focused)
		if at == what {
			return
		}
		passed = append(passed, at)
	}
	v.t.Fatalf("Tab never comes to %q: %q", what, passed)
}

func TestTheBannerIsUsedByKeyboardOnly(t *testing.T) {
	v := met(t, "mojob")
	v.tabsTo("first all")
	v.tabsTo("first necessary")
	v.tabsTo("first show")
	v.Do(t, chromedp.KeyEvent(kb.Enter))
	v.sees(choices)
	v.sees(`document.querySelector("#cc-main .pm").contains(document.activeElement)`)
	v.tabsTo("support-chat")
	v.Do(t, chromedp.KeyEvent(" "))
	v.sees(`document.querySelector('#cc-main .pm [value="support-chat"]').checked`)
	v.Do(t, chromedp.KeyEvent(kb.Escape))
	v.sees(`!(` + choices + `)`)
	v.sees(focused + ` === "first show"`) // back where one came from
	v.holds(nil)                          // and that was no answer
	v.sees(`ordholden.choices() === null && ` + first)
	v.Do(t, chromedp.KeyEvent(kb.Enter))
	v.sees(choices)
	v.tabsTo("usage")
	v.Do(t, chromedp.KeyEvent(" "))
	v.tabsTo("choices save")
	v.Do(t, chromedp.KeyEvent(kb.Enter))
	v.sees(`!(` + choices + `)`)
	if got := v.recorded(1)[0]; got.Decisions["usage"] != "given" {
		t.Errorf("recorded %v", got.Decisions)
	}
	v.tabsTo("Informasjonskapsler")
	v.Do(t, chromedp.KeyEvent(kb.Enter))
	v.sees(choices)
	v.Do(t, chromedp.KeyEvent(kb.Escape))
	v.sees(focused + ` === "Informasjonskapsler"`)
	v.recorded(1)
}

// node is a thing as assistive technology has it.
type node struct{ role, name, checked string }

func (v *visitor) tree() (all []node) {
	v.t.Helper()
	for _, n := range browser.Call(v.t, v.Tab, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{}).Nodes {
		if n.Ignored || n.Role == nil || n.Name == nil {
			continue
		}
		found := node{role: plain(n.Role), name: plain(n.Name)}
		for _, p := range n.Properties {
			if p.Name == accessibility.PropertyNameChecked {
				found.checked = plain(p.Value)
			}
		}
		all = append(all, found)
	}
	return all
}

func plain(v *accessibility.Value) string {
	var text string
	if json.Unmarshal(v.Value, &text) != nil {
		return strings.Trim(string(v.Value), `"`)
	}
	return text
}

func TestScreenReadersAreToldWhatEverythingIs(t *testing.T) {
	for _, l := range gdpr.Languages {
		t.Run(string(l), func(t *testing.T) {
			v := newVisitor(t, "mojob").goes("/" + string(l) + "/")
			v.sees(first)
			said := func(selector string) string {
				return browser.Eval[string](t, v.Tab, `document.querySelector(`+quoted(selector)+`).textContent.trim()`)
			}
			v.reads(node{role: "dialog", name: said("#cc-main .cm__title")},
				node{role: "button", name: said(accept)}, node{role: "button", name: said(refuse)}, node{role: "button", name: said(choose)})
			v.presses(choose)
			v.sees(choices)
			v.rests()
			want := []node{{role: "dialog", name: said("#cc-main .pm__title")}}
			for _, p := range v.of.Told(controller.Visitors) {
				want = append(want, node{role: "switch", name: p.Name.In(l), checked: fmt.Sprint(p.Required)})
			}
			v.reads(want...)
		})
	}
}

// reads fails unless the tree has each of these.
func (v *visitor) reads(want ...node) {
	v.t.Helper()
	browser.Call(v.t, v.Tab, accessibility.Enable, cdp.Empty{})
	for _, n := range want {
		v.eventually(fmt.Sprintf("the tree has %+v", n), func() bool { return slices.Contains(v.tree(), n) })
	}
}

func TestTheBannerHasNoAccessibilityViolations(t *testing.T) {
	for _, width := range []int64{320, 1280} {
		v := newVisitor(t, "mojob")
		browser.Call(t, v.Tab, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: browser.Axe(t)})
		v.Do(t, chromedp.EmulateViewport(width, 800))
		v.goes("/nb/").sees(first)
		v.clean(width, "first layer")
		v.presses(choose)
		v.sees(choices)
		v.presses(`#cc-main .pm__section--toggle:nth-of-type(2) button.pm__section-title`)
		v.clean(width, "choices")
		v.presses(saved)
		v.sees(`!(` + choices + `)`)
		v.clean(width, "after")
	}
}

func (v *visitor) clean(width int64, layer string) {
	v.t.Helper()
	v.still()
	found := browser.Eval[string](v.t, v.Tab, `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.map(
		v => v.id + ": " + v.help + ": " + v.nodes.map(n => n.html).join(" | ")).join("\n"))`)
	if found != "" {
		v.t.Errorf("%d px, %s:\n%s", width, layer, found)
	}
}

// still waits until nothing on the page moves any more.
func (v *visitor) still() {
	v.t.Helper()
	v.rests()
	v.sees(`document.getAnimations().every(a => a.playState !== "running") &&
		[["show--consent", ".cm"], ["show--preferences", ".pm"]].every(([shown, layer]) => {
			const e = document.querySelector("#cc-main " + layer), s = e && getComputedStyle(e);
			return document.documentElement.classList.contains(shown) ? s?.opacity === "1" && s.visibility === "visible" : !s || s.visibility === "hidden";
		})`)
	v.rests()
}

// overflow is what of the banner, or of the page, lies outside the width.
const overflow = `(() => {
	const width = document.documentElement.clientWidth, out = [];
	if (document.documentElement.scrollWidth > width) out.push("page " + document.documentElement.scrollWidth);
	for (const e of document.querySelectorAll("#cc-main *, header *, footer *")) {
		const r = e.getBoundingClientRect();
		if (e.checkVisibility({visibilityProperty: true}) && r.width && (r.right > width + 1 || r.left < -1)) out.push(e.tagName + "." + e.className + " " + r.left + ".." + r.right);
		if (e.tagName === "BUTTON" && e.scrollWidth > e.clientWidth + 1) out.push("cut: " + e.textContent);
	}
	return out.join("\n");
})()`

func TestTheBannerFitsNarrowScreensAndLargeText(t *testing.T) {
	for name, look := range map[string]struct{ width, height, percent int64 }{
		"320 px": {320, 640, 100}, "200 percent": {1280, 800, 200}, "small and large": {640, 640, 200},
	} {
		t.Run(name, func(t *testing.T) {
			for _, l := range gdpr.Languages {
				v := newVisitor(t, "mojob")
				v.Do(t, chromedp.EmulateViewport(look.width, look.height))
				v.goes("/" + string(l) + "/").sees(first)
				v.enlarge(look.percent)
				for _, layer := range []string{"first", "choices"} {
					if layer == "choices" {
						v.presses(choose)
						v.sees(choices)
					}
					v.still()
					if out := browser.Eval[string](t, v.Tab, overflow); out != "" {
						t.Errorf("%s, %s:\n%s", l, layer, out)
					}
				}
				v.reachable()
			}
		})
	}
}

func (v *visitor) enlarge(percent int64) {
	v.t.Helper()
	browser.Eval[string](v.t, v.Tab, fmt.Sprintf(`document.documentElement.style.fontSize = "%d%%"`, percent))
}

// reachable fails unless each button of the choices can be brought into view and hit.
func (v *visitor) reachable() {
	v.t.Helper()
	for _, s := range []string{allIn, noneIn, saved} {
		v.sees(`(e => { e.scrollIntoView({block: "center"}); const r = e.getBoundingClientRect();
			return e.contains(document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2)); })(document.querySelector(` + quoted(s) + `))`)
	}
}

// The three answers are equals: nothing in their looks leads to one of them.
func TestTheThreeButtonsOfTheFirstLayerAreEquals(t *testing.T) {
	for _, width := range []int64{320, 1280} {
		v := newVisitor(t, "mojob")
		v.Do(t, chromedp.EmulateViewport(width, 800))
		v.goes("/nb/").sees(first)
		v.still()
		looks := browser.Eval[[]string](t, v.Tab, `Array.from(document.querySelectorAll("#cc-main .cm .cm__btn"), e => {
			const s = getComputedStyle(e), r = e.getBoundingClientRect();
			return [Math.round(r.width), Math.round(r.height), s.color, s.backgroundColor, s.borderColor, s.borderWidth, s.fontSize, s.fontWeight, s.opacity, s.textDecorationLine, s.order].join(" ");
		})`)
		if len(looks) != 3 || looks[0] != looks[1] || looks[1] != looks[2] {
			t.Errorf("at %d px they look like\n%s", width, strings.Join(looks, "\n"))
		}
	}
}

func TestTheSiteWorksUnderAStrictPolicyWithoutAReport(t *testing.T) {
	for _, c := range []gdpr.ControllerID{"mojob", "tretoen"} {
		v := met(t, c)
		v.presses(choose)
		v.sees(choices)
		v.presses(allIn)
		v.recorded(1)
		v.goes("/en/jobs").presses(lasting, noneIn)
		v.recorded(2)
		v.holds(v.own())
		for _, told := range v.Told() {
			t.Errorf("the browser says: %s", told)
		}
	}
}
