package gateway_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"ordholden/infra/local/gateway"
	"ordholden/infra/local/oidc"
)

func issuer(t *testing.T, now func() time.Time) *oidc.Server {
	t.Helper()
	s, err := oidc.Start(oidc.Config{
		Groups: []string{"mojob:privacy"}, Now: now,
		Clients: []oidc.Client{
			{ID: "Staff", Flows: []string{"code"}, Scopes: []string{"openid"}, Lasts: 15 * time.Minute},
			{ID: "Machine", Flows: []string{"client_credentials"}, Scopes: []string{"mojob/a", "mojob/b"}, Lasts: time.Hour},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return s
}

type recorder struct {
	event events.APIGatewayV2HTTPRequest
}

func (r *recorder) Invoke(_ context.Context, payload []byte) ([]byte, error) {
	return []byte(`{"statusCode":200}`), json.Unmarshal(payload, &r.event)
}

// guarded is a gateway whose one route lets the clients of an audience in.
func guarded(t *testing.T, s *oidc.Server, audience string, scopes ...string) (*gateway.Gateway, *recorder) {
	t.Helper()
	a, err := gateway.NewAuthorizer(t.Context(), s.URL, []string{audience}, nil)
	if err != nil {
		t.Fatal(err)
	}
	r := &recorder{}
	g, err := gateway.New(gateway.Config{Routes: []gateway.Route{{Key: "GET /a", Invoker: r, Authorizer: a, Scopes: scopes}}})
	if err != nil {
		t.Fatal(err)
	}
	return g, r
}

func ask(g *gateway.Gateway, authorization string) *httptest.ResponseRecorder {
	w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/a", nil)
	if authorization != "" {
		r.Header.Set("Authorization", authorization)
	}
	g.ServeHTTP(w, r)
	return w
}

func must(t *testing.T) func(string, error) string {
	return func(token string, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
}

func TestATokenOfStaffComesInWithItsClaimsAsTexts(t *testing.T) {
	s := issuer(t, nil)
	g, r := guarded(t, s, "Staff", "openid")
	token := must(t)(s.Staff("mojob:privacy"))
	if w := ask(g, "Bearer "+token); w.Code != http.StatusOK {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	claims := r.event.RequestContext.Authorizer.JWT.Claims
	if claims["cognito:groups"] != "[mojob:privacy]" || claims["token_use"] != "access" || claims["client_id"] != "Staff" || claims["iss"] != s.URL {
		t.Errorf("claims are %v", claims)
	}
	if exp := claims["exp"]; len(exp) != 10 || strings.ContainsAny(exp, ".e+") {
		t.Errorf("exp is %q", exp)
	}
}

func TestWhoeverBringsNoGoodTokenIsUnauthorized(t *testing.T) {
	s, other := issuer(t, nil), issuer(t, nil)
	old := issuer(t, func() time.Time { return time.Now().Add(-time.Hour) })
	early := issuer(t, func() time.Time { return time.Now().Add(time.Hour) })
	staff := must(t)(s.Staff("mojob:privacy"))
	header, rest, _ := strings.Cut(staff, ".")
	payload, signature, _ := strings.Cut(rest, ".")
	for what, c := range map[string]struct {
		of    *oidc.Server
		token string
	}{
		"none":             {s, ""},
		"no token":         {s, "Bearer "},
		"another scheme":   {s, "Basic " + staff},
		"nonsense":         {s, "Bearer x.y.z"},
		"another issuer":   {s, "Bearer " + must(t)(other.Staff("mojob:privacy"))},
		"another client":   {s, "Bearer " + must(t)(s.Machine("Machine"))},
		"expired":          {old, "Bearer " + must(t)(old.Staff("mojob:privacy"))},
		"of the future":    {early, "Bearer " + must(t)(early.Staff("mojob:privacy"))},
		"changed":          {s, "Bearer " + header + "." + payload[:len(payload)-2] + "AA." + signature},
		"unsigned":         {s, "Bearer eyJhbGciOiJub25lIn0." + payload + "."},
		"without its sign": {s, "Bearer " + header + "." + payload + "."},
	} {
		g, r := guarded(t, c.of, "Staff")
		w := ask(g, c.token)
		if w.Code != http.StatusUnauthorized || strings.TrimSpace(w.Body.String()) != `{"message":"Unauthorized"}` || r.event.Version != "" {
			t.Errorf("%s: %d %s, invoked %t", what, w.Code, w.Body, r.event.Version != "")
		}
	}
}

func TestATokenWithoutTheScopeIsForbidden(t *testing.T) {
	s := issuer(t, nil)
	g, r := guarded(t, s, "Machine", "mojob/a", "tretoen/a")
	if w := ask(g, "Bearer "+must(t)(s.Machine("Machine", "mojob/b"))); w.Code != http.StatusForbidden ||
		strings.TrimSpace(w.Body.String()) != `{"message":"Forbidden"}` || r.event.Version != "" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := ask(g, "Bearer "+must(t)(s.Machine("Machine", "mojob/b", "mojob/a"))); w.Code != http.StatusOK {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if got := r.event.RequestContext.Authorizer.JWT.Claims["scope"]; got != "mojob/b mojob/a" {
		t.Errorf("scope is %q", got)
	}
}

func TestAPublicRouteIsTheSameWithAndWithoutAToken(t *testing.T) {
	r := &recorder{}
	g, err := gateway.New(gateway.Config{Routes: []gateway.Route{{Key: "GET /a", Invoker: r}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, authorization := range []string{"", "Bearer x.y.z"} {
		if w := ask(g, authorization); w.Code != http.StatusOK || r.event.RequestContext.Authorizer != nil {
			t.Errorf("%q: %d, %v", authorization, w.Code, r.event.RequestContext.Authorizer)
		}
	}
}
