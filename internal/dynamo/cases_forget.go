package dynamo

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
)

// Forget strips a case of everything that is sealed of it: its head, what stands in its
// history, the addresses of its mails, and the mails that came in. What is left is the ledger:
// what was asked, what became of it, and when. The person's key is held by it no more, and
// goes when nothing else holds it. It takes the case off the agenda, for nothing is left to be
// done about it. Broken off anywhere, and done twice, it ends the same; a case that is gone
// is no error.
func (s Cases) Forget(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) error {
	d, err := s.dossier(ctx, c, kindCase, id)
	if errors.Is(err, errNoDossier) {
		return nil
	}
	if err != nil {
		return err
	}
	var strips []types.TransactWriteItem
	for _, e := range d.events {
		strips = append(strips, s.strip(e.item, e.Sealed)...)
	}
	for _, m := range d.mails {
		strips = append(strips, s.strip(m.item, m.Sealed)...)
	}
	for _, m := range d.messages {
		own := item{PK: partition(c, kindMessage, m.id()), SK: kindMessage}
		held, err := s.get(ctx, own.PK, own.SK)
		if err != nil {
			return err
		}
		var it messageItem
		if err := decode(held, &it); err != nil {
			return err
		}
		if it.Sealed != nil {
			strips = append(append(strips, s.strip(own, it.Sealed)...), s.release(c, gdpr.SubjectID(it.Subject), kindMessage, m.id()))
		}
	}
	for len(strips) > 0 {
		n := min(len(strips), maxWrites)
		if err := s.write(ctx, strips[:n]...); err != nil {
			return stripped(err)
		}
		strips = strips[n:]
	}
	return stripped(s.write(ctx, s.forgotten(d), s.release(c, d.subject, kindCase, string(id))))
}

// stripped is no error where the case was changed meanwhile, but worth another try.
func stripped(err error) error {
	if _, refused := errors.AsType[*refusal](err); refused {
		return errChanging
	}
	return err
}

// strip takes what is sealed out of an item that is as it was read.
func (s Cases) strip(it item, sealed []byte) []types.TransactWriteItem {
	if sealed == nil {
		return nil
	}
	return []types.TransactWriteItem{{Update: &types.Update{
		TableName: &s.Name, Key: key(it.PK, it.SK),
		UpdateExpression: aws.String("REMOVE sealed"), ConditionExpression: aws.String("sealed = :sealed"),
		ExpressionAttributeValues: attributes{":sealed": &types.AttributeValueMemberB{Value: sealed}},
	}}}
}

// release deletes the pointer that holds the person's key for a matter.
func (s Cases) release(c gdpr.ControllerID, subject gdpr.SubjectID, kind, id string) types.TransactWriteItem {
	return Removals(s).gone(expiry.Key{Partition: partition(c, kindSubject, string(subject)), Item: heldKey(kind, id)}, "")
}

// forgotten strips the head, if it is of the revision that was read: what came in meanwhile
// has something sealed that was not seen.
func (s Cases) forgotten(d *dossier) types.TransactWriteItem {
	was := d.head["revision"]
	if was == nil {
		was = number(1)
	}
	return types.TransactWriteItem{Update: &types.Update{
		TableName: &s.Name, Key: key(d.pk(), kindCase),
		UpdateExpression:         aws.String("SET forgotten = if_not_exists(forgotten, :at) REMOVE sealed, #agenda, #due"),
		ConditionExpression:      aws.String("(" + alive + ") AND " + standsAt),
		ExpressionAttributeNames: map[string]string{"#agenda": "agenda", "#due": "due", "#revision": "revision"},
		ExpressionAttributeValues: attributes{
			":at": text(stamp(s.Now())), ":now": s.now(), ":was": was, ":first": number(1),
		},
	}}
}
