package holding

import (
	"context"
	"slices"
	"time"

	"ordholden/internal/access"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/oslo"
	"ordholden/internal/retention"
)

// Restrict stops every use of a record, and its deletion (Art. 18). Lift puts both back.
func (k Desk) Restrict(ctx context.Context, by access.Actor, r Ref) (Record, error) {
	return k.keep(ctx, by, r, access.Restrict, func(rec Record) (Record, error) {
		if slices.Contains(rec.Term.Causes(), byHand) {
			return rec, nil
		}
		to := k.revised(rec)
		to.Term = rec.Term.For(byHand, to.Changed)
		return to, nil
	})
}

// byHand stands for staff among what a record is restricted for.
const byHand gdpr.ID = ""

// Causes knows what records are restricted for, beside staff's own hand.
type Causes interface {
	// Stands reports whether a cause still restricts, and ends that itself: a request that is under way
	// or lists what it restricts, or a consent. One that is not there any more, or is over and restricts
	// nothing, does not stand.
	Stands(ctx context.Context, c gdpr.ControllerID, cause gdpr.ID) (bool, error)
}

// Lift ends a restriction of staff's own, and what is left of causes that do not stand any more, for
// nobody else can end that: the record is free where no request restricts it too. What came to its end
// meanwhile ends now. Where standing requests alone restrict it, it is gdpr.CodeAnnounce: the person is
// told before it ends (Art. 18(3)), and the request's case does both. Whom no case can tell any more,
// staff tell.
func (k Desk) Lift(ctx context.Context, by access.Actor, r Ref) (Record, error) {
	return k.keep(ctx, by, r, access.Restrict, func(rec Record) (Record, error) {
		if rec.Term.Restricted.IsZero() {
			return rec, nil
		}
		free := rec.Term
		for _, cause := range rec.Term.Causes() {
			stands, err := k.stands(ctx, r.Controller, cause)
			if err != nil {
				return Record{}, err
			}
			if !stands {
				free = free.Without(cause)
			}
		}
		if len(free.Causes()) == len(rec.Term.Causes()) {
			return Record{}, &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeAnnounce}
		}
		to := k.revised(rec)
		to.Term = ended(free, to.Changed)
		return to, nil
	})
}

// stands reports whether a cause is not for staff to end. Of what nobody can ask about it is taken for
// granted that it stands.
func (k Desk) stands(ctx context.Context, c gdpr.ControllerID, cause gdpr.ID) (bool, error) {
	if cause == byHand || k.Causes == nil {
		return cause != byHand, nil
	}
	return k.Causes.Stands(ctx, c, cause)
}

// ended: an end that passed while something kept the record becomes now. DynamoDB would
// never delete what ended over five years ago, and how late a deletion was is counted
// from when it could be.
func ended(t retention.Term, now time.Time) retention.Term {
	if t.Expires().Due(now) {
		t.Due = retention.Expiry(now.Unix())
	}
	return t
}

// keep changes what keeps a record. What is returned says so, and shows nothing that the
// record holds: that would be a reading.
func (k Desk) keep(ctx context.Context, by access.Actor, r Ref, do access.Act, act func(Record) (Record, error)) (Record, error) {
	g, err := k.enter(by, r.Controller, do, r.Class)
	if err != nil {
		return Record{}, err
	}
	rec, err := k.change(ctx, r, func(rec Record) (Record, error) {
		if !rec.Term.Served(k.now()) && !oversees(by, g) {
			return Record{}, errRestricted
		}
		return act(rec)
	})
	return bare(rec), err
}

// Keeping is a hold as it is asked for.
type Keeping struct {
	Ground string    // a declared purpose that the law imposes and that counts from the year's end, or retention.GroundClaims
	Year   int       // the accounting year, for such a purpose
	Until  time.Time // for claims
}

// How long a hold for claims may be asked for at a time, and how many holds a record has.
// The general limitation period is three years and no claim on a contract outlives
// thirteen (foreldelsesloven sections 2 and 10); who needs longer asks again.
var longestClaim = gdpr.Period{Years: 10}

const maxHolds = 20

// Hold keeps a record for a ground of law (Art. 17(3), bokføringsloven section 13). The
// same hold again is the first.
func (k Desk) Hold(ctx context.Context, by access.Actor, r Ref, keep Keeping) (Record, error) {
	g, err := k.enter(by, r.Controller, access.Hold, r.Class)
	if err != nil {
		return Record{}, err
	}
	var f faults
	until := g.until(keep, k.now(), &f)
	if err := f.err(); err != nil {
		return Record{}, err
	}
	return k.keep(ctx, by, r, access.Hold, func(rec Record) (Record, error) {
		if slices.ContainsFunc(rec.Term.Holds, func(h retention.Hold) bool { return h.Ground == keep.Ground && h.Until == until }) {
			return rec, nil
		}
		if len(rec.Term.Holds) >= maxHolds {
			f.add("/ground", gdpr.FaultTooMany, "20")
			return Record{}, f.err()
		}
		to := k.revised(rec)
		to.Term.Holds = append(slices.Clone(rec.Term.Holds),
			retention.Hold{ID: gdpr.NewID(), Ground: keep.Ground, Until: until, Placed: to.Changed})
		return to, nil
	})
}

// until is the end that the law gives a hold. Each ground has one way to say it, and
// the other way said beside it is a fault: which was meant is not ours to guess.
func (g ground) until(keep Keeping, now time.Time, f *faults) retention.Expiry {
	if keep.Ground == retention.GroundClaims {
		if keep.Year != 0 {
			f.add("/year", gdpr.FaultEnd, "")
		}
		if !keep.Until.After(now) || keep.Until.After(longestClaim.After(now)) {
			f.add("/until", gdpr.FaultEnd, "")
		}
		return retention.Expiry(keep.Until.Unix())
	}
	p, declared := g.d.Purpose(gdpr.PurposeID(keep.Ground))
	if !declared || p.Basis != gdpr.BasisLegalObligation || p.Retention.From != controller.FromYearEnd {
		f.add("/ground", gdpr.FaultGround, keep.Ground)
		if keep.Year == 0 && keep.Until.IsZero() {
			f.add("/until", gdpr.FaultEnd, "")
		}
		return 0
	}
	if !keep.Until.IsZero() {
		f.add("/until", gdpr.FaultEnd, "")
	}
	until, err := retention.YearEnd(keep.Year, p.Retention.Period)
	switch {
	case keep.Year > now.In(oslo.Zone()).Year():
		f.add("/year", gdpr.FaultFuture, "") // there is nothing in the books yet
	case err != nil || until.Due(now):
		f.add("/year", gdpr.FaultEnd, "")
	}
	return until
}

// Release ends a hold before its time. What ended meanwhile ends now.
func (k Desk) Release(ctx context.Context, by access.Actor, r Ref, hold gdpr.ID) (Record, error) {
	return k.keep(ctx, by, r, access.Hold, func(rec Record) (Record, error) {
		i := slices.IndexFunc(rec.Term.Holds, func(h retention.Hold) bool { return h.ID == hold })
		if i < 0 {
			return Record{}, errNotFound
		}
		to := k.revised(rec)
		to.Term.Holds = slices.Delete(slices.Clone(rec.Term.Holds), i, i+1)
		to.Term = ended(to.Term, to.Changed)
		return to, nil
	})
}
