package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// outcome is what became of a test.
type outcome string

// The outcomes. A test of a package that did not build did not run.
const (
	notRun  outcome = ""
	passed  outcome = "passed"
	skipped outcome = "was skipped"
	failed  outcome = "failed"
)

// String is the outcome after "the test".
func (o outcome) String() string {
	if o == notRun {
		return "did not run to its end"
	}
	return string(o)
}

// event is a line of go test -json (go doc test2json, go help buildjson).
type event struct {
	Action     string
	Package    string
	ImportPath string // of what was built
	Test       string
	Output     string
}

// module is the first part of every import path.
const module = "ordholden/"

var outcomes = map[string]outcome{"pass": passed, "skip": skipped, "fail": failed}

// read gathers what became of each test. A test is no better than the worst of
// its subtests: one that skips half of itself shows half a promise. What the
// compiler has to say is passed on.
func read(events io.Reader, trouble io.Writer) (map[test]outcome, error) {
	results := map[test]outcome{}
	lines := json.NewDecoder(events)
	for {
		var e event
		if err := lines.Decode(&e); errors.Is(err, io.EOF) {
			return results, nil
		} else if err != nil {
			return nil, fmt.Errorf("read what go test says: %w", err)
		}
		if e.Action == "build-output" {
			fmt.Fprint(trouble, e.Output)
		}
		became, ended := outcomes[e.Action]
		name, _, _ := strings.Cut(e.Test, "/")
		switch t := (test{folder: strings.TrimPrefix(e.Package, module), name: name}); {
		case !ended:
		case name != "":
			results[t] = worse(results[t], became)
		case became == failed:
			blame(results, t.folder)
		}
	}
}

// blame marks every test of a package that failed, unless one of them failed by
// itself: a package that fails as a whole, by a leak or a data race after its
// tests, shows nothing.
func blame(results map[test]outcome, folder string) {
	var all []test
	for t, o := range results {
		if t.folder != folder {
			continue
		}
		if o == failed {
			return
		}
		all = append(all, t)
	}
	for _, t := range all {
		results[t] = failed
	}
}

func worse(a, b outcome) outcome {
	for _, o := range []outcome{failed, skipped, passed} {
		if a == o || b == o {
			return o
		}
	}
	return notRun
}
