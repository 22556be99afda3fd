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

// withKeys reads a person's keys and one item of the main table by one call, for one BatchGetItem
// reads of several tables. Each is read as it stands, in an order on which nothing may rely. nil
// for what is not there, or has expired.
func (t *Table) withKeys(ctx context.Context, keyID, pk, sk string) (keys, it attributes, err error) {
	found, err := readTables(ctx, t.Client, map[string][]attributes{t.Keys.Name: {{"id": text(keyID)}}, t.Name: {key(pk, sk)}})
	if err != nil {
		return nil, nil, err
	}
	if all := found[t.Keys.Name]; len(all) > 0 {
		keys = all[0]
	}
	if all := found[t.Name]; len(all) > 0 && !t.due(all[0]) {
		it = all[0]
	}
	return keys, it, nil
}

// readBatch reads items of a table.
func readBatch(ctx context.Context, client *dynamodb.Client, table string, wanted []attributes) ([]attributes, error) {
	if len(wanted) == 0 {
		return nil, nil
	}
	found, err := readTables(ctx, client, map[string][]attributes{table: wanted})
	return found[table], err
}

// readTables reads items of tables, and again what DynamoDB had no room for in its answer.
func readTables(ctx context.Context, client *dynamodb.Client, wanted map[string][]attributes) (map[string][]attributes, error) {
	asked, left := map[string]types.KeysAndAttributes{}, 0
	for table, keys := range wanted {
		asked[table] = types.KeysAndAttributes{Keys: keys, ConsistentRead: aws.Bool(true)}
		left += len(keys)
	}
	found := map[string][]attributes{}
	for try := 1; len(asked) > 0; try++ {
		out, err := client.BatchGetItem(ctx, &dynamodb.BatchGetItemInput{RequestItems: asked})
		if err != nil {
			return nil, explain("batch", err)
		}
		for table, items := range out.Responses {
			found[table] = append(found[table], items...)
		}
		before := left
		asked, left = out.UnprocessedKeys, 0
		for _, more := range asked {
			left += len(more.Keys)
		}
		if left == before && try >= writeTries {
			return nil, &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable, Err: fmt.Errorf("dynamodb batch: %d items not read", left)}
		}
		if left > 0 {
			select {
			case <-ctx.Done():
				return nil, explain("batch", ctx.Err())
			case <-time.After(rand.N(writeWait << min(try, writeTries))):
			}
		}
	}
	return found, nil
}
