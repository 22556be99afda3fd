// Package queue owns the local SQS: a queue that a topic fills and a function empties.
package queue

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-lambda-go/events"
)

// What holds where a Config is silent: SQS's and Lambda's own.
const (
	defaultBatch       = 10
	defaultVisibility  = 30 * time.Second
	defaultConcurrency = 5 // Lambda begins with as many pollers
)

// Config says what becomes of a queue's messages.
type Config struct {
	// Name is the queue's.
	Name string
	// Raw leaves out SNS's envelope: a message is what was published.
	Raw bool
	// Invoke calls the function; an error means that the function failed, and the whole batch comes again.
	Invoke func(ctx context.Context, payload []byte) ([]byte, error)
	// BatchSize is the most messages that one invocation gets; 0 means 10.
	BatchSize int
	// Concurrency is how many invocations may be under way at once; 0 means 5.
	Concurrency int
	// ReportFailures reads batchItemFailures from the answer. Without it the answer is ignored, as by AWS.
	ReportFailures bool
	// Visibility is how long after its delivery a message that was not handled comes again; 0 means 30 seconds. One
	// whose invocation takes longer comes when that has ended, and not beside it as in AWS: Doubled plays that.
	Visibility time.Duration
	// MaxReceives is how often a message is delivered before it is put among the dead letters; 0 means no end.
	MaxReceives int
	// Log gets what goes wrong; nil discards it.
	Log *slog.Logger
}

// Queue is a running one. It is kept in memory: what it holds when it stops is gone, as no message of SQS is. Its
// methods may be called from several goroutines.
type Queue struct {
	cfg     Config
	stop    context.CancelFunc
	wake    chan struct{} // something may be due
	ended   chan struct{}
	running sync.WaitGroup

	mu          sync.Mutex
	waiting     []*message // in the order in which they came
	underWay    int        // messages
	invocations int        // under way
	dead        []*message
	faults      []Fault
	held        bool
	changed     chan struct{} // closed at each change, and made anew
}

// Start delivers messages until Stop.
func Start(cfg Config) *Queue {
	if cfg.BatchSize == 0 {
		cfg.BatchSize = defaultBatch
	}
	if cfg.Visibility == 0 {
		cfg.Visibility = defaultVisibility
	}
	if cfg.Concurrency == 0 {
		cfg.Concurrency = defaultConcurrency
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	q := &Queue{cfg: cfg, wake: make(chan struct{}, 1), ended: make(chan struct{}), changed: make(chan struct{})}
	ctx, stop := context.WithCancel(context.Background())
	q.stop = stop
	go q.run(ctx)
	return q
}

// Stop ends deliveries and returns when none is under way. Calling it again does nothing.
func (q *Queue) Stop() {
	q.stop()
	<-q.ended
	q.running.Wait()
}

// Publish puts a message of a topic into the queue, as SNS does.
func (q *Queue) Publish(topic, subject, text string) {
	body := text
	if !q.cfg.Raw {
		body = envelope(topic, subject, text)
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	first := newMessage(body)
	for range q.copies() {
		another := *first
		q.waiting = append(q.waiting, &another)
	}
	q.noteChange()
}

// Hold keeps messages back until it is called with false.
func (q *Queue) Hold(hold bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.held = hold
	q.noteChange()
}

// Waiting is how many messages are in the queue: those held back, those that come again and those under way, but not
// the dead letters.
func (q *Queue) Waiting() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.waiting) + q.underWay
}

// Settle returns when the queue is empty. Its error is the context's.
func (q *Queue) Settle(ctx context.Context) error {
	for {
		q.mu.Lock()
		left, changed := len(q.waiting)+q.underWay, q.changed
		q.mu.Unlock()
		if left == 0 {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// DeadLetters returns the messages that were given up, as they were last delivered, oldest first.
func (q *Queue) DeadLetters() []events.SQSMessage {
	q.mu.Lock()
	defer q.mu.Unlock()
	var list []events.SQSMessage
	for _, m := range q.dead {
		list = append(list, q.record(m))
	}
	return list
}

// Redrive puts the dead letters back into the queue, as new messages, and returns how many there were.
func (q *Queue) Redrive() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := len(q.dead)
	for _, m := range q.dead {
		q.waiting = append(q.waiting, newMessage(m.body))
	}
	q.dead = nil
	q.noteChange()
	return n
}

// noteChange lets whoever waits look again. The caller holds mu.
func (q *Queue) noteChange() {
	close(q.changed)
	q.changed = make(chan struct{})
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// copyOf reports whether the batch has a copy of the message already: the answer could not tell the two apart.
func copyOf(m *message, batch []*message) bool {
	return slices.ContainsFunc(batch, func(other *message) bool { return other.id == m.id })
}
