package main

import (
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

func (t test) String() string { return t.folder + "." + t.name }

var namedFor = regexp.MustCompile(`^Test([MT][0-9]+)_`)

// promise is the id that the test is named for.
func (t test) promise() string { return namedFor.FindStringSubmatch(t.name)[1] }

// find reads every test file below a folder, and lists the tests that are named
// for promises by folder and name. Folders that the go command passes over are
// passed over too, and so is node_modules.
func find(root string) ([]test, error) {
	var found []test
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := entry.Name(); entry.IsDir() {
			if path != root && (strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "testdata" || name == "node_modules") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		names, err := testsIn(path)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(path))
		for _, name := range names {
			found = append(found, test{folder: filepath.ToSlash(folder), name: name})
		}
		return err
	})
	slices.SortFunc(found, func(a, b test) int { return strings.Compare(a.String(), b.String()) })
	return found, err
}

func testsIn(path string) ([]string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && namedFor.MatchString(f.Name.Name) {
			names = append(names, f.Name.Name)
		}
	}
	return names, nil
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
