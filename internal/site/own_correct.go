package site

import (
	"fmt"
	"slices"

	g "maragu.dev/gomponents"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// Correcting is a correction that was sent, and has to be mended.
type Correcting struct {
	Item   string // holding.Ref.String of the record
	Field  string // the one that the form was for; "" of the form for what is missing
	Values map[string][]string
	Faults []gdpr.Fault
	Wrong  gdpr.Code // what was wrong with the whole, or ""
}

// of reports whether a form is the one that was sent: that of a field, or of what is missing.
func (c Correcting) of(r holding.Record, field string) bool {
	return c.Item == r.String() && c.Field == field && (len(c.Faults) > 0 || c.Wrong != "")
}

// correctable are the fields of a correction that the summary can lead to.
func (v View) correctable(c Correcting) []label {
	var labels []label
	for _, class := range v.Controller.Holdings {
		for _, f := range class.Fields {
			if l := (label{fieldName(f.ID), f.Name.In(v.Language)}); !slices.Contains(labels, l) {
				labels = append(labels, l)
			}
		}
	}
	return slices.DeleteFunc(labels, func(l label) bool {
		return c.Field != "" && l.field != fieldName(c.Field)
	})
}

// correction is the form in which a person says what one field should be (Art. 16).
// Where something was taken out of what stands there, it begins empty: a marker is nobody's value.
func (v View) correction(o OwnView, n int, r holding.Record, f controller.Field, value string) g.Node {
	if !v.grants(gdpr.Rectification) {
		return nil
	}
	if o.veil(r, f.ID) != "" {
		value = ""
	}
	e, sent := entry{view: v, values: map[string][]string{fieldName(f.ID): {value}}}, o.Form.of(r, f.ID)
	if sent {
		e.values, e.faults = o.Form.Values, o.Form.Faults
	}
	return h.Details(h.Class("unprinted"), g.If(sent, h.Flag("open")),
		h.Summary(v.text(words.OwnCorrect), h.Span(h.Class("unseen"), g.Text(": "+f.Name.In(v.Language)))),
		v.correcting(r, v.keyed(o, n, f.ID),
			e.corrected(f, v.say(words.OwnCorrectTo, "field", f.Name.In(v.Language)), elementOf(f, n, sent)), f.Provided && f.ID != controller.EmailField))
}

// lacking is the form for declared fields in which nothing stands (Art. 16, second sentence). What
// is not shown yet stands there.
func (v View) lacking(o OwnView, n int, r holding.Record) g.Node {
	class, _ := v.Controller.Holding(r.Class)
	e, sent := entry{view: v}, o.Form.of(r, "")
	if sent {
		e.values, e.faults = o.Form.Values, o.Form.Faults
	}
	var fields g.Group
	atOnce := true
	for _, f := range class.Fields {
		if valueOf(r, f.ID) == "" && o.veil(r, f.ID) == "" {
			fields = append(fields, e.corrected(f, f.Name.In(v.Language), elementOf(f, n, sent)))
			atOnce = atOnce && f.Provided
		}
	}
	if len(fields) == 0 || !v.grants(gdpr.Rectification) {
		return nil
	}
	return h.Details(h.Class("unprinted"), g.If(sent, h.Flag("open")),
		h.Summary(v.text(words.OwnCorrectMissing)), v.correcting(r, v.keyed(o, n, ""), fields, atOnce))
}

// correcting is the form around the fields. It says what becomes of it.
func (v View) correcting(r holding.Record, which, fields g.Node, provided bool) g.Node {
	then := words.OwnCorrectByStaff
	if provided && v.Controller.Handling.Corrections == controller.AtOnce {
		then = words.OwnCorrectAtOnce
	}
	return post(v.api("own/requests"),
		hidden("language", string(v.Language)), hidden("right", string(gdpr.Rectification)),
		hidden("item", r.String()), which, fields,
		h.P(h.Class("hint"), v.text(then)),
		button(v.text(words.OwnCorrectSubmit)))
}

// keyed names the field that a form is for, and makes its key one of its own.
func (v View) keyed(o OwnView, n int, field string) g.Node {
	return g.Group{
		g.If(field != "", hidden("correct", field)),
		hidden("idempotency_key", fmt.Sprint(o.Key, ".", n, ".", field)),
	}
}

// elementOf is the id of a control: the same field stands once in each record, and the
// summary of faults leads to the one that was sent.
func elementOf(f controller.Field, n int, sent bool) string {
	if sent {
		return idOf(fieldName(f.ID))
	}
	return fmt.Sprint(idOf(fieldName(f.ID)), "-", n)
}

// corrected is the control for what a field should be.
func (e entry) corrected(f controller.Field, label, element string) g.Node {
	name := fieldName(f.ID)
	fault := e.faultOf(name)
	about := g.Group{h.ID(element), h.Name(name),
		g.If(fault != "", g.Group{h.Aria("invalid", "true"), h.Aria("describedby", element+"-fault")})}
	control := h.Input(h.Type("text"), h.AutoComplete("off"), h.Value(e.value(name)), about)
	if f.Lines {
		control = h.Textarea(h.Rows("4"), about, g.Text("\n"+e.value(name)))
	}
	return h.Div(h.Class(e.class(name)), h.ID(element+"-row"),
		h.Label(h.For(element), g.Text(label)),
		g.If(fault != "", h.P(h.Class("fault"), h.ID(element+"-fault"),
			h.Span(h.Class("unseen"), e.view.text(words.ErrorPrefix), g.Text(" ")), g.Text(fault))),
		control)
}

// grants reports whether the controller's declaration has a right.
func (v View) grants(r gdpr.Right) bool { return slices.Contains(v.Controller.Rights, r) }
