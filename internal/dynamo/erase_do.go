package dynamo

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
)

// doer does the deeds of one erasure. Each can be done again.
type doer struct {
	Erasures
	controller gdpr.ControllerID
	owner      gdpr.SubjectID
	at         time.Time
	id         string
	keys       *rekeying // nil: the key is replaced already, and with it everything sealed again
}

// deed does one, or makes it another where somebody has put a hold meanwhile.
func (do doer) deed(ctx context.Context, d *deed) error {
	switch d.Do {
	case doRemove:
		return do.remove(ctx, d)
	case doKeep:
		return do.keep(ctx, d)
	case doReseal:
		return do.resealed(ctx, *d)
	case doUnname:
		return do.unname(ctx, d)
	case doClear:
		return do.drop(ctx, *d)
	}
	return nil
}

// remove deletes a head, if it is the one that was found and nothing holds it.
func (do doer) remove(ctx context.Context, d *deed) error {
	for range writeTries {
		head, err := do.lyingAt(ctx, d.PK, d.SK)
		if err != nil {
			return err
		}
		if head == nil || head.Received != d.Received { // a profile that is younger than the erasure
			return do.drop(ctx, *d)
		}
		if h := head.kept(do.Now()); h != nil {
			d.keep(doKeep, *h)
			return do.keep(ctx, d)
		}
		done, err := do.both(ctx, do.delete(*head), do.because(*d))
		if err != nil {
			return err
		}
		if done {
			return do.drop(ctx, *d)
		}
	}
	return errChanging
}

// both writes to a head and to its term record, or to the head alone where that has
// none. It reports false where the head refused.
func (do doer) both(ctx context.Context, head, term types.TransactWriteItem) (bool, error) {
	err := do.write(ctx, head, term)
	r, refused := errors.AsType[*refusal](err)
	if !refused {
		return err == nil, err
	}
	if r.by(0) {
		return false, nil
	}
	err = do.write(ctx, head)
	if _, refused = errors.AsType[*refusal](err); refused {
		return false, nil
	}
	return err == nil, err
}

// drop deletes the files of a record that is gone.
func (do doer) drop(ctx context.Context, d deed) error {
	r := d.record(do.owner)
	if r.Class == "" {
		return nil
	}
	head, err := do.lyingAt(ctx, d.PK, d.SK)
	if err != nil || head != nil {
		return err // a profile that is younger: its files lie in the same place
	}
	_, err = do.Files.Drop(ctx, r)
	return err
}

// delete deletes a head whose holds are those that were read.
func (do doer) delete(head lyingItem) types.TransactWriteItem {
	del := &types.Delete{TableName: &do.Name, Key: key(head.PK, head.SK)}
	del.ConditionExpression, del.ExpressionAttributeValues = head.same()
	return types.TransactWriteItem{Delete: del}
}

// same is the condition that an item's holds are those that were read.
func (it lyingItem) same() (*string, attributes) {
	if holds, ok := it.raw["holds"]; ok {
		return aws.String("holds = :holds"), attributes{":holds": holds}
	}
	return aws.String("attribute_exists(pk) AND attribute_not_exists(holds)"), nil
}

// because writes the cause into a term record, from which the deletion entry has it.
func (do doer) because(d deed) types.TransactWriteItem {
	return types.TransactWriteItem{Update: &types.Update{
		TableName:                 &do.Name,
		Key:                       key(d.PK, termKey(d.SK)),
		UpdateExpression:          aws.String("SET cause = :cause"),
		ConditionExpression:       aws.String("attribute_exists(pk)"),
		ExpressionAttributeValues: attributes{":cause": text(do.id)},
	}}
}

// keep seals again what a hold keeps, and lets nothing but the hold keep it: its
// retention ends here, and so does a restriction, which would keep it for ever.
func (do doer) keep(ctx context.Context, d *deed) error {
	for range writeTries {
		if err := do.resealed(ctx, *d); err != nil {
			return err
		}
		head, err := do.lyingAt(ctx, d.PK, d.SK)
		if err != nil || head == nil || head.Received != d.Received {
			return err
		}
		h := head.kept(do.Now())
		if h == nil { // released meanwhile: it has ended, and is deleted as such
			h = &lyingHold{Ground: d.Ground, Until: do.at.Unix()}
		}
		d.keep(doKeep, *h)
		if done, err := do.both(ctx, do.redate(*head, *h), do.redateTerm(*d)); done || err != nil {
			return err
		}
	}
	return errChanging
}

// redate ends everything that keeps a head but its holds.
func (do doer) redate(head lyingItem, h lyingHold) types.TransactWriteItem {
	condition, values := head.same()
	if values == nil {
		values = attributes{}
	}
	end := do.at.Unix()
	if head.End != 0 {
		end = min(end, head.End)
	}
	values[":end"], values[":until"], values[":one"] = number(end), number(max(end, h.Until)), number(1)
	gone := " REMOVE restricted"
	if head.SK == kindProfile {
		gone += ", agenda, due" // its owner is not asked to renew it
	}
	names := map[string]string{"#end": "end"}
	return types.TransactWriteItem{Update: &types.Update{
		TableName: &do.Name, Key: key(head.PK, head.SK),
		UpdateExpression:    aws.String("SET #end = :end, expires = :until ADD revision :one" + gone),
		ConditionExpression: condition, ExpressionAttributeNames: names, ExpressionAttributeValues: values,
	}}
}

func (do doer) redateTerm(d deed) types.TransactWriteItem {
	return types.TransactWriteItem{Update: &types.Update{
		TableName: &do.Name, Key: key(d.PK, termKey(d.SK)),
		UpdateExpression:          aws.String("SET #end = :end"),
		ExpressionAttributeNames:  map[string]string{"#end": "end"},
		ExpressionAttributeValues: attributes{":end": number(d.Until)},
		ConditionExpression:       aws.String("attribute_exists(pk)"),
	}}
}

func (do doer) resealed(ctx context.Context, d deed) error {
	if do.keys == nil {
		return nil
	}
	return do.reseal(ctx, d.PK, d.SK, *do.keys)
}

// unname removes a contact person from an agreement. The agreement gets another key:
// copies of the item that named them cannot be read any more, either.
func (do doer) unname(ctx context.Context, d *deed) error {
	for range writeTries {
		head, err := do.lyingAt(ctx, d.PK, kindAgreement)
		if err != nil {
			return err
		}
		if head == nil {
			return do.write(ctx, do.pointer(*d))
		}
		if h := head.kept(do.Now()); h != nil {
			d.keep(doStay, *h)
			return nil
		}
		err = do.write(ctx, do.revised(*head), do.pointer(*d), types.TransactWriteItem{
			Delete: &types.Delete{TableName: &do.Name, Key: key(d.PK, d.SK)},
		})
		if _, refused := errors.AsType[*refusal](err); refused {
			continue
		}
		if err != nil {
			return err
		}
		return do.anew(ctx, *head)
	}
	return errChanging
}

// anew gives an agreement another key.
func (do doer) anew(ctx context.Context, head lyingItem) error {
	agreement := gdpr.SubjectID(head.Subject)
	keys, err := do.Keys.replace(ctx, do.controller, agreement)
	if err != nil || keys == nil {
		return err
	}
	if err := do.raise(ctx, do.controller, agreement, keys.old); err != nil {
		return err
	}
	if err := do.reseal(ctx, head.PK, head.SK, *keys); err != nil {
		return err
	}
	return do.Keys.replaced(ctx, do.controller, agreement, *keys)
}

// revised makes whoever read the agreement before read it again.
func (do doer) revised(head lyingItem) types.TransactWriteItem {
	condition, values := head.same()
	if values == nil {
		values = attributes{}
	}
	values[":one"] = number(1)
	return types.TransactWriteItem{Update: &types.Update{
		TableName: &do.Name, Key: key(head.PK, head.SK), UpdateExpression: aws.String("ADD revision :one"),
		ConditionExpression: condition, ExpressionAttributeValues: values,
	}}
}

// pointer deletes the pointer from the person to the agreement.
func (do doer) pointer(d deed) types.TransactWriteItem {
	_, _, id, _ := splitPartition(d.PK)
	return types.TransactWriteItem{Delete: &types.Delete{
		TableName: &do.Name, Key: key(partition(do.controller, kindSubject, string(do.owner)), namedKey(gdpr.ID(id))),
	}}
}
