package dynamo

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
)

// Settle stores what became of a mail. With SES's id for a mail about a request goes
// an item by which a reply finds the case; with the end of one that answers a request, the
// delivery of the answer; with the fate of one on which a time limit hangs, that limit.
func (s Mails) Settle(ctx context.Context, from, to outbox.Entry) error {
	if to.MessageID != from.MessageID && refKind(to.Ref) == kindCase {
		lead, err := s.sent(to)
		if err != nil {
			return err
		}
		return s.settleWith(ctx, from, to, lead)
	}
	return s.settleWith(ctx, from, to)
}

// settleWith stores what became of a mail with all that follows from it. A case that was
// moved meanwhile is read again; a mail that was, is not.
func (s Mails) settleWith(ctx context.Context, from, to outbox.Entry, beside ...types.TransactWriteItem) error {
	for try := 1; ; try++ {
		moved, err := s.delivered(ctx, from, to)
		if err != nil {
			return err
		}
		if moved == nil {
			moved, err = s.fared(ctx, from, to)
		}
		if err != nil {
			return err
		}
		writes := append([]types.TransactWriteItem{{Update: s.settle(from, to)}}, beside...)
		if writes = append(writes, moved...); len(writes) == 1 {
			return s.settleAlone(ctx, writes[0].Update)
		}
		err = s.write(ctx, writes...)
		if r, refused := errors.AsType[*refusal](err); !refused || r.by(0) || try == writeTries {
			return conflict(err)
		}
	}
}

// settleAlone stores what became of a mail from which nothing follows.
func (s Mails) settleAlone(ctx context.Context, u *types.Update) error {
	_, err := s.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName: u.TableName, Key: u.Key, UpdateExpression: u.UpdateExpression,
		ConditionExpression:      u.ConditionExpression,
		ExpressionAttributeNames: u.ExpressionAttributeNames, ExpressionAttributeValues: u.ExpressionAttributeValues,
	})
	if _, ok := errors.AsType[*types.ConditionalCheckFailedException](err); ok {
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeAlreadyDecided, Err: err}
	}
	return explain("update", err)
}

func (s Mails) settle(from, to outbox.Entry) *types.Update {
	u := &types.Update{
		TableName:           &s.Name,
		Key:                 key(refPartition(to.Ref), mailKey(to.Entry)),
		ConditionExpression: aws.String("#state = :from AND attempts = :fromAttempts AND (" + alive + ")"),
		ExpressionAttributeNames: map[string]string{
			"#state": "state", "#message": "message", "#reason": "reason", "#agenda": "agenda", "#due": "due",
		},
		ExpressionAttributeValues: attributes{
			":from": text(string(from.State)), ":fromAttempts": number(int64(from.Attempts)),
			":state": text(string(to.State)), ":attempts": number(int64(to.Attempts)),
			":message": text(to.MessageID), ":reason": text(to.Reason), ":now": s.now(),
		},
	}
	set := "SET #state = :state, attempts = :attempts, #message = :message, #reason = :reason"
	if taken(to.State) && !taken(from.State) {
		set += ", taken = :taken"
		u.ExpressionAttributeValues[":taken"] = text(stamp(s.Now()))
	}
	if to.Due.IsZero() {
		u.UpdateExpression = aws.String(set + " REMOVE #agenda, #due")
	} else {
		u.UpdateExpression = aws.String(set + ", #agenda = :agenda, #due = :due")
		u.ExpressionAttributeValues[":agenda"] = text(agenda(to.Controller, agendaMail))
		u.ExpressionAttributeValues[":due"] = text(stamp(to.Due))
	}
	missed(u, from, to)
	return u
}
