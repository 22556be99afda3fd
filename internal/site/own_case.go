package site

import (
	"time"

	g "maragu.dev/gomponents"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/rights"
	"ordholden/internal/words"
)

// pending reports whether something is still to come of a request.
func pending(w rights.Workflow) bool { return rights.QueueOf(w) != rights.Ended }

// openCases are those still to be answered, in a line each.
func (v View) openCases(o OwnView) g.Group {
	var lines g.Group
	for _, c := range o.Held.Cases {
		if !pending(c.Workflow) {
			continue
		}
		line := words.OwnOpenCase
		switch {
		case c.Workflow == rights.Cooling:
			line = words.OwnCooling
		case c.StandsStill():
			line = words.OwnStill
		}
		lines = append(lines, h.Div(h.A(h.Href("#case-"+string(c.ID)),
			v.text(line, "rights", v.asked(c.Request), "day", words.Day(o.Deadline(c.Request).Due, v.Language), "time", words.Moment(c.Until, v.Language)))))
	}
	return lines
}

// asked is what a request asks for; a mail that is not understood yet, by its state.
func (v View) asked(r rights.Request) string {
	if len(r.Rights) == 0 {
		state, _ := words.Workflow(r.Workflow, v.Language)
		return state
	}
	return words.Capital(words.RightNames(r.Rights, v.Language))
}

// ownCases are the person's requests: those that are open, and those that have ended.
func (v View) ownCases(o OwnView) g.Node {
	var open, ended g.Group
	for _, c := range o.Held.Cases {
		if pending(c.Workflow) {
			open = append(open, v.ownCase(c, o))
		} else {
			ended = append(ended, v.ownCase(c, o))
		}
	}
	return g.Group{
		g.If(len(open) > 0, h.Section(h.H2(v.text(words.OwnOpenCases)), open)),
		g.If(len(ended) > 0, h.Section(h.H2(v.text(words.OwnEnded)), ended)),
	}
}

func (v View) ownCase(c rights.Case, o OwnView) g.Node {
	state, plain := words.Workflow(c.Workflow, v.Language)
	due := o.Deadline(c.Request)
	return h.Section(h.Class("panel"), h.ID("case-"+string(c.ID)),
		h.H3(g.Text(v.asked(c.Request))),
		h.P(h.Span(h.Class("tag"), g.Text(state)), g.Text(" "), g.Text(plain)),
		facts(append(g.Group{
			v.text(words.Case), number(c.ID),
			v.text(words.CaseReceived), v.moment(c.Received),
			v.text(words.CaseDue), g.Iff(pending(c.Workflow), func() g.Node { return v.due(c.Request, due) }),
			v.text(words.CaseJoined), g.Iff(c.Joined != "", func() g.Node { return number(c.Joined) }),
			v.text(words.CaseUntil), v.until(c.Workflow, rights.Cooling, c.Until),
			v.text(words.CaseLifted), v.until(c.Workflow, rights.Lifting, c.Until),
			v.text(words.CaseTold), v.told(c.Notices),
		}, v.ledger(v.Controller.Records.Request, c.Expires)...)...),
		v.outcomes(c.Request),
		g.If(c.Workflow == rights.Denied, h.P(v.text(words.CaseDenied))),
		g.Iff(c.Workflow == rights.Cooling, func() g.Node {
			return post(v.api("own/cases/"+string(c.ID)+"/stop"), hidden("language", string(v.Language)), button(v.text(words.OwnStop)))
		}),
		g.Iff(pending(c.Workflow), func() g.Node {
			return h.Details(h.Summary(v.text(words.CaseDeadline)), v.steps(due))
		}),
		h.Details(h.Summary(v.text(words.CaseHistory)), v.timeline(c.History)))
}

// due is by when the answer comes; a deadline that stands still says so (Art. 12(6)).
func (v View) due(r rights.Request, d rights.Deadline) g.Node {
	if r.StandsStill() {
		return v.text(words.CaseStill)
	}
	return h.Strong(v.moment(d.Due))
}

// until is a moment that means something in one state only.
func (v View) until(now, in rights.Workflow, t time.Time) g.Node {
	if now != in || t.IsZero() {
		return nil
	}
	return h.Strong(v.moment(t))
}

// told are the recipients that are told, and how far that has come (Art. 19, last sentence).
func (v View) told(all []rights.Notice) g.Node {
	if len(all) == 0 {
		return nil
	}
	return g.Map(all, func(n rights.Notice) g.Node {
		name := v.recipientGroup(n.Recipient)
		if n.Customer != "" {
			name = n.Customer.Reveal()
		}
		said := words.Within(words.NoticeState(n.State, v.Language))
		if n.Lifts {
			said += " (" + v.say(words.OwnToldLifted) + ")"
		}
		return h.Div(g.Text(name + ": " + said))
	})
}

// outcomes is what became of each right, with the reasons of a refusal and what was kept.
func (v View) outcomes(r rights.Request) g.Node {
	var rows g.Group
	for _, o := range r.Outcomes {
		rows = append(rows, g.Text(words.RightName(o.Right, v.Language)), v.outcome(o))
	}
	for _, c := range r.Corrections {
		rows = append(rows, g.Text(v.fieldNamed(c.Field)), g.Group{
			h.Div(g.Text(words.Ruling(c.State, v.Language))), lines(c.Reason)})
	}
	if len(rows) == 0 {
		return nil
	}
	return g.Group{h.H4(v.text(words.CaseResult)), facts(rows...)}
}

func (v View) outcome(o rights.Outcome) g.Node {
	said := g.Group{h.Div(g.Text(words.Result(o.Result, v.Language) + ", " + words.Date(o.At, v.Language)))}
	if o.Ground != "" {
		name, plain := words.RefusalGround(o.Ground, v.Language)
		said = append(said, h.Div(g.Text(name)), g.If(plain != "", h.Div(g.Text(plain))))
	}
	said = append(said, lines(o.Reasons))
	for _, k := range o.Kept {
		said = append(said, h.Div(v.text(words.CaseKept), g.Text(": "), v.text(words.CaseKeptUntil,
			"what", words.ErasedThing(controller.Class(k.Class), v.Language), "date", words.Date(k.Until, v.Language),
			"ground", words.Within(words.Ground(v.Controller, k.Ground, v.Language)), "article", words.Article(k.Article, v.Language))))
	}
	return said
}

// lines is a text as staff wrote it.
func lines(text gdpr.Private) g.Node {
	if text == "" {
		return nil
	}
	return h.Div(h.Class("lines"), g.Text(text.Reveal()))
}

// fieldNamed is what a declared field is called; one that is declared no more, by its id.
func (v View) fieldNamed(id string) string {
	for _, class := range v.Controller.Holdings {
		if f, ok := class.Field(id); ok {
			return f.Name.In(v.Language)
		}
	}
	return id
}
