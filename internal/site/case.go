package site

import (
	"time"

	g "maragu.dev/gomponents"

	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/rights"
	"ordholden/internal/words"
)

// CaseView is a case as its holder sees it: no personal data is in it.
type CaseView struct {
	Number   gdpr.ID
	Workflow rights.Workflow
	Until    time.Time // of an erasure that is announced: when it begins
	Outcomes []rights.Outcome
	Rights   []gdpr.Right
	Received time.Time
	Deadline rights.Deadline
	History  []rights.Entry // oldest first
	Joined   gdpr.ID        // the case that answers this one too, or ""
}

// Case shows where a request stands, by when it is answered and how that is
// counted, and what has happened.
func Case(v View, c CaseView) []byte {
	v.Page = PageStatus
	state, plain := words.Workflow(c.Workflow, v.Language)
	return v.document(page{Title: v.say(words.CaseTitle), Body: g.Group{
		lead(g.Text(plain)),
		facts(
			v.text(words.Case), number(c.Number),
			v.text(words.CaseState), h.Span(h.Class("tag"), g.Text(state)),
			v.text(words.CaseRights), g.Text(words.Capital(words.RightNames(c.Rights, v.Language))),
			v.text(words.CaseReceived), v.moment(c.Received),
			v.text(words.CaseDue), g.Iff(pending(c.Workflow), func() g.Node { return h.Strong(v.moment(c.Deadline.Due)) }),
			v.text(words.CaseUntil), v.until(c.Workflow, rights.Cooling, c.Until),
			v.text(words.CaseResult), v.resultsOf(c.Outcomes),
			v.text(words.CaseJoined), g.Iff(c.Joined != "", func() g.Node { return number(c.Joined) }),
		),
		g.Iff(c.Workflow == rights.Denied, func() g.Node { return h.P(h.Class("note"), v.text(words.CaseDenied)) }),
		g.Iff(pending(c.Workflow), func() g.Node { return v.deadline(c.Deadline) }),
		v.history(c.History),
		h.P(v.withMailbox(words.CaseQuestion)),
		g.Iff(v.has(PageOwn), func() g.Node {
			return h.P(v.text(words.CaseOwn), g.Text(" "), h.A(h.Href(v.Path(PageOwn)), v.text(words.OwnGoTo)))
		}),
	}})
}

// resultsOf is what became of each right; reasons stand on the person's own page alone, for
// this one opens without the code.
func (v View) resultsOf(all []rights.Outcome) g.Node {
	if len(all) == 0 {
		return nil
	}
	return g.Map(all, func(o rights.Outcome) g.Node {
		return h.Div(g.Text(words.RightName(o.Right, v.Language) + ": " + words.Within(words.Result(o.Result, v.Language))))
	})
}

// deadline explains a deadline step by step.
func (v View) deadline(d rights.Deadline) g.Node {
	return h.Section(
		h.H2(v.text(words.CaseDeadline)),
		v.steps(d))
}

func (v View) steps(d rights.Deadline) g.Node {
	return g.Group{
		h.P(v.text(words.CaseDeadlinePlain)),
		h.Ol(g.Map(words.Deadline(d, v.Language), func(s string) g.Node {
			return h.Li(g.Text(s))
		})),
	}
}

func (v View) history(entries []rights.Entry) g.Node {
	return h.Section(
		h.H2(v.text(words.CaseHistory)),
		v.timeline(entries))
}

func (v View) timeline(entries []rights.Entry) g.Node {
	return h.Ol(h.Class("timeline"), g.Map(entries, func(e rights.Entry) g.Node {
		return h.Li(v.moment(e.At), h.P(g.Text(words.Happened(e.On, v.Language))))
	}))
}
