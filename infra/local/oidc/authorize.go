package oidc

import (
	"crypto/rand"
	_ "embed"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// codeLasts is how long a code can be exchanged, as Cognito's.
const codeLasts = 5 * time.Minute

// sitting is a sign-in between its page and its token.
type sitting struct {
	client, redirect, challenge, scope, nonce, group string
	at                                               time.Time
}

//go:embed page.html
var pageText string

var page = template.Must(template.New("page").Parse(pageText))

// ask shows who may be signed in as (OpenID Connect Core 1.0, section 3.1.2). With a fault that the client cannot be told
// safely, since it may not be the client at all, the person is told.
func (s *Server) ask(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	if _, fault := s.sitting(query); fault != "" {
		http.Error(w, fault, http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	_ = page.Execute(w, struct {
		Groups []string
		Query  string
	}{s.groups, query.Encode()}) // fails only when the client has gone
}

// signIn signs the chosen user in, and leads back with a code.
func (s *Server) signIn(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	in, fault := s.sitting(query)
	in.group = r.PostFormValue("user")
	if fault == "" && !slices.Contains(s.groups, in.group) {
		fault = "there is no such user"
	}
	if fault != "" {
		http.Error(w, fault, http.StatusBadRequest)
		return
	}
	code := rand.Text()
	s.mu.Lock()
	s.codes[code] = in
	s.mu.Unlock()
	back, _ := url.Parse(in.redirect) // read before, by mayReturn
	answer := back.Query()
	answer.Set("code", code)
	if query.Has("state") {
		answer.Set("state", query.Get("state"))
	}
	back.RawQuery = answer.Encode()
	http.Redirect(w, r, back.String(), http.StatusSeeOther)
}

// sitting reads what is asked for, or says what is wrong with it. PKCE is asked of everybody (RFC 7636, RFC 9700, section
// 2.1.1); Cognito leaves that to the client.
func (s *Server) sitting(query url.Values) (sitting, string) {
	c, exists := s.clients[query.Get("client_id")]
	switch {
	case !exists || !slices.Contains(c.Flows, "code"):
		return sitting{}, "client_id: no such client signs people in"
	case !mayReturn(c, query.Get("redirect_uri")):
		return sitting{}, "redirect_uri: not one of the client's"
	case query.Get("response_type") != "code":
		return sitting{}, "response_type: only code is answered"
	case query.Get("code_challenge_method") != "S256" || len(query.Get("code_challenge")) != 43:
		return sitting{}, "code_challenge: PKCE with S256 is asked of every client"
	}
	scope := query.Get("scope")
	if scope == "" {
		scope = strings.Join(c.Scopes, " ")
	}
	for one := range strings.FieldsSeq(scope) {
		if !slices.Contains(c.Scopes, one) {
			return sitting{}, "scope: the client may not ask for " + one
		}
	}
	return sitting{
		client: c.ID, redirect: query.Get("redirect_uri"), challenge: query.Get("code_challenge"), scope: scope,
		nonce: query.Get("nonce"), at: s.now(),
	}, ""
}

// mayReturn is whether people are led back there.
func mayReturn(c Client, to string) bool {
	u, err := url.Parse(to)
	if err != nil || u.Fragment != "" {
		return false
	}
	onThisMachine := u.Scheme == "http" && slices.Contains([]string{"localhost", "127.0.0.1", "::1"}, u.Hostname())
	return onThisMachine || slices.Contains(c.Callbacks, to)
}
