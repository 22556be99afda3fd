package outbox_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	localses "ordholden/infra/local/ses"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// Threat H6: whoever fills in the form again and again with somebody's address.
func TestAnAddressGetsThreeMailsAnHourAndTenADay(t *testing.T) {
	b := setUp(t)
	const hours, anHour = 5, 40
	var refs []outbox.Ref
	for hour := range hours {
		for range anHour {
			r := b.ordered(mojob, kari)
			b.deliver(r)
			refs = append(refs, r)
		}
		if want := min(3*(hour+1), 10); len(b.ses.Inbox().Messages()) != want {
			t.Errorf("after hour %d: %d mails, want %d", hour+1, len(b.ses.Inbox().Messages()), want)
		}
		b.clock.advance(time.Hour)
	}
	states := map[outbox.State]int{}
	for _, r := range refs {
		e := b.entry(r)
		if states[e.State]++; e.State == outbox.Withheld && (e.Reason != "over-cap" || !e.Due.IsZero()) {
			t.Errorf("%+v", e)
		}
	}
	if states[outbox.Sent] != 10 || states[outbox.Withheld] != hours*anHour-10 {
		t.Errorf("of %d: %v", len(refs), states)
	}
	b.sweep(0)
	another := b.ordered(mojob, "ola@example.no")
	b.deliver(another)
	b.want(another, outbox.Sent, 1)
	b.clock.advance(24 * time.Hour)
	next := b.ordered(mojob, kari)
	b.deliver(next)
	b.want(next, outbox.Sent, 1)
}

// The spellings of one address are one address, and one controller's caps are not another's.
func TestACapIsOnThePersonAtOneController(t *testing.T) {
	b := setUp(t)
	for i, address := range []gdpr.Private{"kari@example.no", "KARI@example.no", "Kari@Example.NO", "kari@EXAMPLE.no"} {
		r := b.ordered(mojob, address)
		b.deliver(r)
		if want := map[bool]outbox.State{true: outbox.Sent, false: outbox.Withheld}[i < 3]; b.entry(r).State != want {
			t.Errorf("%d: %s, want %s", i, b.entry(r).State, want)
		}
	}
	r := b.ordered(tretoen, kari)
	b.deliver(r)
	b.want(r, outbox.Sent, 1)
}

// A mail that is tried again is the same mail: it counts once, and is not withheld halfway.
func TestAnAttemptAgainDoesNotCountAgain(t *testing.T) {
	b := setUp(t)
	var refs []outbox.Ref
	for range 3 {
		refs = append(refs, b.ordered(mojob, kari))
	}
	for range 4 {
		for _, r := range refs {
			b.inject(localses.Fault{Kind: localses.Throttling})
			b.deliver(r)
		}
		b.clock.advance(time.Minute)
	}
	b.sweep(3)
	for _, r := range refs {
		b.want(r, outbox.Sent, 1)
	}
}

// What a person who has shown to hold the address asks for is not held back.
func TestMailsToWhoHasConfirmedAreNotCapped(t *testing.T) {
	b := setUp(t)
	for range 5 {
		r := b.ordered(mojob, kari)
		opens := b.step(r, rights.Confirm)
		b.deliver(opens)
		b.want(opens, outbox.Sent, 1)
	}
}

// One network may be a whole company: its mails wait, and are not lost.
func TestMailsFromOneNetworkWaitForTheNextHour(t *testing.T) {
	b := setUp(t)
	const limit, over = 60, 5
	var refs []outbox.Ref
	for i := range limit + over {
		r, err := b.requests.Receive(t.Context(), mojob, rights.Intake{
			Address: gdpr.Private(fmt.Sprintf("person%d@example.no", i)), Rights: []gdpr.Right{gdpr.Access},
			Language: gdpr.Bokmal, Channel: rights.ByForm, Network: "203.0.113.0-24",
		})
		if err != nil {
			t.Fatal(err)
		}
		ref := outbox.Ref{Controller: mojob, Case: r.ID, Entry: string(outbox.RequestConfirm)}
		b.deliver(ref)
		refs = append(refs, ref)
	}
	for _, r := range refs[limit:] {
		b.want(r, outbox.Pending, 0)
		if e := b.entry(r); e.Attempts != 0 || !e.Due.Equal(b.clock.Now().Truncate(time.Hour).Add(time.Hour)) {
			t.Errorf("%+v", e)
		}
	}
	if n := len(b.ses.Inbox().Messages()); n != limit {
		t.Errorf("%d mails", n)
	}
	elsewhere := b.ordered(mojob, kari)
	b.deliver(elsewhere)
	b.want(elsewhere, outbox.Sent, 1)
	b.sweep(0)
	b.clock.advance(time.Hour)
	b.sweep(over)
	for _, r := range refs[limit:] {
		b.want(r, outbox.Sent, 1)
	}
}

func TestAControllersOwnCapMakesMailsWaitToo(t *testing.T) {
	b := setUp(t)
	first, second := b.ordered(mojob, kari), b.ordered(mojob, "ola@example.no")
	b.counted("all", b.clock.Now().Format("2006-01-02T15"), 1999)
	b.deliver(first)
	b.deliver(second)
	b.want(first, outbox.Sent, 1)
	b.want(second, outbox.Pending, 0)
	b.clock.advance(time.Hour)
	b.sweep(1)
	b.want(second, outbox.Sent, 1)
}

// counted sets a counter as many mails would have done.
func (b bench) counted(what, window string, n int) {
	b.t.Helper()
	_, err := b.raw.UpdateItem(b.t.Context(), &sdk.UpdateItemInput{
		TableName: &b.table.Name,
		Key: map[string]types.AttributeValue{
			"pk": &types.AttributeValueMemberS{Value: "mojob#COUNTER#" + what}, "sk": &types.AttributeValueMemberS{Value: window},
		},
		UpdateExpression:          aws.String("SET #count = :n"),
		ExpressionAttributeNames:  map[string]string{"#count": "count"},
		ExpressionAttributeValues: map[string]types.AttributeValue{":n": &types.AttributeValueMemberN{Value: fmt.Sprint(n)}},
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// Whoever knows a case number can lock its codes, and so call for the mail that ends the lock: it
// counts on the caps, also where the mail that it is once more does not.
func TestAMailThatEndsALockCountsOnTheCaps(t *testing.T) {
	b := setUp(t)
	asked := b.ordered(mojob, kari)
	b.deliver(asked)
	open := b.step(asked, rights.Confirm)
	b.deliver(open)
	for range 2 {
		b.deliver(b.ordered(mojob, kari))
	}
	cases := dynamo.Cases{Table: b.table}
	for range link.MaxMisses {
		_, _, err := cases.Open(t.Context(), mojob, gdpr.Proof{Case: open.Case, Code: "000000"}, rights.ToFollow)
		if gdpr.KindOf(err) != gdpr.Invalid && gdpr.KindOf(err) != gdpr.Forbidden {
			t.Fatal(err)
		}
	}
	due, err := b.store.Due(t.Context(), mojob, b.clock.Now())
	if err != nil || len(due) != 1 {
		t.Fatalf("due: %v, %v", due, err)
	}
	b.deliver(due[0])
	if e := b.entry(due[0]); e.State != outbox.Withheld || e.Reason != "over-cap" || e.Kind != outbox.RequestOpen || e.Again != open.Entry {
		t.Errorf("%+v", e)
	}
}
