package dynamo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
)

// maxBatch is how many items one BatchGetItem reads.
const maxBatch = 100

// batch reads items of the main table that have not expired.
func (t *Table) batch(ctx context.Context, wanted []attributes) ([]attributes, error) {
	found, err := readBatch(ctx, t.Client, t.Name, wanted)
	var live []attributes
	for _, it := range found {
		if !t.due(it) {
			live = append(live, it)
		}
	}
	return live, err
}

// batch reads items of the table of keys, by their ids.
func (k *Keyring) batch(ctx context.Context, wanted []attributes) (map[string]attributes, error) {
	found, err := readBatch(ctx, k.Client, k.Name, wanted)
	if err != nil {
		return nil, err
	}
	items := map[string]attributes{}
	for _, it := range found {
		var stored keyItem
		if err := decode(it, &stored); err != nil {
			return nil, err
		}
		items[stored.ID] = it
	}
	return items, nil
}

// readBatch reads items of a table, and again what DynamoDB had no room for in its answer.
func readBatch(ctx context.Context, client *dynamodb.Client, table string, wanted []attributes) ([]attributes, error) {
	var found []attributes
	for try := 1; len(wanted) > 0; try++ {
		out, err := client.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: map[string]types.KeysAndAttributes{
			table: {Keys: wanted, ConsistentRead: aws.Bool(true)},
		}})
		if err != nil {
			return nil, explain("batch", err)
		}
		found = append(found, out.Responses[table]...)
		left := out.UnprocessedKeys[table].Keys
		if len(left) == len(wanted) && try >= writeTries {
			return nil, &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable, Err: fmt.Errorf("dynamodb batch: %d items not read", len(left))}
		}
		if wanted = left; len(left) > 0 {
			select {
			case <-ctx.Done():
				return nil, explain("batch", ctx.Err())
			case <-time.After(rand.N(writeWait << min(try, writeTries))):
			}
		}
	}
	return found, nil
}
