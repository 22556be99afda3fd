package site

import (
	g "maragu.dev/gomponents"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// RequestForm is the form in which a person asks for what the Regulation gives.
type RequestForm struct {
	Key    gdpr.ID // the Idempotency-Key of this showing of the form
	Values map[string][]string
	Faults []gdpr.Fault
}

// maxText is how many characters the free text may have; the API counts them.
const maxText = "4000"

// Request is where a person asks. No field asks for a national identity number
// or a copy of a document (Art. 12(6)).
func Request(v View, f RequestForm) []byte {
	v.Page = PageRequest
	e := entry{view: v, values: f.Values, faults: f.Faults}
	asked := field{name: "rights", label: v.say(words.RequestRights), hint: v.say(words.RequestRightsHint)}
	email := e.email(words.RequestEmailHint)
	name := field{name: "name", label: v.say(words.Name), optional: true, attributes: g.Group{h.Type("text"), h.AutoComplete("name")}}
	text := field{name: "text", label: v.say(words.RequestText), hint: v.say(words.RequestTextHint, "max", maxText),
		optional: true, attributes: g.Group{h.Rows("6")}}
	return v.document(page{Title: v.say(words.RequestTitle), Faulty: e.faulty(), Body: g.Group{
		e.summary(asked.labeled(), email.labeled(), name.labeled(), text.labeled()),
		lead(v.text(words.RequestLead)),
		v.howItWorks(),
		post(v.api("requests"),
			hidden("idempotency_key", string(f.Key)),
			hidden("language", string(v.Language)),
			e.choices(asked, "checkbox", v.offered()),
			e.input(email), e.input(name), e.textarea(text),
			button(v.text(words.RequestSubmit), h.Class("primary"))),
		v.useOfRequest(),
	}})
}

// offered is the rights of the declaration as answers.
func (v View) offered() []choice {
	var all []choice
	for _, r := range v.Controller.Rights {
		all = append(all, choice{string(r), words.RightName(r, v.Language), words.RightPlain(r, v.Language)})
	}
	return all
}

func (v View) howItWorks() g.Node {
	return h.Section(h.Class("panel aside"), h.Aria("labelledby", "steps"),
		h.H2(h.ID("steps"), v.text(words.RequestSteps)),
		h.Ol(h.Li(v.text(words.RequestSend)), h.Li(v.text(words.RequestConfirm)), h.Li(v.text(words.RequestAnswer))))
}

// useOfRequest is what the person is told about this form (Art. 13): shortly,
// and then the whole.
func (v View) useOfRequest() g.Node {
	d := v.Controller
	return h.Section(
		h.H2(v.text(words.RequestUse)),
		h.P(v.text(words.RequestUseText,
			"kept", d.Records.Request.In(d.Edition, v.Language),
			"unconfirmed", d.Records.Unconfirmed.In(d.Edition, v.Language))),
		v.wholeStatement())
}

func (v View) wholeStatement() g.Node {
	n, ok := v.Controller.Notice(controller.Everyone, v.Language)
	return g.If(ok, h.Details(h.Summary(v.text(words.WholeStatement)), noticeBody(n, h.H3)))
}
