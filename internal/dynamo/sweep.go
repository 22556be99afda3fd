package dynamo

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
)

// Segment scans a part of the table of records, keys and ends only. All items of one
// partition are in one part, so that a head is seen with what lies beside it.
func (s Removals) Segment(ctx context.Context, n, of int) (found expiry.Segment, err error) {
	heads, beside := map[expiry.Key]bool{}, map[expiry.Key]bool{}
	err = s.scan(ctx, s.Name, n, of, []string{"pk", "sk", "expires"}, func(it attributes) {
		var i item
		if decode(it, &i) != nil {
			return // an end that is no number never comes; reads drop the item all the same
		}
		k := expiry.Key{Partition: i.PK, Item: i.SK}
		due := i.Expires.Due(s.Now())
		if due {
			found.Due = append(found.Due, expiry.Due{Key: k, Expires: i.Expires})
		}
		switch m, ok := matterOf(i.PK, i.SK); {
		case ok && m.isHead():
			heads[k] = true
		case ok && !due:
			beside[expiry.Key{Partition: i.PK, Item: m.head}] = true
		}
	})
	orphaned := map[string]bool{}
	for head := range beside {
		if !heads[head] {
			orphaned[head.Partition] = true
		}
	}
	found.Orphaned = slices.Sorted(maps.Keys(orphaned))
	return found, err
}

func (s Removals) scan(ctx context.Context, table string, n, of int, names []string, visit func(attributes)) error {
	projection, renamed := projected(names)
	in := &dynamodb.ScanInput{
		TableName: &table, Segment: aws.Int32(int32(n)), TotalSegments: aws.Int32(int32(of)),
		ProjectionExpression: aws.String(projection), ExpressionAttributeNames: renamed,
	}
	for pages := dynamodb.NewScanPaginator(s.Client, in); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return explain("scan", err)
		}
		for _, it := range page.Items {
			visit(it)
		}
	}
	return nil
}

// Delete deletes an item that is due, as time to live does: one that was given more time
// meanwhile, or whose end was taken off, stays.
func (s Removals) Delete(ctx context.Context, d expiry.Due) error {
	if !d.Expires.Due(s.Now()) {
		return errors.New("sweep: an item that is not due")
	}
	_, err := s.Client.DeleteItem(ctx, &dynamodb.DeleteItemInput{
		TableName: &s.Name, Key: key(d.Partition, d.Item), ConditionExpression: aws.String("expires = :seen"),
		ExpressionAttributeValues: attributes{":seen": number(int64(d.Expires))},
	})
	if _, changed := errors.AsType[*types.ConditionalCheckFailedException](err); changed {
		return nil
	}
	return explain("delete", err)
}

// Idle scans a part of the table of keys for data keys that have lain idle.
func (s Removals) Idle(ctx context.Context, n, of int, unusedSince time.Time) (idle []expiry.Person, err error) {
	err = s.scan(ctx, s.Keys.Name, n, of, []string{"id", "used"}, func(it attributes) {
		var k struct {
			ID   string `dynamodbav:"id"`
			Used int64  `dynamodbav:"used"`
		}
		if decode(it, &k) != nil || k.Used >= unusedSince.Unix() {
			return
		}
		if c, kind, id, err := splitPartition(k.ID); err == nil && kind == "KEY" {
			idle = append(idle, expiry.Person{Controller: c, Subject: gdpr.SubjectID(id)})
		}
	})
	return idle, err
}
