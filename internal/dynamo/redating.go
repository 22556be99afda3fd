package dynamo

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// Redating is the records of a controller as far as their ends go, for an operator who
// moves them to another version of the declaration. Nothing sealed is opened.
type Redating struct{ *Table }

// Each visits every record of a controller that has not ended, by scanning the table.
func (s Redating) Each(ctx context.Context, c gdpr.ControllerID, visit func(holding.Record) error) error {
	for pages := dynamodb.NewScanPaginator(s.Client, &dynamodb.ScanInput{
		TableName: &s.Name, ConsistentRead: aws.Bool(true),
		FilterExpression: aws.String("begins_with(pk, :person) OR begins_with(pk, :agreement)"),
		ExpressionAttributeValues: attributes{
			":person": text(partition(c, kindPerson, "")), ":agreement": text(partition(c, kindAgreement, "")),
		},
	}); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return explain("scan", err)
		}
		for _, it := range page.Items {
			if err := s.visit(it, visit); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s Redating) visit(it attributes, visit func(holding.Record) error) error {
	var head holdingItem
	if err := decode(it, &head.item); err != nil {
		return err
	}
	if m, ok := matterOf(head.PK, head.SK); !ok || !m.isHead() || s.due(it) {
		return nil
	}
	if err := decode(it, &head); err != nil {
		return err
	}
	r, err := head.record()
	if err != nil {
		return fmt.Errorf("record %s: %w", head.SK, err)
	}
	return visit(r)
}

// Move stores a record's new term, if it is still what was read; gdpr.Conflict with
// gdpr.CodeChanged where it is not: whoever looks again finds it as it is now.
func (s Redating) Move(ctx context.Context, from, to holding.Record) error {
	to.Revision = from.Revision + 1
	it, err := encode(headOf(to, s.Now()))
	if err != nil {
		return err
	}
	up := assign(it, []string{"version", "revision", "end", "expires", "agenda", "due"})
	up.TableName, up.Key = &s.Name, attributes{"pk": it["pk"], "sk": it["sk"]}
	// An activity moves the end without a new revision.
	up.ConditionExpression = aws.String("(" + alive + ") AND #revision = :was AND #end = :ended")
	up.ExpressionAttributeValues[":was"], up.ExpressionAttributeValues[":ended"] = number(int64(from.Revision)), number(int64(from.Term.Due))
	up.ExpressionAttributeValues[":now"] = s.now()
	err = s.write(ctx, types.TransactWriteItem{Update: up}, Holdings(s).redate(termOf(to)))
	if _, refused := errors.AsType[*refusal](err); refused {
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeChanged, Err: err}
	}
	return err
}
