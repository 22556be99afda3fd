package dynamo

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
	"ordholden/internal/seal"
)

// writing is what one step of a case writes, all or nothing: its head first.
type writing struct {
	Cases
	request rights.Request // as it is after the step
	key     *seal.Key      // that what is new is sealed under; nil where nothing is
	items   []types.TransactWriteItem
}

func (w *writing) pk() string { return partition(w.request.Controller, kindCase, string(w.request.ID)) }

func (w *writing) add(items ...types.TransactWriteItem) { w.items = append(w.items, items...) }

// write carries the step out. What is sealed goes through under a key that stays, or not at
// all (fence.go).
func (w *writing) write(ctx context.Context) error {
	fence := -1
	if w.key != nil {
		fence = len(w.items)
		w.add(w.fence(w.request.Controller, w.request.Subject, *w.key))
	}
	if err := tooMany(len(w.items)); err != nil {
		return fmt.Errorf("case %s: %w", w.request.ID, err)
	}
	return fenced(w.Cases.write(ctx, w.items...), fence)
}

// Move stores a step of a request as one transaction. Whatever revision to names, the one
// that is stored is the next after from's.
func (s Cases) Move(ctx context.Context, from, to rights.Request, on rights.Entry, standing map[gdpr.Right]rights.Request) error {
	w, err := s.step(ctx, from, to, on, standing)
	if err != nil {
		return err
	}
	return conflict(w.write(ctx))
}

// step is what a step of a request writes.
func (s Cases) step(ctx context.Context, from, to rights.Request, on rights.Entry, standing map[gdpr.Right]rights.Request) (*writing, error) {
	to.Revision = max(from.Revision, 1) + 1
	w := &writing{Cases: s, request: to}
	orders := ordersAfter(from, to, on)
	if err := w.unlock(ctx, from, on, orders); err != nil {
		return nil, err
	}
	head, err := w.moveHead(from, on)
	if err != nil {
		return nil, err
	}
	w.add(types.TransactWriteItem{Update: head})
	if err := w.lengthen(ctx, from, head); err != nil {
		return nil, err
	}
	line, err := newLine(w.pk(), on, to, w.key)
	if err != nil {
		return nil, err
	}
	mails, err := w.mails(orders)
	if err != nil {
		return nil, err
	}
	pointers, err := w.stand(ctx, from, to, standing)
	if err != nil {
		return nil, err
	}
	puts, err := s.puts(append(append([]any{line}, mails...), pointers...)...)
	if err != nil {
		return nil, err
	}
	w.add(puts...)
	if on.On == rights.Join && len(to.Rights) > 0 {
		w.add(s.stillStanding(to, to.Rights[0]))
	}
	return w, nil
}

// unlock asks for the person's key where the step has something to seal.
func (w *writing) unlock(ctx context.Context, from rights.Request, on rights.Entry, orders []outbox.Order) error {
	seals := on.Text != "" || resealed(from, w.request)
	for _, o := range orders {
		seals = seals || o.To != ""
	}
	if !seals {
		return nil
	}
	k, err := w.Keys.DataKey(ctx, from.Controller, from.Subject)
	w.key = &k
	return err
}

// moveHead is the update of the head, if it stands as it was read.
func (w *writing) moveHead(from rights.Request, on rights.Entry) (*types.Update, error) {
	moved, names := caseToItem(w.request), casesMoved
	if resealed(from, w.request) {
		var err error
		if moved.Sealed, err = sealJSON(*w.key, moved.PK, moved.SK, caseToPersonal(w.request), maxSealed); err != nil {
			return nil, err
		}
		names = append([]string{"sealed", "forgotten"}, names...)
	}
	it, err := encode(moved)
	if err != nil {
		return nil, err
	}
	up := assign(it, names)
	up.TableName, up.Key = &w.Name, key(w.pk(), kindCase)
	up.ConditionExpression = aws.String("(" + alive + ") AND #workflow = :fromWorkflow AND #identity = :fromIdentity AND " + standsAt)
	for name, value := range (attributes{
		":now": w.now(), ":fromWorkflow": text(string(from.Workflow)), ":fromIdentity": text(string(from.Identity)),
		":was": number(int64(max(from.Revision, 1))), ":first": number(1),
	}) {
		up.ExpressionAttributeValues[name] = value
	}
	logged(up, on.At, string(on.On))
	return up, nil
}

// standsAt is the condition that a head is of the revision :was. Those from before there
// were any are of the first.
const standsAt = "(#revision = :was OR (attribute_not_exists(#revision) AND :was = :first))"

// lengthen moves the end of all that lies in the case, where the step moves it.
func (w *writing) lengthen(ctx context.Context, from rights.Request, head *types.Update) error {
	if w.request.Expires == from.Expires {
		return nil
	}
	longer, err := w.extend(ctx, w.request, head)
	if errors.Is(err, errNoDossier) {
		return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeAlreadyDecided, Err: err}
	}
	w.add(append(longer, w.keepTerm(w.pk(), kindCase, w.request.Expires))...)
	return err
}
