package outbox_test

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
	"ordholden/internal/stream"
)

func registryOf(ds ...*controller.Declaration) *controller.Registry { return controller.New(ds...) }

func TestASweepSendsWhatTheStreamDidNotBring(t *testing.T) {
	b := setUp(t)
	refs := []outbox.Ref{b.ordered(mojob, kari), b.ordered(mojob, "ola@example.no"), b.ordered(mojob, "per@example.no")}
	b.sweep(3)
	for _, r := range refs {
		b.want(r, outbox.Sent, 1)
	}
	b.sweep(0)
}

func TestASweepIsOfOneController(t *testing.T) {
	b := setUp(t)
	here, there := b.ordered(mojob, kari), b.ordered(tretoen, kari)
	b.sweep(1)
	b.want(here, outbox.Sent, 1)
	b.want(there, outbox.Pending, 0)
	if n, err := b.courier().Sweep(t.Context(), tretoen); n != 1 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
	b.want(there, outbox.Sent, 1)
	for _, m := range b.ses.Inbox().Messages() {
		want := map[string]string{"mojob": "ahoy@mojob.io", "tretoen": "post@321.no"}[m.Tags["controller"]]
		if m.From != want {
			t.Errorf("a mail of %s is from %s", m.Tags["controller"], m.From)
		}
	}
}

// damage changes what is sealed of a mail's case, so that it can never be written.
func (b bench) damage(r outbox.Ref) {
	b.t.Helper()
	_, err := b.raw.UpdateItem(b.t.Context(), &sdk.UpdateItemInput{
		TableName: &b.table.Name,
		Key: map[string]types.AttributeValue{
			"pk": &types.AttributeValueMemberS{Value: string(r.Controller) + "#CASE#" + string(r.Case)},
			"sk": &types.AttributeValueMemberS{Value: "CASE"},
		},
		UpdateExpression:          aws.String("SET sealed = :sealed"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":sealed": &types.AttributeValueMemberB{Value: []byte("damaged")}},
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// Threat H17: one that cannot be sent keeps nobody else waiting, and is told of.
func TestAPoisonedMailHoldsUpNoOther(t *testing.T) {
	b := setUp(t)
	poison := b.ordered(mojob, kari)
	b.damage(poison)
	b.clock.advance(time.Second) // the poison is first in the queue
	good := []outbox.Ref{b.ordered(mojob, "ola@example.no"), b.ordered(mojob, "per@example.no")}
	for range 2 {
		if _, err := b.courier().Sweep(t.Context(), mojob); err == nil || gdpr.KindOf(err) == gdpr.Unavailable {
			t.Errorf("the poison is told of as %v", err)
		}
	}
	for _, r := range good {
		b.want(r, outbox.Sent, 1)
	}
	failed := b.stream(inserted(good[0]), inserted(poison), inserted(good[1]))
	if len(failed) != 1 || failed[0] != string(poison.Case) {
		t.Errorf("failed: %v", failed)
	}
}

// Threat H17: there is an end to trying, and until then somebody is called.
func TestAPoisonedMailIsGivenUpLikeAnyOther(t *testing.T) {
	b := setUp(t)
	poison := b.ordered(mojob, kari)
	b.damage(poison)
	b.clock.advance(5 * 24 * time.Hour)
	if _, err := b.courier().Sweep(t.Context(), mojob); err == nil {
		t.Error("nobody is called")
	}
	b.want(poison, outbox.Pending, 0)
	b.clock.advance(time.Millisecond)
	b.sweep(1)
	b.want(poison, outbox.Failed, 0)
	if e := b.entry(poison); e.Reason != "unreadable" || !e.Due.IsZero() {
		t.Errorf("%+v", e)
	}
	b.sweep(0)
}

// stream hands records to the function that sends mail, and returns which it wants again.
func (b bench) stream(records ...events.DynamoDBEventRecord) (failed []string) {
	b.t.Helper()
	answer, err := stream.Mails(b.courier(), slog.New(slog.NewJSONHandler(b.log, nil)))(b.t.Context(), events.DynamoDBEvent{Records: records})
	if err != nil {
		b.t.Fatal(err)
	}
	for _, f := range answer.BatchItemFailures {
		failed = append(failed, f.ItemIdentifier)
	}
	return failed
}

// Threat H21: the stream, its retry and the clock may all have the same mail at once.
func TestCouriersSideBySideSendOnce(t *testing.T) {
	for name, before := range pasts {
		t.Run(name, func(t *testing.T) {
			b := setUp(t)
			withLink := b.ordered(mojob, kari)
			without := b.step(b.ordered(mojob, "ola@example.no"), rights.Cancel)
			for _, r := range []outbox.Ref{withLink, without} {
				before(b, r)
			}
			b.clock.advance(time.Hour)
			for _, r := range []outbox.Ref{withLink, without} {
				b.rush(r)
				// Where so many are at it that its end could not be stored, it waits for SES's word.
				if e := b.entry(r); b.accepted(r) != 1 || e.State != outbox.Sent && e.State != outbox.Sending {
					t.Errorf("%s, accepted %d times", e.State, b.accepted(r))
				}
			}
		})
	}
}

// rush is many processes that find the same mail at once.
func (b bench) rush(r outbox.Ref) {
	b.t.Helper()
	var done sync.WaitGroup
	for i := range 16 {
		done.Go(func() {
			var err error
			if i%4 > 0 {
				err = b.courier().Deliver(b.t.Context(), r)
			} else {
				_, err = b.courier().Sweep(b.t.Context(), mojob)
			}
			if err != nil && gdpr.KindOf(err) != gdpr.Unavailable {
				b.t.Error(err)
			}
		})
	}
	done.Wait()
}

// The one that lost the race knows nothing of the mail and says nothing about it.
func TestWhoComesSecondDoesNothing(t *testing.T) {
	for name, mail := range sorts {
		for _, crashed := range []bool{false, true} {
			b := setUp(t)
			r := mail(b)
			if crashed {
				crashedBefore(b, r)
				b.clock.advance(time.Hour)
			}
			c := b.courier(accusing{t})
			c.Store = overtaken{b.store, func() { b.deliver(r) }}
			if err := c.Deliver(t.Context(), r); err != nil {
				t.Error(err)
			}
			if t.Failed() {
				t.Fatalf("%s, crashed before: %t", name, crashed)
			}
			b.want(r, outbox.Sent, 1)
		}
	}
}

// accusing is a post that must not be used.
type accusing struct{ t *testing.T }

func (a accusing) Send(context.Context, outbox.Letter, time.Time) (outbox.Outcome, string, error) {
	a.t.Error("sends what another has claimed")
	return outbox.Permanent, "", errors.New("not to be sent")
}

// overtaken is a store on which another process is quicker at each claim.
type overtaken struct {
	outbox.Store
	by func()
}

func (o overtaken) Claim(ctx context.Context, from, to outbox.Entry, l *link.Link, caps outbox.Caps) error {
	o.by()
	return o.Store.Claim(ctx, from, to, l, caps)
}

// Threat H16, the table's stream: each record three times, in any order.
func TestRecordsThreeTimesAndOutOfOrderSendOnce(t *testing.T) {
	b := setUp(t)
	var refs []outbox.Ref
	var records []events.DynamoDBEventRecord
	for _, address := range []gdpr.Private{"a@example.no", "b@example.no", "c@example.no", "d@example.no"} {
		r := b.ordered(mojob, address)
		refs = append(refs, r)
		records = append(records, inserted(r), inserted(r), inserted(r))
	}
	rand.Shuffle(len(records), func(i, j int) { records[i], records[j] = records[j], records[i] })
	for len(records) > 0 {
		n := min(5, len(records))
		if failed := b.stream(records[:n]...); len(failed) > 0 {
			t.Errorf("failed: %v", failed)
		}
		records = records[n:]
	}
	for _, r := range refs {
		b.want(r, outbox.Sent, 1)
	}
}

// Threat H16, SES: each event three times, in any order.
func TestEventsThreeTimesAndOutOfOrderEndAlike(t *testing.T) {
	for address, want := range map[gdpr.Private]outbox.State{
		kari: outbox.Delivered, "bounce@example.no": outbox.Bounced, "complaint@example.no": outbox.Complained,
	} {
		t.Run(string(want), func(t *testing.T) {
			for range 4 {
				b := setUp(t)
				r := b.ordered(mojob, address)
				n := 2
				if want == outbox.Complained {
					n = 3
				}
				// Some of them come while the mail still counts as being sent.
				early := hooked{Post: b.post, after: func() {
					told := b.published(n)
					told = append(append(told, told...), told...)
					rand.Shuffle(len(told), func(i, j int) { told[i], told[j] = told[j], told[i] })
					b.hear(told[:n]...)
					for _, m := range told[n:] {
						defer b.hear(m)
					}
				}}
				if err := b.courier(early).Deliver(t.Context(), r); err != nil {
					t.Error(err)
				}
				b.want(r, want, 1)
			}
		})
	}
}

func TestAnEventAboutWhatHasEndedIsNoError(t *testing.T) {
	b := setUp(t)
	r := b.ordered(mojob, kari)
	b.deliver(r)
	told := b.published(2)
	b.clock.advance(31 * 24 * time.Hour)
	b.hear(told...)
}

func TestAnEventWhileTheDatabaseIsDownIsWorthARetry(t *testing.T) {
	b := setUp(t)
	r := b.ordered(mojob, kari)
	b.deliver(r)
	told := b.published(2)
	b.database.Inject(many("server error")...)
	if err := b.listen(told...); gdpr.KindOf(err) != gdpr.Unavailable {
		t.Errorf("%v", err)
	}
	b.database.Reset()
	b.hear(told...)
	b.want(r, outbox.Delivered, 1)
}
