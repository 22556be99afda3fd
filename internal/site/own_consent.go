package site

import (
	g "maragu.dev/gomponents"

	"ordholden/internal/consent"
	"ordholden/internal/fulfillment"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// consents are those that the person has given, each with the button that takes it back, and one for
// each purpose of several: as easy as giving it was (Art. 7(3)).
func (v View) consents(all []fulfillment.Consented) g.Node {
	if len(all) == 0 {
		return nil
	}
	return h.Section(h.H2(v.text(words.OwnConsents)), g.Map(all, func(c fulfillment.Consented) g.Node {
		return h.Section(h.Class("panel"),
			h.H3(v.text(words.OwnConsent, "date", words.Date(c.Recorded, v.Language))),
			v.consentTag(c),
			v.judged(c.Judged()),
			v.consentHistory(c),
			h.P(h.A(h.Href(v.ownPath("/consents/"+string(c.ID))), v.text(words.OwnReceipt),
				h.Span(h.Class("unseen"), g.Text(": "+words.Date(c.Recorded, v.Language))))),
			v.sayAgain(c), v.takeBack(c))
	}))
}

func (v View) consentTag(c fulfillment.Consented) g.Node {
	state, plain := v.consentState(c.State, c.Judged())
	return h.P(h.Span(h.Class("tag"), g.Text(state)), g.Text(" "), g.Text(plain))
}

func (v View) consentHistory(c fulfillment.Consented) g.Node {
	return h.Ol(h.Class("timeline"), g.Map(c.History, func(e fulfillment.Happened) g.Node {
		return h.Li(v.moment(e.At), h.P(g.Text(words.ConsentHappened(e.On, v.Language))))
	}))
}

// sayAgain is where something is said anew: the way to the questions about what a version changed,
// or the button for a yes to being kept. No yes comes by itself: nothing is sent but by a button
// (Art. 4(11)).
func (v View) sayAgain(c fulfillment.Consented) g.Node {
	switch c.Asks {
	case consent.Affirm:
		return h.Div(h.Class("unprinted"),
			h.P(v.text(words.OwnAffirm)),
			h.P(h.A(h.Href(v.ownPath("/consents/"+string(c.ID))+"#anew"), v.text(words.AffirmConsentSee),
				h.Span(h.Class("unseen"), g.Text(": "+words.Date(c.Recorded, v.Language))))))
	case consent.Renew:
		return v.renewing(c)
	}
	return nil
}

func (v View) renewing(c fulfillment.Consented) g.Node {
	return h.Div(h.Class("unprinted"), h.P(v.text(words.OwnRenew)),
		post(v.renewal(c), hidden("language", string(v.Language)), hidden("choice", string(consent.Renew)),
			button(v.text(words.RenewConsentYes))))
}

func (v View) renewal(c fulfillment.Consented) string {
	return v.api("own/consents/" + string(c.ID) + "/renewal")
}

// takeBack is the buttons that take a consent back, whole or for one purpose.
func (v View) takeBack(c fulfillment.Consented) g.Node {
	if c.State != consent.Standing || !given(consent.AsMade(c.Choices)) {
		return nil
	}
	return g.Group{
		h.P(h.Class("hint unprinted"), v.text(words.OwnTakeBack)),
		v.withdrawing(v.api("own/consents/"+string(c.ID)+"/withdrawal"), c.Judged()),
	}
}

// OwnConsent is one consent with all that can be shown of it (Art. 7(1)), and the questions about
// what a version changed of it, with the answers that something is wrong with.
func OwnConsent(v View, c fulfillment.Consented, f Affirmation) []byte {
	v.Page, v.At = PageOwn, apiOwn+"/consents/"+string(c.ID)
	e := entry{view: v, values: f.Values, faults: f.Faults}
	return v.document(page{Title: v.say(words.OwnConsentTitle), Faulty: e.faulty(), Body: g.Group{
		e.summary(v.lapsedLabels(c.Lapsed)...),
		lead(v.text(words.OwnReceiptPlain)),
		v.consentTag(c),
		v.judged(c.Judged()),
		facts(
			v.text(words.ShownNumber), number(c.ID),
			v.text(words.ShownRecorded), v.moment(c.Recorded),
			v.text(words.OwnMechanism), g.If(c.Seen.Mechanism != "", g.Text(words.Mechanism(c.Seen.Mechanism, v.Language))),
			v.text(words.OwnVersion), g.Text(c.Seen.Version.String()),
			v.text(words.ShownNotice), g.Iff(c.Seen.Notice != "", func() g.Node { return v.noticeLink(c.Seen.Notice) }),
			v.text(words.ShownInterface), v.shownIn(c.Seen.Interface),
			v.text(words.OwnEnds), g.Iff(c.Expires != 0, func() g.Node { return v.moment(c.Expires.Time()) }),
		),
		h.H2(v.text(words.CaseHistory)),
		v.consentHistory(c),
		g.Iff(c.Asks == consent.Affirm, func() g.Node {
			return h.Section(h.ID("anew"), h.Class("unprinted"), h.P(v.text(words.OwnAffirm)), e.anew("own/consents/"+string(c.ID)+"/renewal", c.Lapsed))
		}),
		g.Iff(c.Asks == consent.Renew, func() g.Node { return v.renewing(c) }),
		v.takeBack(c),
		v.back(),
	}})
}

// back leads to the person's own page.
func (v View) back() g.Node {
	return h.P(h.Class("unprinted"), h.A(h.Href(v.ownPath("")), v.text(words.OwnBack)))
}
