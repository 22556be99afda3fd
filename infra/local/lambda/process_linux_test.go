package lambda_test

import (
	"bufio"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// In the middle of an invocation, an instance would not notice by itself that its Runtime API is gone.
func TestInstanceDoesNotOutliveAParentThatIsKilled(t *testing.T) {
	g := newGate(t)
	parent := exec.Command(filepath.Join(bin, "parent"), filepath.Join(bin, "probe"), g.url)
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Errorf("parent said nothing: %v", err)
	}
	await(t, "invocation at the gate", g.arrived)
	if err := parent.Process.Kill(); err != nil {
		t.Error(err)
	}
	_ = parent.Wait() // that it was killed
	pid, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	eventually(t, "instance follows its parent", func() bool { return !alive(pid) })
}
