package dynamo

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/retention"
)

// Touch slides a profile. As long as it is neither restricted nor held that is one
// update, whose condition says all that has to be known of it.
func (s Holdings) Touch(ctx context.Context, r holding.Ref, from time.Time, due retention.Expiry, renewal time.Time) error {
	pk, sk, ok := home(r)
	if !ok || r.Class != controller.Profiles {
		return errNoRecord
	}
	to := holdingItem{item: item{PK: pk, SK: sk, Expires: due}, Since: stamp(from), End: int64(due)}
	if !renewal.IsZero() {
		to.Agenda, to.Due = agenda(r.Controller, agendaRenewal), stamp(renewal)
	}
	up, err := s.free(to)
	for try := range slideTries {
		if err == nil && try > 1 { // the first answer only told that it is restricted or held
			err = pause(ctx, min(try, writeTries))
		}
		if err != nil {
			return err
		}
		var was *holdingItem
		if was, err = s.slide(ctx, up); err != nil || was == nil {
			return err
		}
		switch ended := was.Restricted == "" && retention.Expiry(was.End).Due(s.Now()); {
		case ended || was.Expires.Due(s.Now()):
			return errNoRecord
		case was.Since >= to.Since:
			return nil // a later activity has been there before
		}
		up, err = s.bound(*was, to)
	}
	return &gdpr.Error{Kind: gdpr.Conflict, Code: gdpr.CodeChanged}
}

// slideTries is how often an activity looks again at a profile that is restricted or held: each
// look is in vain only if somebody else has changed it meanwhile.
const slideTries = 32

// slid is what an activity makes anew of a head.
var slid = []string{"since", "end", "expires", "agenda", "due"}

// free slides a profile that is neither restricted nor held. One that has ended does
// not come back, and neither does one whose retention is over and that a hold keeps.
func (s Holdings) free(to holdingItem) (*types.Update, error) {
	it, err := encode(to)
	if err != nil {
		return nil, err
	}
	up := assign(it, slid)
	up.TableName, up.Key = &s.Name, key(to.PK, to.SK)
	up.ConditionExpression = aws.String("#expires > :now AND #end > :now AND #since < :since AND " +
		"attribute_not_exists(restricted) AND attribute_not_exists(holds)")
	up.ExpressionAttributeValues[":now"] = s.now()
	return up, nil
}

// bound slides a profile that is restricted or held, as it was read: a restriction
// stays, and keeps it out of the index of whom to ask; a longer hold goes on counting.
func (s Holdings) bound(was, to holdingItem) (*types.Update, error) {
	anew := was
	anew.Since, anew.End, anew.Agenda, anew.Due = to.Since, to.End, to.Agenda, to.Due
	if was.Restricted != "" {
		anew.Agenda, anew.Due = "", ""
	}
	term, err := anew.term()
	if err != nil {
		return nil, err
	}
	anew.Expires = term.Expires()
	it, err := encode(anew)
	if err != nil {
		return nil, err
	}
	up := assign(it, slid)
	up.TableName, up.Key = &s.Name, key(to.PK, to.SK)
	up.ConditionExpression = aws.String("(" + alive + ") AND #since = :was AND revision = :revision")
	up.ExpressionAttributeValues[":now"] = s.now()
	up.ExpressionAttributeValues[":was"], up.ExpressionAttributeValues[":revision"] = text(was.Since), number(int64(was.Revision))
	return up, nil
}

// slide carries an update out; where its condition refuses, it returns what is there,
// and errNoRecord for nothing.
func (s Holdings) slide(ctx context.Context, up *types.Update) (*holdingItem, error) {
	err := s.update(ctx, &dynamodb.UpdateItemInput{
		TableName: up.TableName, Key: up.Key, UpdateExpression: up.UpdateExpression, ConditionExpression: up.ConditionExpression,
		ExpressionAttributeNames: up.ExpressionAttributeNames, ExpressionAttributeValues: up.ExpressionAttributeValues,
		ReturnValuesOnConditionCheckFailure: types.ReturnValuesOnConditionCheckFailureAllOld,
	})
	refused, ok := errors.AsType[*types.ConditionalCheckFailedException](err)
	if !ok {
		return nil, explain("update", err)
	}
	if refused.Item == nil {
		return nil, errNoRecord
	}
	var was holdingItem
	return &was, decode(refused.Item, &was)
}
