package export

import (
	"strconv"
	"strings"

	"ordholden/internal/gdpr"
)

// What a copy must say, letter by letter of Art. 15(1) and (2). A copy that lacks any of it
// is not released: it would be a wrong answer, and nobody would notice.

// duty is one letter, and what of the document it is about: the pointers to what is missing.
type duty struct {
	letter string
	lacks  func(*document) []string
}

var checklist = []duty{
	{"15(1), first sentence", lacksFrame},
	{"15(1)(a) the purposes", lacksPurposes},
	{"15(1)(b) the categories", lacksCategories},
	{"15(1)(c) the recipients", lacksRecipients},
	{"15(1)(d) the period", lacksPeriod},
	{"15(1)(e) the rights", lacksRights},
	{"15(1)(f) the complaint", lacksComplaint},
	{"15(1)(g) the source", lacksSource},
	{"15(1)(h) automated decisions", lacksAutomated},
	{"15(2) the safeguards", lacksSafeguards},
}

// complete is nil, or gdpr.CodeIncomplete with a pointer to everything that is missing.
func (doc *document) complete() error {
	var faults []gdpr.Fault
	for _, d := range checklist {
		for _, pointer := range d.lacks(doc) {
			faults = append(faults, gdpr.Fault{Pointer: pointer, Code: gdpr.FaultMissing, Value: d.letter})
		}
	}
	if len(faults) == 0 {
		return nil
	}
	return &gdpr.Error{Kind: gdpr.Internal, Code: gdpr.CodeIncomplete, Faults: faults}
}

// missing collects the pointers of what is empty.
type missing []string

// want notes a pointer, written as its parts, unless the text says something.
func (m *missing) want(text string, path ...any) {
	if strings.TrimSpace(text) != "" {
		return
	}
	pointer := ""
	for _, part := range path {
		switch part := part.(type) {
		case string:
			pointer += "/" + part
		case int:
			pointer += "/" + strconv.Itoa(part)
		}
	}
	*m = append(*m, pointer)
}

// wantAny notes a pointer where there is none of something.
func (m *missing) wantAny(n int, path ...any) {
	if n == 0 {
		m.want("", path...)
	}
}

func lacksFrame(doc *document) []string {
	var m missing
	m.want(doc.Made, "made")
	m.want(doc.Controller.Name, "controller", "name")
	m.want(doc.Controller.Contact, "controller", "contact")
	m.want(doc.Controller.Website, "controller", "website")
	m.want(doc.Person.Address, "person", "address")
	for i, r := range doc.Records {
		m.want(r.Name, "records", i, "name")
		m.want(r.Kept.Received, "records", i, "kept", "received")
		for j, f := range r.Fields {
			m.want(f.Name, "records", i, "fields", j, "name")
		}
		for j, f := range r.Files {
			m.want(f.Kind, "records", i, "files", j, "kind")
		}
	}
	return m
}

func lacksPurposes(doc *document) []string {
	var m missing
	m.wantAny(len(doc.Purposes), "purposes")
	for i, p := range doc.Purposes {
		m.want(p.Name, "purposes", i, "name")
		m.want(p.Description, "purposes", i, "description")
		m.want(p.Basis.Article, "purposes", i, "basis", "article")
		m.want(p.Basis.Plain, "purposes", i, "basis", "plain")
	}
	doc.frames(func(k kept, path ...any) { m.want(k.Why, append(path, "kept", "why")...) })
	for i, r := range doc.Records {
		for j, d := range r.Disclosures {
			m.want(d.Why, "records", i, "disclosures", j, "why")
		}
	}
	return m
}

func lacksCategories(doc *document) []string {
	var m missing
	m.wantAny(len(doc.Categories), "categories")
	known := map[string]bool{}
	for i, c := range doc.Categories {
		m.want(c.Name, "categories", i, "name")
		known[c.ID] = true
	}
	for i, p := range doc.Purposes {
		m.wantAny(len(p.Categories), "purposes", i, "categories")
		for j, id := range p.Categories {
			if !known[id] {
				m.want("", "purposes", i, "categories", j)
			}
		}
	}
	for i, r := range doc.Records {
		for j, f := range r.Fields {
			m.want(f.Category, "records", i, "fields", j, "category")
		}
		for j, f := range r.Files {
			m.want(f.Category, "records", i, "files", j, "category")
		}
	}
	return m
}

func lacksRecipients(doc *document) []string {
	var m missing
	m.want(doc.Storage.Processor, "storage", "processor")
	m.want(doc.Storage.Where, "storage", "countryName")
	known := map[string]bool{}
	for i, r := range doc.Recipients {
		m.want(r.Name, "recipients", i, "name")
		m.want(r.Where, "recipients", i, "countryName")
		known[r.ID] = true
	}
	may := map[string]bool{}
	for i, p := range doc.Purposes {
		for j, id := range p.Recipients {
			if may[p.ID+" "+id] = true; !known[id] {
				m.want("", "purposes", i, "recipients", j)
			}
		}
	}
	for i, r := range doc.Records {
		for j, d := range r.Disclosures {
			m.want(d.Name, "records", i, "disclosures", j, "name")
			m.want(d.At, "records", i, "disclosures", j, "at")
			// Who has got it must stand among who may: a declaration goes on naming a recipient
			// for as long as what went to it is told of.
			if !may[d.Purpose+" "+d.Recipient] {
				m.want("", "records", i, "disclosures", j, "recipient")
			}
		}
	}
	return m
}

func lacksPeriod(doc *document) []string {
	var m missing
	for i, p := range doc.Purposes {
		m.want(p.Retention, "purposes", i, "retention")
	}
	doc.frames(func(k kept, path ...any) { m.want(k.Retention, append(path, "kept", "retention")...) })
	for i, r := range doc.Records {
		for j, h := range r.Holds {
			m.want(h.Until, "records", i, "holds", j, "until")
			m.want(h.Why, "records", i, "holds", j, "why")
		}
	}
	return m
}

func lacksRights(doc *document) []string {
	var m missing
	m.wantAny(len(doc.Rights), "rights")
	said := map[string]bool{}
	for i, r := range doc.Rights {
		m.want(r.Name, "rights", i, "name")
		m.want(r.Plain, "rights", i, "plain")
		said[r.ID] = true
	}
	// The four that the letter names, whatever else is declared.
	for _, r := range []gdpr.Right{gdpr.Rectification, gdpr.Erasure, gdpr.Restriction, gdpr.Objection} {
		if !said[string(r)] {
			m.want("", "rights", string(r))
		}
	}
	return m
}

func lacksComplaint(doc *document) []string {
	var m missing
	m.want(doc.Complaint.Authority, "complaint", "authority")
	m.want(doc.Complaint.Address, "complaint", "address")
	m.want(doc.Complaint.Website, "complaint", "website")
	m.want(doc.Complaint.Plain, "complaint", "plain")
	return m
}

func lacksSource(doc *document) []string {
	var m missing
	doc.frames(func(k kept, path ...any) { m.want(k.Source, append(path, "kept", "source")...) })
	return m
}

func lacksAutomated(doc *document) []string {
	var m missing
	m.want(doc.Automated.Plain, "automatedDecisions", "plain")
	return m
}

func lacksSafeguards(doc *document) []string {
	var m missing
	for i, t := range doc.Transfers {
		m.want(t.Safeguard, "transfers", i, "safeguard")
	}
	return m
}

// frames visits why, from where and for how long each thing is held.
func (doc *document) frames(visit func(k kept, path ...any)) {
	for i, r := range doc.Records {
		visit(r.Kept, "records", i)
	}
	for i, c := range doc.Consents {
		visit(c.Kept, "consents", i)
	}
	for i, c := range doc.Cases {
		visit(c.Kept, "requests", i)
	}
	for i, each := range doc.Messages {
		visit(each.Kept, "messages", i)
	}
	for i, a := range doc.Agreements {
		visit(a.Kept, "agreements", i)
	}
}
