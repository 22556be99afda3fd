package controller

import (
	"slices"
	"strings"

	"ordholden/internal/gdpr"
)

// supplement is what an edition says besides the sentences of the first one: what
// Articles 13 and 14 ask for and the first left out. A new edition is so added
// without a word of an older one being written a second time.
type supplement struct {
	scope string // of the whole statement, where that is assured

	interest string // {interest}
	fromYou  string // where a purpose names no source
	source   string // {source}
	signals  string // {signals}
	lies     string // {list}: what lies with others, and ends there

	provision string // heading
	provided  string
	automated string // heading
	decisions string // {short}

	security string  // heading
	guarded  string  // what the system that says so does itself, for every controller
	assured  assured // what a controller says of its own sites

	settings string // for whoever reads the whole statement: cookies in the browser
	signal   string // Global Privacy Control

	kept    string // for everyone, where all answers are kept for as long; {visitor}, {unconfirmed}
	earlier string
	again   string
	changes string // {changes}
}

// assured is a sentence for each assurance; the scope stands elsewhere.
type assured struct{ encrypted, anonymousIP, spread string }

func (s assured) of(a Assurance) string {
	switch a {
	case Encrypted:
		return s.encrypted
	case AnonymousIP:
		return s.anonymousIP
	case Spread:
		return s.spread
	}
	return ""
}

// besides is a supplement in every language.
type besides struct{ nb, nn, en *supplement }

func (b *besides) in(l gdpr.Language) *supplement {
	switch {
	case b == nil:
		return nil
	case l == gdpr.Nynorsk:
		return b.nn
	case l == gdpr.English:
		return b.en
	}
	return b.nb
}

// scope says what the statement covers; beside a question nobody needs it.
func (c *composer) scope() []string {
	if c.x == nil || c.a != Everyone || !slices.Contains(c.d.Assurances, AllSites) {
		return nil
	}
	return []string{c.fill(c.x.scope)}
}

// interest is Art. 13(1)(d).
func (c *composer) interest(p Purpose) []string {
	if text := p.Interest.In(c.l); c.x != nil && text != "" {
		return []string{c.fill(c.x.interest, "{interest}", text)}
	}
	return nil
}

// source is Art. 14(2)(f). Where a purpose names none, all of it comes from the person.
func (c *composer) source(p Purpose) []string {
	if c.x == nil {
		return nil
	}
	if text := p.Source.In(c.l); text != "" {
		return []string{c.fill(c.x.source, "{source}", text)}
	}
	return []string{c.x.fromYou}
}

// lies says who deletes what a visit leaves with others, and how one finds out: this system has none
// of it, deletes nothing there, and sees nothing of it. The controller answers for it (Art. 5(2)), and
// has to find out for whoever asks (Art. 15 and 17).
func (c *composer) lies(p Purpose) []string {
	if c.x == nil || p.Retention.From != FromVisit || len(p.Recipients) == 0 {
		return nil
	}
	var names []string
	for _, id := range p.Recipients {
		r, _ := c.d.Recipient(id)
		names = append(names, r.Name.In(c.l))
	}
	return []string{c.fill(c.x.lies, "{list}", c.s.join(names))}
}

// besides is Art. 13(2)(e) and (f), and in the whole statement how data is looked after.
// Visitors are told in their own sentences that nothing has to be given.
func (c *composer) besides() []Section {
	if c.x == nil {
		return nil
	}
	var all []Section
	if c.a != Visitors {
		all = append(all, Section{c.x.provision, []string{c.fill(c.x.provided)}})
	}
	all = append(all, Section{c.x.automated, []string{c.fill(c.x.decisions)}})
	if c.a == Everyone {
		all = append(all, Section{c.x.security, c.guards()})
	}
	return all
}

// guards is how data is looked after: by this system, and as the controller assures.
func (c *composer) guards() []string {
	said := []string{c.x.guarded}
	for _, a := range c.d.Assurances {
		if sentence := c.x.assured.of(a); sentence != "" {
			said = append(said, sentence)
		}
	}
	return said
}

// signals is what a yes tells Google's tags, told so that no version can grant more unsaid.
func (c *composer) signals(p Purpose) []string {
	if c.x == nil || len(p.Signals) == 0 {
		return nil
	}
	return []string{c.fill(c.x.signals, "{signals}", strings.Join(p.Signals, ", "))}
}

// undo is Art. 7(3) and 13(2)(c), with the ways that a browser has where cookies are asked about.
func (c *composer) undo() []string {
	said := []string{c.fill(c.s.undo.of(c.a))}
	if c.x == nil || len(c.d.Asked(Visitors)) == 0 {
		return said
	}
	switch c.a {
	case Everyone:
		return append(said, c.x.settings, c.x.signal)
	case Visitors:
		return append(said, c.x.signal)
	}
	return said
}

// history says where earlier versions are, and what a change leads to; the whole statement also what is new.
func (c *composer) history() []string {
	if c.x == nil {
		return nil
	}
	var said []string
	if text := c.d.Wording.Changes.In(c.l); c.a == Everyone && text != "" {
		said = append(said, c.fill(c.x.changes, "{changes}", text))
	}
	return append(said, c.x.earlier, c.x.again)
}
