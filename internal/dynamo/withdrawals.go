package dynamo

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"ordholden/internal/gdpr"
)

// Withdrawals keeps which consents under an address something has still to follow from: each
// that is withdrawn, whole or for some of its purposes, and each whose withdrawal is taken back,
// is on the agenda from the transaction that does it, however it was done, until it is taken off.
type Withdrawals struct{ *Table }

const agendaWithdrawn = "WITHDRAWN"

// Due is the ids of consents to be looked at, the longest due first. The index may lag behind
// the table, and is only a hint.
func (s Withdrawals) Due(ctx context.Context, c gdpr.ControllerID, now time.Time) ([]gdpr.ID, error) {
	return s.dueOf(ctx, c, agendaWithdrawn, kindConsent, now)
}

// Later has a consent looked at again at that time, if nothing has been decided on it since; a
// zero decided says that this does not matter. One that was decided on stays due, and one that
// is done with is left alone.
func (s Withdrawals) Later(ctx context.Context, c gdpr.ControllerID, id gdpr.ID, decided, at time.Time) error {
	return s.putOff(ctx, partition(c, kindConsent, string(id)), kindConsent, agenda(c, agendaWithdrawn), decided, at)
}

// Done takes a consent off the agenda, likewise; again is no error.
func (s Withdrawals) Done(ctx context.Context, c gdpr.ControllerID, id gdpr.ID, decided time.Time) error {
	return s.Later(ctx, c, id, decided, time.Time{})
}

// putOff moves when a head that is on an agenda is due, or takes it off where that is never.
func (t *Table) putOff(ctx context.Context, pk, sk, on string, decided, at time.Time) error {
	up := &dynamodb.UpdateItemInput{
		TableName: &t.Name, Key: key(pk, sk),
		UpdateExpression:          aws.String("REMOVE #agenda, #due"),
		ConditionExpression:       aws.String("#agenda = :agenda"),
		ExpressionAttributeNames:  map[string]string{"#agenda": "agenda", "#due": "due"},
		ExpressionAttributeValues: attributes{":agenda": text(on)},
	}
	if !at.IsZero() {
		up.UpdateExpression = aws.String("SET #due = :due")
		up.ExpressionAttributeValues[":due"] = text(stamp(at))
	}
	if !decided.IsZero() {
		*up.ConditionExpression += " AND decided = :decided"
		up.ExpressionAttributeValues[":decided"] = text(stamp(decided))
	}
	_, err := t.Client.UpdateItem(ctx, up)
	return unlessRefused("update", err)
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
