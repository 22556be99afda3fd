package main

import (
	"os"
	"strings"
	"testing"
	"time"

	"ordholden/infra/local/dynamodb/dynamodbtest"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
)

func TestMain(m *testing.M) { os.Exit(dynamodbtest.Main(m)) }

func TestASecretIsAddedCountedAndRetiredByTheCommand(t *testing.T) {
	client, main, keys := dynamodbtest.Table(t)
	now := time.Date(2026, time.November, 22, 9, 30, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	table := &dynamo.Table{Client: client, Name: main, Now: clock, Keys: &dynamo.Keyring{Client: client, Name: keys, Now: clock}}
	rotate := func(args ...string) (string, error) {
		var out strings.Builder
		err := run(t.Context(), dynamo.Rotation{Table: table}, args, &out)
		return out.String(), err
	}
	for _, person := range []gdpr.SubjectID{"1-a", "1-b"} {
		if _, err := table.Keys.DataKey(t.Context(), "mojob", person); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []struct {
		args       string
		says, errs string
	}{
		{args: "-controller mojob status", says: "SECRET 1: in force, 2 persons\n"},
		{args: "-controller mojob add", says: "Number 2 of mojob is added and comes into force at 2026-11-22T10:30:00Z.\n" +
			"SECRET 2: in force from 2026-11-22T10:30:00Z, 0 persons\nSECRET 1: in force, 2 persons\n"},
		{args: "-controller mojob add", errs: "not in force yet"},
		{args: "-controller mojob retire 1", errs: "is in force"},
		{args: "-controller mojob -signing add", says: "Number 2 of mojob is added and comes into force at 2026-11-22T10:30:00Z.\n" +
			"SIGNING 2: in force from 2026-11-22T10:30:00Z\nSIGNING 1: in force\n"},
		{args: "-controller mojob -signing retire 1", errs: "Usage"},
		{args: "-controller mojob -log add", says: "Number 2 of mojob is added and comes into force at 2026-11-22T10:30:00Z.\n" +
			"LOGGING 2: in force from 2026-11-22T10:30:00Z\nLOGGING 1: in force\n"},
		{args: "-controller mojob -log retire 1", errs: "Usage"},
		{args: "-controller mojob -log -signing status", errs: "Usage"},
		{args: "-controller nobody status", errs: "no controller"},
		{args: "-controller mojob retire one", errs: "no number"},
		{args: "-controller mojob retire 7", errs: "no secret 7"},
		{args: "-controller mojob", errs: "Usage"},
		{args: "-secret status", errs: "Usage"},
	} {
		out, err := rotate(strings.Fields(step.args)...)
		if out != step.says || (err != nil) != (step.errs != "") || err != nil && !strings.Contains(err.Error(), step.errs) {
			t.Errorf("%s:\n%s%v", step.args, out, err)
		}
	}
	now = now.Add(2 * time.Hour)
	if _, err := rotate("-controller", "mojob", "retire", "1"); err == nil || !strings.Contains(err.Error(), "2 persons") {
		t.Errorf("in use: %v", err)
	}
	for _, person := range []gdpr.SubjectID{"1-a", "1-b"} {
		if gone, err := table.Keys.Forget(t.Context(), "mojob", person, now); err != nil || !gone {
			t.Fatal(gone, err)
		}
	}
	if out, err := rotate("-controller", "mojob", "retire", "1"); err != nil || out != "Secret 1 of mojob is retired.\n" {
		t.Errorf("%s%v", out, err)
	}
	if out, err := rotate("-controller", "mojob", "status"); err != nil || out != "SECRET 2: in force, 0 persons\n" {
		t.Errorf("%s%v", out, err)
	}
}
