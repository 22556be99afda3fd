package site

import (
	"slices"
	"strings"

	g "maragu.dev/gomponents"

	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// entry is what a person has typed into a form, and what is wrong with it.
type entry struct {
	view   View
	values map[string][]string
	faults []gdpr.Fault
	wrong  gdpr.Code // what is wrong with the whole, or ""
}

// faulty reports whether something is to be mended.
func (e entry) faulty() bool { return len(e.faults) > 0 || e.wrong != "" }

// fieldOf is the name of the field that a pointer of the API stands for:
// /email is email, /rights/0 is rights, /decisions/statistics is decision.statistics,
// /fields/name is field.name.
func fieldOf(pointer string) string {
	name, rest, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	if name == "decisions" && rest != "" {
		return decisionField(gdpr.PurposeID(rest))
	}
	if name == "fields" && rest != "" {
		return fieldName(rest)
	}
	return name
}

func decisionField(p gdpr.PurposeID) string { return "decision." + string(p) }

// fieldName is the name of the control for a declared field of a record.
func fieldName(id string) string { return "field." + id }

// idOf is the id of a field's element: no point, which would need escaping in CSS.
func idOf(field string) string { return strings.ReplaceAll(field, ".", "-") }

func (e entry) value(field string) string {
	if vs := e.values[field]; len(vs) > 0 {
		return vs[0]
	}
	return ""
}

func (e entry) chosen(field, value string) bool { return slices.Contains(e.values[field], value) }

// faultOf is what is wrong with a field, in words, or "".
func (e entry) faultOf(field string) string {
	var said []string
	for _, f := range e.faults {
		if s := words.Fault(f, e.view.Language); fieldOf(f.Pointer) == field && !slices.Contains(said, s) {
			said = append(said, s)
		}
	}
	return strings.Join(said, " ")
}

// label is a field that the summary can lead to.
type label struct {
	field string
	text  string
}

// before is the label as it stands before its fault.
func (l label) before() string {
	if strings.HasSuffix(l.text, "?") {
		return l.text + " "
	}
	return l.text + ": "
}

// summary stands first on a page whose form has faults, takes the focus, and
// leads to each field: to the row that it stands in, for a link to the control itself would put
// the focus there while the Enter key that followed it is still down, and so submit the form or
// break a line. The next Tab is in the control. Faults of fields that nobody sees stand there as text.
func (e entry) summary(labels ...label) g.Node {
	if !e.faulty() {
		return nil
	}
	code := e.wrong
	if code == "" {
		code = gdpr.CodeInvalid
	}
	title, mend := words.Error(code, e.view.Language)
	var items g.Group
	for _, l := range labels {
		if fault := e.faultOf(l.field); fault != "" {
			items = append(items, h.Li(h.A(h.Href("#"+rowOf(l.field)), g.Text(l.before()+fault))))
		}
	}
	for _, f := range e.faults {
		if !slices.ContainsFunc(labels, func(l label) bool { return l.field == fieldOf(f.Pointer) }) {
			items = append(items, h.Li(g.Text(words.Fault(f, e.view.Language))))
		}
	}
	return h.Div(h.Class("summary"), h.ID("summary"), h.Role("alert"), h.TabIndex("-1"), h.AutoFocus(),
		h.H2(g.Text(title)), h.P(g.Text(mend)), g.If(len(items) > 0, h.Ul(items)))
}

// post is a form. The browser's own checks are off: ours speak the page's
// language, and stand where assistive technology finds them.
func post(action string, children ...g.Node) g.Node {
	return h.Form(h.Method("post"), h.Action(action), h.Flag("novalidate"), g.Group(children))
}

func hidden(name, value string) g.Node {
	return h.Input(h.Type("hidden"), h.Name(name), h.Value(value))
}

func button(label g.Node, attributes ...g.Node) g.Node {
	return h.Button(h.Type("submit"), g.Group(attributes), label)
}
