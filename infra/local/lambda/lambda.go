// Package lambda owns running real Lambda binaries through the Runtime API.
package lambda

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// Limits of Lambda that apply where a Config is silent, and to every synchronous invocation.
const (
	defaultMax     = 4
	defaultQueue   = 64
	defaultTimeout = 3 * time.Second
	defaultInit    = 10 * time.Second
	maxPayload     = 6<<20 + 100
)

// Config says which binary a Function runs, and how.
type Config struct {
	// Name is what Lambda calls the function: AWS_LAMBDA_FUNCTION_NAME and the end of its ARN.
	Name string
	// Bootstrap is the path of the binary. Instances run in its folder, as in Lambda.
	Bootstrap string
	// Env holds KEY=value pairs. An instance sees these and what Lambda itself sets, and nothing of this
	// process's own environment, so that no credentials of a developer reach a function.
	Env []string
	// Max is how many instances may live side by side; 0 means 4.
	Max int
	// Queue is how many invocations may wait while all Max instances are busy; 0 means 64, less means none.
	Queue int
	// Timeout bounds one invocation; 0 means Lambda's default of 3 seconds.
	Timeout time.Duration
	// Init bounds the time from spawning to the first question for work; 0 means Lambda's 10 seconds.
	Init time.Duration
	// Log gets what instances print, one whole line a call with the function's name in front, from several
	// goroutines at once. Nil discards it.
	Log io.Writer
}

// Function is a pool of instances of one binary. Its methods may be called from many goroutines.
type Function struct {
	cfg Config

	mu      sync.Mutex
	live    []*instance   // in order of spawning, those still starting included
	idle    []*instance   // a stack: the one used last serves first, as in Lambda
	queue   []*invocation // first in, first out
	stopped bool
	running sync.WaitGroup
}

// Start checks the configuration and returns a function without instances: each is spawned when an invocation
// needs it, so the first Invoke, and the first one after KillAll, measures a cold start.
func Start(cfg Config) (*Function, error) {
	cfg, err := cfg.complete()
	if err != nil {
		return nil, fmt.Errorf("lambda: function %q: %w", cfg.Name, err)
	}
	return &Function{cfg: cfg}, nil
}

// complete fills in the defaults and finds the binary.
func (c Config) complete() (Config, error) {
	c.Max = orDefault(c.Max, defaultMax)
	c.Queue = max(orDefault(c.Queue, defaultQueue), 0)
	c.Timeout = orDefault(c.Timeout, defaultTimeout)
	c.Init = orDefault(c.Init, defaultInit)
	if c.Log == nil {
		c.Log = io.Discard
	}
	if c.Name == "" {
		return c, errors.New("it has no name")
	}
	path, err := filepath.Abs(c.Bootstrap)
	if err != nil {
		return c, fmt.Errorf("find its binary: %w", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return c, fmt.Errorf("find its binary: %w", err)
	}
	if info.IsDir() || info.Mode()&0o111 == 0 {
		return c, fmt.Errorf("%s is not an executable file", path)
	}
	c.Bootstrap = path
	return c, nil
}

// orDefault returns value, or byDefault where none was given.
func orDefault[T comparable](value, byDefault T) T {
	var none T
	if value == none {
		return byDefault
	}
	return value
}

// Invoke hands payload to an instance and returns its answer. The error is a *FunctionError where the function
// reported one, crashed or took too long; ErrTooManyRequests where the queue is full; ErrPayloadTooLarge; ErrStopped;
// or the context's. As in Lambda, an invocation that has begun runs on when its caller's context ends.
func (f *Function) Invoke(ctx context.Context, payload []byte) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("invoke %s: %w", f.cfg.Name, err)
	}
	if len(payload) > maxPayload {
		return nil, fmt.Errorf("invoke %s with %d bytes: %w", f.cfg.Name, len(payload), ErrPayloadTooLarge)
	}
	inv := newInvocation(payload)
	if err := f.submit(inv); err != nil {
		return nil, fmt.Errorf("invoke %s: %w", f.cfg.Name, err)
	}
	select {
	case out := <-inv.done:
		if out.err != nil {
			return nil, fmt.Errorf("invoke %s: %w", f.cfg.Name, out.err)
		}
		return out.answer, nil
	case <-ctx.Done():
		f.withdraw(inv)
		return nil, fmt.Errorf("invoke %s: %w", f.cfg.Name, ctx.Err())
	}
}

// Instances returns the process ids of all instances, oldest first.
func (f *Function) Instances() []int {
	f.mu.Lock()
	defer f.mu.Unlock()
	var pids []int
	for _, i := range f.live {
		if i.process != nil {
			pids = append(pids, i.process.Pid)
		}
	}
	return pids
}

// Kill ends one instance as a crash would and returns when it is gone. An invocation under way in it fails with
// Runtime.ExitError.
func (f *Function) Kill(pid int) error {
	f.mu.Lock()
	at := slices.IndexFunc(f.live, func(i *instance) bool { return i.process != nil && i.process.Pid == pid })
	if at < 0 {
		f.mu.Unlock()
		return fmt.Errorf("kill %d: %s has no such instance", pid, f.cfg.Name)
	}
	i := f.live[at]
	f.mu.Unlock()
	return i.crash()
}

// KillAll ends every instance as Kill does, so that the next Invoke is a cold start.
func (f *Function) KillAll() error {
	for _, pid := range f.Instances() {
		if err := f.Kill(pid); err != nil {
			return err
		}
	}
	return nil
}

// Stop ends every instance and returns when all are gone. Invocations under way and waiting fail with ErrStopped,
// later ones too.
func (f *Function) Stop() {
	f.mu.Lock()
	f.stopped = true
	for _, inv := range f.queue {
		inv.fail(ErrStopped)
	}
	f.queue = nil
	for _, i := range f.live {
		i.end(ErrStopped)
	}
	f.mu.Unlock()
	f.running.Wait()
}
