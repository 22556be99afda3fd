package queue_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"

	"ordholden/infra/local/queue"
)

const topic = "arn:aws:sns:eu-north-1:000000000000:Received"

// errFunction is what the function behind a queue fails with.
var errFunction = errors.New("the function failed")

// function stands in for a Lambda function: it remembers each invocation and answers as it is told.
type function struct {
	mu     sync.Mutex
	events []events.SQSEvent
	answer func(event events.SQSEvent, nth int) ([]byte, error)
}

func (f *function) invoke(_ context.Context, payload []byte) ([]byte, error) {
	var event events.SQSEvent
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

func (f *function) seen() []events.SQSEvent {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.events)
}

// bodies lists what each invocation got.
func (f *function) bodies() (list [][]string) {
	for _, e := range f.seen() {
		var batch []string
		for _, r := range e.Records {
			batch = append(batch, r.Body)
		}
		list = append(list, batch)
	}
	return list
}

// flat lists what came, one after another.
func (f *function) flat() []string { return slices.Concat(f.bodies()...) }

// failures is an answer that reports these messages.
func failures(records ...events.SQSMessage) []byte {
	var response events.SQSEventResponse
	for _, r := range records {
		response.BatchItemFailures = append(response.BatchItemFailures, events.SQSBatchItemFailure{ItemIdentifier: r.MessageId})
	}
	answer, err := json.Marshal(response)
	if err != nil {
		panic(err)
	}
	return answer
}

// start starts a queue of raw messages that come again at once, in front of f.
func start(t *testing.T, f *function, change ...func(*queue.Config)) *queue.Queue {
	t.Helper()
	cfg := queue.Config{Name: "Mail", Raw: true, Invoke: f.invoke, Visibility: time.Millisecond, ReportFailures: true}
	for _, c := range change {
		c(&cfg)
	}
	q := queue.Start(cfg)
	t.Cleanup(q.Stop)
	return q
}

// gather holds the queue back while the messages are published, so that they come in one batch.
func gather(q *queue.Queue, texts ...string) {
	q.Hold(true)
	for _, text := range texts {
		q.Publish(topic, "subject", text)
	}
	q.Hold(false)
}

func settle(t *testing.T, q *queue.Queue) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := q.Settle(ctx); err != nil {
		t.Fatalf("%d messages are left: %v", q.Waiting(), err)
	}
}

func inject(t *testing.T, q *queue.Queue, f queue.Fault) {
	t.Helper()
	if err := q.Inject(f); err != nil {
		t.Fatal(err)
	}
}
