package dynamodb_test

import (
	"bufio"
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"ordholden/infra/local/dynamodb"
)

func start(t *testing.T, cfg dynamodb.Config) *dynamodb.Server {
	t.Helper()
	s, err := dynamodb.Start(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return s
}

func put(t *testing.T, s *dynamodb.Server, table, id string) {
	t.Helper()
	_, err := s.Client().PutItem(t.Context(), &sdk.PutItemInput{
		TableName: aws.String(table), Item: map[string]types.AttributeValue{"id": &types.AttributeValueMemberS{Value: id}},
	})
	if err != nil {
		t.Fatal(err)
	}
}

func count(t *testing.T, s *dynamodb.Server, table string) int32 {
	t.Helper()
	out, err := s.Client().Scan(t.Context(), &sdk.ScanInput{TableName: aws.String(table)})
	if err != nil {
		t.Fatal(err)
	}
	return out.Count
}

// listens reports whether the server's port takes a connection.
func listens(url string) bool {
	conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		return false
	}
	conn.Close()
	return true
}

func TestServerAnswersAndIsGoneAfterStop(t *testing.T) {
	s := start(t, dynamodb.Config{})
	if err := s.CreateTable(t.Context(), dynamodb.Table{Name: "plain", Hash: "id"}); err != nil {
		t.Fatal(err)
	}
	put(t, s, "plain", "1")
	if n := count(t, s, "plain"); n != 1 {
		t.Errorf("%d items", n)
	}
	t.Run("an attached server is left running", func(t *testing.T) {
		attached := dynamodb.Attach(s.URL)
		if n := count(t, attached, "plain"); n != 1 {
			t.Errorf("%d items", n)
		}
		attached.Stop()
		if !listens(s.URL) {
			t.Error("stopping the attached server ended it")
		}
	})
	t.Run("its port is told as taken", func(t *testing.T) {
		port, err := strconv.Atoi(s.URL[strings.LastIndex(s.URL, ":")+1:])
		if err != nil {
			t.Fatal(err)
		}
		_, err = dynamodb.Start(t.Context(), dynamodb.Config{Port: port})
		mustSay(t, err, "port "+strconv.Itoa(port)+" is taken")
	})
	s.Stop()
	s.Stop()
	if listens(s.URL) {
		t.Error("java still listens after Stop")
	}
}

func TestItemsAndStreamSurviveARestart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), ".local", "dynamodb")
	table := dynamodb.Table{Name: "kept", Hash: "id", StreamView: "KEYS_ONLY"}
	first := start(t, dynamodb.Config{Dir: dir})
	if err := first.CreateTable(t.Context(), table); err != nil {
		t.Fatal(err)
	}
	put(t, first, "kept", "1")
	before, err := first.StreamARN(t.Context(), "kept")
	if err != nil {
		t.Fatal(err)
	}
	first.Stop()

	second := start(t, dynamodb.Config{Dir: dir})
	if err := second.CreateTable(t.Context(), table); err != nil {
		t.Fatal(err)
	}
	if n := count(t, second, "kept"); n != 1 {
		t.Errorf("%d items after a restart", n)
	}
	after, err := second.StreamARN(t.Context(), "kept")
	if err != nil {
		t.Fatal(err)
	}
	if before != after {
		t.Errorf("the stream changed its name from %s to %s", before, after)
	}
}

func TestStartGivesUpWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := dynamodb.Start(ctx, dynamodb.Config{})
	mustSay(t, err, "does not answer")
}

func TestMissingPartsAreNamed(t *testing.T) {
	fake := func(script string) string {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "java"), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	tests := []struct {
		outcome string
		path    string
		cfg     dynamodb.Config
		says    string
	}{
		{"no java", t.TempDir(), dynamodb.Config{}, "java is not installed: install Java 17 or newer"},
		{"java 11", fake("echo 'Exception in thread \"main\" java.lang.UnsupportedClassVersionError: class file version 61.0' >&2; exit 1"),
			dynamodb.Config{}, "java is older than DynamoDB Local needs: install Java 17 or newer"},
		{"java that fails otherwise", fake("echo 'no room left' >&2; exit 3"), dynamodb.Config{}, "ended at its start (exit status 3): no room left"},
		{"no npm package", os.Getenv("PATH"), dynamodb.Config{NodeModules: t.TempDir()}, "run `make tools`"},
		{"port lost after the check", fake("echo 'java.io.IOException: Failed to bind to 0.0.0.0' >&2; exit 1"), dynamodb.Config{}, "is taken"},
	}
	for _, tt := range tests {
		t.Run(tt.outcome, func(t *testing.T) {
			t.Setenv("PATH", tt.path)
			_, err := dynamodb.Start(t.Context(), tt.cfg)
			mustSay(t, err, tt.says)
		})
	}
}

func TestOutsideTheRepositoryIsTold(t *testing.T) {
	t.Chdir(t.TempDir())
	_, err := dynamodb.Start(t.Context(), dynamodb.Config{})
	mustSay(t, err, "no go.mod above the working directory")
}

// childVariable makes this test binary the parent that is killed.
const childVariable = "ORDHOLDEN_TEST_CHILD"

func TestJavaEndsWithAKilledParent(t *testing.T) {
	if os.Getenv(childVariable) != "" {
		s, err := dynamodb.Start(context.Background(), dynamodb.Config{})
		if err != nil {
			os.Stdout.WriteString("error " + err.Error() + "\n")
			os.Exit(1)
		}
		os.Stdout.WriteString(s.URL + "\n")
		select {}
	}
	if runtime.GOOS != "linux" {
		t.Log("only Linux can promise this")
		return
	}
	child := exec.Command(os.Args[0], "-test.run=^TestJavaEndsWithAKilledParent$")
	child.Env = append(os.Environ(), childVariable+"=1")
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	url := strings.TrimSpace(line)
	if err != nil || !listens(url) {
		t.Fatalf("the child said %q (%v)", line, err)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait() // "signal: killed", as asked
	eventually(t, "java is gone", func() bool { return !listens(url) })
}

// eventually polls until the condition holds, and fails the test when it does not within ten seconds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	deadline := time.After(10 * time.Second)
	for !holds() {
		select {
		case <-ticker.C:
		case <-deadline:
			t.Fatalf("not so within ten seconds: %s", what)
		}
	}
}

func mustSay(t *testing.T, err error, part string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error; wanted one that says %q", part)
	}
	if !strings.Contains(err.Error(), part) || strings.Contains(err.Error(), "\n") {
		t.Errorf("said %q; wanted one sentence with %q", err, part)
	}
}
