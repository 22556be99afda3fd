package main

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

func TestCallsAreTalliedAsWritesAndReads(t *testing.T) {
	for _, c := range []struct {
		calls  map[string]int
		others int
		want   string
	}{
		{map[string]int{"PutItem": 1}, 0, mustCalls},
		{nil, 0, "0 writes, 0 reads, 0 others"},
		{map[string]int{"PutItem": 2}, 0, "2 writes, 0 reads, 0 others"},
		{map[string]int{"TransactWriteItems": 1, "GetItem": 1, "Query": 2}, 3, "1 write, 3 reads, 3 others"},
		{map[string]int{"PutItem": 1, "DescribeEndpoints": 1}, 0, "2 writes, 0 reads, 0 others"},
	} {
		if got := tally(c.calls, c.others); got != c.want {
			t.Errorf("%v and %d others are %q, want %q", c.calls, c.others, got, c.want)
		}
	}
}

func TestTrapCountsVisitors(t *testing.T) {
	trap, err := openTrap()
	if err != nil {
		t.Fatal(err)
	}
	defer trap.close()
	for range 2 {
		conn, err := net.Dial("tcp", trap.listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Read(make([]byte, 1)); err == nil {
			t.Error("the trap answers")
		}
		conn.Close()
	}
	if n := trap.visits.Load(); n != 2 {
		t.Errorf("%d visits, want 2", n)
	}
}

func TestEverySocketThatWasAskedForCounts(t *testing.T) {
	log := filepath.Join(t.TempDir(), "log")
	text := "1 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 7\n" +
		"2 socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = -1 EMFILE (Too many open files)\n" +
		"1 +++ exited with 0 +++\n"
	if err := os.WriteFile(log, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if n, err := (trace{log: log}).sockets(); n != 2 || err != nil {
		t.Errorf("%d sockets, %v, want 2", n, err)
	}
	if n, err := (trace{}).sockets(); n != usualSockets || err != nil {
		t.Errorf("%d sockets, %v where nothing is traced", n, err)
	}
}

func TestCallsAreNamedInOrder(t *testing.T) {
	if got := named(map[string]int{"Query": 2, "GetItem": 1}); got != "1 GetItem, 2 Query" {
		t.Error(got)
	}
	if got := named(nil); got != "none" {
		t.Error(got)
	}
}
