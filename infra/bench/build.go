package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// functions are those that are deployed; make build has built them.
var functions = []string{"consent", "rights", "site", "holding", "desk", "inbox", "outbox", "expiry", "clock", "feedback"}

// competitors are what consent is held against; they are built here, as the
// functions are.
var competitors = []string{"hello", "floor"}

// bootstrap is where a binary lies.
func (b *bench) bootstrap(name string) string {
	for _, c := range competitors {
		if c == name {
			return filepath.Join(b.dir, name, "bootstrap")
		}
	}
	return filepath.Join(buildDir, name, "bootstrap")
}

// build builds the competitors by the very command of the Makefile.
func (b *bench) build(ctx context.Context) error {
	makefile, err := os.ReadFile("Makefile")
	if err != nil {
		return fmt.Errorf("run this from the module's root: %w", err)
	}
	command, err := goBuild(string(makefile))
	if err != nil {
		return err
	}
	for _, name := range competitors {
		line := fmt.Sprintf("%s -o '%s' ./infra/bench/%s", command, b.bootstrap(name), name)
		if out, err := exec.CommandContext(ctx, "sh", "-c", line).CombinedOutput(); err != nil {
			return fmt.Errorf("build %s: %w\n%s", name, err, out)
		}
	}
	for _, name := range functions {
		if _, err := os.Stat(b.bootstrap(name)); err != nil {
			return fmt.Errorf("run make build first: %w", err)
		}
	}
	return nil
}

// goBuild is the command that a Makefile builds functions with.
func goBuild(makefile string) (string, error) {
	for line := range strings.Lines(makefile) {
		if command, ok := strings.CutPrefix(line, "GOBUILD = "); ok {
			return strings.TrimSpace(command), nil
		}
	}
	return "", errors.New("the Makefile has no line GOBUILD = ")
}
