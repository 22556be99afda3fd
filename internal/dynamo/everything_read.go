package dynamo

import (
	"context"
	"errors"
	"slices"
	"strings"

	"ordholden/internal/consent"
	"ordholden/internal/fulfillment"
	"ordholden/internal/gdpr"
	"ordholden/internal/rights"
)

// dossierAt is a dossier as far as its head tells: without mails, links and messages.
func dossierAt(head attributes) (*dossier, error) {
	var k item
	if err := decode(head, &k); err != nil {
		return nil, err
	}
	c, kind, id, err := splitPartition(k.PK)
	if err != nil {
		return nil, err
	}
	d := &dossier{controller: c, kind: kind, id: gdpr.ID(id), mails: map[string]mailItem{}}
	if err := d.add(head); err != nil {
		return nil, err
	}
	d.events, err = inBrief(head)
	return d, err
}

func (f *collected) consents(ctx context.Context, all *fulfillment.Everything) error {
	for _, head := range f.heads[kindConsent] {
		d, err := dossierAt(head)
		if err != nil {
			return err
		}
		c, err := Consents{f.Table}.consentFrom(ctx, d)
		if err != nil {
			return err
		}
		one := fulfillment.Consented{Consent: c}
		for _, e := range d.events {
			at, err := unstamp(e.At)
			if err != nil {
				return err
			}
			one.History = append(one.History, fulfillment.Happened{At: at, On: consent.Event(e.On)})
		}
		all.Consents = append(all.Consents, one)
	}
	slices.SortStableFunc(all.Consents, func(a, b fulfillment.Consented) int {
		return newer(stamp(a.Recorded), stamp(b.Recorded), a.ID, b.ID)
	})
	return nil
}

func (f *collected) cases(ctx context.Context, all *fulfillment.Everything) error {
	for _, head := range f.heads[kindCase] {
		d, err := dossierAt(head)
		if err != nil {
			return err
		}
		c, err := Cases{f.Table}.caseFrom(ctx, d)
		if err != nil {
			return err
		}
		all.Cases = append(all.Cases, c)
	}
	slices.SortStableFunc(all.Cases, func(a, b rights.Case) int {
		return newer(stamp(a.Received), stamp(b.Received), a.ID, b.ID)
	})
	return nil
}

// messages: one whose key is gone is none.
func (f *collected) messages(ctx context.Context, all *fulfillment.Everything) error {
	for _, head := range f.heads[kindMessage] {
		m, err := f.letter(ctx, head)
		if errors.Is(err, errNoKey) || errors.Is(err, errNoRecord) {
			continue
		}
		if err != nil {
			return err
		}
		all.Messages = append(all.Messages, m)
	}
	slices.SortStableFunc(all.Messages, func(a, b fulfillment.Message) int {
		return newer(stamp(a.Received), stamp(b.Received), a.ID, b.ID)
	})
	return nil
}

func (f *collected) letter(ctx context.Context, head attributes) (m fulfillment.Message, err error) {
	var it messageItem
	if err := decode(head, &it); err != nil {
		return m, err
	}
	c, _, id, err := splitPartition(it.PK)
	if err != nil {
		return m, err
	}
	keys, err := f.Keys.existing(ctx, c, gdpr.SubjectID(it.Subject))
	if err != nil {
		return m, err
	}
	var p messagePersonal
	if err := unseals(keys)(it.Sealed, it.item, &p); err != nil {
		return m, err
	}
	m = fulfillment.Message{ID: gdpr.ID(id), Case: gdpr.ID(it.Case), Subject: gdpr.Private(p.Subject), Text: gdpr.Private(p.Text), Expires: it.Expires}
	m.Received, err = unstamp(it.Received)
	return m, err
}

func (f *collected) suppressed(_ context.Context, all *fulfillment.Everything) error {
	for _, it := range f.heads[kindSubject] {
		var s suppressedItem
		err := decode(it, &s)
		if err == nil {
			all.Suppressed, err = unstamp(s.At)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// newer is the order of things newest first; of one moment, by id.
func newer(a, b string, x, y gdpr.ID) int {
	if a != b {
		return strings.Compare(b, a)
	}
	return strings.Compare(string(x), string(y))
}
