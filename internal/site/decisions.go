package site

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	g "maragu.dev/gomponents"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// What the two forms for consents have in common. Refusing is as easy as
// accepting (Art. 7, ekomloven section 3-15): three buttons of one size, nothing
// chosen beforehand, and the Enter key saves what was chosen, never everything.

// sent is what a form for consents carries besides the answers.
type sent struct {
	audience controller.Audience
	key      gdpr.ID           // another for every time that the form is shown
	visitor  gdpr.ID           // of Visitors only
	shown    controller.Digest // of this form; "" while that is being computed
}

// decisionForm is a form for consents. The digest of the interface is that of
// the form as it is for everybody: with no ids, nothing typed and no faults.
func (e entry) decisionForm(s sent, fields g.Node) g.Node {
	var notice controller.Digest
	if ref, ok := e.view.Controller.NoticeFor(s.audience, e.view.Language); ok {
		notice = ref.Digest
	}
	return post(e.view.api("consents"),
		g.If(s.visitor != "", hidden("visitor", string(s.visitor))),
		g.If(s.key != "", hidden("idempotency_key", string(s.key))),
		g.If(s.shown != "", hidden("interface", string(s.shown))),
		hidden("notice", string(notice)),
		hidden("language", string(e.view.Language)),
		e.questions(s.audience),
		fields,
		h.Div(h.Class("equal"),
			button(e.view.text(words.ChoicesSave)),
			button(e.view.text(words.RejectAll), h.Name("all"), h.Value(string(gdpr.Refused))),
			button(e.view.text(words.AcceptAll), h.Name("all"), h.Value(string(gdpr.Given)))),
	)
}

// Interface is the digest of the form that an audience decides in: what stands
// in a consent record as the interface that was shown.
func Interface(v View, a controller.Audience) controller.Digest {
	text := FormText(v, a)
	if text == nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return controller.Digest(hex.EncodeToString(sum[:]))
}

// FormText is the form that an audience decides in, with what stands over it, as it is for
// everybody: what is published under its digest, so that whoever decided in it can see it again.
// It is nil where the controller has no page that asks them.
func FormText(v View, a controller.Audience) []byte {
	var form g.Node
	switch {
	case a == controller.Visitors && v.has(PageCookies):
		form = cookieForm(v, CookieForm{}, "")
	case a == controller.Persons && v.has(PageConsent):
		form = consentForm(v, ConsentForm{}, "")
	case a == controller.Applicants && v.has(PageApplication):
		form = applicationForm(v, ApplicationForm{}, "")
	default:
		return nil
	}
	return render(g.Group{v.over(a), form})
}

// over is what stands over a form: how free the choice is, and what comes of it (Art. 7(3)).
func (v View) over(a controller.Audience) g.Node {
	switch a {
	case controller.Visitors:
		return g.Group{lead(v.text(words.ChoicesLead)), v.necessary()}
	case controller.Applicants:
		return g.Group{lead(v.text(words.ApplicationLead)), v.applicationSteps()}
	}
	return lead(v.text(words.ChoicesLead))
}

// questions asks one question for each purpose.
func (e entry) questions(a controller.Audience) g.Node {
	l := e.view.Language
	answers := []choice{
		{value: string(gdpr.Given), label: words.Decision(gdpr.Given, l)},
		{value: string(gdpr.Refused), label: words.Decision(gdpr.Refused, l)},
	}
	return g.Map(e.view.Controller.Asked(a), func(p controller.Purpose) g.Node {
		return e.choices(field{
			name: decisionField(p.ID), label: p.Name.In(l), hint: p.Description.In(l), pair: true,
		}, "radio", answers)
	})
}

// questionLabels are the labels of questions, for the summary of faults.
func (v View) questionLabels(a controller.Audience) []label {
	var all []label
	for _, p := range v.Controller.Asked(a) {
		all = append(all, label{decisionField(p.ID), p.Name.In(v.Language)})
	}
	return all
}

// judged is a list of decisions by the names of their purposes, with what each counts for now: of a
// yes that counts no more, why (promise T15), and of one that was decided on again since, how. A
// purpose that the declaration does not name any more has the name that it had.
func (v View) judged(verdicts []consent.Verdict) g.Node {
	var rows g.Group
	for _, d := range verdicts {
		name := d.Name
		if p, ok := v.Controller.Purpose(d.Purpose); ok {
			name = p.Name
		}
		if name != (gdpr.Text{}) {
			rows = append(rows, h.Div(h.Dt(g.Text(name.In(v.Language))),
				h.Dd(h.Class(string(d.Status)), g.Text(words.Decision(d.Decision, v.Language)), v.counts(d))))
		}
	}
	return h.Dl(h.Class("made"), rows)
}

// consentState is a state in a word and in a sentence, which says so where not all of it counts any more.
func (v View) consentState(s consent.State, verdicts []consent.Verdict) (name, plain string) {
	name, plain = words.ConsentState(s, v.Language)
	has := func(any ...consent.Status) bool {
		return slices.ContainsFunc(verdicts, func(d consent.Verdict) bool { return slices.Contains(any, d.Status) })
	}
	stands := func(d consent.Verdict) bool { // a yes that neither the company nor time has ended
		return d.Decision == gdpr.Given && d.Status != consent.Revoked && d.Status != consent.Expired
	}
	switch {
	case s != consent.Standing:
	case has(consent.Invalidated):
		plain = v.say(words.InvalidatedSome)
	case has(consent.Revoked, consent.Expired) && !slices.ContainsFunc(verdicts, stands):
		plain = v.say(words.EndedAll)
	case has(consent.Revoked, consent.Expired):
		plain = v.say(words.EndedSome)
	case has(consent.Overtaken):
		plain = v.say(words.OvertakenSome)
	}
	return name, plain
}

// counts says of a yes what it counts for now; nothing where that is what it says.
func (v View) counts(d consent.Verdict) g.Node {
	switch d.Status {
	case consent.Invalidated:
		return v.reasoned(d, words.InvalidatedSince, words.InvalidatedPlain)
	case consent.Revoked:
		return v.reasoned(d, words.RevokedSince, words.RevokedPlain)
	case consent.Expired:
		return h.P(v.text(words.ExpiredSince, "date", words.Date(d.Until, v.Language)))
	case consent.Overtaken:
		return v.overtaken(d)
	}
	return nil
}

// reasoned says from which version a yes counts no more, why, and what that means.
func (v View) reasoned(d consent.Verdict, since, plain gdpr.Text) g.Node {
	return g.Group{
		h.P(v.text(since, "version", d.Since.String())),
		h.Ul(g.Map(d.Reasons, func(c controller.Change) g.Node { return h.Li(g.Text(c.Words.In(v.Language))) })),
		h.P(v.text(plain)),
	}
}

// overtaken says what the person has decided since by another consent, and when.
func (v View) overtaken(d consent.Verdict) g.Node {
	return h.P(v.text(words.OvertakenSince,
		"date", words.Date(d.Last.At, v.Language), "decision", words.Decision(d.Last.Decision, v.Language)))
}

// given reports whether a yes is among decisions, whatever it counts for: it can be taken back.
func given(verdicts []consent.Verdict) bool {
	for _, d := range verdicts {
		if d.Decision == gdpr.Given {
			return true
		}
	}
	return false
}

// consentPath is where the API has a recorded consent. That of a visitor names
// the visitor too: nothing else leads to it (Art. 11).
func (v View) consentPath(record, visitor gdpr.ID) string {
	if visitor != "" {
		record = visitor + "." + record
	}
	return v.api("consents/" + string(record))
}

// withdrawal is the one button that takes back every yes of a record (Art. 7(3)), and where there
// are several one for each.
func (v View) withdrawal(record, visitor gdpr.ID, verdicts []consent.Verdict) g.Node {
	return h.Div(h.Class("withdrawal"),
		h.P(v.text(words.WithdrawPlain)),
		v.withdrawing(v.consentPath(record, visitor)+"/withdrawal", verdicts))
}

// withdrawing is the buttons: one press each, as few as it takes to say yes. That for the whole
// stands first, and is the one that the Enter key presses.
func (v View) withdrawing(action string, verdicts []consent.Verdict) g.Node {
	var each g.Group
	for _, d := range verdicts {
		if p, ok := v.Controller.Purpose(d.Purpose); ok && d.Decision == gdpr.Given {
			each = append(each, button(g.Text(words.Fill(words.WithdrawOne, v.Language, "purpose", p.Name.In(v.Language))),
				h.Name("purposes"), h.Value(string(p.ID))))
		}
	}
	return post(action,
		hidden("language", string(v.Language)),
		button(v.text(words.Withdraw)),
		g.Iff(len(each) > 1, func() g.Node {
			return g.Group{h.P(h.Class("hint"), v.text(words.WithdrawOnePlain)), h.Div(h.Class("equal"), each)}
		}))
}
