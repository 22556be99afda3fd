package feed

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"ordholden/infra/local/dynamodb/dynamodbtest"
)

func TestMain(m *testing.M) { os.Exit(dynamodbtest.Main(m)) }

// errFunction is what the function under a feed fails with.
var errFunction = errors.New("the function failed")

// function stands in for a Lambda function: it remembers each invocation and answers as it is told.
type function struct {
	mu     sync.Mutex
	events []events.DynamoDBEvent
	answer func(event events.DynamoDBEvent, nth int) ([]byte, error)
}

func (f *function) invoke(ctx context.Context, payload []byte) ([]byte, error) {
	var event events.DynamoDBEvent
	if err := json.Unmarshal(payload, &event); err != nil {
		return nil, err
	}
	f.mu.Lock()
	f.events = append(f.events, event)
	nth := len(f.events)
	f.mu.Unlock()
	if f.answer == nil {
		return nil, nil
	}
	return f.answer(event, nth)
}

func (f *function) seen() []events.DynamoDBEvent {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.events)
}

// sequences lists the sequence numbers of each invocation.
func (f *function) sequences() [][]string {
	var list [][]string
	for _, e := range f.seen() {
		list = append(list, sequences(e))
	}
	return list
}

func sequences(event events.DynamoDBEvent) []string {
	var list []string
	for _, r := range event.Records {
		list = append(list, r.Change.SequenceNumber)
	}
	return list
}

// running starts the feed and returns what stops it and waits for its end.
func running(t *testing.T, f Feed) (stop func()) {
	t.Helper()
	if f.Interval == 0 {
		f.Interval = time.Millisecond
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- f.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the feed ended with %v", err)
		}
	})
	t.Cleanup(stop)
	return stop
}

// eventually polls until the condition holds, and fails the test when it does not within ten seconds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	ticker := time.NewTicker(time.Millisecond)
	defer ticker.Stop()
	deadline := time.After(10 * time.Second)
	for !holds() {
		select {
		case <-ticker.C:
		case <-deadline:
			t.Fatalf("not so within ten seconds: %s", what)
		}
	}
}
