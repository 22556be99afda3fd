package declaration

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

var update = flag.Bool("update", false, "write golden files anew")

func TestGoodFileBecomesTheDeclarationItSays(t *testing.T) {
	d, err := Read("good.yaml", testdata(t, "good.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if d.ID != "example" || d.Version != (controller.Version{Major: 1}) || d.OrganizationNumber != "922425620" {
		t.Errorf("read %s %s %s", d.ID, d.Version, d.OrganizationNumber)
	}
	want := controller.Purpose{
		ID:          "statistics",
		Name:        gdpr.Text{NB: "Statistikk", NN: "Statistikk", EN: "Statistics"},
		Description: gdpr.Text{NB: "Vi teller besøk.", NN: "Vi tel besøk.", EN: "We count visits."},
		Basis:       gdpr.BasisConsent,
		Asks:        controller.Visitors,
		Subjects:    []string{controller.SiteVisitors},
		Categories:  []string{"visits"},
		Recipients:  []string{"counter"},
		Retention:   controller.Retention{Period: gdpr.Period{Months: 12}, From: controller.FromVisit},
	}
	if diff := cmp.Diff(want, d.Purposes[1]); diff != "" {
		t.Errorf("purpose (-want +got):\n%s", diff)
	}
	if got := d.Purposes[0].Recipients; len(got) != 0 {
		t.Errorf("recipients: none read as %q", got)
	}
	if got := d.Cookies[0].Lifetime; !got.IsZero() {
		t.Errorf("session read as %s", got)
	}
}

func TestWhatIsHeldBecomesWhatTheFileSays(t *testing.T) {
	d, err := Read("good.yaml", testdata(t, "good.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	want := []controller.Holding{{
		Class:   controller.Profiles,
		Purpose: "profile",
		Fields: []controller.Field{
			{ID: "email", Name: gdpr.Text{NB: "Adresse", NN: "Adresse", EN: "Address"}, Category: "visits", Most: 254, Required: true, Provided: true},
			{ID: "assessment", Name: gdpr.Text{NB: "Vurdering", NN: "Vurdering", EN: "Assessment"}, Category: "visits", Most: 3000, Lines: true},
		},
		Files: []controller.FileKind{{
			ID: "cv", Name: gdpr.Text{NB: "CV", NN: "CV", EN: "CV"}, Category: "visits",
			Types: []string{"application/pdf", "text/plain"}, Most: 5 << 20, Count: 2,
		}},
		Sources:    []string{"direct", "jobs.example.com"},
		Activities: []string{"sign-in"},
		Readers:    []string{"privacy"},
	}}
	if diff := cmp.Diff(want, d.Holdings); diff != "" {
		t.Errorf("held (-want +got):\n%s", diff)
	}
}

func TestEveryFaultIsReportedAtOnceWithItsLine(t *testing.T) {
	_, err := Read("testdata/faulty.yaml", testdata(t, "faulty.yaml"))
	golden(t, "faulty.txt", fault(t, err).Error()+"\n")
}

func TestWhatIsNoYAMLIsReportedWithItsLine(t *testing.T) {
	for name, source := range map[string]string{
		"open bracket":   "id: example\nhosts: [a, b\nname: c\n",
		"tab":            "id: example\n\tname: c\n",
		"empty":          "",
		"only a comment": "# nothing\n",
		"two documents":  "id: a\n---\nid: b\n",
		"a list":         "- id: a\n",
		"a word":         "example\n",
		"anchor":         "id: &x example\nname: *x\n",
		"CRLF":           "id: example\r\nname: c\r\n",
		"Latin-1":        "id: example\nname: \xf8\n",
		"merge":          "<<: {id: a}\n",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read("bad.yaml", []byte(source))
			for _, f := range fault(t, err).Faults {
				if f.Line < 1 {
					t.Errorf("no line: %s", f)
				}
			}
		})
	}
}

func TestRecipientsMustBeSaid(t *testing.T) {
	good := string(testdata(t, "good.yaml"))
	for name, line := range map[string]string{"absent": "", "empty": "    recipients: []\n", "blank": "    recipients:\n"} {
		t.Run(name+" is a fault", func(t *testing.T) {
			_, err := Read("f.yaml", []byte(strings.Replace(good, "    recipients: none\n", line, 1)))
			if got := fault(t, err).Faults; len(got) != 1 || got[0].Path != "purposes[0].recipients" {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestFolderIsLoadedAndCheckedTogether(t *testing.T) {
	good := string(testdata(t, "good.yaml"))
	other := strings.NewReplacer("id: example\n", "id: other\n").Replace(good)
	next := strings.NewReplacer(`version: "1.0"`, `version: "1.1"`).Replace(good)
	t.Run("versions of one controller load in order", func(t *testing.T) {
		decls, err := Load(fstest.MapFS{"example/1.0.yaml": inMemory(good), "example/1.1.yaml": inMemory(next)}, "d")
		if err != nil || len(decls) != 2 || decls[1].Version.Minor != 1 {
			t.Errorf("got %d, %v", len(decls), err)
		}
	})
	t.Run("two controllers with one mailbox and host are refused", func(t *testing.T) {
		_, err := Load(fstest.MapFS{"example/1.0.yaml": inMemory(good), "other/1.0.yaml": inMemory(other)}, "d")
		want := []string{"d/other/1.0.yaml:12: mailbox: ", "d/other/1.0.yaml:13: hosts[0]: "}
		hasPrefixes(t, fault(t, err), want)
	})
	t.Run("a file that says otherwise than its name is refused", func(t *testing.T) {
		_, err := Load(fstest.MapFS{"example/2.0.yaml": inMemory(good), "another/1.0.yaml": inMemory(other)}, "d")
		if got := fault(t, err).Error(); !strings.Contains(got, "d/example/2.0.yaml:3: version: the file stands as") ||
			!strings.Contains(got, "d/another/1.0.yaml:2: id: the file stands as") {
			t.Error(got)
		}
	})
	t.Run("a file that is not called .yaml is refused rather than overlooked", func(t *testing.T) {
		_, err := Load(fstest.MapFS{"example/1.0.yml": inMemory(good)}, "d")
		hasPrefixes(t, fault(t, err), []string{"d/example/1.0.yml:3: version: "})
	})
}

func inMemory(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }

func hasPrefixes(t *testing.T, err *Error, want []string) {
	t.Helper()
	if len(err.Faults) != len(want) {
		t.Fatalf("want %d faults, got\n%v", len(want), err)
	}
	for i, f := range err.Faults {
		if !strings.HasPrefix(f.String(), want[i]) {
			t.Errorf("got %s, want %s…", f, want[i])
		}
	}
}

func fault(t *testing.T, err error) *Error {
	t.Helper()
	e, ok := errors.AsType[*Error](err)
	if !ok || len(e.Faults) == 0 {
		t.Fatalf("want faults, got %v", err)
	}
	return e
}

func testdata(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(filepath.Join("testdata", name), []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(testdata(t, name)), got); diff != "" {
		t.Errorf("%s (-want +got); -update writes it anew:\n%s", name, diff)
	}
}
