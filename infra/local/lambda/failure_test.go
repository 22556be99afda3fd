package lambda_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ordholden/infra/local/lambda"
)

func TestPanicIsReportedAndAnotherInstanceServes(t *testing.T) {
	f := start(t)
	pid := do(t, f, "echo", "").Pid
	failed := fails(t, f, "panic", "at the disco")
	if failed.Type != "string" || failed.Message != "at the disco" {
		t.Errorf("error %+v, want the panic's type and text", failed)
	}
	if again := do(t, f, "echo", "").Pid; again == pid {
		t.Errorf("served by %d, which has panicked", again)
	}
}

func TestExitDuringAnInvocationIsAnExitError(t *testing.T) {
	f := start(t)
	failed := fails(t, f, "exit", "")
	if failed.Type != lambda.TypeExit || !strings.HasSuffix(failed.Message, "Runtime exited with error: exit status 3") {
		t.Errorf("error %v, want exit status 3", failed)
	}
	do(t, f, "echo", "")
}

func TestKillDuringAnInvocationIsAnExitErrorAndTheNextOneIsServed(t *testing.T) {
	f, g := start(t, func(c *lambda.Config) { c.Max = 1 }), newGate(t)
	under := later(t, f, "gate", g.url)
	await(t, "invocation at the gate", g.arrived)
	waits := later(t, f, "echo", "still here")
	eventually(t, "second waits", func() bool { return f.Waiting() == 1 })
	if err := f.Kill(f.Instances()[0]); err != nil {
		t.Fatal(err)
	}
	r := await(t, "end", under)
	failed := functionError(t, r.answer, r.err)
	if failed.Type != lambda.TypeExit || !strings.HasSuffix(failed.Message, "signal: killed") {
		t.Errorf("error %v, want that it was killed", failed)
	}
	if r := await(t, "answer", waits); r.err != nil {
		t.Errorf("the one that waited: %v", r.err)
	}
}

func TestIdleInstanceThatDiedCostsNoInvocation(t *testing.T) {
	f := start(t)
	for range 50 {
		pid := do(t, f, "echo", "").Pid
		if err := f.Kill(pid); err != nil {
			t.Fatal(err)
		}
		if len(f.Instances()) != 0 {
			t.Fatal("a dead instance is still counted")
		}
		if again := do(t, f, "echo", "").Pid; again == pid {
			t.Fatalf("served by %d, which is dead", again)
		}
	}
}

func TestKillKnowsItsOwnInstancesOnly(t *testing.T) {
	f := start(t)
	if err := f.Kill(os.Getpid()); err == nil {
		t.Error("killed a process that is no instance")
	}
}

func TestTimeoutEndsTheInstance(t *testing.T) {
	f := start(t, func(c *lambda.Config) { c.Timeout = 200 * time.Millisecond })
	pid := do(t, f, "echo", "").Pid
	failed := fails(t, f, "hang", "")
	if failed.Type != lambda.TypeTimeout || !strings.HasSuffix(failed.Message, "Task timed out after 0.20 seconds") {
		t.Errorf("error %v, want a timeout", failed)
	}
	if again := do(t, f, "echo", "").Pid; again == pid {
		t.Errorf("served by %d, which hangs", again)
	}
}

func TestFailedStart(t *testing.T) {
	for _, c := range []struct{ init, kind, message string }{
		{"exit", lambda.TypeExit, "exit status 1"},
		{"error", "Probe.NoConfig", "nothing to work with"},
		{"hang", lambda.TypeTimeout, "timed out after 0.50 seconds"},
	} {
		t.Run(c.init, func(t *testing.T) {
			f := start(t, with("INIT", c.init), func(cfg *lambda.Config) {
				if c.init == "hang" {
					cfg.Init = 500 * time.Millisecond
				}
			})
			for range 2 {
				failed := fails(t, f, "echo", "")
				if failed.Type != c.kind || !strings.HasSuffix(failed.Message, c.message) {
					t.Errorf("error %v, want %s: …%s", failed, c.kind, c.message)
				}
			}
			if n := len(f.Instances()); n != 0 {
				t.Errorf("%d instances left", n)
			}
		})
	}
}

func TestFailedStartFailsEachThatWaits(t *testing.T) {
	f := start(t, with("INIT", "exit"), func(c *lambda.Config) { c.Max = 1 })
	var all []<-chan result
	for range 5 {
		all = append(all, later(t, f, "echo", ""))
	}
	for _, one := range all {
		r := await(t, "error", one)
		functionError(t, r.answer, r.err)
	}
}

func TestBinaryThatIsNoProgramIsAnInvalidEntrypoint(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bootstrap")
	if err := os.WriteFile(path, []byte("\x7fELF but no more"), 0o700); err != nil {
		t.Fatal(err)
	}
	f := start(t, func(c *lambda.Config) { c.Bootstrap = path })
	if failed := fails(t, f, "echo", ""); failed.Type != lambda.TypeEntrypoint {
		t.Errorf("error %v, want %s", failed, lambda.TypeEntrypoint)
	}
}

func TestSizesOverLambdasLimitAreRefused(t *testing.T) {
	f := start(t)
	if _, err := f.Invoke(t.Context(), make([]byte, 7<<20)); !errors.Is(err, lambda.ErrPayloadTooLarge) {
		t.Errorf("error %v, want ErrPayloadTooLarge", err)
	}
	if failed := fails(t, f, "large", ""); failed.Type != lambda.TypeLargeResponse {
		t.Errorf("error %v, want %s", failed, lambda.TypeLargeResponse)
	}
	do(t, f, "echo", strings.Repeat("x", 5<<20))
}

func TestKillsAtRandomLoseNoInvocation(t *testing.T) {
	f := start(t, func(c *lambda.Config) { c.Max, c.Queue = 3, 8 })
	var callers, killer sync.WaitGroup
	ctx, finish := context.WithCancel(t.Context())
	killer.Go(func() {
		tick := time.NewTicker(3 * time.Millisecond)
		defer tick.Stop()
		for ctx.Err() == nil {
			<-tick.C
			if pids := f.Instances(); len(pids) > 0 {
				_ = f.Kill(pids[rand.IntN(len(pids))]) // it may have ended meanwhile
			}
		}
	})
	for range 6 {
		callers.Go(func() {
			for range 40 {
				_, err := f.Invoke(ctx, order("echo", ""))
				if failed, ok := errors.AsType[*lambda.FunctionError](err); err != nil && (!ok || failed.Type != lambda.TypeExit) {
					t.Errorf("error %v, want an answer or an exit error", err)
				}
			}
		})
	}
	callers.Wait()
	finish()
	killer.Wait()
	do(t, f, "echo", "")
}

func TestStopEndsWhatRunsAndWhatWaits(t *testing.T) {
	f, g := start(t, func(c *lambda.Config) { c.Max = 2 }), newGate(t)
	var all []<-chan result
	for range 3 {
		all = append(all, later(t, f, "gate", g.url))
	}
	for range 2 {
		await(t, "invocation at the gate", g.arrived)
	}
	eventually(t, "third waits", func() bool { return f.Waiting() == 1 })
	pids := f.Instances()
	f.Stop()
	for _, one := range all {
		if r := await(t, "end", one); !errors.Is(r.err, lambda.ErrStopped) {
			t.Errorf("error %v, want ErrStopped", r.err)
		}
	}
	for _, pid := range pids {
		if alive(pid) {
			t.Errorf("instance %d outlived Stop", pid)
		}
	}
	if _, err := f.Invoke(t.Context(), order("echo", "")); !errors.Is(err, lambda.ErrStopped) {
		t.Errorf("error %v after Stop, want ErrStopped", err)
	}
	f.Stop()
}

func TestStopDuringStartsLeavesNoProcess(t *testing.T) {
	for range 20 {
		f := start(t)
		one, two := later(t, f, "echo", ""), later(t, f, "echo", "")
		f.Stop()
		if n := len(f.Instances()); n != 0 {
			t.Fatalf("%d instances after Stop", n)
		}
		await(t, "end", one)
		await(t, "end", two)
	}
}
