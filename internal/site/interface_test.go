package site_test

import (
	"net/http"
	"strings"
	"testing"

	"ordholden/infra/controllers"
	"ordholden/infra/controllers/interfaces"
	"ordholden/internal/banner"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/site"
)

// Of every version, whatever the forms and banners say today (Art. 7(1)).
func TestEveryInterfaceIsServedByteForByte(t *testing.T) {
	served := 0
	for _, d := range controllers.Registry().All() {
		for _, ref := range d.Interfaces {
			text, ok := interfaces.Text(ref.Digest)
			if !ok {
				t.Fatalf("%s %s has no text", d.ID, ref.Digest)
			}
			at := "/v1/" + string(d.ID) + "/interfaces/" + string(ref.Digest)
			got := ask("GET", at)
			if got.Body.String() != text || got.Header().Get("Content-Type") != "text/plain; charset=utf-8" ||
				!strings.Contains(got.Header().Get("Cache-Control"), "immutable") {
				t.Errorf("%s: other words, another type, or not for ever", at)
			}
			if again := ask("GET", at, "If-None-Match", got.Header().Get("Etag")); again.Code != http.StatusNotModified {
				t.Errorf("%s, asked for again by its tag, answers %d", at, again.Code)
			}
			served++
		}
	}
	if served == 0 {
		t.Error("nothing is published")
	}
}

func TestAnInterfaceIsOfItsControllerAndOfNoOther(t *testing.T) {
	d, _ := controllers.Registry().Current("mojob")
	digest := string(d.Interfaces[0].Digest)
	for _, path := range []string{
		"/v1/tretoen/interfaces/" + digest, "/tretoen/nb/interface/" + digest, "/v1/mojob/interfaces/", "/mojob/nb/interface/",
		"/v1/mojob/interfaces/" + strings.Repeat("0", 64), "/mojob/nb/interface/" + strings.Repeat("0", 64), "/v1/nobody/interfaces/" + digest,
	} {
		if got := ask("GET", path); got.Code != http.StatusNotFound {
			t.Errorf("%s answers %d", path, got.Code)
		}
	}
}

// Other words are never shown in the place of those that a record names.
func TestATextThatReadsOtherwiseIsNotShown(t *testing.T) {
	d, _ := controllers.Registry().Current("mojob")
	for name, texts := range map[string]func(controller.Digest) (string, bool){
		"changed": func(controller.Digest) (string, bool) { return "<form></form>", true },
		"gone":    func(controller.Digest) (string, bool) { return "", false },
		"none":    nil,
	} {
		s := newSite()
		s.Interfaces = texts
		for _, path := range []string{"/v1/mojob/interfaces/", "/mojob/nb/interface/"} {
			if got := askOf(s, path+string(d.Interfaces[0].Digest)); got.Code != http.StatusNotFound {
				t.Errorf("%s: %s answers %d", name, path, got.Code)
			}
		}
	}
}

// The form is the very one, and can be neither filled in nor sent.
func TestAFormIsShownAsItWasAndSwitchedOff(t *testing.T) {
	for _, v := range views() {
		for _, ref := range v.Controller.Interfaces {
			text, _ := interfaces.Text(ref.Digest)
			page := ask("GET", v.Path("interface/"+string(ref.Digest))).Body.String()
			switch {
			case ref.Surface == controller.OnForm && !strings.Contains(page, `<fieldset disabled>`+text+`</fieldset>`):
				t.Errorf("%s %s is not there as it was", v.Controller.ID, ref.Audience)
			case ref.Surface == controller.OnBanner:
				layout, said, _ := strings.Cut(text, "\n")
				if all := textOf(parsed(t, []byte(page))); !strings.Contains(all, said) || strings.Contains(said, layout) || !strings.Contains(all, layout) {
					t.Errorf("the banner of %s is not there word for word", v.Controller.ID)
				}
			}
		}
	}
}

// What stands today is published: a record of it can be made, and shown again.
func TestWhatIsShownTodayIsPublished(t *testing.T) {
	for _, v := range views() {
		for _, a := range controller.Audiences {
			if digest := site.Interface(v, a); digest != "" {
				if on, ok := v.Controller.Showed(digest, a, v.Language); !ok || on != controller.OnForm {
					t.Errorf("the form of %s for %s in %s is not published: run make generate", v.Controller.ID, a, v.Language)
				}
			}
		}
		made, ok := banner.Compose(banner.Bundle{}, v.Controller, 0)
		for _, shown := range made.Shown {
			if on, known := v.Controller.Showed(shown.Interface, controller.Visitors, shown.Language); !known || on != controller.OnBanner {
				t.Errorf("the banner of %s in %s is not published: run make generate", v.Controller.ID, shown.Language)
			}
		}
		if !ok || len(made.Shown) != len(gdpr.Languages) {
			t.Errorf("%s has no banner", v.Controller.ID)
		}
	}
}
