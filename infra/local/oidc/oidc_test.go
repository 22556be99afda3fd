package oidc_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"ordholden/infra/local/oidc"
)

const (
	verifier = "a-verifier-that-is-long-enough-to-be-one-0123456789"
	callback = "https://desk.example.com/callback"
)

func start(t *testing.T, now func() time.Time) *oidc.Server {
	t.Helper()
	s, err := oidc.Start(oidc.Config{
		Groups: []string{"mojob:privacy", "tretoen:sales"}, Now: now,
		Clients: []oidc.Client{
			{ID: "Staff", Flows: []string{"code"}, Scopes: []string{"openid"}, Callbacks: []string{callback}, Lasts: 15 * time.Minute},
			{ID: "Machine", Secret: true, Flows: []string{"client_credentials"}, Scopes: []string{"mojob/a.write", "mojob/b.write"}, Lasts: time.Hour},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return s
}

var client = http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

func call(t *testing.T, method, address string, form url.Values, basic ...string) (int, string, http.Header) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if len(basic) == 2 {
		r.SetBasicAuth(basic[0], basic[1])
	}
	resp, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text), resp.Header
}

// verified are a token's claims, if the issuer's published key has signed it.
func verified(t *testing.T, s *oidc.Server, token string) map[string]any {
	t.Helper()
	_, text, _ := call(t, "GET", s.URL+"/.well-known/openid-configuration", nil)
	var metadata struct {
		Issuer string `json:"issuer"`
		Keys   string `json:"jwks_uri"`
	}
	if err := json.Unmarshal([]byte(text), &metadata); err != nil || metadata.Issuer != s.URL {
		t.Fatalf("metadata %s, %v", text, err)
	}
	_, text, _ = call(t, "GET", metadata.Keys, nil)
	var keys jose.JSONWebKeySet
	if err := json.Unmarshal([]byte(text), &keys); err != nil || strings.Contains(text, `"d"`) {
		t.Fatalf("keys %s, %v", text, err)
	}
	parsed, err := jwt.ParseSigned(token, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		t.Fatal(err)
	}
	claims := map[string]any{}
	if err := parsed.Claims(keys.Key(parsed.Headers[0].KeyID)[0].Key, &claims); err != nil {
		t.Fatal(err)
	}
	return claims
}

func asked(change func(url.Values)) url.Values {
	sum := sha256.Sum256([]byte(verifier))
	q := url.Values{
		"response_type": {"code"}, "client_id": {"Staff"}, "redirect_uri": {callback}, "state": {"x"}, "scope": {"openid"}, "nonce": {"n"},
		"code_challenge": {base64.RawURLEncoding.EncodeToString(sum[:])}, "code_challenge_method": {"S256"},
	}
	change(q)
	return q
}

// code signs a user in, and returns the code that comes back.
func code(t *testing.T, s *oidc.Server) string {
	t.Helper()
	address := s.URL + "/oauth2/authorize?" + asked(func(url.Values) {}).Encode()
	if status, text, _ := call(t, "GET", address, nil); status != http.StatusOK || !strings.Contains(text, "tretoen:sales") {
		t.Fatalf("%d %s", status, text)
	}
	status, text, header := call(t, "POST", address, url.Values{"user": {"tretoen:sales"}})
	back, err := url.Parse(header.Get("Location"))
	if status != http.StatusSeeOther || err != nil || back.Host != "desk.example.com" || back.Query().Get("state") != "x" {
		t.Fatalf("%d %s to %s", status, text, header.Get("Location"))
	}
	return back.Query().Get("code")
}

func redeemed(code string, change func(url.Values)) url.Values {
	form := url.Values{
		"grant_type": {"authorization_code"}, "client_id": {"Staff"}, "code": {code}, "redirect_uri": {callback}, "code_verifier": {verifier},
	}
	change(form)
	return form
}

func TestStaffSignInByCodeAndProofKey(t *testing.T) {
	s := start(t, nil)
	form := redeemed(code(t, s), func(url.Values) {})
	status, text, _ := call(t, "POST", s.URL+"/oauth2/token", form)
	var answer struct {
		Access string `json:"access_token"`
		ID     string `json:"id_token"`
	}
	if err := json.Unmarshal([]byte(text), &answer); status != http.StatusOK || err != nil {
		t.Fatalf("%d %s", status, text)
	}
	c := verified(t, s, answer.Access)
	groups, _ := c["cognito:groups"].([]any)
	if len(groups) != 1 || groups[0] != "tretoen:sales" || c["token_use"] != "access" || c["client_id"] != "Staff" || c["aud"] != nil ||
		c["sub"] == "" || c["username"] != c["sub"] || c["scope"] != "openid" {
		t.Errorf("access token says %v", c)
	}
	if id := verified(t, s, answer.ID); id["aud"] != "Staff" || id["nonce"] != "n" || id["token_use"] != "id" || id["sub"] != c["sub"] {
		t.Errorf("id token says %v", id)
	}
	if status, _, _ := call(t, "POST", s.URL+"/oauth2/token", form); status != http.StatusBadRequest {
		t.Errorf("the code again: %d", status)
	}
}

func TestACodeIsOfUseToWhoeverAskedForItOnly(t *testing.T) {
	now := time.Now()
	s := start(t, func() time.Time { return now })
	for what, change := range map[string]func(url.Values){
		"another verifier": func(f url.Values) { f.Set("code_verifier", verifier+"x") },
		"no verifier":      func(f url.Values) { f.Del("code_verifier") },
		"another address":  func(f url.Values) { f.Set("redirect_uri", "https://elsewhere.example.com/") },
		"another client":   func(f url.Values) { f.Set("client_id", "Machine"); f.Set("client_secret", s.Secret("Machine")) },
		"later":            func(url.Values) { now = now.Add(6 * time.Minute) },
	} {
		form := redeemed(code(t, s), change)
		if status, text, _ := call(t, "POST", s.URL+"/oauth2/token", form); status != http.StatusBadRequest {
			t.Errorf("%s: %d %s", what, status, text)
		}
	}
}

func TestSignInIsRefusedForWhatNobodyDeclared(t *testing.T) {
	s := start(t, nil)
	for what, change := range map[string]func(url.Values){
		"client":    func(q url.Values) { q.Set("client_id", "Nobody") },
		"machine":   func(q url.Values) { q.Set("client_id", "Machine") },
		"address":   func(q url.Values) { q.Set("redirect_uri", "https://elsewhere.example.com/") },
		"scope":     func(q url.Values) { q.Set("scope", "openid mojob/a.write") },
		"no PKCE":   func(q url.Values) { q.Del("code_challenge") },
		"plain key": func(q url.Values) { q.Set("code_challenge_method", "plain") },
		"implicit":  func(q url.Values) { q.Set("response_type", "token") },
	} {
		for _, method := range []string{"GET", "POST"} {
			status, _, header := call(t, method, s.URL+"/oauth2/authorize?"+asked(change).Encode(), url.Values{"user": {"tretoen:sales"}})
			if status != http.StatusBadRequest || header.Get("Location") != "" {
				t.Errorf("%s, %s: %d", what, method, status)
			}
		}
	}
	address := s.URL + "/oauth2/authorize?" + asked(func(url.Values) {}).Encode()
	if status, _, _ := call(t, "POST", address, url.Values{"user": {"tretoen:nobody"}}); status != http.StatusBadRequest {
		t.Errorf("user: %d", status)
	}
	local := asked(func(q url.Values) { q.Set("redirect_uri", "http://127.0.0.1:9999/back") })
	if status, _, _ := call(t, "GET", s.URL+"/oauth2/authorize?"+local.Encode(), nil); status != http.StatusOK {
		t.Errorf("a program on this machine: %d", status)
	}
}

func TestMachinesGetTokensForTheirScopesOnly(t *testing.T) {
	s := start(t, nil)
	token := s.URL + "/oauth2/token"
	grant := func(scope string) url.Values {
		return url.Values{"grant_type": {"client_credentials"}, "scope": {scope}}
	}
	for scope, want := range map[string]string{"": "mojob/a.write mojob/b.write", "mojob/b.write": "mojob/b.write"} {
		status, text, _ := call(t, "POST", token, grant(scope), "Machine", s.Secret("Machine"))
		var answer struct {
			Access string `json:"access_token"`
		}
		if err := json.Unmarshal([]byte(text), &answer); status != http.StatusOK || err != nil {
			t.Fatalf("%d %s", status, text)
		}
		if c := verified(t, s, answer.Access); c["scope"] != want || c["sub"] != "Machine" || c["client_id"] != "Machine" || c["cognito:groups"] != nil {
			t.Errorf("%q: it says %v", scope, c)
		}
	}
	for what, got := range map[string]func() int{
		"another scope": func() int {
			status, _, _ := call(t, "POST", token, grant("tretoen/a.write"), "Machine", s.Secret("Machine"))
			return status
		},
		"another flow": func() int {
			status, _, _ := call(t, "POST", token, url.Values{"grant_type": {"password"}}, "Machine", s.Secret("Machine"))
			return status
		},
		"not a machine": func() int {
			form := grant("openid")
			form.Set("client_id", "Staff")
			status, _, _ := call(t, "POST", token, form)
			return status
		},
	} {
		if status := got(); status != http.StatusBadRequest {
			t.Errorf("%s: %d", what, status)
		}
	}
	for _, secret := range []string{"", "wrong"} {
		if status, _, _ := call(t, "POST", token, grant(""), "Machine", secret); status != http.StatusUnauthorized {
			t.Errorf("secret %q: %d", secret, status)
		}
	}
}

func TestATokenIsHadWithoutABrowserOnThisMachine(t *testing.T) {
	s := start(t, nil)
	status, token, _ := call(t, "GET", s.URL+"/staff/mojob:privacy", nil)
	if status != http.StatusOK {
		t.Fatal(status, token)
	}
	if c := verified(t, s, token); c["cognito:groups"].([]any)[0] != "mojob:privacy" {
		t.Errorf("it says %v", c)
	}
	if status, _, _ := call(t, "GET", s.URL+"/staff/mojob:nobody", nil); status != http.StatusNotFound {
		t.Errorf("nobody: %d", status)
	}
	r, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+"/staff/mojob:privacy", nil)
	r.Host = "evil.example.com"
	resp, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusForbidden {
		t.Errorf("under another name: %d", resp.StatusCode)
	}
}

func TestTokensAreOfStaffOrOfMachinesThatThereAre(t *testing.T) {
	s := start(t, nil)
	if _, err := s.Staff("mojob:nobody"); err == nil {
		t.Error("a group that is not there")
	}
	for client, scope := range map[string]string{"Staff": "openid", "Nobody": "", "Machine": "tretoen/a.write"} {
		if _, err := s.Machine(client, scope); err == nil {
			t.Errorf("%s got %s", client, scope)
		}
	}
}
