package site

import (
	g "maragu.dev/gomponents"

	"ordholden/internal/controller"
	h "ordholden/internal/html"
	"ordholden/internal/words"
)

// noticeBody is the sections of a notice, with exactly its words, under
// headings of the level that the page needs.
func noticeBody(n controller.Notice, heading func(...g.Node) g.Node) g.Node {
	return g.Map(n.Sections, func(s controller.Section) g.Node {
		return g.Group{
			heading(g.Text(s.Heading)),
			g.Map(s.Paragraphs, func(p string) g.Node { return h.P(g.Text(p)) }),
		}
	})
}

// noticeOf is what an audience is told before it decides (Art. 13), whole.
func (v View) noticeOf(a controller.Audience) g.Node {
	n, ok := v.Controller.Notice(a, v.Language)
	if !ok {
		return nil
	}
	return h.Article(h.Class("notice"), h.ID("notice"), h.TabIndex("-1"),
		h.H2(g.Text(n.Title)), noticeBody(n, h.H3))
}

func (v View) noticeLink(d controller.Digest) g.Node {
	return h.A(h.Href(v.Path(pageNotice+string(d))), v.text(words.ShownNoticeRead))
}

// Notice is a notice of any version, as it was shown.
func Notice(v View, n controller.Notice) []byte {
	digest := n.Digest()
	v.Page = pageNotice + string(digest)
	return v.document(page{Title: n.Title, Language: n.Language, Body: g.Group{
		lead(g.Group{v.text(words.NoticeExact),
			g.If(n.Version.Less(v.Controller.Version), g.Group{g.Text(" "), v.text(words.NoticeOlder)})}),
		h.Article(h.Class("notice whole"), h.Lang(string(n.Language)), noticeBody(n, h.H2)),
		v.noticeDigest(digest),
	}})
}

// noticeDigest is how anybody can check that the words are the same.
func (v View) noticeDigest(d controller.Digest) g.Node {
	return h.P(h.Class("digest"), v.text(words.NoticeDigest), g.Text(": "),
		h.Code(g.Text(string(d))), h.Br(),
		h.A(h.Href(v.api("notices/"+string(d))), v.text(words.NoticePlain)))
}
