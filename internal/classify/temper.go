package classify

import "ordholden/internal/gdpr"

// temper takes "do not use it" for a restriction where it is for a time only, or
// where the data is to be kept.
func (t *text) temper() {
	t.dropReasons()
	for n := range t.acts {
		a := &t.acts[n]
		if a.right != gdpr.Objection || a.rule != "no use" && a.rule != "no processing" {
			continue
		}
		from, _ := t.window(a.from, lookBack, 0)
		_, to := t.window(a.to-1, 0, lookBack)
		if t.find(from, to, marketing, mailing, list, contact) >= 0 {
			continue
		}
		if t.find(from, to, meanwhile) >= 0 || t.isKept(a) {
			a.right, a.rule = gdpr.Restriction, "kept unused"
		}
	}
}

// isKept: the letter says that the data is to stay, and names no use of it that is
// not wanted.
func (t *text) isKept(refused *act) bool {
	_, end := t.window(refused.to-1, 0, 3)
	if refused.to <= end && t.find(refused.to, end, elsewhere, processing) >= 0 || t.hasAny(purposes, refused.to, end) && !t.hasAny(whatever, refused.to, end) {
		return false
	}
	for _, a := range t.acts {
		if a.right == gdpr.Erasure && a.standing == negated {
			return true
		}
	}
	near := max(0, refused.from-10)
	return t.find(near, refused.to+8, keep, keepOn) >= 0 && t.find(near, refused.to+8, but, and) >= 0
}

var (
	whatever = folded("noe, noko, anything, noe annet")
	purposes = folded("til, for, to, mot, med, with")
)

// dropReasons: that data is wrong is a reason, where it is to be erased or not to
// be used.
func (t *text) dropReasons() {
	other := false
	for _, a := range t.acts {
		other = other || a.standing == firmly && (a.right == gdpr.Erasure || a.right == gdpr.Restriction || a.right == gdpr.Objection)
		if a.standing == firmly && a.rule == "correct" {
			return
		}
	}
	for n := range t.acts {
		if a := &t.acts[n]; other && a.right == gdpr.Rectification {
			a.standing = nothing
		}
	}
}
