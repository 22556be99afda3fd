package lambda

import (
	"crypto/rand"
	"fmt"
	"slices"
)

// invocation is one payload on its way to an answer.
type invocation struct {
	id      string
	payload []byte
	// done gets exactly one outcome; its room for one means that nobody waits for a caller who has left.
	done chan outcome
	// handed is true once an instance has got the payload: from then on the invocation is never tried again.
	handed bool
}

type outcome struct {
	answer []byte
	err    error
}

func newInvocation(payload []byte) *invocation {
	return &invocation{id: newID(), payload: payload, done: make(chan outcome, 1)}
}

func (inv *invocation) fail(err error) { inv.done <- outcome{err: err} }

// newID returns a random UUID (version 4), the form of Lambda's request ids.
func newID() string {
	var b [16]byte
	rand.Read(b[:]) // never fails, by its documentation
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// submit gives inv to an idle instance, to a new one, or to the queue.
func (f *Function) submit(inv *invocation) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.stopped {
		return ErrStopped
	}
	if len(f.idle) == 0 && len(f.live) >= f.cfg.Max && len(f.queue) >= f.cfg.Queue {
		return ErrTooManyRequests
	}
	f.queue = append(f.queue, inv)
	f.dispatch()
	return nil
}

// withdraw takes inv out of the queue. If it is not there any more it has begun, and runs on.
func (f *Function) withdraw(inv *invocation) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.queue = slices.DeleteFunc(f.queue, func(q *invocation) bool { return q == inv })
}

// dispatch empties the queue as far as there are instances, or room for more. The caller holds f.mu.
func (f *Function) dispatch() {
	for len(f.queue) > 0 {
		inv := f.queue[0]
		switch {
		case len(f.idle) > 0:
			top := len(f.idle) - 1
			i := f.idle[top]
			f.idle = f.idle[:top]
			i.assign(inv, f.cfg.Timeout)
		case len(f.live) < f.cfg.Max:
			i := newInstance(f)
			f.live = append(f.live, i)
			i.assign(inv, f.cfg.Init)
			f.running.Go(i.run)
		default:
			return
		}
		f.queue = f.queue[1:]
	}
}

// release makes an instance that has answered free for the next invocation, before it asks for it: a caller who
// goes on at once finds the same instance again, and no second one is spawned. The caller holds f.mu.
func (f *Function) release(i *instance) {
	i.current = nil
	i.timer.Stop()
	f.idle = append(f.idle, i)
	f.dispatch()
}

// bury takes an instance whose process has ended out of the pool, settles what it owed, and lets a waiting
// invocation have its place.
func (f *Function) bury(i *instance, err error) {
	f.mu.Lock()
	is := func(other *instance) bool { return other == i }
	f.live = slices.DeleteFunc(f.live, is)
	f.idle = slices.DeleteFunc(f.idle, is)
	i.timer.Stop()
	inv := i.current
	// An answer that the process wrote just before it ended may still be on its way through a handler. It must find
	// nothing here: it would settle the invocation twice, and put a dead instance among the idle.
	i.current = nil
	if inv != nil {
		f.settle(i, inv, err)
	}
	f.dispatch()
	unasked, epitaph := !f.stopped, i.epitaph(err)
	f.mu.Unlock()
	if unasked {
		fmt.Fprintf(f.cfg.Log, "%s: %s\n", f.cfg.Name, epitaph)
	}
	close(i.gone)
}

// settle decides what becomes of an invocation that was given to an instance now dead.
func (f *Function) settle(i *instance, inv *invocation, err error) {
	switch {
	case i.cause != nil:
		inv.fail(i.cause)
	case i.process == nil:
		inv.fail(&FunctionError{TypeEntrypoint, fmt.Sprintf("RequestId: %s Error: %v", inv.id, err)})
	case i.ready && !inv.handed:
		// It died between two invocations, and has not seen this one: another instance takes it, first in line.
		f.queue = slices.Insert(f.queue, 0, inv)
	default:
		inv.fail(exited(inv.id, err))
	}
}
