// Package feed owns what AWS does by itself between a table and the functions behind it: handing over the stream,
// removing what has expired.
package feed

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"
)

const (
	// defaultInterval is how long a shard without news is left alone. AWS polls four times a second.
	defaultInterval = 75 * time.Millisecond
	// discoverEvery is how often new shards are looked for.
	discoverEvery = time.Second
	// maxPause bounds the growing pause between retries; AWS's grows far longer.
	maxPause = time.Second
	// defaultBatch is AWS's own.
	defaultBatch = 100
)

// Streams is the part of the AWS client that a feed reads with.
type Streams interface {
	DescribeStream(context.Context, *dynamodbstreams.DescribeStreamInput, ...func(*dynamodbstreams.Options)) (*dynamodbstreams.DescribeStreamOutput, error)
	GetShardIterator(context.Context, *dynamodbstreams.GetShardIteratorInput, ...func(*dynamodbstreams.Options)) (*dynamodbstreams.GetShardIteratorOutput, error)
	GetRecords(context.Context, *dynamodbstreams.GetRecordsInput, ...func(*dynamodbstreams.Options)) (*dynamodbstreams.GetRecordsOutput, error)
}

// Feed hands the records of one stream to one function, as Lambda's event source mapping does: at least once, in
// order within a shard, a child shard only after its parent.
type Feed struct {
	// Name tells feeds of one Dir apart.
	Name string
	// Streams and StreamARN say what is read. The stream must be KEYS_ONLY.
	Streams   Streams
	StreamARN string
	// Invoke calls the function; an error means that the function failed.
	Invoke func(ctx context.Context, payload []byte) ([]byte, error)
	// BatchSize is the most records that one invocation gets, up to 1000; 0 means 100.
	BatchSize int
	// Match is the event filter, given a record as it would be handed over; nil lets everything pass.
	Match func(record []byte) bool
	// MaxRetries is how often a failing batch is tried again; negative means until it succeeds.
	MaxRetries int
	// Bisect splits a failing batch in two. A split does not count as a retry.
	Bisect bool
	// ReportFailures reads batchItemFailures from the answer. Without it the answer is ignored, as by AWS.
	ReportFailures bool
	// OnFailure gets the records that are given up, and why; nil drops them, as AWS does without a destination.
	OnFailure func(records []json.RawMessage, cause error)
	// Dir keeps the place in the stream between runs, in a file for this feed; empty starts at the oldest record.
	Dir string
	// Removals tells deletions by TTL from others; nil takes none for TTL's.
	Removals *Removals
	// Interval is the pause between looks at a shard without news; 0 means 75 ms.
	Interval time.Duration
	// Log gets what goes wrong; nil discards it.
	Log *slog.Logger
}

// run is one Run of a feed.
type run struct {
	Feed
	places *places
	stop   context.CancelCauseFunc
	wake   chan struct{} // a shard has ended: its children may start
	active sync.WaitGroup

	mu      sync.Mutex
	reading map[string]bool
}

// Run hands over records until the context ends, and then returns nil. A batch under way at that moment is handed over
// again by the next Run. It returns an error if the stream cannot be read at the start, or the place not be kept.
func (f *Feed) Run(ctx context.Context) error {
	r, err := f.open()
	if err != nil {
		return err
	}
	inner, stop := context.WithCancelCause(ctx)
	r.stop = stop
	defer r.active.Wait()
	defer stop(nil)
	if err := r.discover(inner); err != nil && ctx.Err() == nil {
		return err
	}
	for {
		select {
		case <-inner.Done():
			if ctx.Err() != nil {
				return nil
			}
			return context.Cause(inner)
		case <-r.wake:
		case <-time.After(r.untilDiscovery()):
		}
		if err := r.discover(inner); err != nil && inner.Err() == nil {
			r.Log.Warn("look for shards", "feed", r.Name, "error", err)
		}
	}
}

// open fills in the defaults and finds the place that an earlier run reached.
func (f *Feed) open() (*run, error) {
	r := &run{Feed: *f, wake: make(chan struct{}, 1), reading: map[string]bool{}}
	if r.BatchSize == 0 {
		r.BatchSize = defaultBatch
	}
	if r.Interval == 0 {
		r.Interval = defaultInterval
	}
	if r.Log == nil {
		r.Log = slog.New(slog.DiscardHandler)
	}
	if r.Dir != "" && r.Name == "" {
		return nil, errors.New("feed: a feed that keeps its place needs a name")
	}
	var err error
	r.places, err = openPlaces(f.Dir, f.Name, f.StreamARN)
	return r, err
}

// untilDiscovery is short while nothing is read: DynamoDB Local gives a stream its first shard with the first write.
func (r *run) untilDiscovery() time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.reading) == 0 {
		return r.Interval
	}
	return discoverEvery
}

// discover starts a reader for each shard that is due: not read yet, its parent read to its end or gone.
func (r *run) discover(ctx context.Context) error {
	shards, err := r.shards(ctx)
	if err != nil {
		return err
	}
	listed := map[string]bool{}
	for _, s := range shards {
		listed[*s.ShardId] = true
	}
	for _, s := range shards {
		parent := aws.ToString(s.ParentShardId)
		if r.places.ended(*s.ShardId) || listed[parent] && !r.places.ended(parent) {
			continue
		}
		r.start(ctx, *s.ShardId)
	}
	return r.places.forget(listed)
}

func (r *run) start(ctx context.Context, shard string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.reading[shard] {
		return
	}
	r.reading[shard] = true
	r.active.Go(func() {
		if err := r.read(ctx, shard); err != nil {
			r.stop(err)
			return
		}
		select {
		case r.wake <- struct{}{}:
		default:
		}
	})
}

// shards lists all shards of the stream, page by page.
func (r *run) shards(ctx context.Context) ([]types.Shard, error) {
	var list []types.Shard
	in := &dynamodbstreams.DescribeStreamInput{StreamArn: aws.String(r.StreamARN)}
	for {
		out, err := r.Streams.DescribeStream(ctx, in)
		if err != nil {
			return nil, fmt.Errorf("describe stream %s: %w", r.StreamARN, err)
		}
		if view := out.StreamDescription.StreamViewType; view != types.StreamViewTypeKeysOnly {
			return nil, fmt.Errorf("stream %s is %s: only KEYS_ONLY is handed over here", r.StreamARN, view)
		}
		list = append(list, out.StreamDescription.Shards...)
		in.ExclusiveStartShardId = out.StreamDescription.LastEvaluatedShardId
		if in.ExclusiveStartShardId == nil {
			return list, nil
		}
	}
}
