package evidence_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
)

// next is the folder of the functions as they will be one day: mojob has published a version
// that gives two purposes a new recipient, tretoen one that says a sentence otherwise. The
// versions are files beside those of the tree, compiled as those are; go build takes the result
// in the place of the tree's own (go help build, -overlay), and everything else as it is.
var next = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(made, "declared")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(root, "infra", "controllers"))); err != nil {
		return "", err
	}
	for _, change := range []struct {
		from, to string
		edits    [][3]string // from where on, what, and what in its place
	}{
		{"mojob/1.1.yaml", "mojob/2.0.yaml", [][3]string{
			{"", `version: "1.1"`, `version: "2.0"`},
			{"- id: further-storage", "recipients: [customers]", "recipients: [customers, google]"},
			{"- id: statistics", "recipients: [google]", "recipients: [google, hotjar]"},
		}},
		{"tretoen/1.1.yaml", "tretoen/1.2.yaml", [][3]string{
			{"", `version: "1.1"`, `version: "1.2"`},
			{"- id: statistics", "Vi måler trafikken på nettsidene våre.", "Vi måler trafikken."},
		}},
	} {
		if err := edited(filepath.Join(dir, change.from), filepath.Join(dir, change.to), change.edits); err != nil {
			return "", err
		}
	}
	compile := exec.Command("go", "run", "./infra/controllers/compile", "-dir", dir)
	compile.Dir = root
	if out, err := compile.CombinedOutput(); err != nil {
		return "", fmt.Errorf("compile the next declarations: %w\n%s", err, out)
	}
	const compiled = "compiled.go"
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{
		filepath.Join(root, "infra", "controllers", compiled): filepath.Join(dir, compiled),
	}})
	if err != nil {
		return "", err
	}
	name := filepath.Join(made, "overlay.json")
	if err := os.WriteFile(name, overlay, 0o600); err != nil {
		return "", err
	}
	return build("next", "GOFLAGS="+strings.TrimSpace(os.Getenv("GOFLAGS")+" -overlay="+name))
})

// edited writes a file with changes; each of them must be there to make.
func edited(from, to string, edits [][3]string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	text := string(b)
	for _, e := range edits {
		before, after, found := strings.Cut(text, e[0])
		if !found || !strings.Contains(after, e[1]) {
			return fmt.Errorf("%s has no %q after %q", from, e[1], e[0])
		}
		text = before + e[0] + strings.Replace(after, e[1], e[2], 1)
	}
	return os.WriteFile(to, []byte(text), 0o600)
}
