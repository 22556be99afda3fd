package site_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ordholden/infra/local/browser"

	"github.com/chromedp/chromedp"
)

// TestPicturesAreWrittenWhenAskedFor writes pictures of every page for people to look at, if asked to.
func TestPicturesAreWrittenWhenAskedFor(t *testing.T) {
	if *shots == "" {
		return // nothing to assert: the flag is for people
	}
	st, p := newStage(t), browser.Open(t)
	scheme(t, p, *shotsIn)
	for _, v := range views() {
		if !strings.Contains(*shotsOf, string(v.Controller.ID)+"-"+string(v.Language)) {
			continue
		}
		for _, s := range append(samples(v), bare(v)...) {
			if !strings.Contains(s.name, *shotsNamed) {
				continue
			}
			for _, width := range []int64{360, 1280} {
				p.Do(t, chromedp.EmulateViewport(width, 900), chromedp.Navigate(st.URL+samplePath(v, s)))
				png := browser.Run(t, p, chromedp.FullScreenshot(100))
				name := fmt.Sprintf("%s-%s-%s-%d.png", v.Controller.ID, v.Language, s.name, width)
				if err := os.WriteFile(filepath.Join(*shots, name), png, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
