package template

import (
	"slices"
	"time"
)

// authorizers reads who may come in by token. One that is the default, or that trusts anybody but the clients of the
// template, is not played: which route has which must stand beside the route.
func (r *reader) authorizers(auth *node) []Authorizer {
	r.allow(auth, "Authorizers")
	var all []Authorizer
	named := r.mapping(auth, "Authorizers")
	for _, name := range keysOf(named) {
		one := r.mapping(named, name)
		r.allow(one, "IdentitySource", "AuthorizationScopes", "JwtConfiguration")
		if source := r.need(one, "IdentitySource"); source != "$request.header.Authorization" {
			r.fault(one, "the local stack looks for tokens in the header Authorization, not in %s", source)
		}
		jwt := r.mapping(one, "JwtConfiguration")
		r.allow(jwt, "issuer", "audience")
		r.need(jwt, "issuer") // at home it is the local one
		a := Authorizer{Name: name, Audience: r.clients(jwt), Scopes: r.texts(one, "AuthorizationScopes")}
		if len(a.Audience) == 0 {
			r.fault(one, "it takes tokens of no client")
		}
		all = append(all, a)
	}
	return all
}

// clients reads an audience: clients of this template, by !Ref.
func (r *reader) clients(jwt *node) []string {
	var ids []string
	list := r.is(list, r.branch(jwt.field("audience")))
	if list == nil {
		return nil
	}
	for _, item := range list.items {
		of := r.branch(item)
		if of == nil || of.kind != call || of.text != "Ref" || typeOf(r.resources[of.items[0].text]) != typeClient {
			r.fault(item, "want !Ref of %s in this template", typeClient)
			continue
		}
		ids = append(ids, of.items[0].text)
	}
	return ids
}

// client reads one program that gets tokens. What it says of how people sign in is Cognito's business.
func (r *reader) client(id string, properties *node) Client {
	r.allow(properties, ofClient...)
	units := r.mapping(properties, "TokenValidityUnits")
	r.allow(units, "AccessToken", "IdToken", "RefreshToken")
	unit := map[string]time.Duration{
		"seconds": time.Second, "minutes": time.Minute, "hours": time.Hour, "days": 24 * time.Hour,
	}[r.text(units, "AccessToken", "hours")]
	c := Client{
		ID:        id,
		Secret:    r.flag(properties, "GenerateSecret", false),
		Flows:     r.texts(properties, "AllowedOAuthFlows"),
		Scopes:    r.texts(properties, "AllowedOAuthScopes"),
		Callbacks: r.texts(properties, "CallbackURLs"),
		Lasts:     time.Duration(r.integer(properties, "AccessTokenValidity", 1)) * unit,
	}
	r.target(properties, "UserPoolId", typePool)
	for _, flow := range c.Flows {
		if flow != "code" && flow != "client_credentials" {
			r.fault(properties, "the local issuer does not play the flow %q", flow)
		}
	}
	if c.Lasts <= 0 {
		r.fault(properties, "a token that is good for no time")
	}
	return c
}

// resourceServer reads which scopes there are.
func (r *reader) resourceServer(properties *node) {
	r.allow(properties, "Identifier", "Name", "Scopes", "UserPoolId")
	identifier := r.need(properties, "Identifier")
	for _, scope := range r.items(properties, "Scopes") {
		r.allow(scope, "ScopeName", "ScopeDescription")
		r.scopes[identifier+"/"+r.need(scope, "ScopeName")] = true
	}
}

// guard gives routes the scopes of their authorizers, and holds what is named against what there is: a route that names
// an authorizer which is not there cannot be deployed, and a scope that is not there lets nobody in.
func (r *reader) guard(t *Template) {
	for at := range t.Routes {
		route := &t.Routes[at]
		if route.Authorizer == "" {
			continue
		}
		by := slices.IndexFunc(t.Authorizers, func(a Authorizer) bool { return a.Name == route.Authorizer })
		if by < 0 {
			r.fault(r.resources[route.Function], "%s: there is no authorizer %s", route.Key(), route.Authorizer)
			continue
		}
		if len(route.Scopes) == 0 {
			route.Scopes = t.Authorizers[by].Scopes
		}
		r.known(route.Function, route.Scopes)
	}
	for _, c := range t.Clients {
		r.known(c.ID, c.Scopes)
	}
}

// known faults scopes that no resource server declares; openid is OpenID Connect's own.
func (r *reader) known(resource string, scopes []string) {
	for _, scope := range scopes {
		if scope != "openid" && !r.scopes[scope] {
			r.fault(r.resources[resource], "there is no scope %s", scope)
		}
	}
}
