package demo

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

//go:embed files
var files embed.FS

var pages = template.Must(template.ParseFS(files, "files/page.html"))

// page is what the template of a page is drawn with.
type page struct {
	Controller *controller.Declaration
	Language   gdpr.Language
	Languages  []gdpr.Language
	Name       string // of the page: "" or jobs
	Text       text
	Banner     embedding
	Trouble    string // why there is no banner
	Statement  string
	Thirds     map[string]string // origins, by the purpose that they serve
}

// site answers for a controller: its pages in each language, its files, and the language of
// the browser for who names none.
func (s *Sites) site(w http.ResponseWriter, r *http.Request, d *controller.Declaration) {
	path := strings.TrimPrefix(r.URL.Path, "/")
	switch path {
	case "site.css", "panel.js", "tags.js", "language.js":
		w.Header().Set("Cache-Control", "no-store")
		http.ServeFileFS(w, r, files, "files/"+path)
		return
	case "favicon.ico": // there is none, and browsers ask
		w.WriteHeader(http.StatusNoContent)
		return
	case "":
		http.Redirect(w, r, "/nb/", http.StatusFound)
		return
	}
	first, name, _ := strings.Cut(path, "/")
	language := gdpr.Language(first)
	if !language.Known() || name != "" && name != "jobs" {
		http.NotFound(w, r)
		return
	}
	s.show(w, r, page{
		Controller: d, Language: language, Languages: gdpr.Languages[:], Name: name, Text: texts[language],
		Statement: s.cfg.API + "/" + string(d.ID) + "/" + first + "/statement", Thirds: s.thirds(d),
	})
}

func (s *Sites) show(w http.ResponseWriter, r *http.Request, p page) {
	banner, err := s.banner(r.Context(), p.Controller.ID)
	if p.Banner = banner; err != nil {
		p.Trouble = err.Error()
	}
	var text bytes.Buffer
	if err := pages.Execute(&text, p); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", s.policy(p))
	h.Set("X-Content-Type-Options", "nosniff")
	_, _ = w.Write(text.Bytes())
}

// thirds are the third parties of a controller's site, by the purpose that they serve.
func (s *Sites) thirds(d *controller.Declaration) map[string]string {
	all := map[string]string{}
	for _, p := range d.Purposes {
		switch {
		case !p.Asked(controller.Visitors):
		case p.ID == "statistics":
			all["statistics"] = s.Third(Analytics)
		case p.ID == "usage":
			all["usage"] = s.Third(Heatmap)
		case p.ID == "support-chat":
			all["supportChat"] = s.Third(Chat)
		case p.ID == "personalization":
			all["personalization"] = "" // the site's own script
		}
	}
	return all
}

// policy is strict: nothing inline, and no host but the site's own, the banner's and those
// of the third parties that the page names.
func (s *Sites) policy(p page) string {
	var hosts []string
	for _, purpose := range []string{"statistics", "usage", "supportChat"} {
		if origin := p.Thirds[purpose]; origin != "" {
			hosts = append(hosts, origin)
		}
	}
	thirds := strings.Join(hosts, " ")
	return "default-src 'none'; script-src 'self' " + s.cfg.API + " " + thirds +
		"; connect-src " + s.cfg.API + " " + thirds +
		"; frame-src " + s.Third(Chat) + "; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"
}
