package bundle

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestOnlyRulesForWhatIsNeverThereAreLeftOut(t *testing.T) {
	for sheet, want := range map[string]string{
		".cm{a:b}.cc--rtl .cm{a:c}":                                ".cm{a:b}",
		".cm--bar .x,.pm .x{a:b}":                                  ".pm .x{a:b}",
		".pm--box:not(.pm--wide) .x{a:b}":                          ".pm--box:not(.pm--wide) .x{a:b}",
		"@media print{.cm--cloud{a:b}}":                            "",
		"@media print{.cm--cloud{a:b}.cm{a:b}}.pm{c:d}":            "@media print{.cm{a:b}}.pm{c:d}",
		":root{--cc-webkit-scrollbar-bg:red}":                      ":root{--cc-webkit-scrollbar-bg:red}",
		"html.disable--interaction.show--consent{overflow:hidden}": "",
	} {
		if got := pruned(sheet); got != want {
			t.Errorf("%s became %s, want %s", sheet, got, want)
		}
	}
}

// Another version of the library is laid out anew: what we name must still be there to be left out.
func TestWhatIsLeftOutIsTheLibrarys(t *testing.T) {
	content, err := os.ReadFile("../../../" + library)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range unused {
		if !strings.Contains(string(content), u) {
			t.Errorf("the library has no %s any more", u)
		}
	}
	left := pruned(string(content))
	for _, needed := range []string{".cm--bottom", ".cm--left", ".cm__btn", ".pm--box", ".pm__btn", ".pm__section-table", ".section__toggle", ".pm__close-btn"} {
		if !strings.Contains(left, needed) {
			t.Errorf("%s is left out", needed)
		}
	}
	if regexp.MustCompile(`cc--rtl|--cloud`).MatchString(left) {
		t.Error("what is unused is still there")
	}
}
