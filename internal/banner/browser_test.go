package banner_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"ordholden/infra/controllers"
	"ordholden/infra/local/browser"
	"ordholden/internal/banner"
	"ordholden/internal/gdpr"
)

var shots = flag.String("shots", "", "write pictures of the banner into this folder")

const blocked = `<script type="text/plain" data-category="statistics" data-src="/ga.js"></script>` +
	`<script type="text/plain" data-category="usage" data-src="/hotjar.js"></script>` +
	`<script type="text/plain" data-category="support-chat" data-src="/intercom.js"></script>` +
	`<iframe title="chat" data-category="support-chat" data-src="/frame" width="300" height="100"></iframe>`

// cookies is the names of the page's cookies, in order.
func cookies(t *testing.T, p *browser.Tab) []string {
	t.Helper()
	names := browser.Eval[[]string](t, p, `document.cookie.split("; ").map(c => c.split("=")[0]).filter(Boolean).sort()`)
	return names
}

func checkCookies(t *testing.T, p *browser.Tab, want ...string) {
	t.Helper()
	browser.Becomes(t, p, `document.cookie.split("; ").map(c => c.split("=")[0]).filter(Boolean).sort().join(" ")`, strings.Join(want, " "))
}

var kept = []string{"cookie_control_consent", "cookie_control_enabled_cookies"}

func TestNothingIsStoredBeforeAChoice(t *testing.T) {
	st := newStage(t, "mojob")
	st.body = blocked
	p := st.tab()
	st.load(p)
	browser.Becomes(t, p, shown, true)
	checkCookies(t, p)
	if n := browser.Eval[int](t, p, "localStorage.length + sessionStorage.length"); n != 0 {
		t.Errorf("%d things are stored", n)
	}
	if got := browser.Eval[string](t, p, "String(ordholden.choices())"); got != "null" {
		t.Errorf("choices %s", got)
	}
	st.set(func(st *stage) {
		if want := []string{"/some/page"}; !slices.Equal(st.loads, want) {
			t.Errorf("asked for %q", st.loads)
		}
	})
	if got := st.taken(); len(got) != 0 {
		t.Errorf("recorded %+v", got)
	}
}

func TestAYesToAllLetsAllThroughAndIsRecordedWithWhatWasShown(t *testing.T) {
	for _, lang := range []string{"nb", "nn", "en-GB", "no"} {
		t.Run(lang, func(t *testing.T) {
			st := newStage(t, "mojob")
			st.body, st.lang = blocked, lang
			p := st.tab()
			st.load(p)
			st.press(p, accept)
			checkCookies(t, p, "_ga", "_hjid", "cookie_control_consent", "cookie_control_enabled_cookies", "intercom-session-abc")
			browser.Becomes(t, p, `document.querySelector("iframe").getAttribute("src")`, "/frame")
			got := st.awaits(1)[0]
			known := gdpr.Language(strings.NewReplacer("en-GB", "en", "no", "nb").Replace(lang))
			checkRecord(t, got, known, "banner", map[string]string{
				"statistics": "given", "usage": "given", "support-chat": "given", "personalization": "given"})
			browser.Becomes(t, p, "localStorage.length", 0)
			st.load(p)
			browser.Becomes(t, p, `(window.seen || []).length`, 3)
			if browser.Eval[bool](t, p, shown) {
				t.Error("asks again")
			}
		})
	}
}

func checkRecord(t *testing.T, got record, l gdpr.Language, mechanism string, decisions map[string]string) {
	t.Helper()
	d, _ := controllers.Registry().Current("mojob")
	script, _ := banner.Compose(newBundle(t), d, 0)
	i := slices.IndexFunc(script.Shown, func(s banner.Shown) bool { return s.Language == l })
	want := record{
		Visitor: got.Visitor, Decided: got.Decided, Key: got.Key, Language: string(l), Mechanism: mechanism,
		Notice: string(script.Shown[i].Notice), Interface: string(script.Shown[i].Interface), Decisions: decisions,
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("recorded %+v, want %+v", got, want)
	}
	if _, ok := gdpr.ParseID(got.Visitor); !ok {
		t.Errorf("visitor %q is no id", got.Visitor)
	}
	if got.Key == "" || got.Key == got.Visitor {
		t.Errorf("key %q", got.Key)
	}
}

var allRefused = map[string]string{"statistics": "refused", "usage": "refused", "support-chat": "refused", "personalization": "refused"}

func TestANoToAllLeavesOnlyTheAnswerAndIsRecorded(t *testing.T) {
	st := newStage(t, "mojob")
	st.body = blocked
	p := st.tab()
	st.load(p)
	browser.Eval[string](t, p, `document.cookie = "_gid=old; path=/some"; document.cookie = "intercom-session-old=1; path=/"`)
	st.press(p, refuse)
	checkCookies(t, p, kept...)
	checkRecord(t, st.awaits(1)[0], "nb", "banner", allRefused)
	if n := browser.Eval[int](t, p, `(window.seen || []).length`); n != 0 {
		t.Errorf("%d scripts ran", n)
	}
}

func TestEachPurposeIsLetThroughByItself(t *testing.T) {
	for purpose, cookie := range map[string]string{"statistics": "_ga", "usage": "_hjid", "support-chat": "intercom-session-abc"} {
		t.Run(purpose, func(t *testing.T) {
			st := newStage(t, "mojob")
			st.body = blocked
			p := st.tab()
			st.load(p)
			st.press(p, choose)
			st.press(p, `.pm label:has([value="`+purpose+`"])`)
			st.press(p, save)
			want := append([]string{cookie}, kept...)
			slices.Sort(want)
			checkCookies(t, p, want...)
			if got := st.awaits(1)[0].Decisions; got[purpose] != "given" || fmt.Sprint(got) != fmt.Sprint(with(allRefused, purpose)) {
				t.Errorf("recorded %v", got)
			}
		})
	}
}

func with(decisions map[string]string, purpose string) map[string]string {
	out := map[string]string{}
	for k, v := range decisions {
		out[k] = v
	}
	out[purpose] = "given"
	return out
}

func TestAWithdrawalCountsAtOnceAndIsAnotherRecordOfTheSameVisitor(t *testing.T) {
	st := newStage(t, "mojob")
	st.body = blocked
	p := st.tab()
	st.load(p)
	st.press(p, accept)
	browser.Eval[string](t, p, `document.cookie = "_ga_G0TEST=1; path=/"; document.cookie = "_gazette=1; path=/"`) // of Google Analytics 4, and the site's own
	checkCookies(t, p, "_ga", "_ga_G0TEST", "_gazette", "_hjid", "cookie_control_consent", "cookie_control_enabled_cookies", "intercom-session-abc")
	st.press(p, "#ordholden-lasting [data-ordholden=open]")
	st.press(p, `.pm [data-role="necessary"]`)
	checkCookies(t, p, append([]string{"_gazette"}, kept...)...)
	got := st.awaits(2)
	checkRecord(t, got[1], "nb", "banner", allRefused)
	if got[0].Visitor != got[1].Visitor {
		t.Errorf("visitors %s and %s", got[0].Visitor, got[1].Visitor)
	}
	browser.Becomes(t, p, `(window.seen || []).length`, 0) // the page was loaded again, without them
	browser.Becomes(t, p, `document.querySelector("iframe").hasAttribute("src")`, false)
}

func TestConsentModeHasOneDefaultAndThenOnlyUpdates(t *testing.T) {
	st := newStage(t, "mojob")
	p := st.tab()
	st.load(p)
	const calls = `JSON.stringify((window.dataLayer || []).map(a => [Object.prototype.toString.call(a), ...a]))`
	denied := `"ad_storage":"denied","ad_user_data":"denied","ad_personalization":"denied",` +
		`"analytics_storage":"denied","functionality_storage":"denied","personalization_storage":"denied"`
	first := `["[object Arguments]","consent","default",{` + denied + `,"security_storage":"granted","wait_for_update":500}]`
	none := `["[object Arguments]","consent","update",{` + denied + `}]`
	granted := strings.NewReplacer(`"analytics_storage":"denied"`, `"analytics_storage":"granted"`,
		`"functionality_storage":"denied"`, `"functionality_storage":"granted"`,
		`"personalization_storage":"denied"`, `"personalization_storage":"granted"`).Replace(none)
	browser.Becomes(t, p, calls, "["+first+","+none+"]")
	st.press(p, accept)
	browser.Becomes(t, p, calls, "["+first+","+none+","+granted+"]")
	st.load(p)
	browser.Becomes(t, p, calls, "["+first+","+granted+"]")
}

func TestTheBannerWorksUnderAStrictPolicyAndSaysNothing(t *testing.T) {
	st := newStage(t, "mojob")
	p := st.tab()
	st.load(p)
	st.press(p, choose)
	st.press(p, save)
	st.awaits(1)
	browser.Becomes(t, p, "localStorage.length", 0)
	p.CheckQuiet(t, "http:/") // wherever the requests go
}

func TestPagesWithALinkOfTheirOwnGetNoButton(t *testing.T) {
	for name, link := range map[string]string{
		"ours": `<a href="#x" data-ordholden="open">Choices</a>`, "the library's": `<a href="#x" data-cc="show-preferencesModal">Choices</a>`,
	} {
		t.Run(name, func(t *testing.T) {
			st := newStage(t, "mojob")
			st.body = link
			p := st.tab()
			st.load(p)
			st.press(p, refuse)
			if browser.Eval[bool](t, p, `!!document.querySelector("#ordholden-lasting [data-ordholden=open]")`) {
				t.Error("there is a button too")
			}
			st.press(p, "a[href='#x']")
			browser.Becomes(t, p, `document.documentElement.classList.contains("show--preferences")`, true)
		})
	}
}

// TestPicturesAreWrittenWhenAskedFor writes pictures of the banner for people to look at, if asked to.
func TestPicturesAreWrittenWhenAskedFor(t *testing.T) {
	if *shots == "" {
		return // nothing to assert: the flag is for people
	}
	for _, lang := range []string{"nb", "en"} {
		for _, width := range []int64{320, 1280} {
			st := newStage(t, "mojob")
			st.lang = lang
			p := st.tab()
			p.Do(t, chromedp.EmulateViewport(width, 800))
			st.load(p)
			for _, layer := range []string{"first", "choices", "after"} {
				switch layer {
				case "choices":
					st.press(p, choose)
					st.press(p, `.pm__section--toggle:nth-child(2) button.pm__section-title`)
				case "after":
					st.press(p, save)
				}
				browser.Eval[bool](t, p, `new Promise(f => setTimeout(() => f(true), 600))`)
				name := fmt.Sprintf("%s-%s-%d.png", layer, lang, width)
				if err := os.WriteFile(filepath.Join(*shots, name), browser.Run(t, p, chromedp.CaptureScreenshot()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
