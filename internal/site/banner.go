package site

import (
	"encoding/json"
	"net/http"
	"strings"

	"ordholden/internal/banner"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// The banner is the only thing of ours that other sites load. All else of ours is kept
// from being embedded (Fetch, Cross-Origin-Resource-Policy).
const (
	bannerFile = "banner.js"
	javaScript = "text/javascript; charset=utf-8"
)

// bannerScript is the script of a controller's banner: under a stable address for a few
// minutes, and under the address that its digest decides for ever. Another digest is
// another script, which is not kept: a site that pins one takes the new one by hand, and has
// no banner until it does.
func (s Site) bannerScript(d *controller.Declaration, file string) (answer, *gdpr.Error) {
	made, ok := s.Banner.Of(d)
	cache := "public, max-age=300"
	switch {
	case !ok:
		return answer{}, notFound
	case file == bannerNamed(made):
		cache = forever
	case file != bannerFile:
		return answer{}, notFound
	}
	return embedded(javaScript, made.Body, made.Gzip, cache), nil
}

func bannerNamed(s banner.Script) string { return "banner." + s.Digest + ".js" }

// bannerStyle is the style sheet of the banner, at a path.
func (s Site) bannerStyle(path string) (answer, bool) {
	style, ok := s.Banner.Style(path)
	return embedded("text/css; charset=utf-8", style, "", forever), ok
}

// embedded is an answer that pages of other sites may hold.
func embedded(contentType, body, gzip, cache string) answer {
	a := public(contentType, body, cache)
	a.gzip, a.embedded = gzip, true
	return a
}

// describedBanner is what a site needs to load the banner, and to check what was shown.
type describedBanner struct {
	URL           string        `json:"url"`
	Pinned        string        `json:"pinned"`
	Integrity     string        `json:"integrity"`
	Bytes         int           `json:"bytes"`
	Version       string        `json:"version"`
	Revision      int           `json:"revision"`      // another one asks visitors anew
	Snippet       string        `json:"snippet"`       // the one to take
	PinnedSnippet string        `json:"pinnedSnippet"` // for who changes it at each change of ours
	Languages     []shownBanner `json:"languages"`
}

type shownBanner struct {
	Language  gdpr.Language     `json:"language"`
	Notice    controller.Digest `json:"notice"`
	Interface controller.Digest `json:"interface"`
	Text      string            `json:"text"`
}

// bannerDescribed is GET /v1/{controller}/banner.
func (s Site) bannerDescribed(d *controller.Declaration, r *http.Request) (answer, *gdpr.Error) {
	made, ok := s.Banner.Of(d)
	if !ok {
		return answer{}, notFound
	}
	out := describedBanner{
		URL:       s.origin(r) + "/" + string(d.ID) + "/" + bannerFile,
		Pinned:    s.origin(r) + "/" + string(d.ID) + "/" + bannerNamed(made),
		Integrity: made.Integrity, Bytes: len(made.Body), Version: d.Version.String(),
		Revision: controller.Revision(s.Registry, d.ID),
	}
	out.Snippet, out.PinnedSnippet = snippet(out.URL, ""), snippet(out.Pinned, made.Integrity)
	for _, shown := range made.Shown {
		out.Languages = append(out.Languages, shownBanner(shown))
	}
	var body strings.Builder
	e := json.NewEncoder(&body)
	e.SetEscapeHTML(false)
	_ = e.Encode(out) // strings and numbers: it cannot fail
	return public("application/json", body.String(), "public, max-age=300"), nil
}

// snippet is the line that loads the banner. Without a digest the browser takes whatever
// stands at the address: what a withdrawal needs, which must be possible at any time (Art. 7(3)).
// With one it takes these bytes and no others, so that the next change of ours leaves the site
// without a banner, and its visitors without a way back, until somebody changes the line.
func snippet(url, integrity string) string {
	if integrity == "" {
		return `<script src="` + url + `" async crossorigin></script>`
	}
	return `<script src="` + url + `" async crossorigin integrity="` + integrity + `"></script>`
}

// origin is that of our own pages.
func (s Site) origin(r *http.Request) string {
	if s.PublicURL != "" {
		return s.PublicURL
	}
	return "https://" + r.Host
}
