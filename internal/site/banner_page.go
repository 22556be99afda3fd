package site

import (
	"net/http"

	g "maragu.dev/gomponents"

	"ordholden/internal/banner"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// bannerPage is the page for those who build the controller's site.
func (s Site) bannerPage(v View, r *http.Request) (answer, *gdpr.Error) {
	made, ok := s.Banner.Of(v.Controller)
	if !ok {
		return answer{}, notFound
	}
	return html(Banner(v, s.origin(r), made)), nil
}

// Banner says how a site loads the banner, what it must allow, and how it marks what waits for a yes.
func Banner(v View, origin string, made banner.Script) []byte {
	v.Page = PageBanner
	at := origin + "/" + string(v.Controller.ID) + "/"
	policy := "script-src 'self' " + origin + "; connect-src 'self' " + origin + "; style-src 'self' " + origin
	return v.document(page{Title: v.say(words.BannerPageTitle), Body: g.Group{
		lead(v.text(words.BannerPageLead)),
		v.explained(words.BannerPageLoad, words.BannerPageLoadPlain,
			listing(snippet(at+bannerFile, ""))),
		v.explained(words.BannerPagePin, words.BannerPagePinPlain, listing(snippet(at+bannerNamed(made), made.Integrity))),
		v.explained(words.BannerPagePolicy, words.BannerPagePolicyPlain, listing(policy)),
		v.explained(words.BannerPageBlock, words.BannerPageBlockPlain, listing(v.blocked())),
		v.explained(words.BannerPageOpen, words.BannerPageOpenPlain, listing(openers)),
		v.explained(words.BannerPageMode, words.BannerPageModePlain),
		v.explained(words.BannerPageSignal, words.BannerPageSignalPlain, listing(signalHonored(v.Controller))),
		v.explained(words.BannerPageOwn, words.BannerPageOwnPlain, listing(banner.Adapter)),
		h.P(h.A(h.Href(v.api("banner")), v.text(words.BannerPageJSON))),
	}})
}

// explained is a section with what is to be written under it.
func (v View) explained(heading, plain gdpr.Text, listings ...g.Node) g.Node {
	return h.Section(h.H2(v.text(heading)), h.P(v.text(plain)), g.Group(listings))
}

// listing is text to copy. Its lines are broken where they would be wider than the page: what
// cannot be seen is not checked.
func listing(text string) g.Node { return h.Pre(h.Code(g.Text(text))) }

// blocked is how a site marks what waits for a yes, with the controller's own purposes.
func (v View) blocked() string {
	asked := v.Controller.Asked(controller.Visitors)
	if len(asked) == 0 {
		return ""
	}
	first := string(asked[0].ID)
	return `<script type="text/plain" data-category="` + first + `" data-src="https://…"></script>` + "\n" +
		`<script type="text/plain" data-category="` + first + `">…</script>` + "\n" +
		`<iframe data-category="` + first + `" data-src="https://…" title="…" width="…" height="…"></iframe>`
}

const openers = `<a href="#" data-ordholden="open">…</a>
<button type="button" data-ordholden="refuse" hidden>…</button>
ordholden.open()
ordholden.choices()
ordholden.onChange((choices, refused) => …)`
