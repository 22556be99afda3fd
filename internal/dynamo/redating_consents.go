package dynamo

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
)

// Decided visits every consent under an address that was ever confirmed, without the address, those too that are taken back:
// to take one back may be the person's last word on a purpose of another. Of each visitor it visits the decisions
// that count, the newest. It scans the table, for an operator who wants to know whom a version would ask again.
func (s Redating) Decided(ctx context.Context, c gdpr.ControllerID, person func(consent.Consent), visitor func(consent.Record)) error {
	newest := latest{visit: visitor}
	for pages := dynamodb.NewScanPaginator(s.Client, &dynamodb.ScanInput{
		TableName: &s.Name, ConsistentRead: aws.Bool(true),
		FilterExpression: aws.String("begins_with(pk, :consent) OR begins_with(pk, :visitor)"),
		ExpressionAttributeValues: attributes{
			":consent": text(partition(c, kindConsent, "")), ":visitor": text(partition(c, kindVisitor, "")),
		},
	}); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return explain("scan", err)
		}
		for _, it := range page.Items {
			if s.due(it) {
				continue
			}
			if err := decidedBy(it, person, newest.see); err != nil {
				return err
			}
		}
	}
	newest.flush()
	return nil
}

// decidedBy tells of an item what was decided in it, if anything was that counts.
func decidedBy(it attributes, person func(consent.Consent), visitor func(consent.Record)) error {
	var k item
	if err := decode(it, &k); err != nil {
		return err
	}
	_, kind, _, err := splitPartition(k.PK)
	switch {
	case err != nil:
		return err
	case kind == kindVisitor && !strings.HasPrefix(k.SK, consentKey("")): // the leaf of a decision in the log
	case kind == kindVisitor:
		r, err := recordFromItem(it)
		if err != nil {
			return fmt.Errorf("decision of a visitor: %w", err)
		}
		visitor(r)
	case k.SK == kindConsent:
		held, err := consentOf(it)
		if err != nil {
			return err
		}
		if held.Confirmed() {
			person(held)
		}
	}
	return nil
}

// latest tells of each visitor the newest record. A scan reads a partition in one go.
type latest struct {
	visit func(consent.Record)
	held  consent.Record
}

func (l *latest) see(r consent.Record) {
	if r.Visitor != l.held.Visitor {
		l.flush()
		l.held = r
	} else if r.Recorded.After(l.held.Recorded) {
		l.held = r
	}
}

func (l *latest) flush() {
	if l.held.Visitor != "" {
		l.visit(l.held)
	}
	l.held = consent.Record{}
}
