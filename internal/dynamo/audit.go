package dynamo

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/audit"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// Audits keeps what staff have read and done: audit.Log on the table. An entry is put where
// there is none, and never touched again; the role that writes them has no right to.
type Audits struct{ *Table }

var _ audit.Log = Audits{}

// auditKept is for how long an entry is kept.
const auditKept = audit.Years * 365 * 24 * time.Hour

type auditItem struct {
	item
	At    string `dynamodbav:"at"`
	Actor string `dynamodbav:"actor"`
	Act   string `dynamodbav:"act"`
	On    string `dynamodbav:"on,omitempty"`

	Preview bool `dynamodbav:"preview,omitempty"`
}

func auditPartition(c gdpr.ControllerID, year int, month time.Month) string {
	return partition(c, kindAudit, fmt.Sprintf("%04d-%02d", year, int(month)))
}

// Add stores one. The same again is no error; another under its key is gdpr.Conflict.
func (s Audits) Add(ctx context.Context, e audit.Entry) error {
	at := e.At.UTC()
	expires, err := retention.Within(auditKept, at)
	if err != nil {
		return fmt.Errorf("audit: %w", err)
	}
	stored := auditItem{
		item: item{PK: auditPartition(e.Controller, at.Year(), at.Month()), SK: stamp(at) + "#" + string(e.ID), Expires: expires},
		At:   stamp(at), Actor: e.Actor, Act: e.Act, On: e.On, Preview: e.Preview,
	}
	it, err := encode(stored)
	if err != nil {
		return err
	}
	_, err = s.Client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &s.Name, Item: it, ConditionExpression: aws.String("attribute_not_exists(pk)"),
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	})
	taken, refused := errors.AsType[*types.ConditionalCheckFailedException](err)
	if !refused {
		return explain("put", err)
	}
	var there auditItem
	if err := decode(taken.Item, &there); err != nil {
		return err
	}
	if there != stored {
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeChanged, Err: errors.New("audit: another entry lies there")}
	}
	return nil
}

// Entries reads a page of a month.
func (s Audits) Entries(ctx context.Context, c gdpr.ControllerID, year int, month time.Month, from string, limit int) ([]audit.Entry, string, error) {
	pk := auditPartition(c, year, month)
	in := &dynamodb.QueryInput{
		TableName: &s.Name, ConsistentRead: aws.Bool(true), ScanIndexForward: aws.Bool(false),
		KeyConditionExpression:    aws.String("pk = :pk"),
		ExpressionAttributeValues: attributes{":pk": text(pk)},
		Limit:                     aws.Int32(int32(min(max(limit, 1), maxPage))),
	}
	if from != "" {
		sk, err := base64.RawURLEncoding.DecodeString(from)
		at, id, _ := strings.Cut(string(sk), "#")
		if err != nil || id == "" || !stamped(at) {
			return nil, "", gdpr.InvalidFaults([]gdpr.Fault{{Pointer: "/from", Code: gdpr.FaultID}})
		}
		in.ExclusiveStartKey = key(pk, string(sk))
	}
	out, err := s.Client.Query(ctx, in)
	if err != nil {
		return nil, "", explain("query", err)
	}
	var page []audit.Entry
	for _, raw := range out.Items {
		var it auditItem
		if err := decode(raw, &it); err != nil {
			return nil, "", err
		}
		at, err := unstamp(it.At)
		if err != nil {
			return nil, "", fmt.Errorf("audit: %w", err)
		}
		page = append(page, audit.Entry{ID: gdpr.ID(lastPart(it.SK)), Controller: c, At: at, Actor: it.Actor, Act: it.Act, On: it.On, Preview: it.Preview})
	}
	return page, auditPlace(out.LastEvaluatedKey), nil
}

// auditPlace is the place after a page.
func auditPlace(last attributes) string {
	sk, ok := last["sk"].(*types.AttributeValueMemberS)
	if !ok {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString([]byte(sk.Value))
}
