// Package internal_test holds what is true of the tree as a whole.
package internal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

const module = "ordholden/"

// pkg is what `go list` knows of a package.
type pkg struct {
	ImportPath, Name, Dir  string
	GoFiles, Imports, Deps []string
	Standard               bool
}

var listed = sync.OnceValues(func() ([]pkg, error) {
	command := exec.Command("go", "list", "-deps", "-json=ImportPath,Name,Dir,GoFiles,Imports,Deps,Standard", "./...")
	command.Dir = ".."
	var stderr bytes.Buffer
	command.Stderr = &stderr
	out, err := command.Output()
	if err != nil {
		return nil, errors.Join(err, errors.New(stderr.String()))
	}
	var all []pkg
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
})

// ours is the packages of this module, by what follows its name.
func ours(t *testing.T) map[string]pkg {
	t.Helper()
	all, err := listed()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]pkg{}
	for _, p := range all {
		if name, ok := strings.CutPrefix(p.ImportPath, module); ok && len(p.GoFiles) > 0 {
			found[name] = p
		}
	}
	if len(found) < 20 {
		t.Fatalf("only %d packages are listed", len(found))
	}
	return found
}

// The domain, each package above those that it may import.
var domain = map[string]int{
	"internal/gdpr": 0, "internal/oslo": 0, "internal/controller": 1, "internal/letter": 1, "internal/access": 2, "internal/classify": 2, "internal/retention": 2,
	"internal/consent": 3, "internal/rights": 3, "internal/holding": 4, "internal/audit": 1, "internal/residence": 2,
	"internal/fulfillment": 5,
}

func TestTheDomainKnowsNoTechnology(t *testing.T) {
	packages := ours(t)
	foreign := map[string]bool{"net/http": true, "encoding/json": true, "database/sql": true, "os": true}
	for name, level := range domain {
		p, ok := packages[name]
		if !ok {
			t.Fatalf("no package %s", name)
		}
		for _, imported := range p.Imports {
			inner, isOurs := strings.CutPrefix(imported, module)
			below, isDomain := domain[inner]
			switch {
			case isOurs && (!isDomain || below >= level):
				t.Errorf("%s imports %s, which is not below it", name, inner)
			case !isOurs && strings.Contains(strings.Split(imported, "/")[0], "."):
				t.Errorf("%s imports %s, which is not of the standard library", name, imported)
			case foreign[imported]:
				t.Errorf("%s imports %s", name, imported)
			}
		}
		for _, dep := range p.Deps {
			if _, ok := domain[strings.TrimPrefix(dep, module)]; !ok && !standard(t, dep) {
				t.Errorf("%s leans on %s", name, dep)
			}
		}
	}
}

func standard(t *testing.T, path string) bool {
	t.Helper()
	all, err := listed()
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(all, func(p pkg) bool { return p.ImportPath == path && p.Standard })
}

func TestConsentsAndRequestsDoNotKnowEachOther(t *testing.T) {
	packages := ours(t)
	for a, b := range map[string]string{"internal/consent": "internal/rights", "internal/rights": "internal/consent"} {
		if slices.Contains(packages[a].Deps, module+b) {
			t.Errorf("%s leans on %s", a, b)
		}
	}
}

// functions is the packages of ours that run in Lambda, the commands among them.
func functions(t *testing.T) map[string]pkg {
	t.Helper()
	packages, found := ours(t), map[string]pkg{}
	for name, p := range packages {
		if strings.HasPrefix(name, "functions/") {
			found[name] = p
			for _, dep := range p.Deps {
				if inner, ok := strings.CutPrefix(dep, module); ok {
					found[inner] = packages[inner]
				}
			}
		}
	}
	return found
}

// Templates are found at run time and cost start-up time; tests stay in tests.
func TestFunctionsCarryNoTemplatesAndNoTests(t *testing.T) {
	for name, p := range functions(t) {
		for _, imported := range []string{"html/template", "text/template", "testing", "pgregory.net/rapid"} {
			if slices.Contains(p.Imports, imported) {
				t.Errorf("%s imports %s", name, imported)
			}
		}
		if name != "internal/html" && slices.Contains(p.Imports, "maragu.dev/gomponents/html") {
			t.Errorf("%s repeats the library's closures: internal/html has the elements", name)
		}
		if strings.HasPrefix(name, "infra/local") || strings.HasSuffix(name, "test") {
			t.Errorf("a function carries %s", name)
		}
	}
}

func parsed(t *testing.T, p pkg, mode parser.Mode) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	for _, name := range p.GoFiles {
		path := filepath.Join(p.Dir, name)
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, mode|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files[path] = file
	}
	return files
}

// A platform that freezes between invocations freezes goroutines with them.
func TestFunctionsStartNoGoroutines(t *testing.T) {
	for _, p := range functions(t) {
		for path, file := range parsed(t, p, 0) {
			for n := range ast.Preorder(file) {
				if _, ok := n.(*ast.GoStmt); ok {
					t.Errorf("%s starts a goroutine", path)
				}
			}
		}
	}
}

func TestEveryPackageSaysWhatItOwns(t *testing.T) {
	for name, p := range ours(t) {
		begins := "Package " + p.Name + " owns "
		if p.Name == "main" {
			begins = "Command " + filepath.Base(name) + " "
		}
		var docs []string
		for _, file := range parsed(t, p, parser.ParseComments|parser.PackageClauseOnly) {
			if doc := file.Doc.Text(); doc != "" {
				docs = append(docs, doc)
			}
		}
		if len(docs) != 1 || !strings.HasPrefix(docs[0], begins) || !strings.Contains(docs[0], ".") {
			t.Errorf("%s: its comment is %q, and should begin %q", name, docs, begins)
		}
	}
}

// What a function does stands in internal; its main.go only wires that.
func TestMainsOfFunctionsOnlyWire(t *testing.T) {
	for name, p := range ours(t) {
		if !strings.HasPrefix(name, "functions/") {
			continue
		}
		if !slices.Equal(p.GoFiles, []string{"main.go"}) || p.Name != "main" {
			t.Errorf("%s: package %s of %v", name, p.Name, p.GoFiles)
		}
		b, err := os.ReadFile(filepath.Join(p.Dir, "main.go"))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if lines := bytes.Count(b, []byte("\n")); lines >= 50 {
			t.Errorf("%s: main.go has %d lines", name, lines)
		}
	}
}

// Package fmt asks only exported fields how they print, and package json only
// the values of maps: elsewhere a gdpr.Private would show (threat H14).
func TestWhatIsPrivateLiesWhereItCanHide(t *testing.T) {
	for _, p := range ours(t) {
		for path, file := range parsed(t, p, 0) {
			for n := range ast.Preorder(file) {
				switch n := n.(type) {
				case *ast.MapType:
					if holdsPrivate(n.Key, p) {
						t.Errorf("%s: a map by gdpr.Private", path)
					}
				case *ast.StructType:
					for _, f := range n.Fields.List {
						for _, name := range f.Names {
							if holdsPrivate(f.Type, p) && !name.IsExported() {
								t.Errorf("%s: the field %s is a gdpr.Private and not exported", path, name.Name)
							}
						}
					}
				}
			}
		}
	}
}

func holdsPrivate(e ast.Expr, p pkg) bool {
	for n := range ast.Preorder(e) {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == "gdpr" && n.Sel.Name == "Private" {
				return true
			}
		case *ast.Ident:
			if p.Name == "gdpr" && n.Name == "Private" {
				return true
			}
		}
	}
	return false
}
