package demo_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"

	"ordholden/infra/controllers"
	"ordholden/infra/local/browser"
	"ordholden/infra/local/demo"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// told fails unless the banner's table shows a cookie with everything that is declared of it.
func (v *visitor) told(k controller.Cookie) {
	v.t.Helper()
	row := []string{k.Name, k.Description.In(gdpr.Bokmal), k.Provider, k.LifetimeIn(v.of.Edition, gdpr.Bokmal)}
	found := browser.Eval[bool](v.t, v.Tab, `Array.from(document.querySelectorAll("#cc-main .pm__table-tr"), r =>
		Array.from(r.children, c => c.textContent).join("|")).includes(`+quoted(strings.Join(row, "|"))+`)`)
	if !found {
		v.t.Errorf("the banner does not show %q", row)
	}
}

// elsewhere reports whether a cookie is bound to the host of the privacy pages (RFC 6265bis,
// 4.1.3.2): no page of the company's site has it.
func elsewhere(cookie string) bool { return strings.HasPrefix(cookie, "__Host-") }

func TestM11_TheNamedCookiesAreDeclaredAndNoneComesWithoutAYes(t *testing.T) {
	named := map[string]string{ // by the statement, and the category of each
		"_ga": "statistics", "_gid": "statistics", "_hjid": "usage", "intercom-session-*": "support-chat",
		"i18_redirect": "personalization", "cookie_control_consent": "necessary", "cookie_control_enabled_cookies": "necessary",
		"__Host-ordholden-mojob": "necessary", "__Host-own-mojob": "necessary", // ours, on the privacy pages
	}
	v := met(t, "mojob")
	declared := map[string]string{}
	for _, k := range v.of.Cookies {
		declared[k.Name] = string(k.Purpose)
		if k.Provider == "" || k.Lifetime == (gdpr.Period{}) && k.Name != "__Host-own-mojob" { // that one ends with the browser
			t.Errorf("%s is declared without provider or lifetime: %+v", k.Name, k)
		}
	}
	if !maps.Equal(declared, named) {
		t.Errorf("declared are %v, named %v", declared, named)
	}
	v.holds(nil)
	v.presses(choose)
	v.sees(choices)
	for _, k := range v.of.Cookies {
		v.told(k)
	}
	v.presses(noneIn)
	v.holds(v.own())
	v.reaches()
	v.presses(lasting, allIn)
	maps.DeleteFunc(named, func(name, _ string) bool { return elsewhere(name) })
	v.holds(slices.Sorted(maps.Keys(named)))
	v.reaches(demo.Analytics, demo.Heatmap, demo.Chat)
	for _, cookie := range v.jar() {
		v.keptAsDeclared(cookie)
	}
}

// keptAsDeclared fails if a cookie outlives its declaration, or is another site's.
func (v *visitor) keptAsDeclared(cookie *network.Cookie) {
	v.t.Helper()
	i := slices.IndexFunc(v.of.Cookies, func(k controller.Cookie) bool { return k.Name == v.declared(cookie.Name) })
	if i < 0 {
		v.t.Errorf("%s is not declared", cookie.Name)
		return
	}
	now := time.Now()
	if ends := time.Unix(int64(cookie.Expires), 0); !cookie.Session && ends.After(v.of.Cookies[i].Lifetime.After(now)) {
		v.t.Errorf("%s is kept until %v, declared %v", cookie.Name, ends, v.of.Cookies[i].Lifetime)
	}
	if want := string(v.of.ID) + ".localhost"; cookie.Domain != want || cookie.SameSite != network.CookieSameSiteLax {
		v.t.Errorf("%s is set for %s, SameSite=%s", cookie.Name, cookie.Domain, cookie.SameSite)
	}
}

func TestT2_AnalyticsCookiesAreDeclaredAndAskedForFirst(t *testing.T) {
	v := met(t, "tretoen")
	statistics, ok := v.of.Purpose("statistics")
	if !ok || statistics.Basis != gdpr.BasisConsent || !statistics.Asked(controller.Visitors) || statistics.Required {
		t.Fatalf("declared: %+v", statistics)
	}
	v.holds(nil)
	v.reaches()
	v.presses(choose)
	v.sees(choices)
	var analytics []string
	for _, k := range v.of.CookiesFor("statistics") {
		analytics = append(analytics, k.Name)
		v.told(k)
	}
	v.presses(toggle("statistics"), saved)
	v.holds(v.own(analytics...))
	v.reaches(demo.Analytics)
	if got := v.recorded(1)[0]; got.Decisions["statistics"] != "given" || got.Controller != "tretoen" {
		t.Errorf("recorded %+v", got)
	}
}

func TestM15_TheSupportChatIsAPurposeOfItsOwn(t *testing.T) {
	alone(t, "mojob", "support-chat", "intercom-session-*")
}

func TestM16_PersonalizationIsAPurposeOfItsOwn(t *testing.T) {
	alone(t, "mojob", "personalization", "i18_redirect")
}

func TestStatisticsAndUseOfThePagesAreLetThroughOneByOne(t *testing.T) {
	alone(t, "mojob", "statistics", "_ga", "_gid")
	alone(t, "mojob", "usage", "_hjid")
}

// alone shows that a purpose is declared and asked for by itself, that a yes to it lets through
// exactly its cookies and whom it is for, and that a no to it alone takes exactly those away.
func alone(t *testing.T, c gdpr.ControllerID, p gdpr.PurposeID, cookies ...string) {
	t.Helper()
	v := met(t, c)
	if of, ok := v.of.Purpose(p); !ok || of.Basis != gdpr.BasisConsent || of.Required {
		t.Errorf("%s is declared as %+v", p, of)
	}
	v.says(p)
	v.holds(v.own(cookies...))
	reached := []string{}
	if host := reach[p]; host != "" {
		reached = append(reached, host)
	}
	v.reaches(reached...)
	if got := v.recorded(1)[0]; !maps.Equal(got.Decisions, v.decisions(p)) {
		t.Errorf("recorded %v, want a yes to %s", got.Decisions, p)
	}
	v.goes("/nb/jobs").holds(v.own(cookies...))
	v.reaches(reached...)

	others := slices.DeleteFunc(v.asked(), func(other gdpr.PurposeID) bool { return other == p })
	w := met(t, c)
	w.presses(accept)
	w.recorded(1)
	w.presses(lasting, toggle(p), saved)
	w.sees(`!` + choices)
	if got := w.recorded(2)[1]; !maps.Equal(got.Decisions, w.decisions(others...)) {
		t.Errorf("recorded %v, want a no to %s", got.Decisions, p)
	}
	var left []string
	for _, k := range w.of.Cookies {
		if k.Purpose != p && !elsewhere(k.Name) {
			left = append(left, k.Name)
		}
	}
	slices.Sort(left)
	w.holds(left)
}

func TestM17_CookiesAreChangedAndWithdrawnAnyTimeAndTheSignalIsHonored(t *testing.T) {
	t.Run("by a link that is on every page", func(t *testing.T) {
		v := met(t, "mojob")
		v.presses(accept)
		v.recorded(1)
		for i, path := range []string{"/nb/", "/nn/jobs", "/en/"} {
			v.goes(path).presses(lasting, noneIn)
			v.holds(v.own())
			v.presses(lasting, allIn)
			v.recorded(1 + 2*(i+1))
		}
		v.sees(`document.cookie.includes("_hjid")`)
	})
	t.Run("by the browser's signal", func(t *testing.T) {
		for _, c := range []gdpr.ControllerID{"mojob", "tretoen"} {
			v := newVisitor(t, c)
			v.signals()
			for _, path := range []string{"/nb/", "/en/jobs"} { // it is a no, and no reason to know who sends it
				v.goes(path).holds(nil)
				v.reaches()
				v.sees(`!(` + first + `) && document.querySelector('` + lasting + `')`)
				if kept := v.stored(); kept != "" {
					t.Errorf("stored: %s", kept)
				}
			}
			if sent := v.sendings(); len(sent) > 0 {
				t.Errorf("recorded before a choice: %+v", sent)
			}
			v.presses(lasting, allIn) // a yes that is given all the same counts
			if got := v.recorded(1)[0]; got.Mechanism != "banner" || got.GPC != "1" || !maps.Equal(got.Decisions, v.decisions(v.asked()...)) {
				t.Errorf("recorded %+v", got)
			}
			v.goes("/nb/jobs")
			v.sees(`document.cookie.includes("_ga=")`)
		}
	})
	t.Run("by a signal that comes after a yes", func(t *testing.T) {
		v := met(t, "mojob")
		v.presses(accept)
		v.recorded(1)
		v.sees(`document.cookie.includes("intercom-session-")`)
		const all = 6 // a script of each, the frame, and what two of the scripts send
		v.eventually("all third parties have been asked", func() bool { return len(v.hits()) == all })
		v.rests()
		v.signals()
		v.goes("/nb/").holds(v.own())
		if got := v.recorded(2)[1]; got.Mechanism != "signal" || !maps.Equal(got.Decisions, v.decisions()) {
			t.Errorf("recorded %+v", got)
		}
		if hits := v.hits(); len(hits) > all {
			t.Errorf("third parties are asked: %+v", hits)
		}
	})
}

func TestEveryBannerIsThatOfADeclaredController(t *testing.T) {
	for _, d := range controllers.Registry().Newest() {
		v := newVisitor(t, d.ID).goes("/en/")
		v.sees(first)
		if said := browser.Eval[string](t, v.Tab, `document.querySelector("#cc-main .cm__desc").textContent`); !strings.Contains(said, d.Name) {
			t.Errorf("%s asks: %s", d.ID, said)
		}
	}
}
