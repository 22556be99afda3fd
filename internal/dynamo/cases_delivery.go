package dynamo

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// byMail is who moves the delivery of an answer: what SES tells of its mail.
const byMail = "mail"

// answers is the mails that are the answer to a request which stands so. One that told of an
// earlier right moves nothing once another answers.
var answers = map[rights.Workflow][]outbox.Kind{
	rights.Answered:  {outbox.RequestAnswered, outbox.RequestCopy},
	rights.Denied:    {outbox.RequestRefused},
	rights.Lifting:   {outbox.RequestAnswered, outbox.RequestCopy, outbox.RequestRefused, outbox.RequestCanceled, outbox.RequestLapsed},
	rights.Revoked:   {outbox.RequestCanceled},
	rights.Lapsed:    {outbox.RequestLapsed},
	rights.InAnother: {outbox.RequestOpen},
}

// arrives is what an end of a mail means for the answer that it carries; "" for nothing. A
// mail that somebody calls spam has come to them.
func arrives(from, to outbox.State) rights.Event {
	if from == to {
		return ""
	}
	switch to {
	case outbox.Delivered, outbox.Complained:
		return rights.Arrive
	case outbox.Bounced, outbox.Failed, outbox.Withheld:
		return rights.Bounce
	}
	return ""
}

// mayAnswer reports whether a kind of mail can be the answer to a request.
func mayAnswer(k outbox.Kind) bool {
	for _, kinds := range answers {
		for _, kind := range kinds {
			if kind == k {
				return true
			}
		}
	}
	return false
}

// delivered is what moves a case's delivery with the end of the mail that answers it: the
// line of its history, and the head if it is as it was read. None where it changes nothing,
// the case has ended, or the mail is one that ends a lock: the answer went before it.
func (s Mails) delivered(ctx context.Context, from, to outbox.Entry) ([]types.TransactWriteItem, error) {
	on := arrives(from.State, to.State)
	if on == "" || refKind(to.Ref) != kindCase || !mayAnswer(to.Kind) || to.Again != "" {
		return nil, nil
	}
	pk := refPartition(to.Ref)
	it, err := s.get(ctx, pk, kindCase)
	if err != nil || it == nil {
		return nil, err
	}
	var head caseItem
	if err := decode(it, &head); err != nil {
		return nil, err
	}
	next, moves := rights.Delivered(rights.Delivery(head.Delivery), on)
	if !moves || next == rights.Delivery(head.Delivery) || !answered(rights.Workflow(head.Workflow), to.Kind) {
		return nil, nil
	}
	at, err := head.after(s.Now())
	if err != nil {
		return nil, err
	}
	line := newEvent(pk, at, string(on), head.Expires)
	line.By = byMail
	put, err := s.put(line)
	if err != nil {
		return nil, err
	}
	queue, err := queueAfter(head, next)
	return []types.TransactWriteItem{put, {Update: s.moveDelivery(head, next, queue, at, on)}}, err
}

func answered(w rights.Workflow, k outbox.Kind) bool {
	for _, kind := range answers[w] {
		if kind == k {
			return true
		}
	}
	return false
}

// after is when something that happens now stands in a case's history: after the last line,
// also where another's clock is ahead.
func (it caseItem) after(now time.Time) (time.Time, error) {
	now = now.UTC().Truncate(time.Millisecond)
	for _, line := range it.Log {
		at, err := unstamp(line[:min(len(line), len(layout))])
		if err != nil {
			return now, err
		}
		if !now.After(at) {
			now = at.Add(time.Millisecond)
		}
	}
	return now, nil
}

// moveDelivery is the update of the head. Of a case in which something was erased nothing
// sealed is left once its answer has arrived, and so there is something to do about it now.
func (s Mails) moveDelivery(head caseItem, next rights.Delivery, queue string, at time.Time, on rights.Event) *types.Update {
	up := &types.Update{
		TableName:                &s.Name,
		Key:                      key(head.PK, head.SK),
		UpdateExpression:         aws.String("SET delivery = :delivery, #revision = :next, #queue = :queue"),
		ConditionExpression:      aws.String("(" + alive + ") AND " + standsAt),
		ExpressionAttributeNames: map[string]string{"#revision": "revision", "#queue": "queue"},
		ExpressionAttributeValues: attributes{
			":queue":    text(queue),
			":delivery": text(string(next)), ":now": s.now(), ":first": number(1),
			":was": number(int64(max(head.Revision, 1))), ":next": number(int64(max(head.Revision, 1) + 1)),
		},
	}
	if on == rights.Arrive && head.Erasure != "" && head.Agenda != "" {
		*up.UpdateExpression += ", #due = :due"
		up.ExpressionAttributeNames["#due"] = "due"
		up.ExpressionAttributeValues[":due"] = text(stamp(at))
	}
	logged(up, at, string(on))
	return up
}

// queueAfter is the queue of a case whose answer has fared so: staff see to one that came back.
func queueAfter(head caseItem, next rights.Delivery) (string, error) {
	c, _, id, err := splitPartition(head.PK)
	if err != nil {
		return "", err
	}
	r, err := head.request(c, gdpr.ID(id))
	r.Delivery = next
	return agenda(c, string(r.Queue())), err
}
