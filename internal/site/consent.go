package site

import (
	"time"

	g "maragu.dev/gomponents"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// ConsentForm is the form in which a person decides under an address.
type ConsentForm struct {
	Key    gdpr.ID // the Idempotency-Key of this showing of the form
	Values map[string][]string
	Faults []gdpr.Fault
}

// Consent is where a person decides.
func Consent(v View, f ConsentForm) []byte {
	v.Page = PageConsent
	e := entry{view: v, values: f.Values, faults: f.Faults}
	labels := append(v.questionLabels(controller.Persons), label{"email", v.say(words.Email)})
	return v.document(page{Title: v.say(words.ConsentTitle), Faulty: e.faulty(), Body: g.Group{
		e.summary(labels...),
		v.over(controller.Persons),
		h.P(h.A(h.Href("#notice"), v.text(words.ChoicesNotice))),
		consentForm(v, f, Interface(v, controller.Persons)),
		v.noticeOf(controller.Persons),
	}})
}

func consentForm(v View, f ConsentForm, shown controller.Digest) g.Node {
	e := entry{view: v, values: f.Values, faults: f.Faults}
	return e.decisionForm(sent{audience: controller.Persons, key: f.Key, shown: shown},
		e.input(e.email(words.ConsentEmailHint)))
}

// email is the field for the person's address.
func (e entry) email(hint gdpr.Text) field {
	return field{name: "email", label: e.view.say(words.Email), hint: e.view.say(hint), attributes: typedAddress()}
}

// typedAddress is what a control for an address needs.
func typedAddress() g.Group {
	return g.Group{h.Type("email"), h.AutoComplete("email"), h.Attr("autocapitalize", "none"), h.Attr("spellcheck", "false")}
}

// ShownConsent is a recorded consent as its holder sees it.
type ShownConsent struct {
	Record   gdpr.ID
	Visitor  gdpr.ID           // of a visitor's record; "" for a person's
	State    consent.State     // of a person's; "" for a visitor's record
	Verdicts []consent.Verdict // what was decided, and what it counts for now
	Recorded time.Time
	Decided  time.Time         // zero where it is as recorded
	Renewed  time.Time         // zero where it never was
	Notice   controller.Digest // the text that was shown
	In       controller.Digest // the form or banner of ours that it was shown in; "" where it was none
	At       string            // the address of the site where the choice is kept and taken back; "" for here
}

// ConsentShown is a recorded consent: what was decided, when, what stands now,
// and the way back from it.
func ConsentShown(v View, s ShownConsent) []byte {
	v.Page = PageFront
	state, plain := v.consentState(s.State, s.Verdicts)
	return v.document(page{Title: v.say(words.ShownTitle), Body: g.Group{
		g.If(plain != "", lead(g.Text(plain))),
		v.judged(s.Verdicts),
		facts(
			v.text(words.ShownNumber), s.number(),
			v.text(words.CaseState), g.If(state != "", g.Text(state)),
			v.text(words.ShownRecorded), v.moment(s.Recorded),
			v.text(words.ShownDecided), g.If(!s.Decided.IsZero(), v.moment(s.Decided)),
			v.text(words.ShownRenewed), g.If(!s.Renewed.IsZero(), v.moment(s.Renewed)),
			v.text(words.ShownNotice), g.Iff(s.Notice != "", func() g.Node { return v.noticeLink(s.Notice) }),
			v.text(words.ShownInterface), v.shownIn(s.In),
		),
		h.P(h.A(h.Href(v.consentPath(s.Record, s.Visitor)+"/receipt"), v.text(words.ReceiptTitle))),
		g.Iff(s.withdrawable(), func() g.Node {
			if s.At != "" {
				return h.P(h.A(h.Href(s.At), g.Text(words.Fill(words.SiteChoicesOpen, v.Language, "site", hostOf(s.At)))))
			}
			return v.withdrawal(s.Record, s.Visitor, s.Verdicts)
		}),
	}})
}

func (s ShownConsent) withdrawable() bool {
	return (s.State == "" || s.State == consent.Standing) && given(s.Verdicts)
}

func (s ShownConsent) number() g.Node {
	if s.Visitor == "" {
		return number(s.Record)
	}
	return h.Span(h.Class("number"), g.Text(string(s.Visitor)+"."+string(s.Record)))
}
