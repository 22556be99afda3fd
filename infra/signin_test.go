package infra_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"ordholden/infra/controllers"
	"ordholden/internal/access"
)

// staffRoutes are the routes that staff alone may call.
var staffRoutes = []string{
	"POST /v1/{controller}/desk/search",
	"GET /v1/{controller}/desk/applications",
	"GET /v1/{controller}/desk/agreements",
	"GET /v1/{controller}/desk/profiles",
	"GET /v1/{controller}/desk/items/{item}",
	"GET /v1/{controller}/desk/items/{item}/files/{file}",
	"GET /v1/{controller}/desk/items/{item}/readings",
	"GET /v1/{controller}/desk/items/{item}/disclosures",
	"PUT /v1/{controller}/desk/items/{item}/restriction",
	"DELETE /v1/{controller}/desk/items/{item}/restriction",
	"POST /v1/{controller}/desk/items/{item}/holds",
	"DELETE /v1/{controller}/desk/items/{item}/holds/{hold}",
	"POST /v1/{controller}/desk/items/{item}/files",
	"POST /v1/{controller}/desk/items/{item}/files/{file}",
	"POST /v1/{controller}/desk/agreements",
	"PUT /v1/{controller}/desk/items/{item}",
	"POST /v1/{controller}/desk/items/{item}/step",
	"POST /v1/{controller}/desk/erasures",
	"GET /v1/{controller}/desk/cases",
	"POST /v1/{controller}/desk/cases",
	"GET /v1/{controller}/desk/cases/{case}",
	"POST /v1/{controller}/desk/cases/{case}/sorting",
	"POST /v1/{controller}/desk/cases/{case}/dismissal",
	"POST /v1/{controller}/desk/cases/{case}/assignment",
	"POST /v1/{controller}/desk/cases/{case}/note",
	"POST /v1/{controller}/desk/cases/{case}/extension",
	"POST /v1/{controller}/desk/cases/{case}/question",
	"POST /v1/{controller}/desk/cases/{case}/identity",
	"POST /v1/{controller}/desk/cases/{case}/refusal",
	"POST /v1/{controller}/desk/cases/{case}/approval",
	"POST /v1/{controller}/desk/cases/{case}/return",
	"POST /v1/{controller}/desk/cases/{case}/redactions",
	"POST /v1/{controller}/desk/cases/{case}/corrections",
	"POST /v1/{controller}/desk/cases/{case}/grant",
	"POST /v1/{controller}/desk/cases/{case}/lifting",
	"POST /v1/{controller}/desk/cases/{case}/reply",
	"POST /v1/{controller}/desk/cases/{case}/notices/{notice}",
	"POST /v1/{controller}/desk/cases/{case}/handover",
	"POST /v1/{controller}/desk/cases/{case}/link",
	"POST /v1/{controller}/desk/cases/{case}/letter",
	"POST /v1/{controller}/desk/cases/{case}/reading",
	"POST /v1/{controller}/desk/cases/{case}/cancellation",
	"GET /v1/{controller}/desk/record",
	"GET /v1/{controller}/desk/unreached",
	"GET /v1/{controller}/desk/audit",
}

// machineRoutes are those that controllers' own systems alone may call, each with its scopes.
var machineRoutes = map[string][]string{
	"POST /v1/{controller}/holding/applications":              {access.ScopeApplications},
	"PUT /v1/{controller}/holding/profiles":                   {access.ScopeProfiles},
	"POST /v1/{controller}/holding/activities":                {access.ScopeActivities},
	"POST /v1/{controller}/holding/disclosures":               {access.ScopeDisclosures},
	"POST /v1/{controller}/holding/marketing":                 {access.ScopeMarketing},
	"POST /v1/{controller}/holding/items/{item}/files":        {access.ScopeApplications, access.ScopeProfiles},
	"POST /v1/{controller}/holding/items/{item}/files/{file}": {access.ScopeApplications, access.ScopeProfiles},
}

// ids are the controllers that there are, in order.
func ids() []string {
	var all []string
	for _, d := range controllers.Registry().Newest() {
		all = append(all, string(d.ID))
	}
	slices.Sort(all)
	return all
}

// full is scopes as tokens carry them, for each controller.
func full(scopes []string) []string {
	var all []string
	for _, c := range ids() {
		for _, scope := range scopes {
			all = append(all, c+"/"+scope)
		}
	}
	return all
}

// doors maps each route key to what is said of who may come in there.
func (tp template) doors(t *testing.T) map[string]any {
	t.Helper()
	found := map[string]any{}
	for _, f := range tp.functions(t) {
		events, _ := f.properties["Events"].(object)
		for _, e := range events {
			if at(e, "Type") == "HttpApi" {
				found[fmt.Sprint(at(e, "Properties", "Method"), " ", at(e, "Properties", "Path"))] = at(e, "Properties", "Auth")
			}
		}
	}
	return found
}

// Which door a route has follows from its path alone, so that a new one under
// desk/ or holding/ cannot be forgotten here.
func TestStaffAndMachinesHaveADoorOfTheirOwnAndThePublicHasNone(t *testing.T) {
	doors := load(t).doors(t)
	for key, auth := range doors {
		switch {
		case strings.Contains(key, "/desk/"):
			if !slices.Contains(staffRoutes, key) || fmt.Sprint(auth) != "map[Authorizer:Staff]" {
				t.Errorf("%s: let in by %v", key, auth)
			}
		case strings.Contains(key, "/holding/"):
			want := object{"Authorizer": "Machines", "AuthorizationScopes": full(machineRoutes[key])}
			if machineRoutes[key] == nil || fmt.Sprint(auth) != fmt.Sprint(want) {
				t.Errorf("%s: let in by %v, want %v", key, auth, want)
			}
		case auth != nil:
			t.Errorf("%s is public, and asks for %v", key, auth)
		}
	}
	for _, key := range append(slices.Collect(maps.Keys(machineRoutes)), staffRoutes...) {
		if doors[key] == nil {
			t.Errorf("%s: there is no such route with a door", key)
		}
	}
}

// A token of staff is none at the machines' door, and the other way round: each
// takes the tokens of its own clients, and of our own pool.
func TestEachDoorTakesTheTokensOfItsOwnClients(t *testing.T) {
	tp := load(t)
	auth := at(tp.resource(t, "Api").properties, "Auth")
	if o, ok := auth.(object); !ok || len(o) != 1 {
		t.Errorf("beside the authorizers the API says %v", auth)
	}
	authorizers, _ := at(auth, "Authorizers").(object)
	if len(authorizers) != 2 {
		t.Errorf("%d authorizers, want 2", len(authorizers))
	}
	machines := object{}
	for _, c := range tp.ofKind(t, "AWS::Cognito::UserPoolClient") {
		if c.name != "StaffClient" {
			machines["!Ref "+c.name] = true
		}
	}
	for name, want := range map[string][]string{"Staff": {"!Ref StaffClient"}, "Machines": slices.Sorted(maps.Keys(machines))} {
		a := resource{name: name, properties: authorizers[name].(object)}
		a.want(t, "$request.header.Authorization", "IdentitySource")
		a.want(t, "!Sub https://cognito-idp.${AWS::Region}.${AWS::URLSuffix}/${UserPool}", "JwtConfiguration", "issuer")
		a.want(t, want, "JwtConfiguration", "audience")
	}
	// What no machine can get: client credentials give no openid.
	staff := resource{name: "Staff", properties: authorizers["Staff"].(object)}
	staff.want(t, "[openid]", "AuthorizationScopes")
}

func TestStaffSignInWithASecondFactorAndNobodyRegistersHimself(t *testing.T) {
	tp := load(t)
	pool := tp.resource(t, "UserPool")
	pool.want(t, "ON", "MfaConfiguration")
	pool.want(t, "[SOFTWARE_TOKEN_MFA]", "EnabledMfas")
	pool.want(t, true, "AdminCreateUserConfig", "AllowAdminCreateUserOnly")
	pool.want(t, "ACTIVE", "DeletionProtection")
	for _, policy := range []string{"DeletionPolicy", "UpdateReplacePolicy"} {
		if pool.attributes[policy] != "Retain" {
			t.Errorf("%s is %v", policy, pool.attributes[policy])
		}
	}
	if n, _ := at(pool.properties, "Policies", "PasswordPolicy", "MinimumLength").(uint64); n < 12 {
		t.Errorf("passwords of %d characters will do", n)
	}
	if n := len(tp.ofKind(t, "AWS::Cognito::UserPool")); n != 1 {
		t.Errorf("%d pools, want 1", n)
	}
}

func TestTokensAreShortLivedRevocableAndForOneUse(t *testing.T) {
	tp := load(t)
	for _, c := range tp.ofKind(t, "AWS::Cognito::UserPoolClient") {
		c.want(t, "!Ref UserPool", "UserPoolId")
		c.want(t, true, "EnableTokenRevocation")
		c.want(t, "[ALLOW_REFRESH_TOKEN_AUTH]", "ExplicitAuthFlows") // no password ever comes to a program of ours
		c.want(t, "minutes", "TokenValidityUnits", "AccessToken")
		if n, _ := c.properties["AccessTokenValidity"].(uint64); n == 0 || n > 60 {
			t.Errorf("%s: a token is good for %d minutes", c.name, n)
		}
		if c.name == "StaffClient" {
			c.want(t, false, "GenerateSecret")
			c.want(t, "[code]", "AllowedOAuthFlows")
			c.want(t, "[openid]", "AllowedOAuthScopes")
			c.want(t, "ENABLED", "PreventUserExistenceErrors")
			continue
		}
		c.want(t, true, "GenerateSecret")
		c.want(t, "[client_credentials]", "AllowedOAuthFlows")
		id := fmt.Sprint(c.properties["ClientName"])
		for _, scope := range list(c.properties["AllowedOAuthScopes"]) {
			if !strings.HasPrefix(scope, id+"/") {
				t.Errorf("%s may ask for %s", c.name, scope)
			}
		}
	}
}

// Groups and scopes are what the declarations and the code know, no more and no fewer.
func TestGroupsAndScopesAreThoseOfTheDeclarations(t *testing.T) {
	tp := load(t)
	var groups, want []string
	for _, g := range tp.ofKind(t, "AWS::Cognito::UserPoolGroup") {
		groups = append(groups, fmt.Sprint(g.properties["GroupName"]))
	}
	for _, d := range controllers.Registry().Newest() {
		for _, r := range d.Roles {
			want = append(want, string(d.ID)+":"+r.ID)
		}
	}
	slices.Sort(groups)
	slices.Sort(want)
	if !slices.Equal(groups, want) {
		t.Errorf("groups %v, roles %v", groups, want)
	}
	var servers []string
	for _, s := range tp.ofKind(t, "AWS::Cognito::UserPoolResourceServer") {
		servers = append(servers, fmt.Sprint(s.properties["Identifier"]))
		var scopes []string
		for _, scope := range s.properties["Scopes"].([]any) {
			scopes = append(scopes, fmt.Sprint(at(scope, "ScopeName")))
		}
		if !slices.Equal(scopes, []string{access.ScopeApplications, access.ScopeProfiles, access.ScopeActivities, access.ScopeDisclosures, access.ScopeMarketing}) {
			t.Errorf("%s: scopes %v", s.name, scopes)
		}
	}
	slices.Sort(servers)
	if !slices.Equal(servers, ids()) {
		t.Errorf("resource servers %v, controllers %v", servers, ids())
	}
}
