package site

import (
	"strings"

	g "maragu.dev/gomponents"

	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// field is one line that a person can fill in.
type field struct {
	name       string
	label      string
	hint       string
	optional   bool
	pair       bool    // of choices: two short answers, side by side
	attributes g.Group // of the control
}

// rowOf is the id of what a field stands in, with its label, hint and fault.
func rowOf(name string) string { return idOf(name) + "-row" }

func (f field) labeled() label { return label{f.name, f.label} }

// input is a field of one line.
func (e entry) input(f field) g.Node {
	return e.wrap(f, h.Input(h.ID(idOf(f.name)), h.Name(f.name), h.Value(e.value(f.name)),
		e.described(f.name, f.hint), g.If(!f.optional, h.Required()), f.attributes))
}

// textarea is a field of several lines.
func (e entry) textarea(f field) g.Node {
	// A parser drops one line break after the tag: the first is given to it.
	return e.wrap(f, h.Textarea(h.ID(idOf(f.name)), h.Name(f.name),
		e.described(f.name, f.hint), g.If(!f.optional, h.Required()), f.attributes,
		g.Text("\n"+e.value(f.name))))
}

func (e entry) wrap(f field, control g.Node) g.Node {
	name := g.Group{g.Text(f.label)}
	if f.optional {
		name = append(name, g.Text(" "), h.Span(h.Class("optional"), g.Text("("+e.view.say(words.Optional)+")")))
	}
	return h.Div(h.Class(e.class(f.name)), h.ID(rowOf(f.name)),
		h.Label(h.For(idOf(f.name)), name), e.hint(f.name, f.hint), e.fault(f.name), control)
}

func (e entry) class(name string) string {
	if e.faultOf(name) != "" {
		return "field faulty"
	}
	return "field"
}

func (e entry) hint(name, hint string) g.Node {
	return g.If(hint != "", h.P(h.Class("hint"), h.ID(idOf(name)+"-hint"), g.Text(hint)))
}

func (e entry) fault(name string) g.Node {
	fault := e.faultOf(name)
	return g.If(fault != "", h.P(h.Class("fault"), h.ID(idOf(name)+"-fault"),
		h.Span(h.Class("unseen"), e.view.text(words.ErrorPrefix), g.Text(" ")), g.Text(fault)))
}

// described ties a control to its hint and its fault.
func (e entry) described(name, hint string) g.Node {
	var ids []string
	if hint != "" {
		ids = append(ids, idOf(name)+"-hint")
	}
	faulty := e.faultOf(name) != ""
	if faulty {
		ids = append(ids, idOf(name)+"-fault")
	}
	return g.Group{
		g.If(len(ids) > 0, h.Aria("describedby", strings.Join(ids, " "))),
		g.If(faulty, h.Aria("invalid", "true")),
	}
}

// choice is one of several answers to a question.
type choice struct {
	value string
	label string
	plain string // more about it, or ""
}

// choices is a question with its answers; kind is radio or checkbox. Nothing is
// chosen but what the person chose before.
func (e entry) choices(f field, kind string, answers []choice) g.Node {
	var rows g.Group
	for i, a := range answers {
		id := idOf(f.name)
		if i > 0 { // the first has the field's own id
			id += "-" + a.value
		}
		rows = append(rows, h.Div(h.Class("choice"),
			h.Input(h.Type(kind), h.ID(id), h.Name(f.name), h.Value(a.value),
				g.If(e.chosen(f.name, a.value), h.Checked()), g.If(kind == "radio", h.Required()),
				g.If(a.plain != "", h.Aria("describedby", id+"-plain"))),
			h.Label(h.For(id), g.Text(a.label)),
			g.If(a.plain != "", h.P(h.ID(id+"-plain"), g.Text(a.plain)))))
	}
	class := "answers"
	if f.pair {
		class = "answers pair"
	}
	return h.FieldSet(h.Class(e.class(f.name)), h.ID(rowOf(f.name)), e.described(f.name, f.hint), f.attributes,
		h.Legend(g.Text(f.label)), e.hint(f.name, f.hint), e.fault(f.name),
		h.Div(h.Class(class), rows))
}
