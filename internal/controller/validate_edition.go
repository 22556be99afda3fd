package controller

import (
	"slices"
	"strings"

	"ordholden/internal/gdpr"
)

// telling is the edition from which interests, sources and changes are told.
const telling = 2

// tells reports whether the edition is one that tells them.
func (d *Declaration) tells() bool {
	_, known := editionOf(d.Edition)
	return known && d.Edition >= telling
}

// checkEdition: what an edition tells must be there to be told, and what it does not
// tell would be declared to nobody.
func (d *Declaration) checkEdition(f *faults) {
	for i, p := range d.Purposes {
		path := at("purposes", i)
		d.checkInterest(f, path+".interest", p)
		d.checkSource(f, path+".source", p)
	}
	d.checkTelling(f, "wording.changes", d.Wording.Changes)
	d.checkAssurances(f)
}

func (d *Declaration) checkAssurances(f *faults) {
	seen := once{}
	for i, a := range d.Assurances {
		path := at("assurances", i)
		seen.check(f, path, string(a))
		switch {
		case !slices.Contains(assurances[:], a):
			f.add(path, "%q is no assurance: write one of %s", a, oneOf(assurances[:]))
		case !d.tells():
			f.add(path, "edition %d of the connecting sentences does not tell it: name edition %d, or leave it out", d.Edition, telling)
		}
	}
}

// checkTelling takes an optional text, where the edition tells it.
func (d *Declaration) checkTelling(f *faults, path string, t gdpr.Text) {
	if d.Edition < telling && t != (gdpr.Text{}) {
		f.add(path, "edition %d of the connecting sentences does not tell it: name edition %d, or leave it out", d.Edition, telling)
		return
	}
	checkOptionalText(f, path, t)
}

// checkInterest: who relies on a legitimate interest says which it is (Art. 13(1)(d)).
func (d *Declaration) checkInterest(f *faults, path string, p Purpose) {
	switch rests := p.Basis == gdpr.BasisLegitimateInterests; {
	case rests && d.tells():
		checkText(f, path, p.Interest)
	case !rests && p.Interest != gdpr.Text{}:
		f.add(path, "it rests on %s, which weighs no interest of yours: leave it out", p.Basis)
	default:
		d.checkTelling(f, path, p.Interest)
	}
}

// checkSource: a person is told of every source but the person (Art. 14(2)(f)), and of none
// that is not declared. Sources that are no name, like another portal, are told in words.
func (d *Declaration) checkSource(f *faults, path string, p Purpose) {
	d.checkTelling(f, path, p.Source)
	if !d.tells() {
		return
	}
	for _, source := range d.namedSources(p.ID) {
		for _, l := range gdpr.Languages {
			if !strings.Contains(strings.ToLower(p.Source.In(l)), source) {
				f.add(path+"."+string(l), "does not name %q, from where its records come as well: write it", source)
			}
		}
	}
}

// namedSources lists the sources of a purpose's records that have names of their own.
func (d *Declaration) namedSources(id gdpr.PurposeID) []string {
	var named []string
	for _, h := range d.Holdings {
		for _, source := range h.Sources {
			general := source == Direct || source == "platform" || strings.HasPrefix(source, "other-")
			if h.Purpose == id && !general && !slices.Contains(named, source) {
				named = append(named, source)
			}
		}
	}
	return named
}
