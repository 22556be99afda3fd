package site_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"ordholden/infra/local/browser"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
)

// scheme makes the page light or dark, as its reader would have set it.
func scheme(t *testing.T, p *browser.Tab, name string) {
	t.Helper()
	browser.Call(t, p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
	})
}

// violations are what axe-core finds in the page, by rule; rules is its runOnly
// option, or undefined for all.
func violations(t *testing.T, p *browser.Tab, rules string) []string {
	t.Helper()
	found := browser.Eval[string](t, p, `axe.run(document, {resultTypes: ["violations"], runOnly: `+rules+`}).then(r => JSON.stringify(
		r.violations.map(v => v.id + ": " + v.help + ": " + v.nodes.map(n => n.html).join(" | "))))`)
	var list []string
	if err := json.Unmarshal([]byte(found), &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// looks are how a page is looked at: all rules once for each layout, and those
// of color also in the other scheme, with everything opened that can be.
var looks = []struct {
	width  int64
	scheme string
	open   bool
	rules  string
}{
	{360, "light", false, "undefined"},
	{360, "dark", true, `["color-contrast", "target-size"]`},
	{1280, "dark", false, "undefined"},
	{1280, "light", true, `["color-contrast", "target-size"]`},
}

func TestPagesHaveNoAccessibilityViolations(t *testing.T) {
	st, p, source := newStage(t), browser.Open(t), browser.Axe(t)
	// Runs before each page's own code, and is not subject to the policy.
	browser.Call(t, p, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: source})
	st.visit(t, func(t *testing.T, path string) {
		p.Do(t, chromedp.Navigate(st.URL+path))
		for _, look := range looks {
			scheme(t, p, look.scheme)
			p.Do(t, chromedp.EmulateViewport(look.width, 800))
			browser.Eval[bool](t, p, fmt.Sprintf(`(document.querySelectorAll("details").forEach(d => d.open = %t), true)`, look.open))
			for _, found := range violations(t, p, look.rules) {
				t.Errorf("%d px, %s: %s", look.width, look.scheme, found)
			}
		}
		p.CheckQuiet(t, st.URL)
	})
}

// One visit of each page shows both: that it fits the narrowest screen (WCAG 2.2, 1.4.10), and
// that thumbs hit its controls on a common one.
func TestPagesFitPhonesAndThumbs(t *testing.T) {
	st, p := newStage(t), browser.Open(t)
	st.visit(t, func(t *testing.T, path string) {
		p.Do(t, chromedp.EmulateViewport(320, 640, chromedp.EmulateMobile), chromedp.Navigate(st.URL+path))
		if wide := browser.Eval[int](t, p, `document.documentElement.scrollWidth`); wide > 320 {
			culprits := browser.Eval[string](t, p, `[...document.querySelectorAll("body *")].filter(e =>
				e.getBoundingClientRect().right > 320).map(e => e.tagName + "." + e.className).join(" ")`)
			t.Errorf("the page is %d px wide at 320: %s", wide, culprits)
		}
		if broken := browser.Eval[string](t, p, brokenWords); broken != "" {
			t.Errorf("at 320 px a heading breaks within: %s", broken)
		}
		p.Do(t, chromedp.EmulateViewport(360, 740, chromedp.EmulateMobile))
		if small := browser.Eval[string](t, p, smallTargets); small != "" {
			t.Errorf("too small:\n%s", small)
		}
		p.CheckQuiet(t, st.URL)
	})
}

// brokenWords are the words of headings that do not fit a line of their own. Where one ends in a
// hyphen, or has one, a break there is as it should be.
const brokenWords = `[...document.querySelectorAll("h1, h2, h3")].filter(e => e.checkVisibility()).flatMap(e => {
	const out = [], walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
	for (let n; n = walk.nextNode();) for (const m of n.data.matchAll(/[^\s-]+/g)) {
		const r = document.createRange();
		r.setStart(n, m.index);
		r.setEnd(n, m.index + m[0].length);
		if (new Set(Array.from(r.getClientRects(), b => Math.round(b.top))).size > 1) out.push(m[0]);
	}
	return out;
}).join(" ")`

// smallTargets are the controls that a thumb would miss: buttons, fields,
// choices and the links of menus, but not links within sentences.
const smallTargets = `[...document.querySelectorAll("button, nav a, summary, .field > input, textarea, .choice, .tasks li")].
	filter(e => e.checkVisibility()).map(e => [e, e.getBoundingClientRect()]).
	filter(([e, r]) => r.height < 44 || r.width < 24).map(([e, r]) => e.outerHTML.slice(0, 80) + " " + r.width + "x" + r.height).join("\n")`

// unreached is how many controls that can be seen the keyboard has not been on.
const unreached = `[...document.querySelectorAll("a[href], button, input:not([type=hidden]), textarea, summary, [tabindex='0']")].
	filter(e => e.checkVisibility() && !e.matches(":disabled") && !window.reached.has(e) &&
		!(e.type === "radio" && [...document.getElementsByName(e.name)].some(r => window.reached.has(r)))).
	map(e => e.outerHTML.slice(0, 100)).join("\n")`

// onlyOnce are the paths of one sample of each name: controllers and languages differ in words.
func onlyOnce(views []site.View) []string {
	var paths []string
	seen := map[string]bool{}
	for _, v := range views {
		for _, s := range append(samples(v), bare(v)...) {
			if !seen[s.name] {
				paths = append(paths, samplePath(v, s))
			}
			seen[s.name] = true
		}
	}
	return paths
}

func TestKeyboardReachesEveryControl(t *testing.T) {
	st, p := newStage(t), browser.Open(t)
	paths := onlyOnce(views())
	for _, width := range []int64{360, 1280} {
		p.Do(t, chromedp.EmulateViewport(width, 800))
		for _, path := range paths {
			t.Run(fmt.Sprint(path, " at ", width), func(t *testing.T) {
				p.Do(t, chromedp.Navigate(st.URL+path))
				browser.Eval[bool](t, p, `(window.reached = new Set(), document.addEventListener("focusin", e => reached.add(e.target)), document.activeElement.blur(), true)`)
				for range browser.Eval[int](t, p, `document.querySelectorAll("a[href], button, input, textarea, summary, [tabindex]").length`) + 1 {
					p.Do(t, chromedp.KeyEvent(kb.Tab))
				}
				if left := browser.Eval[string](t, p, unreached); left != "" {
					t.Errorf("not reached:\n%s", left)
				}
			})
		}
	}
}

func TestSummaryOfFaultsTakesTheFocus(t *testing.T) {
	st, p := newStage(t), browser.Open(t)
	v := views()[0]
	p.Do(t, chromedp.Navigate(st.URL+samplePath(v, sample{name: "request-faults"})))
	browser.Becomes(t, p, `document.activeElement.id`, "summary")
	p.Do(t, chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter))
	browser.Becomes(t, p, `location.hash`, "#rights-row")
	p.Do(t, chromedp.KeyEvent(kb.Tab))
	browser.Becomes(t, p, `document.activeElement.id`, "rights")
	if sent := st.posts(); len(sent) > 0 {
		t.Errorf("a link to a field has sent the form: %q", sent)
	}
}

func TestEnterSavesTheChoicesAndNeverAcceptsAll(t *testing.T) {
	st, p := newStage(t), browser.Open(t)
	v := views()[0]
	p.Do(t, chromedp.Navigate(st.URL+samplePath(v, sample{name: "cookies"})))
	browser.Eval[bool](t, p, `(document.querySelector("[type=radio]").focus(), true)`)
	if _, err := chromedp.RunResponse(p, chromedp.KeyEvent(kb.Enter)); err != nil {
		t.Fatal(err)
	}
	sent := st.posts()
	if len(sent) != 1 || strings.Contains(sent[0], "all=") || strings.Contains(sent[0], "decision.") {
		t.Errorf("sent: %q", sent)
	}
}

func TestHostileFormValuesStayText(t *testing.T) {
	st, p := newStage(t), browser.Open(t)
	v := views()[0]
	hostile := `"><script>alert(1)</script><img src=x onerror=alert(2)>` + "\x00'`${alert(3)}"
	st.add("/hostile", site.Request(v, site.RequestForm{Key: id("key"), Values: map[string][]string{
		"email": {hostile}, "name": {hostile}, "text": {"</textarea>" + hostile}, "rights": {hostile, string(gdpr.Access)},
	}, Faults: []gdpr.Fault{{Pointer: "/" + hostile, Code: gdpr.FaultUnknownField, Value: hostile}}}))
	p.Do(t, chromedp.Navigate(st.URL+"/hostile"))
	if n := browser.Eval[int](t, p, `document.querySelectorAll("script, img").length`); n != 0 {
		t.Errorf("%d elements that nobody wrote", n)
	}
	if typed := browser.Eval[string](t, p, `document.getElementById("name").value`); !strings.HasPrefix(typed, `"><script>`) {
		t.Errorf("what was typed is not shown again: %q", typed)
	}
	p.CheckQuiet(t, st.URL)
}
