package dynamo

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/consent"
	"ordholden/internal/outbox"
)

// AskAgain stores the mail in the consent's dossier and notes on the head for which version it
// asks, in one transaction: again.Store on the table.
func (s Consents) AskAgain(ctx context.Context, q consent.Question, mail outbox.Order) error {
	c := q.Consent
	pk := partition(c.Controller, kindConsent, string(c.ID))
	put, err := s.put(newMail(c.Controller, pk, mail, c.Expires))
	if err != nil {
		return err
	}
	note := types.TransactWriteItem{Update: &types.Update{
		TableName: &s.Name, Key: key(pk, kindConsent),
		UpdateExpression:         aws.String("SET again = :version"),
		ConditionExpression:      aws.String("(" + alive + ") AND #state = :standing AND decided = :decided"),
		ExpressionAttributeNames: map[string]string{"#state": "state"},
		ExpressionAttributeValues: attributes{
			":version": text(q.Version.String()), ":standing": text(string(consent.Standing)),
			":decided": text(stamp(c.Decided)), ":now": s.now(),
		},
	}}
	return changed(s.write(ctx, put, note))
}
