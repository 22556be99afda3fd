package feed

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"
)

// batch is what one invocation gets.
type batch struct {
	records []record
	tries   int // how often it has failed since it was last made smaller
}

// handOver brings the records to the function, in order, and returns when each is handled, given up or filtered out. Its
// error is the context's, or a place that could not be kept.
func (r *run) handOver(ctx context.Context, shard string, list []types.Record) error {
	if len(list) == 0 {
		return nil
	}
	matching, err := r.matching(list)
	if err != nil {
		return err
	}
	for todo := []batch{{records: matching}}; len(todo) > 0; {
		b := todo[0]
		if len(b.records) == 0 {
			break
		}
		left, err := r.try(ctx, shard, b)
		if err != nil {
			return err
		}
		todo = append(left, todo[1:]...)
	}
	return r.places.move(shard, *list[len(list)-1].Dynamodb.SequenceNumber)
}

// matching returns the records that the event filter lets pass, as they are handed over.
func (r *run) matching(list []types.Record) ([]record, error) {
	var matching []record
	for _, one := range list {
		rec, err := r.wire(one)
		if err != nil {
			return nil, err
		}
		if r.Match == nil || r.Match(rec.json) {
			matching = append(matching, rec)
		}
	}
	return matching, nil
}

// try invokes the function once and returns what is left to do of the batch.
func (r *run) try(ctx context.Context, shard string, b batch) ([]batch, error) {
	done, cause := r.invoke(ctx, b.records)
	if done > 0 {
		if err := r.places.move(shard, b.records[done-1].sequence); err != nil {
			return nil, err
		}
		b = batch{records: b.records[done:]}
	}
	if cause == nil {
		return nil, nil
	}
	if ctx.Err() != nil {
		return nil, ctx.Err() // interrupted, not failed: handed over again by the next run
	}
	r.Log.Warn("function failed", "feed", r.Name, "records", len(b.records), "tries", b.tries+1, "error", cause)
	if r.Bisect && done > 0 {
		return []batch{b}, nil // split where the function said
	}
	// AWS does not say what it does with a batch whose first record is reported: it is halved like one whose
	// function failed, or a bad record would take the good ones behind it along.
	if r.Bisect && len(b.records) > 1 {
		half := len(b.records) / 2
		return []batch{{records: b.records[:half]}, {records: b.records[half:]}}, nil
	}
	b.tries++
	if r.MaxRetries >= 0 && b.tries > r.MaxRetries {
		return nil, r.giveUp(shard, b, cause)
	}
	r.pause(ctx, b.tries)
	return []batch{b}, nil
}

// giveUp reports the batch before the place moves past it: a crash between the two reports it twice, never loses it.
func (r *run) giveUp(shard string, b batch, cause error) error {
	if r.OnFailure != nil {
		records := make([]json.RawMessage, len(b.records))
		for i, rec := range b.records {
			records[i] = rec.json
		}
		r.OnFailure(records, cause)
	}
	return r.places.move(shard, b.records[len(b.records)-1].sequence)
}

// invoke returns how many records, from the first, are handled, and why the others are not.
func (r *run) invoke(ctx context.Context, records []record) (done int, err error) {
	event := struct{ Records []json.RawMessage }{}
	for _, rec := range records {
		event.Records = append(event.Records, rec.json)
	}
	payload, err := json.Marshal(event)
	if err != nil {
		return 0, fmt.Errorf("write the event: %w", err)
	}
	answer, err := r.Invoke(ctx, payload)
	if err != nil {
		return 0, err
	}
	if !r.ReportFailures {
		return len(records), nil
	}
	return handled(answer, records)
}

// handled reads a partial batch response as AWS documents it: nothing, null or an empty list is success; an
// identifier that is missing, empty or not of this batch fails the whole batch; otherwise all before the lowest
// reported record is done.
func handled(answer []byte, records []record) (done int, err error) {
	if len(bytes.TrimSpace(answer)) == 0 {
		return len(records), nil
	}
	var response struct {
		BatchItemFailures []struct {
			ItemIdentifier string `json:"itemIdentifier"`
		} `json:"batchItemFailures"`
	}
	if err := json.Unmarshal(answer, &response); err != nil {
		return 0, fmt.Errorf("the answer is no partial batch response: %w", err)
	}
	place := map[string]int{}
	for i, rec := range records {
		place[rec.sequence] = i
	}
	done = len(records)
	for _, failure := range response.BatchItemFailures {
		i, known := place[failure.ItemIdentifier]
		if !known {
			return 0, fmt.Errorf("the answer reports a record that was not in the batch: %q", failure.ItemIdentifier)
		}
		if i < done {
			done, err = i, errors.New("the function reported a failure of record "+failure.ItemIdentifier)
		}
	}
	return done, err
}
