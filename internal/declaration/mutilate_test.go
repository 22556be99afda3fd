package declaration

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// sources are files without faults: a small one, and one that is deployed.
func sources(t testing.TB) map[string][]byte {
	t.Helper()
	all := map[string][]byte{"good.yaml": testdata(t, "good.yaml")}
	paths, err := filepath.Glob("../../infra/controllers/tretoen/*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no declarations: %v", err)
	}
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		all[p] = b
	}
	return all
}

func TestDeletingAnyLineLeavesAValidFileOrFaultsWithLines(t *testing.T) {
	for name, source := range sources(t) {
		lines := bytes.SplitAfter(source, []byte("\n"))
		for i := range lines {
			rest := bytes.Join(append(lines[:i:i], lines[i+1:]...), nil)
			survives(t, name, rest)
		}
	}
}

func TestBlankingAnyValueLeavesAValidFileOrFaultsWithLines(t *testing.T) {
	blanked := 0
	for name, source := range sources(t) {
		lines := strings.SplitAfter(string(source), "\n")
		for i, line := range lines {
			key, _, ok := strings.Cut(line, ": ")
			if !ok || strings.Contains(line, "#") || strings.HasSuffix(line, ">-\n") {
				continue // a comment, or a value that goes on below
			}
			changed := strings.Join(lines[:i], "") + key + ":\n" + strings.Join(lines[i+1:], "")
			err := survives(t, name, []byte(changed))
			if err == nil {
				t.Errorf("%s:%d: blanked and still taken: %s", name, i+1, line)
			}
			blanked++
		}
	}
	if blanked < 250 {
		t.Errorf("only %d values blanked: the test looks past the files", blanked)
	}
}

func TestAnyChangeOfBytesLeavesAValidFileOrFaultsWithLines(t *testing.T) {
	source := testdata(t, "good.yaml")
	rapid.Check(t, func(rt *rapid.T) {
		from := rapid.IntRange(0, len(source)).Draw(rt, "from")
		to := rapid.IntRange(from, min(from+30, len(source))).Draw(rt, "to")
		put := rapid.OneOf(
			rapid.StringOf(rapid.RuneFrom([]rune(" \t\n:-[]{}&*!|>'\"%@`#?,~<0x1a"))),
			rapid.String(),
		).Draw(rt, "put")
		survives(rt, "good.yaml", bytes.Join([][]byte{source[:from], []byte(put), source[to:]}, nil))
	})
}

func FuzzRead(f *testing.F) {
	for _, source := range sources(f) {
		f.Add(source)
	}
	f.Fuzz(func(t *testing.T, source []byte) { survives(t, "fuzzed.yaml", source) })
}

// survives asserts that a file is read as a valid declaration or refused with
// a line for every fault, and gives the refusal.
func survives(t interface {
	Helper()
	Errorf(string, ...any)
}, name string, source []byte) error {
	t.Helper()
	d, err := Read(name, source)
	if err == nil {
		if faults := d.Validate(); len(faults) != 0 {
			t.Errorf("read without an error, and yet %v", faults)
		}
		return nil
	}
	e, ok := errors.AsType[*Error](err)
	if !ok {
		t.Errorf("not an *Error: %v", err)
		return err
	}
	lines := bytes.Count(source, []byte("\n")) + 1
	for _, f := range e.Faults {
		if f.Line < 1 || f.Line > lines || f.Message == "" {
			t.Errorf("no line or message: %+v of %d lines", f, lines)
		}
	}
	return err
}
