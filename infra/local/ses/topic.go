package ses

import "sync"

// topic publishes events one at a time, apart from the calls that caused them.
type topic struct {
	publish func([]byte)
	ended   chan struct{}

	mu      sync.Mutex
	changed *sync.Cond
	queue   [][]byte
	held    bool
	dropped bool
	closing bool
}

func newTopic(publish func([]byte)) *topic {
	t := &topic{publish: publish, ended: make(chan struct{})}
	t.changed = sync.NewCond(&t.mu)
	go t.run()
	return t
}

// run publishes until the topic closes and nothing is left that is not held back.
func (t *topic) run() {
	defer close(t.ended)
	for {
		event := t.next()
		if event == nil {
			return
		}
		t.publish(event)
	}
}

// next waits for an event; nil means there will be none.
func (t *topic) next() []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.held || len(t.queue) == 0 {
		if t.closing {
			return nil
		}
		t.changed.Wait()
	}
	event := t.queue[0]
	t.queue = t.queue[1:]
	return event
}

func (t *topic) add(events ...[]byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.publish == nil || t.dropped {
		return
	}
	t.queue = append(t.queue, events...)
	t.changed.Broadcast()
}

func (t *topic) hold(hold bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.held = hold
	t.changed.Broadcast()
}

func (t *topic) drop(drop bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.dropped = drop
}

func (t *topic) close() {
	t.mu.Lock()
	t.closing = true
	t.changed.Broadcast()
	t.mu.Unlock()
	<-t.ended
}
