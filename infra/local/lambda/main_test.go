package lambda_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"ordholden/infra/local/lambda"
)

// bin is the folder of the binaries under testdata, built once.
var bin string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		var err error
		if bin, err = os.MkdirTemp("", "lambda-test-"); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(bin)
		build := exec.Command("go", "build", "-tags", "lambda.norpc", "-o", bin+"/", "./testdata/probe", "./testdata/parent")
		if out, err := build.CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "%v\n%s", err, out)
			return 1
		}
		return m.Run()
	}())
}

type report struct {
	Pid      int
	Text     string
	Env      []string
	Dir      string
	ID       string
	ARN      string
	Deadline int64
}

// start runs the probe until the test ends.
func start(t testing.TB, change ...func(*lambda.Config)) *lambda.Function {
	t.Helper()
	cfg := lambda.Config{Name: "Probe", Bootstrap: filepath.Join(bin, "probe"), Timeout: time.Minute, Init: time.Minute}
	for _, c := range change {
		c(&cfg)
	}
	f, err := lambda.Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Stop)
	return f
}

func with(key, value string) func(*lambda.Config) {
	return func(c *lambda.Config) { c.Env = append(c.Env, key+"="+value) }
}

func order(do, text string) []byte {
	payload, err := json.Marshal(map[string]string{"do": do, "text": text})
	if err != nil {
		panic(err)
	}
	return payload
}

// do invokes the probe and expects an answer.
func do(t testing.TB, f *lambda.Function, what, text string) report {
	t.Helper()
	answer, err := f.Invoke(t.Context(), order(what, text))
	if err != nil {
		t.Fatal(err)
	}
	var r report
	if err := json.Unmarshal(answer, &r); err != nil {
		t.Fatalf("%s: %v", answer, err)
	}
	return r
}

// fails invokes the probe and expects that it fails.
func fails(t testing.TB, f *lambda.Function, what, text string) *lambda.FunctionError {
	t.Helper()
	answer, err := f.Invoke(t.Context(), order(what, text))
	return functionError(t, answer, err)
}

func functionError(t testing.TB, answer []byte, err error) *lambda.FunctionError {
	t.Helper()
	failed, ok := errors.AsType[*lambda.FunctionError](err)
	if !ok {
		t.Fatalf("answer %s, error %v: want a FunctionError", answer, err)
	}
	return failed
}

type result struct {
	answer []byte
	err    error
}

// later invokes the probe beside the test.
func later(t testing.TB, f *lambda.Function, what, text string) <-chan result {
	done := make(chan result, 1)
	ctx := t.Context()
	go func() {
		answer, err := f.Invoke(ctx, order(what, text))
		done <- result{answer, err}
	}()
	return done
}

// gate is an address that functions call in the middle of an invocation, and that holds them there.
type gate struct {
	url     string
	arrived chan struct{}
	open    func()
}

func newGate(t testing.TB) *gate {
	g := &gate{arrived: make(chan struct{}, 100)}
	opened := make(chan struct{})
	g.open = sync.OnceFunc(func() { close(opened) })
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		g.arrived <- struct{}{}
		select {
		case <-opened:
		case <-r.Context().Done():
		}
	}))
	g.url = server.URL
	t.Cleanup(server.Close)
	t.Cleanup(g.open)
	return g
}

// await waits for something that comes in its own time.
func await[T any](t testing.TB, what string, from <-chan T) T {
	t.Helper()
	select {
	case v := <-from:
		return v
	case <-time.After(30 * time.Second):
		t.Fatalf("no %s in 30 seconds", what)
		panic("unreachable")
	}
}

// eventually looks again and again until ok.
func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	look := time.NewTicker(time.Millisecond)
	defer look.Stop()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for !ok() {
		select {
		case <-look.C:
		case <-ctx.Done():
			t.Fatalf("not in 30 seconds: %s", what)
		}
	}
}

// journal is a log that may be read while it is written.
type journal struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.buf.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.buf.String()
}
