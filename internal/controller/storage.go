package controller

import (
	"slices"

	"ordholden/internal/gdpr"
)

// FurtherStorage finds the purpose under which a person consents to having a profile
// kept on: the one on consent, asked of persons, that covers every category of what
// the profile is held for (promise M6). False where no profiles are declared, or
// nobody is asked.
func (d *Declaration) FurtherStorage() (Purpose, bool) {
	profiles, ok := d.Holding(Profiles)
	if !ok {
		return Purpose{}, false
	}
	held, _ := d.Purpose(profiles.Purpose) // declarations are checked before they get here
	for _, p := range d.Asked(Persons) {
		whole := !slices.ContainsFunc(held.Categories, func(c string) bool { return !slices.Contains(p.Categories, c) })
		if p.Basis == gdpr.BasisConsent && whole {
			return p, true
		}
	}
	return Purpose{}, false
}
