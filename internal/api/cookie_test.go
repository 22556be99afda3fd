package api_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/api/desktest"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
)

// undeclared says what is wrong with the cookies that an answer sets: each has to be declared
// by some controller as strictly necessary, and to be gone when its declaration says.
func undeclared(answer *httptest.ResponseRecorder) (wrong []string) {
	for _, set := range answer.Result().Cookies() {
		k, ok := cookieNamed(set.Name)
		var ends time.Time
		if !k.Lifetime.IsZero() {
			ends = k.Lifetime.After(start)
		}
		seconds := time.Duration(set.MaxAge) * time.Second
		switch {
		case !ok:
			wrong = append(wrong, set.Name+" is set and not declared")
		case set.MaxAge < 0: // taken away
		case k.Lifetime.IsZero() && (set.MaxAge != 0 || !set.Expires.IsZero()):
			wrong = append(wrong, set.Name+" outlives the browser, and is declared to end with it")
		case !k.Lifetime.IsZero() && (set.MaxAge == 0 || start.Add(seconds).After(ends)):
			wrong = append(wrong, set.Name+" is set for "+seconds.String()+", declared for "+k.Lifetime.String())
		}
	}
	return wrong
}

func cookieNamed(name string) (controller.Cookie, bool) {
	for _, d := range controllers.Registry().Newest() {
		if i := slices.IndexFunc(d.Cookies, func(k controller.Cookie) bool { return k.Name == name }); i >= 0 {
			p, ok := d.Purpose(d.Cookies[i].Purpose)
			return d.Cookies[i], ok && p.Required
		}
	}
	return controller.Cookie{}, false
}

// Every test of the API looks at the cookies of each answer (send). This one sees to it that
// both of ours are among them, for each controller.
func TestM11_OurOwnPagesSetOnlyCookiesThatAreDeclared(t *testing.T) {
	for _, d := range controllers.Registry().Newest() {
		choice, session := newWorld(t), newHoldings(t)
		page := formsIn(t, site.Cookies(site.View{Controller: d, Language: gdpr.English}, site.CookieForm{Visitor: visitor, Key: gdpr.NewID()}))[0]
		var no []string
		for _, p := range d.Asked(controller.Visitors) {
			no = append(no, "decision."+string(p.ID), "refused")
		}
		answers := []*httptest.ResponseRecorder{
			choice.send(choice.submit(page, no...)),
			session.send(sent{method: "POST", path: "/v1/" + string(d.ID) + "/own/open", as: asForm,
				body: encoded("case", string(desktest.ID), "code", "7gk2pm", "language", "en")}, nil),
		}
		var set []string
		for _, answer := range answers {
			if answer.Code != http.StatusSeeOther {
				t.Fatalf("%s answers %d %s", d.ID, answer.Code, answer.Body)
			}
			for _, c := range answer.Result().Cookies() {
				set = append(set, c.Name)
			}
			if wrong := undeclared(answer); len(wrong) > 0 {
				t.Error(strings.Join(wrong, "; "))
			}
		}
		if want := []string{"__Host-ordholden-" + string(d.ID), "__Host-own-" + string(d.ID)}; !slices.Equal(set, want) {
			t.Errorf("set are %q, want %q", set, want)
		}
	}
}
