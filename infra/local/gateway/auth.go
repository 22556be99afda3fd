package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/coreos/go-oidc/v3/oidc"
)

// Authorizer is what API Gateway calls a JWT authorizer: it lets calls in that bring a token of an issuer for one of its
// clients (API Gateway Developer Guide, "Controlling access to HTTP APIs with JWT authorizers").
type Authorizer struct {
	verifier *oidc.IDTokenVerifier
	audience []string
	now      func() time.Time
}

// NewAuthorizer finds the issuer's keys by its metadata. Audience are ids of clients; nil for now is time.Now.
func NewAuthorizer(ctx context.Context, issuer string, audience []string, now func() time.Time) (*Authorizer, error) {
	provider, err := oidc.NewProvider(ctx, issuer)
	if err != nil {
		return nil, fmt.Errorf("gateway: authorizer: %w", err)
	}
	if now == nil {
		now = time.Now
	}
	// The audience is checked here: aud, or client_id where there is none, as in Cognito's access tokens.
	config := &oidc.Config{SkipClientIDCheck: true, Now: now}
	return &Authorizer{provider.Verifier(config), audience, now}, nil
}

// claims are those of a token, or nil where it is none that lets anybody in.
func (a *Authorizer) claims(ctx context.Context, token string) map[string]any {
	verified, err := a.verifier.Verify(ctx, token)
	if err != nil || verified.IssuedAt.After(a.now().Add(time.Second)) {
		return nil
	}
	var raw json.RawMessage
	if verified.Claims(&raw) != nil {
		return nil
	}
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.UseNumber()
	claims := map[string]any{}
	if d.Decode(&claims) != nil {
		return nil
	}
	client, _ := claims["client_id"].(string)
	for _, id := range verified.Audience {
		if slices.Contains(a.audience, id) {
			return claims
		}
	}
	if len(verified.Audience) == 0 && slices.Contains(a.audience, client) {
		return claims
	}
	return nil
}

// authorize lets the call through, or refuses it. The function sees verified claims only.
func (c *call) authorize() bool {
	if c.route.authorizer == nil {
		return true
	}
	scheme, token, _ := strings.Cut(c.request.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") { // a token alone will do, too
		scheme, token = "", c.request.Header.Get("Authorization")
	}
	var claims map[string]any
	if token != "" {
		claims = c.route.authorizer.claims(c.request.Context(), token)
	}
	if claims == nil {
		c.refuse(http.StatusUnauthorized, "Unauthorized", "UNAUTHORIZED")
		c.answer.header.Set("Www-Authenticate", "Bearer")
		return false
	}
	if !mayPass(claims, c.route.scopes) {
		c.refuse(http.StatusForbidden, "Forbidden", "ACCESS_DENIED")
		c.answer.header.Set("Www-Authenticate", `Bearer scope="`+strings.Join(c.route.scopes, " ")+`" error="insufficient_scope"`)
		return false
	}
	c.authorized = &events.APIGatewayV2HTTPRequestContextAuthorizerDescription{
		JWT: &events.APIGatewayV2HTTPRequestContextAuthorizerJWTDescription{Claims: texts(claims), Scopes: c.route.scopes},
	}
	return true
}

// mayPass is whether a token has one of the scopes; without any, it needs none.
func mayPass(claims map[string]any, scopes []string) bool {
	said, _ := claims["scope"].(string)
	for _, one := range strings.Fields(said) {
		if slices.Contains(scopes, one) {
			return true
		}
	}
	return len(scopes) == 0
}

// texts writes claims as AWS hands them over: every one as a text, lists as [a b].
func texts(claims map[string]any) map[string]string {
	all := map[string]string{}
	for name, value := range claims {
		switch value := value.(type) {
		case map[string]any:
			text, _ := json.Marshal(value) // it was JSON a moment ago
			all[name] = string(text)
		default: // of a list, fmt writes just this
			all[name] = fmt.Sprint(value)
		}
	}
	return all
}
