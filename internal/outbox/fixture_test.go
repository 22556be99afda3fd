package outbox_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/infra/controllers"
	"ordholden/infra/local/dynamodb/dynamodbtest"
	"ordholden/infra/local/dynamodb/faulty"
	localses "ordholden/infra/local/ses"
	"ordholden/internal/controller"
	"ordholden/internal/dpv"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/holiday"
	"ordholden/internal/outbox"
	"ordholden/internal/post"
	"ordholden/internal/residence"
	"ordholden/internal/rights"
	"ordholden/internal/ses"
	"ordholden/internal/stream"
)

func TestMain(m *testing.M) { os.Exit(dynamodbtest.Main(m)) }

const (
	mojob   gdpr.ControllerID = "mojob"
	tretoen gdpr.ControllerID = "tretoen"

	kari gdpr.Private = "kari@example.no"
)

// bench is the whole way of a mail on real parts: the table, behind a proxy that
// fails calls, and a SES that fails mails and says what became of them.
type bench struct {
	t        testing.TB
	database *faulty.Proxy
	raw      *sdk.Client
	table    *dynamo.Table
	store    dynamo.Mails
	ses      *localses.Server
	told     chan []byte // what SES publishes
	post     post.Post
	clock    *clock
	log      *journal
	requests rights.Desk
}

const configurationSet = "ordholden"

// setUp has no test run beside it: a sender is made from the environment, as in the functions.
func setUp(t *testing.T, transports ...func(http.RoundTripper) http.RoundTripper) bench {
	t.Helper()
	b := bench{t: t, told: make(chan []byte, 1<<16), log: &journal{}}
	b.clock = &clock{now: time.Date(2026, time.March, 5, 8, 0, 0, 0, time.UTC)}
	b.startDatabase(transports)
	b.startSES(t)
	b.wire(controllers.Registry())
	return b
}

func (b *bench) startDatabase(transports []func(http.RoundTripper) http.RoundTripper) {
	b.t.Helper()
	server := dynamodbtest.Server(b.t)
	raw, main, keys := dynamodbtest.Table(b.t)
	proxy, err := faulty.New(server.URL)
	if err != nil {
		b.t.Fatal(err)
	}
	var transport http.RoundTripper = proxy
	for _, around := range transports {
		transport = around(transport)
	}
	client := server.Client(impatient, func(o *sdk.Options) { o.HTTPClient = &http.Client{Transport: transport} })
	b.database, b.raw = proxy, raw
	b.table = &dynamo.Table{Client: client, Name: main, Keys: &dynamo.Keyring{Client: client, Name: keys}, Now: b.clock.Now}
	b.store = dynamo.Mails{Table: b.table}
}

func (b *bench) startSES(t *testing.T) {
	t.Helper()
	server, err := localses.Start(localses.Config{
		Identities: []string{"mojob.io", "321.no"}, ConfigurationSets: []string{configurationSet},
		Events: func(message []byte) { b.told <- message }, Now: b.clock.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		server.Stop()
		if accused := server.Accusations(); len(accused) > 0 {
			t.Errorf("SES: %s", strings.Join(accused, "; "))
		}
	})
	b.ses = server
	b.sendTo(t, server.URL)
}

// sendTo makes the sender, as the functions do.
func (b *bench) sendTo(t *testing.T, url string) {
	t.Setenv("AWS_ENDPOINT_URL_SES", url)
	t.Setenv("AWS_REGION", "eu-north-1")
	t.Setenv("AWS_ACCESS_KEY_ID", "local")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "local")
	b.post.SES = ses.New(configurationSet)
}

func (b *bench) wire(r *controller.Registry) {
	b.post.Controllers, b.post.Calendar, b.post.PublicURL = r, holiday.Norway{}, "https://personvern.example.com"
	b.post.Receipts = dpv.Issuer{Keys: b.table.Keys, PublicURL: b.post.PublicURL, Place: residence.Place{Region: "eu-north-1", Country: "SE"}}
	b.requests = rights.Desk{Controllers: r, Cases: dynamo.Cases{Table: b.table}, Calendar: holiday.Norway{}, Now: b.clock.Now}
}

// impatient is the retryer of dynamo.New without its waits.
func impatient(o *sdk.Options) {
	o.Retryer = retry.NewStandard(func(o *retry.StandardOptions) {
		o.Backoff = retry.BackoffDelayerFunc(func(int, error) (time.Duration, error) { return 0, nil })
	})
}

// courier is the outbox as it is wired, or with another post.
func (b bench) courier(posts ...outbox.Post) outbox.Courier {
	c := outbox.Courier{Store: b.store, Post: b.post, Now: b.clock.Now, Log: slog.New(slog.NewJSONHandler(b.log, nil))}
	for _, p := range posts {
		c.Post = p
	}
	return c
}

// clock is the time that everything here sees.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// journal is what the operator reads.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// ordered is a request, and so a mail that is to go to the address.
func (b bench) ordered(c gdpr.ControllerID, address gdpr.Private) outbox.Ref {
	b.t.Helper()
	r, err := b.requests.Receive(b.t.Context(), c, rights.Intake{
		Address: address, Rights: []gdpr.Right{gdpr.Access}, Language: gdpr.Bokmal, Channel: rights.ByForm,
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return outbox.Ref{Controller: c, Case: r.ID, Entry: string(outbox.RequestConfirm)}
}

// step moves the request of a mail by an event, and returns the mail that it calls for.
func (b bench) step(r outbox.Ref, on rights.Event) outbox.Ref {
	b.t.Helper()
	l, err := b.store.Letter(b.t.Context(), r)
	if err != nil {
		b.t.Fatal(err)
	}
	from := *l.Request
	to := from
	to.Workflow, to.Identity, to.Decided = rights.Open, rights.Proven, b.clock.Now()
	r.Entry = string(outbox.RequestOpen)
	if on == rights.Cancel {
		to.Workflow, to.Identity = rights.Revoked, rights.Unproven
		r.Entry = string(outbox.RequestCanceled)
	}
	// Whichever rights stand already stay as they are.
	standing := map[gdpr.Right]rights.Request{gdpr.Access: {}}
	if err := b.requests.Cases.Move(b.t.Context(), from, to, rights.Entry{At: to.Decided, On: on}, standing); err != nil {
		b.t.Fatal(err)
	}
	return r
}

func (b bench) entry(r outbox.Ref) outbox.Entry {
	b.t.Helper()
	e, err := b.store.Entry(b.t.Context(), r)
	if err != nil {
		b.t.Fatal(err)
	}
	return e
}

// want fails the test unless a mail stands there, and SES has accepted it so often.
func (b bench) want(r outbox.Ref, s outbox.State, accepted int) {
	b.t.Helper()
	if e := b.entry(r); e.State != s || b.accepted(r) != accepted {
		b.t.Errorf("%s, accepted %d times; want %s and %d", e.State, b.accepted(r), s, accepted)
	}
}

// accepted is how often SES has taken a mail.
func (b bench) accepted(r outbox.Ref) int {
	n := 0
	for _, m := range b.ses.Inbox().Messages() {
		if maps.Equal(m.Tags, stream.Tags(r)) {
			n++
		}
	}
	return n
}

func (b bench) deliver(r outbox.Ref) {
	b.t.Helper()
	if err := b.courier().Deliver(b.t.Context(), r); err != nil {
		b.t.Error(err)
	}
}

// sweep is one run of the clock; it fails the test unless it tried so many.
func (b bench) sweep(want int) {
	b.t.Helper()
	n, err := b.courier().Sweep(b.t.Context(), mojob)
	if err != nil || n != want {
		b.t.Errorf("swept %d, want %d: %v", n, want, err)
	}
}

// inject makes SES fail in some way, and fails the test if no call meets it.
func (b bench) inject(f localses.Fault) {
	b.t.Helper()
	if err := b.ses.Inject(f); err != nil {
		b.t.Fatal(err)
	}
}

// published is the next n events of SES, which come two for each mail: Send and Delivery.
func (b bench) published(n int) []json.RawMessage {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), 10*time.Second)
	defer cancel()
	var all []json.RawMessage
	for range n {
		select {
		case message := <-b.told:
			all = append(all, message)
		case <-ctx.Done():
			b.t.Fatalf("SES told of %d things, want %d", len(all), n)
		}
	}
	return all
}

// hear hands events to the function that listens to SES.
func (b bench) hear(messages ...json.RawMessage) {
	b.t.Helper()
	if err := b.listen(messages...); err != nil {
		b.t.Error(err)
	}
}

func (b bench) listen(messages ...json.RawMessage) error {
	var batch events.SNSEvent
	for _, m := range messages {
		batch.Records = append(batch.Records, events.SNSEventRecord{SNS: events.SNSEntity{Message: string(m)}})
	}
	without := *b.table
	without.Keys = nil // as the function is wired
	return stream.Feedback(dynamo.Mails{Table: &without}, slog.New(slog.NewJSONHandler(b.log, nil)))(b.t.Context(), batch)
}

// inserted is what the table's stream says of a new mail.
func inserted(r outbox.Ref) events.DynamoDBEventRecord {
	return events.DynamoDBEventRecord{
		EventName: "INSERT",
		Change: events.DynamoDBStreamRecord{SequenceNumber: string(r.Case), Keys: map[string]events.DynamoDBAttributeValue{
			"pk": events.NewStringAttribute(fmt.Sprintf("%s#CASE#%s", r.Controller, r.Case)),
			"sk": events.NewStringAttribute("MAIL#" + r.Entry),
		}},
	}
}

// erase deletes the data key of whoever a mail is for.
func (b bench) erase(r outbox.Ref) {
	b.t.Helper()
	l, err := b.store.Letter(b.t.Context(), r)
	if err != nil {
		b.t.Fatal(err)
	}
	b.eraseSubject(r.Controller, l.Subject)
}

func (b bench) eraseSubject(c gdpr.ControllerID, s gdpr.SubjectID) {
	b.t.Helper()
	_, err := b.raw.DeleteItem(b.t.Context(), &sdk.DeleteItemInput{
		TableName:           &b.table.Keys.Name,
		Key:                 map[string]types.AttributeValue{"id": &types.AttributeValueMemberS{Value: string(c) + "#KEY#" + string(s)}},
		ConditionExpression: aws.String("attribute_exists(id)"),
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// hooked is a post with something that happens before and after each sending.
type hooked struct {
	outbox.Post
	before, after func()
}

func (h hooked) Send(ctx context.Context, l outbox.Letter, now time.Time) (outbox.Outcome, string, error) {
	if h.before != nil {
		h.before()
	}
	outcome, id, err := h.Post.Send(ctx, l, now)
	if h.after != nil {
		h.after()
	}
	return outcome, id, err
}

// crash is what a process does that ends where it stands.
func crash() { panic(crashed) }

const crashed = "crashed"

// survive runs do, which may crash, and reports whether it did.
func survive(do func()) (died bool) {
	defer func() {
		switch v := recover(); v {
		case nil:
		case crashed:
			died = true
		default:
			panic(v)
		}
	}()
	do()
	return false
}
