package apigw

import (
	"context"
	"strings"

	"github.com/aws/aws-lambda-go/events"
)

// Claims is what the JWT authorizer of a route has verified of an access token as
// Cognito writes it: signature, issuer, audience and times, before the function was
// called. Nothing else says who somebody is: no header, no query and no body.
type Claims struct {
	Use     string   // "access" of an access token
	Subject string   // who, as the user pool knows them
	Client  string   // through which application
	Groups  []string // of a person; <controller>:<role>
	Scopes  []string // of a machine; <controller>/<scope>
}

type claimsKey struct{}

// WithClaims is a context of somebody with the claims.
func WithClaims(ctx context.Context, c *Claims) context.Context {
	if c == nil {
		return ctx
	}
	return context.WithValue(ctx, claimsKey{}, *c)
}

// ClaimsOf is the verified claims of a request, false on a route without an authorizer.
func ClaimsOf(ctx context.Context) (Claims, bool) {
	c, ok := ctx.Value(claimsKey{}).(Claims)
	return c, ok
}

// verified reads the claims of an event, nil where there are none.
func verified(e events.APIGatewayV2HTTPRequest) *Claims {
	a := e.RequestContext.Authorizer
	if a == nil || a.JWT == nil || len(a.JWT.Claims) == 0 {
		return nil
	}
	return &Claims{
		Use:     a.JWT.Claims["token_use"],
		Subject: a.JWT.Claims["sub"],
		Client:  a.JWT.Claims["client_id"],
		Groups:  listed(a.JWT.Claims["cognito:groups"]),
		Scopes:  listed(a.JWT.Claims["scope"]),
	}
}

// listed reads a claim that is a list: API Gateway writes one as "[a b]", and a
// token's scopes stand plain, with spaces between them (RFC 8693, 4.2).
func listed(claim string) []string {
	if inner, ok := strings.CutPrefix(claim, "["); ok {
		claim = strings.TrimSuffix(inner, "]")
	}
	return strings.Fields(claim)
}
