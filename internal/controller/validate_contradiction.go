package controller

import "ordholden/internal/gdpr"

// checkContradictions finds promises that cannot be kept together. A consent must be
// provable for as long as something rests on it (Art. 7(1)): neither the data that people
// said yes to, nor a cookie, may outlive the proof.
func (d *Declaration) checkContradictions(f *faults) {
	for i, p := range d.Purposes {
		if p.Basis != gdpr.BasisConsent {
			continue
		}
		proof, where := d.Records.PersonConsent.Period, "records.person-consent"
		if p.Asks == Visitors {
			proof, where = d.Records.VisitorConsent.Period, "records.visitor-consent"
		}
		if !p.Retention.Period.IsZero() && !proof.IsZero() && tooLong(p.Retention.Period, proof) {
			f.add(at("purposes", i)+".retention.period",
				"%s is longer than the consent to it is kept (%s: %s): shorten it, or keep the proof as long", p.Retention.Period, where, proof)
		}
	}
	d.checkOutliving(f)
}

// checkOutliving: edition 1 is published with cookies that outlive the consent to them, and the
// data that they are for, so the rules begin with the next.
func (d *Declaration) checkOutliving(f *faults) {
	if !d.tells() {
		return
	}
	for i, k := range d.Cookies {
		if p, ok := d.Purpose(k.Purpose); ok {
			d.checkLasting(f, at("cookies", i)+".lifetime", k, p)
		}
	}
}

// checkLasting: a cookie ends with the consent to it, and with what is kept by its means: a number
// on the device that no data goes with any more is kept for nothing (Art. 5(1)(e)).
func (d *Declaration) checkLasting(f *faults, path string, k Cookie, p Purpose) {
	proof, kept := d.Records.VisitorConsent.Period, p.Retention.Period
	switch {
	case proof.IsZero() || !tooLong(k.Lifetime, proof):
	case p.Basis == gdpr.BasisConsent:
		f.add(path, "%s is longer than the consent to it is kept (records.visitor-consent: %s): let the cookie end with it", k.Lifetime, proof)
		return
	default:
		f.add(path, "%s is longer than the choice it remembers is kept (records.visitor-consent: %s): let the cookie end with it", k.Lifetime, proof)
		return
	}
	if !kept.IsZero() && tooLong(k.Lifetime, kept) {
		f.add(path, "%s is longer than the data of its purpose %q is kept (%s): let the cookie end with it, or keep the data as long", k.Lifetime, p.ID, kept)
	}
}
