package queue_test

import (
	"slices"
	"strings"
	"testing"

	"ordholden/infra/local/queue"
)

func TestADoubledMessageComesInBatchesOfItsOwn(t *testing.T) {
	f := &function{}
	q := start(t, f)
	inject(t, q, queue.Fault{Kind: queue.Doubled, Times: 3})
	gather(q, "1", "2")
	settle(t, q)
	ids := map[string]bool{}
	for _, e := range f.seen() {
		var inBatch []string
		for _, r := range e.Records {
			if r.Body == "1" {
				ids[r.MessageId] = true
			}
			inBatch = append(inBatch, r.MessageId)
		}
		if slices.Sort(inBatch); len(slices.Compact(inBatch)) != len(e.Records) {
			t.Errorf("a batch with two copies: %+v", e.Records)
		}
	}
	if got := slices.Sorted(slices.Values(f.flat())); strings.Join(got, " ") != "1 1 1 2" || len(ids) != 1 {
		t.Errorf("came: %q under %d ids", got, len(ids))
	}
}

func TestALostMessageNeverComes(t *testing.T) {
	f := &function{}
	q := start(t, f)
	inject(t, q, queue.Fault{Kind: queue.Lost, Count: 2})
	for _, text := range []string{"1", "2", "3"} {
		q.Publish(topic, "", text)
	}
	settle(t, q)
	if got := f.flat(); !slices.Equal(got, []string{"3"}) || len(q.Unused()) != 0 {
		t.Errorf("came: %q, unused %+v", got, q.Unused())
	}
}

func TestABatchWhoseAnswerIsLostComesAgain(t *testing.T) {
	f := &function{}
	q := start(t, f)
	inject(t, q, queue.Fault{Kind: queue.AnswerLost})
	gather(q, "1", "2")
	settle(t, q)
	if got := slices.Sorted(slices.Values(f.flat())); strings.Join(got, " ") != "1 1 2 2" {
		t.Errorf("came: %q", got)
	}
}

func TestFaultsWaitForTheirTurn(t *testing.T) {
	f := &function{}
	q := start(t, f)
	inject(t, q, queue.Fault{Kind: queue.AnswerLost, Count: 5})
	inject(t, q, queue.Fault{Kind: queue.Lost})
	inject(t, q, queue.Fault{Kind: queue.Doubled})
	q.Hold(true)
	for _, text := range []string{"lost", "doubled", "once"} {
		q.Publish(topic, "", text)
	}
	if q.Waiting() != 3 {
		t.Errorf("%d waiting", q.Waiting())
	}
	if left := q.Unused(); len(left) != 1 || left[0] != (queue.Fault{Kind: queue.AnswerLost, Count: 5, Times: 2}) {
		t.Errorf("unused %+v", left)
	}
	for _, wrong := range []queue.Fault{{Kind: "bad luck"}, {}, {Kind: queue.Lost, Count: -1}, {Kind: queue.Doubled, Times: -1}} {
		if err := q.Inject(wrong); err == nil {
			t.Errorf("%+v was taken", wrong)
		}
	}
}
