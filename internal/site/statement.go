package site

import (
	"slices"

	g "maragu.dev/gomponents"

	"ordholden/internal/controller"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// statementEmbed is the statement as a bare article, for a frame on the controller's own site.
const statementEmbed = PageStatement + "/embed"

// pageOf is where a version of the statement stands for good.
func pageOf(d *controller.Declaration) string { return PageStatement + "/" + d.Version.String() }

// pageBetween is where the difference of two versions stands.
func pageBetween(from, to *controller.Declaration) string {
	return PageStatement + "/" + from.Version.String() + ".." + to.Version.String()
}

// data is where a version of the statement stands as JSON.
func (v View) data(d *controller.Declaration) string {
	return v.api(PageStatement) + "?version=" + d.Version.String() + "&language=" + string(v.Language)
}

// statementLinks stand in the head of a page about a statement.
func (v View) statementLinks(d *controller.Declaration) g.Node {
	return g.Group{
		h.Link(h.Rel("stylesheet"), h.Href(sheet().Path)),
		h.Link(h.Rel("alternate"), h.Type("application/json"), h.Href(v.data(d))),
	}
}

// Statement is the whole privacy statement in one of its versions, oldest first: as it
// stands today, or as it stood.
func Statement(v View, shown *controller.Declaration, versions []*controller.Declaration) []byte {
	newest := shown.Version == v.Controller.Version
	v.Page = PageStatement
	if !newest {
		v.Page = pageOf(shown)
	}
	n, _ := shown.Notice(controller.Everyone, v.Language)
	return v.document(page{Title: n.Title, Statement: shown, Body: g.Group{
		g.Iff(!newest, func() g.Node { return v.older(shown) }),
		h.Article(h.Class("notice whole"), noticeBody(n, h.H2)),
		v.versions(shown, versions),
		v.noticeDigest(n.Digest()),
		h.P(h.Class("unprinted"), h.A(h.Href(v.data(shown)), v.text(words.StatementData))),
	}})
}

// older says above the text that another one applies.
func (v View) older(shown *controller.Declaration) g.Node {
	return h.Div(h.Class("note"),
		h.P(v.text(words.StatementOlder, "version", shown.Version.String(), "date", v.datedOf(shown))),
		h.P(h.A(h.Href(v.Path(PageStatement)), v.text(words.StatementNewest)), g.Text(" · "), v.since(shown, v.Controller)))
}

func (v View) since(from, to *controller.Declaration) g.Node {
	return h.A(h.Href(v.Path(pageBetween(from, to))),
		v.text(words.StatementSince, "from", from.Version.String(), "to", to.Version.String()))
}

// versions lists them newest first, each with what changed in it.
func (v View) versions(shown *controller.Declaration, versions []*controller.Declaration) g.Node {
	var items g.Group
	for i, d := range slices.Backward(versions) {
		items = append(items, h.Li(
			h.A(h.Href(v.Path(pageOf(d))), g.If(d.Version == shown.Version, h.Aria("current", "true")),
				v.text(words.StatementLine, "version", d.Version.String(), "date", v.datedOf(d))),
			g.If(d.Version == v.Controller.Version, g.Group{g.Text(" "), h.Span(h.Class("tag"), v.text(words.StatementCurrent))}),
			g.If(d.Version == shown.Version, g.Group{g.Text(" "), h.Span(h.Class("tag"), v.text(words.StatementShown))}),
			g.Iff(i > 0, func() g.Node { return g.Group{h.Br(), v.since(versions[i-1], d)} })))
	}
	return h.Section(h.Class("unprinted"), h.H2(h.ID("versions"), v.text(words.StatementVersions)), h.Ul(h.Class("versions"), items))
}

// Embedded is the statement as it stands today, for a frame. Its links open outside of it.
func Embedded(v View) []byte {
	n, _ := v.Controller.Notice(controller.Everyone, v.Language)
	return render(h.Doctype(h.HTML(h.Lang(string(v.Language)), h.Class(string(v.Controller.ID)),
		h.Head(
			h.Meta(h.Charset("utf-8")),
			h.Meta(h.Name("viewport"), h.Content("width=device-width, initial-scale=1")),
			h.Meta(h.Name("color-scheme"), h.Content("light dark")),
			h.TitleEl(g.Text(n.Title)),
			h.Link(h.Rel("stylesheet"), h.Href(style().Path)),
			h.Link(h.Rel("stylesheet"), h.Attr("media", "print"), h.Href(paper().Path)),
			h.Link(h.Rel("canonical"), h.Href(v.Path(PageStatement))),
			v.statementLinks(v.Controller),
		),
		h.Body(h.Main(h.Class("embedded"),
			h.Article(h.Class("notice whole"), h.H1(g.Text(n.Title)), noticeBody(n, h.H2)),
			h.P(h.A(h.Href(v.Path(PageStatement)), h.Attr("target", "_blank"), h.Rel("noopener"), v.text(words.StatementWhole))),
		)))))
}
