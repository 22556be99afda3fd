package controller

import "ordholden/internal/gdpr"

// checkContradictions finds promises that cannot be kept together. A consent must be
// provable for as long as something rests on it (Art. 7(1)): neither the data that people
// said yes to, nor a cookie, may outlive the proof.
func (d *Declaration) checkContradictions(f *faults) {
	for i, p := range d.Purposes {
		proof, where := d.Records.PersonConsent.Period, "records.person-consent"
		if p.Basis != gdpr.BasisConsent || p.Asks == Visitors {
			continue
		}
		if !p.Retention.Period.IsZero() && !proof.IsZero() && tooLong(p.Retention.Period, proof) {
			f.add(at("purposes", i)+".retention.period",
				"%s is longer than the consent to it is kept (%s: %s): shorten it, or keep the proof as long", p.Retention.Period, where, proof)
		}
	}
	d.checkOutliving(f)
}

// checkOutliving: edition 1 is published with cookies that outlive the consent to them, so
// the rule begins with the next.
func (d *Declaration) checkOutliving(f *faults) {
	proof := d.Records.VisitorConsent.Period
	if !d.tells() || proof.IsZero() {
		return
	}
	for i, k := range d.Cookies {
		p, ok := d.Purpose(k.Purpose)
		if ok && tooLong(k.Lifetime, proof) {
			if p.Basis == gdpr.BasisConsent {
				f.add(at("cookies", i)+".lifetime",
					"%s is longer than the consent to it is kept (records.visitor-consent: %s): let the cookie end with it", k.Lifetime, proof)
			} else {
				f.add(at("cookies", i)+".lifetime",
					"%s is longer than the choice it remembers is kept (records.visitor-consent: %s): let the cookie end with it", k.Lifetime, proof)
			}
		}
	}
}
