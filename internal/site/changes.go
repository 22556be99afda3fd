package site

import (
	"slices"

	g "maragu.dev/gomponents"

	"ordholden/internal/controller"
	"ordholden/internal/difference"
	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// Changes is what differs between two versions of the statement, section by section. What
// is new and what is gone is said in words as well: not everybody sees a line through them.
func Changes(v View, from, to *controller.Declaration, all *controller.Registry) []byte {
	v.Page = pageBetween(from, to)
	before, _ := from.Notice(controller.Everyone, v.Language)
	after, _ := to.Notice(controller.Everyone, v.Language)
	var changed, same g.Group
	for _, s := range difference.Sections(before.Sections, after.Sections) {
		if s.Kind == difference.Same {
			same = append(same, h.Li(g.Text(s.Heading)))
			continue
		}
		changed = append(changed, h.Section(h.H2(g.Text(s.Heading), g.Iff(s.Kind != difference.Changed, func() g.Node {
			return g.Group{g.Text(" "), v.became(s.Kind)}
		})), v.paragraphs(s)))
	}
	if len(changed) == 0 {
		changed = g.Group{h.P(v.text(words.ChangesNone))}
	}
	return v.document(page{Title: v.say(words.ChangesTitle), Statement: to, Body: g.Group{
		lead(v.text(words.ChangesLead, "from", from.Version.String(), "before", v.datedOf(from),
			"to", to.Version.String(), "after", v.datedOf(to))),
		v.ended(from, to, all),
		changed,
		g.Iff(len(same) > 0, func() g.Node { return g.Group{h.H2(v.text(words.ChangesSame)), h.Ul(same)} }),
		h.P(h.A(h.Href(v.Path(PageStatement)), v.text(words.StatementNewest))),
	}})
}

// ended says which consents the versions after the older one, up to the newer, have ended: it is
// no difference of texts, and it is so whatever is asked about since.
func (v View) ended(from, to *controller.Declaration, all *controller.Registry) g.Node {
	before, last := from.Version, to.Version
	if last.Less(before) {
		before, last = last, before
	}
	var said g.Group
	was := before
	all.Steps(from.ID, before, func(d *controller.Declaration, changes []controller.Change) {
		var told []gdpr.PurposeID
		for _, c := range changes {
			if c.Ends && !last.Less(d.Version) && !slices.Contains(told, c.Purpose) {
				told = append(told, c.Purpose)
				p, _ := all.Meant(from.ID, was, c.Purpose)
				said = append(said, h.P(v.text(words.ChangesEnded, "short", d.ShortName, "purpose", p.Name.In(v.Language), "version", d.Version.String())))
			}
		}
		was = d.Version
	})
	return g.If(len(said) > 0, h.Div(h.Class("note"), said))
}

func (v View) became(k difference.Kind) g.Node { return h.Span(h.Class("tag"), v.text(kindWords(k))) }

func kindWords(k difference.Kind) gdpr.Text {
	switch k {
	case difference.Added:
		return words.ChangesAdded
	case difference.Removed:
		return words.ChangesRemoved
	case difference.Changed:
		return words.ChangesChanged
	}
	return words.ChangesSame
}

// paragraphs shows those that are not the same. Of a section that is new or gone as a
// whole, its heading says so.
func (v View) paragraphs(s difference.Section) g.Node {
	var all g.Group
	for _, p := range s.Paragraphs {
		if p.Kind == difference.Same {
			continue
		}
		all = append(all, h.Div(h.Class("change"),
			g.If(s.Kind == difference.Changed, v.became(p.Kind)),
			h.P(g.Map(p.Pieces, v.piece))))
	}
	return all
}

func (v View) piece(p difference.Piece) g.Node {
	said := h.Span(h.Class("unseen"), v.text(kindWords(p.Kind)), g.Text(": "))
	switch p.Kind {
	case difference.Added:
		return g.Group{h.Ins(said, g.Text(p.Text)), g.Text(" ")}
	case difference.Removed:
		return g.Group{h.Del(said, g.Text(p.Text)), g.Text(" ")}
	}
	return g.Text(p.Text + " ")
}
