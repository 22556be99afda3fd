package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/infra/local/dynamodb"
	"ordholden/internal/gdpr"
)

// How tables are filled. Neither more at a time nor smaller items are faster:
// DynamoDB Local writes one item after the other.
const (
	batch   = 25 // the most that one call takes
	fillers = 16
	tell    = 100_000 // items between two words of progress
)

// filler makes tables like the stack's main table, full of consents.
type filler struct {
	bench  *bench
	client *sdk.Client
	shape  *types.TableDescription
	like   map[string]types.AttributeValue
}

func (b *bench) filler(ctx context.Context, database *dynamodb.Server) (*filler, error) {
	shape, err := b.shape(ctx, b.stack.MainTable())
	if err != nil {
		return nil, err
	}
	like, err := b.storedConsent(ctx)
	return &filler{bench: b, client: database.Client(), shape: shape, like: like}, err
}

// table makes a table of so many items. Its stream is opened in the end.
func (f *filler) table(ctx context.Context, name string, items int) error {
	if err := create(ctx, f.client, name, f.shape); err != nil {
		return err
	}
	var begun, done atomic.Int64
	failed := make([]error, fillers)
	started := time.Now()
	var running sync.WaitGroup
	for i := range fillers {
		running.Go(func() {
			for failed[i] == nil && begun.Add(batch) <= int64(items) {
				failed[i] = f.write(ctx, name)
				if n := done.Add(batch); n%tell == 0 {
					f.bench.say("%d items after %.0f s", n, time.Since(started).Seconds())
				}
			}
		})
	}
	running.Wait()
	if err := errors.Join(failed...); err != nil {
		return fmt.Errorf("fill table %s: %w", name, err)
	}
	return openStream(ctx, f.client, name, f.shape)
}

// write puts one batch of consents, each of a visitor of its own.
func (f *filler) write(ctx context.Context, name string) error {
	var puts []types.WriteRequest
	for range batch {
		puts = append(puts, types.WriteRequest{PutRequest: &types.PutRequest{Item: ofVisitor(f.like, gdpr.NewID())}})
	}
	out, err := f.client.BatchWriteItem(ctx, &sdk.BatchWriteItemInput{RequestItems: map[string][]types.WriteRequest{name: puts}})
	if err == nil && len(out.UnprocessedItems) > 0 {
		err = errors.New("the database left items out")
	}
	return err
}
