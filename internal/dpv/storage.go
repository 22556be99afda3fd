package dpv

import (
	"slices"

	"ordholden/internal/controller"
	"ordholden/internal/residence"
)

// storage is for how long something is kept, and where.
func storage(r controller.Retention, at ...Term) []Storage {
	return []Storage{
		{Type: "dpv:StorageDuration", Duration: &Duration{Type: "dpv:TemporalDuration", Value: r.Period.String()}},
		{Type: "dpv:StorageLocation", Locations: at},
	}
}

// locations are where the data of a purpose lies. What people give under an address is held by
// this deployment. What visitors decide on is not: it lies with those who measure for the
// controller, in the country that is declared for each, and in cookies on the device itself. Of
// a purpose that has neither, this deployment is all that is known.
func locations(d *controller.Declaration, p controller.Purpose, at residence.Place) []Term {
	if p.Asks != controller.Visitors {
		return []Term{country(at.Country)}
	}
	var all []Term
	for _, r := range d.Recipients {
		if where := country(r.Country); slices.Contains(p.Recipients, r.ID) && !slices.Contains(all, where) {
			all = append(all, where)
		}
	}
	if len(d.CookiesFor(p.ID)) > 0 {
		all = append(all, "dpv:WithinDevice")
	}
	if len(all) == 0 {
		return []Term{country(at.Country)}
	}
	return all
}

// country is a country as the vocabulary's extension for locations has it.
func country(code string) Term { return Term("loc:" + code) }

// StoredIn is the countries (ISO 3166-1) in which the record that a receipt is of is stored; none
// where the receipt does not say.
func (r Record) StoredIn() []string {
	var all []string
	for _, s := range r.Storage {
		for _, at := range s.Locations {
			all = append(all, at.Name())
		}
	}
	return all
}
