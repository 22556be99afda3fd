package dynamo

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// A head of a ledger moves to a sooner end in one transaction with all that has an end of its own and goes
// with it, if it is as it was read: gdpr.Conflict with gdpr.CodeChanged where it is not, as of Redating.Move.

var errUnlogged = errors.New("it is not in the log yet")

// MoveVisitor moves the end of a visitor's decision, of its leaf, and what the log says of when it may be gone:
// otherwise its end would be taken for tampering. One that has no leaf yet waits: whoever adds the leaf gives
// it the end that they have read.
func (s Redating) MoveVisitor(ctx context.Context, r consent.Record, to retention.Expiry) error {
	pk, sk := partition(r.Controller, kindVisitor, string(r.Visitor)), consentKey(r.ID)
	leaf, err := s.get(ctx, pk, leafKey(sk))
	if err != nil {
		return err
	}
	if leaf == nil {
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeChanged, Err: errUnlogged}
	}
	index, _, err := leafOf(leaf)
	if err != nil {
		return err
	}
	told, err := s.ends(r.Controller, index, to)
	if err != nil {
		return err
	}
	return changed(s.write(ctx, s.sooner(pk, sk, r.Expires, to), s.sooner(pk, leafKey(sk), r.Expires, to), told))
}

// MoveConsent moves the end of a consent to where a version of the declaration has it. What is kept on it
// must not outlast it: the move holds only if none of these records ends later.
func (s Redating) MoveConsent(ctx context.Context, from consent.Consent, by controller.Version, to retention.Expiry, carried []holding.Ref) error {
	pk := partition(from.Controller, kindConsent, string(from.ID))
	writes := []types.TransactWriteItem{s.soonerConsent(pk, from, to), s.termBy(pk, by, to)}
	for _, r := range carried {
		writes = append(writes, s.endsBy(r, to))
	}
	pointers, err := s.pointing(ctx, from, to)
	if err != nil {
		return err
	}
	beside, err := s.beside(ctx, pk, to)
	if err != nil {
		return err
	}
	return s.all(ctx, append(append(writes, pointers...), beside...))
}

// soonerConsent moves the head, if nothing has been decided since it was read.
func (s Redating) soonerConsent(pk string, from consent.Consent, to retention.Expiry) types.TransactWriteItem {
	head := s.sooner(pk, kindConsent, from.Expires, to)
	decided := " AND attribute_not_exists(decided)"
	if !from.Decided.IsZero() {
		decided = " AND decided = :decided"
		head.Update.ExpressionAttributeValues[":decided"] = text(stamp(from.Decided))
	}
	*head.Update.ConditionExpression += " AND #state = :state" + decided
	head.Update.ExpressionAttributeNames = map[string]string{"#state": "state"}
	head.Update.ExpressionAttributeValues[":state"] = text(string(from.State))
	return head
}

// termBy moves the term record of a consent, and says which version its end is of: the deletion entry tells it.
func (s Redating) termBy(pk string, by controller.Version, to retention.Expiry) types.TransactWriteItem {
	term := s.keepTerm(pk, kindConsent, to)
	term.Update.UpdateExpression = aws.String("SET #end = :end, version = :version")
	term.Update.ExpressionAttributeValues[":version"] = text(by.String())
	return term
}

// MoveRequest moves the end of a request, of the mails that came about it, and when the clock looks at it.
func (s Redating) MoveRequest(ctx context.Context, from, to rights.Request) error {
	pk := partition(from.Controller, kindCase, string(from.ID))
	to.Revision = max(from.Revision, 1) + 1
	it, err := encode(caseToItem(to))
	if err != nil {
		return err
	}
	head := assign(it, []string{"expires", "revision", "agenda", "due"})
	head.TableName, head.Key = &s.Name, key(pk, kindCase)
	head.ConditionExpression = aws.String("(" + alive + ") AND #expires = :ended AND " + standsAt)
	for name, value := range (attributes{
		":now": s.now(), ":ended": number(int64(from.Expires)), ":was": number(int64(max(from.Revision, 1))), ":first": number(1),
	}) {
		head.ExpressionAttributeValues[name] = value
	}
	writes := []types.TransactWriteItem{{Update: head}, s.keepTerm(pk, kindCase, to.Expires)}
	mails, err := s.mailsOf(ctx, from, to.Expires)
	if err != nil {
		return err
	}
	beside, err := s.beside(ctx, pk, to.Expires)
	if err != nil {
		return err
	}
	return s.all(ctx, append(append(writes, mails...), beside...))
}

// MoveErasure moves the end of the proof of an erasure.
func (s Redating) MoveErasure(ctx context.Context, e holding.Erasure, was, to retention.Expiry) error {
	return changed(s.write(ctx, s.sooner(partition(e.Controller, kindErasure, string(e.ID)), kindErasure, was, to)))
}

// sooner moves the end of an item that ends as it was read.
func (s Redating) sooner(pk, sk string, was, to retention.Expiry) types.TransactWriteItem {
	w := s.keepUntil(pk, sk, to)
	w.Update.ConditionExpression = aws.String("(" + alive + ") AND expires = :was")
	w.Update.ExpressionAttributeValues[":was"] = number(int64(was))
	return w
}

// endsBy holds a record that is kept on a consent to an end: it is gone by then, or is not there. Neither its
// retention nor a hold keeps it longer; one that is restricted has no end, and so does not end by then.
func (s Redating) endsBy(r holding.Ref, to retention.Expiry) types.TransactWriteItem {
	pk, sk, _ := home(r) // as it was visited
	return types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{
		TableName: &s.Name, Key: key(pk, sk), ConditionExpression: aws.String("attribute_not_exists(pk) OR expires <= :now OR (#end <= :to AND expires <= :to)"),
		ExpressionAttributeNames:  map[string]string{"#end": "end"},
		ExpressionAttributeValues: attributes{":to": number(int64(to)), ":now": s.now()},
	}}
}

// pointing is the moves of what leads from the person to a consent: one item for each time that it was given.
func (s Redating) pointing(ctx context.Context, c consent.Consent, to retention.Expiry) ([]types.TransactWriteItem, error) {
	pk := partition(c.Controller, kindSubject, string(c.Subject))
	items, err := s.query(ctx, pk, confirmedPrefix)
	var writes []types.TransactWriteItem
	for _, it := range items {
		var p confirmedItem
		if err := decode(it, &p); err != nil {
			return nil, err
		}
		if p.Consent == string(c.ID) && p.Expires > to {
			writes = append(writes, s.keepUntil(pk, p.SK, to))
		}
	}
	return writes, err
}

// mailsOf is the moves of the mails that came about a request, each with its term record; the raw mail in the
// bucket goes with it. Those that went with an erasure are passed over.
func (s Redating) mailsOf(ctx context.Context, r rights.Request, to retention.Expiry) ([]types.TransactWriteItem, error) {
	pointers, err := s.query(ctx, partition(r.Controller, kindCase, string(r.ID)), messageKey(""))
	if err != nil {
		return nil, err
	}
	var heads []attributes
	for _, it := range pointers {
		heads = append(heads, key(partition(r.Controller, kindMessage, pointerItem{item: item{SK: stringOf(it["sk"])}}.id()), kindMessage))
	}
	if heads == nil {
		return nil, nil
	}
	held, err := s.batch(ctx, heads)
	var writes []types.TransactWriteItem
	for _, it := range held {
		pk := stringOf(it["pk"])
		writes = append(writes, s.keepUntil(pk, kindMessage, to), s.keepTerm(pk, kindMessage, to))
	}
	return writes, err
}

// beside is the moves of what lies in a dossier and would outlast it: lines, mails and links. What has
// no end of its own goes with the head, as its leaves do.
func (s Redating) beside(ctx context.Context, pk string, to retention.Expiry) ([]types.TransactWriteItem, error) {
	items, err := s.query(ctx, pk, "")
	var writes []types.TransactWriteItem
	for _, it := range items {
		m, _ := matterOf(pk, stringOf(it["sk"]))
		if !m.isHead() && !m.term && retention.Expiry(numberOf(it["expires"])) > to {
			writes = append(writes, s.keepUntil(pk, stringOf(it["sk"]), to))
		}
	}
	return writes, err
}

// all is one transaction, the head first. Of a dossier with more than one takes, the last lines follow by
// themselves: where that is broken off they go with the head, whatever end they have.
func (s Redating) all(ctx context.Context, writes []types.TransactWriteItem) error {
	n := min(len(writes), maxWrites)
	if err := changed(s.write(ctx, writes[:n]...)); err != nil {
		return err
	}
	for _, w := range writes[n:] {
		err := s.write(ctx, w)
		if _, gone := errors.AsType[*refusal](err); err != nil && !gone {
			return err
		}
	}
	return nil
}
