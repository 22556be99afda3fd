package site_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"ordholden/infra/controllers"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
	"ordholden/internal/words"
)

// Promise T15: the newest version stands on the site, every earlier one stays where it was,
// and what changed between any two can be read.
func TestT15_EarlierVersionsStayReadableAndTheirDifferenceIsShown(t *testing.T) {
	each := func(f func(d *controller.Declaration, l gdpr.Language)) {
		for _, d := range controllers.Registry().All() {
			for _, l := range gdpr.Languages {
				f(d, l)
			}
		}
	}
	each(func(d *controller.Declaration, l gdpr.Language) {
		at := "/" + string(d.ID) + "/" + string(l) + "/statement"
		older, _ := d.Notice(controller.Everyone, l)
		got := textOf(parsed(t, ask("GET", at+"/"+d.Version.String()).Body.Bytes()))
		for _, s := range older.Sections {
			for _, p := range append([]string{s.Heading}, s.Paragraphs...) {
				if !strings.Contains(got, p) {
					t.Errorf("%s %s in %s does not say %q", d.ID, d.Version, l, p)
				}
			}
		}
		newest, _ := controllers.Registry().Current(d.ID)
		if page := ask("GET", at).Body.String(); !strings.Contains(page, at+"/"+d.Version.String()+`"`) {
			t.Errorf("%s does not lead to version %s", at, d.Version)
		}
		if d.Version == newest.Version {
			return
		}
		changes := ask("GET", at+"/"+d.Version.String()+".."+newest.Version.String()).Body.String()
		before, after := bothSides(t, changes)
		now, _ := newest.Notice(controller.Everyone, l)
		for _, side := range []struct{ is, of controller.Notice }{{older, now}, {now, older}} {
			for _, p := range only(side.is, side.of) {
				if shown := map[bool]string{true: before, false: after}[side.is.Version == older.Version]; !strings.Contains(shown, p) {
					t.Errorf("%s in %s: the difference does not show %q of %s", d.ID, l, p, side.is.Version)
				}
			}
		}
	})
}

// only lists the paragraphs of a notice that stand under no like heading of another.
func only(n, other controller.Notice) []string {
	var alone []string
	for _, s := range n.Sections {
		i := slices.IndexFunc(other.Sections, func(o controller.Section) bool { return o.Heading == s.Heading })
		for _, p := range s.Paragraphs {
			if i < 0 || !slices.Contains(other.Sections[i].Paragraphs, p) {
				alone = append(alone, p)
			}
		}
	}
	return alone
}

// bothSides is what a page of differences says, without what is new and without what is gone.
func bothSides(t *testing.T, page string) (before, after string) {
	t.Helper()
	for _, side := range []struct {
		text *string
		drop string
	}{{&before, "ins"}, {&after, "del"}} {
		doc := parsed(t, []byte(page))
		for _, e := range elements(doc) {
			class, _ := attribute(e, "class")
			if e.Parent != nil && (e.Data == side.drop || class == "unseen") {
				e.Parent.RemoveChild(e)
			}
		}
		*side.text = strings.Join(strings.Fields(textOf(doc)), " ")
	}
	return before, after
}

func TestVersionsThatAreNoneAreNotFound(t *testing.T) {
	for _, place := range []string{"9.9", "1", "1.0..9.9", "1.0..1.0", "1.0..", "..1.0", "1.0..1.1..1.0", "01.0", "x", ""} {
		if got := ask("GET", "/mojob/nb/statement/"+place); got.Code != http.StatusNotFound {
			t.Errorf("statement/%s answers %d", place, got.Code)
		}
	}
}

// A yes to what the company gives up counts no more: the texts alone would not say so.
func TestT15_TheDifferenceSaysWhichConsentsTheVersionsBetweenHaveEnded(t *testing.T) {
	first, _ := controllers.Registry().Current("mojob")
	steps := []*controller.Declaration{first}
	for _, change := range []func(*controller.Declaration){
		func(d *controller.Declaration) {},
		func(d *controller.Declaration) {
			d.Purposes = slices.DeleteFunc(d.Purposes, func(p controller.Purpose) bool { return p.ID == "support-chat" })
		},
		func(d *controller.Declaration) { d.Purposes = slices.Clone(first.Purposes) },
	} {
		d := *steps[len(steps)-1]
		d.Version, d.Purposes = controller.Version{Major: d.Version.Major + 1}, slices.Clone(d.Purposes)
		change(&d)
		steps = append(steps, &d)
	}
	s := newSite()
	s.Registry = controller.New(steps...)
	chat, _ := first.Purpose("support-chat")
	for place, tells := range map[string]bool{"2.0..3.0": true, "2.0..4.0": true, "4.0..2.0": true, "3.0..4.0": false, first.Version.String() + "..2.0": false} {
		for _, l := range gdpr.Languages {
			page := textOf(parsed(t, askOf(s, "/mojob/"+string(l)+"/statement/"+place).Body.Bytes()))
			said := words.Fill(words.ChangesEnded, l, "short", first.ShortName, "purpose", chat.Name.In(l), "version", "3.0")
			if strings.Count(page, said) != map[bool]int{true: 1}[tells] {
				t.Errorf("%s in %s: that consents ended is told: %t", place, l, !tells)
			}
		}
	}
}

func TestTheDifferenceReadsBackwardsAsWell(t *testing.T) {
	page := ask("GET", "/mojob/en/statement/1.1..1.0").Body.String()
	if !strings.Contains(page, "<del>") || !strings.Contains(page, "How we look after the data") {
		t.Error("what version 1.1 added is not gone from there to 1.0")
	}
}

// Promise T1: what is said as data is what is said on the page, from the same declaration.
func TestT1_TheStatementAsDataSaysWhatThePageSays(t *testing.T) {
	for _, d := range controllers.Registry().All() {
		for _, l := range gdpr.Languages {
			got := ask("GET", "/v1/"+string(d.ID)+"/statement?version="+d.Version.String()+"&language="+string(l))
			var data struct {
				Controller             struct{ Name, Mailbox string }
				Version, Dated, Digest string
				Purposes, Cookies      []json.RawMessage
				Recipients, Rights     []json.RawMessage
				Sections               []controller.Section
				Language, Page         string
			}
			if err := json.Unmarshal(got.Body.Bytes(), &data); err != nil {
				t.Fatalf("%d: %v", got.Code, err)
			}
			n, _ := d.Notice(controller.Everyone, l)
			n.Sections = data.Sections
			if data.Digest != string(n.Digest()) || data.Controller.Name != d.Name || data.Controller.Mailbox != d.Mailbox ||
				data.Version != d.Version.String() || data.Dated != d.Dated || data.Language != string(l) {
				t.Errorf("%s %s in %s: %+v", d.ID, d.Version, l, data)
			}
			if len(data.Purposes) != len(d.Purposes) || len(data.Cookies) != len(d.Cookies) ||
				len(data.Recipients) != len(d.Recipients) || len(data.Rights) != len(d.Rights) {
				t.Errorf("%s %s in %s leaves something out", d.ID, d.Version, l)
			}
			if page := ask("GET", data.Page); page.Code != http.StatusOK {
				t.Errorf("%s answers %d", data.Page, page.Code)
			}
		}
	}
}

func TestTheStatementAsDataIsKeptUntilItChanges(t *testing.T) {
	first := ask("GET", "/v1/tretoen/statement", "Accept-Language", "nn")
	if first.Code != http.StatusOK || !strings.Contains(first.Body.String(), `"language":"nn"`) || first.Header().Get("Vary") != "Accept-Language" {
		t.Errorf("%d %v %.100s", first.Code, first.Header(), first.Body)
	}
	again := ask("GET", "/v1/tretoen/statement", "Accept-Language", "nn", "If-None-Match", first.Header().Get("Etag"))
	if again.Code != http.StatusNotModified || again.Body.Len() > 0 {
		t.Errorf("the same again: %d", again.Code)
	}
	for _, wrong := range []string{"?version=9.9", "?version=x", "?language=de"} {
		if got := ask("GET", "/v1/tretoen/statement"+wrong); got.Code != http.StatusNotFound {
			t.Errorf("%s answers %d", wrong, got.Code)
		}
	}
}

// A page of the statement holds nothing of anybody: like its data it is kept, and known by its tag.
func TestAPageOfTheStatementIsKeptUntilItChanges(t *testing.T) {
	tags := map[string]bool{}
	for _, path := range []string{"/tretoen/nn/statement", "/tretoen/en/statement", "/tretoen/nn/statement/1.0", "/tretoen/nn/statement/1.0..1.1"} {
		first := ask("GET", path)
		tag := first.Header().Get("Etag")
		if first.Code != http.StatusOK || tag == "" || !strings.HasPrefix(first.Header().Get("Cache-Control"), "public") {
			t.Errorf("%s: %d %v", path, first.Code, first.Header())
		}
		if again := ask("GET", path, "If-None-Match", tag); again.Code != http.StatusNotModified || again.Body.Len() > 0 {
			t.Errorf("%s, the same again: %d", path, again.Code)
		}
		tags[tag] = true
	}
	if len(tags) != 4 {
		t.Errorf("%d tags of 4 pages", len(tags))
	}
	if form := ask("GET", "/tretoen/nn/request"); form.Header().Get("Etag") != "" || form.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("a form: %v", form.Header())
	}
}

// Only the controller's own sites may show the statement in a frame, and no other page at all.
func TestTheStatementIsFramedByTheControllersSitesOnly(t *testing.T) {
	got := ask("GET", "/tretoen/en/statement/embed")
	policy := got.Header().Get("Content-Security-Policy")
	if got.Code != http.StatusOK || !strings.HasSuffix(policy, "frame-ancestors 'self' https://www.321.no https://321.no") {
		t.Errorf("%d %q", got.Code, policy)
	}
	for _, e := range elements(parsed(t, got.Body.Bytes())) {
		if target, _ := attribute(e, "target"); e.Data == "a" && target != "_blank" {
			t.Error("a link would open within the frame")
		}
		if e.Data == "script" || e.Data == "form" || e.Data == "nav" {
			t.Errorf("a bare article has a %s", e.Data)
		}
	}
	if other := ask("GET", "/tretoen/en/statement"); !strings.Contains(other.Header().Get("Content-Security-Policy"), "frame-ancestors 'none'") {
		t.Error("the page itself can be framed")
	}
}

// Promise M17: the browser's signal is honored, and each controller's host says so.
func TestM17_TheHostOfAControllerSaysThatItHonorsTheSignal(t *testing.T) {
	for _, d := range controllers.Registry().Newest() {
		for _, host := range d.Hosts {
			r := httptest.NewRequest("GET", "/.well-known/gpc.json", nil)
			r.Host = host
			w := httptest.NewRecorder()
			newSite().ServeHTTP(w, r)
			if want := `{"gpc":true,"lastUpdate":"` + d.Dated + `"}`; w.Code != http.StatusOK || w.Body.String() != want {
				t.Errorf("%s: %d %s", host, w.Code, w.Body)
			}
		}
	}
	if got := ask("GET", "/.well-known/gpc.json"); got.Code != http.StatusNotFound {
		t.Errorf("a host of nobody answers %d", got.Code)
	}
	if got := ask("GET", "/.well-known/other"); got.Code != http.StatusNotFound {
		t.Errorf("another file answers %d", got.Code)
	}
}

func TestAnOlderVersionSaysThatItNoLongerApplies(t *testing.T) {
	d, _ := controllers.Registry().Current("tretoen")
	v := site.View{Controller: d, Language: gdpr.English}
	if page := string(site.Statement(v, versions(v)[0], versions(v))); !strings.Contains(page, "This is version 1.0, which applied from 4 July 2022. It no longer applies.") {
		t.Error("it does not say so")
	}
	if page := string(site.Statement(v, d, versions(v))); strings.Contains(page, "no longer applies") {
		t.Error("the newest says so")
	}
}
