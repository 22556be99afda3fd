package mail

import (
	g "maragu.dev/gomponents"

	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
)

// Styles stand on the elements, since many mail programs drop a style sheet; the
// sheet only turns the colors for whoever reads in the dark. Nothing is loaded.
const (
	font      = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;"
	bodyStyle = "margin:0;padding:0;background:#f3f1ec;color:#1c1f23;" + font + "font-size:17px;line-height:1.55;"
	pageStyle = "background:#f3f1ec;"
	cardStyle = "max-width:576px;margin:0 auto;padding:36px 32px 12px;background:#ffffff;border-radius:12px;text-align:left;"
	footStyle = "max-width:576px;margin:0 auto;padding:20px 32px 8px;color:#565b62;font-size:14px;line-height:1.5;text-align:left;"
	nameStyle = "margin:0 0 20px;color:#565b62;font-size:15px;font-weight:600;"

	titleStyle     = "margin:0 0 20px;font-size:28px;line-height:1.2;font-weight:700;letter-spacing:-0.01em;"
	headingStyle   = "margin:32px 0 8px;font-size:18px;line-height:1.3;font-weight:700;"
	paragraphStyle = "margin:0 0 16px;"
	promiseStyle   = "margin:0 0 8px;font-size:18px;font-weight:600;"
	listStyle      = "margin:0 0 20px;padding:0 0 0 22px;"
	itemStyle      = "margin:0 0 6px;"
	factStyle      = "margin:0 0 14px;"
	factNameStyle  = "display:block;color:#565b62;font-size:14px;line-height:1.4;"
	factValueStyle = "display:block;font-weight:600;"
	imprintStyle   = "color:#1c1f23;"
	secretStyle    = "display:inline-block;margin:0 0 16px;padding:10px 18px;border:1px solid #b9bdc4;border-radius:8px;" +
		"font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:24px;line-height:1.3;font-weight:600;letter-spacing:0.14em;"
	buttonStyle = "display:inline-block;padding:14px 26px;background:#1d4468;border-radius:8px;color:#ffffff;font-weight:600;text-decoration:none;"
	orStyle     = "margin:12px 0 20px;color:#565b62;font-size:13px;line-height:1.45;"
	linkStyle   = "color:#565b62;word-break:break-all;overflow-wrap:anywhere;"

	dark = "@media (prefers-color-scheme:dark){" +
		".page{background:#15171a!important}.card{background:#202429!important;color:#eceae5!important}" +
		".foot,.quiet{color:#aeb3ba!important}.strong{color:#eceae5!important}.button{background:#b9d6f2!important;color:#10202f!important}" +
		".secret{border-color:#666d76!important}}" +
		"@media (max-width:480px){.outer{padding:0!important}.card{border-radius:0!important;padding:28px 20px 8px!important}.foot{padding:20px 20px 8px!important}}"
)

// htmler is a block that can be shown as HTML.
type htmler interface{ html() g.Node }

// html is the letter as a page of its own.
func (l letter) html(language gdpr.Language) g.Node {
	return h.Doctype(h.HTML(h.Lang(string(language)),
		h.Head(
			h.Meta(h.Charset("utf-8")),
			h.Meta(h.Name("viewport"), h.Content("width=device-width, initial-scale=1")),
			h.Meta(h.Name("color-scheme"), h.Content("light dark")),
			h.Meta(h.Name("supported-color-schemes"), h.Content("light dark")),
			h.Meta(h.Name("format-detection"), h.Content("telephone=no, date=no, address=no, email=no, url=no")),
			h.TitleEl(g.Text(l.subject)),
			h.StyleEl(g.Raw(dark)),
		),
		h.Body(h.Class("page"), h.Style(bodyStyle),
			h.Table(h.Role("presentation"), h.Width("100%"), h.Attr("cellpadding", "0"), h.Attr("cellspacing", "0"), h.Class("page"), h.Style(pageStyle),
				h.Tr(h.Td(h.Class("outer"), h.Attr("align", "center"), h.Style("padding:24px 0;"),
					h.Div(h.Class("card"), h.Style(cardStyle),
						h.P(h.Class("quiet"), h.Style(nameStyle), g.Text(l.from)),
						h.H1(h.Style(titleStyle), g.Text(l.title)),
						g.Map(l.blocks, show)),
					h.Div(h.Class("foot"), h.Style(footStyle), g.Map(l.foot, show)),
				)),
			),
		),
	))
}

func show(b block) g.Node { return b.html() }

func (p paragraph) html() g.Node { return h.P(h.Style(paragraphStyle), g.Text(string(p))) }

func (p promise) html() g.Node { return h.P(h.Style(promiseStyle), g.Text(string(p))) }

func (t heading) html() g.Node { return h.H2(h.Style(headingStyle), g.Text(string(t))) }

func (l list) html() g.Node { return h.Ul(h.Style(listStyle), items(l)) }

func (s steps) html() g.Node { return h.Ol(h.Style(listStyle), items(s)) }

func items(texts []string) g.Node {
	return g.Map(texts, func(text string) g.Node { return h.Li(h.Style(itemStyle), g.Text(text)) })
}

func (f fact) html() g.Node {
	return h.P(h.Style(factStyle),
		h.Span(h.Class("quiet"), h.Style(factNameStyle), g.Text(f.name)),
		h.Span(h.Style(factValueStyle), g.Text(f.value)))
}

func (i imprint) html() g.Node {
	return h.P(h.Style("margin:0 0 10px;"), g.Text(i.name), h.Br(), h.Span(h.Class("strong"), h.Style(imprintStyle), g.Text(i.value)))
}

func (s secret) html() g.Node {
	return h.P(h.Style("margin:0;"), h.Span(h.Class("secret"), h.Style(secretStyle), g.Text(s.value)))
}

func (b button) html() g.Node {
	return g.Group{
		h.P(h.Style("margin:8px 0 0;"), h.A(h.Class("button"), h.Style(buttonStyle), h.Href(b.link), g.Text(b.name))),
		h.P(h.Class("quiet"), h.Style(orStyle), g.Text(b.or), h.Br(),
			h.A(h.Class("quiet"), h.Style(linkStyle), h.Href(b.link), g.Text(b.link))),
	}
}
