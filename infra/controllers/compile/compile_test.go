package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ordholden/internal/controller"
	"ordholden/internal/declaration"
)

func TestWhatIsWrittenIsUpToDate(t *testing.T) {
	c := folder(t)
	run(t, c)
	c.check = true
	run(t, c)
}

func TestTheDeployedFilesAreUpToDate(t *testing.T) {
	run(t, &compiler{dir: "..", today: today(), check: true})
}

func TestCheckWritesNothingAndFailsOnWhatIsMissing(t *testing.T) {
	c := folder(t)
	c.check = true
	refused(t, c, "published.txt is not what the declarations and our words say", "compiled.go is not what the declarations and our words say")
	if _, err := os.Stat(filepath.Join(c.dir, compiledFile)); !os.IsNotExist(err) {
		t.Errorf("a check wrote a file: %v", err)
	}
}

func TestCheckFailsAfterAnEditByHand(t *testing.T) {
	c := folder(t)
	run(t, c)
	edit(t, c, compiledFile, "post@example.no", "past@example.no")
	c.check = true
	refused(t, c, "compiled.go is not what the declarations and our words say: run go run")
}

func TestPublishedWordsCannotChange(t *testing.T) {
	c := folder(t)
	run(t, c)
	before := contents(t, c, publishedFile)
	edit(t, c, "example/1.0.yaml", "nb: Vi teller besøk.", "nb: Vi teller alt.")
	refused(t, c, "example 1.0 visitors nb is published and would read otherwise",
		"example 1.0 everyone nb is published and would read otherwise", "new version")
	if got := contents(t, c, publishedFile); got != before {
		t.Error("the refusal changed what was published")
	}
}

func TestPublishedVersionCannotBeTakenAway(t *testing.T) {
	c := folder(t)
	run(t, c)
	if err := os.Rename(filepath.Join(c.dir, "example/1.0.yaml"), filepath.Join(c.dir, "example/1.1.yaml")); err != nil {
		t.Fatal(err)
	}
	edit(t, c, "example/1.1.yaml", `version: "1.0"`, `version: "1.1"`)
	refused(t, c, "example 1.0 visitors nb is published and would be lost")
}

func TestNewVersionLeavesTheOldOneAsItWas(t *testing.T) {
	c := folder(t)
	run(t, c)
	before := contents(t, c, publishedFile)
	old := loaded(t, c)[0]
	next := strings.NewReplacer(`version: "1.0"`, `version: "1.10"`, "Vi teller besøk.", "Vi teller alle besøk.").
		Replace(contents(t, c, "example/1.0.yaml"))
	write(t, c, "example/1.10.yaml", next)
	run(t, c)
	if got := contents(t, c, publishedFile); !strings.HasPrefix(got, before) || strings.Count(got, "\n") != 2*strings.Count(before, "\n") {
		t.Errorf("published:\n%s", got)
	}
	registry := controller.New(loaded(t, c)...)
	again, ok := registry.Version("example", controller.Version{Major: 1})
	if !ok {
		t.Fatal("the old version is gone")
	}
	for _, ref := range old.ComposeNotices() {
		if n, ok := again.Notice(ref.Audience, ref.Language); !ok || n.Digest() != ref.Digest {
			t.Errorf("%s %s reads otherwise now", ref.Audience, ref.Language)
		}
	}
	if d, _ := registry.Current("example"); d.Version.Minor != 10 {
		t.Errorf("current is %s", d.Version)
	}
}

func TestT15_AVersionThatAsksAgainIsAMajorOne(t *testing.T) {
	longer := func(version string) string {
		c := folder(t)
		return strings.NewReplacer(`version: "1.0"`, `version: "`+version+`"`, "period: P12M\n      from: visit", "period: P13M\n      from: visit",
			"visitor-consent: {period: P12M", "visitor-consent: {period: P13M").
			Replace(contents(t, c, "example/1.0.yaml"))
	}
	c := folder(t)
	write(t, c, "example/1.1.yaml", longer("1.1"))
	refused(t, c, "example/1.1.yaml:", "purposes[1].retention: ", "This asks people again: call the version 2.0")
	c = folder(t)
	write(t, c, "example/2.0.yaml", longer("2.0"))
	run(t, c)
	c = folder(t)
	write(t, c, "example/2.0.yaml", strings.Replace(contents(t, c, "example/1.0.yaml"), `version: "1.0"`, `version: "2.0"`, 1))
	refused(t, c, "example/2.0.yaml:3: version: nothing in it asks anybody again or ends a consent: call it 1.1")
}

func TestUnpublishingForgetsWhatWas(t *testing.T) {
	c := folder(t)
	run(t, c)
	edit(t, c, "example/1.0.yaml", "nb: Vi teller besøk.", "nb: Vi teller alt.")
	c.unpublish = true
	run(t, c)
	c.unpublish, c.check = false, true
	run(t, c)
}

func TestNothingIsWrittenFromFaultyOrMissingDeclarations(t *testing.T) {
	c := folder(t)
	edit(t, c, "example/1.0.yaml", "basis: consent", "basis: wish")
	refused(t, c, "example/1.0.yaml:", "purposes[1].basis")
	refused(t, &compiler{dir: t.TempDir()}, "no declarations in")
	if _, err := os.Stat(filepath.Join(c.dir, publishedFile)); !os.IsNotExist(err) {
		t.Errorf("something was written: %v", err)
	}
}

func TestABrokenPublishedFileIsReportedNotOverwritten(t *testing.T) {
	c := folder(t)
	write(t, c, publishedFile, "example 1.0 visitors nb\n")
	refused(t, c, "published.txt: line 1: ")
}

// What is compiled applies when it is deployed: its date must not be still to come.
func TestAVersionIsNotCompiledBeforeItsDay(t *testing.T) {
	c := folder(t)
	c.today = "2026-11-20"
	refused(t, c, "example 1.0 applies from 2026-11-21, and today is 2026-11-20")
	if _, err := os.Stat(filepath.Join(c.dir, compiledFile)); !os.IsNotExist(err) {
		t.Errorf("something was written: %v", err)
	}
	c.today = "2026-11-21"
	run(t, c)
}

// folder is a compiler on a copy of the test's declarations.
func folder(t *testing.T) *compiler {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata")); err != nil {
		t.Fatal(err)
	}
	return &compiler{dir: dir, today: "2026-11-21"}
}

func run(t *testing.T, c *compiler) {
	t.Helper()
	if err := c.run(); err != nil {
		t.Fatal(err)
	}
}

func refused(t *testing.T, c *compiler, words ...string) {
	t.Helper()
	err := c.run()
	if err == nil {
		t.Fatal("not refused")
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("does not say %q:\n%v", w, err)
		}
	}
}

func loaded(t *testing.T, c *compiler) []*controller.Declaration {
	t.Helper()
	decls, err := declaration.Load(os.DirFS(c.dir), c.dir)
	if err != nil {
		t.Fatal(err)
	}
	return decls
}

func contents(t *testing.T, c *compiler, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(c.dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func write(t *testing.T, c *compiler, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(c.dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func edit(t *testing.T, c *compiler, name, old, replacement string) {
	t.Helper()
	text := contents(t, c, name)
	if !strings.Contains(text, old) {
		t.Fatalf("%s does not hold %q", name, old)
	}
	write(t, c, name, strings.ReplaceAll(text, old, replacement))
}
