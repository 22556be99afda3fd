package opendsr

import (
	"bytes"
	"embed"
	"encoding/json"
	"html/template"
	"net/http"
	"slices"
	"time"

	"ordholden/internal/opendsr"
)

//go:embed page
var files embed.FS

var list = template.Must(template.New("list.html").Funcs(template.FuncMap{
	"clock": func(t time.Time) string { return t.Local().Format("2 Jan 15:04:05") },
}).ParseFS(files, "page/list.html"))

// policy lets the page load its style sheet and post its forms, and nothing else.
const policy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// screen adds the page on which a developer sees what was asked, and decides what comes of it.
func (s *Receiver) screen(mux *http.ServeMux) {
	mux.HandleFunc("GET /{$}", s.show)
	mux.HandleFunc("GET /style.css", func(w http.ResponseWriter, r *http.Request) { http.ServeFileFS(w, r, files, "page/style.css") })
	mux.HandleFunc("GET /api/requests", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(append([]Asked{}, s.Asked()...))
	})
	mux.HandleFunc("POST /behavior", func(w http.ResponseWriter, r *http.Request) {
		b := Behavior(r.FormValue("behavior"))
		if !slices.Contains(Behaviors, b) {
			http.Error(w, "no such behavior", http.StatusBadRequest)
			return
		}
		s.Behave(b)
		http.Redirect(w, r, "/", http.StatusSeeOther)
	})
	mux.HandleFunc("POST /end/{id}", func(w http.ResponseWriter, r *http.Request) {
		status, reason := opendsr.Completed, ""
		if r.FormValue("refuse") != "" {
			status, reason = opendsr.Cancelled, r.FormValue("reason")
		}
		if err := s.End(r.PathValue("id"), status, reason); err != nil {
			http.Error(w, err.Error(), http.StatusBadGateway)
			return
		}
		http.Redirect(w, r, "/", http.StatusSeeOther)
	})
}

func (s *Receiver) show(w http.ResponseWriter, _ *http.Request) {
	var text bytes.Buffer
	err := list.Execute(&text, struct {
		Asked       []Asked
		Accusations []string
		Behavior    Behavior
		Behaviors   []Behavior
	}{s.Asked(), s.Accusations(), s.now(), Behaviors})
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	_, _ = w.Write(text.Bytes())
}
