package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// said is what go test -json says of one package, cut down to what matters.
const said = `
{"Action":"start","Package":"ordholden/internal/a"}
{"Action":"run","Package":"ordholden/internal/a","Test":"TestM1_Passes"}
{"Action":"output","Package":"ordholden/internal/a","Test":"TestM1_Passes","Output":"=== RUN\n"}
{"Action":"pass","Package":"ordholden/internal/a","Test":"TestM1_Passes/inside","Elapsed":0.1}
{"Action":"pass","Package":"ordholden/internal/a","Test":"TestM1_Passes","Elapsed":0.1}
{"Action":"fail","Package":"ordholden/internal/a","Test":"TestM2_Fails/inside","Elapsed":0}
{"Action":"pass","Package":"ordholden/internal/a","Test":"TestM2_Fails/after","Elapsed":0}
{"Action":"fail","Package":"ordholden/internal/a","Test":"TestM2_Fails","Elapsed":0}
{"Action":"skip","Package":"ordholden/internal/a","Test":"TestM3_Skips","Elapsed":0}
{"Action":"skip","Package":"ordholden/internal/a","Test":"TestM4_SkipsHalf/one","Elapsed":0}
{"Action":"pass","Package":"ordholden/internal/a","Test":"TestM4_SkipsHalf","Elapsed":0}
{"Action":"run","Package":"ordholden/internal/a","Test":"TestM5_Stops"}
{"Action":"fail","Package":"ordholden/internal/a","Elapsed":0.2}
{"ImportPath":"ordholden/internal/b [ordholden/internal/b.test]","Action":"build-output","Output":"b_test.go:3:1: expected type\n"}
{"ImportPath":"ordholden/internal/b [ordholden/internal/b.test]","Action":"build-fail"}
{"Action":"fail","Package":"ordholden/internal/b","Elapsed":0,"FailedBuild":"ordholden/internal/b [ordholden/internal/b.test]"}
{"Action":"pass","Package":"ordholden/internal/c","Test":"TestT1_PassesInAPackageThatFails"}
{"Action":"fail","Package":"ordholden/internal/c","Elapsed":0.3}
`

var declared = []test{
	{"internal/a", "TestM1_Passes"}, {"internal/a", "TestM2_Fails"}, {"internal/a", "TestM3_Skips"},
	{"internal/a", "TestM4_SkipsHalf"}, {"internal/a", "TestM5_Stops"},
	{"internal/b", "TestM1_DoesNotBuild"}, {"internal/c", "TestT1_PassesInAPackageThatFails"},
}

func results(t *testing.T) map[test]outcome {
	t.Helper()
	var trouble strings.Builder
	found, err := read(strings.NewReader(said), &trouble)
	if err != nil {
		t.Fatal(err)
	}
	if want := "b_test.go:3:1: expected type\n"; trouble.String() != want {
		t.Errorf("the compiler's words are %q, want %q", trouble.String(), want)
	}
	return found
}

func TestTestIsNoBetterThanItsWorstPart(t *testing.T) {
	want := map[test]outcome{
		declared[0]: passed, declared[1]: failed, declared[2]: skipped, declared[3]: skipped, declared[6]: failed,
	}
	if got := results(t); !maps.Equal(got, want) {
		t.Errorf("outcomes are %v, want %v", got, want)
	}
}

func TestPromiseWorksOnlyIfEveryTestNamedForItPassed(t *testing.T) {
	const broken = "internal/b.TestM1_DoesNotBuild (did not run to its end)"
	for _, c := range []struct {
		name  string
		tests []test
		want  []string
	}{
		{"all tests", declared, []string{
			"M1\tnot yet\tinternal/a.TestM1_Passes, " + broken,
			"M2\tnot yet\tinternal/a.TestM2_Fails (failed)",
			"M3\tnot yet\tinternal/a.TestM3_Skips (was skipped)",
			"M4\tnot yet\tinternal/a.TestM4_SkipsHalf (was skipped)",
			"M5\tnot yet\tinternal/a.TestM5_Stops (did not run to its end)",
			"M17\tnot yet\t",
			"T1\tnot yet\tinternal/c.TestT1_PassesInAPackageThatFails (failed)",
		}},
		{"one that passed", declared[:1], []string{
			"M1\tworks\tinternal/a.TestM1_Passes",
			"M2\tnot yet\t", "M3\tnot yet\t", "M4\tnot yet\t", "M5\tnot yet\t", "M17\tnot yet\t", "T1\tnot yet\t",
		}},
	} {
		var got []string
		for _, r := range judge([]string{"M1", "M2", "M3", "M4", "M5", "M17", "T1"}, c.tests, results(t)) {
			got = append(got, r.String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: rows are\n%q\nwant\n%q", c.name, got, c.want)
		}
	}
}

func TestOnlyWhatFailedOrDidNotRunIsAFailure(t *testing.T) {
	got := failures(declared, results(t)).Error()
	want := []string{"TestM2_Fails", "TestM5_Stops", "TestM1_DoesNotBuild", "TestT1_PassesInAPackageThatFails"}
	if lines := strings.Split(got, "\n"); len(lines) != len(want) {
		t.Errorf("%d failures, want %d:\n%s", len(lines), len(want), got)
	}
	for _, name := range want {
		if !strings.Contains(got, name+"$'") {
			t.Errorf("%s is not among the failures:\n%s", name, got)
		}
	}
	if err := failures(declared[:1], results(t)); err != nil {
		t.Errorf("a test that passed is a failure: %v", err)
	}
	if err := failures(declared[2:4], results(t)); err != nil {
		t.Errorf("a test that was skipped is a failure: %v", err)
	}
}

func TestWhatIsNoEventIsAnError(t *testing.T) {
	if _, err := read(strings.NewReader("panic: no JSON\n"), &strings.Builder{}); err == nil {
		t.Error("a line that is no JSON was taken")
	}
}

func TestTestsAreFoundByTheirNames(t *testing.T) {
	root := t.TempDir()
	for path, text := range map[string]string{
		"a/a_test.go":              "package a\nfunc TestM1_One(t *testing.T) {}\nfunc TestM12_Two(t *testing.T) {}\nfunc TestMany(t *testing.T) {}\n",
		"a/b_test.go":              "package a_test\nfunc (x) TestM3_Method() {}\nfunc helpTestM4_(t *testing.T) {}\nfunc TestM5(t *testing.T) {}\n",
		"a/c.go":                   "package a\nfunc TestT1_NoTestFile(t *testing.T) {}\n",
		"a/testdata/d_test.go":     "package d\nfunc TestT2_Data(t *testing.T) {}\n",
		"node_modules/e/e_test.go": "package e\nfunc TestT3_Elsewhere(t *testing.T) {}\n",
		".hidden/f_test.go":        "package f\nfunc TestT4_Hidden(t *testing.T) {}\n",
		"g/h/g_test.go":            "package h\nfunc TestT16_Deep(t *testing.T) {}\n",
		"i/i_test.go":              "package i\nfunc TestT5_Broken(t *testing.T) {}\nfunc {\n",
	} {
		path = filepath.Join(root, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	found, err := find(root)
	if err == nil || !strings.Contains(err.Error(), "i_test.go:3") {
		t.Errorf("the broken file is not told: %v", err)
	}
	want := []test{{"a", "TestM12_Two"}, {"a", "TestM1_One"}, {"g/h", "TestT16_Deep"}, {"i", "TestT5_Broken"}}
	if !slices.Equal(found, want) {
		t.Errorf("found %v, want %v", found, want)
	}
	if got := folders(found); !slices.Equal(got, []string{"a", "g/h", "i"}) {
		t.Errorf("folders are %v", got)
	}
	if id := want[0].promise(); id != "M12" {
		t.Errorf("%s is named for %s", want[0], id)
	}
}

func TestPromisesAreThoseOfTheStatements(t *testing.T) {
	ids := promises()
	if len(ids) != 17+16 || ids[0] != "M1" || ids[16] != "M17" || ids[17] != "T1" || ids[32] != "T16" {
		t.Errorf("promises are %v", ids)
	}
}
