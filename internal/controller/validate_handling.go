package controller

import (
	"slices"
	"time"

	"ordholden/internal/gdpr"
)

const day = 24 * time.Hour

// The bounds of what a controller can choose. An erasure that nobody could stop in time
// is as bad as one that eats up the month of Art. 12(3).
const (
	minCoolingOff = day
	maxCoolingOff = 14 * day
	minNotice     = day
	maxNotice     = 30 * day
)

func (d *Declaration) checkHandling(f *faults) {
	h := d.Handling
	d.checkAutomatic(f, h)
	checkSpan(f, "handling.cooling-off", h.CoolingOff, minCoolingOff, maxCoolingOff)
	checkSpan(f, "handling.lifting-notice", h.LiftingNotice, minNotice, maxNotice)
	checkSpan(f, "handling.patience", h.Patience, minNotice, maxNotice)
	d.checkReview(f, h)
	d.checkMarketing(f, h)
	ways := []Corrections{AtOnce, ByStaff}
	switch {
	case !slices.Contains(ways, h.Corrections):
		f.add("handling.corrections", "%q is no way to correct: write one of %s", h.Corrections, oneOf(ways))
	case h.Corrections == ByStaff && slices.Contains(h.Automatic, gdpr.Rectification):
		f.add("handling.corrections", "staff cannot rule on what is automatic: write %s, or take rectification out of automatic", AtOnce)
	}
}

// checkAutomatic: an objection to processing is weighed (Art. 21(1)), which no machine does;
// one to marketing needs no word here, for nobody may weigh it.
func (d *Declaration) checkAutomatic(f *faults, h Handling) {
	seen := once{}
	for i, right := range h.Automatic {
		path := at("handling.automatic", i)
		seen.check(f, path, string(right))
		switch {
		case !slices.Contains(d.Rights, right):
			f.add(path, "no right %q is declared: write one of %s", right, oneOf(d.Rights))
		case right == gdpr.Objection:
			f.add(path, "an objection is weighed by staff (Art. 21(1)), and one to marketing always counts at once: take it out")
		}
	}
}

// checkReview: only what is held can be read before it is released.
func (d *Declaration) checkReview(f *faults, h Handling) {
	seen := once{}
	for i, class := range h.Review {
		path := at("handling.review", i)
		seen.check(f, path, string(class))
		if _, ok := d.Holding(class); !ok {
			f.add(path, "no class %q is held: add it under holdings, or mend the name", class)
		}
	}
}

// checkMarketing: what rests on a contract or a duty does not end by an objection (Art. 21(1), (2)).
func (d *Declaration) checkMarketing(f *faults, h Handling) {
	seen := once{}
	for i, id := range h.Marketing {
		path := at("handling.marketing", i)
		seen.check(f, path, string(id))
		switch p, ok := d.Purpose(id); {
		case !ok:
			f.add(path, "no purpose %q is declared: add it under purposes, or mend the name", id)
		case p.Basis != gdpr.BasisConsent && p.Basis != gdpr.BasisLegitimateInterests:
			f.add(path, "%q rests on %s, which no objection to marketing ends: name one that rests on %s or %s",
				id, p.Basis, gdpr.BasisConsent, gdpr.BasisLegitimateInterests)
		}
	}
}

func checkSpan(f *faults, path string, got, least, most time.Duration) {
	if got < least || got > most {
		f.add(path, "write a time from PT%dH to P%dD", int(least/time.Hour), int(most/day))
	}
}

// checkTold: whoever gets data on identified people is told of what is corrected, erased or
// restricted (Art. 19), and the declaration says how.
func (d *Declaration) checkTold(f *faults, path string, r Recipient) {
	ways := []Told{ToldByOpenDSR, ToldByMail, ToldByStaff}
	gets := d.discloses(r.ID)
	switch {
	case gets && r.Told == "":
		f.add(path+".told", "it gets what is held, so say how it is told of erasures and corrections (Art. 19): write one of %s", oneOf(ways))
	case !gets && r.Told != "":
		f.add(path+".told", "it gets nothing that is held on identified people: leave it out")
	case r.Told != "" && !slices.Contains(ways, r.Told):
		f.add(path+".told", "%q is no way to tell: write one of %s", r.Told, oneOf(ways))
	}
	switch {
	case r.Told == ToldByMail && !isMailbox(r.Mailbox):
		f.add(path+".mailbox", "%q is no mail address in lower case: it is told by mail, so write one like dpo@example.no", r.Mailbox)
	case r.Told != ToldByMail && r.Mailbox != "":
		f.add(path+".mailbox", "it is not told by mail: leave the mailbox out")
	}
}

// discloses reports whether a recipient gets records of a class that is held.
func (d *Declaration) discloses(recipient string) bool {
	return slices.ContainsFunc(d.Holdings, func(h Holding) bool {
		p, ok := d.Purpose(h.Purpose)
		return ok && slices.Contains(p.Recipients, recipient)
	})
}
