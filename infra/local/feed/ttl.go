package feed

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

// TTL removes expired items, which DynamoDB Local never does. Like AWS it leaves alone what has no number in the
// attribute, and what expired more than five years ago.
type TTL struct {
	Client *sdk.Client
	Table  string
	// Attribute holds the moment of expiry in epoch seconds; empty means expires.
	Attribute string
	// Delay is how late items are removed; AWS says within a few days.
	Delay time.Duration
	// Interval is the pause between two sweeps of Run; 0 means a second.
	Interval time.Duration
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// Removals learns of each removal; nil when no feed needs to know.
	Removals *Removals
	// Log gets what goes wrong; nil discards it.
	Log *slog.Logger
}

// Run sweeps until the context ends. A sweep that fails is logged, and made good by the next.
func (t *TTL) Run(ctx context.Context) {
	interval := t.Interval
	if interval == 0 {
		interval = time.Second
	}
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		if _, err := t.Sweep(ctx); err != nil && ctx.Err() == nil && t.Log != nil {
			t.Log.Warn("remove expired items", "table", t.Table, "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// Sweep removes everything that is due and returns how many items that was.
func (t *TTL) Sweep(ctx context.Context) (int, error) {
	names, err := t.keyNames(ctx)
	if err != nil {
		return 0, err
	}
	removed := 0
	pages := sdk.NewScanPaginator(t.Client, t.scan())
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return removed, fmt.Errorf("look for expired items of %s: %w", t.Table, err)
		}
		n, err := t.remove(ctx, names, page.Items)
		removed += n
		if err != nil {
			return removed, err
		}
	}
	return removed, nil
}

func (t *TTL) attribute() string {
	if t.Attribute == "" {
		return "expires"
	}
	return t.Attribute
}

func (t *TTL) scan() *sdk.ScanInput {
	now := time.Now
	if t.Now != nil {
		now = t.Now
	}
	due := now().Add(-t.Delay)
	return &sdk.ScanInput{
		TableName:                aws.String(t.Table),
		ConsistentRead:           aws.Bool(true),
		FilterExpression:         aws.String("#expires <= :due AND #expires >= :floor"),
		ExpressionAttributeNames: map[string]string{"#expires": t.attribute()},
		ExpressionAttributeValues: map[string]types.AttributeValue{
			":due":   seconds(due),
			":floor": seconds(now().AddDate(-5, 0, 0)),
		},
	}
}

func seconds(at time.Time) types.AttributeValue {
	return &types.AttributeValueMemberN{Value: strconv.FormatInt(at.Unix(), 10)}
}

// keyNames returns the attributes of the table's key.
func (t *TTL) keyNames(ctx context.Context) ([]string, error) {
	out, err := t.Client.DescribeTable(ctx, &sdk.DescribeTableInput{TableName: aws.String(t.Table)})
	if err != nil {
		return nil, fmt.Errorf("describe table %s: %w", t.Table, err)
	}
	var names []string
	for _, k := range out.Table.KeySchema {
		names = append(names, *k.AttributeName)
	}
	return names, nil
}

// remove announces the items and deletes them, and returns how many were deleted.
func (t *TTL) remove(ctx context.Context, names []string, items []map[string]types.AttributeValue) (int, error) {
	keys := make([]map[string]types.AttributeValue, len(items))
	announced := make([]wireKey, len(items))
	for i, item := range items {
		var err error
		keys[i] = keyOf(item, names)
		if announced[i], err = itemKey(keys[i]); err != nil {
			return 0, err
		}
	}
	if err := t.Removals.announce(announced); err != nil {
		return 0, err
	}
	var kept []wireKey
	var failures []error
	for i, item := range items {
		gone, err := false, ctx.Err()
		if err == nil {
			// A delete that has begun is brought to its end: whether it happened must be known.
			gone, err = t.delete(context.WithoutCancel(ctx), keys[i], item[t.attribute()])
		}
		if !gone {
			kept = append(kept, announced[i])
		}
		failures = append(failures, err)
	}
	failures = append(failures, t.Removals.withdraw(kept))
	return len(items) - len(kept), errors.Join(failures...)
}

func keyOf(item map[string]types.AttributeValue, names []string) map[string]types.AttributeValue {
	key := map[string]types.AttributeValue{}
	for _, name := range names {
		key[name] = item[name]
	}
	return key
}

// delete removes the item if it still expires when the sweep saw that it would: an item that was given more time
// meanwhile stays.
func (t *TTL) delete(ctx context.Context, key map[string]types.AttributeValue, seen types.AttributeValue) (gone bool, err error) {
	_, err = t.Client.DeleteItem(ctx, &sdk.DeleteItemInput{
		TableName:                 aws.String(t.Table),
		Key:                       key,
		ConditionExpression:       aws.String("#expires = :seen"),
		ExpressionAttributeNames:  map[string]string{"#expires": t.attribute()},
		ExpressionAttributeValues: map[string]types.AttributeValue{":seen": seen},
	})
	if _, changed := errors.AsType[*types.ConditionalCheckFailedException](err); changed {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("remove an expired item of %s: %w", t.Table, err)
	}
	return true, nil
}
