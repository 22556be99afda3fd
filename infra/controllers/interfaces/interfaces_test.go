package interfaces_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ordholden/infra/controllers"
	"ordholden/infra/controllers/interfaces"
	"ordholden/internal/controller"
)

func TestEveryPublishedTextIsWhatItsNameSays(t *testing.T) {
	paths, err := filepath.Glob("*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("%d texts, %v", len(paths), err)
	}
	for _, p := range paths {
		text, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(text)
		if name := strings.TrimSuffix(p, ".txt"); hex.EncodeToString(sum[:]) != name {
			t.Errorf("%s reads otherwise than what was published", name)
		}
	}
}

func TestEveryDigestThatARecordMayNameHasItsText(t *testing.T) {
	named := map[controller.Digest]bool{}
	for _, d := range controllers.Registry().All() {
		for _, ref := range d.Interfaces {
			named[ref.Digest] = true
			if text, ok := interfaces.Text(ref.Digest); !ok || text == "" {
				t.Errorf("%s %s: the %s for %s in %s has no text: %s", d.ID, d.Version, ref.Surface, ref.Audience, ref.Language, ref.Digest)
			}
		}
	}
	paths, err := filepath.Glob("*.txt")
	if err != nil || len(paths) != len(named) {
		t.Errorf("%d texts, %d digests, %v", len(paths), len(named), err)
	}
}

func TestNothingElseIsAText(t *testing.T) {
	for _, d := range []controller.Digest{"", "..", "../../published", "interfaces", controller.Digest(strings.Repeat("0", 64))} {
		if text, ok := interfaces.Text(d); ok {
			t.Errorf("%q has the text %q", d, text)
		}
	}
}
