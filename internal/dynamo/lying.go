package dynamo

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"ordholden/internal/retention"
)

// lyingItem is what an erasure has to know of an item, head or not, as it lies there:
// what has ended and waits for deletion is erased like everything else.
type lyingItem struct {
	item
	Subject  string      `dynamodbav:"subject"`
	Case     string      `dynamodbav:"case"`
	Class    string      `dynamodbav:"class"`   // of a term record
	Purpose  string      `dynamodbav:"purpose"` // likewise
	Received string      `dynamodbav:"received"`
	End      int64       `dynamodbav:"end"`
	Holds    []lyingHold `dynamodbav:"holds"`
	Digest   string      `dynamodbav:"digest"` // of a held file
	Sealed   []byte      `dynamodbav:"sealed"`

	raw attributes
}

type lyingHold struct {
	Ground string `dynamodbav:"ground"`
	Until  int64  `dynamodbav:"until"`
}

// kept is the hold that keeps the record longest; nil for none that has not ended.
func (it lyingItem) kept(now time.Time) *lyingHold {
	var longest *lyingHold
	for i, h := range it.Holds {
		if !retention.Expiry(h.Until).Due(now) && (longest == nil || h.Until > longest.Until) {
			longest = &it.Holds[i]
		}
	}
	return longest
}

// lying reads all of a partition, in order, what has expired too.
func (t *Table) lying(ctx context.Context, pk string) ([]lyingItem, error) {
	var items []lyingItem
	for pages := dynamodb.NewQueryPaginator(t.Client, &dynamodb.QueryInput{
		TableName:                 &t.Name,
		ConsistentRead:            aws.Bool(true),
		KeyConditionExpression:    aws.String("pk = :pk"),
		ExpressionAttributeValues: attributes{":pk": text(pk)},
	}); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, explain("query", err)
		}
		for _, raw := range page.Items {
			it := lyingItem{raw: raw}
			if err := decode(raw, &it); err != nil {
				return nil, err
			}
			items = append(items, it)
		}
	}
	return items, nil
}

// lot is what lies at one head.
type lot struct {
	head  *lyingItem // nil: gone, and what lies beside it will be
	term  *lyingItem
	files int // that are held
}

// lots is what lies in a partition, by head.
func (t *Table) lots(ctx context.Context, pk string) (map[string]*lot, error) {
	items, err := t.lying(ctx, pk)
	if err != nil {
		return nil, err
	}
	found := map[string]*lot{}
	for i, it := range items {
		m, ok := matterOf(it.PK, it.SK)
		if !ok {
			continue
		}
		if found[m.head] == nil {
			found[m.head] = &lot{}
		}
		switch l := found[m.head]; {
		case m.isHead():
			l.head = &items[i]
		case m.term:
			l.term = &items[i]
		case m.child(fileChild) != "" && it.Digest != "":
			l.files++
		}
	}
	return found, nil
}

// purpose is what the record is held for.
func (l lot) purpose() string {
	for _, it := range []*lyingItem{l.term, l.head} {
		if it != nil && it.Purpose != "" {
			return it.Purpose
		}
	}
	return ""
}

// lyingAt reads one item as it lies there; nil for none.
func (t *Table) lyingAt(ctx context.Context, pk, sk string) (*lyingItem, error) {
	out, err := t.Client.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: &t.Name, Key: key(pk, sk), ConsistentRead: aws.Bool(true),
	})
	if err != nil || out.Item == nil {
		return nil, explain("get", err)
	}
	it := lyingItem{raw: out.Item}
	return &it, decode(out.Item, &it)
}
