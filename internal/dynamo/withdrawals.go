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

// Withdrawals keeps which withdrawn consents something has still to follow from: each is on
// the agenda from the transaction that withdraws it, or takes the withdrawal back, however that
// came about, until what follows is done.
type Withdrawals struct{ *Table }

const agendaWithdrawn = "WITHDRAWN"

// Due is the ids of consents to be looked at, the longest due first. The index may lag behind
// the table, and is only a hint.
func (s Withdrawals) Due(ctx context.Context, c gdpr.ControllerID, now time.Time) ([]gdpr.ID, error) {
	return s.dueOf(ctx, c, agendaWithdrawn, kindConsent, now)
}

// Later has a consent looked at again at that time, if nothing was decided on it since. One that
// is done with is left alone.
func (s Withdrawals) Later(ctx context.Context, c gdpr.ControllerID, id gdpr.ID, decided, at time.Time) error {
	return s.update(ctx, c, id, decided, "SET #due = :due", attributes{":due": text(stamp(at))})
}

// Done takes a consent off the agenda, if nothing was decided on it since; again is no error.
func (s Withdrawals) Done(ctx context.Context, c gdpr.ControllerID, id gdpr.ID, decided time.Time) error {
	return s.update(ctx, c, id, decided, "REMOVE #agenda, #due", attributes{})
}

func (s Withdrawals) update(ctx context.Context, c gdpr.ControllerID, id gdpr.ID, decided time.Time, expression string, values attributes) error {
	values[":agenda"] = text(agenda(c, agendaWithdrawn))
	condition := "#agenda = :agenda"
	if !decided.IsZero() {
		condition += " AND decided = :decided"
		values[":decided"] = text(stamp(decided))
	}
	_, err := s.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName: &s.Name, Key: key(partition(c, kindConsent, string(id)), kindConsent),
		UpdateExpression: &expression, ConditionExpression: &condition,
		ExpressionAttributeNames: map[string]string{"#agenda": "agenda", "#due": "due"}, ExpressionAttributeValues: values,
	})
	if _, gone := errors.AsType[*types.ConditionalCheckFailedException](err); gone {
		return nil
	}
	return explain("update", err)
}

// dueOf is the ids of heads of a kind that are due on an agenda.
func (t *Table) dueOf(ctx context.Context, c gdpr.ControllerID, what, kind string, now time.Time) ([]gdpr.ID, error) {
	out, err := t.Client.Query(ctx, &dynamodb.QueryInput{
		TableName:                 &t.Name,
		IndexName:                 aws.String(dueIndex),
		KeyConditionExpression:    aws.String("agenda = :agenda AND due <= :now"),
		ExpressionAttributeValues: attributes{":agenda": text(agenda(c, what)), ":now": text(stamp(now))},
		Limit:                     aws.Int32(dueBatch),
	})
	if err != nil {
		return nil, explain("query due", err)
	}
	var ids []gdpr.ID
	for _, it := range out.Items {
		var k item
		if err := decode(it, &k); err != nil {
			return nil, err
		}
		if _, _, id, err := splitPartition(k.PK); err == nil && k.SK == kind {
			ids = append(ids, gdpr.ID(id))
		}
	}
	return ids, nil
}
