package site_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"ordholden/infra/local/browser"
	"ordholden/internal/site"
)

// TestPicturesAreWrittenWhenAskedFor writes pictures of every page for people to look at, if asked to:
// as a phone and a desk show it, and as it is printed on A4 with its margins.
func TestPicturesAreWrittenWhenAskedFor(t *testing.T) {
	if *shots == "" {
		return // nothing to assert: the flag is for people
	}
	st, p := newStage(t), browser.Open(t)
	for _, v := range views() {
		if !strings.Contains(*shotsOf, string(v.Controller.ID)+"-"+string(v.Language)) {
			continue
		}
		many := sample{"own-many", site.Own(v, manyRecords(own(v)))}
		st.add(samplePath(v, many), many.html)
		for _, s := range append(append(samples(v), bare(v)...), many) {
			if !strings.Contains(s.name, *shotsNamed) {
				continue
			}
			name := fmt.Sprintf("%s-%s-%s", v.Controller.ID, v.Language, s.name)
			scheme(t, p, *shotsIn)
			for _, width := range []int64{320, 390, 1280} {
				p.Do(t, chromedp.EmulateViewport(width, 900), chromedp.Navigate(st.URL+samplePath(v, s)))
				writePicture(t, p, fmt.Sprintf("%s-%04d.png", name, width))
			}
			browser.Call(t, p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
			p.Do(t, chromedp.EmulateViewport(718, 900)) // 190 mm at 96 to the inch
			writePicture(t, p, name+"-print.png")
		}
	}
}

func writePicture(t *testing.T, p *browser.Tab, name string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(*shots, name), browser.Run(t, p, chromedp.FullScreenshot(100)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// manyRecords is the page of a person on whom twenty records are held.
func manyRecords(o site.OwnView) site.OwnView {
	two := o.Held.Records
	o.Held.Records = nil
	for range 10 {
		o.Held.Records = append(o.Held.Records, two...)
	}
	return o
}
