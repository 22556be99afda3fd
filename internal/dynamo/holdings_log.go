package dynamo

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// Disclose adds an item beside a record that may be used at that moment.
func (s Holdings) Disclose(ctx context.Context, d holding.Disclosure) error {
	pk, sk, k, err := s.at(ctx, d.Record)
	if err != nil {
		return err
	}
	it, err := newDisclosure(k, pk, sk, d)
	if err != nil {
		return err
	}
	put, err := s.put(it)
	if err != nil {
		return err
	}
	err = s.write(ctx, s.serves(d.Record), put, s.fence(d.Record.Controller, d.Record.Owner, k))
	return lined(fenced(err, 2))
}

// lined is the outcome of adding a line beside a record, which is named by what it
// says: one that is there already is the same, told again after a lost answer.
func lined(err error) error {
	if r, ok := errors.AsType[*refusal](err); ok && !r.by(0) {
		return nil
	}
	return changed(err)
}

// Disclosures reads what lies beside a record that has not ended.
func (s Holdings) Disclosures(ctx context.Context, r holding.Ref) ([]holding.Disclosure, error) {
	items, open, err := s.beside(ctx, r, disclosureChild)
	if err != nil {
		return nil, err
	}
	var all []holding.Disclosure
	for _, each := range slices.Backward(items) {
		var it disclosureItem
		if err := decode(each, &it); err != nil {
			return nil, err
		}
		var p disclosurePersonal
		if err := open(it.Sealed, it.item, &p); err != nil {
			return nil, fmt.Errorf("disclosure: %w", err)
		}
		d, err := it.disclosure(r, gdpr.ID(lastPart(it.SK)), p)
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

// Read adds an item beside a record that has not ended.
func (s Holdings) Read(ctx context.Context, r holding.Ref, by holding.Reading) error {
	pk, sk, ok := home(r)
	if !ok {
		return errChanged
	}
	id := gdpr.DeriveID("reading", pk, sk, stamp(by.At), by.Actor, by.What)
	put, err := s.put(readingItem{
		item: item{PK: pk, SK: readKey(sk, by.At, id)}, At: stamp(by.At), Actor: by.Actor, What: by.What,
	})
	if err != nil {
		return err
	}
	return lined(s.write(ctx, s.stands(r), put))
}

// Readings reads what lies beside a record that has not ended.
func (s Holdings) Readings(ctx context.Context, r holding.Ref) ([]holding.Reading, error) {
	items, _, err := s.beside(ctx, r, readChild)
	if err != nil {
		return nil, err
	}
	var all []holding.Reading
	for _, each := range slices.Backward(items) {
		var it readingItem
		if err := decode(each, &it); err != nil {
			return nil, err
		}
		reading, err := it.reading()
		if err != nil {
			return nil, err
		}
		all = append(all, reading)
	}
	return all, nil
}

// beside reads a record and then what lies beside it under a name: of one that has
// ended nothing is told, whatever still lies there.
func (s Holdings) beside(ctx context.Context, r holding.Ref, child string) ([]attributes, unsealer, error) {
	pk, sk, ok := home(r)
	if !ok {
		return nil, nil, errNoRecord
	}
	head, err := s.get(ctx, pk, sk)
	if err != nil {
		return nil, nil, err
	}
	if head == nil {
		return nil, nil, errNoRecord
	}
	open := s.unsealers(ctx)
	stored, err := s.opened(head, open)
	if err != nil {
		return nil, nil, err
	}
	if stored.Ref != r {
		return nil, nil, errNoRecord
	}
	reader, err := open(r.Controller, r.Owner)
	if err != nil {
		return nil, nil, err
	}
	items, err := s.query(ctx, pk, sk+child)
	return items, reader, err
}

func lastPart(sk string) string { return sk[strings.LastIndex(sk, "#")+1:] }
