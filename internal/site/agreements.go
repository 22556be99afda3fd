package site

import (
	g "maragu.dev/gomponents"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// AddressForm is the form in which a contact person asks for a link.
type AddressForm struct {
	Values map[string][]string
	Faults []gdpr.Fault
	Wrong  gdpr.Code // why an address is asked for again, or ""
	Open   bool      // the browser has the cookie of an own page
}

// AskAgreements is where a contact person asks for a link.
func AskAgreements(v View, f AddressForm) []byte {
	v.Page = PageAgreements
	e := entry{view: v, values: f.Values, faults: f.Faults}
	email := e.email(words.AgreementsEmailHint)
	return v.document(page{Title: v.say(words.AgreementsAskTitle), Faulty: e.faulty(), Body: g.Group{
		e.summary(email.labeled()),
		lead(v.text(words.AgreementsAskLead)),
		post(v.api("agreements/link"),
			hidden("language", string(v.Language)),
			e.input(email),
			button(v.text(words.AgreementsAskSubmit), h.Class("primary"))),
		h.Section(
			h.H2(v.text(words.RequestUse)),
			h.P(v.text(words.AgreementsUse)),
			v.wholeStatement()),
	}})
}

// OpenAgreements is where the link from the mail leads.
func OpenAgreements(v View, f ProofForm) []byte {
	v.Page = PageOpenAgreements
	e := entry{v, f.Values, f.Faults, f.Wrong}
	return v.document(page{Title: v.say(words.AgreementsOpenTitle), Faulty: e.faulty(), Script: true, Body: g.Group{
		e.summary(e.proofLabels()...),
		lead(v.text(words.AgreementsOpenLead)),
		post(v.api("agreements/open"), e.proof(), button(v.text(words.AgreementsOpenSubmit), h.Class("primary"))),
	}})
}

// AgreementsView is the agreements that name a contact person.
type AgreementsView struct {
	Proof      gdpr.Proof // what the reader came with, and fetches documents with
	Agreements []holding.Record
}

// Agreements shows a contact person the agreements that name them (promise T4).
func Agreements(v View, a AgreementsView) []byte {
	v.Page = PageOpenAgreements
	said := words.AgreementsLead
	if len(a.Agreements) == 0 {
		said = words.AgreementsNone
	}
	return v.document(page{Title: v.say(words.AgreementsTitle), Body: g.Group{
		lead(v.text(said)),
		g.Map(a.Agreements, func(r holding.Record) g.Node { return v.agreement(a, r) }),
		h.P(v.withMailbox(words.AgreementsQuestion), g.Text(" "), h.A(h.Href(v.Path(PageRequest)), v.text(words.FrontRequest))),
	}})
}

func (v View) agreement(a AgreementsView, r holding.Record) g.Node {
	class, _ := v.Controller.Holding(controller.Agreements)
	stage, plain := words.Stage(r.Stage, v.Language)
	rows := g.Group{v.text(words.CaseState), g.Group{h.Span(h.Class("tag"), g.Text(stage)), g.Text(" "), g.Text(plain)}}
	title := words.Class(controller.Agreements, v.Language)
	for _, f := range class.Fields {
		switch value := valueOf(r, f.ID); {
		case value == "":
		case f.ID == "title":
			title = value
		default:
			rows = append(rows, g.Text(f.Name.In(v.Language)), h.Div(h.Class("lines"), g.Text(value)))
		}
	}
	rows = append(rows,
		v.text(words.AgreementsAllows), g.If(r.Allows != "", g.Text(r.Allows)),
		v.text(words.AgreementsContacts), contacts(r.Contacts),
		v.text(words.AgreementsReceived), v.moment(r.Received),
		v.text(words.AgreementsUntil), g.Iff(r.Term.Expires() != 0, func() g.Node { return v.moment(r.Term.Expires().Time()) }))
	return h.Section(h.Class("panel"),
		h.H2(g.Text(title)),
		facts(rows...),
		v.documents("agreements/open", a.Proof, r))
}

// valueOf is what stands in a field of a record, "" for nothing.
func valueOf(r holding.Record, field string) string {
	for _, v := range r.Fields {
		if v.Field == field {
			return v.Value.Reveal()
		}
	}
	return ""
}

func contacts(all []holding.Contact) g.Node {
	if len(all) == 0 {
		return nil
	}
	return g.Map(all, func(c holding.Contact) g.Node {
		return h.Div(g.Text(c.Name.Reveal()), g.Text(" "), mailto(c.Address.Reveal()))
	})
}

// documents are fetched by forms, so that what shows who the reader is stands in no URL.
func (v View) documents(action string, p gdpr.Proof, r holding.Record) g.Node {
	var forms g.Group
	for _, f := range r.Files {
		if !f.Held() {
			continue
		}
		forms = append(forms, post(v.api(action),
			hidden("language", string(v.Language)),
			hidden("item", r.String()), hidden("file", string(f.ID)),
			hidden("case", string(p.Case)),
			g.If(p.Token != "", hidden("token", p.Token.Reveal())),
			g.If(p.Code != "", hidden("code", p.Code.Reveal())),
			button(g.Text(v.say(words.AgreementsFetch, "file", f.Name.Reveal())+" "+size(f.Size, v.Language)))))
	}
	if len(forms) == 0 {
		return nil
	}
	return g.Group{h.H3(v.text(words.AgreementsDocuments)), h.Div(h.Class("answers"), forms)}
}

// Document leads on to a document, from the page that it was asked for on: the answer to a form may not redirect to elsewhere
// (Content Security Policy Level 3, form-action), so the answer is this page, and the
// browser goes on by the header Refresh, or the person by the link.
func Document(v View, from string, d holding.Download) []byte {
	v.Page = from
	return v.document(page{Title: v.say(words.DocumentTitle), Body: g.Group{
		lead(v.text(words.DocumentLead, "time", words.Clock(d.Expires, v.Language))),
		h.P(h.A(h.Href(d.URL), v.text(words.DocumentFetch))),
	}})
}
