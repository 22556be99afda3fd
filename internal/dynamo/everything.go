package dynamo

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/controller"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// Overview reads all that is held on people: fulfillment.Ledger on the table.
//
// The calls are: the person's key, with whether they are left alone; a query for the records with what lies beside them; a
// query for the pointers to all else; a batch for the heads that these name, and one for the
// keys of agreements; one put, which says that it was read; and the person's key once more.
// More than that are only the further pages of what does not fit in one.
type Overview struct{ *Table }

var _ fulfillment.Ledger = Overview{}

// Everything does what fulfillment.Ledger promises.
func (s Overview) Everything(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID, by string) (fulfillment.Everything, error) {
	keyID := partition(c, kindKey, string(subject))
	before, mark, err := s.withKeys(ctx, keyID, partition(c, kindSubject, string(subject)), suppressedKey)
	if err != nil {
		return fulfillment.Everything{}, err
	}
	found, err := s.collect(ctx, c, subject, map[string]attributes{keyID: before}, mark)
	if err != nil {
		return fulfillment.Everything{}, err
	}
	all, err := found.everything(ctx)
	if err != nil {
		return fulfillment.Everything{}, err
	}
	all.Controller, all.Subject, all.At = c, subject, s.Now().UTC().Truncate(time.Millisecond)
	if err := s.address(ctx, &all); err != nil {
		return fulfillment.Everything{}, err
	}
	if err := s.read(ctx, all, by); err != nil {
		return fulfillment.Everything{}, err
	}
	if err := s.unerased(ctx, keyID, before); err != nil {
		return fulfillment.Everything{}, err
	}
	if before != nil {
		keys, err := decodeKeys(before)
		if err != nil {
			return fulfillment.Everything{}, err
		}
		all.Key = keys.value.Name()
	}
	return all, nil
}

// KeyName names the data key that a person has now; errErased for nobody's, or where another
// is about to take its place.
func (t *Table) KeyName(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID) (string, error) {
	keys, err := t.Keys.existing(ctx, c, subject)
	if errors.Is(err, errNoKey) || err == nil && keys.next != nil {
		return "", errErased
	}
	return keys.value.Name(), err
}

var errErased = &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeErased}

// unerased is errErased where the person's data key is another one than it was, or has got
// one that is to take its place: what was read meanwhile is a part of what there was, or of
// what will be left.
func (t *Table) unerased(ctx context.Context, keyID string, before attributes) error {
	if before == nil {
		return nil // nothing was readable, and nothing was read
	}
	now, err := t.Keys.get(ctx, keyID)
	if err != nil {
		return err
	}
	if now == nil {
		return errErased
	}
	was, err := decodeKeys(before)
	if err != nil {
		return err
	}
	is, err := decodeKeys(now)
	if err == nil && (was.value != is.value || was.sealing() != is.sealing()) {
		return errErased
	}
	return err
}

// overallKept is how long it is known who has read everything: it says nothing of the
// person but that, and outlives no question of who it was.
const overallKept = 365 * 24 * time.Hour

// everythingRead is what such a reading is of.
const everythingRead = "everything"

// read stores who has read, by one put. Put again after a lost answer it is there already.
func (s Overview) read(ctx context.Context, all fulfillment.Everything, by string) error {
	expires, err := retention.Within(overallKept, all.At)
	if err != nil {
		return err
	}
	it, err := encode(readingItem{
		item: item{
			PK: partition(all.Controller, kindSubject, string(all.Subject)), SK: overallReadKey(all.At, gdpr.NewID()), Expires: expires,
		},
		At: stamp(all.At), Actor: by, What: everythingRead,
	})
	if err != nil {
		return err
	}
	_, err = s.Client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &s.Name, Item: it, ConditionExpression: aws.String("attribute_not_exists(pk)"),
	})
	if _, there := errors.AsType[*types.ConditionalCheckFailedException](err); there {
		return nil
	}
	return explain("put", err)
}

// address tells the address that the person is known by from others on file: it is the one
// from which the pseudonym is made.
func (s Overview) address(ctx context.Context, all *fulfillment.Everything) error {
	secret, err := s.Keys.secretOf(ctx, all.Controller, all.Subject)
	if errors.Is(err, errNoSecret) {
		return nil
	}
	if err != nil {
		return err
	}
	seen := map[gdpr.SubjectID]bool{}
	for _, address := range onFileOf(*all) {
		who := secret.Subject(address)
		switch {
		case address == "" || seen[who]:
			continue
		case who == all.Subject:
			all.Address = address
		default:
			all.Addresses = append(all.Addresses, address)
		}
		seen[who] = true
	}
	return nil
}

// onFileOf is every address under which something is held, as it is spelled there.
func onFileOf(all fulfillment.Everything) []gdpr.Private {
	var list []gdpr.Private
	for _, each := range all.Cases {
		list = append(list, each.Address)
	}
	for _, each := range all.Consents {
		list = append(list, each.Address)
	}
	for _, r := range all.Records {
		for _, v := range r.Fields {
			if v.Field == controller.EmailField {
				list = append(list, v.Value)
			}
		}
	}
	for _, r := range all.Named {
		for _, contact := range r.Contacts {
			list = append(list, contact.Address)
		}
	}
	return list
}

// pointers is what the person's partition points to, without who has read: by one query.
func (t *Table) pointers(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID) ([]string, error) {
	var names []string
	for pages := dynamodb.NewQueryPaginator(t.Client, &dynamodb.QueryInput{
		TableName: &t.Name, ConsistentRead: aws.Bool(true),
		KeyConditionExpression: aws.String("pk = :pk AND sk BETWEEN :held AND :named"),
		ExpressionAttributeValues: attributes{
			":pk": text(partition(c, kindSubject, string(subject))), ":held": text(heldPrefix), ":named": text(pastNamed),
		},
	}); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, explain("query", err)
		}
		for _, each := range page.Items {
			var p item
			if err := decode(each, &p); err != nil {
				return nil, err
			}
			if strings.HasPrefix(p.SK, heldPrefix) || strings.HasPrefix(p.SK, namedPrefix) {
				names = append(names, p.SK)
			}
		}
	}
	return names, nil
}

// pastNamed is the end of the pointers in a person's partition.
const pastNamed = "NAMED$"
