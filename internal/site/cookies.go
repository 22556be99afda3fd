package site

import (
	"net/url"

	g "maragu.dev/gomponents"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// CookieForm is the form in which a visitor decides on cookies.
type CookieForm struct {
	Visitor  gdpr.ID // the visitor's own id, or a new one
	Key      gdpr.ID // the Idempotency-Key of this showing of the form
	Standing Choices // what stands in this browser; the zero value for nothing
	Signal   bool    // the browser sends Global Privacy Control
	Values   map[string][]string
	Faults   []gdpr.Fault
}

// Cookies is where a visitor chooses, sees what was chosen, and takes it back.
func Cookies(v View, f CookieForm) []byte {
	v.Page = PageCookies
	e := entry{view: v, values: f.Values, faults: f.Faults}
	return v.document(page{Title: v.say(words.CookiesTitle), Faulty: e.faulty(), Body: g.Group{
		e.summary(v.questionLabels(controller.Visitors)...),
		g.Iff(f.Signal, func() g.Node { return v.signaled(f.Standing) }),
		v.elsewhere(v.Controller.Website + consent.ChoicesFragment),
		g.Iff(len(f.Standing.Made)+len(f.Standing.gone) > 0, func() g.Node { return v.standing(f.Standing) }),
		v.over(controller.Visitors),
		h.P(h.A(h.Href("#notice"), v.text(words.ChoicesNotice))),
		cookieForm(v, f, Interface(v, controller.Visitors)),
		v.noticeOf(controller.Visitors),
	}})
}

// signaled says what the browser's signal counts for here: a no, unless the visitor has said
// yes in this form.
func (v View) signaled(c Choices) g.Node {
	said := words.CookiesSignal
	if c.standing(v.Controller.ID) {
		said = words.CookiesSignalAndYes
	}
	return h.P(h.Class("note"), v.text(said))
}

func cookieForm(v View, f CookieForm, shown controller.Digest) g.Node {
	e := entry{view: v, values: f.Values, faults: f.Faults}
	return e.decisionForm(
		sent{audience: controller.Visitors, key: f.Key, visitor: f.Visitor, shown: shown}, nil)
}

// elsewhere leads to where the banner of the controller's site keeps its visitors' choices: what
// is chosen on these pages does not reach it.
func (v View) elsewhere(choices string) g.Node {
	if !v.Controller.HasBanner() {
		return nil
	}
	site := hostOf(choices)
	return g.Group{
		h.Section(h.Class("panel"), h.Aria("labelledby", "site"),
			h.H2(h.ID("site"), g.Text(words.Fill(words.SiteChoices, v.Language, "site", site))),
			h.P(v.text(words.SiteChoicesPlain)),
			h.P(h.A(h.Href(choices), g.Text(words.Fill(words.SiteChoicesOpen, v.Language, "site", site))))),
		h.H2(v.text(words.HereChoices)),
		h.P(v.text(words.HerePlain)),
	}
}

// hostOf is the host of an address that was checked before.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.Host
}

// standing is what was answered on these pages, and the way back from it.
func (v View) standing(c Choices) g.Node {
	return h.Section(h.Class("panel"), h.Aria("labelledby", "standing"),
		h.H2(h.ID("standing"), v.text(words.StandingTitle)),
		v.judged(c.verdicts(v.Controller.ID)),
		g.Iff(c.revocable(v.Controller.ID), func() g.Node { return v.withdrawal(c.Record, c.Visitor, c.verdicts(v.Controller.ID)) }))
}

// necessary is what there is no choice about.
func (v View) necessary() g.Node {
	var rows g.Group
	for _, p := range v.Controller.Told(controller.Visitors) {
		if p.Required {
			rows = append(rows, h.Div(h.Class("field"), h.H2(g.Text(p.Name.In(v.Language)), g.Text(" "),
				h.Span(h.Class("tag"), v.text(words.ChoicesNecessary))),
				h.P(h.Class("hint"), g.Text(p.Description.In(v.Language))),
				h.P(h.Class("hint"), v.text(words.NecessaryPlain))))
		}
	}
	return rows
}

// CookiesSaved says what stands after a choice.
func CookiesSaved(v View, c Choices) []byte {
	v.Page = PageCookiesSaved
	if len(c.Made) == 0 {
		return v.document(page{Title: v.say(words.SavedNone), Body: g.Group{
			v.elsewhere(v.Controller.Website + consent.ChoicesFragment),
			lead(v.text(words.SavedNoneIs)),
			h.P(h.A(h.Href(v.Path(PageCookies)), v.text(words.SavedChoose))),
		}})
	}
	return v.document(page{Title: v.say(words.SavedTitle), Body: g.Group{
		v.elsewhere(v.Controller.Website + consent.ChoicesFragment),
		v.standing(c),
		h.P(h.A(h.Href(v.Path(PageCookies)), v.text(words.SavedChange))),
		h.P(h.A(h.Href(v.consentPath(c.Record, c.Visitor)), v.text(words.SavedRecord)),
			g.Text(" "), v.text(words.SavedRecordPlain)),
	}})
}
