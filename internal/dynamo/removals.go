package dynamo

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
)

// Removals is the tables as far as ends go: expiry.Store.
type Removals struct{ *Table }

// left is what is read of the items of a partition: who they are, and nothing sealed.
const left = "pk, sk, subject, #class, purpose, #version, #end, cause, digest, #index"

var leftNames = map[string]string{"#class": "class", "#version": "version", "#end": "end", "#index": "index"}

// leftItem is any of them.
type leftItem struct {
	termItem
	Digest string `dynamodbav:"digest"`
}

// Ended reads a partition. Whether a head is gone is asked once more after that: a matter
// that was stored while the partition was read shows its parts before it shows its head.
func (s Removals) Ended(ctx context.Context, pk string) ([]expiry.Ended, error) {
	matters, err := s.matters(ctx, pk)
	if err != nil {
		return nil, err
	}
	var ended []expiry.Ended
	for _, e := range matters {
		there, err := s.raw(ctx, e.Head, "pk")
		if err != nil {
			return nil, err
		}
		if there == nil {
			ended = append(ended, *e)
		}
	}
	return ended, nil
}

// matters reads which matters of a partition show no head, and what lies there of them.
func (s Removals) matters(ctx context.Context, pk string) (map[string]*expiry.Ended, error) {
	found, heads := map[string]*expiry.Ended{}, map[string]bool{}
	in := &dynamodb.QueryInput{
		TableName: &s.Name, ConsistentRead: aws.Bool(true),
		KeyConditionExpression: aws.String("pk = :pk"), ExpressionAttributeValues: attributes{":pk": text(pk)},
		ProjectionExpression: aws.String(left), ExpressionAttributeNames: leftNames,
	}
	for pages := dynamodb.NewQueryPaginator(s.Client, in); pages.HasMorePages(); {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, explain("query", err)
		}
		for _, it := range page.Items {
			var l leftItem
			if err := decode(it, &l); err != nil {
				return nil, err
			}
			m, ok := matterOf(l.PK, l.SK)
			switch {
			case !ok:
			case m.isHead():
				heads[m.head] = true
			default:
				if found[m.head] == nil {
					found[m.head] = m.ended(l.PK)
				}
				m.leave(found[m.head], l)
				found[m.head].Logged = append(found[m.head].Logged, numberIn(it)...)
			}
		}
	}
	for head := range heads {
		delete(found, head)
	}
	return found, nil
}

// ended is a matter of which nothing is known yet but its key.
func (m matter) ended(pk string) *expiry.Ended {
	e := &expiry.Ended{Head: expiry.Key{Partition: pk, Item: m.head}}
	if m.kind == kindMessage {
		e.Mail = "held/" + string(m.controller) + "/" + m.id // as package inbox names it
	}
	return e
}

// leave adds an item to what is left of a matter.
func (m matter) leave(e *expiry.Ended, l leftItem) {
	k := expiry.Key{Partition: l.PK, Item: l.SK}
	contact := m.child(contactChild)
	switch {
	case m.term:
		e.Subject, e.Record = gdpr.SubjectID(l.Subject), m.record(gdpr.SubjectID(l.Subject))
		e.Proof = m.proof(l)
	case m.child(fileChild) != "" && l.Digest != "" && len(e.Files) < filesAtOnce:
		e.Files = append(e.Files, k)
	case m.kind == kindAgreement && contact != "":
		e.Leads = append(e.Leads, expiry.Key{Partition: partition(m.controller, kindSubject, contact), Item: namedKey(gdpr.ID(m.id))})
		e.Parts = append(e.Parts, k)
	default:
		e.Parts = append(e.Parts, k)
	}
}

// filesAtOnce is how many files' items go with the term record: a transaction takes a
// hundred items. No declaration allows a record as many files.
const filesAtOnce = 90

// proof is the deletion entry of a matter, as far as its term record tells. Its id comes
// from the head's key, which holds a pseudonym or a random id, and cannot be undone.
func (m matter) proof(l leftItem) *retention.Deletion {
	d := &retention.Deletion{
		ID:         gdpr.DeriveID("deletion", l.PK, m.head, fmt.Sprint(l.Due)),
		Controller: m.controller, Class: l.Class, Purpose: gdpr.PurposeID(l.Purpose), Version: l.Version,
		Due: retention.Expiry(l.Due), Cause: retention.ByExpiry,
	}
	if l.Cause != "" {
		d.Cause = retention.ByErasure
	}
	return d
}

// raw reads an item as it lies there, expired or not; nil where there is none.
func (s Removals) raw(ctx context.Context, k expiry.Key, names ...string) (attributes, error) {
	projection, renamed := projected(names)
	out, err := s.Client.GetItem(ctx, &dynamodb.GetItemInput{
		TableName: &s.Name, Key: key(k.Partition, k.Item), ConsistentRead: aws.Bool(true),
		ProjectionExpression: aws.String(projection), ExpressionAttributeNames: renamed,
	})
	if err != nil {
		return nil, explain("get", err)
	}
	return out.Item, nil
}

// projected is a projection of attributes, some of whose names DynamoDB reserves.
func projected(names []string) (expression string, renamed map[string]string) {
	renamed = map[string]string{}
	for i, name := range names {
		short := fmt.Sprintf("#n%d", i)
		if renamed[short] = name; i > 0 {
			expression += ", "
		}
		expression += short
	}
	return expression, renamed
}

// batch is what BatchWriteItem takes in one call.
const batch = 25

// Clear deletes items in batches.
func (s Removals) Clear(ctx context.Context, parts []expiry.Key) error {
	for len(parts) > 0 {
		n := min(batch, len(parts))
		var deletes []types.WriteRequest
		for _, k := range parts[:n] {
			deletes = append(deletes, types.WriteRequest{DeleteRequest: &types.DeleteRequest{Key: key(k.Partition, k.Item)}})
		}
		if err := s.batch(ctx, deletes); err != nil {
			return err
		}
		parts = parts[n:]
	}
	return nil
}

// batch writes until nothing is left unprocessed, as a table that is busy leaves it.
func (s Removals) batch(ctx context.Context, writes []types.WriteRequest) error {
	for try := 1; ; try++ {
		out, err := s.Client.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{
			RequestItems: map[string][]types.WriteRequest{s.Name: writes},
		})
		if err != nil {
			return explain("batch write", err)
		}
		if writes = out.UnprocessedItems[s.Name]; len(writes) == 0 {
			return nil
		}
		if try == writeTries {
			return &gdpr.Error{Kind: gdpr.Unavailable, Code: gdpr.CodeUnavailable, Err: errors.New("batch write: items left unprocessed")}
		}
		if err := pause(ctx, try); err != nil {
			return explain("batch write", err)
		}
	}
}

// deletionItem is the proof of a deletion.
type deletionItem struct {
	item
	Class   string `dynamodbav:"class"`
	Purpose string `dynamodbav:"purpose,omitempty"`
	Version string `dynamodbav:"version,omitempty"`
	Due     int64  `dynamodbav:"end,omitempty"` // epoch seconds
	Removed string `dynamodbav:"removed"`
	Lag     *int64 `dynamodbav:"lag,omitempty"` // seconds from due to removed
	Cause   string `dynamodbav:"cause"`
	Files   int    `dynamodbav:"files"`
}

func deletionToItem(d retention.Deletion) (deletionItem, error) {
	expires, err := d.Expires()
	it := deletionItem{
		item: item{
			PK: partition(d.Controller, kindDeletion, d.Removed.UTC().Format("2006-01")),
			SK: stamp(d.Removed) + "#" + string(d.ID), Expires: expires,
		},
		Class: d.Class, Purpose: string(d.Purpose), Version: d.Version, Due: int64(d.Due),
		Removed: stamp(d.Removed), Cause: string(d.Cause), Files: d.Files,
	}
	if lag, known := d.Lag(); known {
		seconds := int64(lag / time.Second)
		it.Lag = &seconds
	}
	return it, err
}

// Close is one transaction. Whoever deletes the term record writes the entry, so that
// there is exactly one.
func (s Removals) Close(ctx context.Context, e expiry.Ended, proof retention.Deletion) error {
	m, ok := matterOf(e.Head.Partition, e.Head.Item)
	if !ok {
		return errors.New("close: the key of no head")
	}
	entry, err := deletionToItem(proof)
	if err != nil {
		return err
	}
	put, err := encode(entry)
	if err != nil {
		return err
	}
	kind, id := m.held()
	writes := []types.TransactWriteItem{
		{ConditionCheck: &types.ConditionCheck{
			TableName: &s.Name, Key: key(e.Head.Partition, e.Head.Item), ConditionExpression: aws.String("attribute_not_exists(pk)"),
		}},
		s.gone(expiry.Key{Partition: e.Head.Partition, Item: termKey(e.Head.Item)}, "attribute_exists(pk)"),
		{Put: &types.Put{TableName: &s.Name, Item: put}},
		s.gone(expiry.Key{Partition: partition(m.controller, kindSubject, string(e.Subject)), Item: heldKey(kind, id)}, ""),
	}
	for _, f := range e.Files {
		writes = append(writes, s.gone(f, ""))
	}
	err = s.write(ctx, writes...)
	if _, done := errors.AsType[*refusal](err); done {
		return nil
	}
	return err
}

// gone is a Delete in a transaction.
func (s Removals) gone(k expiry.Key, condition string) types.TransactWriteItem {
	d := &types.Delete{TableName: &s.Name, Key: key(k.Partition, k.Item)}
	if condition != "" {
		d.ConditionExpression = aws.String(condition)
	}
	return types.TransactWriteItem{Delete: d}
}

// Forget looks whether anything is left under a data key. Between that look and the
// deletion nothing can come: who stores something has used the key within the hour.
func (s Removals) Forget(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID, unusedSince time.Time) (bool, error) {
	out, err := s.Client.Query(ctx, &dynamodb.QueryInput{
		TableName: &s.Name, ConsistentRead: aws.Bool(true), Limit: aws.Int32(1), ProjectionExpression: aws.String("sk"),
		KeyConditionExpression: aws.String("pk = :pk AND begins_with(sk, :held)"),
		ExpressionAttributeValues: attributes{
			":pk": text(partition(c, kindSubject, string(subject))), ":held": text(heldPrefix),
		},
	})
	if err != nil {
		return false, explain("query", err)
	}
	if len(out.Items) > 0 {
		return false, nil
	}
	return s.Keys.Forget(ctx, c, subject, unusedSince)
}

// Attest stores the entry of a visitor's decision. Its key comes from what the event
// says, so that an event that comes again stores the same.
func (s Removals) Attest(ctx context.Context, decision expiry.Key, removed time.Time) error {
	c, _, _, err := splitPartition(decision.Partition)
	if err != nil {
		return err
	}
	entry, err := deletionToItem(retention.Deletion{
		ID: gdpr.DeriveID("deletion", decision.Partition, decision.Item), Controller: c,
		Class: retention.ClassVisitorConsent, Removed: removed.UTC(), Cause: retention.ByExpiry,
	})
	if err != nil {
		return err
	}
	it, err := encode(entry)
	if err != nil {
		return err
	}
	_, err = s.Client.PutItem(ctx, &dynamodb.PutItemInput{TableName: &s.Name, Item: it})
	return explain("put", err)
}
