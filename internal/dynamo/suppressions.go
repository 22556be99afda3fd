package dynamo

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
)

// Suppressions keeps to whom no marketing is sent: fulfillment.Suppressions on the table. A
// person who objected stays on the list when everything else of them is erased, by the
// pseudonym alone, for else the next list that somebody brings would reach them again.
type Suppressions struct{ *Table }

// suppressedKey is the place in the person's partition. It has no end.
const suppressedKey = "SUPPRESSED"

type suppressedItem struct {
	item
	At string `dynamodbav:"at"`
}

// Suppress adds the person; who is on the list stays on it since the first time.
func (s Suppressions) Suppress(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID, at time.Time) error {
	it, err := encode(suppressedItem{
		item: item{PK: partition(c, kindSubject, string(subject)), SK: suppressedKey}, At: stamp(at),
	})
	if err != nil {
		return err
	}
	_, err = s.Client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &s.Name, Item: it, ConditionExpression: aws.String("attribute_not_exists(pk)"),
	})
	return unlessRefused("put", err)
}

// unlessRefused is no error where the condition says that it is done already.
func unlessRefused(call string, err error) error {
	if _, done := errors.AsType[*types.ConditionalCheckFailedException](err); done {
		return nil
	}
	return explain(call, err)
}

// Suppressed is since when; zero for never. It looks under every pseudonym that the address
// has had: which one the person is known by now hangs on a data key that may be gone.
func (s Suppressions) Suppressed(ctx context.Context, c gdpr.ControllerID, address gdpr.Private) (time.Time, error) {
	members, err := s.Keys.members(ctx, c, kindSecret)
	if err != nil {
		return time.Time{}, err
	}
	var since time.Time
	for _, m := range members {
		it, err := s.get(ctx, partition(c, kindSubject, string(m.secret().Subject(address))), suppressedKey)
		if err != nil {
			return time.Time{}, err
		}
		if it == nil {
			continue
		}
		var held suppressedItem
		if err := decode(it, &held); err != nil {
			return time.Time{}, err
		}
		at, err := unstamp(held.At)
		if err != nil {
			return time.Time{}, err
		}
		if since.IsZero() || at.Before(since) {
			since = at
		}
	}
	return since, nil
}
