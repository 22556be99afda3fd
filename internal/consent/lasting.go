package consent

import (
	"slices"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// How long a yes lasts (Art. 5(1)(e), 7(1)). The proof of a consent may be kept for longer than what
// it is the ground of: a declaration may say so, and a yes that is said anew to a changed version is
// kept as long from then on, while the data that came with it ends when it was said to. From there
// on the yes is over, and its record says so (dpv:ConsentExpired).

// lasts is until when a yes is good that was recorded, and said last, at these times; zero where it
// is good for as long as its record. What counts from a person's activity or visits starts again
// with each of them: to that a yes is good as long as it is kept, and a profile moves its end along.
func lasts(r controller.Retention, recorded, said time.Time, kept retention.Expiry) time.Time {
	var from time.Time
	switch r.From {
	case controller.FromReceipt:
		from = recorded
	case controller.FromDecision:
		from = said
	}
	if from.IsZero() || r.Period.IsZero() {
		return time.Time{}
	}
	until := r.Period.After(from)
	if kept != 0 && !until.Before(kept.Time()) {
		return time.Time{}
	}
	return until
}

// lasting fills in until when each yes is good, by the version that it was said to.
func lasting(all *controller.Registry, c gdpr.ControllerID, seen func(gdpr.PurposeID) controller.Version, verdicts []Verdict, until func(Verdict, controller.Retention) time.Time) []Verdict {
	for i, v := range verdicts {
		if d, known := all.Version(c, seen(v.Purpose)); known && v.Decision == gdpr.Given {
			p, _ := d.Purpose(v.Purpose)
			verdicts[i].Until = until(v, p.Retention)
		}
	}
	return verdicts
}

// Over reports whether a yes has had its time.
func (v Verdict) Over(now time.Time) bool {
	return v.Decision == gdpr.Given && !v.Until.IsZero() && !now.Before(v.Until)
}

// At is what decisions count for at an instant: a yes that nothing else has ended before, and whose
// time is over, is Expired. Whoever shows verdicts, or acts on them, takes them from here.
func At(verdicts []Verdict, now time.Time) []Verdict {
	all := slices.Clone(verdicts)
	for i, v := range all {
		if v.Status == Given && v.Over(now) {
			all[i].Status = Expired
		}
	}
	return all
}
