package dynamo

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/consent"
	"ordholden/internal/gdpr"
)

// moveHead moves the head, if nothing has been decided on the consent since from.
// One that is withdrawn, whole or in part, or stands again after that, is at once on the agenda
// of what follows from it (withdrawals.go).
func (s Consents) moveHead(pk string, from, to consent.Consent, on consent.Event) types.TransactWriteItem {
	list, err := encode(struct {
		Choices []choiceItem `dynamodbav:"choices"`
	}{choicesToItem(to.Choices)})
	if err != nil {
		panic(err) // strings always encode
	}
	u := &types.Update{
		TableName:                &s.Name,
		Key:                      key(pk, kindConsent),
		UpdateExpression:         aws.String("SET #state = :state, choices = :choices, decided = :decided, expires = :expires"),
		ConditionExpression:      aws.String("(" + alive + ") AND #state = :from AND attribute_not_exists(decided)"),
		ExpressionAttributeNames: map[string]string{"#state": "state"},
		ExpressionAttributeValues: attributes{
			":state": text(string(to.State)), ":from": text(string(from.State)), ":choices": list["choices"],
			":decided": text(stamp(to.Decided)), ":expires": number(int64(to.Expires)), ":now": s.now(),
		},
	}
	if !from.Decided.IsZero() {
		u.ConditionExpression = aws.String("(" + alive + ") AND #state = :from AND decided = :fromDecided")
		u.ExpressionAttributeValues[":fromDecided"] = text(stamp(from.Decided))
	}
	for name, at := range map[string]time.Time{"renewed": to.Renewed, "restored": to.Restored} {
		if !at.IsZero() {
			*u.UpdateExpression += ", " + name + " = :" + name
			u.ExpressionAttributeValues[":"+name] = text(stamp(at))
		}
	}
	if on == consent.Affirm {
		affirmed(u, to)
	}
	if len(lastStep(to).Took) > 0 || on == consent.Withdraw || on == consent.Restore {
		*u.UpdateExpression += ", #agenda = :agenda, #due = :decided"
		u.ExpressionAttributeNames["#agenda"], u.ExpressionAttributeNames["#due"] = "agenda", "due"
		u.ExpressionAttributeValues[":agenda"] = text(agenda(to.Controller, agendaWithdrawn))
	}
	logged(u, to.Decided, aboutPurposes(on, lastStep(to)))
	return types.TransactWriteItem{Update: u}
}

// lastStep is the step that led to a consent: what is stored is what the domain says of it.
func lastStep(c consent.Consent) consent.Step {
	if len(c.History) == 0 {
		return consent.Step{}
	}
	return c.History[len(c.History)-1]
}

func purposesToItem(purposes []gdpr.PurposeID) (items []string) {
	for _, p := range purposes {
		items = append(items, string(p))
	}
	return items
}

func purposesFromItem(items []string) (purposes []gdpr.PurposeID) {
	for _, p := range items {
		purposes = append(purposes, gdpr.PurposeID(p))
	}
	return purposes
}

// affirmed puts what the yes is to now, and what it was to before.
func affirmed(u *types.Update, to consent.Consent) {
	it, err := encode(struct {
		Seen    seenItem      `dynamodbav:"seen"`
		Earlier []earlierItem `dynamodbav:"earlier"`
	}{seenToItem(to.Seen), earlierToItem(to.Earlier)})
	if err != nil {
		panic(err) // strings always encode
	}
	*u.UpdateExpression += ", seen = :seen, earlier = :earlier"
	u.ExpressionAttributeValues[":seen"], u.ExpressionAttributeValues[":earlier"] = it["seen"], it["earlier"]
}

func earlierToItem(all []consent.Earlier) []earlierItem {
	items := make([]earlierItem, len(all))
	for i, e := range all {
		items[i] = earlierItem{Seen: seenToItem(e.Seen), Until: stamp(e.Until)}
	}
	return items
}

func earlierFromItem(items []earlierItem) (all []consent.Earlier, err error) {
	for _, it := range items {
		e := consent.Earlier{}
		if e.Seen, err = seenFromItem(it.Seen); err != nil {
			return nil, err
		}
		if e.Until, err = unstamp(it.Until); err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	return all, nil
}
