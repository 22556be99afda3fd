package site

import (
	g "maragu.dev/gomponents"

	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// What says what was sent, and is confirmed by mail.
type What int

// The things that are confirmed, or decided, by a mail's link.
const (
	ARequest What = iota
	AConsent
	AnAddress     // of a contact person of agreements
	AnOwner       // of records: the address of whoever wants to see them
	ARenewal      // of a consent, before the end
	ARestoration  // of a consent that was withdrawn
	AnAffirmation // of a consent that a new version has changed
	AStop         // of an erasure that is announced
)

// Sent says that a mail is on its way. It is the same for everybody: nothing
// here tells whether a person is known (Art. 12(2)).
func Sent(v View, what What) []byte {
	s := mailsSent[what]
	v.Page = s.page
	var more g.Group
	for _, t := range s.more {
		more = append(more, h.Li(v.text(*t)))
	}
	return v.document(page{Title: v.say(words.SentTitle), Body: g.Group{
		lead(v.text(*s.lead)),
		h.Ul(more, h.Li(v.withMailbox(words.SentMissing))),
		h.P(h.A(h.Href(v.Path(PageFront)), v.text(words.BackToFront))),
	}})
}

// mailsSent are the pages that say so.
var mailsSent = [...]struct {
	page string
	lead *gdpr.Text
	more []*gdpr.Text
}{
	ARequest:  {PageSent, &words.SentRequest, []*gdpr.Text{&words.SentClock, &words.SentDays}},
	AConsent:  {PageSentConsent, &words.SentConsent, []*gdpr.Text{&words.SentDays}},
	AnAddress: {PageSentAgreements, &words.SentAddress, []*gdpr.Text{&words.SentAddressHours}},
	AnOwner:   {PageSentOwn, &words.SentOwn, []*gdpr.Text{&words.SentAddressHours}},
}

// ProofForm is a form that shows control of an address: by the link from a
// mail, whose fragment a script reads, or by case number and code typed in.
type ProofForm struct {
	What   What                // what is confirmed; not used by StatusForm
	Values map[string][]string // case, code, token, choice
	Faults []gdpr.Fault
	Wrong  gdpr.Code // what was wrong with the proof, or ""
}

// Confirm asks whether it was the person who sent something. Scanners of mail
// open links, run scripts and submit forms: so nothing is chosen beforehand,
// and nothing submits itself.
func Confirm(v View, f ProofForm) []byte {
	w, asked := confirmations[f.What]
	if !asked {
		w = confirmations[ARequest]
	}
	v.Page = w.page
	e := entry{v, f.Values, f.Faults, f.Wrong}
	ask := field{name: "choice", label: v.say(*w.ask)}
	question, submit := e.choices(ask, "radio", w.answers(v)), words.ConfirmSubmit
	if f.What == AnAffirmation { // it leads to its questions, which nobody can ask before they know whose they are
		question, submit = hidden("choice", w.says[0]), *w.yes
	}
	return v.document(page{Title: v.say(*w.title), Faulty: e.faulty(), Script: true, Body: g.Group{
		e.summary(append(e.proofLabels(), ask.labeled())...),
		lead(v.text(*w.lead)),
		post(v.api(w.action), e.proof(), question, button(v.text(submit), h.Class("primary"))),
	}})
}

// confirmation is a page that asks, its words, and what the two answers say.
type confirmation struct {
	page, action              string
	says                      [2]string
	title, lead, ask, yes, no *gdpr.Text // no is nil where doing nothing is the other answer
}

func (w confirmation) answers(v View) []choice {
	answers := []choice{{value: w.says[0], label: v.say(*w.yes)}}
	if w.no != nil {
		answers = append(answers, choice{value: w.says[1], label: v.say(*w.no)})
	}
	return answers
}

var confirmations = map[What]confirmation{
	ARequest: {PageConfirm, "requests/confirmation", [2]string{"confirm", "cancel"},
		&words.ConfirmRequest, &words.ConfirmRequestLead, &words.ConfirmRequestAsk, &words.ConfirmRequestYes, &words.ConfirmRequestNo},
	AConsent: {PageConfirmConsent, "consents/confirmation", [2]string{"confirm", "cancel"},
		&words.ConfirmConsent, &words.ConfirmConsentLead, &words.ConfirmConsentAsk, &words.ConfirmConsentYes, &words.ConfirmConsentNo},
	ARenewal: {PageRenewConsent, "consents/renewal", [2]string{"renew", "no"},
		&words.RenewConsent, &words.RenewConsentLead, &words.RenewConsentAsk, &words.RenewConsentYes, &words.RenewConsentNo},
	ARestoration: {PageRestoreConsent, "consents/restoration", [2]string{"restore", "no"},
		&words.RestoreConsent, &words.RestoreConsentLead, &words.RestoreConsentAsk, &words.RestoreConsentYes, &words.RestoreConsentNo},
	AnAffirmation: {PageAffirmConsent, "consents/renewal", [2]string{"questions"},
		&words.AffirmConsent, &words.AffirmConsentLead, &words.AffirmConsent, &words.AffirmConsentSee, nil},
	AStop: {PageStop, "requests/stop", [2]string{"stop"},
		&words.StopTitle, &words.StopLead, &words.StopAsk, &words.StopYes, nil},
}

// Status is where a person opens a case.
func Status(v View, f ProofForm) []byte {
	v.Page = PageStatus
	e := entry{v, f.Values, f.Faults, f.Wrong}
	return v.document(page{Title: v.say(words.StatusTitle), Faulty: e.faulty(), Script: true, Body: g.Group{
		e.summary(e.proofLabels()...),
		lead(v.text(words.StatusLead)),
		post(v.api("requests/status"), e.proof(), button(v.text(words.StatusSubmit), h.Class("primary"))),
	}})
}

func (e entry) proofLabels() []label {
	return []label{{"case", e.view.say(words.Case)}, {"code", e.view.say(words.Code)}}
}

// proof is the fields of a proof. The script fills in case and token, says so,
// and hides the code's row where the link does not ask for the code.
func (e entry) proof() g.Node {
	typed := g.Group{h.Type("text"), h.AutoComplete("off"), h.Attr("autocapitalize", "none"), h.Attr("spellcheck", "false")}
	return g.Group{
		hidden("language", string(e.view.Language)),
		h.Input(h.Type("hidden"), h.ID("token"), h.Name("token"), h.Value(e.value("token"))),
		h.NoScript(h.P(h.Class("note"), e.view.text(words.LinkByHand))),
		h.P(h.Class("note"), h.ID("link-read"), h.Role("status"), h.Data("text", e.view.say(words.LinkRead))),
		e.input(field{name: "case", label: e.view.say(words.Case), hint: e.view.say(words.CaseHint), attributes: typed}),
		e.input(field{name: "code", label: e.view.say(words.Code), hint: e.view.say(words.CodeHint),
			attributes: append(typed, h.Class("short"))}),
	}
}
