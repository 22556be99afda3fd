package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// usualSockets are one to the Runtime API and one to the database.
const usualSockets = 2

// trace runs a binary under strace, where there is one that may.
type trace struct {
	binary string // what to run in the binary's place
	log    string // "" where nothing is traced
}

// trace keeps the process id: strace runs beside the process, not around it (-D).
func (b *bench) trace(ctx context.Context, binary string) (trace, error) {
	untraced := trace{binary: binary}
	strace, err := exec.LookPath("strace")
	if err != nil || exec.CommandContext(ctx, strace, "-o", os.DevNull, "true").Run() != nil {
		b.say("no strace here: sockets that come and go within a call are not seen")
		return untraced, nil
	}
	whole, err := filepath.Abs(binary)
	if err != nil {
		return untraced, fmt.Errorf("trace %s: %w", binary, err)
	}
	folder, err := filepath.Abs(b.dir)
	if err != nil {
		return untraced, fmt.Errorf("trace %s: %w", binary, err)
	}
	t := trace{binary: filepath.Join(folder, "traced"), log: filepath.Join(folder, "strace.log")}
	script := fmt.Sprintf("#!/bin/sh\nexec '%s' -D -f -qq -e trace=socket -o '%s' '%s'\n", strace, t.log, whole)
	if err := os.WriteFile(t.binary, []byte(script), 0o700); err != nil {
		return untraced, fmt.Errorf("trace %s: %w", binary, err)
	}
	return t, nil
}

// sockets are those that were asked for, granted or not.
func (t trace) sockets() (int, error) {
	if t.log == "" {
		return usualSockets, nil
	}
	text, err := os.ReadFile(t.log)
	if err != nil {
		return 0, fmt.Errorf("what strace saw: %w", err)
	}
	return strings.Count(string(text), " socket("), nil
}
