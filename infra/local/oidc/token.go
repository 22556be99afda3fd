package oidc

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4/jwt"
)

// claims are those of Cognito's access tokens (Amazon Cognito Developer Guide, "Understanding the access token"). There
// is no aud: the audience is client_id.
type claims map[string]any

// user is the pseudonym of the one user of a group, the same with each start, in the form of Cognito's.
func user(group string) string {
	sum := sha256.Sum256([]byte(group))
	h := hex.EncodeToString(sum[:16])
	return strings.Join([]string{h[:8], h[8:12], h[12:16], h[16:20], h[20:]}, "-")
}

// access is what every access token says.
func (s *Server) access(c Client, subject, scope string) claims {
	now := s.now()
	return claims{
		"iss": s.URL, "sub": subject, "client_id": c.ID, "token_use": "access", "scope": scope, "version": 2,
		"auth_time": now.Unix(), "iat": now.Unix(), "exp": now.Add(c.Lasts).Unix(), "jti": rand.Text(),
	}
}

func (s *Server) sign(c claims) (string, error) {
	token, err := jwt.Signed(s.signer).Claims(map[string]any(c)).Serialize()
	if err != nil {
		return "", fmt.Errorf("sign a token: %w", err)
	}
	return token, nil
}

// Staff is an access token for the user of a group, <controller>:<role>, as sign-in would give it.
func (s *Server) Staff(group string) (string, error) {
	if !slices.Contains(s.groups, group) {
		return "", fmt.Errorf("there is no group %s", group)
	}
	for _, id := range s.ids() {
		if c := s.clients[id]; slices.Contains(c.Flows, "code") {
			return s.forUser(c, group, strings.Join(c.Scopes, " "), s.now())
		}
	}
	return "", fmt.Errorf("no client signs people in")
}

func (s *Server) forUser(c Client, group, scope string, since time.Time) (string, error) {
	a := s.access(c, user(group), scope)
	a["cognito:groups"], a["username"], a["auth_time"] = []string{group}, user(group), since.Unix()
	return s.sign(a)
}

// Machine is an access token for a client of its own, with scopes that it may ask for; all of them where none is named.
func (s *Server) Machine(client string, scopes ...string) (string, error) {
	c, exists := s.clients[client]
	if !exists || !slices.Contains(c.Flows, "client_credentials") {
		return "", fmt.Errorf("%s is no machine", client)
	}
	if len(scopes) == 0 {
		scopes = c.Scopes
	}
	for _, scope := range scopes {
		if !slices.Contains(c.Scopes, scope) {
			return "", fmt.Errorf("%s may not ask for %s", client, scope)
		}
	}
	return s.sign(s.access(c, c.ID, strings.Join(scopes, " ")))
}

// ids are the clients in one order.
func (s *Server) ids() []string {
	var ids []string
	for id := range s.clients {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// shortcut gives a token of staff to whoever sits at this machine, without a browser. Cognito has nothing like it. A page
// of another origin cannot read the answer.
func (s *Server) shortcut(w http.ResponseWriter, r *http.Request) {
	token, err := s.Staff(r.PathValue("group"))
	if err != nil {
		http.Error(w, err.Error()+": there are "+strings.Join(s.groups, ", "), http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "text/plain")
	_, _ = w.Write([]byte(token)) // fails only when the client has gone
}
