package s3_test

import (
	"bytes"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"ordholden/infra/local/s3"
)

func TestObjectsSurviveARestart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "s3")
	first := start(t, s3.Config{Dir: dir})
	first.mustPut("incoming/mojob/1", "incoming/mojob/2", "held/a b/%2F")
	if err := first.remove("incoming/mojob/2"); err != nil {
		t.Fatal(err)
	}
	before, _ := first.Get(bucket, "held/a b/%2F")
	first.Stop()
	second := start(t, s3.Config{Dir: dir})
	if keys := second.Keys(bucket, ""); strings.Join(keys, " ") != "held/a b/%2F incoming/mojob/1" {
		t.Errorf("after the restart: %q", keys)
	}
	after, _ := second.Get(bucket, "held/a b/%2F")
	if !bytes.Equal(after.Body, before.Body) || !after.Modified.Equal(before.Modified) {
		t.Errorf("%+v became %+v", before, after)
	}
	if got, _, err := second.get("incoming/mojob/1", ""); err != nil || got != "body of incoming/mojob/1" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestAnObjectThatCannotBeKeptIsNotThere(t *testing.T) {
	dir := t.TempDir()
	b := start(t, s3.Config{Dir: dir})
	if err := os.RemoveAll(filepath.Join(dir, bucket)); err != nil {
		t.Fatal(err)
	}
	if err := b.put(t.Context(), "a", "a"); code(err) != "InternalError" || b.holds("a") {
		t.Errorf("%v, there: %t", err, b.holds("a"))
	}
}

func TestAForeignFileInTheFolderIsTold(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, bucket), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, bucket, "a.object"), []byte("no head"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s3.Start(s3.Config{Dir: dir, Buckets: []string{bucket}}); err == nil || !strings.Contains(err.Error(), "a.object") {
		t.Errorf("got %v", err)
	}
}

func TestOnlyProgramsOnThisMachineAreAnswered(t *testing.T) {
	b := start(t, s3.Config{})
	b.mustPut("a")
	host, port, err := net.SplitHostPort(strings.TrimPrefix(b.URL, "http://"))
	if err != nil || host != "127.0.0.1" {
		t.Fatalf("listens on %s (%v)", b.URL, err)
	}
	for _, tt := range []struct {
		host, origin string
		status       int
	}{
		{"localhost:" + port, "", 200}, {"127.0.0.1:" + port, "", 200}, {"[::1]:" + port, "", 200}, {"localhost", "", 200},
		{"s3.evil.example:" + port, "", 403}, {"localhost:" + port, "https://evil.example", 403},
	} {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, b.URL+"/"+bucket+"/a", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = tt.host
		if tt.origin != "" {
			r.Header.Set("Origin", tt.origin)
		}
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != tt.status {
			t.Errorf("%+v: %d", tt, resp.StatusCode)
		}
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = s3.Start(s3.Config{Port: number}); err == nil || !strings.Contains(err.Error(), "port "+port+" is taken") {
		t.Errorf("a taken port: %v", err)
	}
	b.Stop()
	b.Stop()
	if conn, err := net.Dial("tcp", "127.0.0.1:"+port); err == nil {
		conn.Close()
		t.Error("it listens after Stop")
	}
}

func TestAnotherServiceStoresByACallLikeAnyOther(t *testing.T) {
	b := start(t, s3.Config{})
	if err := b.Store(t.Context(), bucket, "incoming/mojob/æ 1", []byte("From: kari@example.no\r\n")); err != nil {
		t.Fatal(err)
	}
	if got, _, err := b.get("incoming/mojob/æ 1", ""); err != nil || got != "From: kari@example.no\r\n" {
		t.Errorf("%q, %v", got, err)
	}
	b.Inject(s3.Fault{Operation: "PutObject", KeyPrefix: "incoming/", Kind: s3.SlowDown})
	if err := b.Store(t.Context(), bucket, "incoming/mojob/2", nil); err == nil || b.holds("incoming/mojob/2") {
		t.Errorf("slowed down: %v, there: %t", err, b.holds("incoming/mojob/2"))
	}
	if err := b.Store(t.Context(), "elsewhere", "a", nil); err == nil {
		t.Error("stored in a bucket that is not there")
	}
}
