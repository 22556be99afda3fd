package demo_test

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"

	"ordholden/infra/local/browser"
	"ordholden/infra/local/demo"
	"ordholden/internal/gdpr"
)

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

// reach is whom a yes to a purpose lets the browser ask.
var reach = map[gdpr.PurposeID]string{"statistics": demo.Analytics, "usage": demo.Heatmap, "support-chat": demo.Chat}
