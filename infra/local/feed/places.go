package feed

import (
	"maps"
	"sync"
)

// place is how far a shard has been handed over.
type place struct {
	// After is the sequence number of the last record handled or given up; empty before the first.
	After string `json:"after,omitempty"`
	// Ended says that the shard is closed and was handed over to its end.
	Ended bool `json:"ended,omitempty"`
}

// places keeps how far each shard has been handed over, in a file when there is one.
type places struct {
	path string

	mu    sync.Mutex
	state struct {
		Stream string           `json:"stream"`
		Shards map[string]place `json:"shards"`
	}
}

// openPlaces finds the places of an earlier run. Those of another stream are worth nothing: a table that was made anew
// starts at its oldest record.
func openPlaces(dir, name, stream string) (*places, error) {
	p := &places{path: within(dir, name)}
	if err := load(p.path, &p.state); err != nil {
		return nil, err
	}
	if p.state.Stream != stream || p.state.Shards == nil {
		p.state.Stream, p.state.Shards = stream, map[string]place{}
	}
	return p, nil
}

func (p *places) after(shard string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.state.Shards[shard].After
}

func (p *places) ended(shard string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.state.Shards[shard].Ended
}

func (p *places) move(shard, sequence string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.state.Shards[shard].After == sequence {
		return nil
	}
	p.state.Shards[shard] = place{After: sequence}
	return save(p.path, p.state)
}

func (p *places) end(shard string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := p.state.Shards[shard]
	at.Ended = true
	p.state.Shards[shard] = at
	return save(p.path, p.state)
}

// forget drops the shards that the stream has dropped.
func (p *places) forget(listed map[string]bool) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	before := len(p.state.Shards)
	maps.DeleteFunc(p.state.Shards, func(shard string, _ place) bool { return !listed[shard] })
	if len(p.state.Shards) == before {
		return nil
	}
	return save(p.path, p.state)
}
