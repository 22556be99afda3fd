package queue

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-lambda-go/events"
)

// errLost is why a batch comes again whose answer was lost on demand.
var errLost = errors.New("the answer was lost")

// run hands out what is due, until the context ends.
func (q *Queue) run(ctx context.Context) {
	defer close(q.ended)
	for ctx.Err() == nil {
		batch, next := q.take()
		if len(batch) > 0 {
			q.running.Go(func() { q.handOver(ctx, batch) })
			continue
		}
		timer := time.NewTimer(next)
		select {
		case <-q.wake:
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
	}
}

// idle is how long nothing is looked for where nothing is to come by itself.
const idle = time.Hour

// take takes a batch out of what waits, or says when to look again. What has been delivered too often is given up when
// its turn would come, as by SQS.
func (q *Queue) take() (batch []*message, next time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	now := time.Now() // under the lock, or what was published meanwhile would seem to come later
	next = idle
	if q.held || q.invocations >= q.cfg.Concurrency {
		return nil, next
	}
	var left []*message
	dead := len(q.dead)
	for _, m := range q.waiting {
		switch wait := m.visible.Sub(now); {
		case wait > 0:
			next = min(next, wait)
			left = append(left, m)
		case q.cfg.MaxReceives > 0 && m.receives >= q.cfg.MaxReceives:
			q.cfg.Log.Error("message given up", "queue", q.cfg.Name, "message", m.id, "receives", m.receives, "error", m.cause)
			q.dead = append(q.dead, m)
		case len(batch) == q.cfg.BatchSize || copyOf(m, batch):
			left = append(left, m)
		default:
			m.deliver(now, q.cfg.Visibility)
			batch = append(batch, m)
		}
	}
	q.waiting = left
	if len(batch) > 0 {
		q.underWay += len(batch)
		q.invocations++
	}
	if len(batch) > 0 || len(q.dead) > dead {
		q.noteChange()
	}
	return batch, next
}

// handOver brings a batch to the function, and puts back what was not handled.
func (q *Queue) handOver(ctx context.Context, batch []*message) {
	failed, cause := q.invoke(ctx, batch)
	q.mu.Lock()
	defer q.mu.Unlock()
	q.invocations--
	q.underWay -= len(batch)
	for _, m := range batch {
		if failed[m.id] {
			m.cause = cause
			q.waiting = append(q.waiting, m)
		}
	}
	if len(failed) > 0 && ctx.Err() == nil {
		q.cfg.Log.Warn("function failed", "queue", q.cfg.Name, "messages", len(failed), "error", cause)
	}
	q.noteChange()
}

// invoke returns which messages were not handled, and why.
func (q *Queue) invoke(ctx context.Context, batch []*message) (failed map[string]bool, cause error) {
	var event events.SQSEvent
	all := map[string]bool{}
	q.mu.Lock()
	for _, m := range batch {
		event.Records = append(event.Records, q.record(m))
		all[m.id] = true
	}
	lost := q.strikes(AnswerLost)
	q.mu.Unlock()
	payload, err := json.Marshal(event)
	if err != nil {
		return all, fmt.Errorf("write the event: %w", err)
	}
	answer, err := q.cfg.Invoke(ctx, payload)
	switch {
	case err != nil:
		return all, err
	case lost:
		return all, errLost
	case !q.cfg.ReportFailures:
		return nil, nil
	}
	return unhandled(answer, all)
}

// unhandled reads a partial batch response as AWS documents it: nothing, null or an empty list is success; an
// identifier that is missing, empty or not of this batch fails the whole batch, as does what cannot be read.
func unhandled(answer []byte, all map[string]bool) (failed map[string]bool, cause error) {
	if len(bytes.TrimSpace(answer)) == 0 {
		return nil, nil
	}
	var response events.SQSEventResponse
	if err := json.Unmarshal(answer, &response); err != nil {
		return all, fmt.Errorf("the answer is no partial batch response: %w", err)
	}
	if len(response.BatchItemFailures) == 0 {
		return nil, nil
	}
	failed = map[string]bool{}
	for _, f := range response.BatchItemFailures {
		if !all[f.ItemIdentifier] {
			return all, fmt.Errorf("the answer reports a message that was not in the batch: %q", f.ItemIdentifier)
		}
		failed[f.ItemIdentifier] = true
	}
	return failed, errors.New("the function reported failures")
}
