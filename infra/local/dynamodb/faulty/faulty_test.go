package faulty_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/aws/smithy-go"

	"ordholden/infra/local/dynamodb/dynamodbtest"
	"ordholden/infra/local/dynamodb/faulty"
)

func TestMain(m *testing.M) { os.Exit(dynamodbtest.Main(m)) }

// bench is a keys table behind a proxy, and a client that does not retry.
type bench struct {
	*faulty.Proxy
	table  string
	client *sdk.Client
	direct *sdk.Client
}

// once keeps the SDK from hiding a fault behind a second attempt.
func once(o *sdk.Options) { o.RetryMaxAttempts = 1 }

func setUp(t *testing.T, options ...func(*sdk.Options)) bench {
	t.Helper()
	server := dynamodbtest.Server(t)
	direct, _, table := dynamodbtest.Table(t)
	proxy, err := faulty.New(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	through := func(o *sdk.Options) { o.HTTPClient = &http.Client{Transport: proxy} }
	return bench{proxy, table, server.Client(append(options, through)...), direct}
}

func (b bench) put(ctx context.Context, id string) error {
	_, err := b.client.PutItem(ctx, &sdk.PutItemInput{TableName: aws.String(b.table), Item: key(id)})
	return err
}

func (b bench) holds(t *testing.T, id string) bool {
	t.Helper()
	out, err := b.direct.GetItem(t.Context(), &sdk.GetItemInput{
		TableName: aws.String(b.table), Key: key(id), ConsistentRead: aws.Bool(true),
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.Item != nil
}

func key(id string) map[string]types.AttributeValue {
	return map[string]types.AttributeValue{"id": &types.AttributeValueMemberS{Value: id}}
}

// answered returns a check that the error carries DynamoDB's code and is of a type that errors.As finds.
func answered(code string, target any) func(error) bool {
	return func(err error) bool {
		api, ok := errors.AsType[smithy.APIError](err)
		return ok && api.ErrorCode() == code && (target == nil || errors.As(err, target))
	}
}

func lost(err error) bool { return errors.Is(err, syscall.ECONNRESET) }

var outcomes = []struct {
	kind    faulty.Kind
	is      func(error) bool
	applied bool
}{
	{faulty.Refused, lost, false},
	{faulty.AnswerLost, lost, true},
	{faulty.Throughput, answered("ProvisionedThroughputExceededException", new(*types.ProvisionedThroughputExceededException)), false},
	{faulty.Throttling, answered("ThrottlingException", new(*types.ThrottlingException)), false},
	{faulty.Conflict, answered("TransactionConflictException", new(*types.TransactionConflictException)), false},
	{faulty.ServerError, answered("InternalServerError", new(*types.InternalServerError)), false},
	{faulty.Slow, func(err error) bool { return err == nil }, true},
}

func TestFaultsReachAClientOfThisProcess(t *testing.T) {
	b := setUp(t, once)
	for _, tt := range outcomes {
		t.Run(string(tt.kind), func(t *testing.T) { b.strike(t, tt.kind, tt.is, tt.applied) })
	}
}

func TestFaultsReachAClientOutside(t *testing.T) {
	b := setUp(t)
	front := httptest.NewServer(b.Proxy)
	t.Cleanup(front.Close)
	b.client = dynamodbtest.Server(t).Client(once, func(o *sdk.Options) { o.BaseEndpoint = aws.String(front.URL) })
	for _, tt := range outcomes {
		t.Run(string(tt.kind), func(t *testing.T) { b.strike(t, tt.kind, tt.is, tt.applied) })
	}
}

// strike makes one call that meets the fault and one that does not.
func (b bench) strike(t *testing.T, kind faulty.Kind, is func(error) bool, applied bool) {
	t.Helper()
	b.Inject(faulty.Fault{Operation: "PutItem", Kind: kind, Delay: time.Millisecond})
	id := string(kind)
	if err := b.put(t.Context(), id); !is(err) {
		t.Errorf("the call ended with %v", err)
	}
	if got := b.holds(t, id); got != applied {
		t.Errorf("applied: %t", got)
	}
	if err := b.put(t.Context(), id+" again"); err != nil || !b.holds(t, id+" again") {
		t.Errorf("the next call ended with %v", err)
	}
}

func TestTheChosenCallIsStruck(t *testing.T) {
	b := setUp(t, once)
	b.Inject(
		faulty.Fault{Operation: "PutItem", Nth: 3, Kind: faulty.Refused},
		faulty.Fault{Operation: "GetItem", Kind: faulty.Refused},
		faulty.Fault{Nth: 5, Kind: faulty.ServerError},
	)
	var failed []int
	for i := 1; i <= 6; i++ {
		if b.put(t.Context(), fmt.Sprint(i)) != nil {
			failed = append(failed, i)
		}
	}
	if want := []int{3, 5}; !reflect.DeepEqual(failed, want) {
		t.Errorf("calls %v failed, wanted %v", failed, want)
	}
	left := b.Unused()
	if len(left) != 1 || left[0].Operation != "GetItem" {
		t.Errorf("left over: %+v", left)
	}
	if got, want := b.Calls(), map[string]int{"PutItem": 6}; !reflect.DeepEqual(got, want) {
		t.Errorf("counted %v, wanted %v", got, want)
	}
	b.Reset()
	if len(b.Unused()) != 0 || len(b.Calls()) != 0 {
		t.Errorf("after Reset: %v, %v", b.Unused(), b.Calls())
	}
}

func TestTwoFaultsForOneCallStrikeInTurn(t *testing.T) {
	b := setUp(t, once)
	b.Inject(faulty.Fault{Kind: faulty.Throttling}, faulty.Fault{Kind: faulty.Refused})
	first, second, third := b.put(t.Context(), "1"), b.put(t.Context(), "2"), b.put(t.Context(), "3")
	if !answered("ThrottlingException", nil)(first) || !lost(second) || third != nil {
		t.Errorf("got %v, then %v, then %v", first, second, third)
	}
}

func TestEachAttemptOfARetryingClientCounts(t *testing.T) {
	b := setUp(t)
	b.Inject(faulty.Fault{Kind: faulty.AnswerLost})
	if err := b.put(t.Context(), "1"); err != nil {
		t.Fatal(err)
	}
	if got := b.Calls()["PutItem"]; got != 2 {
		t.Errorf("%d attempts", got)
	}
}

func TestConflictCancelsATransactionWithAReasonForEachPart(t *testing.T) {
	b := setUp(t, once)
	b.Inject(faulty.Fault{Kind: faulty.Conflict})
	var parts []types.TransactWriteItem
	for _, id := range []string{"1", "2"} {
		parts = append(parts, types.TransactWriteItem{Put: &types.Put{TableName: aws.String(b.table), Item: key(id)}})
	}
	_, err := b.client.TransactWriteItems(t.Context(), &sdk.TransactWriteItemsInput{TransactItems: parts})
	canceled, ok := errors.AsType[*types.TransactionCanceledException](err)
	if !ok {
		t.Fatalf("got %v", err)
	}
	var codes []string
	for _, reason := range canceled.CancellationReasons {
		codes = append(codes, aws.ToString(reason.Code))
	}
	if got := strings.Join(codes, " "); got != "TransactionConflict None" {
		t.Errorf("reasons: %s", got)
	}
	if b.holds(t, "1") || b.holds(t, "2") {
		t.Error("a part was applied")
	}
}

func TestSlowCallIsHeldUntilReleased(t *testing.T) {
	b := setUp(t, once)
	release := make(chan struct{})
	b.Inject(faulty.Fault{Kind: faulty.Slow, Until: release})
	done := make(chan error, 1)
	go func() { done <- b.put(t.Context(), "held") }()
	// A second call overtakes the held one: so it is held, and alone.
	ticker := time.NewTicker(time.Millisecond)
	defer ticker.Stop()
	deadline := time.After(10 * time.Second)
	for b.Calls()["PutItem"] == 0 {
		select {
		case <-ticker.C:
		case <-deadline:
			t.Fatal("the call never came")
		}
	}
	if err := b.put(t.Context(), "overtakes"); err != nil {
		t.Fatal(err)
	}
	if b.holds(t, "held") {
		t.Error("the call was not held")
	}
	close(release)
	if err := <-done; err != nil || !b.holds(t, "held") {
		t.Errorf("after the release: %v", err)
	}
}

func TestSlowCallWithoutALimitIsHeldUntilItsClientGivesUp(t *testing.T) {
	b := setUp(t, once)
	b.Inject(faulty.Fault{Kind: faulty.Slow})
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := b.put(ctx, "given up"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if b.holds(t, "given up") {
		t.Error("it was applied all the same")
	}
}
