package site

import (
	"strings"

	g "maragu.dev/gomponents"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// page is one page: what differs between them.
type page struct {
	Title     string
	Language  gdpr.Language           // of the title, where it is not the page's
	Faulty    bool                    // the title says so first (WCAG 2.2, 3.3.1)
	Script    bool                    // reads the fragment of a link from a mail
	Statement *controller.Declaration // whose statement it is, or is about: it has a style sheet more, and stands as data beside
	Body      g.Group
}

// document is a whole page.
func (v View) document(p page) []byte {
	title := p.Title
	if v.Controller != nil && !strings.HasSuffix(title, v.Controller.Name) {
		title += " – " + v.Controller.Name
	}
	if p.Faulty {
		title = v.say(words.ErrorPrefix) + " " + title
	}
	return render(h.Doctype(h.HTML(
		h.Lang(string(v.Language)),
		g.Iff(v.Controller != nil, func() g.Node { return h.Class(string(v.Controller.ID)) }),
		h.Head(
			h.Meta(h.Charset("utf-8")),
			h.Meta(h.Name("viewport"), h.Content("width=device-width, initial-scale=1")),
			h.Meta(h.Name("color-scheme"), h.Content("light dark")),
			h.TitleEl(g.Text(title)),
			h.Link(h.Rel("stylesheet"), h.Href(style().Path)),
			h.Link(h.Rel("stylesheet"), h.Attr("media", "print"), h.Href(paper().Path)),
			g.Iff(p.Statement != nil, func() g.Node { return v.statementLinks(p.Statement) }),
			h.Link(h.Rel("icon"), h.Type("image/svg+xml"), h.Href(icon().Path)),
			g.Iff(p.Script, func() g.Node { return h.Script(h.Src(script().Path), h.Defer()) }),
		),
		h.Body(
			h.A(h.Class("skip"), h.Href("#main"), v.text(words.SkipToContent)),
			v.header(),
			h.Main(h.ID("main"), h.H1(g.If(p.Language != "" && p.Language != v.Language, h.Lang(string(p.Language))), g.Text(p.Title)), p.Body),
			g.Iff(v.Controller != nil, v.footer),
		),
	)))
}

func (v View) header() g.Node {
	if v.Controller == nil {
		return h.Header(h.Div(h.Class("bar"),
			h.A(h.Class("name"), h.Href("/"), v.text(words.Privacy))))
	}
	return h.Header(h.Div(h.Class("bar"),
		h.A(h.Class("name"), h.Href(v.Path(PageFront)),
			g.Text(v.Controller.Name), g.Text(" "), h.Span(v.text(words.Privacy))),
		v.languages(),
		v.menu(),
	))
}

// languages leads to the same page in each language, each named in itself.
func (v View) languages() g.Node {
	return h.Nav(h.Class("languages"), h.Aria("label", v.say(words.Language)),
		h.Ul(g.Map(gdpr.Languages, func(l gdpr.Language) g.Node {
			return h.Li(h.A(
				h.Href(v.hereIn(l)), h.Lang(string(l)), h.Attr("hreflang", string(l)),
				g.If(l == v.Language, h.Aria("current", "true")),
				g.Text(words.OwnName(l))))
		})))
}

// hereIn is where the page stands in a language.
func (v View) hereIn(l gdpr.Language) string {
	if v.At != "" {
		return v.api(v.At) + "?language=" + string(l) + v.Query
	}
	return v.pathIn(l, v.Page)
}

// menuPages are the pages that the menu leads to.
var menuPages = [...]struct {
	page string
	name *gdpr.Text
}{
	{PageRequest, &words.MenuRequest},
	{PageOwn, &words.MenuOwn},
	{PageStatus, &words.MenuStatus},
	{PageCookies, &words.MenuCookies},
	{PageConsent, &words.MenuConsent},
	{PageApplication, &words.MenuApplication},
	{PageAgreements, &words.MenuAgreements},
	{PageStatement, &words.MenuStatement},
}

// menu opens without a script where there is little room; elsewhere it is open.
func (v View) menu() g.Node {
	var items g.Group
	for _, m := range menuPages {
		if v.has(m.page) {
			items = append(items, h.Li(h.A(h.Href(v.Path(m.page)),
				g.If(m.page == v.Page, h.Aria("current", "page")), v.text(*m.name))))
		}
	}
	return h.Nav(h.Class("menu"), h.Aria("label", v.say(words.Pages)),
		h.Details(h.Summary(v.text(words.Menu)), h.Ul(items)))
}

// footer says who answers for the page, and where to complain (Art. 13(1)(a), (2)(d)).
func (v View) footer() g.Node {
	d := v.Controller
	return h.Footer(h.Div(h.Class("columns"),
		h.Section(
			h.H2(v.text(words.Controller)),
			h.P(g.Text(d.Name)),
			g.If(d.OrganizationNumber != "", h.P(v.text(words.OrganizationNumber, "number", grouped(d.OrganizationNumber)))),
			g.If(d.PostalAddress != "", h.P(g.Text(d.PostalAddress))),
		),
		h.Section(
			h.H2(v.text(words.Contact)),
			h.P(mailto(d.Mailbox)),
			h.P(website(d.Website)),
		),
		h.Section(
			h.H2(v.text(words.Complaint)),
			h.P(v.text(words.ComplainTo)),
			h.P(website(d.Authority.Website)),
		)),
		h.P(h.Class("version"), h.A(h.Href(v.Path(PageStatement)),
			v.text(words.StatementVersion, "version", d.Version.String(), "date", v.dated()))),
	)
}
