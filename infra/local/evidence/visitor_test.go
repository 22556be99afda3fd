package evidence_test

import (
	"strconv"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"ordholden/infra/local/browser"
	"ordholden/internal/gdpr"
)

// visitor is somebody with a browser of their own, on the site of a company.
type visitor struct {
	*browser.Tab
	d    desk
	site gdpr.ControllerID
}

// Parts of the banner, as the library marks them, and what the page's script says of it.
const (
	accept = `#cc-main .cm [data-role="all"]`
	asked  = `document.documentElement.classList.contains("show--consent")`
)

func (v visitor) sees(expression string) {
	v.d.t.Helper()
	v.d.eventually("in the browser at "+string(v.site)+": "+expression, func() bool {
		seen, err := chromedp.Run(v, chromedp.Evaluate[bool]("Boolean("+expression+")"))
		return err == nil && seen
	})
}

// comes opens the site, and waits until its banner has looked at what was chosen before. A browser may
// take the banner's script for five minutes more from what it has; nobody waits for that here.
func (v visitor) comes() {
	v.d.t.Helper()
	browser.Call(v.d.t, v.Tab, network.ClearBrowserCache, cdp.Empty{})
	v.Do(v.d.t, chromedp.Navigate(v.d.Demo.Origin(v.site)+"/nb/"))
	v.sees(`window.ordholden && (ordholden.choices() || document.querySelector("#cc-main"))`)
}

func (v visitor) accepts() {
	v.d.t.Helper()
	v.sees(`(e => e?.checkVisibility({visibilityProperty: true}) && (e.click(), true))(document.querySelector(` + strconv.Quote(accept) + `))`)
}
