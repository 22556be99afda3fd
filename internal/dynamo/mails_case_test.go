package dynamo_test

import (
	"maps"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/gdpr"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// calledFor puts a mail of a kind into a case that stands somewhere, as its steps would.
func (b bench) calledFor(r rights.Request, k outbox.Kind, w rights.Workflow, i rights.Identity) outbox.Ref {
	b.t.Helper()
	pk := "mojob#CASE#" + string(r.ID)
	ref := outbox.Ref{Controller: mojob, Case: r.ID, Entry: string(k)}
	head, mail := maps.Clone(b.item(pk, "CASE")), maps.Clone(b.item(pk, "MAIL#"+string(outbox.RequestConfirm)))
	head["workflow"], head["identity"] = &types.AttributeValueMemberS{Value: string(w)}, &types.AttributeValueMemberS{Value: string(i)}
	mail["sk"], mail["kind"] = &types.AttributeValueMemberS{Value: "MAIL#" + string(k)}, &types.AttributeValueMemberS{Value: string(k)}
	for _, it := range []map[string]types.AttributeValue{head, mail} {
		if _, err := b.raw.PutItem(b.t.Context(), &dynamodb.PutItemInput{TableName: &b.table.Name, Item: it}); err != nil {
			b.t.Fatal(err)
		}
	}
	return ref
}

// A mail that waited too long is not sent into a case that has moved on: nobody is asked to stop an erasure
// that was stopped, and staff are not reminded of what was answered.
func TestALetterTellsNothingThatIsNoLongerTrue(t *testing.T) {
	b := setUp(t)
	r := b.received(mojob, asks(kari, gdpr.Erasure))
	for _, c := range []struct {
		kind     outbox.Kind
		workflow rights.Workflow
		identity rights.Identity
		told     bool
	}{
		{outbox.RequestErasing, rights.Cooling, rights.Proven, true},
		{outbox.RequestErasing, rights.Revoked, rights.Proven, false},
		{outbox.RequestErasing, rights.Carrying, rights.Proven, false},
		{outbox.RequestLifting, rights.Lifting, rights.Proven, true},
		{outbox.RequestLifting, rights.Answered, rights.Proven, false},
		{outbox.RequestIdentity, rights.Open, rights.Asked, true},
		{outbox.RequestIdentity, rights.Open, rights.Vouched, false},
		{outbox.RequestReminder, rights.Unsorted, rights.Unproven, true},
		{outbox.RequestReminder, rights.Denied, rights.Proven, false},
		{outbox.RequestOverdue, rights.Telling, rights.Proven, true},
		{outbox.RequestOverdue, rights.Lapsed, rights.Unproven, false},
		{outbox.RequestAnswered, rights.Answered, rights.Proven, true},
		{outbox.RequestRefused, rights.Denied, rights.Proven, true},
	} {
		l, err := b.mails().Letter(t.Context(), b.calledFor(r, c.kind, c.workflow, c.identity))
		if c.told != (err == nil) || err != nil && gdpr.KindOf(err) != gdpr.NotFound {
			t.Errorf("%s of a case that is %s, %s: %v", c.kind, c.workflow, c.identity, err)
		}
		if err == nil && (l.To != kari || l.Request.ID != r.ID) {
			t.Errorf("%s goes to somebody else, or is about something else", c.kind)
		}
	}
}
