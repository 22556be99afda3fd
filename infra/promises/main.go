// Command promises owns the list of what works: a line for each promise of the
// published statements, with the tests that show it. Run it from the module's root.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"

	"ordholden/infra/controllers"
)

// named matches the tests that are named for a promise, TestM14_… or TestT13_….
const named = `^Test[MT][0-9]+_`

func main() {
	if err := report(os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// report runs the tests that are named for promises and prints what they show.
// It fails if one of them failed, did not build or did not come to its end.
func report(out, trouble io.Writer) error {
	tests, unreadable := find(".")
	results, err := run(tests, trouble)
	if err != nil {
		return fmt.Errorf("run the tests: %w", err)
	}
	ids := promises()
	for _, r := range judge(ids, tests, results) {
		fmt.Fprintln(out, r)
	}
	for _, t := range tests {
		if !slices.Contains(ids, t.promise()) {
			fmt.Fprintf(trouble, "%s: there is no promise %s\n", t, t.promise())
		}
	}
	return errors.Join(unreadable, failures(tests, results))
}

// promises are the ids of all controllers, in declared order.
func promises() []string {
	var ids []string
	for _, d := range controllers.Registry().Newest() {
		for _, p := range d.Promises {
			ids = append(ids, p.ID)
		}
	}
	return ids
}

// run runs the tests now and reads what became of each. That some fail is no
// error here.
func run(tests []test, trouble io.Writer) (map[test]outcome, error) {
	if len(tests) == 0 {
		return nil, nil
	}
	args := []string{"test", "-json", "-count=1", "-run", named}
	for _, folder := range folders(tests) {
		args = append(args, "./"+folder)
	}
	command := exec.Command("go", args...)
	command.Stderr = trouble
	events, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	results, err := read(events, trouble)
	if err != nil {
		_, _ = io.Copy(io.Discard, events) // so that the command can end
	}
	ended := command.Wait()
	if _, failed := errors.AsType[*exec.ExitError](ended); failed {
		ended = nil // a test failed, and the events say which
	}
	return results, errors.Join(err, ended)
}

// failures names the tests that ought to have passed and have not. A test that
// was skipped shows nothing, but it is no failure.
func failures(tests []test, results map[test]outcome) error {
	var all []error
	for _, t := range tests {
		if o := results[t]; o != passed && o != skipped {
			all = append(all, fmt.Errorf("%s %s: go test -run '^%s$' ./%s", t, o, t.name, t.folder))
		}
	}
	return errors.Join(all...)
}
