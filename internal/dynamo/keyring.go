package dynamo

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
	"ordholden/internal/seal"
)

// Keyring is the table of keys: one data key per person, and one pseudonym
// secret per controller. The table has no backups, so that a key that is
// deleted is gone; it is encrypted at rest under a key of its own.
type Keyring struct {
	Client *dynamodb.Client
	Name   string

	secrets sync.Map // gdpr.ControllerID → seal.Secret: they never change under one id
}

type keyItem struct {
	ID    string `dynamodbav:"id"`
	Value []byte `dynamodbav:"value"`
}

// firstSecret names the secret that a controller starts with.
const firstSecret = "1"

// Secret is the controller's pseudonym secret. The first person who turns to the
// controller has it made; whoever comes after only reads it, once a process.
func (k *Keyring) Secret(ctx context.Context, c gdpr.ControllerID) (seal.Secret, error) {
	if s, ok := k.secrets.Load(c); ok {
		return s.(seal.Secret), nil
	}
	id := partition(c, "SECRET", firstSecret)
	value, err := k.read(ctx, id)
	if errors.Is(err, errNoKey) {
		value, err = k.once(ctx, id)
	}
	if err != nil {
		return seal.Secret{}, fmt.Errorf("pseudonym secret of %s: %w", c, err)
	}
	s := seal.Secret{ID: firstSecret, Key: value}
	k.secrets.Store(c, s)
	return s, nil
}

// DataKey is the person's data key, made if there is none. It is one call of
// one kind whether the person is known or not, so that nobody can tell from
// outside (Art. 12(2), threat H1).
func (k *Keyring) DataKey(ctx context.Context, c gdpr.ControllerID, s gdpr.SubjectID) (seal.Key, error) {
	return k.once(ctx, partition(c, "KEY", string(s)))
}

// once returns the value stored under an id, and stores a new one where there is none.
func (k *Keyring) once(ctx context.Context, id string) (seal.Key, error) {
	fresh := seal.NewKey()
	out, err := k.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName:                 &k.Name,
		Key:                       attributes{"id": text(id)},
		UpdateExpression:          aws.String("SET #value = if_not_exists(#value, :fresh)"),
		ExpressionAttributeNames:  map[string]string{"#value": "value"},
		ExpressionAttributeValues: attributes{":fresh": &types.AttributeValueMemberB{Value: fresh[:]}},
		ReturnValues:              types.ReturnValueAllNew,
	})
	if err != nil {
		return seal.Key{}, explain("key", err)
	}
	return decodeKey(out.Attributes)
}

// errNoKey says that the person's data has been erased: what is sealed stays so.
var errNoKey = errors.New("data key gone")

// existing is the person's data key, or errNoKey where it has been deleted.
func (k *Keyring) existing(ctx context.Context, c gdpr.ControllerID, s gdpr.SubjectID) (seal.Key, error) {
	return k.read(ctx, partition(c, "KEY", string(s)))
}

func (k *Keyring) read(ctx context.Context, id string) (seal.Key, error) {
	out, err := k.Client.GetItem(ctx, &dynamodb.GetItemInput{
		TableName:      &k.Name,
		Key:            attributes{"id": text(id)},
		ConsistentRead: aws.Bool(true),
	})
	if err != nil {
		return seal.Key{}, explain("key", err)
	}
	if out.Item == nil {
		return seal.Key{}, errNoKey
	}
	return decodeKey(out.Item)
}

func decodeKey(it attributes) (seal.Key, error) {
	var stored keyItem
	if err := decode(it, &stored); err != nil {
		return seal.Key{}, err
	}
	if len(stored.Value) != seal.KeySize {
		return seal.Key{}, fmt.Errorf("stored key of %d bytes", len(stored.Value))
	}
	return seal.Key(stored.Value), nil
}
