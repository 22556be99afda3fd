package s3_test

import (
	"fmt"
	"io"
	"maps"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"ordholden/infra/local/s3"
)

// silent tells a lost connection from an answer.
func silent(err error) bool { return err != nil && code(err) == "" }

func TestFaults(t *testing.T) {
	b := start(t, s3.Config{})
	for _, tt := range []struct {
		kind s3.Kind
		is   func(error) bool
		done bool
	}{
		{s3.Refused, silent, false},
		{s3.AnswerLost, silent, true},
		{s3.SlowDown, func(err error) bool { return code(err) == "SlowDown" }, false},
		{s3.ServerError, func(err error) bool { return code(err) == "InternalError" }, false},
		{s3.Slow, func(err error) bool { return err == nil }, true},
	} {
		t.Run(string(tt.kind), func(t *testing.T) {
			key := string(tt.kind)
			b.Inject(s3.Fault{Operation: "PutObject", Kind: tt.kind, Delay: time.Millisecond})
			if err := b.put(t.Context(), key, "a"); !tt.is(err) || b.holds(key) != tt.done {
				t.Errorf("the put ended with %v, done: %t", err, b.holds(key))
			}
			b.mustPut(key)
			b.Inject(s3.Fault{Operation: "DeleteObject", Kind: tt.kind, Delay: time.Millisecond})
			if err := b.remove(key); !tt.is(err) || b.holds(key) == tt.done {
				t.Errorf("the removal ended with %v, there: %t", err, b.holds(key))
			}
			b.mustPut(key)
			b.Inject(s3.Fault{Operation: "GetObject", Kind: tt.kind, Delay: time.Millisecond})
			if _, _, err := b.get(key, ""); !tt.is(err) {
				t.Errorf("the get ended with %v", err)
			}
			if left := b.Unused(); len(left) != 0 {
				t.Errorf("left over: %+v", left)
			}
		})
	}
}

func TestTheChosenCallIsStruck(t *testing.T) {
	b := start(t, s3.Config{})
	b.Inject(
		s3.Fault{Operation: "PutObject", KeyPrefix: "held/", Nth: 2, Kind: s3.Refused},
		s3.Fault{Operation: "HeadObject", Kind: s3.Refused},
		s3.Fault{Nth: 5, Kind: s3.ServerError},
	)
	var failed []string
	for i := range 3 {
		for _, prefix := range []string{"held/", "incoming/"} {
			if key := fmt.Sprint(prefix, i); b.put(t.Context(), key, "a") != nil {
				failed = append(failed, key)
			}
		}
	}
	if want := []string{"held/1", "held/2"}; !slices.Equal(failed, want) {
		t.Errorf("%q failed, wanted %q", failed, want)
	}
	if left := b.Unused(); len(left) != 1 || left[0].Operation != "HeadObject" {
		t.Errorf("left over: %+v", left)
	}
	if got := b.Calls(); !maps.Equal(got, map[string]int{"PutObject": 6}) {
		t.Errorf("counted %v", got)
	}
	b.Reset()
	if len(b.Unused()) != 0 || len(b.Calls()) != 0 {
		t.Errorf("after Reset: %v, %v", b.Unused(), b.Calls())
	}
}

func TestARetryingClientGetsOverSlowDown(t *testing.T) {
	b := start(t, s3.Config{})
	b.client = client(b.URL, 3)
	b.Inject(s3.Fault{Kind: s3.SlowDown}, s3.Fault{Kind: s3.AnswerLost})
	if err := b.put(t.Context(), "a", "a"); err != nil || b.Calls()["PutObject"] != 3 {
		t.Errorf("%v after %d calls", err, b.Calls()["PutObject"])
	}
}

func TestASlowCallIsHeldUntilReleased(t *testing.T) {
	b := start(t, s3.Config{})
	release := make(chan struct{})
	b.Inject(s3.Fault{Operation: "PutObject", Kind: s3.Slow, Until: release})
	done := make(chan error, 1)
	go func() { done <- b.put(t.Context(), "held", "a") }()
	eventually(t, "the call is held", func() bool { return len(b.Unused()) == 0 })
	b.mustPut("overtakes")
	if b.holds("held") {
		t.Error("the call was not held")
	}
	close(release)
	if err := <-done; err != nil || !b.holds("held") {
		t.Errorf("after the release: %v", err)
	}
}

func TestASlowCallIsNotDoneOnceItsCallerHasGivenUp(t *testing.T) {
	b := start(t, s3.Config{})
	b.Inject(s3.Fault{Operation: "PutObject", Kind: s3.Slow})
	conn, err := net.Dial("tcp", strings.TrimPrefix(b.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "PUT /"+bucket+"/late HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\na"); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the call is held", func() bool { return len(b.Unused()) == 0 })
	// Half closed, the connection still tells what the server makes of it.
	if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(conn); err != nil || string(got) != "HTTP/1.1 " || b.holds("late") {
		t.Errorf("answered %q, %v, done: %t", got, err, b.holds("late"))
	}
}

func TestStopCutsOffASlowCall(t *testing.T) {
	b := start(t, s3.Config{})
	b.Inject(s3.Fault{Kind: s3.Slow, Delay: time.Hour})
	done := make(chan error, 1)
	go func() { done <- b.put(t.Context(), "a", "a") }()
	eventually(t, "the call is held", func() bool { return len(b.Unused()) == 0 })
	b.Stop()
	if err := <-done; !silent(err) || b.holds("a") {
		t.Errorf("%v, done: %t", err, b.holds("a"))
	}
}

func TestAnUnknownFaultIsTold(t *testing.T) {
	b := start(t, s3.Config{})
	b.Inject(s3.Fault{Kind: "bad luck"})
	if err := b.put(t.Context(), "a", "a"); err == nil || b.holds("a") {
		t.Errorf("%v, done: %t", err, b.holds("a"))
	}
}
