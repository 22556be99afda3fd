package site

import (
	"net/http"
	"net/url"
	"strings"
)

// policy lets a page load its own style sheet, script and icon, and send forms
// to its own origin and those named; nothing inline, nothing from anywhere
// else, no framing.
func policy(formsTo string) string {
	return "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; " +
		"form-action 'self'" + formsTo + "; base-uri 'none'; frame-ancestors 'none'"
}

// Headers sets what every page carries. Pages are never stored: they can hold
// what a person has typed. A page whose forms lead to other places than its own
// origin, by themselves or by a redirect of the answer, names the URLs of those.
func Headers(h http.Header, formsTo ...string) {
	secure(h)
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", policy(origins(formsTo)))
	h.Set("Cache-Control", "no-store")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
}

// framed lets pages of the origins show an answer in a frame, and nobody else. It sends no
// form and runs no script there.
func framed(h http.Header, by []string) {
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; "+
		"base-uri 'none'; frame-ancestors 'self'"+origins(by))
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
}

// secure sets what every answer carries.
func secure(h http.Header) {
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Strict-Transport-Security", "max-age=63072000")
}

// origins are those of URLs, as sources of a policy: scheme, host and port. What has none
// that is safe to write there is left out, and its form will not be sent.
func origins(urls []string) string {
	var list string
	for _, s := range urls {
		u, err := url.Parse(s)
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" ||
			strings.Trim(strings.ToLower(u.Host), "abcdefghijklmnopqrstuvwxyz0123456789.-:") != "" {
			continue
		}
		if origin := " " + u.Scheme + "://" + u.Host; !strings.Contains(list+" ", origin+" ") {
			list += origin
		}
	}
	return list
}
