package queue_test

import (
	"context"
	"encoding/json"
	"errors"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/google/go-cmp/cmp"

	"ordholden/infra/local/queue"
)

func TestAMessageComesAsSQSHandsItOver(t *testing.T) {
	f := &function{}
	q := start(t, f, func(c *queue.Config) { c.Raw = false })
	before := time.Now().Add(-time.Second)
	q.Publish(topic, "Amazon SES Email Receipt Notification", `{"notificationType":"Received"}`)
	settle(t, q)
	if len(f.seen()) != 1 || len(f.seen()[0].Records) != 1 {
		t.Fatalf("seen %+v", f.seen())
	}
	r := f.seen()[0].Records[0]
	if len(r.MessageId) != 36 || r.ReceiptHandle == "" || len(r.Md5OfBody) != 32 || r.EventSource != "aws:sqs" ||
		r.EventSourceARN != "arn:aws:sqs:eu-north-1:000000000000:Mail" || r.AWSRegion != "eu-north-1" {
		t.Errorf("%+v", r)
	}
	for _, name := range []string{"SentTimestamp", "ApproximateFirstReceiveTimestamp"} {
		if ms, err := strconv.ParseInt(r.Attributes[name], 10, 64); err != nil || time.UnixMilli(ms).Before(before) {
			t.Errorf("%s: %q", name, r.Attributes[name])
		}
	}
	if r.Attributes["ApproximateReceiveCount"] != "1" {
		t.Errorf("attributes %v", r.Attributes)
	}
	var body map[string]string
	if err := json.Unmarshal([]byte(r.Body), &body); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Type": "Notification", "TopicArn": topic, "Subject": "Amazon SES Email Receipt Notification", "Message": `{"notificationType":"Received"}`,
	} {
		if body[name] != want {
			t.Errorf("%s: %q", name, body[name])
		}
	}
	if _, err := time.Parse(time.RFC3339, body["Timestamp"]); err != nil || body["MessageId"] == r.MessageId {
		t.Errorf("%v", body)
	}
}

func TestRawMessagesComeBare(t *testing.T) {
	f := &function{}
	q := start(t, f)
	q.Publish(topic, "subject", "text")
	settle(t, q)
	if got := f.flat(); !slices.Equal(got, []string{"text"}) {
		t.Errorf("%q", got)
	}
}

func TestBatchesAreNoLargerThanAsked(t *testing.T) {
	f := &function{}
	q := start(t, f, func(c *queue.Config) { c.BatchSize, c.Concurrency = 2, 1 })
	gather(q, "1", "2", "3", "4", "5")
	settle(t, q)
	if got := f.bodies(); !cmp.Equal(got, [][]string{{"1", "2"}, {"3", "4"}, {"5"}}) {
		t.Errorf("%q", got)
	}
}

func TestReportedMessagesComeAgainAndTheOthersDoNot(t *testing.T) {
	f := &function{answer: func(e events.SQSEvent, nth int) ([]byte, error) {
		if nth == 1 {
			return failures(e.Records[1]), nil
		}
		return []byte(`{"batchItemFailures":[]}`), nil
	}}
	q := start(t, f)
	gather(q, "1", "2", "3")
	settle(t, q)
	if got := f.bodies(); !cmp.Equal(got, [][]string{{"1", "2", "3"}, {"2"}}) {
		t.Errorf("%q", got)
	}
	first, again := f.seen()[0].Records[1], f.seen()[1].Records[0]
	if again.MessageId != first.MessageId || again.ReceiptHandle == first.ReceiptHandle || again.Attributes["ApproximateReceiveCount"] != "2" {
		t.Errorf("%+v came again as %+v", first, again)
	}
}

func TestAnswersThatFailOrPassTheWholeBatch(t *testing.T) {
	for outcome, tt := range map[string]struct {
		answer string
		err    error
		report bool
		again  bool
	}{
		"function failed":      {err: errFunction, report: true, again: true},
		"function failed bare": {err: errFunction, again: true},
		"unknown message":      {answer: `{"batchItemFailures":[{"itemIdentifier":"x"}]}`, report: true, again: true},
		"empty identifier":     {answer: `{"batchItemFailures":[{"itemIdentifier":""}]}`, report: true, again: true},
		"no JSON":              {answer: "done", report: true, again: true},
		"null":                 {answer: "null", report: true},
		"nothing":              {answer: "", report: true},
		"null list":            {answer: `{"batchItemFailures":null}`, report: true},
		"no JSON bare":         {answer: "done"},
		"unknown message bare": {answer: `{"batchItemFailures":[{"itemIdentifier":"x"}]}`},
	} {
		t.Run(outcome, func(t *testing.T) {
			f := &function{answer: func(_ events.SQSEvent, nth int) ([]byte, error) {
				if nth == 1 {
					return []byte(tt.answer), tt.err
				}
				return nil, nil
			}}
			q := start(t, f, func(c *queue.Config) { c.ReportFailures = tt.report })
			gather(q, "1", "2")
			settle(t, q)
			want := []string{"1", "2"}
			if tt.again {
				want = []string{"1", "1", "2", "2"}
			}
			if got := slices.Sorted(slices.Values(f.flat())); !slices.Equal(got, want) {
				t.Errorf("came: %q", got)
			}
		})
	}
}

func TestWhatFailsTooOftenIsADeadLetterUntilItIsRedriven(t *testing.T) {
	broken := true
	f := &function{}
	f.answer = func(e events.SQSEvent, _ int) ([]byte, error) {
		f.mu.Lock()
		defer f.mu.Unlock()
		for _, r := range e.Records {
			if broken && r.Body == "poison" {
				return failures(r), nil
			}
		}
		return nil, nil
	}
	q := start(t, f, func(c *queue.Config) { c.MaxReceives = 3 })
	gather(q, "good", "poison")
	settle(t, q)
	dead := q.DeadLetters()
	if len(dead) != 1 || dead[0].Body != "poison" || dead[0].Attributes["ApproximateReceiveCount"] != "3" {
		t.Fatalf("dead letters %+v", dead)
	}
	f.mu.Lock()
	broken = false
	f.mu.Unlock()
	if n := q.Redrive(); n != 1 {
		t.Errorf("%d redriven", n)
	}
	settle(t, q)
	came := f.seen()
	last := came[len(came)-1].Records[0]
	if len(q.DeadLetters()) != 0 || last.MessageId == dead[0].MessageId || last.Attributes["ApproximateReceiveCount"] != "1" || last.Body != "poison" {
		t.Errorf("redriven as %+v, dead letters %+v", last, q.DeadLetters())
	}
	if got := slices.Sorted(slices.Values(f.flat())); strings.Join(got, " ") != "good poison poison poison poison" {
		t.Errorf("came: %q", got)
	}
}

func TestMessagesHeldBackComeAfterTheirRelease(t *testing.T) {
	const many = 50
	f := &function{}
	q := start(t, f, func(c *queue.Config) { c.BatchSize = many })
	q.Hold(true)
	for range many {
		q.Publish(topic, "", "1")
		runtime.Gosched() // now it would come
	}
	if q.Waiting() != many || len(f.seen()) != 0 {
		t.Errorf("%d waiting, %d came", q.Waiting(), len(f.seen()))
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := q.Settle(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("settled with %v", err)
	}
	q.Hold(false)
	settle(t, q)
	if got := f.bodies(); len(got) != 1 || len(got[0]) != many {
		t.Errorf("%d batches", len(got))
	}
}

func TestStopWaitsForWhatIsUnderWayAndEndsTheRest(t *testing.T) {
	arrived, ended := make(chan struct{}), false
	q := queue.Start(queue.Config{Visibility: time.Millisecond, Invoke: func(ctx context.Context, _ []byte) ([]byte, error) {
		close(arrived)
		<-ctx.Done()
		ended = true
		return nil, ctx.Err()
	}})
	q.Publish(topic, "", "1")
	<-arrived
	q.Stop()
	q.Stop()
	if !ended {
		t.Error("the invocation had not ended")
	}
	q.Publish(topic, "", "2")
	if q.Waiting() != 2 {
		t.Errorf("%d waiting after the end", q.Waiting())
	}
}

func TestInvocationsRunSideBySideUpToTheLimit(t *testing.T) {
	const limit = 3
	arrived, release := make(chan struct{}, 10), make(chan struct{})
	q := queue.Start(queue.Config{BatchSize: 1, Concurrency: limit, Invoke: func(context.Context, []byte) ([]byte, error) {
		arrived <- struct{}{}
		<-release
		return nil, nil
	}})
	t.Cleanup(q.Stop)
	gather(q, "1", "2", "3", "4", "5")
	for range limit {
		<-arrived
	}
	if len(arrived) != 0 {
		t.Errorf("%d more", len(arrived))
	}
	close(release)
	settle(t, q)
	if len(arrived) != 2 {
		t.Errorf("%d came later", len(arrived))
	}
}
