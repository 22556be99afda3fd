package demo_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"ordholden/infra/local/browser"
	"ordholden/internal/gdpr"
)

// TestPicturesOfTheSitesAreWrittenWhenAskedFor writes pictures for people to look at, into the
// folder that DEMO_SHOTS names: both sites, in each language, on phones and a desk, light and dark.
func TestPicturesOfTheSitesAreWrittenWhenAskedFor(t *testing.T) {
	dir := os.Getenv("DEMO_SHOTS")
	if dir == "" {
		return // nothing to assert: the pictures are for people
	}
	for _, c := range []gdpr.ControllerID{"mojob", "tretoen"} {
		for _, l := range gdpr.Languages {
			for _, width := range []int64{320, 390, 1280} {
				for _, scheme := range []string{"light", "dark"} {
					v := newVisitor(t, c)
					v.Do(t, chromedp.EmulateViewport(width, 760))
					v.prefers(scheme)
					v.pictures(dir, fmt.Sprintf("%s-%s-%04d-%s", c, l, width, scheme), l)
				}
			}
		}
	}
}

// prefers makes the visitor's browser ask for light or dark pages.
func (v *visitor) prefers(scheme string) {
	v.t.Helper()
	browser.Call(v.t, v.Tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
}

// pictures is what the visitor sees: the first layer, the choices, a category opened, and the page after a no.
func (v *visitor) pictures(dir, name string, l gdpr.Language) {
	v.t.Helper()
	shoot := func(layer string) {
		v.t.Helper()
		v.still()
		file := filepath.Join(dir, name+"-"+layer+".png")
		if err := os.WriteFile(file, browser.Run(v.t, v.Tab, chromedp.CaptureScreenshot()), 0o644); err != nil {
			v.t.Fatal(err)
		}
	}
	v.goes("/" + string(l) + "/").sees(first)
	shoot("1-first")
	v.presses(choose)
	v.sees(choices)
	shoot("2-choices")
	v.presses(`#cc-main .pm__section--toggle:nth-of-type(2) button.pm__section-title`)
	shoot("3-opened")
	v.presses(saved)
	shoot("4-after")
}
