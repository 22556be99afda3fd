package site_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	summaryOf = regexp.MustCompile(`(?s)id="summary".*?</div>`)
	leadsTo   = regexp.MustCompile(`href="#([^"]+)"`)
)

// A summary leads to the row of each faulty field, which is on the page once and is no control:
// the key that follows the link would be typed into that.
func TestEveryLinkOfASummaryLeadsToARowOfThePage(t *testing.T) {
	pages, err := filepath.Glob("testdata/*.html")
	if err != nil {
		t.Fatal(err)
	}
	links := 0
	for _, path := range pages {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		page := string(content)
		for _, link := range leadsTo.FindAllStringSubmatch(summaryOf.FindString(page), -1) {
			links++
			if n := strings.Count(page, `id="`+link[1]+`"`); n != 1 || !strings.HasSuffix(link[1], "-row") {
				t.Errorf("%s: %s stands on the page %d times", path, link[1], n)
			}
		}
	}
	if links < 10 {
		t.Errorf("only %d links found", links)
	}
}
