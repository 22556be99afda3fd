package queue

import (
	"fmt"
	"slices"
)

// Kind is one way for a delivery to be other than once.
type Kind string

// The ways. SQS promises at least one delivery; SNS tries for weeks, so that Lost plays what hardly happens: a
// subscription that was missing for a while, or a queue purged.
const (
	Doubled    Kind = "doubled"     // the next message published comes several times: see Fault.Times
	Lost       Kind = "lost"        // the next message published never comes
	AnswerLost Kind = "answer lost" // the next invocation is made, and its answer lost: the batch comes again
)

// Fault makes a delivery go wrong.
type Fault struct {
	Kind Kind
	// Count is for how many messages or invocations, one after another; 0 means one.
	Count int
	// Times is how often a Doubled message comes; 0 means twice.
	Times int
}

// Inject queues the fault behind those of its kind that are waiting.
func (q *Queue) Inject(f Fault) error {
	if !slices.Contains([]Kind{Doubled, Lost, AnswerLost}, f.Kind) || f.Count < 0 || f.Times < 0 {
		return fmt.Errorf("no such fault: %+v", f)
	}
	f.Count = max(1, f.Count)
	if f.Times == 0 {
		f.Times = 2
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.faults = append(q.faults, f)
	return nil
}

// Unused returns the faults that nothing has met: a test that ends with one has not tested what it meant to.
func (q *Queue) Unused() []Fault {
	q.mu.Lock()
	defer q.mu.Unlock()
	return slices.Clone(q.faults)
}

// use uses up one of the first fault of these kinds, or returns nil. The caller holds mu.
func (q *Queue) use(kinds ...Kind) *Fault {
	i := slices.IndexFunc(q.faults, func(f Fault) bool { return slices.Contains(kinds, f.Kind) })
	if i < 0 {
		return nil
	}
	first := q.faults[i]
	if q.faults[i].Count--; q.faults[i].Count == 0 {
		q.faults = slices.Delete(q.faults, i, i+1)
	}
	return &first
}

// strikes reports whether the next of something is to go wrong so. The caller holds mu.
func (q *Queue) strikes(k Kind) bool { return q.use(k) != nil }

// copies is how often the next message published is to come. The caller holds mu.
func (q *Queue) copies() int {
	switch f := q.use(Doubled, Lost); {
	case f == nil:
		return 1
	case f.Kind == Doubled:
		return f.Times
	}
	return 0
}
