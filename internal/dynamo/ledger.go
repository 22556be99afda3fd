package dynamo

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Ledger keeps visitors' decisions: consent.Ledger on the table.
type Ledger struct{ *Table }

type choiceItem struct {
	Purpose  string `dynamodbav:"purpose"`
	Decision string `dynamodbav:"decision"`
}

type seenItem struct {
	Version   string `dynamodbav:"version"`
	Notice    string `dynamodbav:"notice"`
	Interface string `dynamodbav:"interface,omitempty"`
	Language  string `dynamodbav:"language"`
	Mechanism string `dynamodbav:"mechanism"`
	Site      string `dynamodbav:"site,omitempty"`
	Claimed   string `dynamodbav:"claimed,omitempty"`
}

type recordItem struct {
	item
	ID       string       `dynamodbav:"id"`
	Choices  []choiceItem `dynamodbav:"choices"`
	Recorded string       `dynamodbav:"recorded"`
	Seen     seenItem     `dynamodbav:"seen"`
}

// Append stores r by one conditional write and no read. A write whose answer
// was lost is found again by the condition when it is repeated.
func (l Ledger) Append(ctx context.Context, r consent.Record) (consent.Record, bool, error) {
	it, err := encode(recordItem{
		item:     item{PK: partition(r.Controller, kindVisitor, string(r.Visitor)), SK: consentKey(r.ID), Expires: r.Expires},
		ID:       string(r.ID),
		Choices:  choicesToItem(r.Choices),
		Recorded: stamp(r.Recorded),
		Seen:     seenToItem(r.Seen),
	})
	if err != nil {
		return consent.Record{}, false, err
	}
	_, err = l.Client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName:                           &l.Name,
		Item:                                it,
		ConditionExpression:                 aws.String(vacant),
		ExpressionAttributeValues:           attributes{":now": l.now()},
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	})
	if taken, ok := errors.AsType[*types.ConditionalCheckFailedException](err); ok {
		stored, err := recordFromItem(taken.Item)
		return stored, false, err
	}
	return r, true, explain("put", err)
}

// History reads a visitor's partition, newest decision first.
func (l Ledger) History(ctx context.Context, c gdpr.ControllerID, visitor gdpr.ID) ([]consent.Record, error) {
	items, err := l.query(ctx, partition(c, kindVisitor, string(visitor)), "CONSENT#")
	if err != nil {
		return nil, err
	}
	var records []consent.Record
	for _, it := range items {
		r, err := recordFromItem(it)
		if err != nil {
			return nil, err
		}
		records = append(records, r)
	}
	slices.SortStableFunc(records, func(a, b consent.Record) int { return b.Recorded.Compare(a.Recorded) })
	return records, nil
}

// Record reads one decision.
func (l Ledger) Record(ctx context.Context, c gdpr.ControllerID, visitor, id gdpr.ID) (consent.Record, error) {
	it, err := l.get(ctx, partition(c, kindVisitor, string(visitor)), consentKey(id))
	if err != nil {
		return consent.Record{}, err
	}
	if it == nil {
		return consent.Record{}, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	return recordFromItem(it)
}

func recordFromItem(it attributes) (consent.Record, error) {
	var stored recordItem
	if err := decode(it, &stored); err != nil {
		return consent.Record{}, err
	}
	c, _, visitor, err := splitPartition(stored.PK)
	if err != nil {
		return consent.Record{}, fmt.Errorf("consent record: %w", err)
	}
	recorded, err := unstamp(stored.Recorded)
	if err != nil {
		return consent.Record{}, fmt.Errorf("consent record: %w", err)
	}
	seen, err := seenFromItem(stored.Seen)
	if err != nil {
		return consent.Record{}, fmt.Errorf("consent record: %w", err)
	}
	return consent.Record{
		ID: gdpr.ID(stored.ID), Controller: c, Visitor: gdpr.ID(visitor),
		Choices: choicesFromItem(stored.Choices), Recorded: recorded, Seen: seen, Expires: stored.Expires,
	}, nil
}

func choicesToItem(choices []consent.Choice) []choiceItem {
	items := make([]choiceItem, len(choices))
	for i, c := range choices {
		items[i] = choiceItem{Purpose: string(c.Purpose), Decision: string(c.Decision)}
	}
	return items
}

func choicesFromItem(items []choiceItem) []consent.Choice {
	choices := make([]consent.Choice, len(items))
	for i, it := range items {
		choices[i] = consent.Choice{Purpose: gdpr.PurposeID(it.Purpose), Decision: gdpr.Decision(it.Decision)}
	}
	return choices
}

func seenToItem(s consent.Seen) seenItem {
	return seenItem{
		Version: s.Version.String(), Notice: string(s.Notice), Interface: string(s.Interface),
		Language: string(s.Language), Mechanism: string(s.Mechanism), Site: s.Site, Claimed: stamp(s.Claimed),
	}
}

func seenFromItem(it seenItem) (consent.Seen, error) {
	version, err := controller.ParseVersion(it.Version)
	if err != nil {
		return consent.Seen{}, err
	}
	claimed, err := unstamp(it.Claimed)
	return consent.Seen{
		Version: version, Notice: controller.Digest(it.Notice), Interface: controller.Digest(it.Interface),
		Language: gdpr.Language(it.Language), Mechanism: consent.Mechanism(it.Mechanism), Site: it.Site, Claimed: claimed,
	}, err
}
