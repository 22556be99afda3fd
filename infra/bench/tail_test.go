package main

import (
	"fmt"
	"testing"
)

func TestLastLinesOfFunctionsAreKeptUntilTheyAreTaken(t *testing.T) {
	var said tail
	if got := said.take(); got != "" {
		t.Errorf("nothing was printed, kept %q", got)
	}
	for n := range tailLines + 2 {
		fmt.Fprintf(&said, "line %d\n", n)
	}
	if got, want := said.take(), "\nline 2\nline 3\nline 4\nline 5\nline 6"; got != want {
		t.Errorf("kept %q, want %q", got, want)
	}
	if got := said.take(); got != "" {
		t.Errorf("taken before, kept %q", got)
	}
}
