package controllers_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ordholden/infra/controllers"
	"ordholden/internal/controller"
	"ordholden/internal/declaration"
	"ordholden/internal/gdpr"
)

func TestCompiledDeclarationsAreThoseInTheFiles(t *testing.T) {
	loaded, err := declaration.Load(os.DirFS("."), "infra/controllers")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range loaded {
		d.Notices, d.Interfaces = d.ComposeNotices(), published(t, d)
	}
	if diff := cmp.Diff(controller.New(loaded...).All(), controllers.Registry().All()); diff != "" {
		t.Errorf("run go generate ./infra/controllers (-files +compiled):\n%s", diff)
	}
}

// published is what the list has of forms and banners of a version.
func published(t *testing.T, d *controller.Declaration) []controller.InterfaceRef {
	t.Helper()
	list, err := os.ReadFile("interfaces.txt")
	if err != nil {
		t.Fatal(err)
	}
	var refs []controller.InterfaceRef
	for line := range strings.Lines(string(list)) {
		part := strings.Fields(line)
		if len(part) != 6 {
			t.Fatalf("%q is no form or banner", line)
		}
		if part[0] == string(d.ID) && part[1] == d.Version.String() {
			refs = append(refs, controller.InterfaceRef{
				Surface: controller.Surface(part[2]), Audience: controller.Audience(part[3]),
				Language: gdpr.Language(part[4]), Digest: controller.Digest(part[5]),
			})
		}
	}
	return refs
}

func TestEveryPublishedNoticeRendersAgainByteForByte(t *testing.T) {
	published, err := os.ReadFile("published.txt")
	if err != nil {
		t.Fatal(err)
	}
	registry := controllers.Registry()
	lines := strings.Split(strings.TrimSpace(string(published)), "\n")
	for _, line := range lines {
		part := strings.Fields(line)
		if len(part) != 5 {
			t.Fatalf("%q is no notice", line)
		}
		d, ref, ok := registry.Notice(gdpr.ControllerID(part[0]), controller.Digest(part[4]))
		if !ok || d.Version.String() != part[1] || string(ref.Audience) != part[2] || string(ref.Language) != part[3] {
			t.Errorf("%s: found %+v", line, ref)
			continue
		}
		if n, ok := d.Notice(ref.Audience, ref.Language); !ok || string(n.Digest()) != part[4] {
			t.Errorf("%s: renders as %s", line, n.Digest())
		}
	}
	count := 0
	for _, d := range registry.All() {
		count += len(d.Notices)
	}
	if count != len(lines) {
		t.Errorf("%d notices are compiled, %d published", count, len(lines))
	}
}

func TestNothingRunsAtStart(t *testing.T) {
	for _, pkg := range []string{"ordholden/infra/controllers", "ordholden/internal/controller"} {
		for _, line := range instructions(t, pkg) {
			if !strings.HasSuffix(strings.TrimSpace(line), "RET") {
				t.Errorf("%s runs at start: %s", pkg, line)
			}
		}
	}
}

// instructions is what the compiler made of a package's initialization: none,
// or a bare return, where all variables are laid out by the linker.
func instructions(t *testing.T, pkg string) []string {
	t.Helper()
	archive := command(t, "list", "-export", "-f", "{{.Export}}", pkg)
	text := command(t, "tool", "objdump", "-s", "^"+pkg+`\.init(\.\d+)?$`, archive)
	var lines []string
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "TEXT ") {
			lines = append(lines, line)
		}
	}
	return lines
}

func command(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v", strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(out))
}

func BenchmarkRegistry(b *testing.B) {
	for b.Loop() {
		if _, ok := controllers.Registry().Current("tretoen"); !ok {
			b.Fatal("not there")
		}
	}
}
