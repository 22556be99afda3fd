package stack_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ordholden/infra/local/browser"
	"ordholden/infra/local/dynamodb"
	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/infra/local/gateway"
	"ordholden/infra/local/ses"
	"ordholden/infra/local/ses/inbox"
	"ordholden/infra/local/stack"
	"ordholden/internal/openapi"
	"ordholden/internal/openapi/conform"
)

// One stack serves all tests of the package: the deployed binaries, on a real
// database that a proxy stands before, so that tests can count and break calls.
var world struct {
	*stack.Stack
	database *faulty.Proxy
	api      *conform.Checker
	log      *safeBuffer
	root     string
}

func TestMain(m *testing.M) {
	code, err := runAll(m)
	browser.Close()
	if err != nil {
		fmt.Fprintln(os.Stderr, "stack:", err)
		code = 1
	}
	os.Exit(code)
}

func runAll(m *testing.M) (int, error) {
	world.root = filepath.Join("..", "..", "..")
	build, err := os.MkdirTemp("", "ordholden-build-")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(build)
	if out, err := exec.Command("make", "-C", world.root, "build", "BUILD="+build).CombinedOutput(); err != nil {
		return 1, fmt.Errorf("build the functions: %w\n%s", err, out)
	}
	database, err := dynamodb.Start(context.Background(), dynamodb.Config{})
	if err != nil {
		return 1, err
	}
	defer database.Stop()
	if world.database, err = faulty.New(database.URL); err != nil {
		return 1, err
	}
	if world.api, err = conform.New(openapi.Document); err != nil {
		return 1, err
	}
	front := httptest.NewServer(world.database)
	defer front.Close()
	world.log = &safeBuffer{}
	world.Stack, err = stack.Start(context.Background(), stack.Config{
		Template: filepath.Join(world.root, "template.yaml"), Build: build, DynamoDB: front.URL,
		Log: world.log, Observe: observe,
	})
	if err != nil {
		return 1, err
	}
	defer world.Stop()
	return m.Run(), drift.report()
}

// drift gathers exchanges that the API's description does not cover.
var drift differences

type differences struct {
	sync.Mutex
	found []string
}

func observe(x gateway.Exchange) {
	if x.Route == "$default" && x.Status == http.StatusNotFound {
		return // no such route: nothing that the description could know
	}
	if slices.Contains([]string{`{"message":"Unauthorized"}`, `{"message":"Forbidden"}`}, strings.TrimSpace(string(x.Body))) {
		return // the gateway's own word: no function has seen the call
	}
	if err := world.api.Check(x.Request, x.RequestBody, x.Status, x.Header, x.Body); err != nil {
		drift.Lock()
		defer drift.Unlock()
		drift.found = append(drift.found, fmt.Sprintf("%s → %d: %v", x.Route, x.Status, err))
	}
}

func (d *differences) report() error {
	d.Lock()
	defer d.Unlock()
	if len(d.found) == 0 {
		return nil
	}
	return fmt.Errorf("the API is not as openapi.json says:\n%s", strings.Join(d.found, "\n"))
}

// safeBuffer is a log that several goroutines write.
type safeBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   string
}

// client follows no redirect: where one leads is part of the answer.
var client = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

func do(t testing.TB, method, path, contentType, body string, headers ...string) answer {
	t.Helper()
	r, err := http.NewRequest(method, world.URL+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header, string(b)}
}

func postJSON(t testing.TB, path string, body any, headers ...string) answer {
	t.Helper()
	b, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	return do(t, "POST", path, "application/json", string(b), headers...)
}

func postForm(t testing.TB, path string, form url.Values, headers ...string) answer {
	t.Helper()
	return do(t, "POST", path, "application/x-www-form-urlencoded", form.Encode(), headers...)
}

// want fails the test unless the answer has the status.
func (a answer) want(t testing.TB, status int) answer {
	t.Helper()
	if a.status != status {
		t.Fatalf("status %d, want %d: %s", a.status, status, a.body)
	}
	return a
}

// field is one field of an answer in JSON, as text.
func (a answer) field(t testing.TB, name string) string {
	t.Helper()
	var fields map[string]any
	if err := json.Unmarshal([]byte(a.body), &fields); err != nil {
		t.Fatalf("answer is no JSON: %v: %s", err, a.body)
	}
	return fmt.Sprint(fields[name])
}

// patience is how long anything that happens by itself may take on a busy machine.
const patience = 60 * time.Second

// mailTo waits for a mail to an address whose subject is of a kind.
func mailTo(t testing.TB, address, tag string) inbox.Message {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	m, err := world.Mail.Inbox().Wait(ctx, func(m inbox.Message) bool { return m.To == address && m.Tags["mail"] == tag })
	if err != nil {
		t.Fatalf("no mail %s to %s: %v\n%s", tag, address, err, world.log)
	}
	return m
}

// mailsTo is every mail that an address has got.
func mailsTo(address string) (mails []inbox.Message) {
	for _, m := range world.Mail.Inbox().Messages() {
		if m.To == address {
			mails = append(mails, m)
		}
	}
	return mails
}

// eventually calls try until it is content.
func eventually(t testing.TB, what string, try func() bool) {
	t.Helper()
	ticker := time.NewTicker(50 * time.Millisecond)
	defer ticker.Stop()
	deadline := time.After(patience)
	for !try() {
		select {
		case <-ticker.C:
		case <-deadline:
			t.Fatalf("%s: not in %v", what, patience)
		}
	}
}

// proof is what a mail carries to show control of its address.
type proof struct{ id, token, code string }

// proofIn reads a mail as its reader does: the link, and the code beside it.
func proofIn(t testing.TB, m inbox.Message) proof {
	t.Helper()
	var p proof
	for line := range strings.SplitSeq(m.Text, "\n") {
		line = strings.TrimSpace(line)
		if _, fragment, ok := strings.Cut(line, "#"); ok && strings.HasPrefix(line, "http") {
			values, err := url.ParseQuery(fragment)
			if err != nil {
				t.Fatal(err)
			}
			p.id, p.token = values.Get("case"), values.Get("token")
		}
		for _, label := range []string{"Kode: ", "Code: "} {
			if code, ok := strings.CutPrefix(line, label); ok {
				p.code = code
			}
		}
	}
	if p.id == "" || p.token == "" || p.code == "" {
		t.Fatalf("mail %q lacks link or code:\n%s", m.Subject, m.Text)
	}
	return p
}

func (p proof) with(choice string) map[string]string {
	body := map[string]string{"case": p.id, "token": p.token, "code": p.code}
	if choice != "" {
		body["choice"] = choice
	}
	return body
}

func inject(t testing.TB, f ses.Fault) {
	t.Helper()
	if err := world.Mail.Inject(f); err != nil {
		t.Fatal(err)
	}
}
