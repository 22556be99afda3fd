package demo_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"ordholden/infra/local/browser"
	"ordholden/infra/local/dynamodb"
	"ordholden/infra/local/dynamodb/faulty"
	"ordholden/infra/local/gateway"
	"ordholden/infra/local/stack"
	"ordholden/internal/gdpr"
	"ordholden/internal/openapi"
	"ordholden/internal/openapi/conform"
)

// One stack serves all tests of the package: the two functions that a visitor of a
// company's site meets, as they are deployed, on a real database that can be broken.
var world struct {
	*stack.Stack
	database *faulty.Proxy
	api      *conform.Checker
	root     string

	mu    sync.Mutex
	sent  []sending
	drift []string
	hold  chan struct{} // answers to records wait until it is closed
}

// sending is a record as it came to the API, and what became of it.
type sending struct {
	Controller gdpr.ControllerID
	GPC        string // the header Sec-GPC
	Agent      string `json:"-"` // what the browser calls itself
	Status     int
	Visitor    gdpr.ID                   `json:"visitor"`
	Decisions  map[gdpr.PurposeID]string `json:"decisions"`
	Notice     string                    `json:"notice"`
	Interface  string                    `json:"interface"`
	Language   string                    `json:"language"`
	Mechanism  string                    `json:"mechanism"`
	Key        string                    `json:"idempotency_key"`
	Answer     string                    `json:"-"`
}

func TestMain(m *testing.M) {
	code, err := runAll(m)
	browser.Close()
	if err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
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
	if err := buildInto(build); err != nil {
		return 1, err
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
	// Bare: nobody here waits for mail, so that streams, queues and schedules need not run.
	world.Stack, err = stack.Start(context.Background(), stack.Config{
		Template: filepath.Join(world.root, "template.yaml"), Build: build, DynamoDB: front.URL,
		Log: os.Stderr, Observe: observe, Bare: true,
	})
	if err != nil {
		return 1, err
	}
	defer world.Stop()
	code := m.Run()
	if len(world.drift) > 0 {
		err = fmt.Errorf("the API is not as openapi.json says:\n%s", strings.Join(world.drift, "\n"))
	}
	return code, err
}

// buildInto builds what a visitor of a site meets. The stack wants a program for every
// function; those that no visitor reaches get one that is there already and never runs.
func buildInto(dir string) error {
	args := []string{"-C", world.root, "BUILD=" + dir}
	for _, target := range []string{"/site/bootstrap", "/consent/bootstrap", "/site/banner.js"} {
		args = append(args, dir+target)
	}
	if out, err := exec.Command("make", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("build the functions: %w\n%s", err, out)
	}
	folders, err := os.ReadDir(filepath.Join(world.root, "functions"))
	if err != nil {
		return err
	}
	for _, f := range folders {
		if f.Name() == "site" || f.Name() == "consent" {
			continue
		}
		if err := os.MkdirAll(filepath.Join(dir, f.Name()), 0o755); err != nil {
			return err
		}
		if err := os.Link(filepath.Join(dir, "site/bootstrap"), filepath.Join(dir, f.Name(), "bootstrap")); err != nil {
			return err
		}
	}
	return nil
}

// observe keeps each record that came, and holds the exchange to the API's description.
func observe(x gateway.Exchange) {
	err := world.api.Check(x.Request, x.RequestBody, x.Status, x.Header, x.Body)
	world.mu.Lock()
	if err != nil && x.Status != http.StatusNotFound {
		world.drift = append(world.drift, fmt.Sprintf("%s → %d: %v", x.Route, x.Status, err))
	}
	hold := world.hold
	record := x.Request.Method == http.MethodPost && strings.HasSuffix(x.Request.URL.Path, "/consents")
	if record {
		world.sent = append(world.sent, sendingOf(x))
	}
	world.mu.Unlock()
	if record && hold != nil {
		<-hold
	}
}

func sendingOf(x gateway.Exchange) sending {
	s := sending{
		Controller: gdpr.ControllerID(strings.Split(x.Request.URL.Path, "/")[2]),
		GPC:        x.Request.Header.Get("Sec-GPC"), Agent: x.Request.UserAgent(), Status: x.Status, Answer: string(x.Body),
	}
	if strings.HasPrefix(x.Request.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
		return s // our own form: no banner sent it
	}
	if err := json.Unmarshal(x.RequestBody, &s); err != nil {
		world.drift = append(world.drift, fmt.Sprintf("a banner sent %q: %v", x.RequestBody, err))
	}
	s.Visitor, _ = gdpr.ParseID(string(s.Visitor))
	return s
}

// sendings is every record that has come of the visitor.
func (v *visitor) sendings() []sending {
	world.mu.Lock()
	defer world.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(world.sent), func(s sending) bool { return s.Agent != v.agent })
}

// holdAnswers lets records be stored and their answers wait; release sends them.
func holdAnswers(t *testing.T) (release func()) {
	hold := make(chan struct{})
	set := func(c chan struct{}) {
		world.mu.Lock()
		defer world.mu.Unlock()
		world.hold = c
	}
	set(hold)
	release = sync.OnceFunc(func() { set(nil); close(hold) })
	t.Cleanup(release)
	return release
}
