package dynamo

import (
	"context"
	"errors"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/seal"
)

// firsts is a Put for each item, where nothing at all has its key.
func (s Holdings) firsts(its ...any) ([]types.TransactWriteItem, error) {
	puts, err := s.puts(its...)
	for _, p := range puts {
		p.Put.ConditionExpression, p.Put.ExpressionAttributeValues = aws.String("attribute_not_exists(pk)"), nil
	}
	return puts, err
}

// set is a Put of an item that says the same whoever puts it, or that stands under the
// condition of its head in the same transaction.
func (s Holdings) set(it any) (types.TransactWriteItem, error) {
	p, err := s.put(it)
	if err == nil {
		p.Put.ConditionExpression, p.Put.ExpressionAttributeValues = nil, nil
	}
	return p, err
}

// maxWrites is how many items one transaction of DynamoDB's takes.
const maxWrites = 100

// commit writes all or nothing; gdpr.Conflict where a condition refused.
func (s Holdings) commit(ctx context.Context, writes []types.TransactWriteItem) error {
	if err := tooMany(len(writes)); err != nil {
		return err
	}
	return changed(s.write(ctx, writes...))
}

// tooMany is the error for more items than one transaction takes.
func tooMany(n int) error {
	if n <= maxWrites {
		return nil
	}
	return gdpr.InvalidFaults([]gdpr.Fault{{Code: gdpr.FaultTooMany, Value: strconv.Itoa(maxWrites)}})
}

var errChanged = &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeChanged}

// changed is the error for a record that is no more what it was read as.
func changed(err error) error {
	if _, ok := errors.AsType[*refusal](err); ok {
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeChanged, Err: err}
	}
	return err
}

var errEnding = errors.New("what lay there has ended, and is being cleared away")

// at is where a record lies that is to be written to, and its owner's key; gdpr.Conflict
// where the key is gone.
func (s Holdings) at(ctx context.Context, r holding.Ref) (pk, sk string, k seal.Key, err error) {
	pk, sk, ok := home(r)
	if !ok {
		return pk, sk, k, errChanged
	}
	keys, err := s.Keys.existing(ctx, r.Controller, r.Owner)
	if errors.Is(err, errNoKey) {
		err = errChanged
	}
	return pk, sk, keys.sealing(), err
}

// stands is the condition that a record has not ended, on its head.
func (s Holdings) stands(r holding.Ref) types.TransactWriteItem {
	pk, sk, _ := home(r)
	return types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{
		TableName:                 &s.Name,
		Key:                       key(pk, sk),
		ConditionExpression:       aws.String("(" + alive + ") AND subject = :owner"),
		ExpressionAttributeValues: attributes{":now": s.now(), ":owner": text(string(r.Owner))},
	}}
}

// serves is the condition that a record may be used: it is neither restricted, nor kept
// by a hold alone.
func (s Holdings) serves(r holding.Ref) types.TransactWriteItem {
	check := s.stands(r)
	check.ConditionCheck.ConditionExpression = aws.String(*check.ConditionCheck.ConditionExpression +
		" AND attribute_not_exists(restricted) AND (attribute_not_exists(#end) OR #end > :now)")
	check.ConditionCheck.ExpressionAttributeNames = map[string]string{"#end": "end"}
	return check
}

// standing is the record that is in the way of a new one. Where that has ended, it
// stands in the way until what follows from its end is done: deleting it now brings
// that on, in seconds and not when DynamoDB gets to it. Until then gdpr.Unavailable.
func (s Holdings) standing(ctx context.Context, r holding.Ref) (holding.Record, error) {
	stored, err := s.Record(ctx, r)
	if gdpr.KindOf(err) != gdpr.NotFound {
		return stored, err
	}
	pk, sk, _ := home(r)
	_, err = s.Client.DeleteItem(ctx, &dynamodb.DeleteItemInput{
		TableName:                 &s.Name,
		Key:                       key(pk, sk),
		ConditionExpression:       aws.String("expires <= :now"),
		ExpressionAttributeValues: attributes{":now": s.now()},
	})
	if _, kept := errors.AsType[*types.ConditionalCheckFailedException](err); err != nil && !kept {
		return stored, explain("delete", err)
	}
	return stored, &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable, Err: errEnding}
}

// remove is a Delete under the condition of the head in the same transaction.
func (s Holdings) remove(pk, sk string) types.TransactWriteItem {
	return types.TransactWriteItem{Delete: &types.Delete{TableName: &s.Name, Key: key(pk, sk)}}
}

// update is one conditional update that waits, as write does, while a transaction
// holds the item. What refuses is in the exception that it returns.
func (s Holdings) update(ctx context.Context, in *dynamodb.UpdateItemInput) error {
	for try := 1; ; try++ {
		_, err := s.Client.UpdateItem(ctx, in)
		if _, held := errors.AsType[*types.TransactionConflictException](err); !held || try == writeTries {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(rand.N(writeWait << try)):
		}
	}
}
