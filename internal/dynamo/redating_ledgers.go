package dynamo

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// Whose end the declaration gives under `records`: visitors' decisions, consents, requests with the mails
// that came about them, and the proofs of erasures. Every other end is another's: what lies beside one of these
// goes with it; links, ways in, the traces of mails sent, the audit and deletion entries have ends that
// no declaration gives.

// Ledgers is called with every head of a ledger that has not ended: whatever it says in clear.
type Ledgers struct {
	Visitor func(consent.Record) error
	Consent func(consent.Consent) error
	Request func(r rights.Request, history []rights.Entry) error // the history in brief
	Erasure func(e holding.Erasure, expires retention.Expiry) error
}

// EachLedger visits every head of the ledgers of a controller that has not ended, by scanning the table.
// Nothing sealed is opened.
func (s Redating) EachLedger(ctx context.Context, c gdpr.ControllerID, see Ledgers) error {
	kinds, values := []string{}, attributes{}
	for i, kind := range []string{kindVisitor, kindConsent, kindCase, kindErasure} {
		name := fmt.Sprintf(":k%d", i)
		kinds, values[name] = append(kinds, "begins_with(pk, "+name+")"), text(partition(c, kind, ""))
	}
	for pages := dynamodb.NewScanPaginator(s.Client, &dynamodb.ScanInput{
		TableName: &s.Name, ConsistentRead: aws.Bool(true),
		FilterExpression: aws.String(strings.Join(kinds, " OR ")), ExpressionAttributeValues: values,
	}); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return explain("scan", err)
		}
		for _, it := range page.Items {
			if s.due(it) {
				continue
			}
			if err := see.head(it); err != nil {
				return fmt.Errorf("%s %s: %w", stringOf(it["pk"]), stringOf(it["sk"]), err)
			}
		}
	}
	return nil
}

// head tells of an item, if it is the head of a ledger.
func (see Ledgers) head(it attributes) error {
	c, kind, id, err := splitPartition(stringOf(it["pk"]))
	if err != nil {
		return err
	}
	sk := stringOf(it["sk"])
	switch {
	case kind == kindVisitor && strings.HasPrefix(sk, consentKey("")):
		r, err := recordFromItem(it)
		if err != nil {
			return err
		}
		return see.Visitor(r)
	case kind == kindConsent && sk == kindConsent:
		held, err := consentOf(it)
		if err != nil {
			return err
		}
		return see.Consent(held)
	case kind == kindCase && sk == kindCase:
		return see.request(c, gdpr.ID(id), it)
	case kind == kindErasure && sk == kindErasure:
		return see.erasure(it)
	}
	return nil
}

func (see Ledgers) request(c gdpr.ControllerID, id gdpr.ID, it attributes) error {
	var head caseItem
	if err := decode(it, &head); err != nil {
		return err
	}
	r, err := head.request(c, id)
	if err != nil {
		return err
	}
	brief, err := inBrief(it)
	if err != nil {
		return err
	}
	var history []rights.Entry
	for _, line := range brief {
		at, err := unstamp(line.At)
		if err != nil {
			return err
		}
		history = append(history, rights.Entry{At: at, On: rights.Event(line.On)})
	}
	return see.Request(r, history)
}

// erasure tells of the proof of an erasure. One that is being carried out is left alone.
func (see Ledgers) erasure(it attributes) error {
	var e erasureItem
	if err := decode(it, &e); err != nil {
		return err
	}
	if e.State != erasureDone {
		return nil
	}
	x, err := e.erasure()
	if err != nil {
		return err
	}
	return see.Erasure(x, e.Expires)
}
