package dynamo

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/seal"
)

var errNoRecord = &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}

// Record reads one by one query.
func (s Holdings) Record(ctx context.Context, r holding.Ref) (holding.Record, error) {
	pk, sk, ok := home(r)
	if !ok {
		return holding.Record{}, errNoRecord
	}
	found, err := s.between(ctx, pk, sk, sk+pastFiles)
	if err != nil {
		return holding.Record{}, err
	}
	if len(found) == 0 || found[0].Ref != r {
		return holding.Record{}, errNoRecord
	}
	return found[0], nil
}

// Records reads what a person has by one query. An agreement is nobody's: see Named.
func (s Holdings) Records(ctx context.Context, c gdpr.ControllerID, owner gdpr.SubjectID, class controller.Class) ([]holding.Record, error) {
	pk, from, to := partition(c, kindPerson, string(owner)), applicationKey(""), kindApplication+"$"
	switch class {
	case controller.Agreements:
		return nil, nil
	case controller.Profiles:
		from, to = kindProfile, kindProfile+pastFiles
	}
	found, err := s.between(ctx, pk, from, to)
	return newestFirst(found), err
}

// Named reads the pointers in the contact person's partition, and of what they point to
// the agreements that still name the person.
func (s Holdings) Named(ctx context.Context, c gdpr.ControllerID, contact gdpr.SubjectID) ([]holding.Record, error) {
	pointers, err := s.query(ctx, partition(c, kindSubject, string(contact)), namedPrefix)
	if err != nil {
		return nil, err
	}
	var named []holding.Record
	for _, it := range pointers {
		var p item
		if err := decode(it, &p); err != nil {
			return nil, err
		}
		pk := partition(c, kindAgreement, strings.TrimPrefix(p.SK, namedPrefix))
		found, err := s.between(ctx, pk, kindAgreement, kindAgreement+pastFiles)
		if err != nil {
			return nil, err
		}
		for _, r := range found {
			if slices.ContainsFunc(r.Contacts, func(each holding.Contact) bool { return each.Subject == contact }) {
				named = append(named, r)
			}
		}
	}
	return newestFirst(named), nil
}

// between reads the records whose heads lie between two sort keys, with their files and
// contacts, by one query. Who has read them and to whom they were given is left out.
func (s Holdings) between(ctx context.Context, pk, from, to string) ([]holding.Record, error) {
	found, err := s.gatherAll(ctx, &dynamodb.QueryInput{
		TableName:                 &s.Name,
		ConsistentRead:            aws.Bool(true),
		KeyConditionExpression:    aws.String("pk = :pk AND sk BETWEEN :from AND :to"),
		FilterExpression:          aws.String("attribute_not_exists(actor) AND attribute_not_exists(recipient)"),
		ExpressionAttributeValues: attributes{":pk": text(pk), ":from": text(from), ":to": text(to)},
	})
	if err != nil {
		return nil, err
	}
	var records []holding.Record
	for _, g := range found {
		records = append(records, g.whole())
	}
	return records, nil
}

// gatherAll reads the records that a query finds items of, without what is due.
func (s Holdings) gatherAll(ctx context.Context, in *dynamodb.QueryInput) (found []*gathered, err error) {
	open := s.unsealers(ctx)
	for pages := dynamodb.NewQueryPaginator(s.Client, in); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, explain("query", err)
		}
		for _, it := range page.Items {
			if s.due(it) {
				continue
			}
			if found, err = s.gather(found, it, open); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// gathered is a record as its items come in.
type gathered struct {
	holding.Record
	head     string
	open     unsealer
	files    []turned[holding.File]
	contacts []turned[holding.Contact]
	given    []holding.Disclosure // oldest first
}

// turned is something with its place among its like: their keys are in no order.
type turned[T any] struct {
	turn int
	it   T
}

// gather adds an item to the records before it: a head comes before what lies beside
// it, and what lies beside none is left over from one that is gone.
func (s Holdings) gather(found []*gathered, it attributes, open unsealers) ([]*gathered, error) {
	var k item
	if err := decode(it, &k); err != nil {
		return nil, err
	}
	if _, err := refAt(k.PK, k.SK, ""); err == nil {
		r, err := s.opened(it, open)
		if errors.Is(err, errNoRecord) {
			return found, nil
		}
		if err != nil {
			return nil, err
		}
		reader, err := open(r.Controller, r.Owner)
		return append(found, &gathered{Record: r, head: k.SK, open: reader}), err
	}
	if len(found) == 0 {
		return found, nil
	}
	last := found[len(found)-1]
	if rest, own := strings.CutPrefix(k.SK, last.head); own {
		return found, last.add(rest, it)
	}
	return found, nil
}

// add takes in what lies beside the head under a key.
func (g *gathered) add(key string, it attributes) error {
	if id, ok := strings.CutPrefix(key, fileChild); ok {
		var f fileItem
		var p filePersonal
		if err := decode(it, &f); err != nil {
			return err
		}
		if err := g.open(f.Sealed, f.item, &p); err != nil {
			return err
		}
		file, err := f.file(gdpr.ID(id), p)
		g.files = append(g.files, turned[holding.File]{f.Turn, file})
		return err
	}
	if contact, ok := strings.CutPrefix(key, contactChild); ok {
		var c contactItem
		var p contactPersonal
		if err := decode(it, &c); err != nil {
			return err
		}
		g.contacts = append(g.contacts, turned[holding.Contact]{c.Turn, holding.Contact{Subject: gdpr.SubjectID(contact)}})
		err := g.open(c.Sealed, c.item, &p)
		last := &g.contacts[len(g.contacts)-1].it
		last.Name, last.Address = gdpr.Private(p.Name), gdpr.Private(p.Address)
		return err
	}
	if strings.HasPrefix(key, disclosureChild) {
		return g.disclosed(it)
	}
	return nil
}

// disclosed takes in one time that the record was given to somebody.
func (g *gathered) disclosed(it attributes) error {
	var stored disclosureItem
	var p disclosurePersonal
	if err := decode(it, &stored); err != nil {
		return err
	}
	if err := g.open(stored.Sealed, stored.item, &p); err != nil {
		return fmt.Errorf("disclosure: %w", err)
	}
	d, err := stored.disclosure(g.Ref, gdpr.ID(lastPart(stored.SK)), p)
	g.given = append(g.given, d)
	return err
}

// whole is the record with its files and contacts in order: files as they were
// announced, contacts as they were named.
func (g *gathered) whole() holding.Record {
	slices.SortStableFunc(g.files, func(a, b turned[holding.File]) int {
		return cmp.Or(a.it.Added.Compare(b.it.Added), cmp.Compare(a.turn, b.turn))
	})
	slices.SortStableFunc(g.contacts, func(a, b turned[holding.Contact]) int { return cmp.Compare(a.turn, b.turn) })
	for _, f := range g.files {
		g.Files = append(g.Files, f.it)
	}
	for _, c := range g.contacts {
		g.Contacts = append(g.Contacts, c.it)
	}
	return g.Record
}

// opened is the record of a head; errNoRecord where it has ended, or its key is gone.
func (s Holdings) opened(head attributes, open unsealers) (holding.Record, error) {
	var it holdingItem
	if err := decode(head, &it); err != nil {
		return holding.Record{}, err
	}
	r, err := it.record()
	if err != nil {
		return r, fmt.Errorf("record %s: %w", it.SK, err)
	}
	if !r.Term.Kept(s.Now()) {
		return r, errNoRecord
	}
	reader, err := open(r.Controller, r.Owner)
	if err != nil {
		return r, err
	}
	var p holdingPersonal
	if err := reader(it.Sealed, it.item, &p); err != nil {
		return r, fmt.Errorf("record %s: %w", it.SK, err)
	}
	p.into(&r)
	return r, nil
}

// unsealer opens what is sealed of the item at a key; errNoRecord for what was sealed
// under a key that is gone.
type unsealer func(sealed []byte, at item, into any) error

// unsealers finds the unsealer of a person, once.
type unsealers func(gdpr.ControllerID, gdpr.SubjectID) (unsealer, error)

func (s Holdings) unsealers(ctx context.Context) unsealers {
	found := map[gdpr.SubjectID]unsealer{}
	return func(c gdpr.ControllerID, owner gdpr.SubjectID) (unsealer, error) {
		if open, ok := found[owner]; ok {
			return open, nil
		}
		k, err := s.Keys.existing(ctx, c, owner)
		if errors.Is(err, errNoKey) {
			return nil, errNoRecord
		}
		if err != nil {
			return nil, err
		}
		found[owner] = unseals(k)
		return found[owner], nil
	}
}

func unseals(k personKeys) unsealer {
	return func(sealed []byte, at item, into any) error {
		plain, err := k.Open(sealed, place(at.PK, at.SK))
		if errors.Is(err, seal.ErrOtherKey) {
			return errNoRecord
		}
		if err != nil {
			return fmt.Errorf("open: %w", err)
		}
		return json.Unmarshal(plain, into)
	}
}
