package dynamo

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
	"ordholden/internal/seal"
)

// Rotation is what an operator does with the pseudonym secrets and the signing keys, by
// rights that no function has: it scans.
type Rotation struct{ *Table }

// Series is one of them.
type Series string

// The series.
const (
	Secrets Series = kindSecret
	Signing Series = kindSigning
	Logging Series = kindLogging // that heads of the log are signed with
)

// Member is one key of a series.
type Member struct {
	Number  int
	From    time.Time // when it comes into force, or did; zero for the first
	Persons int       // of a secret: how many have a data key under it
}

// ErrComing says that a key is on its way already: two at once are an operator's
// mistake, for each makes every look-up of a person longer.
var ErrComing = errors.New("one was added within the hour and is not in force yet")

// Add adds a key that comes into force in an hour, when every process has read of it.
// Where the answer was lost, adding again is ErrComing.
func (r Rotation) Add(ctx context.Context, c gdpr.ControllerID, s Series) (Member, error) {
	first, err := r.Keys.firstOf(ctx, c, string(s))
	if err != nil {
		return Member{}, err
	}
	members, err := r.Keys.readSeries(ctx, c, string(s))
	if err != nil {
		return Member{}, err
	}
	if len(members) > 0 && members[0].from.After(r.Now()) {
		return Member{}, ErrComing
	}
	n, from, fresh := max(first.Last, firstOfSeries)+1, r.Now().Add(seriesAhead), seal.NewKey()
	added, err := encode(seriesItem{ID: memberID(c, string(s), n), Value: fresh[:], From: from.Unix()})
	if err != nil {
		return Member{}, err
	}
	err = r.write(ctx,
		types.TransactWriteItem{Put: &types.Put{
			TableName: &r.Keys.Name, Item: added, ConditionExpression: aws.String("attribute_not_exists(id)"),
		}},
		types.TransactWriteItem{Update: &types.Update{
			TableName: &r.Keys.Name, Key: attributes{"id": text(memberID(c, string(s), firstOfSeries))},
			UpdateExpression:          aws.String("SET #last = :n"),
			ConditionExpression:       aws.String("attribute_not_exists(#last) OR #last < :n"),
			ExpressionAttributeNames:  map[string]string{"#last": "last"},
			ExpressionAttributeValues: attributes{":n": number(int64(n))},
		}})
	if _, taken := errors.AsType[*refusal](err); taken {
		return Member{}, ErrComing
	}
	return Member{Number: n, From: time.Unix(from.Unix(), 0).UTC()}, err
}

// Members is a controller's series, newest first, with how many persons are still under
// which secret.
func (r Rotation) Members(ctx context.Context, c gdpr.ControllerID, s Series) ([]Member, error) {
	members, err := r.Keys.readSeries(ctx, c, string(s))
	if err != nil {
		return nil, err
	}
	persons := map[int]int{}
	if s == Secrets {
		if persons, err = r.persons(ctx, c); err != nil {
			return nil, err
		}
	}
	var all []Member
	for _, m := range members {
		from := m.from.UTC()
		if from.Unix() == 0 {
			from = time.Time{}
		}
		all = append(all, Member{Number: m.n, From: from, Persons: persons[m.n]})
	}
	return all, nil
}

// persons counts data keys by the secret of the pseudonym.
func (r Rotation) persons(ctx context.Context, c gdpr.ControllerID) (map[int]int, error) {
	counts := map[int]int{}
	prefix := partition(c, kindKey, "")
	err := r.count(ctx, r.Keys.Name, "id", prefix, func(id string) {
		n, _, _ := strings.Cut(strings.TrimPrefix(id, prefix), "-")
		if i, err := strconv.Atoi(n); err == nil {
			counts[i]++
		}
	})
	return counts, err
}

// Retire empties a secret's place, for good: by it nobody can be found any more, and no
// pseudonym made with it can be tied to an address. It refuses while the secret is the one
// in force, or anything lies under a pseudonym of it. (Signing keys are never retired:
// certificates are checked for years.)
func (r Rotation) Retire(ctx context.Context, c gdpr.ControllerID, n int) error {
	members, err := r.Members(ctx, c, Secrets)
	if err != nil {
		return err
	}
	inForce := 0
	for _, m := range members {
		if inForce == 0 && !m.From.After(r.Now()) {
			inForce = m.Number
		}
	}
	for _, m := range members {
		switch {
		case m.Number != n:
		case n >= inForce:
			return fmt.Errorf("secret %d is in force, or will be", n)
		case m.Persons > 0:
			return fmt.Errorf("secret %d is in use: %d persons are known by it", n, m.Persons)
		default:
			return r.retire(ctx, c, n)
		}
	}
	return fmt.Errorf("there is no secret %d, or it is retired", n)
}

func (r Rotation) retire(ctx context.Context, c gdpr.ControllerID, n int) error {
	left := 0
	for _, kind := range []string{kindSubject, kindPerson} {
		// A ledger's pointers outlive the person's data key, and are found by the pseudonym.
		err := r.count(ctx, r.Name, "pk", partition(c, kind, strconv.Itoa(n)+"-"), func(string) { left++ })
		if err != nil {
			return err
		}
	}
	if left > 0 {
		return fmt.Errorf("secret %d is in use: %d items lie under pseudonyms of it", n, left)
	}
	_, err := r.Client.UpdateItem(ctx, &dynamodb.UpdateItemInput{
		TableName:                 &r.Keys.Name,
		Key:                       attributes{"id": text(memberID(c, kindSecret, n))},
		UpdateExpression:          aws.String("SET retired = :now REMOVE #value"),
		ConditionExpression:       aws.String("attribute_exists(#value)"),
		ExpressionAttributeNames:  map[string]string{"#value": "value"},
		ExpressionAttributeValues: attributes{":now": number(r.Now().Unix())},
	})
	return explain("retire", err)
}

// count visits each key of a table that begins so.
func (r Rotation) count(ctx context.Context, table, name, prefix string, visit func(string)) error {
	for pages := dynamodb.NewScanPaginator(r.Client, &dynamodb.ScanInput{
		TableName: &table, ConsistentRead: aws.Bool(true), ProjectionExpression: aws.String("#k"),
		FilterExpression:          aws.String("begins_with(#k, :prefix)"),
		ExpressionAttributeNames:  map[string]string{"#k": name},
		ExpressionAttributeValues: attributes{":prefix": text(prefix)},
	}); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return explain("scan", err)
		}
		for _, it := range page.Items {
			if key, ok := it[name].(*types.AttributeValueMemberS); ok {
				visit(key.Value)
			}
		}
	}
	return nil
}
