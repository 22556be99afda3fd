package template_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"ordholden/infra/local/template"
)

func load(t *testing.T, path string, overrides map[string]string) *template.Template {
	t.Helper()
	got, err := template.Load(path, overrides)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestEverythingThatIsUnderstoodIsRead(t *testing.T) {
	got := load(t, filepath.Join("testdata", "template.yaml"), nil)
	want := &template.Template{
		Functions: []template.Function{
			{Name: "Consent", Folder: "consent", Timeout: 7 * time.Second, Retries: 2, Env: map[string]string{
				"SHARED": "all", "STAGE": "own", "TABLE": "ordholden-main", "PUBLIC_URL": "", "BOTH": "none",
				"JOINED":   "ordholden-test-b",
				"SUBBED":   "Queue/arn:aws:dynamodb:eu-north-1:000000000000:table/ordholden-main/${Kept}/eu-north-1",
				"FUNCTION": "arn:aws:lambda:eu-north-1:000000000000:function:Site",
				"STREAM":   "arn:aws:dynamodb:eu-north-1:000000000000:table/ordholden-main/stream/local",
				"SET":      "ordholden",
				"BUCKET":   "ordholden-letters",
			}},
			{Name: "Site", Folder: "site", Timeout: 5 * time.Second, Concurrency: 3, Retries: 2},
			{Name: "Outbox", Folder: "outbox", Timeout: 7 * time.Second, Retries: 2},
			{Name: "Clock", Folder: "clock", Timeout: 7 * time.Second, Retries: 0},
			{Name: "Feedback", Folder: "feedback", Timeout: 7 * time.Second, Retries: 2},
			{Name: "Inbox", Folder: "inbox", Timeout: 7 * time.Second, Retries: 2},
		},
		Routes: []template.Route{
			{Method: "POST", Path: "/v1/{controller}/consents", Function: "Consent", RateLimit: 0.5, BurstLimit: 2, Authorizer: "Staff", Scopes: []string{"openid"}},
			{Method: "GET", Path: "/v1/{controller}/consents/{consent}", Function: "Consent", RateLimit: 50, BurstLimit: 10, Timeout: 5 * time.Second, Authorizer: "Machines", Scopes: []string{"mojob/b.write"}},
			{Path: "$default", Function: "Site", RateLimit: 300, BurstLimit: 600},
			{Method: "ANY", Path: "/assets/{proxy+}", Function: "Site", RateLimit: 5, BurstLimit: 10},
		},
		Streams: []template.Stream{
			{
				Function: "Outbox", Table: "ordholden-main", BatchSize: 25, Window: time.Second, Start: "TRIM_HORIZON",
				MaxRetries: 10, MaxAge: time.Hour, Bisect: true, ReportFailures: true, OnFailure: "Queue",
			},
			{Function: "Outbox", Table: "ordholden-main", BatchSize: 100, Start: "LATEST", MaxRetries: -1},
		},
		Schedules: []template.Schedule{
			{Function: "Clock", Name: "ClockTick", Every: time.Minute},
			{Function: "Clock", Name: "sweep", Every: 2 * time.Hour, Input: `{"sweep":true}`},
		},
		Topics: []template.Topic{{Function: "Feedback", Topic: "Reports"}},
		Polls: []template.Poll{
			{Function: "Inbox", Queue: "Received", BatchSize: 5, Window: 2 * time.Second, Concurrency: 4, ReportFailures: true},
			{Function: "Inbox", Queue: "Queue", BatchSize: 10},
		},
		Subscriptions: []template.Subscription{
			{Topic: "Reports", Queue: "Received", Raw: true},
			{Topic: "Reports", Queue: "Queue"},
		},
		Destinations: []template.Destination{{ConfigurationSet: "ordholden", Topic: "Reports", Events: []string{"send", "bounce"}}},
		Tables: []template.Table{
			{
				Name: "ordholden-main", ID: "Main",
				Attributes: []template.Attribute{{Name: "pk", Type: "S"}, {Name: "sk", Type: "S"}, {Name: "agenda", Type: "S"}},
				Key:        template.Key{Hash: "pk", Range: "sk"},
				Indexes:    []template.Index{{Name: "due", Key: template.Key{Hash: "agenda"}, Projection: "INCLUDE", NonKey: []string{"note"}}},
				TTL:        "expires", StreamView: "KEYS_ONLY",
			},
			{Name: "Keys", ID: "Keys", Attributes: []template.Attribute{{Name: "id", Type: "S"}}, Key: template.Key{Hash: "id"}},
		},
		Queues: []template.Queue{
			{ID: "Queue", Visibility: 30 * time.Second, Retention: 96 * time.Hour},
			{ID: "Received", Visibility: 3 * time.Minute, Retention: 24 * time.Hour, DeadLetters: "Queue", MaxReceives: 5},
		},
		Buckets: []template.Bucket{{Name: "ordholden-letters", ID: "Letters"}, {Name: "ordholden-named", ID: "Named"}},
		Authorizers: []template.Authorizer{
			{Name: "Staff", Audience: []string{"People"}, Scopes: []string{"openid"}},
			{Name: "Machines", Audience: []string{"Machine", "People"}},
		},
		Clients: []template.Client{
			{ID: "People", Flows: []string{"code"}, Scopes: []string{"openid"}, Callbacks: []string{"https://test.example.com/"}, Lasts: time.Hour},
			{ID: "Machine", Secret: true, Flows: []string{"client_credentials"}, Scopes: []string{"mojob/a.write", "mojob/b.write"}, Lasts: 20 * time.Minute},
		},
		Groups:    []string{"mojob:privacy"},
		AccessLog: `{"requestId":"$context.requestId"}`,
		Outputs:   map[string]string{"Letters": "ordholden-letters", "Reports": "Reports", "Stage": "test"},
	}
	for i := range want.Functions { // all but Consent have what Globals give
		if want.Functions[i].Env == nil {
			want.Functions[i].Env = map[string]string{"SHARED": "all", "STAGE": "test"}
		}
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(template.Stream{}, "Filters")); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if n := len(got.Streams[0].Filters); n != 1 {
		t.Errorf("%d filters, want 1", n)
	}
}

func TestOverridesReplaceDefaultsAndDecideConditions(t *testing.T) {
	got := load(t, filepath.Join("testdata", "template.yaml"), map[string]string{
		"PublicUrl": "http://localhost:8080", "Stage": "production",
	})
	consent := got.Functions[0]
	if url, both := consent.Env["PUBLIC_URL"], consent.Env["BOTH"]; url != "http://localhost:8080" || both != "either" {
		t.Errorf("PUBLIC_URL %q, BOTH %q, want the override and either", url, both)
	}
	if consent.Concurrency != 40 {
		t.Errorf("concurrency %d, want 40 in production", consent.Concurrency)
	}
	if last := got.Functions[len(got.Functions)-1]; last.Name != "OnlyInProduction" {
		t.Errorf("last function %s, want OnlyInProduction", last.Name)
	}
}

func TestRouteKeys(t *testing.T) {
	for want, route := range map[string]template.Route{
		"GET /a":   {Method: "GET", Path: "/a"},
		"$default": {Path: "$default"},
	} {
		if got := route.Key(); got != want {
			t.Errorf("key %q, want %q", got, want)
		}
	}
}

func TestMissingFileIsNamed(t *testing.T) {
	if _, err := template.Load(filepath.Join("testdata", "nothing.yaml"), nil); err == nil || !strings.Contains(err.Error(), "nothing.yaml") {
		t.Errorf("error %v, want one that names the file", err)
	}
}

// TestOurTemplateIsUnderstood reads the template that is deployed. What it must hold is asserted where it is written;
// here only what the local stack cannot run without.
func TestOurTemplateIsUnderstood(t *testing.T) {
	got := load(t, filepath.Join("..", "..", "..", "template.yaml"), nil)
	var folders []string
	for _, f := range got.Functions {
		folders = append(folders, f.Folder)
	}
	for _, want := range []string{"consent", "rights", "site", "holding", "desk", "inbox", "outbox", "expiry", "clock", "feedback"} {
		if !slices.Contains(folders, want) {
			t.Errorf("no function from functions/%s", want)
		}
	}
	for _, r := range got.Routes {
		if r.RateLimit == 0 || r.BurstLimit == 0 {
			t.Errorf("%s has no throttle", r.Key())
		}
	}
	if len(got.Streams) == 0 || len(got.Schedules) == 0 || len(got.Topics) == 0 || len(got.Destinations) == 0 || len(got.Polls) == 0 {
		t.Errorf("streams %v, schedules %v, topics %v, destinations %v, polls %v: want some of each",
			got.Streams, got.Schedules, got.Topics, got.Destinations, got.Polls)
	}
	mail := []byte(`{"eventName":"INSERT","dynamodb":{"Keys":{"pk":{"S":"mojob#CASE#1"},"sk":{"S":"MAIL#1"}}}}`)
	for _, s := range got.Streams {
		if s.Function == "Outbox" && !s.Match(mail) {
			t.Error("Outbox does not get new mail")
		}
	}
	var keyed []string
	for _, table := range got.Tables {
		keyed = append(keyed, table.Key.Hash)
	}
	slices.Sort(keyed)
	if !slices.Equal(keyed, []string{"id", "pk"}) {
		t.Errorf("tables by %v, want one by id and one by pk", keyed)
	}
}
