package lambda

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// instance is one process of the binary with a Runtime API of its own: AWS_LAMBDA_RUNTIME_API has room for a host
// and a port only, so the port is what tells instances apart.
type instance struct {
	f    *Function
	work chan *invocation // room for the one that is assigned
	gone chan struct{}    // closed when the process has ended and owes nothing

	// What follows is guarded by f.mu.
	process *os.Process // nil until it is started
	ready   bool        // it has asked for work
	current *invocation // assigned and not answered
	cause   error       // why we ended it; nil while it lives, and if it died by itself
	timer   *time.Timer
	allowed time.Duration // what the timer counts down
	until   time.Time
}

func newInstance(f *Function) *instance {
	return &instance{f: f, work: make(chan *invocation, 1), gone: make(chan struct{})}
}

// assign gives inv to an instance that has nothing to do, or is starting. The caller holds f.mu.
func (i *instance) assign(inv *invocation, allowed time.Duration) {
	i.current = inv
	i.limit(allowed)
	i.work <- inv
}

// limit starts the countdown afresh. The caller holds f.mu.
func (i *instance) limit(allowed time.Duration) {
	i.allowed = allowed
	i.until = time.Now().Add(allowed)
	if i.timer == nil {
		i.timer = time.AfterFunc(allowed, i.expire)
		return
	}
	i.timer.Reset(allowed)
}

// expire ends an instance that has taken too long. It may find that the countdown has been started afresh meanwhile.
func (i *instance) expire() {
	i.f.mu.Lock()
	defer i.f.mu.Unlock()
	if i.current == nil || time.Now().Before(i.until) {
		return
	}
	i.end(timedOut(i.current.id, i.allowed))
}

// end kills the process; what it owes fails with cause. The caller holds f.mu.
func (i *instance) end(cause error) {
	if i.cause == nil {
		i.cause = cause
	}
	if i.process != nil {
		_ = i.process.Kill() // it can only fail if the process has ended
	}
}

// crash kills the process as if it had died by itself, and waits until that is known.
func (i *instance) crash() error {
	if err := i.process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("kill %d: %w", i.process.Pid, err)
	}
	<-i.gone
	return nil
}

// run is the whole life of an instance.
func (i *instance) run() {
	i.f.bury(i, i.live())
}

// live runs the binary and returns when it has ended.
func (i *instance) live() error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("open its Runtime API: %w", err)
	}
	defer listener.Close()
	out := &lines{to: i.f.cfg.Log, prefix: i.f.cfg.Name + ": "}
	defer out.flush()
	cmd := i.f.cfg.command(listener.Addr().String(), out)
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start the binary: %w", err)
	}
	// Only now, so that no process serves that is not yet known; till then its questions wait at the listener.
	i.started(cmd.Process)
	server := &http.Server{Handler: i.runtime()}
	served := make(chan struct{})
	go func() {
		defer close(served)
		_ = server.Serve(listener) // returns when the server is closed below
	}()
	err = cmd.Wait()
	_ = server.Close()
	<-served
	return err // Lambda's message quotes it as it is
}

// command is the binary with all that it gets.
func (c Config) command(api string, out io.Writer) *exec.Cmd {
	cmd := exec.Command(c.Bootstrap)
	cmd.Dir = filepath.Dir(c.Bootstrap)
	cmd.Env = environment(c, api)
	cmd.Stdout, cmd.Stderr = out, out
	cmd.SysProcAttr = attributes()
	cmd.WaitDelay = time.Second // for a grandchild that keeps the output open
	return cmd
}

// started makes the process known, and ends it at once if that was decided meanwhile.
func (i *instance) started(p *os.Process) {
	i.f.mu.Lock()
	defer i.f.mu.Unlock()
	i.process = p
	if i.cause != nil {
		i.end(i.cause)
	}
}

// epitaph says in the log how an instance ended. The caller holds f.mu.
func (i *instance) epitaph(err error) string {
	switch {
	case i.process == nil:
		return fmt.Sprintf("no instance: %v", err)
	case i.cause != nil:
		return fmt.Sprintf("instance %d ended: %v", i.process.Pid, i.cause)
	case err != nil:
		return fmt.Sprintf("instance %d ended: %v", i.process.Pid, err)
	}
	return fmt.Sprintf("instance %d ended by itself", i.process.Pid)
}
