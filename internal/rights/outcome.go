package rights

import (
	"slices"

	"ordholden/internal/gdpr"
)

// Outcome is what became of a right that was asked for; false while nothing has.
func (r Request) Outcome(right gdpr.Right) (Outcome, bool) {
	for _, o := range r.Outcomes {
		if o.Right == right {
			return o, true
		}
	}
	return Outcome{}, false
}

// Unsettled is the rights that are asked for and have no outcome yet, in the order in which
// they are carried out: the copy is released before anything is changed, and erasure is last.
func (r Request) Unsettled() []gdpr.Right {
	var left []gdpr.Right
	for _, right := range carriedOut {
		if _, settled := r.Outcome(right); !settled && slices.Contains(r.Rights, right) {
			left = append(left, right)
		}
	}
	return left
}

var carriedOut = []gdpr.Right{
	gdpr.Access, gdpr.Portability, gdpr.Rectification, gdpr.Restriction, gdpr.Objection, gdpr.Withdrawal, gdpr.Erasure,
}

// asks reports whether a right is asked for and has no outcome yet.
func (r Request) asks(right gdpr.Right) bool { return slices.Contains(r.Unsettled(), right) }

// Stands reports whether a later request for the right can be joined to this one: it is
// confirmed, nobody doubts who asks, the right is still to be settled, and nothing of it has been done. (What
// is being erased already says nothing of what comes in from now on. And one that may be refused because nobody
// shows who they are must not stand before one of somebody who has.)
func (r Request) Stands(right gdpr.Right) bool {
	return r.identified() && (r.Workflow == Open || r.Workflow == Proposed || r.Workflow == Cooling) && r.asks(right)
}

// refused reports whether a right was refused, whole or in part.
func (r Request) refused() bool {
	return slices.ContainsFunc(r.Outcomes, func(o Outcome) bool { return o.Result != Granted })
}

// Provisional is the records that the case restricts for the time being only, while an objection
// is weighed or an erasure announced. None where the person was granted a restriction in the same
// case: that covers them all, and stands until its end is announced (Art. 18(3)).
func (r Request) Provisional() []string {
	if !r.Provisionally() {
		return nil
	}
	return r.Restricted
}

// Provisionally reports whether what the case restricts, it restricts for the time being only.
func (r Request) Provisionally() bool {
	o, settled := r.Outcome(gdpr.Restriction)
	return !settled || o.Result == Withheld
}

// Weighed reports whether a request that is answered still restricts what it restricted while an
// objection was weighed that was then refused: nothing is left that the restriction is for (Art.
// 18(1)(d)), and its end is announced. While other rights are open it stands until these are settled.
func (r Request) Weighed() bool {
	o, settled := r.Outcome(gdpr.Objection)
	return (r.Workflow == Answered || r.Workflow == Denied) && settled && o.Result != Granted && len(r.Provisional()) > 0
}

// identified reports whether it is known well enough who asks that something may be done.
func (r Request) identified() bool { return r.Identity == Proven || r.Identity == Vouched }

// Identified reports whether it is known well enough who asks that a right may be done: somebody
// controls the address, or staff have written down how they know. While more is asked for on reasonable doubt
// (Art. 12(6)), nothing is given out, changed or erased; but taking back a consent (Art. 7(3)) and objecting to
// marketing (Art. 21(3)) take no more proof than the address did when it was confirmed.
func (r Request) Identified(right gdpr.Right) bool {
	free := right == gdpr.Withdrawal || right == gdpr.Objection && r.Against == AgainstMarketing
	return r.identified() || r.Identity == Asked && free
}

// Pending reports whether a recipient still has to do something, or to be excused.
func (n Notice) Pending() bool {
	return n.State == NoticeDue || n.State == NoticeAsked || n.State == NoticeSilent
}

// Lifted reports whether a recipient still has to hear that a restriction has ended, or to be excused.
func (r Request) Lifted() bool {
	return slices.ContainsFunc(r.Notices, func(n Notice) bool { return n.Lifts && n.Pending() })
}
