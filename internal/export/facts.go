package export

import (
	"slices"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/residence"
	"ordholden/internal/rights"
	"ordholden/internal/words"
)

// maker makes the document of one copy.
type maker struct {
	Copy
	d       *controller.Declaration
	l       gdpr.Language
	redact  *fulfillment.Redactor
	skipped bool // something waits for review
	files   []content
}

// document makes it, unchecked.
func (c Copy) document() (*maker, *document) {
	m := &maker{Copy: c, d: c.Declaration, l: c.Language}
	if !m.l.Known() {
		m.l = gdpr.Bokmal
	}
	m.redact = &fulfillment.Redactor{Redactions: c.Redactions, Marker: words.CopyRemoved.In(m.l), Read: c.Reviewed}
	doc := &document{
		Format: format, Made: instant(c.Held.At), Language: string(m.l),
		Controller: identity{
			m.d.Name, m.d.OrganizationNumber, m.d.PostalAddress, m.d.Website, m.d.Mailbox, m.d.Version.String(),
		},
		Person:   m.person(),
		Records:  m.records(),
		Consents: m.consents(), Cases: m.cases(), Messages: m.messages(), Agreements: m.agreements(),
		Complaint: complaint{
			m.d.Authority.Name, m.d.Authority.Address, m.d.Authority.Website,
			words.Fill(words.ComplainTo, m.l, "authority", m.d.Authority.Name, "address", m.d.Authority.Address),
		},
		Automated: automated{Any: false, Plain: words.CopyNoneMade.In(m.l)},
		Storage:   m.stored(),
	}
	if since := c.Held.Suppressed; !since.IsZero() {
		doc.Marketing = &suppression{instant(since), words.Fill(words.CopySuppressed, m.l, "time", words.Moment(since, m.l))}
	}
	m.facts(doc)
	doc.Notes = m.notes()
	return m, doc
}

// facts are what the declaration says of everybody: all but what visitors decide on, whose
// data leads to nobody (Art. 11).
func (m *maker) facts(doc *document) {
	concerned := m.concerned()
	doc.Purposes, doc.Categories, doc.Recipients = []purpose{}, []category{}, []recipient{}
	doc.Rights, doc.Transfers = []right{}, []transfer{}
	used := map[string]bool{}
	for _, p := range m.d.Purposes {
		if p.Asks == controller.Visitors {
			continue
		}
		doc.Purposes = append(doc.Purposes, purpose{
			ID: string(p.ID), Name: p.Name.In(m.l), Description: p.Description.In(m.l),
			Basis:      basis{string(p.Basis), p.Basis.Article(), p.BasisIn(m.d.Edition, m.l)},
			Categories: some(p.Categories), Recipients: some(p.Recipients), Retention: m.rule(p.Retention),
			Concerns: concerned[p.ID],
		})
		for _, id := range slices.Concat(p.Categories, p.Recipients) {
			used[id] = true
		}
	}
	for _, c := range m.d.Categories {
		if used[c.ID] {
			doc.Categories = append(doc.Categories, category{c.ID, c.Name.In(m.l)})
		}
	}
	for _, r := range m.d.Recipients {
		if used[r.ID] {
			m.recipient(doc, r)
		}
	}
	for _, r := range m.d.Rights {
		doc.Rights = append(doc.Rights, right{string(r), r.Article(), words.RightName(r, m.l), words.RightPlain(r, m.l)})
	}
}

func (m *maker) recipient(doc *document, r controller.Recipient) {
	where, within := r.Where(m.l)
	doc.Recipients = append(doc.Recipients, recipient{r.ID, r.Name.In(m.l), r.Country, where})
	if !within {
		doc.Transfers = append(doc.Transfers, transfer{r.ID, r.Name.In(m.l), where, r.Safeguard.In(m.l)})
	}
}

func (m *maker) stored() stored {
	where := m.Place.CountryIn(m.l)
	return stored{
		Processor: residence.Processor, Country: m.Place.Country, Where: where,
		Plain: words.Fill(words.CopyStoredPlain, m.l, "processor", residence.Processor, "name", m.d.Name, "country", where),
	}
}

// concerned is the purposes for which something is held on the person.
func (m *maker) concerned() map[gdpr.PurposeID]bool {
	found := map[gdpr.PurposeID]bool{}
	for _, r := range m.Held.Records {
		found[r.Purpose] = true
		for _, d := range r.Disclosures {
			found[d.Purpose] = true
		}
		for _, h := range r.Term.Holds {
			found[gdpr.PurposeID(h.Ground)] = true
		}
	}
	for _, c := range m.Held.Consents {
		for _, ch := range c.Choices {
			found[ch.Purpose] = true
		}
	}
	for _, r := range m.Held.Named {
		found[r.Purpose] = true
	}
	return found
}

// rule is a retention in words; "" for none.
func (m *maker) rule(r controller.Retention) string {
	if r.Period.IsZero() || r.From == "" {
		return ""
	}
	return r.In(m.d.Edition, m.l)
}

func (m *maker) notes() []string {
	notes := []string{words.CopyVisitors.In(m.l)}
	if m.redact.Removed {
		notes = append(notes, words.CopyRemovedPlain.In(m.l))
	}
	if m.skipped {
		notes = append(notes, words.CopyUnreviewed.In(m.l))
	}
	return notes
}

func (m *maker) person() person {
	p := person{Address: m.Held.Address.Reveal()}
	for _, each := range m.Held.Addresses {
		p.Others = append(p.Others, each.Reveal())
	}
	return p
}

// purposeName is what a purpose is called; "" for one that is declared no more, which the
// checklist finds.
func (m *maker) purposeName(id gdpr.PurposeID) string {
	p, _ := m.d.Purpose(id)
	return p.Name.In(m.l)
}

func (m *maker) happened(e rights.Event) string { return words.Happened(e, m.l) }

// instant is a time as the document writes it; "" for none.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// some is a list that is never null.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
