package api_test

// Who gets in: every route of both functions × two controllers × tokens, generated
// from the routes themselves (threats H12, H13).

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"

	"ordholden/internal/api"
	"ordholden/internal/api/desktest"
	"ordholden/internal/apigw"
	"ordholden/internal/gdpr"
)

var both = [2]string{"mojob", "tretoen"}

func TestEveryRouteHasAGoodSending(t *testing.T) {
	w := newHoldings(t)
	var known, tried []string
	for _, route := range slices.Concat(api.RoutesOf(w.holding), api.RoutesOf(w.staff)) {
		if !strings.HasPrefix(route, "OPTIONS ") {
			known = append(known, route)
		}
	}
	for _, g := range goodRoutes {
		tried = append(tried, g.route)
	}
	for _, r := range desktest.OwnRoutes {
		tried = append(tried, r.Pattern)
	}
	slices.Sort(known)
	slices.Sort(tried)
	if !slices.Equal(known, tried) {
		t.Errorf("routes\n%q\ntried\n%q", known, tried)
	}
}

func TestH12_EveryRouteActsForTheControllerOfPathAndTokenOnly(t *testing.T) {
	for _, g := range goodRoutes {
		for i, c := range both {
			other := both[1-i]
			s := g.at(c)
			// What somebody writes about themselves counts for nothing.
			s.headers = map[string]string{
				"Authorization": "Bearer " + other, "X-Controller": other, "X-Amzn-Oidc-Identity": "root", "X-Amzn-Request-Context": `{"authorizer":{}}`, "Accept-Language": "en",
			}
			w := newHoldings(t)
			answer := w.send(s, g.claims(c))
			if answer.Code != g.status {
				t.Errorf("%s at %s answers %d %s", g.route, c, answer.Code, answer.Body)
			}
			if declared := strings.HasSuffix(g.route, "/desk/record"); (len(w.desk.Calls) == 0) != declared {
				t.Errorf("%s at %s asks nothing of the desk", g.route, c)
			}
			for _, call := range w.desk.Calls {
				if string(call.Controller) != c || call.By.Controller != "" && string(call.By.Controller) != c {
					t.Errorf("%s at %s asks %s for %s as %s", g.route, c, call.What, call.Controller, call.By.Controller)
				}
			}
			if g.who == nil {
				continue
			}
			for outcome, test := range map[string]struct {
				who    *apigw.Claims
				status int
				code   gdpr.Code
			}{
				"no token":                      {nil, 401, gdpr.CodeToken},
				"a token of the other":          {g.who(other), 403, gdpr.CodeRole},
				"an identity token":             {with(*g.who(c), func(k *apigw.Claims) { k.Use = "id" }), 401, gdpr.CodeToken},
				"a token of no use":             {with(*g.who(c), func(k *apigw.Claims) { k.Use = "" }), 401, gdpr.CodeToken},
				"a token of nobody":             {with(*g.who(c), func(k *apigw.Claims) { k.Subject, k.Client = "", "" }), 401, gdpr.CodeToken},
				"neither roles nor scopes":      {with(*g.who(c), func(k *apigw.Claims) { k.Groups, k.Scopes = nil, nil }), 403, gdpr.CodeRole},
				"a role that begins like it":    {&apigw.Claims{Use: "access", Subject: "s", Client: "s", Groups: []string{c + "x:privacy"}, Scopes: []string{c + "x/profiles.write"}}, 403, gdpr.CodeRole},
				"a role without a controller":   {&apigw.Claims{Use: "access", Subject: "s", Client: "s", Groups: []string{"privacy", ":privacy", c}, Scopes: []string{"profiles.write"}}, 403, gdpr.CodeRole},
				"a role without a name":         {&apigw.Claims{Use: "access", Subject: "s", Client: "s", Groups: []string{c + ":"}, Scopes: []string{c + "/"}}, 403, gdpr.CodeRole},
				"the other kind of token":       {map[bool]*apigw.Claims{true: staffOf(c), false: machineOf(c)}[g.who(c).Groups == nil], 403, gdpr.CodeRole},
				"a scope where there is a role": {with(*staffOf(other), func(k *apigw.Claims) { k.Scopes = machineOf(c).Scopes }), 403, gdpr.CodeRole},
			} {
				w := newHoldings(t)
				answer := w.send(s, test.who)
				checkProblem(t, answer, test.status, test.code, gdpr.English, nil)
				if got := answer.Header().Get("WWW-Authenticate"); (got == "Bearer") != (test.status == http.StatusUnauthorized) {
					t.Errorf("%s: WWW-Authenticate %q", g.route, got)
				}
				if len(w.desk.Calls) > 0 {
					t.Errorf("%s at %s with %s asks %v of the desk", g.route, c, outcome, w.asked())
				}
			}
		}
	}
}

func with(c apigw.Claims, change func(*apigw.Claims)) *apigw.Claims {
	change(&c)
	return &c
}

func TestAPersonActsInTheirRolesAndAMachineInItsScopes(t *testing.T) {
	w := newHoldings(t)
	mixed := staffOf("tretoen")
	mixed.Groups = append(mixed.Groups, "mojob:management")
	mixed.Scopes = append(mixed.Scopes, "tretoen/applications.write")
	w.send(good(t, "/desk/search").at("tretoen"), mixed)
	machine := machineOf("mojob")
	machine.Scopes = append(machine.Scopes, "tretoen/profiles.write", "openid")
	w.send(good(t, "/holding/profiles").at("mojob"), machine)
	person, system := w.desk.Calls[0].By, w.desk.Calls[1].By
	if person.ID != "sub-1" || !slices.Equal(person.Roles, []string{"privacy", "recruiter", "sales"}) || person.Scopes != nil || person.Contact != "" || person.Sender != "" {
		t.Errorf("the person acts as %+v", person)
	}
	if system.ID != "client-1" || len(system.Scopes) != 5 || system.Roles != nil || system.Contact != "" || system.Sender != "" {
		t.Errorf("the machine acts as %+v", system)
	}
}

// Other sites have no business at the desk, whatever the declaration lets them do elsewhere.
func TestNoOtherSiteGetsToTheDesk(t *testing.T) {
	for _, g := range goodRoutes {
		if g.who == nil {
			continue
		}
		for origin, in := range map[string]bool{theSite: false, "https://evil.example.com": false, "null": false, ownPages: true} {
			w := newHoldings(t)
			s := g.at("mojob")
			s.headers = map[string]string{"Origin": origin, "Accept-Language": "en"}
			answer := w.send(s, g.who("mojob"))
			if allowed := answer.Header().Get("Access-Control-Allow-Origin"); allowed != "" {
				t.Errorf("%s: allows %q", g.route, allowed)
			}
			if in != (answer.Code == g.status) {
				t.Errorf("%s from %s: answered %d", g.route, origin, answer.Code)
			}
			if !in {
				checkProblem(t, answer, http.StatusForbidden, gdpr.CodeOrigin, gdpr.English, nil)
			}
		}
	}
}

// A reference that is no reference is answered as one to nothing (threat H13).
func TestWhatCanBeNoRecordIsNotFound(t *testing.T) {
	item := desktest.RefOf("mojob", "agreement").String()
	id, file := string(desktest.ID), string(desktest.File)
	bodies := map[string]bool{}
	for _, g := range goodRoutes {
		if !strings.Contains(g.route, "{item}") {
			continue
		}
		spoiled := map[string][2]string{
			"nothing of ours": {item, "x"}, "another class": {item, "case" + strings.TrimPrefix(item, "agreement")}, "no id": {item, strings.TrimSuffix(item, "."+id)},
			"an id too many": {item, item + "." + id}, "an id in capitals": {item, strings.Replace(item, id, strings.ToUpper(id), 1)},
			"a profile with an id": {item, "profile" + strings.TrimPrefix(item, "agreement")}, "an owner with a #": {item, "agreement.a#b." + id},
			"no owner": {item, "agreement.." + id}, "a controller before it": {item, "mojob." + item},
		}
		if strings.Contains(g.route, "{file}") {
			spoiled["a file that is none"] = [2]string{file, "cv.pdf"}
			spoiled["a file in capitals"] = [2]string{file, strings.ToUpper(file)}
		}
		if strings.Contains(g.route, "{hold}") {
			spoiled["a hold that is none"] = [2]string{string(desktest.Held), "1"}
		}
		for outcome, e := range spoiled {
			w := newHoldings(t)
			s := g.at("mojob")
			s.path = strings.Replace(s.path, e[0], e[1], 1)
			s.headers = map[string]string{"Accept-Language": "en"}
			answer := w.send(s, g.who("mojob"))
			bodies[answer.Body.String()] = true
			checkProblem(t, answer, http.StatusNotFound, gdpr.CodeNotFound, gdpr.English, nil)
			if len(w.desk.Calls) > 0 {
				t.Errorf("%s with %s asks %v", g.route, outcome, w.asked())
			}
		}
	}
	w := newHoldings(t)
	w.desk.Fails = &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	s := good(t, "GET /v1/{controller}/desk/items/{item}").at("mojob")
	s.headers = map[string]string{"Accept-Language": "en"}
	bodies[w.send(s, staffOf("mojob")).Body.String()] = true
	if len(bodies) != 1 {
		t.Errorf("%d different answers", len(bodies))
	}
}

func TestUnknownControllersAreNotFoundAtTheDesk(t *testing.T) {
	for _, g := range goodRoutes {
		w := newHoldings(t)
		s := g.at("nobody")
		s.headers = map[string]string{"Accept-Language": "nn"}
		checkProblem(t, w.send(s, g.claims("nobody")), http.StatusNotFound, gdpr.CodeController, gdpr.Nynorsk, nil)
		if len(w.desk.Calls) > 0 {
			t.Errorf("%s asks %v", g.route, w.asked())
		}
	}
}

func TestWhatIsHeldIsServedToNoCacheAndNoLog(t *testing.T) {
	for _, g := range goodRoutes {
		w := newHoldings(t)
		answer := w.send(g.at("tretoen"), g.claims("tretoen"))
		if got := answer.Header().Get("Cache-Control"); got != "no-store" && !strings.HasSuffix(g.route, "jwks.json") {
			t.Errorf("%s: Cache-Control %q", g.route, got)
		}
		if bytes.Contains(answer.Body.Bytes(), []byte("[private]")) {
			t.Errorf("%s hides what its reader may see: %s", g.route, answer.Body)
		}
		w.desk.Fails = &gdpr.Error{Kind: gdpr.Internal, Code: gdpr.CodeInternal}
		w.send(g.at("tretoen"), g.claims("tretoen"))
		for _, personal := range []string{"kari", "Kari", "Kunde", "Bedrift", "the-grant", "cv.pdf", "sub-1", string(desktest.Owner)} {
			if strings.Contains(w.log.String(), personal) {
				t.Errorf("%s logs %q: %s", g.route, personal, w.log.String())
			}
		}
	}
}
