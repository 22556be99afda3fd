package expiry_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams"
	streamtypes "github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"

	"ordholden/infra/bench/seed"
	"ordholden/infra/controllers"
	"ordholden/infra/local/dynamodb/dynamodbtest"
	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/internal/dynamo"
	"ordholden/internal/expiry"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/stream"
)

func TestMain(m *testing.M) { os.Exit(dynamodbtest.Main(m)) }

const (
	mojob   gdpr.ControllerID = "mojob"
	tretoen gdpr.ControllerID = "tretoen"
)

// bench is the two tables of one test behind a proxy that fails calls, the stream of the
// first, and buckets that fail on demand.
type bench struct {
	t      testing.TB
	proxy  *faulty.Proxy
	raw    *sdk.Client // straight to the database
	table  *dynamo.Table
	clock  *clock
	files  *bucket
	mail   *bucket
	desk   expiry.Desk
	stream *reader
}

func setUp(t testing.TB) *bench {
	t.Helper()
	server := dynamodbtest.Server(t)
	raw, main, keys := dynamodbtest.Table(t)
	proxy, err := faulty.New(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	// One try a call: a fault is a crash here, and what comes after is the event again.
	client := server.Client(func(o *sdk.Options) {
		o.HTTPClient, o.RetryMaxAttempts = &http.Client{Transport: proxy}, 1
	})
	b := &bench{
		t: t, proxy: proxy, raw: raw, clock: &clock{now: time.Date(2026, time.March, 5, 8, 41, 0, 0, time.UTC)},
		files: &bucket{objects: map[string]bool{}}, mail: &bucket{objects: map[string]bool{}},
		stream: &reader{t: t, streams: server.Streams(), arn: must[string](t)(server.StreamARN(t.Context(), main))},
	}
	b.table = &dynamo.Table{Client: client, Name: main, Keys: &dynamo.Keyring{Client: client, Name: keys}, Now: b.clock.Now}
	b.desk = expiry.Desk{
		Controllers: controllers.Registry(), Store: dynamo.Removals{Table: b.table},
		Files: files{b.files}, Mail: b.mail, Now: b.clock.Now,
	}
	return b
}

// clock is the time that everything sees.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

func (c *clock) advance(d time.Duration) { c.set(c.Now().Add(d)) }

// bucket is objects by their keys. It fails the call whose turn it is: before it has
// done anything, or after.
type bucket struct {
	mu      sync.Mutex
	objects map[string]bool
	calls   int
	fail    int // the call that fails; 0 for none
	after   bool
}

var errBucket = errors.New("the bucket is broken")

func (b *bucket) Drop(_ context.Context, key string) error {
	_, err := b.drop(func(k string) bool { return k == key })
	return err
}

func (b *bucket) drop(which func(string) bool) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.calls++
	fails := b.calls == b.fail
	if fails && !b.after {
		return 0, errBucket
	}
	n := len(b.objects)
	maps.DeleteFunc(b.objects, func(k string, _ bool) bool { return which(k) })
	if fails {
		return 0, errBucket
	}
	return n - len(b.objects), nil
}

// files is the bucket by records.
type files struct{ *bucket }

func objectOf(r holding.Ref, file gdpr.ID) string {
	return string(r.Controller) + "/" + r.String() + "/" + string(file)
}

func (f files) Drop(_ context.Context, r holding.Ref) (int, error) {
	return f.drop(func(k string) bool { return strings.HasPrefix(k, objectOf(r, "")) })
}

func (f files) Abandon(_ context.Context, r holding.Ref, file holding.File) error {
	_, err := f.drop(func(k string) bool { return k == objectOf(r, file.ID) })
	return err
}

// store puts records with their files' objects, and their owners' data keys.
func (b *bench) store(all ...seed.Record) {
	b.t.Helper()
	for _, r := range all {
		items := r.Items()
		for _, it := range items {
			if _, file, ok := strings.Cut(it["sk"].(*types.AttributeValueMemberS).Value, "#FILE#"); ok {
				b.files.objects[objectOf(r.Ref, gdpr.ID(file))] = true
			}
		}
		if err := seed.Put(b.t.Context(), b.raw, b.table.Name, items); err != nil {
			b.t.Fatal(err)
		}
		b.key(r.Controller, r.Owner, b.clock.Now().Add(-2*time.Hour))
	}
}

// key stores a data key that was last used then.
func (b *bench) key(c gdpr.ControllerID, s gdpr.SubjectID, used time.Time) {
	b.t.Helper()
	_, err := b.raw.PutItem(b.t.Context(), &sdk.PutItemInput{TableName: &b.table.Keys.Name, Item: map[string]types.AttributeValue{
		"id": str(fmt.Sprintf("%s#KEY#%s", c, s)), "value": &types.AttributeValueMemberB{Value: make([]byte, 32)},
		"used": &types.AttributeValueMemberN{Value: fmt.Sprint(used.Unix())},
	}})
	if err != nil {
		b.t.Fatal(err)
	}
}

func str(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }

// remove deletes an item as time to live does.
func (b *bench) remove(pk, sk string) {
	b.t.Helper()
	_, err := b.raw.DeleteItem(b.t.Context(), &sdk.DeleteItemInput{
		TableName: &b.table.Name, Key: map[string]types.AttributeValue{"pk": str(pk), "sk": str(sk)},
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// handle hands records to the function as Lambda does, and returns those to come again.
func (b *bench) handle(ctx context.Context, records ...events.DynamoDBEventRecord) []events.DynamoDBEventRecord {
	b.t.Helper()
	answer := must[events.DynamoDBEventResponse](b.t)(stream.Removals(b.desk, slog.New(slog.NewTextHandler(io.Discard, nil)))(
		ctx, events.DynamoDBEvent{Records: records}))
	var again []events.DynamoDBEventRecord
	for _, f := range answer.BatchItemFailures {
		i := slices.IndexFunc(records, func(r events.DynamoDBEventRecord) bool { return r.Change.SequenceNumber == f.ItemIdentifier })
		again = append(again, records[i])
	}
	return again
}

// settle hands over the stream until nothing comes of it any more.
func (b *bench) settle() {
	b.t.Helper()
	for records := b.stream.read(b.clock.Now()); len(records) > 0; records = b.stream.read(b.clock.Now()) {
		if again := b.handle(b.t.Context(), records...); len(again) > 0 {
			b.t.Fatalf("%d events failed", len(again))
		}
	}
}

// reader reads the table's stream to its present end.
type reader struct {
	t       testing.TB
	streams *dynamodbstreams.Client
	arn     string
	next    map[string]*string
}

// read is the records since the last time, told as if they were of that moment.
func (r *reader) read(at time.Time) []events.DynamoDBEventRecord {
	r.t.Helper()
	if r.next == nil {
		r.next = map[string]*string{}
	}
	ctx := context.WithoutCancel(r.t.Context())
	shards := must[*dynamodbstreams.DescribeStreamOutput](r.t)(r.streams.DescribeStream(ctx, &dynamodbstreams.DescribeStreamInput{StreamArn: &r.arn}))
	var all []events.DynamoDBEventRecord
	for _, s := range shards.StreamDescription.Shards {
		if _, known := r.next[*s.ShardId]; !known {
			r.oldest(ctx, *s.ShardId)
		}
		for it := r.next[*s.ShardId]; it != nil; it = r.next[*s.ShardId] {
			page, err := r.streams.GetRecords(ctx, &dynamodbstreams.GetRecordsInput{ShardIterator: it})
			if _, trimmed := errors.AsType[*streamtypes.TrimmedDataAccessException](err); trimmed {
				r.oldest(ctx, *s.ShardId) // what came before has been read; what is read again may come twice
				continue
			}
			if err != nil {
				r.t.Fatal(err)
			}
			r.next[*s.ShardId] = page.NextShardIterator
			for _, record := range page.Records {
				all = append(all, recordOf(record, at))
			}
			if len(page.Records) == 0 {
				break
			}
		}
	}
	return all
}

// oldest begins to read a shard at the oldest record that the stream still has.
func (r *reader) oldest(ctx context.Context, shard string) {
	r.t.Helper()
	r.next[shard] = must[*dynamodbstreams.GetShardIteratorOutput](r.t)(r.streams.GetShardIterator(ctx, &dynamodbstreams.GetShardIteratorInput{
		StreamArn: &r.arn, ShardId: &shard, ShardIteratorType: streamtypes.ShardIteratorTypeTrimHorizon,
	})).ShardIterator
}

func recordOf(r streamtypes.Record, at time.Time) events.DynamoDBEventRecord {
	keys := map[string]events.DynamoDBAttributeValue{}
	for name, v := range r.Dynamodb.Keys {
		keys[name] = events.NewStringAttribute(v.(*streamtypes.AttributeValueMemberS).Value)
	}
	return events.DynamoDBEventRecord{EventName: string(r.EventName), Change: events.DynamoDBStreamRecord{
		Keys: keys, SequenceNumber: aws.ToString(r.Dynamodb.SequenceNumber),
		ApproximateCreationDateTime: events.SecondsEpochTime{Time: at.Truncate(time.Second)},
	}}
}

// stored is everything that there is: items of both tables and objects, by their keys.
func (b *bench) stored() map[string]map[string]any {
	b.t.Helper()
	all := map[string]map[string]any{}
	for _, table := range []string{b.table.Name, b.table.Keys.Name} {
		for pages := sdk.NewScanPaginator(b.raw, &sdk.ScanInput{TableName: &table, ConsistentRead: aws.Bool(true)}); pages.HasMorePages(); {
			page := must[*sdk.ScanOutput](b.t)(pages.NextPage(context.WithoutCancel(b.t.Context())))
			for _, it := range page.Items {
				var plain map[string]any
				if err := attributevalue.UnmarshalMap(it, &plain); err != nil {
					b.t.Fatal(err)
				}
				delete(plain, "sealed")
				delete(plain, "value")
				if plain["pk"] == nil {
					all["key "+fmt.Sprint(plain["id"])] = plain
					continue
				}
				all[fmt.Sprint(plain["pk"], " ", plain["sk"])] = plain
			}
		}
	}
	for _, objects := range []*bucket{b.files, b.mail} {
		for key := range objects.objects {
			all["object "+key] = nil
		}
	}
	return all
}

// entries is the deletion entries among what is stored.
func entries(stored map[string]map[string]any) []map[string]any {
	var found []map[string]any
	for _, key := range slices.Sorted(maps.Keys(stored)) {
		if strings.Contains(key, "#DELETION#") {
			found = append(found, stored[key])
		}
	}
	return found
}

// beyond is the keys of what is stored beside deletion entries.
func beyond(stored map[string]map[string]any) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(stored)), func(key string) bool { return strings.Contains(key, "#DELETION#") })
}

// must is v, or the end of the test.
func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
