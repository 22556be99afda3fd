package fulfillment

import (
	"context"
	"slices"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/rights"
)

// releaseAlone releases the copy without staff, unless others may be named in it. Where nothing is
// portable there is no copy to be ready: staff say so, on a ground of its own (rights.NotPortable), for
// no machine refuses (Art. 22).
func (j *job) releaseAlone(ctx context.Context, right gdpr.Right) error {
	if !j.d.Handling.Alone(right) {
		return nil
	}
	switch right {
	case gdpr.Access:
		if reviewed, err := j.reviewed(ctx); reviewed || err != nil {
			return err
		}
	case gdpr.Portability:
		if some, err := j.portable(ctx); !some || err != nil {
			return err
		}
	}
	return j.release(ctx, right)
}

// portable reports whether anything is held that the person can take with them.
func (j *job) portable(ctx context.Context) (bool, error) {
	held, err := j.records(ctx)
	return slices.ContainsFunc(held, func(rec holding.Owned) bool { return Portable(j.d, rec.Record) }), err
}

// Portable reports whether something of a record is portable: what the person provided, where it is
// processed on consent or a contract (Art. 20(1)). Package export puts that into portability.json.
func Portable(d *controller.Declaration, rec holding.Record) bool {
	p, declared := d.Purpose(rec.Purpose)
	if !declared || p.Basis != gdpr.BasisConsent && p.Basis != gdpr.BasisContract {
		return false
	}
	class, _ := d.Holding(rec.Class)
	return slices.ContainsFunc(rec.Files, holding.File.Held) || slices.ContainsFunc(rec.Fields, func(v holding.Value) bool {
		field, declared := class.Field(v.Field)
		return declared && field.Provided
	})
}

// reviewed reports whether something of the person's is of a class whose copy staff read first
// (Art. 15(4)). What is portable is not: the person gave it themself.
func (j *job) reviewed(ctx context.Context) (bool, error) {
	if len(j.d.Handling.Review) == 0 {
		return false, nil
	}
	held, err := j.records(ctx)
	for _, rec := range held {
		if slices.Contains(j.d.Handling.Review, rec.Class) {
			return true, err
		}
	}
	return false, err
}

// release grants a right to a copy. The mail that the step calls for is the way in to fetch it:
// the copy is made then, of what is held then.
func (j *job) release(ctx context.Context, right gdpr.Right) error {
	return j.done(ctx, rights.Outcome{Right: right, Result: rights.Granted}, nil, nil)
}
