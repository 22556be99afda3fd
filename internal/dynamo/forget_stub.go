package dynamo

// To be replaced by keyring.go, which sets `used` with each use of a data key.

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
)

// Forget deletes a data key that was not used since an instant; whether it is gone.
func (k *Keyring) Forget(ctx context.Context, c gdpr.ControllerID, s gdpr.SubjectID, unusedSince time.Time) (bool, error) {
	_, err := k.Client.DeleteItem(ctx, &dynamodb.DeleteItemInput{
		TableName:                 &k.Name,
		Key:                       attributes{"id": text(partition(c, "KEY", string(s)))},
		ConditionExpression:       aws.String("attribute_not_exists(used) OR used < :since"),
		ExpressionAttributeValues: attributes{":since": number(unusedSince.Unix())},
	})
	if _, inUse := errors.AsType[*types.ConditionalCheckFailedException](err); inUse {
		return false, nil
	}
	return err == nil, explain("key", err)
}
