package inbox

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

// Lister finds mail that lies in the bucket.
type Lister interface {
	// Older lists keys that begin so, of objects stored before an instant, at
	// most limit of them.
	Older(ctx context.Context, prefix string, than time.Time, limit int) ([]string, error)
}

const (
	// sweepAfter leaves SNS and SQS their time, retries included.
	sweepAfter = 20 * time.Minute
	// sweepList is how many one sweep looks at: what S3 tells in one answer.
	sweepList = 1000
	// sweepBatch bounds one sweep; the next takes up what it leaves.
	sweepBatch = 50
)

// Sweep takes in what no notice has told of, or what could not be registered: every
// mail that still lies where SES put it. Nothing is known of its sender then. It
// returns how many it tried.
func (k Desk) Sweep(ctx context.Context, l Lister) (int, error) {
	keys, err := l.Older(ctx, incoming, k.Now().Add(-sweepAfter), sweepList)
	if err != nil {
		return 0, fmt.Errorf("mail without a record: %w", err)
	}
	var found []Notice
	for _, key := range keys {
		if n, ok := NoticeOf(key); ok {
			found = append(found, n)
		}
	}
	// In any order: what fails each time must keep nothing else from its turn.
	rand.Shuffle(len(found), func(i, j int) { found[i], found[j] = found[j], found[i] })
	found = found[:min(len(found), sweepBatch)]
	var failed []error
	for _, n := range found {
		if err := k.Take(ctx, n); err != nil {
			failed = append(failed, err)
		}
	}
	return len(found), errors.Join(failed...)
}
