package controller

import (
	"slices"

	"ordholden/internal/gdpr"
)

var events = [...]Event{FromDecision, FromReceipt, FromLastActivity, FromAgreementEnd, FromVisit, FromYearEnd}

var bases = [...]gdpr.LawfulBasis{
	gdpr.BasisConsent, gdpr.BasisContract, gdpr.BasisLegalObligation,
	gdpr.BasisVitalInterests, gdpr.BasisPublicTask, gdpr.BasisLegitimateInterests,
}

func (d *Declaration) checkPurposes(f *faults) {
	if len(d.Purposes) == 0 {
		f.add("purposes", "declare at least one purpose: without one nothing can be stored")
	}
	seen := once{}
	for i, p := range d.Purposes {
		path := at("purposes", i)
		checkID(f, path+".id", string(p.ID))
		seen.check(f, path+".id", string(p.ID))
		checkText(f, path+".name", p.Name)
		checkText(f, path+".description", p.Description)
		checkBasis(f, path, p)
		d.checkReferences(f, path, p)
		checkSignals(f, path, p)
		checkPeriod(f, path+".retention.period", p.Retention.Period)
		if !slices.Contains(events[:], p.Retention.From) {
			f.add(path+".retention.from", "%q is no event: write one of %s", p.Retention.From, oneOf(events[:]))
		}
	}
}

// checkAsksAgain: only what somebody decides on can be asked again.
func (d *Declaration) checkAsksAgain(f *faults) {
	seen := once{}
	for i, id := range d.AsksAgain {
		path := at("asks-again", i)
		seen.check(f, path, string(id))
		if p, ok := d.Purpose(id); !ok || !p.asked() {
			f.add(path, "%q is no declared purpose that somebody decides on", id)
		}
	}
}

// checkBasis: who is asked, and whether a no is possible, follow from the
// lawful basis. Consent is asked for and can be refused (Art. 7); what cannot
// be refused never rests on consent, and is only what a visit cannot do without.
func checkBasis(f *faults, path string, p Purpose) {
	if !slices.Contains(bases[:], p.Basis) {
		f.add(path+".basis", "%q is no lawful basis: write one of %s", p.Basis, oneOf(bases[:]))
		return
	}
	asks := Audiences[:3]
	consent := p.Basis == gdpr.BasisConsent
	switch {
	case p.Asks != "" && !slices.Contains(asks, p.Asks):
		f.add(path+".asks", "%q is nobody who can be asked: write one of %s, or leave it out", p.Asks, oneOf(asks))
	case consent && p.Required:
		f.add(path+".required", "a consent that cannot be refused is none: drop required, or name another basis")
	case consent && p.Asks == "":
		f.add(path+".asks", "consent must be asked for: write one of %s", oneOf(asks))
	case p.Required && p.Asks != Visitors:
		f.add(path+".required", "only what a visit cannot do without is required: say that it asks visitors, or drop required")
	case !consent && p.Asks != "" && !p.Required:
		f.add(path+".asks", "nobody is asked about what rests on %s: drop asks, or make the basis consent", p.Basis)
	}
}

func (d *Declaration) checkReferences(f *faults, path string, p Purpose) {
	if len(p.Categories) == 0 {
		f.add(path+".categories", "name the categories of data: a purpose without data is none")
	}
	seen := once{}
	for i, id := range p.Categories {
		place := at(path+".categories", i)
		seen.check(f, place, id)
		if _, ok := d.Category(id); !ok {
			f.add(place, "no category %q is declared: add it under categories, or mend the name", id)
		}
	}
	seen = once{}
	for i, id := range p.Recipients {
		place := at(path+".recipients", i)
		seen.check(f, place, id)
		if _, ok := d.Recipient(id); !ok {
			f.add(place, "no recipient %q is declared: add it under recipients, or mend the name", id)
		}
	}
}

func (d *Declaration) checkCategories(f *faults) {
	seen := once{}
	for i, c := range d.Categories {
		path := at("categories", i)
		checkID(f, path+".id", c.ID)
		seen.check(f, path+".id", c.ID)
		checkText(f, path+".name", c.Name)
		if !slices.ContainsFunc(d.Purposes, func(p Purpose) bool { return slices.Contains(p.Categories, c.ID) }) {
			f.add(path+".id", "no purpose uses the category %q: what has no purpose is not stored, so take it out", c.ID)
		}
	}
}

func (d *Declaration) checkRecipients(f *faults) {
	seen := once{}
	for i, r := range d.Recipients {
		path := at("recipients", i)
		checkID(f, path+".id", r.ID)
		seen.check(f, path+".id", r.ID)
		checkText(f, path+".name", r.Name)
		checkCountry(f, path, r)
		d.checkTold(f, path, r)
		if !slices.ContainsFunc(d.Purposes, func(p Purpose) bool { return slices.Contains(p.Recipients, r.ID) }) {
			f.add(path+".id", "no purpose names the recipient %q: take it out, or name it where it gets data", r.ID)
		}
	}
}

// checkCountry: data that leaves the EEA needs a safeguard that people are told
// of (Art. 13(1)(f), 44).
func checkCountry(f *faults, path string, r Recipient) {
	where, known := countryOf(r.Country)
	switch {
	case !known:
		f.add(path+".country", "%q is no country that we have words for: write two capitals, like NO, or add it to the countries", r.Country)
	case !where.eea:
		checkText(f, path+".safeguard", r.Safeguard)
	case r.Safeguard != gdpr.Text{}:
		f.add(path+".safeguard", "%s is in the EEA: leave the safeguard out", r.Country)
	}
}

// checkCookies: each is declared for a purpose that visitors are told of.
func (d *Declaration) checkCookies(f *faults) {
	seen := once{}
	for i, k := range d.Cookies {
		path := at("cookies", i)
		if !isCookieName(k.Name) {
			f.add(path+".name", "%q is no cookie name: letters, digits and - _ . with at most one * at the end", k.Name)
		}
		seen.check(f, path+".name", k.Name)
		switch p, ok := d.Purpose(k.Purpose); {
		case !ok:
			f.add(path+".purpose", "no purpose %q is declared: add it under purposes, or mend the name", k.Purpose)
		case p.Asks != Visitors:
			f.add(path+".purpose", "visitors are not told of the purpose %q: a cookie needs one that asks visitors", k.Purpose)
		}
		checkLine(f, path+".provider", k.Provider)
		checkText(f, path+".description", k.Description)
		d.checkHolds(f, path, k)
		if !k.Lifetime.IsZero() && tooLong(k.Lifetime, maxCookie) {
			f.add(path+".lifetime", "%s is too long: at most %s", k.Lifetime, maxCookie)
		}
	}
}
