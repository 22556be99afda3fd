package feed

import (
	"maps"
	"sync"
	"time"
)

// streamMemory is how long a stream keeps its records, so how long a claim can be asked for again. DynamoDB Local
// keeps them longer, but a feed that is a day behind has stood still.
const streamMemory = 24 * time.Hour

// Removals knows which deletions were the TTL player's, since DynamoDB Local does not write it on its records. One
// belongs to one table; its feeds and its TTL share it.
type Removals struct {
	path string

	mu    sync.Mutex
	state struct {
		// Pending counts, for each key, the TTL's deletions that no feed has met on the stream yet.
		Pending map[string]int `json:"pending"`
		// Claimed holds the sequence numbers found to be the TTL's, and when, so that a second feed and a repeated
		// handover get the same answer.
		Claimed map[string]time.Time `json:"claimed"`
	}
}

// OpenRemovals finds what an earlier run knew in the folder; an empty dir keeps it in memory alone.
func OpenRemovals(dir string) (*Removals, error) {
	r := &Removals{path: within(dir, "removals")}
	if err := load(r.path, &r.state); err != nil {
		return nil, err
	}
	if r.state.Pending == nil {
		r.state.Pending = map[string]int{}
	}
	if r.state.Claimed == nil {
		r.state.Claimed = map[string]time.Time{}
	}
	return r, nil
}

// announce is called before the deletions, so that no feed meets one that is not known.
func (r *Removals) announce(keys []wireKey) error { return r.change(keys, 1) }

// withdraw takes back deletions that did not happen.
func (r *Removals) withdraw(keys []wireKey) error { return r.change(keys, -1) }

func (r *Removals) change(keys []wireKey, by int) error {
	if r == nil || len(keys) == 0 {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, k := range keys {
		r.count(k.String(), by)
	}
	return save(r.path, r.state)
}

func (r *Removals) count(key string, by int) {
	r.state.Pending[key] += by
	if r.state.Pending[key] <= 0 {
		delete(r.state.Pending, key)
	}
}

// claim reports whether the removal on the stream is the TTL's.
func (r *Removals) claim(key wireKey, sequence string) (bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, again := r.state.Claimed[sequence]; again {
		return true, nil
	}
	if r.state.Pending[key.String()] == 0 {
		return false, nil
	}
	r.count(key.String(), -1)
	now := time.Now()
	maps.DeleteFunc(r.state.Claimed, func(_ string, at time.Time) bool { return now.Sub(at) > streamMemory })
	r.state.Claimed[sequence] = now
	return true, save(r.path, r.state)
}
