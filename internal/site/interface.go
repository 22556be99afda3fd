package site

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	g "maragu.dev/gomponents"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// interfaceText is a form or banner of a controller, of any version, if its text still has exactly
// that digest: other words are never shown in its place.
func (s Site) interfaceText(id gdpr.ControllerID, digest string) (string, controller.InterfaceRef, bool) {
	_, ref, ok := s.Registry.Interface(id, controller.Digest(digest))
	if !ok || s.Interfaces == nil {
		return "", controller.InterfaceRef{}, false
	}
	text, ok := s.Interfaces(ref.Digest)
	sum := sha256.Sum256([]byte(text))
	return text, ref, ok && hex.EncodeToString(sum[:]) == string(ref.Digest)
}

// interfaceLink leads to what stood before a person who decided (Art. 7(1)).
func (v View) interfaceLink(d controller.Digest) g.Node {
	return h.A(h.Href(v.Path(pageInterface+string(d))), v.text(words.ShownInterfaceSee))
}

// shownIn is that link where it is known what stood there, and nothing where it is not.
func (v View) shownIn(d controller.Digest) g.Node {
	return g.Iff(d != "", func() g.Node { return v.interfaceLink(d) })
}

// InterfaceShown is a form or banner as it was. Nothing in it can be chosen or sent: it is all in a
// group of fields that is switched off. A banner was made by a script, and is shown by its words;
// the first line of its text says how they were laid out, and was not among them.
func InterfaceShown(v View, ref controller.InterfaceRef, text string) []byte {
	v.Page = pageInterface + string(ref.Digest)
	title, plain, layout := words.InterfaceForm, words.InterfaceFormPlain, ""
	shown := h.Div(h.Class("panel"), h.FieldSet(h.Flag("disabled"), g.Raw(text)))
	if ref.Surface == controller.OnBanner {
		title, plain = words.InterfaceBanner, words.InterfaceBannerPlain
		layout, text, _ = strings.Cut(text, "\n")
		shown = listing(text)
	}
	return v.document(page{Title: v.say(title), Body: g.Group{
		lead(v.text(plain)),
		h.Section(h.Aria("label", v.say(title)), h.Lang(string(ref.Language)), shown),
		g.If(layout != "", h.P(v.text(words.InterfaceLayout), g.Text(" "), h.Span(h.Lang("en"), g.Text(layout)))),
		h.P(h.Class("digest"), v.text(words.NoticeDigest), g.Text(": "),
			h.Code(g.Text(string(ref.Digest))), h.Br(),
			h.A(h.Href(v.api("interfaces/"+string(ref.Digest))), v.text(words.NoticePlain))),
	}})
}
