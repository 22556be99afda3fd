package export

import (
	"fmt"
	"slices"

	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/words"
)

// content is one file that goes into the zip.
type content struct {
	path, item string
	file       holding.File
}

func (m *maker) records() []record {
	all := []record{}
	for _, r := range m.Held.Records {
		all = append(all, m.record(r))
	}
	return all
}

func (m *maker) record(r holding.Owned) record {
	class, _ := m.d.Holding(r.Class)
	out := record{
		ID: r.Ref.String(), Class: string(r.Class), Name: words.Class(r.Class, m.l),
		Kept: m.kept(r.Record), Changed: instant(r.Changed), Restricted: instant(r.Term.Restricted),
		Fields: []field{}, Files: []file{}, Disclosures: []disclosure{},
	}
	if r.Source != "" {
		out.Kept.Source = words.Source(r.Source, m.l)
	}
	for _, h := range r.Term.Holds {
		out.Holds = append(out.Holds, hold{h.Ground, words.Ground(m.d, h.Ground, m.l), instant(h.Until.Time())})
	}
	for _, v := range r.Fields {
		f := m.field(class, r.Class, v)
		if m.unreviewed(r.Class) && !f.Provided {
			m.skipped, out.Note = true, words.CopyUnreviewed.In(m.l)
			continue
		}
		f.Value, f.Redacted = m.redact.Text(fulfillment.Place{Item: out.ID, Field: f.ID}, f.Value)
		out.Fields = append(out.Fields, f)
	}
	for _, f := range r.Files {
		out.Files = append(out.Files, m.file(class, r.Record, f))
	}
	for _, d := range r.Disclosures {
		out.Disclosures = append(out.Disclosures, m.disclosure(d))
	}
	return out
}

// unreviewed reports whether what others wrote in a class waits for staff (Art. 15(4)).
func (m *maker) unreviewed(c controller.Class) bool {
	return !m.Reviewed && slices.Contains(m.d.Handling.Review, c)
}

// kept is the frame of a record, but for its source. A record that has no end yet goes by
// the rule of its purpose alone (Art. 15(1)(d): "the criteria").
func (m *maker) kept(r holding.Record) kept {
	k := kept{Purpose: string(r.Purpose), Why: m.purposeName(r.Purpose), Received: instant(r.Received)}
	if p, declared := m.d.Purpose(r.Purpose); declared {
		k.Retention = m.rule(p.Retention)
	}
	if end := r.Term.Expires(); end != 0 {
		k.Ends = instant(end.Time())
	}
	return k
}

// field is one field by its declared name. One that is declared no more is still held: it
// goes by its id, and by what the record is.
func (m *maker) field(class controller.Holding, of controller.Class, v holding.Value) field {
	f, declared := class.Field(v.Field)
	if !declared {
		return field{ID: v.Field, Name: v.Field, Category: words.Class(of, m.l), Value: v.Value.Reveal()}
	}
	category, _ := m.d.Category(f.Category)
	return field{
		ID: f.ID, Name: f.Name.In(m.l), Category: category.Name.In(m.l), Value: v.Value.Reveal(), Provided: f.Provided,
	}
}

// file is what is held of a file, with its place in the zip.
func (m *maker) file(class controller.Holding, r holding.Record, f holding.File) file {
	out := file{
		ID: string(f.ID), Kind: f.Kind, Category: words.Class(r.Class, m.l),
		Name: f.Name.Reveal(), Type: f.Type, Size: f.Size, Digest: f.Digest,
	}
	if kind, declared := class.File(f.Kind); declared {
		category, _ := m.d.Category(kind.Category)
		out.Kind, out.Category = kind.Name.In(m.l), category.Name.In(m.l)
	}
	marked, redacted := m.redact.Text(fulfillment.Place{Item: r.Ref.String(), Field: fulfillment.OfFile(f.ID)}, out.Name)
	switch {
	case redacted:
		return file{ID: out.ID, Kind: out.Kind, Category: out.Category, Name: marked, Redacted: true}
	case f.Held():
		out.Path = fmt.Sprintf("files/%03d-%s", len(m.files)+1, f.SafeName().Reveal())
		m.files = append(m.files, content{out.Path, r.Ref.String(), f})
	}
	return out
}

// disclosure is one actual recipient (Art. 15(1)(c), 19).
func (m *maker) disclosure(d holding.Disclosure) disclosure {
	r, _ := m.d.Recipient(d.Recipient)
	out := disclosure{
		At: instant(d.At), Recipient: d.Recipient, Name: r.Name.In(m.l), Who: d.Customer.Reveal(),
		Purpose: string(d.Purpose), Why: m.purposeName(d.Purpose), Categories: []string{},
	}
	for _, id := range d.Categories {
		name := id
		if c, declared := m.d.Category(id); declared {
			name = c.Name.In(m.l)
		}
		out.Categories = append(out.Categories, name)
	}
	return out
}

// agreements that name the person: of each only how the person stands there, for the rest
// is about the customer and others.
func (m *maker) agreements() []agreement {
	all := []agreement{}
	for _, r := range m.Held.Named {
		for _, c := range r.Contacts {
			if c.Subject != m.Held.Subject {
				continue
			}
			name, _ := words.Stage(r.Stage, m.l)
			a := agreement{ID: gdpr.ID(r.ID).Grouped(), Stage: name, Name: c.Name.Reveal(), Address: c.Address.Reveal(), Kept: m.kept(r)}
			a.Kept.Source = words.CopyFromCustomer.In(m.l)
			all = append(all, a)
		}
	}
	return all
}
