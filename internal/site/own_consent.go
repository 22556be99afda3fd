package site

import (
	g "maragu.dev/gomponents"

	"ordholden/internal/consent"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// consents are those that the person has given, each with the one button that takes it
// back: as easy as giving it was (Art. 7(3)).
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
			v.sayAgain(c), v.takeBack(c.Consent))
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

// sayAgain is the button for a yes that is said anew: to what a version changed, which stands above
// it, with the whole text to read, named by the form; or to being kept. No yes comes by itself:
// nothing is sent but by the button (Art. 4(11)).
func (v View) sayAgain(c fulfillment.Consented) g.Node {
	answering := func(yes gdpr.Text, more ...g.Node) g.Node {
		return post(v.api("own/consents/"+string(c.ID)+"/renewal"),
			hidden("language", string(v.Language)), hidden("choice", string(c.Asks)), g.Group(more), button(v.text(yes)))
	}
	switch c.Asks {
	case consent.Affirm:
		return h.Div(h.Class("unprinted"),
			h.P(v.text(words.OwnAffirm)),
			h.P(h.A(h.Href(v.Path(PageStatement)), v.text(words.AffirmConsentText))),
			answering(words.AffirmConsentYes, v.affirmed()))
	case consent.Renew:
		return h.Div(h.Class("unprinted"), h.P(v.text(words.OwnRenew)), answering(words.RenewConsentYes))
	}
	return nil
}

func (v View) takeBack(c consent.Consent) g.Node {
	if c.State != consent.Standing || !(Choices{Made: c.Choices}).Standing() {
		return nil
	}
	return g.Group{
		h.P(h.Class("hint unprinted"), v.text(words.OwnTakeBack)),
		post(v.api("own/consents/"+string(c.ID)+"/withdrawal"),
			hidden("language", string(v.Language)),
			button(v.text(words.Withdraw))),
	}
}

// OwnConsent is one consent with all that can be shown of it (Art. 7(1)).
func OwnConsent(v View, c fulfillment.Consented) []byte {
	v.Page, v.At = PageOwn, apiOwn+"/consents/"+string(c.ID)
	return v.document(page{Title: v.say(words.OwnConsentTitle), Body: g.Group{
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
		v.sayAgain(c),
		v.takeBack(c.Consent),
		v.back(),
	}})
}

// back leads to the person's own page.
func (v View) back() g.Node {
	return h.P(h.Class("unprinted"), h.A(h.Href(v.ownPath("")), v.text(words.OwnBack)))
}
