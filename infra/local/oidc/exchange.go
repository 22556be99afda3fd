package oidc

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// exchange is the token endpoint (RFC 6749, section 3.2). A refresh token is not given: here one signs in again.
func (s *Server) exchange(w http.ResponseWriter, r *http.Request) {
	c, ok := s.client(r)
	if !ok {
		deny(w, http.StatusUnauthorized, "invalid_client")
		return
	}
	flow := r.PostFormValue("grant_type")
	switch {
	case flow != "client_credentials" && flow != "authorization_code":
		deny(w, http.StatusBadRequest, "unsupported_grant_type")
	case flow == "client_credentials" && slices.Contains(c.Flows, flow):
		token, err := s.Machine(c.ID, strings.Fields(r.PostFormValue("scope"))...)
		if err != nil {
			deny(w, http.StatusBadRequest, "invalid_scope")
			return
		}
		send(w, http.StatusOK, answer(c, token))
	case flow == "authorization_code" && slices.Contains(c.Flows, "code"):
		s.redeem(w, r, c)
	default:
		deny(w, http.StatusBadRequest, "unauthorized_client")
	}
}

// client is who calls: by HTTP Basic or in the form, and with its secret, where it has one.
func (s *Server) client(r *http.Request) (Client, bool) {
	id, secret, basic := r.BasicAuth()
	if basic { // RFC 6749, section 2.3.1: both are encoded as in a form
		id, secret = unescape(id), unescape(secret)
	} else {
		id, secret = r.PostFormValue("client_id"), r.PostFormValue("client_secret")
	}
	c, exists := s.clients[id]
	return c, exists && same(secret, s.secrets[id])
}

func unescape(s string) string {
	if text, err := url.QueryUnescape(s); err == nil {
		return text
	}
	return s
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// redeem exchanges a code, once, for the tokens of whoever was signed in.
func (s *Server) redeem(w http.ResponseWriter, r *http.Request, c Client) {
	code := r.PostFormValue("code")
	s.mu.Lock()
	in, exists := s.codes[code]
	delete(s.codes, code)
	s.mu.Unlock()
	sum := sha256.Sum256([]byte(r.PostFormValue("code_verifier")))
	if !exists || in.client != c.ID || in.redirect != r.PostFormValue("redirect_uri") || s.now().Sub(in.at) > codeLasts ||
		!same(in.challenge, base64.RawURLEncoding.EncodeToString(sum[:])) {
		deny(w, http.StatusBadRequest, "invalid_grant")
		return
	}
	token, err := s.forUser(c, in.group, in.scope, in.at)
	if err != nil {
		deny(w, http.StatusInternalServerError, "server_error")
		return
	}
	body := answer(c, token)
	if slices.Contains(strings.Fields(in.scope), "openid") {
		id := s.access(c, user(in.group), "")
		delete(id, "scope")
		id["token_use"], id["aud"], id["cognito:groups"], id["cognito:username"] = "id", c.ID, []string{in.group}, user(in.group)
		if in.nonce != "" {
			id["nonce"] = in.nonce
		}
		if body["id_token"], err = s.sign(id); err != nil {
			deny(w, http.StatusInternalServerError, "server_error")
			return
		}
	}
	send(w, http.StatusOK, body)
}

func answer(c Client, token string) map[string]any {
	return map[string]any{"access_token": token, "token_type": "Bearer", "expires_in": int(c.Lasts.Seconds())}
}

func deny(w http.ResponseWriter, status int, code string) {
	send(w, status, map[string]string{"error": code})
}
