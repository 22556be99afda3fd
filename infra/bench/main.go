// Command bench measures every figure that has a bound: make bench. With names of parts
// (go run ./infra/bench sizes ends) it measures those only.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench: "+err.Error())
		os.Exit(1)
	}
}

// part is figures that are measured together, under the name by which they are asked for.
type part struct {
	name    string
	measure func(*bench, context.Context) ([]figure, error)
}

var parts = []part{
	{"sizes", (*bench).sizes},
	{"banner", (*bench).banner},
	{"banner shift", (*bench).shift},
	{"calls of a consent", (*bench).calls},
	{"calls of an activity", (*bench).activity},
	{"calls to recognize an applicant", (*bench).recognition},
	{"own page", (*bench).own},
	{"ends", (*bench).ends},
	{"sweep", (*bench).sweep},
	{"log", (*bench).log},
	{"cold starts", (*bench).coldStarts},
	{"memory", (*bench).memory},
	{"throughput", (*bench).throughput},
	{"growth", (*bench).growth},
	{"open cases", (*bench).openCases},
	{"letters", (*bench).letters},
	{"hostile mail", (*bench).hostile},
}

// chosen is the parts of these names, in their order above: all for no name. A name of none is an
// error, for a bench that measures nothing must not look like one that is well.
func chosen(names []string) ([]part, error) {
	if len(names) == 0 {
		return parts, nil
	}
	var some []part
	var known []string
	for _, p := range parts {
		known = append(known, fmt.Sprintf("%q", p.name))
		if slices.Contains(names, p.name) {
			some = append(some, p)
		}
	}
	for _, name := range names {
		if !slices.ContainsFunc(parts, func(p part) bool { return p.name == name }) {
			return nil, fmt.Errorf("no part is called %q: there are %s", name, strings.Join(known, ", "))
		}
	}
	return some, nil
}

// run prints a line for each figure as soon as it is known. A figure that falls
// short is a result; one that cannot be measured is an error, and the others
// are measured all the same.
func run() error {
	some, err := chosen(os.Args[1:])
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	b, err := open(ctx)
	if err != nil {
		return err
	}
	defer b.close()
	var failed []error
	for _, p := range some {
		b.say("%s", p.name)
		figures, err := p.measure(b, ctx)
		for _, f := range figures {
			fmt.Println(f)
		}
		if err != nil {
			failed = append(failed, fmt.Errorf("%s: %w%s", p.name, err, b.said.take()))
		}
	}
	return errors.Join(failed...)
}
