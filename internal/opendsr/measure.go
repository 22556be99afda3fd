package opendsr

import (
	"slices"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// asked is what a notice asks a recipient to do; false where there is nothing to ask. A recipient is
// asked to erase by the notice of an erasure that is done, and by no other: what is only asked for, can
// still be stopped, or is kept for a ground of law (Art. 17(3)), is not theirs to erase. That a
// restriction has ended is told by a notice of its own.
func asked(d *controller.Declaration, r rights.Request, n rights.Notice, callback string) (Request, bool) {
	x := Extension{Customer: n.Customer.Reveal()}
	out := Request{
		Regulation: "gdpr", ID: RequestID(d.ID, n.ID), Type: TypeErasure, Version: Version,
		Identities: []Identity{{Type: "email", Value: r.Address.Reveal(), Format: "raw"}},
		Submitted:  r.Received.UTC().Format(time.RFC3339),
	}
	if callback != "" {
		out.Callbacks = []string{callback}
	}
	switch says := r.Says(n); {
	case n.Lifts:
		out.Type, x.Measures = TypeAccess, []Measure{Lifting}
	case says == gdpr.Erasure:
		if r.Erasure == "" {
			return Request{}, false
		}
	default:
		out.Type, x.Measures = TypeAccess, measures(r, says)
		if len(x.Measures) == 0 {
			return Request{}, false
		}
		if says == gdpr.Rectification {
			x.Corrections = accepted(r)
		}
	}
	if out.Type != TypeErasure || x.Customer != "" {
		out.Extensions = map[string]Extension{Domain(d): x}
	}
	return out, true
}

// Domain is under what our extensions stand.
func Domain(d *controller.Declaration) string { return d.Hosts[0] }

// withheld reports whether a right was refused as a whole.
func withheld(r rights.Request, right gdpr.Right) bool {
	return slices.ContainsFunc(r.Outcomes, func(o rights.Outcome) bool { return o.Right == right && o.Result == rights.Withheld })
}

// stands reports whether a right is asked for, and not refused.
func stands(r rights.Request, right gdpr.Right) bool {
	return slices.Contains(r.Rights, right) && !withheld(r, right)
}

// measures is what is asked short of erasure, in the order of the rights.
func measures(r rights.Request, says gdpr.Right) []Measure {
	if says == gdpr.Rectification && len(accepted(r)) > 0 {
		return []Measure{Rectification}
	}
	if says != gdpr.Restriction {
		return nil
	}
	var all []Measure
	weighed := stands(r, gdpr.Objection) && r.Against != rights.AgainstMarketing
	if stands(r, gdpr.Restriction) || weighed {
		all = append(all, Restriction)
	}
	if stands(r, gdpr.Objection) && r.Against != rights.AgainstProcessing {
		all = append(all, Objection)
	}
	return all
}

// accepted is the corrections that were made: what was refused is nobody's business.
func accepted(r rights.Request) []Correction {
	if !stands(r, gdpr.Rectification) {
		return nil
	}
	var all []Correction
	for _, k := range r.Corrections {
		if k.State == rights.Accepted {
			all = append(all, Correction{Field: k.Field, Value: k.Value.Reveal()})
		}
	}
	return all
}
