package demo

import "net/http"

// third answers for those whose scripts and frames a page has nothing to do with before
// somebody has said yes. Each request is counted, and sets nothing of its own.
func (s *Sites) third(w http.ResponseWriter, r *http.Request, host string) {
	s.mutex.Lock()
	s.hits = append(s.hits, Hit{Host: host, Path: r.URL.Path, Cookies: r.Header.Get("Cookie"), Agent: r.UserAgent()})
	s.mutex.Unlock()
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	switch r.URL.Path {
	case "/stand-in.js":
		w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
		http.ServeFileFS(w, r, files, "files/"+host+".js")
	case "/hit":
		w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
		w.WriteHeader(http.StatusNoContent)
	case "/frame":
		if host != Chat {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'")
		http.ServeFileFS(w, r, files, "files/chat.html")
	default:
		http.NotFound(w, r)
	}
}
