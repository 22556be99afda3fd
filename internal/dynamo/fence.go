package dynamo

// The fence keeps a write that began before an erasure from landing after it, sealed
// under a key that is gone: acknowledged, and never to be read. An erasure first names
// the key that will go, here, and then looks for what there is. So whatever is stored under
// that key was either there to be found, or is refused and tried again under the next.

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
	"ordholden/internal/seal"
)

// fenceKey is the fence's place in the person's partition.
const fenceKey = "ERASED"

// fenceKept is longer than anything can take from asking for a key to storing: a Lambda
// function runs fifteen minutes at most.
const fenceKept = time.Hour

// fence is the part of a transaction that refuses it where the key that it seals under
// is about to go. Each that seals something new for a person has it.
func (t *Table) fence(c gdpr.ControllerID, s gdpr.SubjectID, k seal.Key) types.TransactWriteItem {
	return types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{
		TableName:                 &t.Name,
		Key:                       key(partition(c, kindSubject, string(s)), fenceKey),
		ConditionExpression:       aws.String("attribute_not_exists(dead) OR NOT contains(dead, :name)"),
		ExpressionAttributeValues: attributes{":name": text(k.Name())},
	}}
}

// fenced is the error for a write that the fence alone refused, at that place of its
// transaction: the same again goes through, under the key that is left. Where others
// refused as well, err is theirs to explain.
func fenced(err error, place int) error {
	if r, ok := errors.AsType[*refusal](err); ok && len(r.items) == 1 && r.by(place) {
		return errFenced
	}
	return err
}

var errFenced = &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable, Err: errors.New("the person is being erased")}

// raise puts up the fence against a key.
func (t *Table) raise(ctx context.Context, c gdpr.ControllerID, s gdpr.SubjectID, dead seal.Key) error {
	until, err := retention.Within(fenceKept, t.Now())
	if err != nil {
		return err
	}
	_, err = t.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName:        &t.Name,
		Key:              key(partition(c, kindSubject, string(s)), fenceKey),
		UpdateExpression: aws.String("SET expires = :until ADD dead :names"),
		ExpressionAttributeValues: attributes{
			":until": number(int64(until)), ":names": &types.AttributeValueMemberSS{Value: []string{dead.Name()}},
		},
	})
	return explain("raise fence", err)
}
