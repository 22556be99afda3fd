package banner_test

import (
	"compress/gzip"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ordholden/infra/controllers"
	"ordholden/internal/banner"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

func script(t *testing.T, id gdpr.ControllerID) (banner.Script, *controller.Declaration) {
	t.Helper()
	d, ok := controllers.Registry().Current(id)
	if !ok {
		t.Fatalf("no controller %s", id)
	}
	s, ok := banner.Compose(newBundle(t), d, 0)
	if !ok {
		t.Fatalf("%s has no banner", id)
	}
	return s, d
}

// configured is what a script is told, as the browser would read it.
func configured(t *testing.T, s banner.Script) (c struct {
	Controller string
	Revision   int
	Style      string
	Cookies    struct {
		Answer, Choices string
		Days            int
	}
	Categories []struct {
		ID               string
		Required         bool
		Signals, Cookies []string
	}
	Text map[string]struct {
		Notice, Shown string
		Lead          []string
		Categories    []any
	}
}) {
	t.Helper()
	line, _, _ := strings.Cut(s.Body, ";\n")
	if err := json.Unmarshal([]byte(strings.TrimPrefix(line, "{const ordholdenConfig=")), &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestTheScriptIsWhatItsDigestsSay(t *testing.T) {
	for _, id := range []gdpr.ControllerID{"mojob", "tretoen"} {
		s, _ := script(t, id)
		sum := sha512.Sum384([]byte(s.Body))
		if want := "sha384-" + base64.StdEncoding.EncodeToString(sum[:]); s.Integrity != want {
			t.Errorf("%s: integrity %s, want %s", id, s.Integrity, want)
		}
		r, err := gzip.NewReader(strings.NewReader(s.Gzip))
		if err != nil {
			t.Fatal(err)
		}
		if plain, err := io.ReadAll(r); err != nil || string(plain) != s.Body {
			t.Errorf("%s: the compressed script is another, %v", id, err)
		}
		if again, _ := script(t, id); again.Body != s.Body || again.Gzip != s.Gzip || again.Digest != s.Digest {
			t.Errorf("%s: another script the second time", id)
		}
	}
}

// What is in the banner is what is declared, and nothing else.
func TestTheBannerIsToldWhatTheDeclarationSays(t *testing.T) {
	for _, id := range []gdpr.ControllerID{"mojob", "tretoen"} {
		s, d := script(t, id)
		c := configured(t, s)
		if c.Controller != string(id) || c.Cookies.Answer != "cookie_control_consent" || c.Cookies.Choices != "cookie_control_enabled_cookies" {
			t.Errorf("%s: %+v", id, c)
		}
		if c.Cookies.Days < 360 || c.Cookies.Days > 365 {
			t.Errorf("%s: the answer is kept for %d days, declared for a year", id, c.Cookies.Days)
		}
		told := d.Told(controller.Visitors)
		if len(c.Categories) != len(told) {
			t.Fatalf("%s: %d categories, declared %d", id, len(c.Categories), len(told))
		}
		for i, p := range told {
			got := c.Categories[i]
			names := []string{} // none that is needed is ever taken away
			for _, k := range d.CookiesFor(p.ID) {
				if !p.Required {
					names = append(names, k.Name)
				}
				if k.Name == "_ga" {
					names = append(names, "_ga_*")
				}
			}
			if got.ID != string(p.ID) || got.Required != p.Required || !slices.Equal(got.Cookies, names) || !slices.Equal(got.Signals, p.Signals) {
				t.Errorf("%s: category %+v, declared %+v with %v", id, got, p, names)
			}
		}
		for _, l := range gdpr.Languages {
			notice, _ := d.NoticeFor(controller.Visitors, l)
			if got := c.Text[string(l)]; got.Notice != string(notice.Digest) || got.Lead[0] != d.Wording.VisitorConsent.In(l) || !strings.Contains(got.Lead[1], d.Name) {
				t.Errorf("%s %s: %+v", id, l, got)
			}
		}
	}
}

// The two cookies are one answer: neither outlives what is declared of it.
func TestTheAnswerIsKeptNoLongerThanEitherOfItsCookiesIsDeclared(t *testing.T) {
	_, d := script(t, "mojob")
	for _, shorter := range []controller.Holds{controller.HoldsAnswer, controller.HoldsChoices} {
		changed := *d
		changed.Cookies = slices.Clone(d.Cookies)
		for i, k := range changed.Cookies {
			if k.Holds == shorter {
				changed.Cookies[i].Lifetime = gdpr.Period{Days: 30}
			}
		}
		s, _ := banner.Compose(newBundle(t), &changed, 0)
		if got := configured(t, s).Cookies.Days; got != 30 {
			t.Errorf("the %s is declared for 30 days, kept for %d", shorter, got)
		}
	}
}

func TestWhatWasShownCanBeReadAndCheckedInEachLanguage(t *testing.T) {
	s, d := script(t, "mojob")
	c := configured(t, s)
	seen := map[controller.Digest]bool{}
	for i, l := range gdpr.Languages {
		shown := s.Shown[i]
		sum := sha256.Sum256([]byte(shown.Text))
		if hex.EncodeToString(sum[:]) != string(shown.Interface) || shown.Language != l || c.Text[string(l)].Shown != string(shown.Interface) || seen[shown.Interface] {
			t.Errorf("%s: %+v", l, shown)
		}
		seen[shown.Interface] = true
		for _, k := range d.Cookies {
			if !strings.Contains(shown.Text, k.Name+" | "+k.Description.In(l)+" | "+k.Provider) {
				t.Errorf("%s: the cookie %s is not shown", l, k.Name)
			}
		}
		for _, p := range d.Told(controller.Visitors) {
			if !strings.Contains(shown.Text, "## "+p.Name.In(l)+"\n"+p.Description.In(l)) {
				t.Errorf("%s: the purpose %s is not shown", l, p.ID)
			}
		}
	}
}

func TestAnotherWordIsAnotherInterface(t *testing.T) {
	_, d := script(t, "mojob")
	before, _ := banner.Compose(newBundle(t), d, 0)
	changed := *d
	changed.Purposes = slices.Clone(d.Purposes)
	for i, p := range changed.Purposes {
		if p.ID == "statistics" {
			changed.Purposes[i].Description.NN += " Slik er det."
		}
	}
	after, _ := banner.Compose(newBundle(t), &changed, 0)
	for i, l := range gdpr.Languages {
		if same := before.Shown[i].Interface == after.Shown[i].Interface; same != (l != gdpr.Nynorsk) {
			t.Errorf("%s: the same is %v", l, same)
		}
	}
	if before.Digest == after.Digest || before.Integrity == after.Integrity {
		t.Error("another script under the same digest")
	}
}

// The library asks again when the revision is another: it may not be another for a version that
// changes nothing material for visitors and ends no yes of theirs, whatever the version is called.
func TestT15_VisitorsAreAskedAgainByWhatChangedForThemAndNotByANumber(t *testing.T) {
	first, _ := controllers.Registry().Version("mojob", controller.Version{Major: 1})
	versions := []*controller.Declaration{first}
	for _, next := range []struct {
		version controller.Version
		purpose gdpr.PurposeID // that gets a new recipient
		without gdpr.PurposeID // that is given up
		again   bool
	}{
		{controller.Version{Major: 1, Minor: 1}, "", "", false},
		{controller.Version{Major: 2}, "other-information", "", false}, // of persons
		{controller.Version{Major: 3}, "personalization", "", true},
		{controller.Version{Major: 4}, "", "other-information", false},
		{controller.Version{Major: 5}, "", "support-chat", true},
	} {
		before := revision(t, versions)
		d := *versions[len(versions)-1]
		d.Version = next.version
		d.Purposes = slices.DeleteFunc(slices.Clone(d.Purposes), func(p controller.Purpose) bool { return p.ID == next.without })
		for i, p := range d.Purposes {
			if p.ID == next.purpose {
				d.Purposes[i].Recipients = []string{"google"}
			}
		}
		versions = append(versions, &d)
		if after := revision(t, versions); (after != before) != next.again {
			t.Errorf("%s has revision %d after %d", d.Version, after, before)
		}
	}
}

// revision is what the script of the newest of some versions asks about.
func revision(t *testing.T, versions []*controller.Declaration) int {
	t.Helper()
	scripts := banner.Scripts{Bundle: newBundle(t), Registry: controller.New(versions...)}
	s, ok := scripts.Of(versions[len(versions)-1])
	if !ok {
		t.Fatal("no banner")
	}
	return configured(t, s).Revision
}

func TestAControllerWithNothingToAskOrNowhereToKeepTheAnswerHasNoBanner(t *testing.T) {
	_, d := script(t, "mojob")
	unasked, unkept := *d, *d
	unasked.Purposes, unkept.Cookies = nil, nil
	for name, without := range map[string]*controller.Declaration{"asks nothing": &unasked, "keeps nothing": &unkept} {
		if _, ok := banner.Compose(newBundle(t), without, 0); ok {
			t.Errorf("one that %s has a banner", name)
		}
	}
}

// The license of the library asks that its notice goes with every copy.
func TestTheLibrarysNoticeIsKept(t *testing.T) {
	s, _ := script(t, "mojob")
	for _, want := range []string{"CookieConsent 3.1.0", "Released under the MIT License"} {
		if !strings.Contains(s.Body, want) {
			t.Errorf("%q is not in the script", want)
		}
	}
}

// A limit of the product: 21 KB on the wire, of a thousand bytes each.
func TestTheScriptIsSmall(t *testing.T) {
	for _, id := range []gdpr.ControllerID{"mojob", "tretoen"} {
		if s, _ := script(t, id); len(s.Gzip) > 21_000 {
			t.Errorf("%s: %d bytes compressed", id, len(s.Gzip))
		}
	}
}

func TestABundleThatIsMissingIsSaid(t *testing.T) {
	dir := t.TempDir()
	if _, err := banner.Load(dir); err == nil || !strings.Contains(err.Error(), "make build") {
		t.Errorf("%v", err)
	}
	b := newBundle(t)
	for name, content := range map[string]string{banner.ScriptFile: b.Script, banner.StyleFile: b.Style} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := banner.Load(dir); err != nil || got != b {
		t.Errorf("read another bundle, %v", err)
	}
}
