package dynamo

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/controller"
	"ordholden/internal/holding"
	"ordholden/internal/seal"
)

// The attributes of a head that change: what it says, and what makes its term.
var (
	saidAttributes = []string{"changed", "revision", "source", "language", "stage", "sealed"}
	termAttributes = []string{"purpose", "version", "since", "end", "restricted", "restrictedBy", "holds", "expires", "agenda", "due"}
	// An activity writes these without a new revision.
	slidAttributes = []string{"since", "end", "expires"}
)

// Change stores a record anew as one transaction.
func (s Holdings) Change(ctx context.Context, from, to holding.Record) error {
	pk, sk, k, err := s.at(ctx, from.Ref)
	if err != nil {
		return err
	}
	to.Ref, to.Revision = from.Ref, from.Revision+1
	head, err := s.rewrite(k, from, to)
	if err != nil {
		return err
	}
	writes := []types.TransactWriteItem{head, s.fence(from.Controller, from.Owner, k)}
	// An activity moves the head of a profile alone, and what follows of it may have been lost: the sweep
	// finds that by the head's expiry, and there was none while it was restricted.
	if before, after := termOf(from), termOf(to); before != after || from.Class == controller.Profiles {
		writes = append(writes, s.redate(after))
	}
	if from.Class == controller.Agreements {
		named, err := s.rename(k, item{PK: pk, SK: sk}, from.Contacts, to)
		if err != nil {
			return err
		}
		writes = append(writes, named...)
	}
	if from.Stage != to.Stage {
		reached, err := s.put(newStage(pk, sk, to.Changed, to.Stage))
		if err != nil {
			return err
		}
		writes = append(writes, reached)
	}
	if err := tooMany(len(writes)); err != nil {
		return err
	}
	return changed(fenced(s.write(ctx, writes...), 1))
}

// rewrite is the update of a head. Of the term it writes only what differs, so that a
// record can be restricted, or its fields replaced, while activities slide it; what they
// slide is written only if it is still what was read.
func (s Holdings) rewrite(k seal.Key, from, to holding.Record) (types.TransactWriteItem, error) {
	now := s.Now()
	sealed, err := sealHead(k, to, now)
	if err != nil {
		return types.TransactWriteItem{}, err
	}
	before, err := encode(headOf(from, now))
	if err != nil {
		return types.TransactWriteItem{}, err
	}
	after, err := encode(sealed)
	if err != nil {
		return types.TransactWriteItem{}, err
	}
	moved := slices.DeleteFunc(slices.Clone(termAttributes), func(name string) bool {
		return reflect.DeepEqual(before[name], after[name])
	})
	up := assign(after, append(slices.Clone(saidAttributes), moved...))
	up.TableName, up.Key = &s.Name, key(sealed.PK, sealed.SK)
	condition := "(" + alive + ") AND #revision = :was AND subject = :owner"
	up.ExpressionAttributeValues[":was"], up.ExpressionAttributeValues[":now"] = number(int64(from.Revision)), s.now()
	up.ExpressionAttributeValues[":owner"] = text(string(from.Owner))
	slid := func(name string) bool { return slices.Contains(moved, name) && after[name] != nil }
	if before["since"] != nil && slices.ContainsFunc(slidAttributes, slid) {
		condition += " AND #since = :anchor"
		up.ExpressionAttributeNames["#since"] = "since"
		up.ExpressionAttributeValues[":anchor"] = before["since"]
	}
	up.ConditionExpression = &condition
	return types.TransactWriteItem{Update: up}, nil
}

// assign is an update that makes the named attributes what they are in it, and removes
// those that it has not.
func assign(it attributes, names []string) *types.Update {
	up := &types.Update{ExpressionAttributeNames: map[string]string{}, ExpressionAttributeValues: attributes{}}
	var set, remove []string
	for _, name := range names {
		up.ExpressionAttributeNames["#"+name] = name
		if it[name] == nil {
			remove = append(remove, "#"+name)
			continue
		}
		set = append(set, "#"+name+" = :"+name)
		up.ExpressionAttributeValues[":"+name] = it[name]
	}
	expression := "SET " + strings.Join(set, ", ")
	if remove != nil {
		expression += " REMOVE " + strings.Join(remove, ", ")
	}
	up.UpdateExpression = &expression
	return up
}

// redate moves what the term record says of a record that stands.
func (s Holdings) redate(t termItem) types.TransactWriteItem {
	return types.TransactWriteItem{Update: &types.Update{
		TableName:                &s.Name,
		Key:                      key(t.PK, t.SK),
		UpdateExpression:         aws.String("SET purpose = :purpose, version = :version, #end = :end"),
		ConditionExpression:      aws.String("attribute_exists(pk)"),
		ExpressionAttributeNames: map[string]string{"#end": "end"},
		ExpressionAttributeValues: attributes{
			":purpose": text(t.Purpose), ":version": text(t.Version), ":end": number(t.Due),
		},
	}}
}
