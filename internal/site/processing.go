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
		body = append(body, h.H2(g.Text(a.Purpose)), facts(
			v.text(words.RecordPurpose), g.Text(a.Description),
			v.text(words.RecordBasis), g.Text(a.Basis),
			v.text(words.RecordSubjects), g.Text(words.Capital(a.Subjects)),
			v.text(words.RecordData), g.Text(words.Capital(strings.Join(a.Categories, "; "))),
			v.text(words.RecordRecipients), v.parties(a.Recipients, words.RecordNobody, false),
			v.text(words.RecordTransfers), v.parties(a.Transfers, words.RecordNowhere, true),
			v.text(words.RecordErased), g.Text(a.Erased)))
	}
	list := func(of []string) g.Node {
		return h.Ul(g.Map(of, func(s string) g.Node { return h.Li(g.Text(s)) }))
	}
	var kept []string
	for _, l := range r.Ledgers {
		kept = append(kept, l.Name+": "+l.Erased)
	}
	body = append(body, h.H2(v.text(words.RecordProcessors)), list(r.Processors), h.H2(v.text(words.RecordLedgers)), list(kept))
	measures := g.Map(r.Measures, func(m string) g.Node { return h.Li(g.Text(m)) })
	return v.document(page{Title: v.say(words.RecordTitle), Body: append(body,
		h.H2(v.text(words.RecordSecurity)), h.Ul(measures))})
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
