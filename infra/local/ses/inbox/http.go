package inbox

import (
	"bytes"
	"embed"
	"encoding/json"
	"html/template"
	"net/http"
	"regexp"
	"time"
)

//go:embed page
var files embed.FS

// The pages, and the style sheet that they share.
var (
	listPage = page("list.html")
	mailPage = page("mail.html")
)

// pagePolicy lets a page of ours load its style sheet, show a mail in a frame and post its form, and nothing else.
const pagePolicy = "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// mailPolicy is for the HTML of a mail: no script, no form, nothing from outside; a link opens a page of its own.
const mailPolicy = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; " +
	"base-uri 'none'; frame-ancestors 'self'"

func page(name string) *template.Template {
	functions := template.FuncMap{"clock": clock, "pieces": pieces}
	return template.Must(template.New(name).Funcs(functions).ParseFS(files, "page/frame.html", "page/"+name))
}

// Handler serves the pages and the API. The notices are shown above the list; nil has none.
func (b *Box) Handler(notices func() []string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		var said []string
		if notices != nil {
			said = notices()
		}
		show(w, listPage, struct {
			Messages []Message
			Notices  []string
		}{b.Messages(), said})
	})
	mux.HandleFunc("GET /style.css", style)
	mux.HandleFunc("GET /messages/{id}", b.one(func(w http.ResponseWriter, m Message) { show(w, mailPage, m) }))
	mux.HandleFunc("GET /messages/{id}/html", b.one(showHTML))
	mux.HandleFunc("GET /messages/{id}/eml", b.one(showRaw))
	mux.HandleFunc("POST /empty", func(w http.ResponseWriter, r *http.Request) {
		if !b.clear(w) {
			return
		}
		http.Redirect(w, r, "/", http.StatusSeeOther)
	})
	mux.HandleFunc("GET /api/messages", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, append([]Message{}, b.Messages()...)) })
	mux.HandleFunc("GET /api/messages/{id}", b.one(func(w http.ResponseWriter, m Message) { writeJSON(w, m) }))
	mux.HandleFunc("DELETE /api/messages", func(w http.ResponseWriter, _ *http.Request) {
		if b.clear(w) {
			w.WriteHeader(http.StatusNoContent)
		}
	})
	return mux
}

// one serves what is asked of a single mail.
func (b *Box) one(serve func(http.ResponseWriter, Message)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		m, found := b.Message(r.PathValue("id"))
		if !found {
			http.Error(w, "no such message", http.StatusNotFound)
			return
		}
		serve(w, m)
	}
}

func (b *Box) clear(w http.ResponseWriter) bool {
	err := b.Clear()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
	return err == nil
}

func show(w http.ResponseWriter, page *template.Template, data any) {
	var text bytes.Buffer
	if err := page.ExecuteTemplate(&text, "frame", data); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	write200(w, "text/html; charset=utf-8", pagePolicy, text.Bytes())
}

// showHTML serves the HTML part, in a frame of the mail's page. The base element makes its links leave the frame.
func showHTML(w http.ResponseWriter, m Message) {
	write200(w, "text/html; charset=utf-8", mailPolicy, []byte("<!doctype html><base target=\"_blank\">\n"+m.HTML))
}

func showRaw(w http.ResponseWriter, m Message) {
	w.Header().Set("Content-Disposition", `attachment; filename="`+m.ID+ending+`"`)
	write200(w, "message/rfc822", pagePolicy, m.raw)
}

func style(w http.ResponseWriter, _ *http.Request) {
	text, err := files.ReadFile("page/style.css")
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	write200(w, "text/css; charset=utf-8", pagePolicy, text)
}

func writeJSON(w http.ResponseWriter, value any) {
	text, err := json.Marshal(value)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	write200(w, "application/json", pagePolicy, text)
}

func write200(w http.ResponseWriter, kind, policy string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	_, _ = w.Write(body) // fails only when the client has gone
}

func clock(at time.Time) string { return at.Local().Format("2 Jan 15:04:05") }

// piece is a stretch of text, or a link when it has a URL.
type piece struct{ Text, URL string }

var link = regexp.MustCompile(`https?://[^\s<>"']*[^\s<>"'.,;:!?)\]]`)

// pieces finds the links in a text, so that they can be followed from the page.
func pieces(text string) []piece {
	var list []piece
	at := 0
	for _, m := range link.FindAllStringIndex(text, -1) {
		list = append(list, piece{Text: text[at:m[0]]}, piece{Text: text[m[0]:m[1]], URL: text[m[0]:m[1]]})
		at = m[1]
	}
	return append(list, piece{Text: text[at:]})
}
