package site

import (
	"strings"

	g "maragu.dev/gomponents"

	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/processing"
	"ordholden/internal/words"
)

// Processing is the record of processing activities (Art. 30(1)), to read and to print.
func Processing(v View, r processing.Record) []byte {
	v.At = "desk/record"
	c := r.Controller
	body := g.Group{
		lead(v.text(words.RecordLead, "version", r.Version, "date", v.dated())),
		h.H2(v.text(words.RecordController)),
		h.P(g.Text(strings.Join(filled(c.Name, grouped(c.OrganizationNumber), c.PostalAddress, c.Mailbox, c.Website), ", "))),
		h.P(v.text(words.RecordOthers)),
	}
	for _, a := range r.Activities {
		body = append(body, h.H2(g.Text(a.Purpose)), v.activity(a))
	}
	list := func(of []string) g.Node {
		return h.Ul(g.Map(of, func(s string) g.Node { return h.Li(g.Text(s)) }))
	}
	body = append(body, h.H2(v.text(words.RecordLedgers)))
	for _, a := range r.Ledgers {
		body = append(body, h.H3(g.Text(a.Purpose)), v.activity(a))
	}
	body = append(body, h.H2(v.text(words.RecordProcessors)))
	for _, p := range r.Processors {
		body = append(body, list(p.Says))
	}
	return v.document(page{Title: v.say(words.RecordTitle), Body: append(body,
		h.H2(v.text(words.RecordSecurity)), list(r.Measures))})
}

// activity is one, letter by letter.
func (v View) activity(a processing.Activity) g.Node {
	subjects, data := v.say(words.RecordNoSubjects), v.say(words.RecordNoData)
	if len(a.Subjects) > 0 {
		var names []string
		for _, s := range a.Subjects {
			names = append(names, s.Name)
		}
		subjects = words.Capital(strings.Join(names, "; "))
	}
	if len(a.Categories) > 0 {
		data = words.Capital(strings.Join(a.Categories, "; "))
	}
	return facts(
		v.text(words.RecordPurpose), g.Text(a.Description),
		v.text(words.RecordBasis), g.Text(a.Basis),
		v.text(words.RecordSubjects), g.Text(subjects),
		v.text(words.RecordData), g.Text(data),
		v.text(words.RecordRecipients), v.parties(a.Recipients, words.RecordNobody, false),
		v.text(words.RecordTransfers), v.parties(a.Transfers, words.RecordNowhere, true),
		v.text(words.RecordErased), g.Text(a.Erased))
}

// parties lists recipients, with what protects the data where that is asked.
func (v View) parties(to []processing.Recipient, nobody gdpr.Text, protected bool) g.Node {
	if len(to) == 0 {
		return v.text(nobody)
	}
	var lines []string
	for _, r := range to {
		line := words.Capital(r.Name) + " (" + r.Country + ")"
		if protected {
			line += ": " + r.Safeguard
		}
		lines = append(lines, line)
	}
	return g.Text(strings.Join(lines, "; "))
}

// filled is those of the values that say something.
func filled(values ...string) []string {
	var all []string
	for _, s := range values {
		if s != "" {
			all = append(all, s)
		}
	}
	return all
}
