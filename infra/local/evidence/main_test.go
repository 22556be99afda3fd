// Package evidence_test holds what the public can check to the programs as they are deployed:
// receipts, the log, the keys of both, and which version a consent is to.
package evidence_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"ordholden/infra/local/browser"
	"ordholden/infra/local/dynamodb"
	"ordholden/infra/local/gateway"
	"ordholden/infra/local/stack"
	"ordholden/internal/openapi"
	"ordholden/internal/openapi/conform"
)

// root is the module's, and made is where everything is built.
var root, made string

func TestMain(m *testing.M) {
	code, err := runAll(m)
	browser.Close()
	if err != nil {
		fmt.Fprintln(os.Stderr, "evidence:", err)
		code = 1
	}
	os.Exit(code)
}

func runAll(m *testing.M) (code int, err error) {
	if root, err = filepath.Abs(filepath.Join("..", "..", "..")); err != nil {
		return 1, err
	}
	if made, err = os.MkdirTemp("", "ordholden-evidence-"); err != nil {
		return 1, err
	}
	defer os.RemoveAll(made)
	return m.Run(), nil
}

// functions is the folder of the functions with the declarations of the tree.
var functions = sync.OnceValues(func() (string, error) { return build("now") })

// build is what make build makes, under the environment's changes.
func build(name string, environment ...string) (string, error) {
	dir := filepath.Join(made, name)
	command := exec.Command("make", "-C", root, "build", "BUILD="+dir)
	command.Env = append(os.Environ(), environment...)
	if out, err := command.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the functions: %w\n%s", err, out)
	}
	return dir, nil
}

// commands are the programs that anybody, or an operator, runs.
var commands = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(made, "commands") + string(filepath.Separator)
	command := exec.Command("go", "build", "-o", dir, "./infra/verify", "./infra/inspect", "./infra/rotate")
	command.Dir = root
	if out, err := command.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the commands: %w\n%s", err, out)
	}
	return dir, nil
})

// command runs one of them as a process that knows nothing but the settings it is given, and is
// what it printed, and what it complained of; nothing where it ended well.
func command(t *testing.T, settings []string, name string, args ...string) (out, complaint string) {
	t.Helper()
	dir, err := commands()
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	c := exec.Command(filepath.Join(dir, name), args...)
	c.Env, c.Dir, c.Stdout, c.Stderr = settings, t.TempDir(), &stdout, &stderr
	if c.Env == nil {
		c.Env = []string{"NOTHING=1"} // a nil Env would be all of this process's
	}
	err = c.Run()
	if _, ended := errors.AsType[*exec.ExitError](err); err != nil && !ended {
		t.Fatal(err)
	}
	if (err != nil) != (stderr.Len() > 0) {
		t.Fatalf("%s ended with %v, and says %q", name, err, &stderr)
	}
	return stdout.String(), stderr.String()
}

// desk is a running stack, and the test that it serves.
type desk struct {
	*stack.Stack
	t   *testing.T
	log *record
}

// record is what the functions print, from several goroutines.
type record struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (r *record) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.buf.Write(p)
}

// start runs a stack until the test ends, or until it is stopped. Every exchange is held to the
// API's description.
func start(t *testing.T, cfg stack.Config) desk {
	t.Helper()
	if cfg.Build == "" {
		dir, err := functions()
		if err != nil {
			t.Fatal(err)
		}
		cfg.Build = dir
	}
	described, err := conform.New(openapi.Document)
	if err != nil {
		t.Fatal(err)
	}
	d := desk{t: t, log: &record{}}
	cfg.Template, cfg.Log = filepath.Join(root, "template.yaml"), d.log
	cfg.Observe = func(x gateway.Exchange) {
		if strings.Contains(`{"message":"Unauthorized"} {"message":"Forbidden"} {"message":"Not Found"}`, strings.TrimSpace(string(x.Body))) {
			return // the gateway's own word: no function has seen the call
		}
		if err := described.Check(x.Request, x.RequestBody, x.Status, x.Header, x.Body); err != nil {
			t.Errorf("%s → %d is not as openapi.json says: %v", x.Route, x.Status, err)
		}
	}
	if d.Stack, err = stack.Start(context.Background(), cfg); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		d.Stop()
		if t.Failed() {
			t.Logf("the functions say\n%s", &d.log.buf)
		}
	})
	return d
}

// settings is what an operator's command needs to know of the stack's tables.
func (d desk) settings() []string {
	return []string{
		"TABLE=" + d.MainTable(), "KEYS=" + d.KeysTable(), "AWS_REGION=" + dynamodb.Region, "AWS_ENDPOINT_URL_DYNAMODB=" + d.Database.URL,
		"AWS_ACCESS_KEY_ID=local", "AWS_SECRET_ACCESS_KEY=local",
	}
}

// file is a file with a content.
func file(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// copied is a copy of a controller's log in the bucket.
func (d desk) copied(c string) string {
	d.t.Helper()
	dir, bucket, prefix := filepath.Join(d.t.TempDir(), c), d.Buckets["LogBucket"], "log/"+c+"/"
	for _, key := range d.S3.Keys(bucket, prefix) {
		o, _ := d.S3.Get(bucket, key)
		path := filepath.Join(dir, filepath.FromSlash(strings.TrimPrefix(key, prefix)))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			d.t.Fatal(err)
		}
		if err := os.WriteFile(path, o.Body, 0o600); err != nil {
			d.t.Fatal(err)
		}
	}
	return dir
}

// decode reads what was answered.
func decode[T any](t *testing.T, body string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		t.Fatalf("%v: %s", err, body)
	}
	return v
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
