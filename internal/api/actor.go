package api

// Who somebody is, stands in the claims that API Gateway has verified and nowhere
// else: not in a header, a query or a body. The controller of the path must be among
// those that the token is for (threat H12, ASVS 5.0.0, 8.2.1 and 8.4.1).

import (
	"net/http"
	"strings"

	"ordholden/internal/access"
	"ordholden/internal/apigw"
	"ordholden/internal/gdpr"
)

// guarded lets f answer a route that only whoever has a token may call. It takes JSON
// only, and no site but our own may call it from a browser.
func (a *API) guarded(to *routes, method, path string, who func(*call) (access.Actor, error), f func(*call, access.Actor) error) {
	to.handle(method, path, func(w http.ResponseWriter, r *http.Request) {
		c := a.call(w, r)
		c.closed, c.page = true, false
		err := c.admit()
		var by access.Actor
		if err == nil {
			by, err = who(c)
		}
		if err == nil {
			err = f(c, by)
		}
		if err != nil {
			c.fail(err)
		}
	})
}

// staff is who asks, on the routes of people. A token with groups and scopes both is a
// person's, so that no scope that came with it adds to what the person may do.
func staff(c *call) (access.Actor, error) {
	claims, err := c.claims()
	if err != nil {
		return access.Actor{}, err
	}
	roles := of(c.controller.ID, ":", claims.Groups)
	if claims.Subject == "" {
		return access.Actor{}, &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeToken}
	}
	if len(roles) == 0 {
		return access.Actor{}, &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeRole}
	}
	return access.Actor{Controller: c.controller.ID, ID: claims.Subject, Roles: roles}, nil
}

// machine is who asks, on the routes of the controller's own systems: a client with
// scopes for the controller, and no person.
func machine(c *call) (access.Actor, error) {
	claims, err := c.claims()
	if err != nil {
		return access.Actor{}, err
	}
	id := claims.Client
	if id == "" {
		id = claims.Subject
	}
	if id == "" {
		return access.Actor{}, &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeToken}
	}
	scopes := of(c.controller.ID, "/", claims.Scopes)
	if len(claims.Groups) > 0 || len(scopes) == 0 {
		return access.Actor{}, &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeRole}
	}
	return access.Actor{Controller: c.controller.ID, ID: id, Scopes: scopes}, nil
}

// claims is what the request's token says. An identity token is none: it tells an
// application who signed in, and opens nothing.
func (c *call) claims() (apigw.Claims, error) {
	claims, ok := apigw.ClaimsOf(c.r.Context())
	if !ok || claims.Use != "access" {
		return apigw.Claims{}, &gdpr.Error{Kind: gdpr.Forbidden, Code: gdpr.CodeToken}
	}
	return claims, nil
}

// of is what a list grants for one controller, without its name before each.
func of(c gdpr.ControllerID, between string, granted []string) []string {
	var found []string
	for _, g := range granted {
		if name, ok := strings.CutPrefix(g, string(c)+between); ok && name != "" {
			found = append(found, name)
		}
	}
	return found
}
