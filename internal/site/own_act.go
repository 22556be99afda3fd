package site

import (
	"fmt"
	"net/url"
	"time"

	g "maragu.dev/gomponents"

	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// Deed is something that a person can do about all that is held on them: a page that says
// what happens, with one button.
type Deed string

// The deeds.
const (
	DeedCopy     Deed = "copy"
	DeedRestrict Deed = "restriction"
	DeedObject   Deed = "objection"
	DeedErase    Deed = "erasure"
)

// deeds are what the page offers, in order, and by which right.
var deeds = [...]struct {
	deed        Deed
	right       gdpr.Right
	name, plain *gdpr.Text
}{
	{DeedCopy, gdpr.Access, &words.OwnCopy, &words.OwnCopyPlain},
	{DeedRestrict, gdpr.Restriction, &words.OwnRestrict, &words.OwnRestrictPlain},
	{DeedObject, gdpr.Objection, &words.OwnObject, &words.OwnObjectPlain},
	{DeedErase, gdpr.Erasure, &words.OwnErase, &words.OwnErasePlain},
}

func (v View) deeds() g.Node {
	var offered g.Group
	for _, d := range deeds {
		if v.grants(d.right) {
			offered = append(offered, h.Li(
				h.A(h.Href(v.deedPath(d.deed)), v.text(*d.name)),
				h.P(v.text(*d.plain))))
		}
	}
	return h.Section(h.Class("unprinted"), h.ID("do"), h.H2(v.text(words.OwnDo)), h.Ul(h.Class("tasks"), offered))
}

func (v View) deedPath(d Deed) string { return v.ownPath("") + "&do=" + url.QueryEscape(string(d)) }

// Offers reports whether a deed is one that the controller's declaration has the right for.
func (v View) Offers(d Deed) bool {
	for _, known := range deeds {
		if known.deed == d {
			return v.grants(known.right)
		}
	}
	return false
}

// DeedForm is a deed's form again, with what to mend.
type DeedForm struct {
	Key    gdpr.ID // the Idempotency-Key of this showing of the form
	Values map[string][]string
	Faults []gdpr.Fault
	Wrong  gdpr.Code
}

// Do is the page of a deed: what happens, and one button.
func Do(v View, d Deed, o OwnView, f DeedForm) []byte {
	v.Page, v.At, v.Query = PageOwn, apiOwn, "&do="+url.QueryEscape(string(d))
	e := entry{view: v, values: f.Values, faults: f.Faults, wrong: f.Wrong}
	var title gdpr.Text
	for _, known := range deeds {
		if known.deed == d {
			title = *known.name
		}
	}
	asked := []label{{"against", v.say(words.OwnObjectTo)}, {"text", v.say(words.OwnObjectText)}}
	return v.document(page{Title: v.say(title), Faulty: e.faulty(), Body: g.Group{
		e.summary(asked...),
		v.deed(d, o, e, f.Key),
		v.back(),
	}})
}

func (v View) deed(d Deed, o OwnView, e entry, key gdpr.ID) g.Node {
	asking := func(r gdpr.Right, submit gdpr.Text, fields ...g.Node) g.Node {
		return post(v.api("own/requests"),
			hidden("idempotency_key", string(key)), hidden("language", string(v.Language)), hidden("right", string(r)),
			g.Group(fields), button(v.text(submit), h.Class("primary")))
	}
	switch d {
	case DeedRestrict:
		return g.Group{lead(v.text(words.OwnRestrictWhat)), v.byStaff(o), asking(gdpr.Restriction, words.OwnRestrictSubmit)}
	case DeedObject:
		return g.Group{lead(v.text(words.OwnObjectWhat)), v.byStaff(o), asking(gdpr.Objection, words.OwnObjectSubmit, e.objection()...)}
	case DeedErase:
		return g.Group{v.erasing(o), asking(gdpr.Erasure, words.OwnEraseYes)}
	}
	if o.Review && o.Portable {
		return g.Group{v.copying(o), asking(gdpr.Access, words.OwnCopyAsk)}
	}
	return v.copying(o)
}

// byStaff says of agreements that name the person that no machine stops their use: they are of
// others too.
func (v View) byStaff(o OwnView) g.Node {
	if len(o.Held.Named) == 0 {
		return nil
	}
	return h.P(h.Class("note"), v.text(words.OwnNamedByStaff))
}

// objection asks what the objection is to; nothing is chosen beforehand.
func (e entry) objection() []g.Node {
	v := e.view
	return []g.Node{
		e.choices(field{name: "against", label: v.say(words.OwnObjectTo)}, "radio", []choice{
			{"marketing", v.say(words.OwnObjectMarketing), v.say(words.OwnObjectMarketingPlain)},
			{"everything", v.say(words.OwnObjectAll), v.say(words.OwnObjectAllPlain)},
		}),
		e.textarea(field{name: "text", label: v.say(words.OwnObjectText), hint: v.say(words.OwnObjectTextHint),
			optional: true, attributes: g.Group{h.Rows("4")}}),
	}
}

func (v View) copying(o OwnView) g.Node {
	more, submit := g.Node(nil), words.OwnCopySubmit
	what := words.OwnCopyWhat
	switch {
	case o.Review && o.Portable:
		what, submit = words.OwnCopyPortableWhat, words.OwnCopyPortable
	case o.Review:
		more, submit = h.P(h.Class("note"), v.text(words.OwnCopyReview)), words.OwnCopyAsk
	}
	return g.Group{
		lead(v.text(what)), more,
		post(v.api("own/copy"), hidden("language", string(v.Language)), button(v.text(submit), h.Class("primary"))),
	}
}

// erasing is what an erasure does, before it is asked for: what goes, how long it can be
// stopped, and what has to be kept (Art. 17(3)).
func (v View) erasing(o OwnView) g.Node {
	var kept g.Group
	for _, r := range o.Held.Records {
		for _, hold := range r.Term.Holds {
			kept = append(kept, h.Li(g.Text(words.Class(r.Class, v.Language)+": "+words.Within(v.hold(hold.Ground, words.Date(hold.Until.Time(), v.Language))))))
		}
	}
	return g.Group{
		lead(v.text(words.OwnEraseAlone)),
		h.Ol(v.eraseSteps(o)),
		g.If(len(kept) > 0, g.Group{h.H2(v.text(words.OwnEraseKept)), h.Ul(kept)}),
		h.P(v.text(words.OwnEraseAfter)),
		h.P(v.text(words.OwnEraseLater), g.Text(" "), h.A(h.Href(v.deedPath(DeedCopy)), v.text(words.OwnCopy))),
	}
}

// eraseSteps is what happens in which order. Where nothing is held that anybody could lose,
// nothing is announced (the clock does it within a minute).
func (v View) eraseSteps(o OwnView) g.Group {
	handling := v.Controller.Handling
	notice := h.Li(v.text(words.OwnEraseNotice))
	cooling := h.Li(v.text(words.OwnEraseCooling, "hours", fmt.Sprint(int(handling.CoolingOff/time.Hour))))
	tell := h.Li(v.text(words.OwnEraseTell))
	switch {
	case !handling.Alone(gdpr.Erasure):
		return g.Group{h.Li(v.text(words.OwnEraseStaff)), notice, cooling, tell}
	case len(o.Held.Records)+len(o.Held.Named) == 0:
		return g.Group{h.Li(v.text(words.OwnEraseNow))}
	}
	return g.Group{notice, cooling, tell}
}
