package controller

import (
	"strconv"
	"strings"
	"time"

	"ordholden/internal/gdpr"
)

// composer puts a declaration's own words and the connecting sentences of its
// edition together, for one audience and language.
type composer struct {
	d *Declaration
	a Audience
	l gdpr.Language
	s *sentences
	x *supplement // nil in an edition that says nothing besides
}

// fill puts names in for those in braces. Pairs come as name, value; the
// controller's own are always there.
func (c *composer) fill(sentence string, pairs ...string) string {
	pairs = append(pairs,
		"{name}", c.d.Name,
		"{short}", c.d.ShortName,
		"{mailbox}", c.d.Mailbox,
		"{website}", c.d.Website,
	)
	return strings.NewReplacer(pairs...).Replace(sentence)
}

func (c *composer) sections() []Section {
	var all []Section
	if lead := c.lead(); lead != "" {
		all = append(all, Section{c.s.asked, []string{lead}})
	}
	all = append(all, Section{c.s.who, c.who()})
	for _, p := range c.d.Told(c.a) {
		all = append(all, Section{p.Name.In(c.l), c.purpose(p)})
	}
	return append(append(all, c.besides()...),
		Section{c.s.choice, []string{c.fill(c.s.voluntary.of(c.a))}},
		Section{c.s.withdraw, c.undo()},
		Section{c.s.proof, []string{c.proof()}},
		Section{c.s.rights, c.rights()},
		Section{c.s.complain, c.complaint()},
		Section{c.s.version, c.version()},
	)
}

// lead is the controller's own sentence above the choices.
func (c *composer) lead() string {
	return c.d.Wording.Consent(c.a).In(c.l)
}

// who is Art. 13(1)(a): identity and contact.
func (c *composer) who() []string {
	d, s := c.d, c.s
	is := s.controller
	if d.ShortName != d.Name {
		is = s.knownAs
	}
	said := []string{c.fill(is), c.fill(s.contact)}
	if d.OrganizationNumber != "" {
		said = append(said, c.fill(s.organization, "{number}", grouped(d.OrganizationNumber)))
	}
	if d.PostalAddress != "" {
		said = append(said, c.fill(s.address, "{address}", d.PostalAddress))
	}
	return append(append(said, s.processors), c.scope()...)
}

// purpose is Art. 13(1)(c) to (f) and (2)(a) for one purpose.
func (c *composer) purpose(p Purpose) []string {
	s := c.s
	said := []string{p.Description.In(c.l)}
	if p.Required {
		said = append(said, s.necessary)
	}
	said = append(said, s.basis.of(p.Basis))
	said = append(said, c.interest(p)...)
	said = append(said, c.fill(s.data, "{list}", c.categories(p)))
	said = append(said, c.source(p)...)
	said = append(said, c.recipients(p)...)
	said = append(said, c.fill(s.retention, "{retention}", c.s.retained(p.Retention)))
	said = append(said, c.lies(p)...)
	for _, k := range c.d.CookiesFor(p.ID) {
		said = append(said, c.cookie(k))
	}
	return append(said, c.signals(p)...)
}

// categories stand with semicolons between them, for their names have commas.
func (c *composer) categories(p Purpose) string {
	var names []string
	for _, id := range p.Categories {
		category, _ := c.d.Category(id)
		names = append(names, category.Name.In(c.l))
	}
	return strings.Join(names, "; ")
}

// recipients says to whom data goes, where, and what protects it there.
func (c *composer) recipients(p Purpose) []string {
	if len(p.Recipients) == 0 {
		return []string{c.fill(c.s.nobody)}
	}
	var names, safeguards []string
	for _, id := range p.Recipients {
		r, _ := c.d.Recipient(id)
		where, _ := countryOf(r.Country)
		names = append(names, r.Name.In(c.l)+" ("+where.name.In(c.l)+")")
		if text := r.Safeguard.In(c.l); text != "" {
			safeguards = append(safeguards, text)
		}
	}
	return append([]string{c.fill(c.s.recipients, "{list}", c.s.join(names))}, safeguards...)
}

func (c *composer) cookie(k Cookie) string {
	return c.fill(c.s.cookie, "{cookie}", k.Name, "{provider}", k.Provider,
		"{lifetime}", c.s.lifetime(k), "{description}", k.Description.In(c.l))
}

func (c *composer) proof() string {
	r := c.d.Records
	said := c.s.kept.of(c.a)
	if c.x != nil && c.a == Everyone && r.VisitorConsent == r.PersonConsent {
		said = c.x.kept // once is enough
	}
	return c.fill(said,
		"{visitor}", c.s.retained(r.VisitorConsent),
		"{person}", c.s.retained(r.PersonConsent),
		"{unconfirmed}", c.s.period(r.Unconfirmed.Period))
}

func (c *composer) rights() []string {
	said := []string{c.fill(c.s.howto)}
	for _, r := range c.d.Rights {
		said = append(said, c.s.right.of(r))
	}
	return said
}

// complaint is Art. 13(2)(d), after the controller's wish to be asked first.
func (c *composer) complaint() []string {
	var said []string
	if wish := c.d.Wording.ContactFirst.In(c.l); wish != "" {
		said = append(said, wish)
	}
	a := c.d.Authority
	return append(said,
		c.fill(c.s.authority, "{authority}", a.Name, "{address}", a.Address, "{website}", a.Website),
		c.s.courts)
}

func (c *composer) version() []string {
	return append([]string{
		c.fill(c.s.current, "{version}", c.d.Version.String(), "{date}", c.date(c.d.Dated)),
		c.fill(c.s.newest),
	}, c.history()...)
}

func (c *composer) date(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso // Validate has refused it already
	}
	return c.fill(c.s.date, "{day}", strconv.Itoa(t.Day()),
		"{month}", c.s.months[t.Month()-1], "{year}", strconv.Itoa(t.Year()))
}

// grouped writes 922425620 as 922 425 620.
func grouped(number string) string {
	if len(number) != 9 {
		return number
	}
	return number[:3] + " " + number[3:6] + " " + number[6:]
}
