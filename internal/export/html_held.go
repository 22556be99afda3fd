package export

import (
	"net/url"
	"strings"

	g "maragu.dev/gomponents"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/rights"
	"ordholden/internal/words"
)

// htmlHeld is all that is held on the person.
func (m *maker) htmlHeld(doc *document) g.Node {
	others := words.Join(doc.Person.Others, m.l)
	held := len(doc.Records) + len(doc.Consents) + len(doc.Cases) + len(doc.Messages) + len(doc.Agreements)
	return g.Group{
		h.Section(h.H2(m.text(words.CopyPerson)), m.factList(row{words.CopyAddress, doc.Person.Address}, row{words.CopyAddresses, others})),
		g.Iff(held == 0, func() g.Node { return h.P(m.text(words.CopyNothing)) }),
		m.section(words.CopyRecords, len(doc.Records), func() g.Node { return g.Map(doc.Records, m.htmlRecord) }),
		m.section(words.CopyConsents, len(doc.Consents), func() g.Node { return g.Map(doc.Consents, m.htmlConsent) }),
		m.section(words.CopyCases, len(doc.Cases), func() g.Node { return g.Map(doc.Cases, m.htmlCase) }),
		m.section(words.CopyMessages, len(doc.Messages), func() g.Node { return g.Map(doc.Messages, m.htmlMessage) }),
		m.section(words.CopyAgreements, len(doc.Agreements), func() g.Node { return g.Map(doc.Agreements, m.htmlAgreement) }),
		g.Iff(doc.Marketing != nil, func() g.Node {
			return h.Section(h.H2(m.text(words.CopyMarketing)), h.P(g.Text(doc.Marketing.Plain)))
		}),
	}
}

// frame is why something is held, from where, and until when.
func (m *maker) frame(k kept) []row {
	return []row{
		{words.OwnPurpose, k.Why}, {words.OwnReceived, m.when(k.Received)}, {words.OwnSource, k.Source},
		{words.CopyRetention, k.Retention}, {words.OwnUntil, m.when(k.Ends)},
	}
}

// named is a fact by a name that is text already.
func named(name, value string) g.Node {
	return g.Group{h.Dt(g.Text(name)), h.Dd(h.Class("lines"), g.Text(value))}
}

func (m *maker) htmlRecord(r record) g.Node {
	terms := m.frame(r.Kept)
	if r.Restricted != "" {
		terms = append(terms, row{words.OwnRestricted, words.Fill(words.OwnRestrictedPlain, m.l, "time", m.when(r.Restricted))})
	}
	for _, each := range r.Holds {
		terms = append(terms, row{words.OwnHeld, words.Fill(words.OwnHeldPlain, m.l, "ground", each.Why, "time", m.when(each.Until))})
	}
	return g.Group{
		h.H3(g.Text(r.Name)),
		m.factList(terms...),
		h.Dl(g.Map(r.Fields, func(f field) g.Node { return named(f.Name, f.Value) })),
		g.Iff(r.Note != "", func() g.Node { return h.P(h.Class("note"), g.Text(r.Note)) }),
		g.Iff(len(r.Files) > 0, func() g.Node { return h.Ul(g.Map(r.Files, m.htmlFile)) }),
		h.H4(m.text(words.OwnGiven)),
		g.Iff(len(r.Disclosures) == 0, func() g.Node { return h.P(m.text(words.OwnGivenNone)) }),
		g.Map(r.Disclosures, m.htmlDisclosure),
	}
}

func (m *maker) htmlFile(f file) g.Node {
	if f.Path == "" {
		return h.Li(g.Text(f.Kind + ": " + f.Name))
	}
	return h.Li(g.Text(f.Kind+": "), h.A(h.Href(hrefOf(f.Path)), g.Text(f.Name)))
}

// hrefOf is the address of a file beside this one.
func hrefOf(path string) string {
	return (&url.URL{Path: path}).EscapedPath()
}

func (m *maker) htmlDisclosure(d disclosure) g.Node {
	who := d.Name
	if d.Who != "" {
		who = d.Who + " (" + d.Name + ")"
	}
	return m.factList(
		row{words.OwnGivenWho, who}, row{words.OwnGivenWhat, words.Join(d.Categories, m.l)},
		row{words.OwnGivenWhy, d.Why}, row{words.OwnGivenWhen, m.when(d.At)})
}

func (m *maker) htmlConsent(c consented) g.Node {
	return g.Group{
		h.H3(g.Text(c.Name)),
		h.Dl(g.Map(c.Choices, func(ch choice) g.Node { return named(ch.Name, m.counts(ch)) })),
		m.factList(append(m.frame(c.Kept), row{words.NoticeDigest, c.Notice})...),
		m.htmlHistory(c.History),
	}
}

// counts is a decision and what it counts for now, in lines.
func (m *maker) counts(ch choice) string {
	ended := ch.Invalidated
	if ch.Revoked != nil {
		ended = ch.Revoked
	}
	switch {
	case ch.Overtaken != nil:
		return ch.Plain + ". " + ch.Overtaken.Plain
	case ch.Status == string(consent.Expired):
		return ch.Plain + ". " + words.Fill(words.ExpiredSince, m.l, "date", m.when(ch.Until))
	case ended == nil:
		return ch.Plain
	}
	return strings.Join(append([]string{ch.Plain + ". " + ended.Plain}, ended.Reasons...), "\n")
}

func (m *maker) htmlHistory(lines []line) g.Node {
	if len(lines) == 0 {
		return nil
	}
	return g.Group{h.H4(m.text(words.CopyHistory)), h.Ul(g.Map(lines, func(l line) g.Node {
		return h.Li(g.Text(m.when(l.At) + ": " + l.Plain))
	}))}
}

func (m *maker) htmlCase(c caseOf) g.Node {
	rows := []row{
		{words.CopyState, c.State + ". " + c.Plain}, {words.CopyAsked, c.Asked}, {words.CopyName, c.Name}, {words.CopyPost, c.Post},
		{words.CopyText, c.Text}, {words.CopyDeadline, m.when(c.Deadline)},
	}
	for _, o := range c.Outcomes {
		said := words.RightName(gdpr.Right(o.Right), m.l) + ": " + words.Result(rights.Result(o.Result), m.l)
		if o.Reasons != "" {
			said += ". " + o.Reasons
		}
		rows = append(rows, row{words.CopyAnswer, said})
	}
	return g.Group{h.H3(g.Text(c.ID)), m.factList(append(rows, m.frame(c.Kept)...)...), m.htmlHistory(c.History)}
}

func (m *maker) htmlMessage(x message) g.Node {
	return g.Group{
		h.H3(g.Text(x.Subject)),
		m.factList(m.frame(x.Kept)...),
		h.Div(h.Class("lines"), g.Text(x.Text)),
	}
}

func (m *maker) htmlAgreement(a agreement) g.Node {
	return g.Group{
		h.H3(g.Text(words.Class(controller.Agreements, m.l))),
		m.factList(append([]row{{words.CopyState, a.Stage}, {words.CopyName, a.Name}, {words.CopyAddress, a.Address}}, m.frame(a.Kept)...)...),
	}
}
