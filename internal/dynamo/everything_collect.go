package dynamo

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// collected is all items that are held on a person, with the keys to them: nothing of it
// is read again.
type collected struct {
	*Table  // whose keyring knows the keys
	records []holding.Owned
	heads   map[string][]attributes // of all else, by the kind of their partitions
}

// collect reads them, but for the mark that says whether the person is left alone: that is read.
func (s Overview) collect(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID, keys map[string]attributes, mark attributes) (*collected, error) {
	pointers, err := s.pointers(ctx, c, subject)
	if err != nil {
		return nil, err
	}
	found := &collected{heads: map[string][]attributes{}}
	if mark != nil {
		if err := found.add([]attributes{mark}); err != nil {
			return nil, err
		}
	}
	var wanted []attributes
	for _, p := range pointers {
		wanted = append(wanted, pointedTo(c, subject, p)...)
	}
	for some := range slices.Chunk(wanted, maxBatch) {
		items, err := s.batch(ctx, some)
		if err != nil {
			return nil, err
		}
		if err := found.add(items); err != nil {
			return nil, err
		}
	}
	if err := s.agreementKeys(ctx, c, found.heads[kindAgreement], keys); err != nil {
		return nil, err
	}
	t := *s.Table
	t.Keys = s.Keys.knowing(keys)
	found.Table = &t
	found.records, err = Holdings{&t}.owned(ctx, c, subject)
	return found, err
}

// pointedTo is the keys of what a pointer leads to. The records of a person's own lie in
// their partition, and a way in is no data that is held on anybody.
func pointedTo(c gdpr.ControllerID, subject gdpr.SubjectID, pointer string) []attributes {
	if id, ok := strings.CutPrefix(pointer, namedPrefix); ok {
		pk := partition(c, kindAgreement, id)
		return []attributes{key(pk, kindAgreement), key(pk, contactKey(kindAgreement, subject))}
	}
	kind, id, _ := strings.Cut(strings.TrimPrefix(pointer, heldPrefix), "#")
	switch kind {
	case kindConsent, kindCase, kindMessage:
		return []attributes{key(partition(c, kind, id), kind)}
	}
	return nil
}

// add sorts items by the kind of their partitions.
func (f *collected) add(items []attributes) error {
	for _, it := range items {
		var k item
		if err := decode(it, &k); err != nil {
			return err
		}
		_, kind, _, err := splitPartition(k.PK)
		if err != nil {
			return err
		}
		f.heads[kind] = append(f.heads[kind], it)
	}
	return nil
}

// agreementKeys adds the data keys of agreements to those that are known, by one batch.
func (s Overview) agreementKeys(ctx context.Context, c gdpr.ControllerID, items []attributes, known map[string]attributes) error {
	var wanted []attributes
	for _, it := range items {
		var h headItem
		if err := decode(it, &h); err != nil {
			return err
		}
		id := partition(c, kindKey, h.Subject)
		if _, there := known[id]; h.SK != kindAgreement || there {
			continue
		}
		known[id] = nil
		wanted = append(wanted, attributes{"id": text(id)})
	}
	for some := range slices.Chunk(wanted, maxBatch) {
		found, err := s.Keys.batch(ctx, some)
		if err != nil {
			return err
		}
		maps.Copy(known, found)
	}
	return nil
}

// owned reads a person's own records with files and disclosures by one query. Who has read
// them is dropped by the database.
func (s Holdings) owned(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID) ([]holding.Owned, error) {
	found, err := s.gatherAll(ctx, &dynamodb.QueryInput{
		TableName: &s.Name, ConsistentRead: aws.Bool(true),
		KeyConditionExpression:    aws.String("pk = :pk"),
		FilterExpression:          aws.String("attribute_not_exists(actor)"),
		ExpressionAttributeValues: attributes{":pk": text(partition(c, kindPerson, string(subject)))},
	})
	if err != nil {
		return nil, err
	}
	var all []holding.Owned
	for _, g := range found {
		slices.Reverse(g.given)
		all = append(all, holding.Owned{Record: g.whole(), Disclosures: g.given})
	}
	slices.SortStableFunc(all, func(a, b holding.Owned) int {
		if a.Class != b.Class {
			return strings.Compare(string(a.Class), string(b.Class))
		}
		return b.Received.Compare(a.Received)
	})
	return all, nil
}

// named is the agreements that name the person, with nothing but how the person stands there:
// what is agreed is the customer's.
func (f *collected) named(ctx context.Context) ([]holding.Record, error) {
	s := Holdings{f.Table}
	open := s.unsealers(ctx)
	var found []*gathered
	items := f.heads[kindAgreement]
	slices.SortFunc(items, byKey)
	for _, it := range items {
		var err error
		if found, err = s.gather(found, it, open); err != nil {
			return nil, err
		}
	}
	var list []holding.Record
	for _, g := range found {
		r := g.whole()
		r.Fields, r.Allows = nil, ""
		if len(r.Contacts) > 0 {
			list = append(list, r)
		}
	}
	return newestFirst(list), nil
}

// byKey is the order of items in the table: a batch comes in none.
func byKey(a, b attributes) int {
	var x, y item
	if err := errors.Join(decode(a, &x), decode(b, &y)); err != nil {
		return 0 // add has read both
	}
	return strings.Compare(x.PK+"\x00"+x.SK, y.PK+"\x00"+y.SK)
}

// everything reads what was collected.
func (f *collected) everything(ctx context.Context) (all fulfillment.Everything, err error) {
	all.Records = f.records
	steps := []func(context.Context, *fulfillment.Everything) error{f.consents, f.cases, f.messages, f.suppressed}
	for _, step := range steps {
		if err := step(ctx, &all); err != nil {
			return all, fmt.Errorf("everything: %w", err)
		}
	}
	all.Named, err = f.named(ctx)
	return all, err
}
