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
	var form g.Node
	switch a {
	case controller.Visitors:
		form = cookieForm(v, CookieForm{}, "")
	case controller.Persons:
		form = consentForm(v, ConsentForm{}, "")
	case controller.Applicants:
		if !v.has(PageApplication) {
			return ""
		}
		form = applicationForm(v, ApplicationForm{}, "")
	default:
		return ""
	}
	sum := sha256.Sum256(render(form))
	return controller.Digest(hex.EncodeToString(sum[:]))
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

// judged is a list of decisions by the names of their purposes, with what each counts for now:
// of a yes that counts no more, why (promise T15), and of one that was decided on again since, how. Purposes that the declaration does not name any
// more are left out.
func (v View) judged(verdicts []consent.Verdict) g.Node {
	var rows g.Group
	for _, d := range verdicts {
		if p, ok := v.Controller.Purpose(d.Purpose); ok {
			rows = append(rows, h.Div(h.Dt(g.Text(p.Name.In(v.Language))),
				h.Dd(h.Class(string(d.Status)), g.Text(words.Decision(d.Decision, v.Language)), v.invalidated(d), v.overtaken(d))))
		}
	}
	return h.Dl(h.Class("made"), rows)
}

// consentState is a state in a word and in a sentence, which says so where not all of it counts any more.
func (v View) consentState(s consent.State, verdicts []consent.Verdict) (name, plain string) {
	name, plain = words.ConsentState(s, v.Language)
	changed := slices.ContainsFunc(verdicts, func(d consent.Verdict) bool { return d.Status == consent.Invalidated })
	again := slices.ContainsFunc(verdicts, func(d consent.Verdict) bool { return d.Status == consent.Overtaken })
	switch {
	case s == consent.Standing && changed:
		plain = v.say(words.InvalidatedSome)
	case s == consent.Standing && again:
		plain = v.say(words.OvertakenSome)
	}
	return name, plain
}

// invalidated says from which version a yes counts no more, and why.
func (v View) invalidated(d consent.Verdict) g.Node {
	if d.Status != consent.Invalidated {
		return nil
	}
	return g.Group{
		h.P(v.text(words.InvalidatedSince, "version", d.Since.String())),
		h.Ul(g.Map(d.Reasons, func(c controller.Change) g.Node { return h.Li(g.Text(c.Words.In(v.Language))) })),
		h.P(v.text(words.InvalidatedPlain)),
	}
}

// overtaken says what the person has decided since by another consent, and when.
func (v View) overtaken(d consent.Verdict) g.Node {
	if d.Status != consent.Overtaken {
		return nil
	}
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
			return h.Div(h.Class("parts"), h.P(h.Class("hint"), v.text(words.WithdrawOnePlain)), each)
		}))
}
