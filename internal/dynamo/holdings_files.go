package dynamo

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/holding"
	"ordholden/internal/seal"
)

// Await stores the items of files that are to come, if the record has not ended.
func (s Holdings) Await(ctx context.Context, r holding.Ref, files []holding.File) error {
	pk, sk, k, err := s.at(ctx, r)
	if err != nil {
		return err
	}
	writes, err := s.awaited(k, pk, sk, files)
	if err != nil {
		return err
	}
	writes = append(writes, s.stands(r), s.fence(r.Controller, r.Owner, k))
	if err := tooMany(len(writes)); err != nil {
		return err
	}
	return changed(fenced(s.write(ctx, writes...), len(writes)-1))
}

// awaited is the items of files that are to come.
func (s Holdings) awaited(k seal.Key, pk, head string, files []holding.File) ([]types.TransactWriteItem, error) {
	var its []any
	for turn, f := range files {
		it, err := newFile(k, pk, head, turn, f)
		if err != nil {
			return nil, err
		}
		its = append(its, it)
	}
	return s.puts(its...)
}

// Hold takes the end off an awaited file, if that is still awaited, or is held with
// the same content already.
func (s Holdings) Hold(ctx context.Context, r holding.Ref, f holding.File) error {
	pk, sk, ok := home(r)
	if !ok {
		return errChanged
	}
	own := key(pk, fileKey(sk, f.ID))
	err := s.write(ctx, s.stands(r), types.TransactWriteItem{Update: &types.Update{
		TableName:                &s.Name,
		Key:                      own,
		UpdateExpression:         aws.String("SET #type = :type, #size = :size, digest = :digest, added = :added REMOVE expires, #until"),
		ConditionExpression:      aws.String("expires > :now OR digest = :digest"),
		ExpressionAttributeNames: map[string]string{"#type": "type", "#size": "size", "#until": "until"},
		ExpressionAttributeValues: attributes{
			":type": text(f.Type), ":size": number(f.Size), ":digest": text(f.Digest), ":added": text(stamp(f.Added)), ":now": s.now(),
		},
	}})
	if r, ok := errors.AsType[*refusal](err); ok && !r.by(0) {
		return s.notAwaited(ctx, pk, fileKey(sk, f.ID), err)
	}
	return changed(err)
}

// notAwaited says why a file cannot be held: other content is, or none is awaited.
func (s Holdings) notAwaited(ctx context.Context, pk, sk string, refused error) error {
	it, err := s.get(ctx, pk, sk)
	if err != nil {
		return err
	}
	if it == nil {
		return errNoRecord
	}
	return changed(refused)
}
