package fulfillment

import (
	"errors"
	"slices"
	"strings"
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

// ErrReview says that staff read a copy before it is released (Art. 15(4)): it is to be asked for.
var ErrReview = errors.New("staff read the copy before it is released")

// released is for how long a copy that was granted is handed out: as long as the link
// in the mail that tells of it is good, and the session that it opened.
const released = 24*time.Hour + 30*time.Minute

// Released is when a member of staff last released the copy of what is held, if it may still be
// fetched: they have read it, and said what is redacted.
func (e Everything) Released(now time.Time) (at time.Time, ok bool) {
	for _, o := range e.granted(gdpr.Access, now) {
		if strings.HasPrefix(o.By, rights.ByStaff("")) && o.At.After(at) {
			at, ok = o.At, true
		}
	}
	return at, ok
}

// Unread reports whether staff read the copy before it is released, because others are named in
// records of such a class, and no access has been granted of late, or only before such a record
// came in. Portability is no such grant: it is of what needs no reading, and says nothing of the
// rest (see Portable).
func (e Everything) Unread(d *controller.Declaration, now time.Time) bool {
	granted := e.granted(gdpr.Access, now)
	return slices.ContainsFunc(e.Records, func(r holding.Owned) bool {
		since := func(o rights.Outcome) bool { return !o.At.Before(r.Received) }
		return slices.Contains(d.Handling.Review, r.Class) && !slices.ContainsFunc(granted, since)
	})
}

// Portable reports whether portability was granted of late: what the person gave may be fetched,
// whether or not anybody has read the rest (Art. 20).
func (e Everything) Portable(now time.Time) bool {
	return len(e.granted(gdpr.Portability, now)) > 0
}

// granted is the grants of a right to a copy that may still be fetched.
func (e Everything) granted(right gdpr.Right, now time.Time) (all []rights.Outcome) {
	for _, c := range e.Cases {
		for _, o := range c.Outcomes {
			if o.Right == right && o.Result != rights.Withheld && now.Sub(o.At) < released {
				all = append(all, o)
			}
		}
	}
	return all
}

// fetchable is until when a copy that a case is about may be fetched: one that is still to be
// released, at least for as long from now on as it can be then. Zero where there is none.
func fetchable(r rights.Request, now time.Time) (until time.Time, right gdpr.Right) {
	known := r.Identity == rights.Proven || r.Identity == rights.Vouched // who does not show who they are is owed nothing yet
	owed := known && rights.QueueOf(r.Workflow) == rights.ToDo
	for _, asked := range []gdpr.Right{gdpr.Access, gdpr.Portability} {
		end := time.Time{}
		o, settled := r.Outcome(asked)
		switch {
		case settled && o.Result != rights.Withheld:
			end = o.At.Add(released)
		case !settled && owed && slices.Contains(r.Rights, asked):
			end = now.Add(released)
		}
		if end.After(until) {
			until, right = end, asked
		}
	}
	return until, right
}

// awaited is why an erasure is put off, as staff read it.
var awaited = gdpr.Text{
	NB: "Venter på kopien i sak {case}.",
	NN: "Ventar på kopien i sak {case}.",
	EN: "Waits for the copy of case {case}.",
}
