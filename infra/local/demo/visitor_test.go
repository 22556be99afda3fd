package demo_test

import (
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"

	"ordholden/infra/controllers"
	"ordholden/infra/local/browser"
	"ordholden/infra/local/demo"
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

// jar is every cookie in the visitor's browser, of whatever site.
func (v *visitor) jar() []*network.Cookie {
	v.t.Helper()
	kept, err := chromedp.CallBrowser(v, storage.GetCookies, storage.GetCookiesParams{
		BrowserContextID: chromedp.FromContext(v).BrowserContextID,
	})
	if err != nil {
		v.t.Fatal(err)
	}
	return kept.Cookies
}

// declared is the name under which a cookie is declared; the name itself if it is not.
func (v *visitor) declared(name string) string {
	for _, k := range v.of.Cookies {
		family, ok := strings.CutSuffix(k.Name, "*")
		if k.Name == name || ok && strings.HasPrefix(name, family) && name != family {
			return k.Name
		}
	}
	return name
}

// cookies is the names of the jar as they are declared, in order.
func (v *visitor) cookies() []string {
	v.t.Helper()
	var names []string
	for _, k := range v.jar() {
		names = append(names, v.declared(k.Name))
	}
	slices.Sort(names)
	return names
}

// own is the cookies that keep the answer, and more of the same controller.
func (v *visitor) own(more ...string) []string {
	for _, k := range v.of.Cookies {
		if k.Holds != "" {
			more = append(more, k.Name)
		}
	}
	slices.Sort(more)
	return more
}

// holds waits until the jar is exactly as wanted, and checks that it stays so while the page
// comes to rest.
func (v *visitor) holds(want []string) {
	v.t.Helper()
	v.eventually(fmt.Sprintf("the cookies become %q", want), func() bool { return slices.Equal(v.cookies(), want) })
	v.rests()
	if got := v.cookies(); !slices.Equal(got, want) {
		v.t.Errorf("the browser holds %q, want %q", got, want)
	}
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

// stored is what the browser keeps for the site, cookies aside.
func (v *visitor) stored() string {
	v.t.Helper()
	return browser.Eval[string](v.t, v.Tab, `(async () => [
		...Object.keys(localStorage), ...Object.keys(sessionStorage),
		...(await indexedDB.databases()).map(d => d.name), ...(await caches.keys()),
		...(await navigator.serviceWorker.getRegistrations()).map(r => r.scope)].join(" "))()`)
}

// hits is the visitor's requests that third parties have got.
func (v *visitor) hits() []demo.Hit {
	return slices.DeleteFunc(world.Demo.Hits(), func(h demo.Hit) bool { return h.Agent != v.agent })
}

// thirds is the hosts of third parties that were asked for anything, by the browser's account
// and by their own.
func (v *visitor) thirds() []string {
	var hosts []string
	for _, h := range v.hits() {
		hosts = append(hosts, h.Host)
	}
	for _, raw := range v.Asked() {
		u, err := url.Parse(raw)
		if err != nil {
			v.t.Fatal(err)
		}
		if at := u.Scheme + "://" + u.Host; u.Host != "" && at != world.Demo.Origin(v.of.ID) && at != world.URL {
			hosts = append(hosts, strings.TrimSuffix(u.Hostname(), ".localhost"))
		}
	}
	slices.Sort(hosts)
	return slices.Compact(hosts)
}

// reaches waits until exactly these third parties have been asked.
func (v *visitor) reaches(want ...string) {
	v.t.Helper()
	slices.Sort(want)
	v.eventually(fmt.Sprintf("%q are asked", want), func() bool { return slices.Equal(v.thirds(), want) })
	v.rests()
	if got := v.thirds(); !slices.Equal(got, want) {
		v.t.Errorf("asked %q, want %q", got, want)
	}
}

// id is the visitor's own, as the banner makes it of the number that the library has drawn.
func (v *visitor) id() gdpr.ID {
	v.t.Helper()
	for _, k := range v.jar() {
		value, _ := url.PathUnescape(k.Value)
		var kept struct{ ConsentID string }
		if holds, ok := v.of.Keeping(controller.HoldsChoices); !ok || holds.Name != k.Name || json.Unmarshal([]byte(value), &kept) != nil {
			continue
		}
		drawn, err := hex.DecodeString(strings.ReplaceAll(kept.ConsentID, "-", ""))
		if err != nil {
			v.t.Fatal(err)
		}
		return gdpr.ID(crockford.EncodeToString(drawn))
	}
	return ""
}

var crockford = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// recorded waits for the visitor's n-th record, and is all of them; one that came twice
// counts once.
func (v *visitor) recorded(n int) []sending {
	v.t.Helper()
	var once []sending
	v.eventually(fmt.Sprintf("%d records are stored", n), func() bool {
		once = nil
		id := v.id()
		for _, s := range v.sendings() {
			if s.Status == 201 && s.Visitor == id && !slices.ContainsFunc(once, func(o sending) bool { return o.Key == s.Key }) {
				once = append(once, s)
			}
		}
		return len(once) >= n
	})
	if len(once) > n {
		v.t.Errorf("%d records, want %d: %+v", len(once), n, once)
	}
	return once
}

// decisions is what a record must say where these purposes got a yes.
func (v *visitor) decisions(yes ...gdpr.PurposeID) map[gdpr.PurposeID]string {
	said := map[gdpr.PurposeID]string{}
	for _, p := range v.of.Asked(controller.Visitors) {
		said[p.ID] = "refused"
		if slices.Contains(yes, p.ID) {
			said[p.ID] = "given"
		}
	}
	return said
}

// asked is every purpose that visitors are asked about.
func (v *visitor) asked() (all []gdpr.PurposeID) {
	for _, p := range v.of.Asked(controller.Visitors) {
		all = append(all, p.ID)
	}
	return all
}

// quoted is a string of JavaScript.
func quoted(s string) string { return strconv.Quote(s) }

// reach is whom a yes to a purpose lets the browser ask.
var reach = map[gdpr.PurposeID]string{"statistics": demo.Analytics, "usage": demo.Heatmap, "support-chat": demo.Chat}
