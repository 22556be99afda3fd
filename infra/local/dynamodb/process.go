package dynamodb

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	// pollEvery is how often a starting server is asked whether it answers.
	pollEvery = 25 * time.Millisecond
	// stopLimit is how long java may take to close its files before it is killed.
	stopLimit = 5 * time.Second
	// complaintLimit is how much of java's error output is kept to explain a failed start.
	complaintLimit = 16 << 10
)

// process is one run of java.
type process struct {
	cmd       *exec.Cmd
	complaint head
	done      chan struct{} // closed when java is gone
}

// run starts java on the port and waits until it answers; a server that does not come up is not left running.
func run(ctx context.Context, java, jar string, port int, storage []string) (*Server, error) {
	folder := filepath.Dir(jar)
	args := []string{"-Xmx512m", "-Djava.library.path=" + filepath.Join(folder, "DynamoDBLocal_lib"),
		"-jar", jar, "-port", strconv.Itoa(port), "-disableTelemetry", "-sharedDb"}
	p := &process{cmd: exec.Command(java, append(args, storage...)...), done: make(chan struct{})}
	p.cmd.Dir = folder
	p.cmd.Stderr = &p.complaint
	p.cmd.SysProcAttr = endWithParent()
	if err := p.start(); err != nil {
		return nil, fmt.Errorf("run java: %w", err)
	}
	s := &Server{URL: "http://127.0.0.1:" + strconv.Itoa(port), process: p}
	if err := s.await(ctx, port); err != nil {
		s.Stop()
		return nil, err
	}
	return s, nil
}

// start forks java from a thread that lives as long as java does: Linux sends the death signal when
// the forking thread ends, not when the process does.
func (p *process) start() error {
	started := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		defer close(p.done)
		err := p.cmd.Start()
		started <- err
		if err == nil {
			_ = p.cmd.Wait() // ended by a signal of ours: the exit status says nothing new
		}
	}()
	return <-started
}

// stop asks java to end, insists after stopLimit, and returns when it is gone.
func (p *process) stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // fails only when it is gone already
	timer := time.NewTimer(stopLimit)
	defer timer.Stop()
	select {
	case <-p.done:
		return
	case <-timer.C:
	}
	_ = p.cmd.Process.Kill()
	<-p.done
}

// await polls until the server answers or its process is gone.
func (s *Server) await(ctx context.Context, port int) error {
	ticker := time.NewTicker(pollEvery)
	defer ticker.Stop()
	for !answers(ctx, s.URL) {
		select {
		case <-s.process.done:
			return s.process.explain(port)
		case <-ctx.Done():
			return fmt.Errorf("DynamoDB Local does not answer on port %d: %w", port, ctx.Err())
		case <-ticker.C:
		}
	}
	return nil
}

// answers reports whether anything speaks HTTP at the address; DynamoDB Local answers 400 to a bare GET.
func answers(ctx context.Context, url string) bool {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return false
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return false
	}
	resp.Body.Close()
	return true
}

// explain turns what a java that ended wrote into one sentence.
func (p *process) explain(port int) error {
	text := p.complaint.String()
	switch {
	case strings.Contains(text, "UnsupportedClassVersionError"):
		return fmt.Errorf("java is older than DynamoDB Local needs: install Java 17 or newer, %s", ways)
	case strings.Contains(text, "Failed to bind"):
		return takenError{port: port, cause: errors.New("java could not bind it")}
	}
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return fmt.Errorf("DynamoDB Local ended at its start (%s): %s", p.cmd.ProcessState, first)
}

// takenError says that something else listens on the port.
type takenError struct {
	port  int
	cause error
}

// Error names the port, and the way out.
func (e takenError) Error() string {
	return fmt.Sprintf("port %d is taken: stop what listens there, or choose another with DYNAMODB_PORT: %v", e.port, e.cause)
}

// Unwrap returns what the system said.
func (e takenError) Unwrap() error { return e.cause }

func isTaken(err error) bool {
	_, ok := errors.AsType[takenError](err)
	return ok
}

// head keeps the first complaintLimit bytes written to it.
type head struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// Write takes everything and keeps what there is room for.
func (h *head) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.buf.Write(p[:min(len(p), complaintLimit-h.buf.Len())])
	return len(p), nil
}

// String returns what was kept.
func (h *head) String() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.buf.String()
}
