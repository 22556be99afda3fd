// Package api owns the public HTTP interface: what may be sent to it, and what it
// answers, as JSON and to the forms of our own pages.
package api

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/residence"
	"ordholden/internal/site"
	"ordholden/internal/words"
)

// API is what its routes have in common.
type API struct {
	Controllers *controller.Registry
	PublicURL   string          // the origin of our own pages, where it is not that of the request
	Origins     Origins         // sites that may call, beside those that are declared
	Place       residence.Place // where all that is stored lies, for receipts and the record of processing
	Log         *slog.Logger
}

// call is one request on its way to an answer.
type call struct {
	api        *API
	w          http.ResponseWriter
	r          *http.Request
	controller *controller.Declaration
	language   gdpr.Language
	format     format
	page       bool       // the answer is a page: a person in a browser waits for it
	closed     bool       // only whoever has a token gets in: JSON only, and from no other site
	private    bool       // only our own pages get in: a cookie says who it is
	values     url.Values // what a form held, to show it again
	redraw     redraw
	sentOnce   *body      // once it was read
	grounds    []standing // on which a refusal would stand, where one does not
}

// redraw is a form again, with what was typed and what to mend.
type redraw func(site.View, *gdpr.Error) []byte

// route lets f answer a method and path of the API. An error of f's is written
// by fail, and nothing else writes one.
func (a *API) route(to *routes, method, path string, f func(*call) error) {
	to.handle(method, path, func(w http.ResponseWriter, r *http.Request) {
		c := a.call(w, r)
		if err := c.admit(); err != nil {
			c.fail(err)
			return
		}
		if err := f(c); err != nil {
			c.fail(err)
		}
	})
	to.handle(http.MethodOptions, path, func(w http.ResponseWriter, r *http.Request) { a.preflight(w, r, method) })
}

// otherwise answers what no route takes, in the same words as everything else.
func (a *API) otherwise(w http.ResponseWriter, r *http.Request) {
	a.call(w, r).fail(&gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound})
}

func (a *API) call(w http.ResponseWriter, r *http.Request) *call {
	secure(w.Header())
	kind, _ := formatOf(r.Header.Get("Content-Type"))
	r = r.WithContext(context.WithValue(r.Context(), originKey{}, a.origin(r)))
	return &call{
		api: a, w: w, r: r, format: kind,
		language: words.Choose(r.Header.Get("Accept-Language")),
		page:     kind == formatForm || r.Method == http.MethodGet && strings.Contains(r.Header.Get("Accept"), "text/html"),
	}
}

// secure sets what every answer carries.
func secure(h http.Header) {
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	h.Set("Strict-Transport-Security", "max-age=63072000")
	h.Add("Vary", "Origin, Accept-Language")
}

// admit finds the controller in the path and lets in only sites that it names.
func (c *call) admit() error {
	d, ok := c.api.Controllers.Current(gdpr.ControllerID(c.r.PathValue("controller")))
	if !ok {
		return &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeController}
	}
	c.controller = d
	origin := c.r.Header.Get("Origin")
	if origin == "" || c.own(origin) {
		return nil
	}
	if c.closed || c.private || !slices.Contains(d.Origins, origin) && !slices.Contains(c.api.Origins[d.ID], origin) {
		return &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeOrigin}
	}
	c.w.Header().Set("Access-Control-Allow-Origin", origin)
	c.w.Header().Set("Access-Control-Expose-Headers", "Location, Retry-After")
	return nil
}

// own reports whether a request comes from our own pages. They send no referrer,
// and browsers then send "null" for their origin; Sec-Fetch-Site, which no page
// can forge, tells them from a sandboxed frame somewhere else.
func (c *call) own(origin string) bool {
	return origin == c.publicURL() || origin == "null" && c.r.Header.Get("Sec-Fetch-Site") == "same-origin"
}

// publicURL is the origin of our own pages.
func (c *call) publicURL() string { return c.api.origin(c.r) }

// originKey is the key of the origin of our pages in the context of a call.
type originKey struct{}

func (a *API) origin(r *http.Request) string {
	if a.PublicURL != "" {
		return a.PublicURL
	}
	return "https://" + r.Host
}

// calledAt is the origin of our own pages, for what a call has led to; "" for anything else.
func calledAt(ctx context.Context) string {
	at, _ := ctx.Value(originKey{}).(string)
	return at
}

// preflight answers a browser that asks whether a site may call (Fetch, CORS).
// No credentials are ever allowed.
func (a *API) preflight(w http.ResponseWriter, r *http.Request, method string) {
	c := a.call(w, r)
	if err := c.admit(); err != nil {
		c.fail(err)
		return
	}
	w.Header().Set("Access-Control-Allow-Methods", method)
	w.Header().Set("Access-Control-Allow-Headers", "Content-Type, Idempotency-Key")
	w.Header().Set("Access-Control-Max-Age", "600")
	w.WriteHeader(http.StatusNoContent)
}

// read reads the body. Where it is a form, the form can be drawn again with
// what is wrong with it.
func (c *call) read(again func(url.Values) redraw) (*reader, error) {
	sent := c.sentBody()
	if sent.err != nil {
		return nil, sent.err
	}
	if c.format == formatForm {
		c.values = formValues(sent.fields)
		c.redraw = again(c.values)
	}
	in := &reader{fields: sent.fields, faults: sent.faults}
	c.language = in.language(c.language)
	return in, nil
}

// body is the body of a call, as it was sent.
type body struct {
	fields object
	faults []gdpr.Fault
	err    error
}

// sentBody reads the body, once: who asks again gets the same.
func (c *call) sentBody() body {
	if c.sentOnce != nil {
		return *c.sentOnce
	}
	most := int64(maxBody)
	if c.closed {
		most = maxTrusted
	}
	fields, kind, faults, err := readUpTo(c.r, most)
	if c.format = kind; c.closed && kind != formatJSON || c.private && kind == formatBeacon {
		err = &gdpr.Error{Kind: gdpr.Unsupported, Code: gdpr.CodeContentType}
	}
	c.sentOnce = &body{fields, faults, err}
	return *c.sentOnce
}

// empty refuses a body that says something where there is nothing to say.
func (c *call) empty() error {
	in, err := c.read(noForm)
	if err != nil {
		return err
	}
	return in.err()
}

// query reads the query of the URL as strictly as a form.
func (c *call) query() (*reader, error) {
	fields, faults, err := readForm(c.r.URL.RawQuery)
	if err != nil {
		return nil, err
	}
	return &reader{fields: fields, faults: faults}, nil
}

// formValues is what a form held, under the names of its fields.
func formValues(fields object) url.Values {
	values := url.Values{}
	for name, value := range fields {
		switch v := value.(type) {
		case string:
			values.Set(name, v)
		case []any:
			for _, s := range v {
				values.Add(name, s.(string))
			}
		case object:
			for member, sent := range v {
				values.Set(memberField(name)+member, sent.(string))
			}
		}
	}
	return values
}

// memberField is how the fields of a form begin that readForm has grouped.
func memberField(group string) string {
	for prefix, g := range grouped {
		if g == group {
			return prefix + "."
		}
	}
	return group + "."
}

// view is where the call's pages stand.
func (c *call) view() site.View { return site.View{Controller: c.controller, Language: c.language} }

// see sends a browser on to a page of the controller.
func (c *call) see(page string) {
	c.w.Header().Set("Location", c.view().Path(page))
	c.w.WriteHeader(http.StatusSeeOther)
}

// maxKey is the longest Idempotency-Key that is taken, in characters.
const maxKey = 255

// key is the Idempotency-Key of the header, or of the hidden field in a form.
func (c *call) key(in *reader) string {
	field := in.line("idempotency_key", maxKey)
	header := strings.Trim(c.r.Header.Get("Idempotency-Key"), `"`)
	if len(header) > maxKey || !gdpr.Printable(header) || field != "" && header != "" && field != header {
		in.fault("/idempotency_key", gdpr.FaultIdempotencyKey, "")
	}
	if header != "" {
		return header
	}
	return field
}
