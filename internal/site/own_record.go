package site

import (
	"slices"
	"strings"

	g "maragu.dev/gomponents"

	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// records are all that the person has with the controller.
func (v View) records(o OwnView) g.Node {
	if len(o.Held.Records) == 0 {
		return h.P(v.text(words.OwnNone))
	}
	var panels g.Group
	for n, r := range o.Held.Records {
		panels = append(panels, v.own(o, n, r))
	}
	return h.Section(h.H2(v.text(words.OwnRecords)), panels)
}

func (v View) own(o OwnView, n int, r holding.Owned) g.Node {
	return h.Section(h.Class("panel"),
		h.H3(g.Text(words.Class(r.Class, v.Language))),
		facts(v.ownTerm(r.Record)...),
		facts(v.ownFields(o, n, r.Record)...),
		v.unread(o, r.Record),
		v.lacking(o, n, r.Record),
		v.files(o, r.Record),
		v.awaited(o, r.Record),
		v.given(r))
}

// veil is why a field or a file of a record is not shown as it is held; "" where it is.
func (o OwnView) veil(r holding.Record, field string) fulfillment.Veil {
	return o.Held.Veiled[fulfillment.Place{Item: r.String(), Field: field}]
}

// unread says that staff read first what others wrote here, and how to ask for it (Art. 15(4)).
func (v View) unread(o OwnView, r holding.Record) g.Node {
	if len(o.Held.Veils(r.Ref, fulfillment.Unread)) == 0 {
		return nil
	}
	return h.P(h.Class("note"), v.text(words.OwnUnread), g.Iff(v.Offers(DeedCopy), func() g.Node {
		return g.Group{g.Text(" "), h.A(h.Class("unprinted"), h.Href(v.deedPath(DeedCopy)), v.text(words.OwnUnreadAsk))}
	}))
}

// ownTerm says why a record is held, from where it came, and for how long.
func (v View) ownTerm(r holding.Record) g.Group {
	source := ""
	if r.Source != "" {
		source = words.Source(r.Source, v.Language)
	}
	return v.termFrom(r, source)
}

// termFrom is ownTerm of a record whose source is said in words.
func (v View) termFrom(r holding.Record, source string) g.Group {
	rows := g.Group{
		v.text(words.OwnPurpose), g.Text(v.purpose(r.Purpose)),
		v.text(words.OwnBasis), v.basis(r.Purpose),
		v.text(words.OwnReceived), v.moment(r.Received),
		v.text(words.OwnSource), g.If(source != "", g.Text(source)),
	}
	if end := r.Term.Expires(); end != 0 {
		rows = append(rows, v.text(words.OwnUntil), g.Group{v.moment(end.Time()), g.If(v.slides(r.Purpose), h.Div(v.text(words.OwnSlides)))})
	}
	if since := r.Term.Restricted; !since.IsZero() {
		rows = append(rows,
			v.text(words.OwnUntil), v.text(words.OwnOpenEnd),
			v.text(words.OwnRestricted), v.text(words.OwnRestrictedPlain, "time", words.Moment(since, v.Language)))
	}
	for _, hold := range r.Term.Holds {
		rows = append(rows, v.text(words.OwnHeld), g.Text(v.hold(hold.Ground, words.Moment(hold.Until.Time(), v.Language))))
	}
	return rows
}

// slides reports whether what is kept for a purpose ends later when the person is active.
func (v View) slides(id gdpr.PurposeID) bool {
	p, ok := v.Controller.Purpose(id)
	return ok && p.Retention.From == controller.FromLastActivity
}

// hold is what keeps a record, and until when.
func (v View) hold(ground, until string) string {
	return v.say(words.OwnHeldPlain, "ground", words.Ground(v.Controller, ground, v.Language), "time", until)
}

// basis is the lawful basis of a purpose; nil of one that is declared no more.
func (v View) basis(id gdpr.PurposeID) g.Node {
	p, ok := v.Controller.Purpose(id)
	if !ok {
		return nil
	}
	return g.Text(words.Basis(p.Basis, v.Language))
}

// ownFields is everything that stands in a record: what is declared in its order, by the
// names that are declared and with the way to have it corrected, and after it what is
// declared no more.
func (v View) ownFields(o OwnView, n int, r holding.Record) g.Group {
	class, _ := v.Controller.Holding(r.Class)
	var rows g.Group
	for _, f := range class.Fields {
		if value := valueOf(r, f.ID); value != "" {
			rows = append(rows, g.Text(f.Name.In(v.Language)), g.Group{
				h.Div(h.Class("lines"), g.Text(value)), v.correction(o, n, r, f, value)})
		}
	}
	for _, value := range r.Fields {
		if _, declared := class.Field(value.Field); !declared && value.Value != "" {
			rows = append(rows, g.Text(value.Field), h.Div(h.Class("lines"), g.Text(value.Value.Reveal())))
		}
	}
	return rows
}

// files are those that are held, each with the form that fetches it. Their names stand
// beside the forms, which are not printed.
// One that was taken out says so in place of its name.
func (v View) files(o OwnView, r holding.Record) g.Node {
	var rows g.Group
	for _, f := range r.Files {
		if o.veil(r, fulfillment.OfFile(f.ID)) != "" {
			rows = append(rows, h.Li(g.Text(f.Name.Reveal())))
			continue
		}
		if !f.Held() {
			continue
		}
		rows = append(rows, h.Li(g.Text(f.Name.Reveal()+" "+size(f.Size, v.Language)),
			post(v.api("own/files"),
				hidden("language", string(v.Language)), hidden("item", r.String()), hidden("file", string(f.ID)),
				button(g.Group{v.text(words.OwnFetch), h.Span(h.Class("unseen"), g.Text(": "+f.Name.Reveal()))}))))
	}
	if len(rows) == 0 {
		return nil
	}
	return g.Group{h.H4(v.text(words.AgreementsDocuments)), h.Ul(rows)}
}

// awaited is the files that are announced: their names are held too.
func (v View) awaited(o OwnView, r holding.Record) g.Node {
	var rows g.Group
	for _, f := range r.Files {
		if !f.Held() && f.Name != "" && o.veil(r, fulfillment.OfFile(f.ID)) == "" {
			rows = append(rows, h.Li(g.Text(f.Name.Reveal())))
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return g.Group{h.H4(v.text(words.OwnAwaited)), h.Ul(rows)}
}

// given is to whom a record was given, a list of facts for each time.
func (v View) given(r holding.Owned) g.Node {
	if len(r.Disclosures) == 0 {
		return g.Group{h.H4(v.text(words.OwnGiven)), h.P(v.text(words.OwnGivenNone))}
	}
	return g.Group{h.H4(v.text(words.OwnGiven)), g.Map(r.Disclosures, func(d holding.Disclosure) g.Node {
		return facts(
			v.text(words.OwnGivenWho), v.recipient(d),
			v.text(words.OwnGivenWhat), g.Text(v.categories(d)),
			v.text(words.OwnGivenWhy), g.Text(v.purpose(d.Purpose)),
			v.text(words.OwnGivenWhen), v.moment(d.At))
	})}
}

// recipient is who got it: which one, and of which declared group (Art. 15(1)(c)).
func (v View) recipient(d holding.Disclosure) g.Node {
	group := v.recipientGroup(d.Recipient)
	if d.Customer == "" {
		return g.Text(group)
	}
	return g.Group{h.Strong(g.Text(d.Customer.Reveal())), h.Br(), g.Text(group)}
}

func (v View) recipientGroup(id string) string {
	if r, ok := v.Controller.Recipient(id); ok {
		return r.Name.In(v.Language)
	}
	return id
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
	return strings.Join(names, "; ") // their names have commas
}

// purpose is what a purpose is called; what is declared no more, by its id.
func (v View) purpose(id gdpr.PurposeID) string {
	if p, ok := v.Controller.Purpose(id); ok {
		return p.Name.In(v.Language)
	}
	return string(id)
}
