package dynamo

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
	"ordholden/internal/seal"
)

// Keyring is the table of keys: one data key per person, and of each controller its
// pseudonym secrets and signing keys (series.go). The table has no backups, so that
// a key that is deleted is gone; it is encrypted at rest under a key of its own.
//
//	<controller>#KEY#<subject>   value     what the person's data is sealed under
//	                             next      what takes its place, while an erasure is under way
//	                             used      when it was last asked for, epoch seconds
//	<controller>#SECRET#<n>      value, from, last, retired
//	<controller>#SIGNING#<n>     the same
//	<controller>#LOGGING#<n>     the same
type Keyring struct {
	Client *dynamodb.Client
	Name   string
	Now    func() time.Time // nil: time.Now

	series sync.Map              // name → cached
	known  map[string]attributes // items that were read already; see knowing
}

// knowing is the keyring for one reading whose keys have been read together: it asks for
// none of them again. One that is known to be gone stands there as nil.
func (k *Keyring) knowing(items map[string]attributes) *Keyring {
	return &Keyring{Client: k.Client, Name: k.Name, Now: k.Now, known: items}
}

func (k *Keyring) now() time.Time {
	if k.Now == nil {
		return time.Now()
	}
	return k.Now()
}

const kindKey = "KEY"

type keyItem struct {
	ID    string `dynamodbav:"id"`
	Value []byte `dynamodbav:"value"`
	Next  []byte `dynamodbav:"next"`
	Used  int64  `dynamodbav:"used"`
}

// DataKey is the person's data key, made if there is none: what is stored from now on
// is sealed under it. It is one call of one kind whether the person is known or not,
// so that nobody can tell from outside (Art. 12(2), threat H1). While an erasure is under
// way it is the key that will be left, so that what comes in meanwhile is not lost.
func (k *Keyring) DataKey(ctx context.Context, c gdpr.ControllerID, s gdpr.SubjectID) (seal.Key, error) {
	fresh := seal.NewKey()
	out, err := k.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName:                &k.Name,
		Key:                      attributes{"id": text(partition(c, kindKey, string(s)))},
		UpdateExpression:         aws.String("SET #value = if_not_exists(#value, :fresh), used = :used"),
		ExpressionAttributeNames: map[string]string{"#value": "value"},
		ExpressionAttributeValues: attributes{
			":fresh": &types.AttributeValueMemberB{Value: fresh[:]}, ":used": number(k.now().Unix()),
		},
		ReturnValues: types.ReturnValueAllNew,
	})
	if err != nil {
		return seal.Key{}, explain("key", err)
	}
	keys, err := decodeKeys(out.Attributes)
	return keys.sealing(), err
}

// errNoKey says that the person's data has been erased: what is sealed stays so.
var errNoKey = errors.New("data key gone")

// personKeys opens what is sealed of one person.
type personKeys struct {
	value seal.Key
	next  *seal.Key // while an erasure is under way: some of it lies under this one already
}

// Open is seal.Key.Open by the person's key, whichever it is now. seal.ErrOtherKey:
// the person was erased since the text was sealed.
func (p personKeys) Open(sealed []byte, place string) ([]byte, error) {
	plain, err := p.value.Open(sealed, place)
	if errors.Is(err, seal.ErrOtherKey) && p.next != nil {
		return p.next.Open(sealed, place)
	}
	return plain, err
}

// sealing is the key that something new is sealed under.
func (p personKeys) sealing() seal.Key {
	if p.next != nil {
		return *p.next
	}
	return p.value
}

// existing opens by the person's data key, or errNoKey where it has been deleted.
func (k *Keyring) existing(ctx context.Context, c gdpr.ControllerID, s gdpr.SubjectID) (personKeys, error) {
	it, err := k.get(ctx, partition(c, kindKey, string(s)))
	if err != nil {
		return personKeys{}, err
	}
	if it == nil {
		return personKeys{}, errNoKey
	}
	return decodeKeys(it)
}

// Forget deletes a person's data key with which nothing is sealed any more, if nobody
// has asked for it since. Whoever asks for it is about to store something.
func (k *Keyring) Forget(ctx context.Context, c gdpr.ControllerID, s gdpr.SubjectID, unusedSince time.Time) (gone bool, err error) {
	_, err = k.Client.DeleteItem(ctx, &dynamodb.DeleteItemInput{
		TableName:                 &k.Name,
		Key:                       attributes{"id": text(partition(c, kindKey, string(s)))},
		ConditionExpression:       aws.String("attribute_not_exists(used) OR used < :since"),
		ExpressionAttributeValues: attributes{":since": number(unusedSince.Unix())},
	})
	if _, used := errors.AsType[*types.ConditionalCheckFailedException](err); used {
		return false, nil
	}
	return err == nil, explain("delete key", err)
}

// get reads one item of the table; nil for none.
func (k *Keyring) get(ctx context.Context, id string) (attributes, error) {
	if it, known := k.known[id]; known {
		return it, nil
	}
	out, err := k.Client.GetItem(ctx, &dynamodb.GetItemInput{
		TableName:      &k.Name,
		Key:            attributes{"id": text(id)},
		ConsistentRead: aws.Bool(true),
	})
	if err != nil {
		return nil, explain("key", err)
	}
	return out.Item, nil
}

func decodeKeys(it attributes) (personKeys, error) {
	var stored keyItem
	if err := decode(it, &stored); err != nil {
		return personKeys{}, err
	}
	value, err := decodeKey(stored.Value)
	if err != nil || stored.Next == nil {
		return personKeys{value: value}, err
	}
	next, err := decodeKey(stored.Next)
	return personKeys{value: value, next: &next}, err
}

func decodeKey(b []byte) (seal.Key, error) {
	if len(b) != seal.KeySize {
		return seal.Key{}, fmt.Errorf("stored key of %d bytes", len(b))
	}
	return seal.Key(b), nil
}
