package api

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"ordholden/internal/apigw"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
	"ordholden/internal/words"
)

// statusOf is the one map from kinds of errors to HTTP.
var statusOf = map[gdpr.Kind]int{
	gdpr.Internal:    http.StatusInternalServerError,
	gdpr.Invalid:     http.StatusUnprocessableEntity,
	gdpr.NotFound:    http.StatusNotFound,
	gdpr.Forbidden:   http.StatusForbidden,
	gdpr.Conflict:    http.StatusConflict,
	gdpr.Mismatch:    http.StatusUnprocessableEntity,
	gdpr.TooLarge:    http.StatusRequestEntityTooLarge,
	gdpr.Unsupported: http.StatusUnsupportedMediaType,
	gdpr.TooMany:     http.StatusTooManyRequests,
	gdpr.Unavailable: http.StatusServiceUnavailable,
}

// retryAfter is for how long we ask to be left alone where the same again later
// will do, in seconds.
const retryAfter = "5"

// problem is RFC 9457's document, with our code and the faults.
type problem struct {
	Type   string  `json:"type"`
	Title  string  `json:"title"`
	Status int     `json:"status"`
	Detail string  `json:"detail"`
	Code   string  `json:"code"`
	At     string  `json:"instance,omitempty"` // the request's id as a URN (RFC 9562, 4): the log has it of a failure of ours
	Errors []fault `json:"errors,omitempty"`

	Grounds []standing `json:"grounds,omitempty"` // on which what was asked for can be refused
}

type fault struct {
	Pointer string `json:"pointer"`
	Code    string `json:"code"`
	Detail  string `json:"detail"`
}

// Problem answers with a problem document, for what is served beside the API.
func Problem(w http.ResponseWriter, r *http.Request, e *gdpr.Error) {
	(&API{}).call(w, r).problem(e, status(e))
}

// status is the HTTP status of an error.
func status(e *gdpr.Error) int {
	switch e.Code {
	case gdpr.CodeUnreadable:
		return http.StatusBadRequest
	case gdpr.CodeMethod:
		return http.StatusMethodNotAllowed
	case gdpr.CodeToken, gdpr.CodeSession:
		return http.StatusUnauthorized
	}
	return statusOf[e.Kind]
}

// challenges are what is asked for where nobody is let in. For a link by mail no scheme is
// registered: this one is ours.
var challenges = map[gdpr.Code]string{gdpr.CodeToken: "Bearer", gdpr.CodeSession: "MailLink"}

// errorOf is an error as it is answered: one that is none of ours is internal.
func errorOf(err error) *gdpr.Error {
	e, ok := errors.AsType[*gdpr.Error](err)
	if !ok {
		e = &gdpr.Error{Kind: gdpr.Internal, Code: gdpr.CodeInternal, Err: err}
	}
	return e
}

// fail writes the one answer to an error: a problem document, or a page for
// whoever came by one. Internal text goes to the log and nowhere else.
func (c *call) fail(err error) {
	e := errorOf(err)
	status := status(e)
	if status >= http.StatusInternalServerError {
		c.api.Log.LogAttrs(c.r.Context(), slog.LevelError, "request failed",
			slog.String("route", c.r.Pattern), slog.String("requestId", apigw.RequestID(c.r.Context())), slog.String("error", err.Error()))
	}
	if status == http.StatusUnauthorized { // each with its challenge: RFC 9110, 15.5.2
		c.w.Header().Set("WWW-Authenticate", challenges[e.Code])
	}
	if status == http.StatusServiceUnavailable || status == http.StatusTooManyRequests || e.Code == gdpr.CodeInFlight {
		c.w.Header().Set("Retry-After", retryAfter)
	}
	if c.page {
		c.html(status, c.errorPage(e))
		return
	}
	c.problem(e, status)
}

func (c *call) problem(e *gdpr.Error, status int) {
	c.w.Header().Set("Content-Type", "application/problem+json")
	c.w.Header().Set("Content-Language", string(c.language))
	p := newProblem(e, status, c.language)
	p.Grounds = c.grounds
	// Only what is in the log. All other answers of one kind are the same bytes, whatever is behind
	// them (threats H1, H2).
	if id := apigw.RequestID(c.r.Context()); id != "" && status >= http.StatusInternalServerError {
		p.At = "urn:uuid:" + id
	}
	c.json(status, p)
}

func newProblem(e *gdpr.Error, status int, l gdpr.Language) problem {
	title, detail := words.Error(e.Code, l)
	p := problem{Type: "about:blank", Title: title, Status: status, Detail: detail, Code: string(e.Code)}
	for _, f := range e.Faults {
		p.Errors = append(p.Errors, fault{Pointer: f.Pointer, Code: string(f.Code), Detail: words.Fault(f, l)})
	}
	return p
}

// errorPage is the form again with what to mend, where the person can mend it,
// and a page of its own otherwise.
func (c *call) errorPage(e *gdpr.Error) []byte {
	if c.redraw != nil && mendable(e) {
		return c.redraw(c.view(), e)
	}
	v := c.view()
	if status(e) >= http.StatusInternalServerError { // of what is not ours the log says nothing
		v.Reference = apigw.RequestID(c.r.Context())
	}
	return site.Problem(v, e)
}

func mendable(e *gdpr.Error) bool {
	return e.Kind == gdpr.Invalid && e.Code != gdpr.CodeUnreadable || e.Code == gdpr.CodeLink || e.Code == gdpr.CodeLocked || e.Code == gdpr.CodeSession
}

// json writes an answer as JSON. Its content type is that, unless one is set.
func (c *call) json(status int, body any) {
	if c.w.Header().Get("Content-Type") == "" {
		c.w.Header().Set("Content-Type", "application/json")
	}
	c.w.WriteHeader(status)
	encoder := json.NewEncoder(c.w)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(body) // the writer is memory; a client that left takes nothing with it
}

// html writes a page. Its forms lead to our own origin, and to those of the URLs.
func (c *call) html(status int, page []byte, formsTo ...string) {
	site.Headers(c.w.Header(), formsTo...)
	c.w.WriteHeader(status)
	_, _ = c.w.Write(page)
}
