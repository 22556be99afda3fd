package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCompetitorsAreBuiltByTheMakefilesCommand(t *testing.T) {
	got, err := goBuild("A = b\n\nGOBUILD = CGO_ENABLED=0 go build -trimpath\n\nrun:\n\techo\n")
	if err != nil || got != "CGO_ENABLED=0 go build -trimpath" {
		t.Errorf("command %q, %v", got, err)
	}
	if _, err := goBuild("GO = go\n"); err == nil {
		t.Error("a Makefile without the command is fine")
	}
	makefile, err := os.ReadFile(filepath.Join("..", "..", "Makefile"))
	if err != nil {
		t.Fatal(err)
	}
	got, err = goBuild(string(makefile))
	if err != nil {
		t.Fatal(err)
	}
	for _, flag := range []string{"CGO_ENABLED=0", "lambda.norpc", "-s -w"} {
		if !strings.Contains(got, flag) {
			t.Errorf("the Makefile builds without %s: %s", flag, got)
		}
	}
}

func TestEveryFunctionHasAFolder(t *testing.T) {
	folders, err := os.ReadDir(filepath.Join("..", "..", "functions"))
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, f := range folders {
		found = append(found, f.Name())
	}
	if len(found) != len(functions) {
		t.Errorf("functions are %v, and measured are %v", found, functions)
	}
	for _, name := range functions {
		if _, err := os.Stat(filepath.Join("..", "..", "functions", name)); err != nil {
			t.Error(err)
		}
	}
}
