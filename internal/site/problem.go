package site

import (
	g "maragu.dev/gomponents"

	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// Problem says what went wrong, in the person's words, and where to go on.
// Nothing of the cause stands in it.
func Problem(v View, err *gdpr.Error) []byte {
	title, mend := words.Error(err.Code, v.Language)
	var faults g.Group
	for _, f := range err.Faults {
		faults = append(faults, h.Li(g.Text(words.Fault(f, v.Language))))
	}
	back, home := words.BackToList, "/"
	if v.Controller != nil {
		back, home = words.BackToFront, v.Path(PageFront)
	}
	return v.document(page{Title: title, Body: g.Group{
		lead(g.Text(mend)),
		g.If(len(faults) > 0, h.Ul(faults)),
		g.Iff(v.Reference != "", func() g.Node {
			return h.P(h.Class("hint"), v.text(words.Reference), g.Text(" "), h.Code(g.Text(v.Reference)))
		}),
		h.P(h.A(h.Href(home), v.text(back))),
	}})
}
