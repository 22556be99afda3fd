package dynamo

// An erasure in order, so that it can break off anywhere and be done again:
//
//  1. Another data key is put beside the person's: from here on everything new is sealed
//     under that one. A fence refuses whatever is still on its way under the first.
//  2. What lies there is found, and written down as deeds in the proof of the erasure.
//  3. The deeds are done: heads are deleted, each with the cause in its term record in one
//     transaction (what lies beside it follows by the stream), and their files; what a hold
//     keeps is sealed again under the other key and ends with its hold. Copies that were
//     made of any of it go too.
//  4. The other key takes the place of the first, which is gone from that moment, and
//     with it every copy of what was erased: table, backup, export or log of changes.
//  5. The proof loses its deeds and says what was deleted and kept, nothing of whom.
//
// Requests and consents stay, for they show what was asked and agreed; they lose the
// person in step 4. Only a request that is still to be answered is sealed again, and the one
// that asks for the erasure: that loses the person when its answer has arrived (Cases.Forget).
// (A copy of the table from before step 4 opens nothing that is kept, either: that
// is restored from the table, by a point in time after it.)

import (
	"context"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
)

// Erasures carries erasures out: holding.Eraser on the table.
type Erasures struct {
	*Table
	Controllers *controller.Registry
	Files       Dropper
}

// Dropper is what an erasure deletes in the bucket.
type Dropper interface {
	// Drop deletes every file of a record; how many they were.
	Drop(ctx context.Context, r holding.Ref) (int, error)
	// DropCopies deletes every copy that was made of what is held on a person.
	DropCopies(ctx context.Context, c gdpr.ControllerID, subject gdpr.SubjectID) error
}

var _ holding.Eraser = Erasures{}

// ofPerson is what an erasure keeps of whom it is about: enough to tell, of a pseudonym that
// somebody has, whether it is theirs, and no way to the pseudonym.
func ofPerson(c gdpr.ControllerID, owner gdpr.SubjectID, request gdpr.ID) string {
	return string(gdpr.DeriveID("erasure-of", string(c), string(owner), string(request)))
}

// Erase does what holding.Eraser promises. The same id for another request, or for another
// person, is gdpr.Mismatch: nobody gets the certificate of somebody else's erasure.
func (s Erasures) Erase(ctx context.Context, c gdpr.ControllerID, owner gdpr.SubjectID, request, id gdpr.ID) (holding.Erasure, error) {
	e, err := s.stored(ctx, c, id)
	if err == nil && e == nil {
		e, err = s.begin(ctx, c, owner, request, id)
	}
	switch {
	case err != nil:
	case e.Case != string(request) || e.Of != "" && e.Of != ofPerson(c, owner, request):
		return holding.Erasure{}, &gdpr.Error{Kind: gdpr.Mismatch, Code: gdpr.CodeKeyReused}
	case e.State != erasureDone:
		e, err = s.carryOut(ctx, c, owner, e)
	}
	if err != nil {
		return holding.Erasure{}, fmt.Errorf("erasure %s: %w", id, err)
	}
	return e.erasure()
}

// Erasure reads what an erasure did that is done; gdpr.NotFound for any other.
func (s Erasures) Erasure(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (holding.Erasure, error) {
	e, err := s.stored(ctx, c, id)
	if err != nil {
		return holding.Erasure{}, fmt.Errorf("erasure %s: %w", id, err)
	}
	if e == nil || e.State != erasureDone {
		return holding.Erasure{}, errNoDossier
	}
	return e.erasure()
}

func (s Erasures) stored(ctx context.Context, c gdpr.ControllerID, id gdpr.ID) (*erasureItem, error) {
	it, err := s.get(ctx, partition(c, kindErasure, string(id)), kindErasure)
	if err != nil || it == nil {
		return nil, err
	}
	var e erasureItem
	return &e, decode(it, &e)
}

// begin is the first two steps.
func (s Erasures) begin(ctx context.Context, c gdpr.ControllerID, owner gdpr.SubjectID, request, id gdpr.ID) (*erasureItem, error) {
	d, known := s.Controllers.Current(c)
	if !known {
		return nil, &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeController}
	}
	keys, err := s.Keys.replace(ctx, c, owner)
	if err != nil {
		return nil, err
	}
	e := &erasureItem{Case: string(request), Of: ofPerson(c, owner, request), State: erasureBegun}
	if keys != nil {
		if err := s.raise(ctx, c, owner, keys.old); err != nil {
			return nil, err
		}
		e.Dead = keys.old.Name()
	}
	now := s.Now()
	e.At = stamp(now)
	if e.Work, err = s.find(ctx, c, owner, request, now); err != nil {
		return nil, err
	}
	e.PK, e.SK = partition(c, kindErasure, string(id)), kindErasure
	if e.Expires, err = (holding.Erasure{At: now}).EndBy(d); err != nil {
		return nil, err
	}
	return s.begun(ctx, c, id, e)
}

// begun stores the deeds, or finds those of whoever was faster.
func (s Erasures) begun(ctx context.Context, c gdpr.ControllerID, id gdpr.ID, e *erasureItem) (*erasureItem, error) {
	it, err := encode(e)
	if err != nil {
		return nil, err
	}
	_, err = s.Client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &s.Name, Item: it, ConditionExpression: aws.String(vacant), ExpressionAttributeValues: attributes{":now": s.now()},
	})
	if _, taken := errors.AsType[*types.ConditionalCheckFailedException](err); !taken {
		return e, explain("put", err)
	}
	stored, err := s.stored(ctx, c, id)
	if err == nil && stored == nil {
		err = errChanging
	}
	return stored, err
}

// carryOut is the other three.
func (s Erasures) carryOut(ctx context.Context, c gdpr.ControllerID, owner gdpr.SubjectID, e *erasureItem) (*erasureItem, error) {
	keys, err := s.Keys.replacing(ctx, c, owner, e.Dead)
	if err != nil {
		return nil, err
	}
	at, err := unstamp(e.At)
	if err != nil {
		return nil, err
	}
	do := doer{Erasures: s, controller: c, owner: owner, at: at, keys: keys, id: e.id()}
	for i := range e.Work {
		before := e.Work[i]
		if err := do.deed(ctx, &e.Work[i]); err != nil {
			return nil, err
		}
		if before == e.Work[i] {
			continue
		}
		// Somebody held it meanwhile. That is written down before anything else.
		if e, err = s.settle(ctx, c, e); err != nil || e.State == erasureDone {
			return e, err
		}
	}
	// A copy that is made from here on is refused: there is a key that takes the other's place.
	if err := s.Files.DropCopies(ctx, c, owner); err != nil {
		return nil, err
	}
	if keys != nil {
		if err := s.Keys.replaced(ctx, c, owner, *keys); err != nil {
			return nil, err
		}
	}
	e.close()
	return s.settle(ctx, c, e)
}

// settle stores how far an erasure has come, unless it is done: then that stands.
func (s Erasures) settle(ctx context.Context, c gdpr.ControllerID, e *erasureItem) (*erasureItem, error) {
	it, err := encode(e)
	if err != nil {
		return nil, err
	}
	_, err = s.Client.PutItem(ctx, &dynamodb.PutItemInput{
		TableName: &s.Name, Item: it,
		ConditionExpression:       aws.String("#state = :begun"),
		ExpressionAttributeNames:  map[string]string{"#state": "state"},
		ExpressionAttributeValues: attributes{":begun": text(erasureBegun)},
	})
	if _, done := errors.AsType[*types.ConditionalCheckFailedException](err); !done {
		return e, explain("put", err)
	}
	stored, err := s.stored(ctx, c, gdpr.ID(e.id()))
	if err == nil && stored == nil {
		err = errNoDossier
	}
	return stored, err
}
