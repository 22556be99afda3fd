package site

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"

	"ordholden/internal/gdpr"
	"ordholden/internal/portability"
)

// answer is what is written back.
type answer struct {
	status      int
	contentType string // "" for a page
	body        string
	cache       string
	vary        string
	location    string
	gzip        string   // the body compressed, for those who take it so; or ""
	embedded    bool     // pages of other sites may hold it
	framedBy    []string // origins whose pages may show it in a frame
}

// forever is for what its address decides: it never changes.
const forever = "public, max-age=31536000, immutable"

func html(body []byte) answer { return answer{status: http.StatusOK, body: string(body)} }

// published is a page that holds nothing of anybody: it is kept for a while, and asked for again by its tag.
func published(body []byte) answer {
	return answer{status: http.StatusOK, body: string(body), cache: brief}
}

func public(contentType, body, cache string) answer {
	return answer{status: http.StatusOK, contentType: contentType, body: body, cache: cache}
}

func movedTo(path string) answer {
	return answer{status: http.StatusMovedPermanently, location: path}
}

// write sends an answer; a HEAD request gets everything but the body.
func (a answer) write(w http.ResponseWriter, r *http.Request) {
	head := w.Header()
	if a.contentType == "" {
		Headers(head)
		if a.cache != "" {
			head.Set("Cache-Control", a.cache)
			head.Set("Etag", etag(a.body))
		}
	} else {
		secure(head)
		head.Set("Content-Type", a.contentType)
		head.Set("Cache-Control", a.cache)
		a = a.encoded(r, head)
		head.Set("Etag", etag(a.body))
		if a.embedded {
			head.Set("Cross-Origin-Resource-Policy", "cross-origin")
		}
		head.Set("Access-Control-Allow-Origin", "*") // published words, the same for everybody
	}
	if len(a.framedBy) > 0 {
		framed(head, a.framedBy)
	}
	if a.vary != "" {
		head.Set("Vary", a.vary)
	}
	if a.location != "" {
		head.Set("Location", a.location)
	}
	if tag := head.Get("Etag"); tag != "" && matches(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	head.Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write([]byte(a.body)) // a client that has gone is told nothing
	}
}

// encoded is the answer compressed, where there is such a one and the browser takes it
// (RFC 9110, 12.5.3). Its entity tag is another, as its bytes are.
func (a answer) encoded(r *http.Request, head http.Header) answer {
	if a.gzip == "" {
		return a
	}
	a.vary = "Accept-Encoding"
	for coding := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, weight, _ := strings.Cut(strings.ReplaceAll(coding, " ", ""), ";")
		refused := weight != "" && strings.Trim(strings.TrimPrefix(weight, "q="), "0.") == ""
		if strings.EqualFold(name, "gzip") && !refused {
			head.Set("Content-Encoding", "gzip")
			a.body = a.gzip
			return a
		}
	}
	return a
}

// etag is the name of exactly these bytes.
func etag(body string) string {
	sum := sha256.Sum256([]byte(body))
	return `"` + hex.EncodeToString(sum[:16]) + `"`
}

// matches reports whether a list of entity tags holds the tag (RFC 9110, 13.1.2).
func matches(list, tag string) bool {
	for t := range strings.SplitSeq(list, ",") {
		if t = strings.TrimPrefix(strings.TrimSpace(t), "W/"); t == tag || t == "*" {
			return true
		}
	}
	return false
}

// robots keeps crawlers to the pages: the API has nothing for them.
const robots = "User-agent: *\nDisallow: /v1/\n"

// findFile is an asset, or one of the files that browsers and crawlers ask for unasked.
func findFile(path string) (answer, *gdpr.Error) {
	switch path {
	case "/favicon.ico":
		return public(icon().Type, icon().Content, "public, max-age=86400"), nil
	case "/robots.txt":
		return public("text/plain; charset=utf-8", robots, "public, max-age=86400"), nil
	case portability.Path: // it never changes: another version has another address
		return public("application/schema+json", portability.Schema, forever), nil
	}
	if f, ok := findAsset(path); ok {
		return public(f.Type, f.Content, forever), nil
	}
	return answer{}, notFound
}
