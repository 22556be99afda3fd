package processing

import (
	"strconv"

	"ordholden/internal/access"
	"ordholden/internal/audit"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
	"ordholden/internal/words"
)

// term is for how long a ledger is kept.
type term struct {
	declared controller.Retention // by the declaration
	fixed    controller.Retention // by the system, the same for every controller
}

// terms is that of each ledger; none where it has no end.
func terms(d *controller.Declaration) map[string]term {
	return map[string]term{
		"visitor-consents": {declared: d.Records.VisitorConsent},
		"person-consents":  {declared: d.Records.PersonConsent},
		"unconfirmed":      {declared: d.Records.Unconfirmed},
		"requests":         {declared: d.Records.Request},
		"correspondence":   {declared: d.Records.Correspondence},
		"ways-in":          {fixed: controller.Retention{Period: gdpr.Period{Days: access.WayDays}, From: controller.FromReceipt}},
		"deletions":        {fixed: retention.ProofKept},
		"audit":            {fixed: controller.Retention{Period: gdpr.Period{Years: audit.Years}, From: "call"}},
	}
}

// ledgers are activities as purposes are: the law asks the same of them.
func ledgers(d *controller.Declaration, l gdpr.Language) []Activity {
	all, kept := []Activity{}, terms(d)
	for _, w := range words.Ledgers {
		a := Activity{
			ID: w.ID, Purpose: w.Name.In(l), Description: w.Why.In(l), Basis: words.NamedBasis(w.Basis, l),
			Subjects: subjects(w.Subjects, l), Categories: []string{}, Recipients: []Recipient{}, Transfers: []Recipient{},
		}
		if w.Data != (gdpr.Text{}) {
			a.Categories = append(a.Categories, w.Data.In(l))
		}
		if w.ID == "requests" {
			told(&a, d, l)
		}
		t := kept[w.ID]
		r := t.fixed
		a.Erased = words.Fill(w.Kept, l, "n", strconv.Itoa(r.Period.Years+r.Period.Days)) // one of the two is 0
		if t.declared != (controller.Retention{}) {
			r = t.declared
			a.Erased = r.In(d.Edition, l)
		}
		if !r.Period.IsZero() {
			a.Period, a.From = r.Period.String(), string(r.From)
		}
		all = append(all, a)
	}
	return all
}

// told adds who hears of a request that is carried out (Art. 19), and so whose it was.
func told(a *Activity, d *controller.Declaration, l gdpr.Language) {
	for _, r := range d.Recipients {
		if r.Told != "" {
			a.disclosed(r, l)
		}
	}
}
