// Package dynamo owns the tables: their keys, their items, and every store on them.
package dynamo

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
	"ordholden/internal/platform"
	"ordholden/internal/retention"
)

// Table is the main table. Every item has its controller in the partition key,
// and in the sort key what it is; what has expired is never returned.
type Table struct {
	Client *dynamodb.Client
	Name   string
	Keys   *Keyring
	Now    func() time.Time
}

// callTimeout is how long one try of a call may take. Three of them stay under
// the ten seconds that a public function has.
const callTimeout = 2500 * time.Millisecond

// New is the table that the environment names, reached through a client that
// opens its first connection when it is first used.
func New(env *platform.Environment) *Table {
	client := dynamodb.New(dynamodb.Options{
		Region:       env.Region(),
		Credentials:  env.Credentials(),
		BaseEndpoint: env.Endpoint("DYNAMODB"),
		HTTPClient:   platform.HTTPClient(callTimeout),
		Retryer:      retry.NewStandard(func(o *retry.StandardOptions) { o.MaxBackoff = time.Second }),
	})
	return &Table{Client: client, Name: env.Need("TABLE"), Now: time.Now}
}

// WithKeys adds the table of keys, for functions that seal and open.
func (t *Table) WithKeys(env *platform.Environment) *Table {
	t.Keys = &Keyring{Client: t.Client, Name: env.Need("KEYS"), Now: t.Now}
	return t
}

// item is what every item has.
type item struct {
	PK      string           `dynamodbav:"pk"`
	SK      string           `dynamodbav:"sk"`
	Expires retention.Expiry `dynamodbav:"expires,omitempty"`
}

type attributes = map[string]types.AttributeValue

// vacant is the condition under which an item may be put: nothing has its key,
// or only something that has ended and waits for deletion.
const vacant = "attribute_not_exists(pk) OR expires <= :now"

// alive is the condition under which an item may be changed.
const alive = "attribute_exists(pk) AND (attribute_not_exists(expires) OR expires > :now)"

func (t *Table) now() types.AttributeValue { return number(t.Now().Unix()) }

// get reads one item; nil where there is none, or one that has expired.
func (t *Table) get(ctx context.Context, pk, sk string) (attributes, error) {
	out, err := t.Client.GetItem(ctx, &dynamodb.GetItemInput{
		TableName:      &t.Name,
		Key:            key(pk, sk),
		ConsistentRead: aws.Bool(true),
	})
	if err != nil {
		return nil, explain("get", err)
	}
	if out.Item == nil || t.due(out.Item) {
		return nil, nil
	}
	return out.Item, nil
}

// query reads the items of a partition whose sort keys begin with prefix, in
// order, without those that have expired.
func (t *Table) query(ctx context.Context, pk, prefix string) ([]attributes, error) {
	in := &dynamodb.QueryInput{
		TableName:                 &t.Name,
		ConsistentRead:            aws.Bool(true),
		KeyConditionExpression:    aws.String("pk = :pk"),
		ExpressionAttributeValues: attributes{":pk": text(pk)},
	}
	if prefix != "" {
		in.KeyConditionExpression = aws.String("pk = :pk AND begins_with(sk, :prefix)")
		in.ExpressionAttributeValues[":prefix"] = text(prefix)
	}
	var live []attributes
	for pages := dynamodb.NewQueryPaginator(t.Client, in); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, explain("query", err)
		}
		for _, it := range page.Items {
			if !t.due(it) {
				live = append(live, it)
			}
		}
	}
	return live, nil
}

func (t *Table) due(it attributes) bool {
	var e struct {
		Expires retention.Expiry `dynamodbav:"expires"`
	}
	// An expiry that is no number would never be deleted; it is not served either.
	return attributevalue.UnmarshalMap(it, &e) != nil || e.Expires.Due(t.Now())
}

// Contended transactions are tried again, for the SDK does not: so often, after
// a random wait that doubles.
const (
	writeTries = 6
	writeWait  = 10 * time.Millisecond
)

// write carries out all of the items or none. Which of them refused is in the
// *refusal that it returns; any other error is explained.
func (t *Table) write(ctx context.Context, items ...types.TransactWriteItem) error {
	for try := 1; ; try++ {
		_, err := t.Client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: items})
		if err == nil {
			return nil
		}
		if r := refused(err); r != nil {
			return r
		}
		canceled, ok := errors.AsType[*types.TransactionCanceledException](err)
		if !ok || !contended(canceled) || try == writeTries {
			return explain("transact", err)
		}
		if err := pause(ctx, try); err != nil {
			return explain("transact", err)
		}
	}
}

// pause waits before the next try.
func pause(ctx context.Context, try int) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(rand.N(writeWait << try)):
		return nil
	}
}

// refusal says which items of a transaction did not meet their condition.
type refusal struct{ items []int }

// Error is the text for the operator.
func (*refusal) Error() string { return "a condition of the transaction was not met" }

// by reports whether the item at that place of the transaction refused.
func (r *refusal) by(place int) bool {
	for _, i := range r.items {
		if i == place {
			return true
		}
	}
	return false
}

// refused is the refusal in err: nil where it is another error, or where any
// item failed for another reason than its condition.
func refused(err error) *refusal {
	canceled, ok := errors.AsType[*types.TransactionCanceledException](err)
	if !ok {
		return nil
	}
	var r refusal
	for i, reason := range canceled.CancellationReasons {
		switch aws.ToString(reason.Code) {
		case "", "None":
		case "ConditionalCheckFailed":
			r.items = append(r.items, i)
		default:
			return nil
		}
	}
	if r.items == nil {
		return nil
	}
	return &r
}

// conflict is the error for a state that changed before it could be moved.
func conflict(err error) error {
	if _, ok := errors.AsType[*refusal](err); ok {
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeAlreadyDecided, Err: err}
	}
	return err
}
