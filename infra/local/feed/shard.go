package feed

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"
)

// readLimit is the most records that a stream gives at once.
const readLimit = 1000

// read hands over one shard until it is closed and read to its end. What the stream refuses is tried again from the kept
// place, an expired iterator too; the only errors are the context's and a place that cannot be kept.
func (r *run) read(ctx context.Context, shard string) error {
	iterator, failures := "", 0
	for ctx.Err() == nil {
		out, err := r.next(ctx, shard, iterator)
		if err != nil {
			failures++
			iterator = ""
			if ctx.Err() == nil {
				r.Log.Warn("read shard", "feed", r.Name, "shard", shard, "error", err)
			}
			r.pause(ctx, failures)
			continue
		}
		failures = 0
		if err := r.handOver(ctx, shard, out.Records); err != nil {
			return err
		}
		if out.NextShardIterator == nil {
			return r.places.end(shard)
		}
		iterator = *out.NextShardIterator
		if len(out.Records) == 0 {
			r.pause(ctx, 0)
		}
	}
	return ctx.Err()
}

// next gets the records at the iterator, or, when there is none, those after the kept place.
func (r *run) next(ctx context.Context, shard, iterator string) (*dynamodbstreams.GetRecordsOutput, error) {
	if iterator == "" {
		var err error
		if iterator, err = r.iterator(ctx, shard); err != nil {
			return nil, err
		}
	}
	out, err := r.Streams.GetRecords(ctx, &dynamodbstreams.GetRecordsInput{
		ShardIterator: aws.String(iterator), Limit: aws.Int32(int32(min(r.BatchSize, readLimit))),
	})
	if err != nil {
		return nil, fmt.Errorf("get records: %w", err)
	}
	return out, nil
}

// iterator points after the last record handed over. A place that the stream has trimmed away since is given up for
// the oldest record that is left.
func (r *run) iterator(ctx context.Context, shard string) (string, error) {
	in := &dynamodbstreams.GetShardIteratorInput{StreamArn: aws.String(r.StreamARN), ShardId: aws.String(shard)}
	oldest := *in
	oldest.ShardIteratorType = types.ShardIteratorTypeTrimHorizon
	after := r.places.after(shard)
	if after == "" {
		in = &oldest
	} else {
		in.ShardIteratorType, in.SequenceNumber = types.ShardIteratorTypeAfterSequenceNumber, aws.String(after)
	}
	out, err := r.Streams.GetShardIterator(ctx, in)
	if _, trimmed := errors.AsType[*types.TrimmedDataAccessException](err); trimmed && after != "" {
		r.Log.Warn("records were trimmed before they were handed over", "feed", r.Name, "shard", shard, "after", after)
		out, err = r.Streams.GetShardIterator(ctx, &oldest)
	}
	if err != nil {
		return "", fmt.Errorf("get iterator of shard %s: %w", shard, err)
	}
	return *out.ShardIterator, nil
}

// pause waits for the interval, doubled for each failure in a row, or until the context ends.
func (r *run) pause(ctx context.Context, failures int) {
	wait := r.Interval
	for ; failures > 0 && wait < maxPause; failures-- {
		wait *= 2
	}
	timer := time.NewTimer(min(wait, max(maxPause, r.Interval)))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
