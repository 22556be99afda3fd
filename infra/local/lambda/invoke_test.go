package lambda_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/infra/local/lambda"
)

func TestAnswerComesBackWithWhatLambdaTellsAFunction(t *testing.T) {
	f := start(t)
	before := time.Now()
	r := do(t, f, "echo", "hello")
	if r.Text != "hello" {
		t.Errorf("text %q, want hello", r.Text)
	}
	if len(r.ID) != 36 {
		t.Errorf("request id %q is no UUID", r.ID)
	}
	if want := "arn:aws:lambda:eu-north-1:000000000000:function:Probe"; r.ARN != want {
		t.Errorf("ARN %q, want %q", r.ARN, want)
	}
	if d := time.UnixMilli(r.Deadline).Sub(before); d < 59*time.Second || d > 90*time.Second {
		t.Errorf("deadline in %v, want about a minute", d)
	}
}

func TestInstanceIsUsedAgain(t *testing.T) {
	f := start(t)
	pid := do(t, f, "echo", "").Pid
	for range 50 {
		if again := do(t, f, "echo", "").Pid; again != pid {
			t.Fatalf("served by %d and then by %d, want one instance", pid, again)
		}
	}
	if got := f.Instances(); !slices.Equal(got, []int{pid}) {
		t.Errorf("instances %v, want [%d]", got, pid)
	}
}

func TestErrorLeavesTheInstanceInUse(t *testing.T) {
	f := start(t)
	pid := do(t, f, "echo", "").Pid
	failed := fails(t, f, "error", "not today")
	if want := (lambda.FunctionError{Type: "errorString", Message: "not today"}); *failed != want {
		t.Errorf("error %v, want %v", failed, want)
	}
	if again := do(t, f, "echo", "").Pid; again != pid {
		t.Errorf("served by %d after an error, want %d", again, pid)
	}
}

func TestInvocationsRunSideBySideInInstancesOfTheirOwn(t *testing.T) {
	f, g := start(t), newGate(t)
	var all []<-chan result
	for range 3 {
		all = append(all, later(t, f, "gate", g.url))
	}
	for range 3 {
		await(t, "invocation at the gate", g.arrived)
	}
	if n := len(f.Instances()); n != 3 {
		t.Errorf("%d instances for 3 invocations", n)
	}
	g.open()
	for _, one := range all {
		if r := await(t, "answer", one); r.err != nil {
			t.Error(r.err)
		}
	}
}

func TestInstanceUsedLastServesFirst(t *testing.T) {
	f, first, second := start(t), newGate(t), newGate(t)
	a := later(t, f, "gate", first.url)
	await(t, "first at the gate", first.arrived)
	b := later(t, f, "gate", second.url)
	await(t, "second at the gate", second.arrived)
	pids := f.Instances()
	second.open()
	await(t, "second answer", b)
	first.open()
	await(t, "first answer", a)
	if got := do(t, f, "echo", "").Pid; got != pids[0] {
		t.Errorf("served by %d, want %d, which answered last", got, pids[0])
	}
}

func TestInvocationsOverTheMaximumWaitInOrderAndOverTheQueueAreRefused(t *testing.T) {
	f := start(t, func(c *lambda.Config) { c.Max, c.Queue = 1, 2 })
	g := newGate(t)
	busy := later(t, f, "gate", g.url)
	await(t, "invocation at the gate", g.arrived)

	second, third := newGate(t), newGate(t)
	b := later(t, f, "gate", second.url)
	eventually(t, "second waits", func() bool { return f.Waiting() == 1 })
	c := later(t, f, "gate", third.url)
	eventually(t, "third waits", func() bool { return f.Waiting() == 2 })
	if _, err := f.Invoke(t.Context(), order("echo", "")); !errors.Is(err, lambda.ErrTooManyRequests) {
		t.Errorf("error %v with a full queue, want ErrTooManyRequests", err)
	}

	g.open()
	await(t, "first answer", busy)
	await(t, "second at its gate", second.arrived)
	if len(third.arrived) > 0 {
		t.Error("third overtook the second")
	}
	second.open()
	await(t, "second answer", b)
	await(t, "third at its gate", third.arrived)
	third.open()
	if r := await(t, "third answer", c); r.err != nil {
		t.Error(r.err)
	}
	if n := len(f.Instances()); n != 1 {
		t.Errorf("%d instances, want 1", n)
	}
}

func TestQueueCanBeNone(t *testing.T) {
	f := start(t, func(c *lambda.Config) { c.Max, c.Queue = 1, -1 })
	g := newGate(t)
	later(t, f, "gate", g.url)
	await(t, "invocation at the gate", g.arrived)
	if _, err := f.Invoke(t.Context(), order("echo", "")); !errors.Is(err, lambda.ErrTooManyRequests) {
		t.Errorf("error %v, want ErrTooManyRequests", err)
	}
}

func TestCallerWhoLeavesTheQueueIsForgottenAndOneWhoLeavesAnInvocationLetsItRun(t *testing.T) {
	f := start(t, func(c *lambda.Config) { c.Max = 1 })
	g := newGate(t)
	ctx, leave := context.WithCancel(t.Context())
	left := make(chan error, 2)
	invoke := func(do string) {
		_, err := f.Invoke(ctx, order(do, g.url))
		left <- err
	}
	go invoke("gate")
	await(t, "invocation at the gate", g.arrived)
	go invoke("panic")
	eventually(t, "second waits", func() bool { return f.Waiting() == 1 })
	pid := f.Instances()[0]
	leave()
	for range 2 {
		if err := await(t, "return", left); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v, want canceled", err)
		}
	}
	g.open()
	if got := do(t, f, "echo", "").Pid; got != pid {
		t.Errorf("served by %d, want %d, which nobody ended", got, pid)
	}
	if _, err := f.Invoke(ctx, order("echo", "")); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v with a context that has ended, want canceled", err)
	}
}

func TestInstanceSeesItsOwnEnvironmentOnly(t *testing.T) {
	t.Setenv("AWS_SECRET_ACCESS_KEY", "of the developer")
	t.Setenv("HTTPS_PROXY", "http://proxy.example.com")
	f := start(t, with("TABLE", "main"), with("AWS_LAMBDA_FUNCTION_NAME", "Other"), with("AWS_REGION", "eu-west-1"))
	r := do(t, f, "env", "")
	for _, want := range []string{"TABLE=main", "AWS_LAMBDA_FUNCTION_NAME=Probe", "AWS_REGION=eu-west-1", "TZ=:UTC", "LAMBDA_TASK_ROOT=" + bin} {
		if !slices.Contains(r.Env, want) {
			t.Errorf("no %s in %v", want, r.Env)
		}
	}
	for _, v := range r.Env {
		if key, _, _ := strings.Cut(v, "="); key == "AWS_SECRET_ACCESS_KEY" || key == "HTTPS_PROXY" || key == "HOME" {
			t.Errorf("instance sees %s of this process", key)
		}
	}
	if want, err := filepath.EvalSymlinks(bin); err != nil || r.Dir != want {
		t.Errorf("runs in %s, want %s (%v)", r.Dir, want, err)
	}
}

func TestOutputIsLoggedByLineUnderTheName(t *testing.T) {
	var log journal
	f := start(t, func(c *lambda.Config) { c.Log = &log })
	do(t, f, "print", "")
	if err := f.KillAll(); err != nil {
		t.Fatal(err)
	}
	want := "Probe: one\nProbe: two\n"
	if got := log.String(); !strings.HasPrefix(got, want) || !strings.Contains(got, "ended: signal: killed") {
		t.Errorf("log %q, want %q and how it ended", got, want)
	}
}

func TestStartRefusesWhatItCannotRun(t *testing.T) {
	text := filepath.Join(t.TempDir(), "bootstrap")
	if err := os.WriteFile(text, []byte("no program"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, cfg := range map[string]lambda.Config{
		"without a name":    {Bootstrap: filepath.Join(bin, "probe")},
		"missing":           {Name: "Probe", Bootstrap: filepath.Join(bin, "nothing")},
		"folder":            {Name: "Probe", Bootstrap: bin},
		"not an executable": {Name: "Probe", Bootstrap: text},
	} {
		if _, err := lambda.Start(cfg); err == nil {
			t.Errorf("%s: started", name)
		}
	}
}

func BenchmarkWarm(b *testing.B) {
	f := start(b)
	do(b, f, "echo", "")
	for b.Loop() {
		do(b, f, "echo", "")
	}
}

func BenchmarkCold(b *testing.B) {
	f := start(b)
	for b.Loop() {
		do(b, f, "echo", "")
		b.StopTimer()
		if err := f.KillAll(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}
