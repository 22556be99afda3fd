package site_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordholden/internal/gdpr"
)

var update = flag.Bool("update", false, "write the golden pages anew")

// golden are the pages kept whole: all of one controller in bokmål, of the other
// those on what only it holds, and the front pages in the other languages.
func golden() map[string][]byte {
	pages := map[string][]byte{}
	for _, v := range views() {
		for _, s := range append(samples(v), bare(v)...) {
			whole := v.Controller.ID == "mojob" && v.Language == gdpr.Bokmal
			held := v.Controller.ID == "tretoen" && v.Language == gdpr.Bokmal && slices.ContainsFunc(heldSamples(v), func(h sample) bool { return h.name == s.name })
			// A person's own page is whole in all three.
			own := v.Controller.ID == "tretoen" && (s.name == "own" || s.name == "own-erase" || s.name == "own-object")
			if whole || held || own || s.name == "front" {
				pages[string(v.Controller.ID)+"."+string(v.Language)+"."+s.name+".html"] = s.html
			}
		}
	}
	return pages
}

// betweenTags is where a page can be broken into lines that people can compare.
var betweenTags = regexp.MustCompile(`(</?(?:html|head|body|header|main|footer|section|article|form|fieldset|nav|ul|ol|li|dl|div|p|h1|h2|h3|meta|title|link|script|details|summary|legend|label|input|button|textarea|noscript)[^>]*>)`)

// inLines is a page as golden files keep it. Assets are named without their
// hash, which changes with every rule of the style sheet.
func inLines(page []byte) []byte {
	page = regexp.MustCompile(`(/assets/[a-z]+)\.[0-9a-f]+`).ReplaceAll(page, []byte("$1"))
	page = betweenTags.ReplaceAll(page, []byte("\n$1"))
	return append(bytes.TrimSpace(page), '\n')
}

func TestPagesAreAsTheyWere(t *testing.T) {
	for name, page := range golden() {
		path, got := filepath.Join("testdata", name), inLines(page)
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Errorf("%v (write it with -update)", err)
			continue
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (-was +is; if it is meant, run with -update):\n%s", name, diff)
		}
	}
}

func TestNoGoldenPageIsLeftOver(t *testing.T) {
	known := golden()
	files, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if known[f.Name()] == nil {
			t.Errorf("testdata/%s belongs to no page", f.Name())
		}
	}
}
