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

// Later puts off what there is to do about a case, or takes it off the agenda where at is zero. A
// case that is on none stays so. It is no step of the case: neither its revision nor anything that
// is said of it changes, and whoever moves the case sets anew when it is due.
func (s Cases) Later(ctx context.Context, c gdpr.ControllerID, id gdpr.ID, at time.Time) error {
	return s.putOff(ctx, partition(c, kindCase, string(id)), kindCase, at)
}

// putOff moves when a head is due in the index, or takes it out.
func (t *Table) putOff(ctx context.Context, pk, sk string, at time.Time) error {
	in := &dynamodb.UpdateItemInput{
		TableName: &t.Name, Key: key(pk, sk),
		UpdateExpression:         aws.String("SET #due = :at"),
		ConditionExpression:      aws.String("attribute_exists(agenda)"),
		ExpressionAttributeNames: map[string]string{"#due": "due"},
	}
	if at.IsZero() {
		in.UpdateExpression = aws.String("REMOVE agenda, #due")
	} else {
		in.ExpressionAttributeValues = attributes{":at": text(stamp(at))}
	}
	_, err := t.Client.UpdateItem(ctx, in)
	if _, none := errors.AsType[*types.ConditionalCheckFailedException](err); none {
		return nil
	}
	return explain("update", err)
}
