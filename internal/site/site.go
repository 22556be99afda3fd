package site

import (
	"net/http"
	"strings"

	"ordholden/internal/banner"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/words"
)

// Site serves everything that can be read without a database: pages, assets,
// notices, the description of the API. It changes nothing.
type Site struct {
	Registry *controller.Registry
	OpenAPI  []byte
	NewID    func() gdpr.ID
	// APIError answers what is not found under /v1/, in the API's own format,
	// unless a browser asks; nil leaves all to pages.
	APIError func(http.ResponseWriter, *http.Request, *gdpr.Error)
	// Interfaces finds the text of a form or banner by its digest, and none where none was
	// published under it; nil shows none.
	Interfaces func(controller.Digest) (string, bool)
	// Banner is what controllers' sites load; nil serves none.
	Banner    *banner.Scripts
	PublicURL string // the origin of our own pages, where it is not that of the request
}

// ServeHTTP answers GET and HEAD; any other method on what is there is 405.
func (s Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a, err := s.find(r)
	if err == nil && r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		err = &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeMethod}
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	a.write(w, r)
}

// find is the answer at the path of a request, or why there is none.
func (s Site) find(r *http.Request) (answer, *gdpr.Error) {
	first, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	switch first {
	case "":
		return s.root(r), nil
	case "v1":
		return s.api(rest, r)
	case ".well-known":
		return s.wellKnown(rest, r)
	case "assets", "schemas", "favicon.ico", "robots.txt":
		if a, ok := s.bannerStyle(r.URL.Path); ok {
			return a, nil
		}
		return findFile(r.URL.Path)
	}
	d, ok := s.Registry.Current(gdpr.ControllerID(first))
	if !ok {
		return answer{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeController}
	}
	if rest == "" {
		return s.negotiated(d, r), nil
	}
	if strings.HasPrefix(rest, "banner.") {
		return s.bannerScript(d, rest)
	}
	l, page, deeper := strings.Cut(rest, "/")
	v := View{Controller: d, Language: gdpr.Language(l)}
	switch {
	case !v.Language.Known():
		return answer{}, notFound
	case !deeper:
		return movedTo(v.Path(PageFront)), nil
	}
	return s.page(v, page, r)
}

var notFound = &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}

// root is the list of controllers, or the front page of the one whose host it is.
func (s Site) root(r *http.Request) answer {
	if d, ok := s.Registry.ByHost(r.Host); ok {
		return s.negotiated(d, r)
	}
	a := html(Controllers(s.Registry.Newest(), accepted(r)))
	a.vary = "Accept-Language"
	return a
}

// negotiated is a front page in the language that the browser asks for.
func (s Site) negotiated(d *controller.Declaration, r *http.Request) answer {
	a := html(Front(View{Controller: d, Language: accepted(r)}))
	a.vary = "Accept-Language"
	return a
}

func accepted(r *http.Request) gdpr.Language { return words.Choose(r.Header.Get("Accept-Language")) }

// api is what can be read under /v1/ without a database.
func (s Site) api(path string, r *http.Request) (answer, *gdpr.Error) {
	if path == "openapi.json" && len(s.OpenAPI) > 0 {
		return public("application/json", string(s.OpenAPI), "public, max-age=300"), nil
	}
	id, rest, _ := strings.Cut(path, "/")
	d, known := s.Registry.Current(gdpr.ControllerID(id))
	switch {
	case !known:
		return answer{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeController}
	case rest == "banner":
		return s.bannerDescribed(d, r)
	case rest == PageStatement:
		return s.statementData(d, r)
	}
	const plain = "text/plain; charset=utf-8"
	if digest, ok := strings.CutPrefix(rest, "notices/"); ok {
		if n, found := s.notice(d.ID, digest); found {
			return public(plain, n.Text(), forever), nil
		}
	}
	if digest, ok := strings.CutPrefix(rest, "interfaces/"); ok {
		if text, _, found := s.interfaceText(d.ID, digest); found {
			return public(plain, text, forever), nil
		}
	}
	return answer{}, notFound
}

// fail writes an error as a page, in the language of the path or the browser.
func (s Site) fail(w http.ResponseWriter, r *http.Request, err *gdpr.Error) {
	if s.APIError != nil && strings.HasPrefix(r.URL.Path, "/v1/") && !strings.Contains(r.Header.Get("Accept"), "text/html") {
		s.APIError(w, r, err)
		return
	}
	v := View{Language: accepted(r)}
	parts := strings.SplitN(strings.TrimPrefix(r.URL.Path, "/"), "/", 3)
	if d, ok := s.Registry.Current(gdpr.ControllerID(parts[0])); ok {
		v.Controller = d
		if len(parts) > 1 && gdpr.Language(parts[1]).Known() {
			v.Language = gdpr.Language(parts[1])
		}
	}
	a := html(Problem(v, err))
	a.status = http.StatusNotFound
	if err.Code == gdpr.CodeMethod {
		a.status = http.StatusMethodNotAllowed
	}
	a.write(w, r)
}
