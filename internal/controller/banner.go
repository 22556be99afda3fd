package controller

import (
	"slices"
)

// Holds is what our banner keeps in a cookie of its own on the controller's site.
type Holds string

// What it keeps.
const (
	HoldsAnswer  Holds = "answer"  // that the visitor has answered
	HoldsChoices Holds = "choices" // what the visitor said yes to
)

// Signals lists what a yes can grant in Google Consent Mode v2. security_storage is
// not among them: it is granted to everybody, for it guards the visitor.
var Signals = [...]string{
	"ad_storage", "ad_user_data", "ad_personalization",
	"analytics_storage", "functionality_storage", "personalization_storage",
}

// Keeping is the cookie in which the banner keeps something.
func (d *Declaration) Keeping(what Holds) (Cookie, bool) {
	i := slices.IndexFunc(d.Cookies, func(k Cookie) bool { return k.Holds == what })
	if i < 0 {
		return Cookie{}, false
	}
	return d.Cookies[i], true
}

// HasBanner reports whether the controller's site can have our banner: visitors are
// asked, and told of the cookies in which their answer is kept.
func (d *Declaration) HasBanner() bool {
	_, answer := d.Keeping(HoldsAnswer)
	_, choices := d.Keeping(HoldsChoices)
	return answer && choices && len(d.Asked(Visitors)) > 0
}

// checkSignals: only what visitors say yes to can grant anything, for Consent Mode
// lives in the browser of a visitor.
func checkSignals(f *faults, path string, p Purpose) {
	seen := once{}
	for i, s := range p.Signals {
		place := at(path+".signals", i)
		seen.check(f, place, s)
		if !slices.Contains(Signals[:], s) {
			f.add(place, "%q is no signal of Google Consent Mode that a yes grants: write one of %s", s, oneOf(Signals[:]))
		}
	}
	if len(p.Signals) > 0 && !p.Asked(Visitors) {
		f.add(path+".signals", "visitors are not asked about the purpose %q: only their yes grants a signal", p.ID)
	}
}

// checkHolds: what the banner keeps is kept under a name of its own, without being
// asked for, because remembering the answer is what asking requires (ekomloven section 3-15).
func (d *Declaration) checkHolds(f *faults, path string, k Cookie) {
	if k.Holds == "" {
		return
	}
	if k.Holds != HoldsAnswer && k.Holds != HoldsChoices {
		f.add(path+".holds", "%q is nothing that the banner keeps: write answer or choices, or leave it out", k.Holds)
		return
	}
	if first, _ := d.Keeping(k.Holds); first.Name != k.Name {
		f.add(path+".holds", "%s keeps the %s already: one cookie does", first.Name, k.Holds)
	}
	if p, ok := d.Purpose(k.Purpose); ok && !p.Required {
		f.add(path+".purpose", "the banner keeps the %s before anybody says yes to %q: name a required purpose", k.Holds, k.Purpose)
	}
	if k.Name != "" && k.Name[len(k.Name)-1] == '*' || k.Lifetime.IsZero() {
		f.add(path+".holds", "the banner needs one whole name and a lifetime to keep the %s in", k.Holds)
	}
}
