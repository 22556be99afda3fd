package export

import (
	"bytes"
	_ "embed" // the style sheet
	"time"

	g "maragu.dev/gomponents"

	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

//go:embed copy.css
var styleSheet string

// html is the document for people: one file that needs no other, and prints. Whatever
// anybody has written is text in it (threat H9).
func (m *maker) html(doc *document) []byte {
	title := m.say(words.CopyTitle) + " – " + doc.Controller.Name
	page := h.Doctype(h.HTML(
		h.Lang(doc.Language),
		h.Head(
			h.Meta(h.Charset("utf-8")),
			h.Meta(h.Name("viewport"), h.Content("width=device-width, initial-scale=1")),
			h.Meta(h.Name("robots"), h.Content("noindex")),
			// Nothing is fetched, and nothing runs, whoever opens it wherever.
			h.Meta(h.Attr("http-equiv", "Content-Security-Policy"), h.Content("default-src 'none'; style-src 'unsafe-inline'")),
			h.TitleEl(g.Text(title)),
			h.StyleEl(g.Raw(styleSheet)),
		),
		h.Body(h.Main(
			h.H1(g.Text(title)),
			h.P(m.text(words.CopyLead, "name", doc.Controller.Name, "address", doc.Person.Address, "time", m.when(doc.Made))),
			h.P(m.text(words.CopyFiles)),
			g.Map(doc.Notes, func(s string) g.Node { return h.P(h.Class("note"), g.Text(s)) }),
			m.htmlHeld(doc),
			m.htmlFacts(doc),
		)),
	))
	var b bytes.Buffer
	if err := page.Render(&b); err != nil {
		panic(err) // a buffer takes everything
	}
	return b.Bytes()
}

func (m *maker) say(t gdpr.Text) string { return t.In(m.l) }

func (m *maker) text(t gdpr.Text, namesAndValues ...string) g.Node {
	return g.Text(words.Fill(t, m.l, namesAndValues...))
}

// when is a time of the document as people read it.
func (m *maker) when(s string) string {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return ""
	}
	return words.Moment(t, m.l)
}

// row is one fact: none where its value is empty.
type row struct {
	name  gdpr.Text
	value string
}

// facts is a list of them.
func (m *maker) factList(rows ...row) g.Node {
	var list g.Group
	for _, r := range rows {
		if r.value != "" {
			list = append(list, h.Dt(m.text(r.name)), h.Dd(g.Text(r.value)))
		}
	}
	return h.Dl(list)
}

// section is a part of the page, or what it says where there is nothing in it.
func (m *maker) section(title gdpr.Text, n int, body func() g.Node) g.Node {
	if n == 0 {
		return nil
	}
	return h.Section(h.H2(m.text(title)), body())
}

func (m *maker) htmlFacts(doc *document) g.Node {
	names := map[string]string{}
	for _, c := range doc.Categories {
		names["category "+c.ID] = c.Name
	}
	for _, r := range doc.Recipients {
		names["recipient "+r.ID] = r.Name + " (" + r.Where + ")"
	}
	return g.Group{
		m.section(words.CopyPurposes, len(doc.Purposes), func() g.Node {
			return g.Map(doc.Purposes, func(p purpose) g.Node { return m.htmlPurpose(p, names) })
		}),
		h.Section(h.H2(m.text(words.CopyTransfers)), g.Iff(len(doc.Transfers) == 0, func() g.Node { return h.P(m.text(words.CopyNoTransfers)) }),
			g.Map(doc.Transfers, func(t transfer) g.Node {
				return m.factList(row{words.OwnGivenWho, t.Name}, row{words.CopyCountry, t.Where}, row{words.CopySafeguard, t.Safeguard})
			})),
		h.Section(h.H2(m.text(words.CopyStored)), h.P(g.Text(doc.Storage.Plain))),
		m.section(words.CopyRights, len(doc.Rights), func() g.Node {
			return g.Group{
				h.Ul(g.Map(doc.Rights, func(r right) g.Node {
					return h.Li(h.Strong(g.Text(r.Name)), g.Text(" ("+words.Fill(words.CopyArticle, m.l, "article", r.Article)+"): "+r.Plain))
				})),
				h.P(m.text(words.CopyHow, "mailbox", doc.Controller.Contact, "website", doc.Controller.Website)),
			}
		}),
		h.Section(h.H2(m.text(words.Complaint)), h.P(g.Text(doc.Complaint.Plain)), h.P(g.Text(doc.Complaint.Website))),
		h.Section(h.H2(m.text(words.CopyAutomated)), h.P(g.Text(doc.Automated.Plain))),
		h.Section(h.H2(m.text(words.CopyWhere)), m.factList(
			row{words.CopyName, doc.Controller.Name}, row{words.CopyNumber, doc.Controller.OrganizationNumber},
			row{words.CopyPostal, doc.Controller.PostalAddress}, row{words.CopyAddress, doc.Controller.Contact},
			row{words.CopyWebsite, doc.Controller.Website})),
	}
}

func (m *maker) htmlPurpose(p purpose, names map[string]string) g.Node {
	list := func(kind string, ids []string) string {
		var all []string
		for _, id := range ids {
			all = append(all, names[kind+" "+id])
		}
		return words.Join(all, m.l)
	}
	to := list("recipient", p.Recipients)
	if to == "" {
		to = m.say(words.CopyNone)
	}
	return g.Group{
		h.H3(g.Text(p.Name)),
		g.Iff(p.Concerns, func() g.Node { return h.P(h.Class("mark"), m.text(words.CopyConcerns)) }),
		h.P(g.Text(p.Description)),
		m.factList(
			row{words.CopyBasis, p.Basis.Plain}, row{words.CopyCategories, list("category", p.Categories)},
			row{words.CopyRecipients, to}, row{words.CopyRetention, p.Retention}),
	}
}
