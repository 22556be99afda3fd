package site

import (
	"strconv"

	g "maragu.dev/gomponents"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// ApplicationForm is the form in which a person applies for a job.
type ApplicationForm struct {
	Key    gdpr.ID // the Idempotency-Key of this showing of the form
	Values map[string][]string
	Faults []gdpr.Fault
}

// Application is where a person applies. Its fields are those that the declaration has and
// no others; files follow on the page after it, straight to the bucket. Sending it is the
// consent (promise T13), so the sentence that says so stands beside the button.
func Application(v View, f ApplicationForm) []byte {
	v.Page = PageApplication
	e := f.entry(v)
	fields := v.applicationFields()
	var labels []label
	for _, field := range fields {
		labels = append(labels, label{fieldName(field.ID), field.Name.In(v.Language)})
	}
	return v.document(page{Title: v.say(words.ApplicationTitle), Faulty: e.faulty(), Body: g.Group{
		e.summary(labels...),
		v.over(controller.Applicants),
		h.P(h.A(h.Href("#notice"), v.text(words.ApplicationNotice))),
		applicationForm(v, f, Interface(v, controller.Applicants)),
		v.noticeOf(controller.Applicants),
	}})
}

// entry takes a fault of the address to its field, by whichever pointer the API has for it.
func (f ApplicationForm) entry(v View) entry {
	e := entry{view: v, values: f.Values}
	for _, fault := range f.Faults {
		if fault.Pointer == "/"+controller.EmailField {
			fault.Pointer = "/fields/" + controller.EmailField
		}
		e.faults = append(e.faults, fault)
	}
	return e
}

// applicationFields are the fields that the person fills in.
func (v View) applicationFields() []controller.Field {
	class, _ := v.Controller.Holding(controller.Applications)
	var provided []controller.Field
	for _, f := range class.Fields {
		if f.Provided {
			provided = append(provided, f)
		}
	}
	return provided
}

func (v View) applicationSteps() g.Node {
	class, _ := v.Controller.Holding(controller.Applications)
	p, _ := v.Controller.Purpose(class.Purpose)
	return h.Section(h.Class("panel aside"), h.Aria("labelledby", "steps"),
		h.H2(h.ID("steps"), v.text(words.RequestSteps)),
		h.Ol(
			h.Li(v.text(words.ApplicationSend)),
			g.If(len(class.Files) > 0, h.Li(v.text(words.ApplicationFiles, "files", v.fileNames(class)))),
			h.Li(v.text(words.ApplicationKept, "kept", p.Retention.In(v.Controller.Edition, v.Language)))))
}

// fileNames lists the kinds of file of a class as a sentence does.
func (v View) fileNames(class controller.Holding) string {
	var names []string
	for _, k := range class.Files {
		names = append(names, words.Within(k.Name.In(v.Language)))
	}
	return words.Join(names, v.Language)
}

// applicationForm is the form alone; shown is the digest of it, "" while that is being computed.
func applicationForm(v View, f ApplicationForm, shown controller.Digest) g.Node {
	var notice controller.Digest
	if ref, ok := v.Controller.NoticeFor(controller.Applicants, v.Language); ok {
		notice = ref.Digest
	}
	e := f.entry(v)
	return post(v.api("applications"),
		g.If(f.Key != "", hidden("idempotency_key", string(f.Key))),
		g.If(shown != "", hidden("interface", string(shown))),
		hidden("notice", string(notice)),
		hidden("language", string(v.Language)),
		g.Map(v.applicationFields(), e.declared),
		h.P(h.Class("note"), h.ID("consent"), g.Text(v.Controller.Wording.ApplicantConsent.In(v.Language))),
		button(v.text(words.ApplicationSubmit), h.Class("primary"), h.Aria("describedby", "consent")),
	)
}

// declared is the control for a declared field.
func (e entry) declared(f controller.Field) g.Node {
	control := field{name: fieldName(f.ID), label: f.Name.In(e.view.Language), optional: !f.Required, attributes: purposeOf(f.ID)}
	if f.Lines {
		rows, long := rowsOf(f.Most)
		if long {
			control.hint = e.view.say(words.AtMost, "max", strconv.Itoa(f.Most))
		}
		control.attributes = append(control.attributes, h.Rows(rows))
		return e.textarea(control)
	}
	return e.input(control)
}

// rowsOf is how many rows a field shows, and whether it is one in which people may
// write more than it takes.
func rowsOf(most int) (rows string, long bool) {
	switch {
	case most < 1000:
		return "3", false
	case most < 5000:
		return "6", true
	}
	return "12", true
}

// purposeOf says what a field is for, so that browsers can fill it in (WCAG 2.2, 1.3.5).
func purposeOf(id string) g.Group {
	switch id {
	case "name":
		return g.Group{h.Type("text"), h.AutoComplete("name")}
	case controller.EmailField:
		return typedAddress()
	case "mobile", "phone":
		return g.Group{h.Type("tel"), h.AutoComplete("tel")}
	case "address":
		return g.Group{h.AutoComplete("street-address")}
	}
	return nil
}
