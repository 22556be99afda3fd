package dynamo

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
	"ordholden/internal/retention"
	"ordholden/internal/rights"
)

// A pointer in the person's partition stands for each right that is asked for in an open,
// confirmed request and not settled there yet. The next request for it joins that one, so a
// pointer must end in the transaction that settles the right: what joined then would never
// be answered.

type standingItem struct {
	item
	Case     string `dynamodbav:"case"`
	Received string `dynamodbav:"received"`
	Said     string `dynamodbav:"said"`
}

// Standing reads the pointers in the person's partition.
func (s Cases) Standing(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID) (map[gdpr.Right]rights.Request, error) {
	items, err := s.query(ctx, partition(c, kindSubject, string(subject)), standingPrefix)
	if err != nil {
		return nil, err
	}
	standing := map[gdpr.Right]rights.Request{}
	for _, it := range items {
		var p standingItem
		if err := decode(it, &p); err != nil {
			return nil, err
		}
		received, err := unstamp(p.Received)
		if err != nil {
			return nil, fmt.Errorf("standing request: %w", err)
		}
		standing[gdpr.Right(strings.TrimPrefix(p.SK, standingPrefix))] = rights.Request{
			ID: gdpr.ID(p.Case), Controller: c, Subject: subject, Received: received, Said: p.Said, Expires: p.Expires,
		}
	}
	return standing, nil
}

// rightsStanding is the rights that a request stands for.
func rightsStanding(r rights.Request) []gdpr.Right {
	var standing []gdpr.Right
	for _, right := range r.Rights {
		if r.Stands(right) {
			standing = append(standing, right)
		}
	}
	return standing
}

// stand moves the pointers as a request is moved. Where the caller knows nothing of what
// stands, it is read; but only where a pointer comes, goes, or ends at another time.
func (w *writing) stand(ctx context.Context, from, to rights.Request, standing map[gdpr.Right]rights.Request) ([]any, error) {
	were, are := rightsStanding(from), rightsStanding(to)
	if slices.Equal(were, are) && (len(are) == 0 || from.Expires == to.Expires) {
		return nil, nil
	}
	if standing == nil {
		var err error
		if standing, err = w.Standing(ctx, to.Controller, to.Subject); err != nil {
			return nil, err
		}
	}
	var fresh []gdpr.Right
	for _, right := range are {
		switch {
		case !slices.Contains(were, right):
			fresh = append(fresh, right)
		case from.Expires != to.Expires && standing[right].ID == to.ID:
			w.add(w.standUntil(to, right, to.Expires))
		}
	}
	for _, right := range were {
		if !slices.Contains(are, right) && standing[right].ID == to.ID {
			w.add(w.standUntil(to, right, retention.Expiry(w.Now().Unix())))
		}
	}
	return w.newStanding(to, fresh, standing), nil
}

// newStanding is a pointer for each right that no open request of the person stands for
// yet. Two requests decided in one moment meet at the same pointer, and one of them refuses.
func (s Cases) newStanding(r rights.Request, fresh []gdpr.Right, standing map[gdpr.Right]rights.Request) []any {
	var pointers []any
	for _, right := range fresh {
		if _, held := standing[right]; held {
			continue
		}
		pointers = append(pointers, standingItem{
			item: item{PK: partition(r.Controller, kindSubject, string(r.Subject)), SK: standingKey(right), Expires: r.Expires},
			Case: string(r.ID), Received: stamp(r.Received), Said: r.Said,
		})
	}
	return pointers
}

// standUntil moves the end of a pointer to the request, or takes it off.
func (s Cases) standUntil(r rights.Request, right gdpr.Right, until retention.Expiry) types.TransactWriteItem {
	up := s.keepUntil(partition(r.Controller, kindSubject, string(r.Subject)), standingKey(right), until).Update
	up.ConditionExpression = aws.String("#case = :case")
	up.ExpressionAttributeNames = map[string]string{"#case": "case"}
	up.ExpressionAttributeValues[":case"] = text(string(r.ID))
	delete(up.ExpressionAttributeValues, ":now") // one that has ended is moved as well
	return types.TransactWriteItem{Update: up}
}

// stillStanding holds a joining request to the request that it joins.
func (s Cases) stillStanding(r rights.Request, right gdpr.Right) types.TransactWriteItem {
	return types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{
		TableName:                 &s.Name,
		Key:                       key(partition(r.Controller, kindSubject, string(r.Subject)), standingKey(right)),
		ConditionExpression:       aws.String("#case = :case AND (" + alive + ")"),
		ExpressionAttributeNames:  map[string]string{"#case": "case"},
		ExpressionAttributeValues: attributes{":case": text(string(r.Joined)), ":now": s.now()},
	}}
}
