package main

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// test is a test function that is named for a promise.
type test struct {
	folder string // of its package, from the module's root
	name   string
}

// String is the test as the table names it.
func (t test) String() string { return t.folder + "." + t.name }

var namedFor = regexp.MustCompile(`^Test([MT][0-9]+)_`)

// promise is the id that the test is named for.
func (t test) promise() string { return namedFor.FindStringSubmatch(t.name)[1] }

// find reads every test file below a folder, and lists the tests that are named
// for promises by folder and name. What it cannot read is told by the error; the
// list is good for the rest.
func find(root string) ([]test, error) {
	var found []test
	var faults []error
	walked := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && path != root && passedOver(entry.Name()):
			return fs.SkipDir
		case entry.IsDir() || !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		folder, err := filepath.Rel(root, filepath.Dir(path))
		names, unreadable := testsIn(path)
		for _, name := range names {
			found = append(found, test{folder: filepath.ToSlash(folder), name: name})
		}
		faults = append(faults, unreadable)
		return err
	})
	slices.SortFunc(found, func(a, b test) int { return strings.Compare(a.String(), b.String()) })
	return found, errors.Join(append(faults, walked)...)
}

// passedOver reports whether the go command finds no packages in a folder of
// that name, or only other people's.
func passedOver(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "testdata" || name == "node_modules"
}

// testsIn lists what could be read of a file.
func testsIn(path string) ([]string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if file == nil {
		return nil, err
	}
	var names []string
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && namedFor.MatchString(f.Name.Name) {
			names = append(names, f.Name.Name)
		}
	}
	return names, err
}

// folders lists the packages of tests, each once.
func folders(tests []test) []string {
	var all []string
	for _, t := range tests {
		all = append(all, t.folder)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
