package main

import (
	"strings"
	"sync"
)

// tail keeps the last lines that functions print, so that one that ends says why.
type tail struct {
	mu    sync.Mutex
	lines []string
}

// tailLines is how many lines are kept.
const tailLines = 5

// Write takes one line a call, as lambda.Config.Log promises.
func (t *tail) Write(line []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.lines) == tailLines {
		t.lines = append(t.lines[:0], t.lines[1:]...)
	}
	t.lines = append(t.lines, string(line))
	return len(line), nil
}

// take is what is kept, to be put under an error, and is forgotten then.
func (t *tail) take() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	all := strings.TrimRight(strings.Join(t.lines, ""), "\n")
	t.lines = nil
	if all == "" {
		return ""
	}
	return "\n" + all
}
