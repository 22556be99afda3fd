package feed

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/aws-lambda-go/events"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodbstreams/types"
)

const arn = "arn:aws:dynamodb:ddblocal:000000000000:table/Main/stream/2026-11-01T00:00:00.000"

// reporting answers with these sequence numbers as batchItemFailures.
func reporting(failed ...string) []byte {
	var response events.DynamoDBEventResponse
	for _, s := range failed {
		response.BatchItemFailures = append(response.BatchItemFailures, events.DynamoDBBatchItemFailure{ItemIdentifier: s})
	}
	text, err := json.Marshal(response)
	if err != nil {
		panic(err)
	}
	return text
}

// poison fails, or reports, whenever a batch holds record 4.
func poison(report bool) func(events.DynamoDBEvent, int) ([]byte, error) {
	return func(e events.DynamoDBEvent, _ int) ([]byte, error) {
		if !slices.Contains(sequences(e), "4") {
			return nil, nil
		}
		if report {
			return reporting("4"), nil
		}
		return nil, errFunction
	}
}

// until answers well from the nth invocation on, and before that as first says.
func until(nth int, first func(events.DynamoDBEvent) ([]byte, error)) func(events.DynamoDBEvent, int) ([]byte, error) {
	return func(e events.DynamoDBEvent, n int) ([]byte, error) {
		if n < nth {
			return first(e)
		}
		return nil, nil
	}
}

// Eight records in one shard, read four at a time: what the function gets, and what is given up.
func TestBatches(t *testing.T) {
	tests := []struct {
		outcome string
		feed    Feed
		answer  func(events.DynamoDBEvent, int) ([]byte, error)
		calls   string
		givenUp string
	}{
		{"all well", Feed{}, nil, "1234 5678", ""},
		{"filtered", Feed{Match: func(r []byte) bool { return strings.Contains(string(r), `"S":"6"`) }}, nil, "6", ""},
		{"failed once", Feed{MaxRetries: 1}, until(2, func(events.DynamoDBEvent) ([]byte, error) { return nil, errFunction }),
			"1234 1234 5678", ""},
		{"retries without limit", Feed{MaxRetries: -1}, until(6, func(events.DynamoDBEvent) ([]byte, error) { return nil, errFunction }),
			"1234 1234 1234 1234 1234 1234 5678", ""},
		{"given up", Feed{MaxRetries: 2}, poison(false), "1234 1234 1234 5678", "1234"},
		{"given up at once", Feed{}, poison(false), "1234 5678", "1234"},
		{"split until the bad record is alone", Feed{MaxRetries: 1, Bisect: true}, poison(false), "1234 12 34 3 4 4 5678", "4"},
		{"a report is not asked for", Feed{}, poison(true), "1234 5678", ""},
		{"reported, done before it", Feed{MaxRetries: 2, ReportFailures: true}, poison(true), "1234 4 4 5678", "4"},
		{"lowest of several reports", Feed{MaxRetries: 1, ReportFailures: true},
			until(2, func(events.DynamoDBEvent) ([]byte, error) { return reporting("4", "2", "3"), nil }), "1234 234 5678", ""},
		{"reported, split there", Feed{MaxRetries: 1, Bisect: true, ReportFailures: true},
			func(e events.DynamoDBEvent, _ int) ([]byte, error) {
				if slices.Contains(sequences(e), "2") {
					return reporting("2"), nil
				}
				return nil, nil
			}, "1234 234 2 2 34 5678", "2"},
		{"progress starts the retries anew", Feed{MaxRetries: 1, ReportFailures: true},
			until(4, func(e events.DynamoDBEvent) ([]byte, error) {
				return reporting(sequences(e)[min(1, len(e.Records)-1)]), nil
			}),
			"1234 234 34 4 5678", ""},
		{"an unknown report fails all", Feed{MaxRetries: 1, ReportFailures: true},
			until(2, func(events.DynamoDBEvent) ([]byte, error) { return reporting("99"), nil }), "1234 1234 5678", ""},
	}
	for _, tt := range tests {
		t.Run(tt.outcome, func(t *testing.T) {
			s := newStream(t)
			s.add("a", "", true, 1, 8)
			calls := &function{answer: tt.answer}
			var lost []string
			f := tt.feed
			f.Streams, f.StreamARN, f.Invoke, f.BatchSize = s, arn, calls.invoke, 4
			f.OnFailure = func(records []json.RawMessage, cause error) {
				if cause == nil {
					t.Error("given up without a cause")
				}
				lost = append(lost, strings.Join(decode(t, records), ""))
			}
			f.Dir, f.Name = t.TempDir(), "calls"
			stop := running(t, f)
			eventually(t, "the shard is handed over", func() bool { return place{"8", true} == kept(t, f, "a") })
			stop()
			if got := written(calls.sequences()); got != tt.calls {
				t.Errorf("the function got %s, wanted %s", got, tt.calls)
			}
			if got := strings.Join(lost, " "); got != tt.givenUp {
				t.Errorf("given up: %q, wanted %q", got, tt.givenUp)
			}
		})
	}
}

func TestOnePoisonInAHundredIsLostAlone(t *testing.T) {
	for _, report := range []bool{false, true} {
		t.Run("reporting "+strconv.FormatBool(report), func(t *testing.T) {
			s := newStream(t)
			s.add("a", "", true, 1, 100)
			calls := &function{answer: poison(report)}
			given := make(chan []string, 100)
			running(t, Feed{
				Streams: s, StreamARN: arn, Invoke: calls.invoke, MaxRetries: 2, Bisect: true, ReportFailures: report,
				OnFailure: func(records []json.RawMessage, _ error) { given <- decode(t, records) },
			})
			if got := <-given; !slices.Equal(got, []string{"4"}) {
				t.Errorf("given up: %v", got)
			}
			good := func() int {
				handled := map[string]bool{}
				for _, batch := range calls.sequences() {
					end := slices.Index(batch, "4")
					if end < 0 {
						end = len(batch)
					} else if !report {
						end = 0
					}
					for _, s := range batch[:end] {
						handled[s] = true
					}
				}
				return len(handled)
			}
			eventually(t, "the other 99 are handled", func() bool { return good() == 99 })
			if len(given) != 0 {
				t.Errorf("more was given up: %v", <-given)
			}
		})
	}
}

func TestChildShardsComeAfterTheirParent(t *testing.T) {
	s := newStream(t)
	parent := s.add("parent", "gone", false, 1, 6)
	s.add("child", "parent", false, 7, 9)
	calls := &function{}
	running(t, Feed{Streams: s, StreamARN: arn, Invoke: calls.invoke, BatchSize: 3})
	eventually(t, "the parent is read", func() bool { return len(calls.sequences()) == 2 })
	s.mu.Lock()
	parent.closed = true
	s.mu.Unlock()
	eventually(t, "the child is read", func() bool { return written(calls.sequences()) == "123 456 789" })
	s.add("late", "", false, 10, 10)
	eventually(t, "a new shard is found", func() bool { return written(calls.sequences()) == "123 456 789 10" })
}

func TestShardsDoNotWaitForEachOther(t *testing.T) {
	s := newStream(t)
	s.add("stuck", "", false, 1, 1)
	s.add("free", "", false, 2, 2)
	release, free := make(chan struct{}), make(chan struct{})
	calls := &function{answer: func(e events.DynamoDBEvent, _ int) ([]byte, error) {
		if sequences(e)[0] == "1" {
			<-release
		} else {
			close(free)
		}
		return nil, nil
	}}
	running(t, Feed{Streams: s, StreamARN: arn, Invoke: calls.invoke})
	<-free
	close(release)
}

func TestWhatTheStreamRefusesIsTriedAgain(t *testing.T) {
	s := newStream(t)
	s.add("a", "", true, 1, 4)
	s.failNext(errors.New("connection reset"), &types.ExpiredIteratorException{Message: aws.String("expired")}, &types.LimitExceededException{})
	calls := &function{}
	running(t, Feed{Streams: s, StreamARN: arn, Invoke: calls.invoke, BatchSize: 2})
	eventually(t, "all is handed over", func() bool { return written(calls.sequences()) == "12 34" })
}

func TestAnExpiredIteratorIsReplaced(t *testing.T) {
	s := newStream(t)
	s.add("a", "", false, 1, 2)
	calls := &function{answer: func(events.DynamoDBEvent, int) ([]byte, error) {
		s.failNext(&types.ExpiredIteratorException{Message: aws.String("expired")})
		return nil, nil
	}}
	running(t, Feed{Streams: s, StreamARN: arn, Invoke: calls.invoke, BatchSize: 1})
	eventually(t, "a new iterator each time", func() bool { return s.iterators("a") == 3 })
	if got := written(calls.sequences()); got != "1 2" {
		t.Errorf("handed over: %s", got)
	}
}

func TestTheNextRunGoesOnWhereThisOneEnded(t *testing.T) {
	s := newStream(t)
	s.add("a", "", true, 1, 3)
	b := s.add("b", "a", false, 4, 5)
	calls := &function{}
	f := Feed{Streams: s, StreamARN: arn, Invoke: calls.invoke, Dir: t.TempDir(), Name: "outbox"}
	stop := running(t, f)
	eventually(t, "all is handed over", func() bool { return kept(t, f, "b").After == "5" })
	stop()

	more := s.add("c", "", false, 6, 7)
	s.mu.Lock()
	b.records = append(b.records, more.records...)
	s.shards = s.shards[:2]
	s.mu.Unlock()
	stop = running(t, f)
	eventually(t, "the rest is handed over", func() bool { return written(calls.sequences()) == "123 45 67" })
	stop()

	t.Run("another feed of the folder has a place of its own", func(t *testing.T) {
		other := &function{}
		f := f
		f.Name, f.Invoke = "expiry", other.invoke
		running(t, f)
		eventually(t, "all is handed over", func() bool { return written(other.sequences()) == "123 4567" })
	})
	t.Run("a table made anew starts at its oldest record", func(t *testing.T) {
		anew := &function{}
		f := f
		f.StreamARN, f.Invoke = arn+"1", anew.invoke
		running(t, f)
		eventually(t, "all is handed over", func() bool { return written(anew.sequences()) == "123 4567" })
	})
}

func TestABatchCutOffByTheEndIsHandedOverAgain(t *testing.T) {
	s := newStream(t)
	s.add("a", "", false, 1, 2)
	f := Feed{Streams: s, StreamARN: arn, Dir: t.TempDir(), Name: "outbox", BatchSize: 1,
		OnFailure: func([]json.RawMessage, error) { t.Error("a batch that was cut off was given up") }}
	begun := make(chan struct{})
	f.Invoke = func(ctx context.Context, _ []byte) ([]byte, error) {
		close(begun)
		<-ctx.Done()
		return nil, ctx.Err()
	}
	stop := running(t, f)
	<-begun
	stop()
	calls := &function{}
	f.Invoke = calls.invoke
	running(t, f)
	eventually(t, "all is handed over", func() bool { return written(calls.sequences()) == "1 2" })
}

func TestATrimmedPlaceGoesOnAtTheOldestRecord(t *testing.T) {
	s := newStream(t)
	a := s.add("a", "", false, 1, 6)
	f := Feed{Streams: s, StreamARN: arn, Dir: t.TempDir(), Name: "outbox"}
	p, err := openPlaces(f.Dir, f.Name, arn)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.move("a", "2"); err != nil {
		t.Fatal(err)
	}
	a.trimmed = 4
	calls := &function{}
	f.Invoke = calls.invoke
	running(t, f)
	eventually(t, "what is left is handed over", func() bool { return written(calls.sequences()) == "56" })
}

func TestRunRefuses(t *testing.T) {
	images := newStream(t)
	images.view = types.StreamViewTypeNewImage
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	garbled := t.TempDir()
	if err := os.WriteFile(filepath.Join(garbled, "outbox.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	plain := newStream(t)
	plain.add("a", "", false, 1, 1)
	tests := []struct {
		outcome string
		feed    Feed
		says    string
	}{
		{"a stream with images", Feed{Streams: images}, "only KEYS_ONLY"},
		{"a folder without a name", Feed{Streams: plain, Dir: t.TempDir()}, "needs a name"},
		{"a place that cannot be read", Feed{Streams: plain, Dir: garbled, Name: "outbox"}, "FRESH=1"},
		{"a place that cannot be kept", Feed{Streams: plain, Dir: filepath.Join(blocked, "sub"), Name: "outbox"}, "not a directory"},
	}
	for _, tt := range tests {
		t.Run(tt.outcome, func(t *testing.T) {
			tt.feed.StreamARN, tt.feed.Invoke = arn, (&function{}).invoke
			err := tt.feed.Run(t.Context())
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAnswers(t *testing.T) {
	batch := []record{{sequence: "1"}, {sequence: "2"}, {sequence: "3"}}
	tests := []struct {
		answer string
		done   int
	}{
		{``, 3}, {`null`, 3}, {`{}`, 3}, {`{"batchItemFailures":null}`, 3}, {`{"batchItemFailures":[]}`, 3},
		{`{"batchItemFailures":[{"itemIdentifier":"2"}]}`, 1},
		{`{"batchItemFailures":[{"itemIdentifier":"3"},{"itemIdentifier":"1"}]}`, 0},
		{`{"batchItemFailures":[{"itemIdentifier":""}]}`, 0},
		{`{"batchItemFailures":[{"itemIdentifier":null}]}`, 0},
		{`{"batchItemFailures":[{"item":"2"}]}`, 0},
		{`{"batchItemFailures":[{"itemIdentifier":"2"},{"itemIdentifier":"9"}]}`, 0},
		{`"done"`, 0}, {`[]`, 0}, {`well`, 0},
	}
	for _, tt := range tests {
		t.Run(tt.answer, func(t *testing.T) {
			done, err := handled([]byte(tt.answer), batch)
			if done != tt.done || (err == nil) != (done == 3) {
				t.Errorf("%d done, %v", done, err)
			}
		})
	}
}

func kept(t *testing.T, f Feed, shard string) place {
	t.Helper()
	p, err := openPlaces(f.Dir, f.Name, f.StreamARN)
	if err != nil {
		t.Fatal(err)
	}
	return p.state.Shards[shard]
}

func written(calls [][]string) string {
	var parts []string
	for _, c := range calls {
		parts = append(parts, strings.Join(c, ""))
	}
	return strings.Join(parts, " ")
}

func decode(t *testing.T, records []json.RawMessage) []string {
	t.Helper()
	var list []string
	for _, r := range records {
		var one events.DynamoDBEventRecord
		if err := json.Unmarshal(r, &one); err != nil {
			t.Error(fmt.Errorf("decode a record that was given up: %w", err))
		}
		list = append(list, one.Change.SequenceNumber)
	}
	return list
}
