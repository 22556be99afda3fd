package site

import (
	g "maragu.dev/gomponents"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// Affirmation is the form in which a person answers, purpose by purpose, what a new version changed
// of what they said yes to (promise T15).
type Affirmation struct {
	Proof  gdpr.Proof        // what opened the questions; the zero value on one's own page
	Lapsed []consent.Verdict // what is asked about
	Values map[string][]string
	Faults []gdpr.Fault
}

// Affirm asks. Scanners of mail submit forms as they are (threat H3): nothing is chosen beforehand,
// and a question without an answer is a fault.
func Affirm(v View, f Affirmation) []byte {
	v.Page = PageAffirmConsent
	e := entry{view: v, values: f.Values, faults: f.Faults}
	return v.document(page{Title: v.say(words.AffirmConsent), Faulty: e.faulty(), Body: g.Group{
		e.summary(v.lapsedLabels(f.Lapsed)...),
		lead(v.text(words.AffirmConsentLead)),
		e.anew("consents/renewal", f.Lapsed,
			hidden("case", string(f.Proof.Case)),
			hidden("token", f.Proof.Token.Reveal()),
			hidden("code", f.Proof.Code.Reveal())),
	}})
}

// anew is the questions, each with what was changed beside it, and the whole text to read, which a
// yes is to.
func (e entry) anew(action string, lapsed []consent.Verdict, more ...g.Node) g.Node {
	v := e.view
	return post(v.api(action),
		hidden("language", string(v.Language)), hidden("choice", string(consent.Affirm)), v.affirmed(), g.Group(more),
		h.P(h.A(h.Href(v.Path(PageStatement)), v.text(words.AffirmConsentText))),
		g.Map(lapsed, e.changed),
		button(v.text(words.AffirmConsentSubmit), h.Class("primary")))
}

// changed is one question: a yes or a no to one purpose, as it is now (Art. 7(1)).
func (e entry) changed(d consent.Verdict) g.Node {
	v, l := e.view, e.view.Language
	p, _ := v.Controller.Purpose(d.Purpose) // only what is declared is asked about
	return h.Section(
		h.H2(g.Text(p.Name.In(l))),
		h.P(v.text(words.InvalidatedSince, "version", d.Since.String())),
		h.Ul(g.Map(d.Reasons, func(c controller.Change) g.Node { return h.Li(g.Text(c.Words.In(l))) })),
		e.choices(field{
			name: decisionField(p.ID), label: v.asks(p), hint: p.Description.In(l),
		}, "radio", []choice{
			{value: string(gdpr.Given), label: v.say(words.AffirmConsentYes)},
			{value: string(gdpr.Refused), label: v.say(words.AffirmConsentNo)},
		}))
}

func (v View) asks(p controller.Purpose) string {
	return words.Fill(words.AffirmConsentAsk, v.Language, "purpose", p.Name.In(v.Language))
}

func (v View) lapsedLabels(lapsed []consent.Verdict) []label {
	var all []label
	for _, d := range lapsed {
		p, _ := v.Controller.Purpose(d.Purpose)
		all = append(all, label{decisionField(p.ID), p.Name.In(v.Language)})
	}
	return all
}

// affirmed names the text to which a yes is: the whole statement as it is when the page is shown.
func (v View) affirmed() g.Node {
	n, _ := v.Controller.Notice(controller.Everyone, v.Language)
	return hidden("notice", string(n.Digest()))
}
