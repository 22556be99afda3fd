package site

import (
	g "maragu.dev/gomponents"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// tasks are what the front page offers, each a page.
var tasks = [...]struct {
	page        string
	name, plain *gdpr.Text
}{
	{PageRequest, &words.FrontRequest, &words.FrontRequestPlain},
	{PageOwn, &words.FrontOwn, &words.FrontOwnPlain},
	{PageStatus, &words.FrontStatus, &words.FrontStatusPlain},
	{PageCookies, &words.FrontCookies, &words.FrontCookiesPlain},
	{PageConsent, &words.FrontConsent, &words.FrontConsentPlain},
	{PageApplication, &words.FrontApplication, &words.FrontApplicationPlain},
	{PageAgreements, &words.FrontAgreements, &words.FrontAgreementsPlain},
	{PageStatement, &words.FrontStatement, &words.FrontStatementPlain},
}

// Front is where people begin: what they can do here, and what their rights are.
func Front(v View) []byte {
	v.Page = PageFront
	var offered g.Group
	for _, t := range tasks {
		if v.has(t.page) {
			offered = append(offered, h.Li(
				h.A(h.Href(v.Path(t.page)), v.text(*t.name)),
				h.P(v.text(*t.plain))))
		}
	}
	var asked g.Group
	for _, r := range v.Controller.Rights {
		asked = append(asked, h.Div(
			h.Dt(g.Text(words.RightName(r, v.Language))),
			h.Dd(g.Text(words.RightPlain(r, v.Language)))))
	}
	return v.document(page{Title: v.say(words.FrontTitle), Body: g.Group{
		lead(g.Text(v.Controller.Wording.Introduction.In(v.Language))),
		h.H2(h.Class("unseen"), v.text(words.FrontTasks)),
		h.Ul(h.Class("tasks"), offered),
		h.H2(v.text(words.FrontRights)),
		h.P(v.text(words.FrontRightsPlain), g.Text(" "), v.withMailbox(words.FrontMail)),
		h.Dl(h.Class("rights"), asked),
	}})
}

// Controllers is the list of those who are served here.
func Controllers(all []*controller.Declaration, l gdpr.Language) []byte {
	v := View{Language: l}
	return v.document(page{Title: v.say(words.ListTitle), Body: g.Group{
		lead(v.text(words.ListLead)),
		h.Ul(h.Class("tasks"), g.Map(all, func(d *controller.Declaration) g.Node {
			of := View{Controller: d, Language: l}
			return h.Li(h.A(h.Href(of.Path(PageFront)), g.Text(d.Name)),
				g.If(d.ShortName != d.Name, h.P(g.Text(d.ShortName))))
		})),
	}})
}
