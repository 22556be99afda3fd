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
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench: "+err.Error())
		os.Exit(1)
	}
}

// run prints a line for each figure as soon as it is known. A figure that falls
// short is a result; one that cannot be measured is an error, and the others
// are measured all the same.
func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	b, err := open(ctx)
	if err != nil {
		return err
	}
	defer b.close()
	var failed []error
	for _, m := range []struct {
		what    string
		measure func(context.Context) ([]figure, error)
	}{
		{"sizes", b.sizes},
		{"banner", b.banner},
		{"banner shift", b.shift},
		{"calls of a consent", b.calls},
		{"calls of an activity", b.activity},
		{"calls to recognize an applicant", b.recognition},
		{"own page", b.own},
		{"ends", b.ends},
		{"sweep", b.sweep},
		{"log", b.log},
		{"cold starts", b.coldStarts},
		{"memory", b.memory},
		{"throughput", b.throughput},
		{"growth", b.growth},
		{"open cases", b.openCases},
		{"letters", b.letters},
		{"hostile mail", b.hostile},
	} {
		if chosen := os.Args[1:]; len(chosen) > 0 && !slices.Contains(chosen, m.what) {
			continue
		}
		b.say("%s", m.what)
		figures, err := m.measure(ctx)
		for _, f := range figures {
			fmt.Println(f)
		}
		if err != nil {
			failed = append(failed, fmt.Errorf("%s: %w%s", m.what, err, b.said.take()))
		}
	}
	return errors.Join(failed...)
}
