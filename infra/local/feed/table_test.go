package feed

import (
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/infra/local/dynamodb/dynamodbtest"
)

// table is a table on DynamoDB Local with a feed's source.
type table struct {
	t      *testing.T
	client *sdk.Client
	name   string
	source Feed
}

func newTable(t *testing.T) table {
	t.Helper()
	client, name, _ := dynamodbtest.Table(t)
	server := dynamodbtest.Server(t)
	stream, err := server.StreamARN(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return table{t, client, name, Feed{Name: "outbox", Streams: server.Streams(), StreamARN: stream}}
}

func itemOf(sk string) map[string]types.AttributeValue {
	return map[string]types.AttributeValue{
		"pk": &types.AttributeValueMemberS{Value: "mojob#CASE#1"},
		"sk": &types.AttributeValueMemberS{Value: sk},
	}
}

// put writes an item; expires is left out when nil.
func (tb table) put(sk string, expires types.AttributeValue) {
	tb.t.Helper()
	item := itemOf(sk)
	if expires != nil {
		item["expires"] = expires
	}
	_, err := tb.client.PutItem(tb.t.Context(), &sdk.PutItemInput{TableName: aws.String(tb.name), Item: item})
	if err != nil {
		tb.t.Fatal(err)
	}
}

func (tb table) delete(sk string) {
	tb.t.Helper()
	_, err := tb.client.DeleteItem(tb.t.Context(), &sdk.DeleteItemInput{TableName: aws.String(tb.name), Key: itemOf(sk)})
	if err != nil {
		tb.t.Fatal(err)
	}
}

// left lists the sort keys in the table, in order.
func (tb table) left() string {
	tb.t.Helper()
	out, err := tb.client.Query(tb.t.Context(), &sdk.QueryInput{
		TableName: aws.String(tb.name), KeyConditionExpression: aws.String("pk = :pk"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": itemOf("")["pk"]},
	})
	if err != nil {
		tb.t.Fatal(err)
	}
	var keys []string
	for _, item := range out.Items {
		keys = append(keys, item["sk"].(*types.AttributeValueMemberS).Value)
	}
	return strings.Join(keys, " ")
}

func TestRecordsHaveTheShapeThatAWSGivesThem(t *testing.T) {
	tb := newTable(t)
	payloads := make(chan []byte, 10)
	f := tb.source
	calls := &function{}
	f.Invoke = calls.invoke
	f.Match = func(record []byte) bool { payloads <- record; return true }
	running(t, f)
	tb.put("MAIL#1", nil)

	var got map[string]any
	if err := json.Unmarshal(<-payloads, &got); err != nil {
		t.Fatal(err)
	}
	take := func(from map[string]any, name, pattern string) {
		t.Helper()
		text, err := json.Marshal(from[name])
		if err != nil {
			t.Fatal(err)
		}
		if !regexp.MustCompile("^" + pattern + "$").Match(text) {
			t.Errorf("%s is %s", name, text)
		}
		delete(from, name)
	}
	change := got["dynamodb"].(map[string]any)
	at, _ := change["ApproximateCreationDateTime"].(float64)
	if age := time.Since(time.Unix(int64(at), 0)); age < 0 || age > 2*time.Minute {
		t.Errorf("created %v ago", age)
	}
	take(change, "ApproximateCreationDateTime", `[0-9]{10}`)
	take(change, "SequenceNumber", `"[0-9]{21}"`)
	take(change, "SizeBytes", `[1-9][0-9]*`)
	take(got, "eventID", `"[0-9a-f]{32}"`)
	take(got, "eventSourceARN", `"arn:aws:dynamodb:eu-north-1:000000000000:table/main-[0-9-]+/stream/[0-9T:.-]+"`)
	want := map[string]any{
		"eventName": "INSERT", "eventVersion": "1.1", "eventSource": "aws:dynamodb", "awsRegion": "eu-north-1",
		"dynamodb": map[string]any{
			"Keys":           map[string]any{"pk": map[string]any{"S": "mojob#CASE#1"}, "sk": map[string]any{"S": "MAIL#1"}},
			"StreamViewType": "KEYS_ONLY",
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v\nwanted %v", got, want)
	}

	tb.put("MAIL#1", &types.AttributeValueMemberN{Value: "1"})
	tb.delete("MAIL#1")
	eventually(t, "three events", func() bool { return len(flatten(calls.seen())) == 3 })
	var names []string
	for _, r := range flatten(calls.seen()) {
		names = append(names, r.EventName)
		if r.UserIdentity != nil {
			t.Errorf("%s is said to be TTL's", r.EventName)
		}
	}
	if got := strings.Join(names, " "); got != "INSERT MODIFY REMOVE" {
		t.Errorf("events: %s", got)
	}
}

func TestAPersistentFeedNeitherRepeatsNorLoses(t *testing.T) {
	tb := newTable(t)
	calls := &function{}
	f := tb.source
	f.Invoke, f.Dir = calls.invoke, t.TempDir()
	tb.put("MAIL#1", nil)
	stop := running(t, f)
	eventually(t, "the first is handed over", func() bool { return len(calls.seen()) == 1 })
	stop()
	tb.put("MAIL#2", nil)
	running(t, f)
	tb.put("MAIL#3", nil)
	eventually(t, "the rest is handed over", func() bool { return strings.HasSuffix(keys(calls), "MAIL#3") })
	if got := keys(calls); got != "MAIL#1 MAIL#2 MAIL#3" {
		t.Errorf("handed over: %s", got)
	}
}

func flatten(list []events.DynamoDBEvent) []events.DynamoDBEventRecord {
	var all []events.DynamoDBEventRecord
	for _, e := range list {
		all = append(all, e.Records...)
	}
	return all
}

func keys(f *function) string {
	var list []string
	for _, r := range flatten(f.seen()) {
		list = append(list, r.Change.Keys["sk"].String())
	}
	return strings.Join(list, " ")
}
