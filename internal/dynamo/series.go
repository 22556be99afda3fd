package dynamo

// A series is the keys of one use that a controller has had, numbered from 1: its
// pseudonym secrets, or its signing keys. The first says which is the last, so that
// all are found by their keys alone. A new one comes into force an hour after it is
// added and every process reads the series again after five minutes, so that all of
// them go over to it at one moment, knowing both. One that is retired stays as an
// empty place: nobody makes it anew.

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
	"ordholden/internal/seal"
)

// The series.
const (
	kindSecret  = "SECRET"
	kindSigning = "SIGNING"
	kindLogging = "LOGGING"
)

const (
	// seriesKept is for how long a process relies on what it has read of a series.
	seriesKept = 5 * time.Minute
	// seriesAhead is how long before it comes into force a key is added.
	seriesAhead = time.Hour
)

const firstOfSeries = 1

// seriesItem is one key of a series.
type seriesItem struct {
	ID      string `dynamodbav:"id"`
	Value   []byte `dynamodbav:"value,omitempty"`
	From    int64  `dynamodbav:"from,omitempty"`    // epoch seconds from which it is the newest in force; 0 of the first
	Last    int    `dynamodbav:"last,omitempty"`    // of the first: the number of the last; 0 while it is the only one
	Retired int64  `dynamodbav:"retired,omitempty"` // epoch seconds
}

// member is one key of a series that is not retired.
type member struct {
	n    int
	key  seal.Key
	from time.Time
}

func (m member) id() string { return strconv.Itoa(m.n) }

func (m member) secret() seal.Secret { return seal.Secret{ID: m.id(), Key: m.key} }

// cached is a series as it was read.
type cached struct {
	members []member
	read    time.Time
}

func memberID(c gdpr.ControllerID, kind string, n int) string {
	return partition(c, kind, strconv.Itoa(n))
}

// members is a controller's series, newest first. Whoever needs it first has its
// first key made; whoever comes after only reads, once in five minutes.
func (k *Keyring) members(ctx context.Context, c gdpr.ControllerID, kind string) ([]member, error) {
	name := partition(c, kind, "")
	if s, ok := k.series.Load(name); ok {
		if age := k.now().Sub(s.(cached).read); age >= 0 && age < seriesKept {
			return s.(cached).members, nil
		}
	}
	read := k.now()
	members, err := k.readSeries(ctx, c, kind)
	if err != nil {
		return nil, fmt.Errorf("%s of %s: %w", kind, c, err)
	}
	k.series.Store(name, cached{members, read})
	return members, nil
}

func (k *Keyring) readSeries(ctx context.Context, c gdpr.ControllerID, kind string) ([]member, error) {
	first, err := k.firstOf(ctx, c, kind)
	if err != nil {
		return nil, err
	}
	var members []member
	for n := max(first.Last, firstOfSeries); n > firstOfSeries; n-- {
		it, err := k.get(ctx, memberID(c, kind, n))
		if err != nil {
			return nil, err
		}
		var stored seriesItem
		if err := decode(it, &stored); err != nil {
			return nil, err
		}
		if members, err = stored.join(members, n); err != nil {
			return nil, err
		}
	}
	return first.join(members, firstOfSeries)
}

// join adds the key to those of its series, unless it is retired.
func (it seriesItem) join(members []member, n int) ([]member, error) {
	if it.Retired != 0 {
		return members, nil
	}
	key, err := decodeKey(it.Value)
	if err != nil {
		return nil, fmt.Errorf("number %d: %w", n, err)
	}
	return append(members, member{n: n, key: key, from: time.Unix(it.From, 0)}), nil
}

// firstOf reads the first item of a series, and makes it where there is none.
func (k *Keyring) firstOf(ctx context.Context, c gdpr.ControllerID, kind string) (seriesItem, error) {
	var stored seriesItem
	id := memberID(c, kind, firstOfSeries)
	it, err := k.get(ctx, id)
	if err != nil {
		return stored, err
	}
	if it == nil {
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
			return stored, explain("key", err)
		}
		it = out.Attributes
	}
	return stored, decode(it, &stored)
}

// newest is the key of a series that is in force.
func newest(members []member, now time.Time) (member, error) {
	for _, m := range members {
		if !m.from.After(now) {
			return m, nil
		}
	}
	return member{}, errors.New("no key of the series is in force")
}

// Secret is the controller's pseudonym secret that is in force: new persons are known
// by it.
func (k *Keyring) Secret(ctx context.Context, c gdpr.ControllerID) (seal.Secret, error) {
	members, err := k.members(ctx, c, kindSecret)
	if err != nil {
		return seal.Secret{}, err
	}
	m, err := newest(members, k.now())
	return m.secret(), err
}

// errNoSecret says that a pseudonym's secret is retired: nothing that was made with it
// can be checked any more.
var errNoSecret = errors.New("pseudonym secret gone")

// secretOf is the secret that a pseudonym was made with. What belongs to a person, links
// and codes among it, is made and checked with that one, however many came after it.
func (k *Keyring) secretOf(ctx context.Context, c gdpr.ControllerID, s gdpr.SubjectID) (seal.Secret, error) {
	members, err := k.members(ctx, c, kindSecret)
	if err != nil {
		return seal.Secret{}, err
	}
	for _, m := range members {
		if m.secret().Of(s) {
			return m.secret(), nil
		}
	}
	return seal.Secret{}, errNoSecret
}

// MAC is holding.Signer's, under the oldest secret that is not retired: what is handed out
// under it goes on being good when a new one comes into force, and lives for a day.
func (t *Table) MAC(ctx context.Context, c gdpr.ControllerID, use string, parts ...string) (string, error) {
	members, err := t.Keys.members(ctx, c, kindSecret)
	if err != nil {
		return "", err
	}
	if len(members) == 0 {
		return "", errNoSecret
	}
	return members[len(members)-1].secret().MAC(use, parts...), nil
}

// secretFor is the secret under which the holder of an address is known: one with whose
// pseudonym they have a data key, newest first, and else the one in force. It takes one
// read for each other secret, whether the person is known or not (threat H1). A secret
// that is not in force yet is looked at too, for processes whose clocks differ. (Two
// that meet a new person in the very moment of the change, one on each side of it, make
// two pseudonyms of one person: each keeps what it stored until that ends.)
func (k *Keyring) secretFor(ctx context.Context, c gdpr.ControllerID, address gdpr.Private) (seal.Secret, error) {
	members, err := k.members(ctx, c, kindSecret)
	if err != nil {
		return seal.Secret{}, err
	}
	chosen, err := newest(members, k.now())
	if err != nil {
		return seal.Secret{}, err
	}
	known, inForce := false, chosen.n
	for _, m := range members {
		if m.n == inForce {
			continue
		}
		it, err := k.get(ctx, partition(c, kindKey, string(m.secret().Subject(address))))
		if err != nil {
			return seal.Secret{}, err
		}
		if it != nil && !known {
			chosen, known = m, true
		}
	}
	return chosen.secret(), nil
}
