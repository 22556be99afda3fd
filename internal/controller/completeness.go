package controller

import (
	"slices"
	"strconv"
	"strings"

	"ordholden/internal/gdpr"
)

// told is one declared thing that a statement has to say.
type told struct {
	path    string // where it is declared
	section string // heading under which it must stand; "" for anywhere
	words   string
}

// Missing reports what keeps the whole statement from being complete, in every language:
// each purpose, cookie, recipient and right that is declared and not told, and each name
// that is told and not declared. It reads the rendered text and asks nothing of the code
// that composed it. A declaration whose statement cannot be composed is not looked at:
// Validate has said why.
func Missing(d *Declaration) []Fault {
	var all []Fault
	for _, l := range gdpr.Languages {
		if n, ok := d.Notice(Everyone, l); ok {
			all = append(all, d.Unsaid(n)...)
		}
	}
	return all
}

// Unsaid is Missing for one text of the statement.
func (d *Declaration) Unsaid(n Notice) []Fault {
	var f faults
	e, ok := editionOf(d.Edition)
	if !ok {
		return nil
	}
	for _, t := range d.tellings(n.Language, e.in(n.Language)) {
		if !n.says(t.section, t.words) {
			f.add(t.path, "the statement in %s does not say %q", n.Language, t.words)
		}
	}
	names := d.names()
	for _, s := range n.Sections {
		for _, text := range append([]string{s.Heading}, s.Paragraphs...) {
			for _, name := range names.unknown(text, n.Language) {
				f.add("edition", "the statement in %s names %q, which is not declared", n.Language, name)
			}
		}
	}
	return f
}

// says looks for words in the paragraphs under a heading, or anywhere.
func (n Notice) says(heading, words string) bool {
	return slices.ContainsFunc(n.Sections, func(s Section) bool {
		return (heading == "" || s.Heading == heading) && strings.Contains(strings.Join(s.Paragraphs, "\n"), words)
	})
}

// tellings lists everything that Articles 13 and 14 ask for and the declaration has.
func (d *Declaration) tellings(l gdpr.Language, s *sentences) []told {
	all := []told{
		{"name", s.who, d.Name}, {"short-name", s.who, d.ShortName}, {"mailbox", s.who, d.Mailbox}, {"website", s.who, d.Website},
		{"organization-number", s.who, grouped(d.OrganizationNumber)}, {"postal-address", s.who, d.PostalAddress},
		{"authority.name", s.complain, d.Authority.Name}, {"authority.address", s.complain, d.Authority.Address},
		{"authority.website", s.complain, d.Authority.Website},
		{"version", s.version, d.Version.String()}, {"wording.contact-first", s.complain, d.Wording.ContactFirst.In(l)},
	}
	for i, p := range d.Purposes {
		all = append(all, d.tellingsOf(p, at("purposes", i), l, s)...)
	}
	for i, k := range d.Cookies {
		path, p := at("cookies", i), d.purposeName(k.Purpose, l)
		all = append(all, told{path + ".name", p, k.Name}, told{path + ".provider", p, k.Provider},
			told{path + ".lifetime", p, s.lifetime(k)}, told{path + ".description", p, k.Description.In(l)})
	}
	for i, r := range d.Rights {
		all = append(all, told{at("rights", i), s.rights, s.right.of(r)}, told{at("rights", i), s.rights, articleOf(r)})
	}
	return all
}

// articleOf is the article's number, by which every language names a right.
func articleOf(r gdpr.Right) string {
	number, _, _ := strings.Cut(r.Article(), "(")
	if _, err := strconv.Atoi(number); err != nil {
		return ""
	}
	return number
}

func (d *Declaration) tellingsOf(p Purpose, path string, l gdpr.Language, s *sentences) []told {
	name := p.Name.In(l)
	all := []told{
		{path + ".description", name, p.Description.In(l)},
		{path + ".basis", name, s.basis.of(p.Basis)},
		{path + ".retention", name, s.retained(p.Retention)},
		{path + ".interest", name, p.Interest.In(l)},
		{path + ".source", name, p.Source.In(l)},
	}
	if p.Required {
		all = append(all, told{path + ".required", name, s.necessary})
	}
	for i, id := range p.Categories {
		c, _ := d.Category(id)
		all = append(all, told{at(path+".categories", i), name, c.Name.In(l)})
	}
	for i, signal := range p.Signals {
		if d.tells() {
			all = append(all, told{at(path+".signals", i), name, signal})
		}
	}
	for i, id := range p.Recipients {
		r, _ := d.Recipient(id)
		where, _ := countryOf(r.Country)
		place := at(path+".recipients", i)
		all = append(all, told{place, name, r.Name.In(l)}, told{place, name, where.name.In(l)}, told{place, name, r.Safeguard.In(l)})
	}
	return all
}

// purposeName is what a purpose is called; a mark that no heading has, for one that is not declared.
func (d *Declaration) purposeName(id gdpr.PurposeID, l gdpr.Language) string {
	if p, ok := d.Purpose(id); ok {
		return p.Name.In(l)
	}
	return "\x00"
}
