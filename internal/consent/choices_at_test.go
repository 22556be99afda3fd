package consent_test

import (
	"testing"

	"ordholden/internal/consent"
)

func TestAChoiceIsTakenBackWhereItIsKept(t *testing.T) {
	const ours, site = "https://personvern.example.no", "https://www.example.no"
	for name, c := range map[string]struct {
		seen consent.Seen
		want string
	}{
		"our banner on the site":          {consent.Seen{Mechanism: consent.ByBanner, Site: site, Interface: "abc"}, site + "/#ordholden"},
		"the browser's signal there":      {consent.Seen{Mechanism: consent.BySignal, Site: site, Interface: "abc"}, site + "/#ordholden"},
		"another's banner there":          {consent.Seen{Mechanism: consent.ByBanner, Site: site}, site},
		"a form of ours":                  {consent.Seen{Mechanism: consent.ByForm, Site: ours, Interface: "abc"}, ""},
		"a program":                       {consent.Seen{Mechanism: consent.ByAPI, Site: site}, ""},
		"a banner that names no site":     {consent.Seen{Mechanism: consent.ByBanner, Interface: "abc"}, ""},
		"a banner where the site is ours": {consent.Seen{Mechanism: consent.ByBanner, Site: ours, Interface: "abc"}, ""},
	} {
		if got := c.seen.ChoicesAt(ours); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
