package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"ordholden/infra/bench/seed"
	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/infra/local/lambda"
	"ordholden/infra/local/s3"
)

// What the end of a person may take, once the table has told of it.
const (
	maxEnd    = 2 // seconds
	endRounds = 5
	endBatch  = 25 // records: the BatchSize of Expiry in template.yaml
	sameEnd   = "the same end"
)

// ends measures what functions/expiry does when the heads of records are gone: until
// items, files and data key are too, and the entries are written. Each round has a
// process of its own, whose start counts. Beside it stands the same after a crash in the
// middle: what is left then, done by another process.
func (b *bench) ends(ctx context.Context) ([]figure, error) {
	var figures []figure
	for i, e := range endings(time.Now()) {
		if i == 0 { // the database is compiled while it runs
			if _, _, err := b.end(ctx, e, false); err != nil {
				return nil, fmt.Errorf("end of %s: %w", e.name, err)
			}
		}
		var whole, resumed sample
		ended := sameEnd
		for range endRounds {
			took, want, err := b.end(ctx, e, false)
			if err != nil {
				return figures, fmt.Errorf("end of %s: %w", e.name, err)
			}
			again, got, err := b.end(ctx, e, true)
			if err != nil {
				return figures, fmt.Errorf("end of %s after a crash: %w", e.name, err)
			}
			if whole, resumed = append(whole, took), append(resumed, again); !slices.Equal(want, got) {
				ended = "another end"
			}
		}
		b.note("end of "+e.name, "s", whole)
		b.note("end of "+e.name+", resumed", "s", resumed)
		figures = append(figures,
			atMost("end of "+e.name, "%.2f s", whole.median(), maxEnd),
			both("end of "+e.name+", resumed after a crash", atMost("", "%.2f s", resumed.median(), maxEnd), exactly("", ended, sameEnd)))
	}
	return figures, nil
}

// end lets it happen in tables of its own, from start to end or with a crash after half
// of the deletes: how long it took, or what came after the crash did, and what there is
// then.
func (b *bench) end(ctx context.Context, e ending, crashes bool) (seconds float64, left []string, err error) {
	items, objects := e.remains()
	t, err := b.tables(ctx, "ends", items, []seed.Item{dataKey(e.owner())})
	if err != nil {
		return 0, nil, err
	}
	defer func() { err = errors.Join(err, t.drop()) }()
	for _, key := range objects {
		if err := b.stack.S3.Put(b.filesBucket(), key, s3.Object{Body: make([]byte, 1<<20)}); err != nil {
			return 0, nil, err
		}
	}
	proxy, err := faulty.New(b.stack.Database.URL)
	if err != nil {
		return 0, nil, err
	}
	between := &cut{next: proxy}
	front, err := serve(between)
	if err != nil {
		return 0, nil, err
	}
	defer front.Close()
	f, err := b.function("expiry", b.bootstrap("expiry"), append(t.environment(), "AWS_ENDPOINT_URL_DYNAMODB=http://"+front.Addr)...)
	if err != nil {
		return 0, nil, err
	}
	defer f.Stop()
	if crashes {
		if err := crashed(ctx, f, e, between, (len(items)+1)/2); err != nil {
			return 0, nil, err
		}
	}
	began := time.Now()
	if err := carriedOut(ctx, f, e); err != nil {
		return 0, nil, err
	}
	seconds = time.Since(began).Seconds()
	left, err = b.left(ctx, t, e)
	return seconds, left, err
}

// crashed has the function begin, and kills its process after so many deletes.
func crashed(ctx context.Context, f *lambda.Function, e ending, between *cut, deletes int) error {
	killed := make(chan error, 1)
	between.after, between.strike = deletes, func() { killed <- f.KillAll() }
	err := carriedOut(ctx, f, e)
	if _, gone := errors.AsType[*lambda.FunctionError](err); !gone {
		return fmt.Errorf("it came to its end before %d deletes: %w", deletes, errors.Join(errors.New("not killed"), err))
	}
	between.mended()
	return <-killed
}

// carriedOut hands the removals to the function, batch after batch, as Lambda does.
func carriedOut(ctx context.Context, f *lambda.Function, e ending) error {
	batches, err := e.batches(endBatch)
	if err != nil {
		return err
	}
	for _, event := range batches {
		payload, err := f.Invoke(ctx, event)
		if err != nil {
			return err
		}
		var answer events.DynamoDBEventResponse
		if err := json.Unmarshal(payload, &answer); err != nil {
			return fmt.Errorf("answer: %w", err)
		}
		if n := len(answer.BatchItemFailures); n > 0 {
			return fmt.Errorf("%d removals were not carried out", n)
		}
	}
	return nil
}

// left is what there is of the person: one entry of each record, without the moment at
// which it was written, and nothing else. Anything else is an error.
func (b *bench) left(ctx context.Context, t *tables, e ending) ([]string, error) {
	items, err := t.all(ctx)
	if err != nil {
		return nil, err
	}
	entries, err := entriesIn(items)
	if err != nil {
		return nil, err
	}
	if len(entries) != len(e.records) {
		return nil, fmt.Errorf("%d entries of %d records", len(entries), len(e.records))
	}
	c, owner := e.owner()
	if keys := b.stack.S3.Keys(b.filesBucket(), fmt.Sprintf("files/%s/%s/", c, owner)); len(keys) > 0 {
		return nil, fmt.Errorf("left over: %d files", len(keys))
	}
	return entries, nil
}

// entriesIn is what deletion entries say, in an order that is always the same. Their time
// is in the first part of their sort key, and is left out.
func entriesIn(items []seed.Item) ([]string, error) {
	var entries []string
	for _, it := range items {
		if !strings.Contains(value(it, "pk"), "#DELETION#") {
			return nil, fmt.Errorf("left over: %s %s%s", value(it, "pk"), value(it, "sk"), value(it, "id"))
		}
		_, id, _ := strings.Cut(value(it, "sk"), "#")
		var parts []string
		for _, name := range []string{"class", "purpose", "version", "end", "cause", "files"} {
			parts = append(parts, value(it, name))
		}
		entries = append(entries, id+" "+strings.Join(parts, " "))
	}
	slices.Sort(entries)
	return entries, nil
}
