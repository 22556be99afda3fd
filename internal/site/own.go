package site

import (
	"slices"
	"time"

	g "maragu.dev/gomponents"

	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	h "ordholden/internal/html"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
	"ordholden/internal/words"
)

// OwnCookie is the name of the cookie that holds the session of a person's own page. The
// prefix binds it to this host, to all of its paths, and to a secure connection (RFC 6265bis).
func OwnCookie(c gdpr.ControllerID) string { return "__Host-own-" + string(c) }

// apiOwn is where the API has a person's own page, after the controller.
const apiOwn = "own"

// AskOwn is where a person asks for a link by which to see what is held on them.
func AskOwn(v View, f AddressForm) []byte {
	v.Page = PageOwn
	e := entry{view: v, values: f.Values, faults: f.Faults, wrong: f.Wrong}
	email := e.email(words.OwnEmailHint)
	return v.document(page{Title: v.say(words.OwnAskTitle), Faulty: e.faulty(), Body: g.Group{
		e.summary(email.labeled()),
		g.Iff(f.Open, func() g.Node {
			return h.P(h.Class("note"), v.text(words.OwnIsOpen), g.Text(" "), h.A(h.Href(v.ownPath("")), v.text(words.OwnGoTo)))
		}),
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
		post(v.api("own/open"), e.proof(), button(v.text(words.OwnOpenSubmit), h.Class("primary"))),
		h.P(v.text(words.OwnOpenCookie)),
	}})
}

// OwnView is what is held on a person, with what they can do about it.
type OwnView struct {
	Held     fulfillment.Everything
	Deadline func(rights.Request) rights.Deadline
	Review   bool       // staff read the copy before it is released
	Portable bool       // and what is portable may be fetched meanwhile
	Key      gdpr.ID    // the Idempotency-Key of this showing, before what makes it one form's
	Done     string     // what the person has just done (words.OwnDone), or ""
	Begun    gdpr.ID    // the case that the person has just begun, or ""
	Form     Correcting // what the person has just typed, where it has to be mended
}

// Own shows a person all that is held on them, why, from where, until when, and to whom it
// was given (promises M3 and M8, Art. 15); and what they can do about it (Art. 16 to 21).
func Own(v View, o OwnView) []byte {
	v.Page, v.At = PageOwn, apiOwn
	e := entry{view: v, values: o.Form.Values, faults: o.Form.Faults, wrong: o.Form.Wrong}
	return v.document(page{Title: v.say(words.OwnTitle), Faulty: e.faulty(), Body: g.Group{
		e.summary(v.correctable(o.Form)...),
		v.done(o),
		lead(v.text(words.OwnLead)),
		v.overview(o),
		h.P(h.Class("unprinted"), h.A(h.Href("#do"), v.text(words.OwnDo))),
		v.records(o),
		v.namedIn(o),
		v.consents(o.Held.Consents),
		v.mails(o.Held),
		v.ownCases(o),
		v.deeds(),
		h.P(v.withMailbox(words.OwnQuestion), g.Text(" "), v.text(words.OwnComplain)),
		h.P(h.Class("unprinted"), v.text(words.OwnMinutes)),
		post(v.api("own/close"), hidden("language", string(v.Language)), button(v.text(words.OwnClose))),
	}})
}

// ownPath is where a page of a person's own is, in the view's language.
func (v View) ownPath(rest string) string {
	return v.api(apiOwn+rest) + "?language=" + string(v.Language)
}

// overview is the whole in a few lines: how much, until when, and what is still open.
func (v View) overview(o OwnView) g.Node {
	held := o.Held
	rows := g.Group{v.text(words.OwnAddress), g.Text(held.Address.Reveal())}
	if len(held.Addresses) > 0 {
		rows = append(rows, v.text(words.OwnOthers), g.Map(held.Addresses, func(a gdpr.Private) g.Node { return h.Div(g.Text(a.Reveal())) }))
	}
	rows = append(rows, v.text(words.OwnHave), g.Text(v.counted(held)))
	if end := latest(held); !end.IsZero() {
		rows = append(rows, v.text(words.OwnLatest), v.moment(end))
	}
	if open := v.openCases(o); len(open) > 0 {
		rows = append(rows, v.text(words.OwnOpenCases), open)
	}
	if since := held.Suppressed; !since.IsZero() {
		rows = append(rows, v.text(words.OwnMarketing), v.text(words.OwnNoMore, "day", words.Date(since, v.Language)))
	}
	return facts(rows...)
}

// counted is how much there is: "1 profil, 2 samtykker og 3 saker".
func (v View) counted(held fulfillment.Everything) string {
	count := map[controller.Class]int{}
	for _, r := range held.Records {
		count[r.Class]++
	}
	var parts []string
	for _, c := range controller.Classes {
		if count[c] > 0 {
			parts = append(parts, words.Counted(string(c), count[c], v.Language))
		}
	}
	for _, more := range []struct {
		what string
		n    int
	}{{"named", len(held.Named)}, {"consent", len(held.Consents)}, {"message", len(held.Messages)}, {"case", len(held.Cases)}} {
		if more.n > 0 {
			parts = append(parts, words.Counted(more.what, more.n, v.Language))
		}
	}
	if len(parts) == 0 {
		return v.say(words.OwnNothing)
	}
	return words.Join(parts, v.Language)
}

// latest is when the last record ends; zero where there is none, or one has no end yet.
func latest(held fulfillment.Everything) time.Time {
	var last time.Time
	for _, r := range held.Records {
		end := r.Term.Expires()
		if end == 0 {
			return time.Time{}
		}
		if end.Time().After(last) {
			last = end.Time()
		}
	}
	return last
}

// done says what has just been done, and takes the focus.
func (v View) done(o OwnView) g.Node {
	said := words.OwnDone(o.Done, v.Language)
	for _, c := range o.Held.Cases {
		if c.ID == o.Begun {
			said = v.begun(c, o)
		}
	}
	if said == "" {
		return nil
	}
	return h.P(h.Class("note"), h.ID("done"), h.Role("status"), h.TabIndex("-1"), h.AutoFocus(), g.Text(said))
}

// begun is what becomes of a case that was begun this moment.
func (v View) begun(c rights.Case, o OwnView) string {
	t := words.OwnLodged
	switch {
	case c.Workflow == rights.InAnother:
		t = words.OwnJoined
	case c.Workflow == rights.Cooling:
		t = words.OwnAnnounced
	case rights.QueueOf(c.Workflow) == rights.Ended:
		t = words.OwnSettled
	case c.Workflow == rights.Telling:
		t = words.OwnTelling
	case o.Review && len(c.Rights) == 1 && c.Rights[0] == gdpr.Access:
		t = words.OwnReviewed
	case len(c.Restricted) > 0 && slices.Contains(c.Rights, gdpr.Objection) && len(o.Held.Named) == 0: // an agreement is used on
		t = words.OwnWeighed
	}
	return v.say(t, "case", c.ID.Grouped(), "day", words.Day(o.Deadline(c.Request).Due, v.Language), "time", words.Moment(c.Until, v.Language))
}

// namedIn is how the person stands in agreements of others, with the way to have it corrected.
func (v View) namedIn(o OwnView) g.Node {
	held := o.Held
	if len(held.Named) == 0 {
		return nil
	}
	name := controller.Field{ID: holding.ContactName, Name: words.OwnNameIs}
	address := controller.Field{ID: controller.EmailField, Name: words.OwnAddress}
	_, declared := v.Controller.Holding(controller.Agreements)
	correct := func(n int, r holding.Record, f controller.Field, value gdpr.Private) g.Node {
		if !declared {
			return nil // what is declared no more, nobody corrects: it ends
		}
		return v.correction(o, n, r, f, value.Reveal())
	}
	var rows g.Group
	for i, r := range held.Named {
		n := len(held.Records) + i
		for _, c := range r.Contacts {
			term := append(v.termFrom(r, v.say(words.CopyFromCustomer)), v.rule(v.retention(r.Purpose))...)
			rows = append(rows, facts(append(g.Group{
				v.text(words.OwnNameIs), g.Group{h.Div(g.Text(c.Name.Reveal())), correct(n, r, name, c.Name)},
				v.text(words.OwnAddress), g.Group{h.Div(g.Text(c.Address.Reveal())), correct(n, r, address, c.Address)}}, term...)...))
		}
	}
	return h.Section(h.H2(v.text(words.OwnNamed)), h.P(v.text(words.OwnNamedPlain)), rows)
}

// retention is how long what is kept for a purpose is kept.
func (v View) retention(id gdpr.PurposeID) controller.Retention {
	p, _ := v.Controller.Purpose(id)
	return p.Retention
}

// rule is the rule by which something is kept, in words (Art. 15(1)(d)); none where none is declared.
func (v View) rule(r controller.Retention) g.Group {
	if r.Period.IsZero() || r.From == "" {
		return nil
	}
	return g.Group{v.text(words.CopyRetention), g.Text(r.In(v.Controller.Edition, v.Language))}
}

// ledger says why a mail or a case is kept, from where it came, and for how long.
func (v View) ledger(r controller.Retention, end retention.Expiry) g.Group {
	rows := append(g.Group{
		v.text(words.OwnPurpose), v.text(words.CopyLedger),
		v.text(words.OwnSource), g.Text(words.Source(controller.Direct, v.Language)),
	}, v.rule(r)...)
	if end != 0 {
		rows = append(rows, v.text(words.OwnUntil), v.moment(end.Time()))
	}
	return rows
}

// mails are those that the person sent, as text.
func (v View) mails(held fulfillment.Everything) g.Node {
	if len(held.Messages) == 0 {
		return nil
	}
	return h.Section(h.H2(v.text(words.OwnMails)), g.Map(held.Messages, func(m fulfillment.Message) g.Node {
		subject := m.Subject.Reveal()
		if subject == "" {
			subject = v.say(words.OwnMailUnread)
		}
		return h.Details(
			h.Summary(g.Text(words.Date(m.Received, v.Language)+": "+subject)),
			facts(append(g.Group{
				v.text(words.OwnReceived), v.moment(m.Received),
				v.text(words.Case), g.Iff(m.Case != "", func() g.Node { return number(m.Case) }),
			}, v.ledger(held.Rule(v.Controller, m), m.Expires)...)...),
			h.P(h.Class("lines"), g.Text(m.Text.Reveal())))
	}))
}
