package rights

import (
	"slices"
	"time"

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
	return slices.ContainsFunc(r.Outcomes, func(o Outcome) bool { return o.Result == Partly || o.Result == Withheld })
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

// Leftover reports whether records may still be restricted for a request that has ended with no
// restriction granted: records are restricted before the case lists them, and the step that would list
// them may never have come, because the person took it back or staff refused it first. Nobody was told
// of such a restriction, and it ends with the case. What is listed has an end of its own (Weighed).
func (r Request) Leftover() bool {
	if r.Identity == Unproven || !r.mayRestrict() || !r.Provisionally() {
		return false
	}
	switch r.Workflow {
	case Revoked, Lapsed:
		return true
	case Answered, Denied:
		o, settled := r.Outcome(gdpr.Objection)
		upheld := settled && o.Result == Granted && r.Against != AgainstMarketing
		return !upheld && len(r.Restricted) == 0
	}
	return false
}

// mayRestrict reports whether the request asks for something for which records are restricted.
func (r Request) mayRestrict() bool {
	return slices.Contains(r.Rights, gdpr.Restriction) || slices.Contains(r.Rights, gdpr.Objection) && r.Against != AgainstMarketing
}

// Weighed reports whether a request that is answered still restricts what it restricted while an
// objection was weighed that was then refused: nothing is left that the restriction is for (Art.
// 18(1)(d)), and its end is announced. While other rights are open it stands until these are settled.
func (r Request) Weighed() bool {
	o, settled := r.Outcome(gdpr.Objection)
	return (r.Workflow == Answered || r.Workflow == Denied) && settled && o.Result != Granted && len(r.Provisional()) > 0
}

// making reports whether a correction is accepted and not known to be made yet.
func (r Request) making() bool {
	return slices.ContainsFunc(r.Corrections, func(c Correction) bool { return c.State == Making })
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

// Says is what a notice tells its recipient of: what it was made for, whatever else became of the case,
// so that nobody is told to erase what a hold keeps here (Art. 17(3)). Once the same recipient hears of
// an erasure it is that alone, which leaves nothing to correct or to restrict.
func (r Request) Says(n Notice) gdpr.Right {
	erased := func(o Notice) bool {
		return o.About == gdpr.Erasure && o.Recipient == n.Recipient && o.Customer == n.Customer
	}
	if r.Erasure != "" && !n.Lifts && slices.ContainsFunc(r.Notices, erased) {
		return gdpr.Erasure
	}
	return n.About
}

// Lifted reports whether a recipient still has to hear that a restriction has ended, or to be excused.
func (r Request) Lifted() bool {
	return slices.ContainsFunc(r.Notices, func(n Notice) bool { return n.Lifts && n.Pending() })
}

// Tells reports whether a notice is one that recipients are still told: of what was done in the case,
// also where the person has taken back the rest of it since (Art. 19), and of the end of a restriction.
// What was only put on for the time being ends with the case, and those who have not heard of it need
// not.
func (r Request) Tells(n Notice) bool {
	switch {
	case n.Lifts || r.Workflow.Live():
		return true
	case n.About == gdpr.Rectification:
		return r.accepted()
	case n.About == gdpr.Restriction:
		return len(r.Restricted) > 0 && !r.Provisionally()
	}
	return n.About == gdpr.Erasure && r.Erasure != ""
}

// Owes reports whether the request is over and a recipient still has to hear of what was done before,
// or to be excused.
func (r Request) Owes() bool {
	return !r.Workflow.Live() && slices.ContainsFunc(r.Notices, func(n Notice) bool { return n.Pending() && r.Tells(n) })
}

// NeedsPerson reports whether it still has to be known who asked: the request is still to be answered,
// or its answer has come back, or is on its way, for a week at most where no mail server tells of it
// (Art. 12(3)); or a recipient has not heard of whom (Art. 19).
func (r Request) NeedsPerson(now time.Time) bool {
	return r.Queue() != Ended || r.Delivery == Underway && now.Before(r.Decided.Add(stripAfter))
}

// Amended reports whether corrections were made without all that were asked for being ruled on: whom
// to tell of them is found out when the last is, or when the rest is taken back.
func (r Request) Amended() bool {
	_, settled := r.Outcome(gdpr.Rectification)
	return !settled && r.accepted()
}

func (r Request) accepted() bool {
	return slices.ContainsFunc(r.Corrections, func(c Correction) bool { return c.State == Accepted })
}
