package fulfillment

import (
	"context"
	"slices"

	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// releaseAlone releases the copy without staff, unless others may be named in it.
func (j *job) releaseAlone(ctx context.Context, right gdpr.Right) error {
	if !j.d.Handling.Alone(right) {
		return nil
	}
	if right == gdpr.Access {
		if reviewed, err := j.reviewed(ctx); reviewed || err != nil {
			return err
		}
	}
	return j.release(ctx, right)
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
