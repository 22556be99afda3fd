package dynamo

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
	"ordholden/internal/seal"
)

// rekeying is a data key and what takes its place. From the moment that both stand on the
// key's item, everything new is sealed under the second.
type rekeying struct{ old, next seal.Key }

// replace begins to replace a person's data key, or finds that begun; nil where the
// person has none.
func (k *Keyring) replace(ctx context.Context, c gdpr.ControllerID, s gdpr.SubjectID) (*rekeying, error) {
	fresh := seal.NewKey()
	out, err := k.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName:                &k.Name,
		Key:                      attributes{"id": text(partition(c, kindKey, string(s)))},
		UpdateExpression:         aws.String("SET #next = if_not_exists(#next, :fresh), used = :used"),
		ConditionExpression:      aws.String("attribute_exists(#value)"),
		ExpressionAttributeNames: map[string]string{"#value": "value", "#next": "next"},
		ExpressionAttributeValues: attributes{
			":fresh": &types.AttributeValueMemberB{Value: fresh[:]}, ":used": number(k.now().Unix()),
		},
		ReturnValues: types.ReturnValueAllNew,
	})
	if _, none := errors.AsType[*types.ConditionalCheckFailedException](err); none {
		return nil, nil
	}
	if err != nil {
		return nil, explain("replace key", err)
	}
	keys, err := decodeKeys(out.Attributes)
	if err != nil || keys.next == nil {
		return nil, errors.Join(errors.New("replace key: nothing came in its place"), err)
	}
	return &rekeying{old: keys.value, next: *keys.next}, nil
}

// replacing finds the replacement of the key of that name under way; nil where it is
// done, or the key is gone.
func (k *Keyring) replacing(ctx context.Context, c gdpr.ControllerID, s gdpr.SubjectID, name string) (*rekeying, error) {
	keys, err := k.existing(ctx, c, s)
	switch {
	case errors.Is(err, errNoKey):
		return nil, nil
	case err != nil:
		return nil, err
	case keys.value.Name() != name:
		return nil, nil
	case keys.next == nil:
		return nil, fmt.Errorf("replace key: nothing stands in its place")
	}
	return &rekeying{old: keys.value, next: *keys.next}, nil
}

// replaced ends it: the old key is gone for good. The new one stays, though nothing
// may lie under it, so that the person keeps the same pseudonym while the erasure may
// have to be done again; the sweep deletes it after an hour without use.
func (k *Keyring) replaced(ctx context.Context, c gdpr.ControllerID, s gdpr.SubjectID, r rekeying) error {
	_, err := k.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName:                &k.Name,
		Key:                      attributes{"id": text(partition(c, kindKey, string(s)))},
		UpdateExpression:         aws.String("SET #value = :next REMOVE #next"),
		ConditionExpression:      aws.String("#value = :old AND #next = :next"),
		ExpressionAttributeNames: map[string]string{"#value": "value", "#next": "next"},
		ExpressionAttributeValues: attributes{
			":old": &types.AttributeValueMemberB{Value: r.old[:]}, ":next": &types.AttributeValueMemberB{Value: r.next[:]},
		},
	})
	if _, done := errors.AsType[*types.ConditionalCheckFailedException](err); !done {
		return explain("replace key", err)
	}
	// Somebody else has done it. It must not pass for done where it is not.
	if keys, err := k.existing(ctx, c, s); err == nil && keys.value == r.old {
		return errors.New("replace key: the old one is still there")
	} else if err != nil && !errors.Is(err, errNoKey) {
		return err
	}
	return nil
}

// reseal seals again what lies at a head and beside it, wherever it is still sealed
// under the old key. What neither key opens was unreadable before.
func (t *Table) reseal(ctx context.Context, pk, head string, r rekeying) error {
	for try := 1; ; try++ {
		items, err := t.lying(ctx, pk)
		if err != nil {
			return err
		}
		left := 0
		for _, it := range items {
			if m, ok := matterOf(pk, it.SK); !ok || m.head != head {
				continue
			}
			done, err := t.resealOne(ctx, it, r)
			if err != nil {
				return fmt.Errorf("seal %s again: %w", head, err)
			}
			if !done {
				left++
			}
		}
		if left == 0 {
			return nil
		}
		if try == writeTries {
			return errChanging
		}
	}
}

var errChanging = &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable, Err: errors.New("what is being erased is being changed")}

// resealOne reports false where the item was changed meanwhile.
func (t *Table) resealOne(ctx context.Context, it lyingItem, r rekeying) (bool, error) {
	if it.Sealed == nil {
		return true, nil
	}
	plain, err := r.old.Open(it.Sealed, place(it.PK, it.SK))
	if errors.Is(err, seal.ErrOtherKey) {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	_, err = t.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName:           &t.Name,
		Key:                 key(it.PK, it.SK),
		UpdateExpression:    aws.String("SET sealed = :next"),
		ConditionExpression: aws.String("sealed = :old"),
		ExpressionAttributeValues: attributes{
			":old":  &types.AttributeValueMemberB{Value: it.Sealed},
			":next": &types.AttributeValueMemberB{Value: r.next.Seal(plain, place(it.PK, it.SK))},
		},
	})
	if _, changed := errors.AsType[*types.ConditionalCheckFailedException](err); changed {
		return false, nil
	}
	return err == nil, explain("seal again", err)
}
