package infra_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever signs receipts, makes copies or shows the record of processing does not start where
// it would have nothing true to say of where data lies, even in a stack that somebody has made
// without the template's rule.
func TestWhatTellsWhereDataLiesDoesNotStartInARegionThatItCannotName(t *testing.T) {
	binaries := t.TempDir()
	for _, name := range []string{"clock", "consent", "desk", "holding", "outbox"} {
		binary := filepath.Join(binaries, name)
		if out, err := exec.Command("go", "build", "-tags", "lambda.norpc", "-o", binary, "../functions/"+name).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, out)
		}
		for region, starts := range map[string]bool{"us-east-1": false, "eu-west-2": false, "eu-central-1": true} {
			run := exec.Command(binary) // in its good region it ends too: there is no Lambda around it
			run.Env = []string{"PATH=" + os.Getenv("PATH"), "AWS_REGION=" + region}
			for _, setting := range []string{"TABLE", "KEYS", "BUCKET", "FILES", "LOG", "CONFIGURATION_SET"} {
				run.Env = append(run.Env, setting+"=local")
			}
			run.Env = append(run.Env, "PUBLIC_URL=https://privacy.example.com")
			out, err := run.CombinedOutput()
			if err == nil {
				t.Errorf("%s in %s ended well", name, region)
			}
			if refused := strings.Contains(string(out), "AWS_REGION: region"); refused == starts || starts && strings.Contains(string(out), "cannot start") {
				t.Errorf("%s in %s: %s", name, region, out)
			}
		}
	}
}
