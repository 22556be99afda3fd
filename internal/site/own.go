package site

import (
	"slices"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/words"
)

// AskOwn is where a person asks for a link by which to see what is held on them.
func AskOwn(v View, f AddressForm) []byte {
	v.Page = PageOwn
	e := entry{view: v, values: f.Values, faults: f.Faults}
	email := e.email(words.OwnEmailHint)
	return v.document(page{Title: v.say(words.OwnAskTitle), Faulty: e.faulty(), Body: g.Group{
		e.summary(email.labeled()),
		lead(v.text(words.OwnAskLead)),
		post(v.api("own/link"),
			hidden("language", string(v.Language)),
			e.input(email),
			button(v.text(words.OwnAskSubmit), h.Class("primary"))),
		h.Section(
			h.H2(v.text(words.RequestUse)),
			h.P(v.text(words.OwnUse)),
			v.wholeStatement()),
	}})
}

// OpenOwn is where the link from the mail leads.
func OpenOwn(v View, f ProofForm) []byte {
	v.Page = PageOpenOwn
	e := entry{v, f.Values, f.Faults, f.Wrong}
	return v.document(page{Title: v.say(words.OwnOpenTitle), Faulty: e.faulty(), Script: true, Body: g.Group{
		e.summary(e.proofLabels()...),
		lead(v.text(words.OwnOpenLead)),
		post(v.api(ownAction), e.proof(), button(v.text(words.OwnOpenSubmit), h.Class("primary"))),
	}})
}

const ownAction = "own/open"

// OwnView is what is held on a person.
type OwnView struct {
	Proof   gdpr.Proof // what the person came with, and fetches files with
	Records []holding.Owned
}

// Own shows a person what is held on them, and to whom it was given (promises M3 and M8).
func Own(v View, o OwnView) []byte {
	v.Page = PageOpenOwn
	said := words.OwnLead
	if len(o.Records) == 0 {
		said = words.OwnNone
	}
	return v.document(page{Title: v.say(words.OwnTitle), Body: g.Group{
		lead(v.text(said)),
		g.Map(o.Records, func(r holding.Owned) g.Node { return v.own(o.Proof, r) }),
		h.P(v.withMailbox(words.OwnQuestion), g.Text(" "), h.A(h.Href(v.Path(PageRequest)), v.text(words.FrontRequest))),
	}})
}

func (v View) own(p gdpr.Proof, r holding.Owned) g.Node {
	rows := append(v.ownTerm(r.Record), v.ownFields(r.Record)...)
	return h.Section(h.Class("panel"),
		h.H2(g.Text(words.Class(r.Class, v.Language))),
		facts(rows...),
		v.documents(ownAction, p, r.Record),
		v.awaited(r.Files),
		v.given(r))
}

// ownTerm says why a record is held, from where it came, and for how long.
func (v View) ownTerm(r holding.Record) g.Group {
	rows := g.Group{
		v.text(words.OwnPurpose), g.Text(v.purpose(r.Purpose)),
		v.text(words.OwnReceived), v.moment(r.Received),
		v.text(words.OwnSource), g.Iff(r.Source != "", func() g.Node { return g.Text(words.Source(r.Source, v.Language)) }),
	}
	if end := r.Term.Expires(); end != 0 {
		rows = append(rows, v.text(words.OwnUntil), v.moment(end.Time()))
	}
	if since := r.Term.Restricted; !since.IsZero() {
		rows = append(rows,
			v.text(words.OwnUntil), v.text(words.OwnOpenEnd),
			v.text(words.OwnRestricted), v.text(words.OwnRestrictedPlain, "time", words.Moment(since, v.Language)))
	}
	for _, hold := range r.Term.Holds {
		rows = append(rows, v.text(words.OwnHeld), v.text(words.OwnHeldPlain,
			"ground", words.Ground(v.Controller, hold.Ground, v.Language), "time", words.Moment(hold.Until.Time(), v.Language)))
	}
	return rows
}

// ownFields is everything that stands in a record: what is declared in its order, by the
// names that are declared, and after it what is declared no more.
func (v View) ownFields(r holding.Record) g.Group {
	class, _ := v.Controller.Holding(r.Class)
	var rows g.Group
	add := func(name, value string) {
		if value != "" {
			rows = append(rows, g.Text(name), h.Div(h.Class("lines"), g.Text(value)))
		}
	}
	for _, f := range class.Fields {
		add(f.Name.In(v.Language), valueOf(r, f.ID))
	}
	for _, value := range r.Fields {
		if _, declared := class.Field(value.Field); !declared {
			add(value.Field, value.Value.Reveal())
		}
	}
	return rows
}

// awaited is the files that are announced: their names are held too.
func (v View) awaited(files []holding.File) g.Node {
	var rows g.Group
	for _, f := range files {
		if !f.Held() && f.Name != "" {
			rows = append(rows, h.Li(g.Text(f.Name.Reveal())))
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return g.Group{h.H3(v.text(words.OwnAwaited)), h.Ul(rows)}
}

// given is to whom a record was given, a list of facts for each time.
func (v View) given(r holding.Owned) g.Node {
	if len(r.Disclosures) == 0 {
		return g.Group{h.H3(v.text(words.OwnGiven)), h.P(v.text(words.OwnGivenNone))}
	}
	return g.Group{h.H3(v.text(words.OwnGiven)), g.Map(r.Disclosures, func(d holding.Disclosure) g.Node {
		return facts(
			v.text(words.OwnGivenWho), v.recipient(d),
			v.text(words.OwnGivenWhat), g.Text(v.categories(d)),
			v.text(words.OwnGivenWhy), g.Text(v.purpose(d.Purpose)),
			v.text(words.OwnGivenWhen), v.moment(d.At))
	})}
}

// recipient is who got it: which one, and of which declared group (Art. 15(1)(c)).
func (v View) recipient(d holding.Disclosure) g.Node {
	group := d.Recipient
	if r, ok := v.Controller.Recipient(d.Recipient); ok {
		group = r.Name.In(v.Language)
	}
	if d.Customer == "" {
		return g.Text(group)
	}
	return g.Group{h.Strong(g.Text(d.Customer.Reveal())), h.Br(), g.Text(group)}
}

func (v View) categories(d holding.Disclosure) string {
	var names []string
	for _, id := range d.Categories {
		name := id
		if i := slices.IndexFunc(v.Controller.Categories, func(c controller.Category) bool { return c.ID == id }); i >= 0 {
			name = v.Controller.Categories[i].Name.In(v.Language)
		}
		names = append(names, words.Within(name))
	}
	return words.Join(names, v.Language)
}

// purpose is what a purpose is called; what is declared no more, by its id.
func (v View) purpose(id gdpr.PurposeID) string {
	if p, ok := v.Controller.Purpose(id); ok {
		return p.Name.In(v.Language)
	}
	return string(id)
}
