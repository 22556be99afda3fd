package dynamo

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
	"ordholden/internal/retention"
)

// Consents keeps what persons declared: consent.Dossiers on the table.
type Consents struct{ *Table }

type consentItem struct {
	headItem
	State    string       `dynamodbav:"state"`
	Choices  []choiceItem `dynamodbav:"choices"`
	Recorded string       `dynamodbav:"recorded"`
	Decided  string       `dynamodbav:"decided,omitempty"`
	Network  string       `dynamodbav:"network,omitempty"`
	Seen     seenItem     `dynamodbav:"seen"`
}

// confirmedItem stands in the person's partition for a consent that counts, or
// did: the newest of them is the current state.
type confirmedItem struct {
	item
	Consent string `dynamodbav:"consent"`
}

// Declare stores a pending consent, by one call for the person's key and one transaction.
func (s Consents) Declare(ctx context.Context, c consent.Consent, idempotencyKey string) (consent.Consent, bool, error) {
	who, err := s.person(ctx, c.Controller, c.Address)
	if err != nil {
		return consent.Consent{}, false, err
	}
	if idempotencyKey != "" {
		c.ID = gdpr.DeriveID("declared", string(c.Controller), string(who.subject), idempotencyKey)
	}
	c.Subject = who.subject
	head, err := consentToItem(c, who)
	if err != nil {
		return consent.Consent{}, false, err
	}
	writes, err := s.puts(head,
		newEvent(head.PK, c.Recorded, string(consent.Declare), c.Expires),
		newMail(c.Controller, head.PK, outbox.Order{
			Entry: string(outbox.ConsentConfirm), Kind: outbox.ConsentConfirm, Network: c.Network, At: c.Recorded,
		}, c.Expires))
	if err != nil {
		return consent.Consent{}, false, err
	}
	sealed, err := s.sealedBy(termOfConsent(c))
	if err != nil {
		return consent.Consent{}, false, err
	}
	writes = append(writes, sealed...)
	err = fenced(s.write(ctx, append(writes, s.fence(c.Controller, who.subject, who.key))...), len(writes))
	if _, taken := errors.AsType[*refusal](err); taken {
		stored, err := s.Consent(ctx, c.Controller, c.ID)
		return stored, false, err
	}
	return c, true, err
}

// Consent reads one by its id.
func (s Consents) Consent(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (consent.Consent, error) {
	d, err := s.dossier(ctx, c, kindConsent, id)
	if err != nil {
		return consent.Consent{}, err
	}
	return s.consentFrom(ctx, d)
}

// Open reads one for whoever holds its link.
func (s Consents) Open(ctx context.Context, c gdpr.ControllerID, p gdpr.Proof) (consent.Consent, error) {
	d, _, err := s.open(ctx, c, kindConsent, p, link.Confirm)
	if err != nil {
		return consent.Consent{}, err
	}
	return s.consentFrom(ctx, d)
}

// Decide stores a step of a consent as one transaction.
func (s Consents) Decide(ctx context.Context, from, to consent.Consent, on consent.Event) error {
	pk := partition(to.Controller, kindConsent, string(to.ID))
	writes := []types.TransactWriteItem{s.moveHead(pk, from, to)}
	if to.Expires != from.Expires {
		writes = append(writes, s.keepTerm(pk, kindConsent, to.Expires),
			s.keepUntil(pk, eventKey(from.Recorded, string(consent.Declare)), to.Expires),
			s.keepUntil(pk, mailKey(string(outbox.ConsentConfirm)), to.Expires))
	}
	if on == consent.Withdraw {
		writes = append(writes,
			s.keepUntil(pk, eventKey(from.Decided, string(consent.Confirm)), to.Expires),
			s.keepUntil(pk, mailKey(string(outbox.ConsentGiven)), to.Expires),
			s.keepUntil(partition(to.Controller, kindSubject, string(to.Subject)), confirmedKey(from.Decided, to.ID), to.Expires))
	}
	added := []any{newEvent(pk, to.Decided, string(on), to.Expires)}
	if kind := consentMailAfter(on); kind != "" {
		added = append(added, newMail(to.Controller, pk, outbox.Order{
			Entry: string(kind), Kind: kind, Network: to.Network, At: to.Decided}, to.Expires))
	}
	if on == consent.Confirm {
		added = append(added, confirmedItem{
			item: item{
				PK: partition(to.Controller, kindSubject, string(to.Subject)),
				SK: confirmedKey(to.Decided, to.ID), Expires: to.Expires,
			},
			Consent: string(to.ID),
		})
	}
	puts, err := s.puts(added...)
	if err != nil {
		return err
	}
	return conflict(s.write(ctx, append(writes, puts...)...))
}

func consentMailAfter(on consent.Event) outbox.Kind {
	switch on {
	case consent.Confirm:
		return outbox.ConsentGiven
	case consent.Withdraw:
		return outbox.ConsentWithdrawn
	}
	return ""
}

func (s Consents) moveHead(pk string, from, to consent.Consent) types.TransactWriteItem {
	choices, err := encode(struct {
		Choices []choiceItem `dynamodbav:"choices"`
	}{choicesToItem(to.Choices)})
	if err != nil {
		panic(err) // strings always encode
	}
	return types.TransactWriteItem{Update: &types.Update{
		TableName:                &s.Name,
		Key:                      key(pk, kindConsent),
		UpdateExpression:         aws.String("SET #state = :state, choices = :choices, decided = :decided, expires = :expires"),
		ConditionExpression:      aws.String("(" + alive + ") AND #state = :from"),
		ExpressionAttributeNames: map[string]string{"#state": "state"},
		ExpressionAttributeValues: attributes{
			":state": text(string(to.State)), ":from": text(string(from.State)), ":choices": choices["choices"],
			":decided": text(stamp(to.Decided)), ":expires": number(int64(to.Expires)), ":now": s.now(),
		},
	}}
}

// termOfConsent is the term record of a consent. One may be to several purposes: none
// is named.
func termOfConsent(c consent.Consent) termItem {
	return newTerm(partition(c.Controller, kindConsent, string(c.ID)), kindConsent, c.Subject,
		retention.ClassConsent, "", c.Seen.Version.String(), c.Expires)
}

func consentToItem(c consent.Consent, who person) (consentItem, error) {
	pk := partition(c.Controller, kindConsent, string(c.ID))
	sealed, err := personal{Address: c.Address.Reveal()}.seal(who.key, pk, kindConsent)
	return consentItem{
		headItem: headItem{item: item{PK: pk, SK: kindConsent, Expires: c.Expires}, Subject: string(c.Subject), Sealed: sealed},
		State:    string(c.State), Choices: choicesToItem(c.Choices), Recorded: stamp(c.Recorded),
		Network: c.Network, Seen: seenToItem(c.Seen),
	}, err
}

func (s Consents) consentFrom(ctx context.Context, d *dossier) (c consent.Consent, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("consent %s: %w", d.id, err)
		}
	}()
	var it consentItem
	if err := decode(d.head, &it); err != nil {
		return c, err
	}
	c = consent.Consent{
		ID: d.id, Controller: d.controller, Subject: d.subject, State: consent.State(it.State),
		Choices: choicesFromItem(it.Choices), Network: it.Network, Expires: it.Expires,
	}
	if c.Seen, err = seenFromItem(it.Seen); err != nil {
		return c, err
	}
	if c.Recorded, err = unstamp(it.Recorded); err != nil {
		return c, err
	}
	if c.Decided, err = unstamp(it.Decided); err != nil {
		return c, err
	}
	p, err := s.personal(ctx, d, it.headItem)
	c.Address = gdpr.Private(p.Address)
	return c, err
}
