package openapi_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// top is the top of the module, from here.
const top = "../.."

// sources parses the Go files of a folder and below, tests aside.
func sources(t *testing.T, folder string) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	err := filepath.WalkDir(filepath.Join(top, folder), func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files[path], err = parser.ParseFile(token.NewFileSet(), path, nil, 0)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// constants are those of a type, by name.
func constants(t *testing.T, folder, typeName string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, file := range sources(t, folder) {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			declared, _ := spec.Type.(*ast.Ident)
			literal, isLiteral := spec.Values[0].(*ast.BasicLit)
			if declared == nil || declared.Name != typeName || !isLiteral {
				return true
			}
			value, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			found[spec.Names[0].Name] = value
			return false
		})
	}
	if len(found) == 0 {
		t.Fatalf("no constants of type %s in %s", typeName, folder)
	}
	return found
}

// used are the names of package gdpr that the rest of the program mentions.
// Package words is left out: it has a sentence for every code there is.
func used(t *testing.T) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	for _, folder := range []string{"internal", "functions"} {
		for path, file := range sources(t, folder) {
			if strings.Contains(filepath.ToSlash(path), "/internal/words/") {
				continue
			}
			inside := file.Name.Name == "gdpr"
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.ValueSpec:
					return !inside // where a code is declared it is not used
				case *ast.SelectorExpr:
					if of, ok := n.X.(*ast.Ident); ok && of.Name == "gdpr" {
						found[n.Sel.Name] = true
					}
				case *ast.Ident:
					if inside {
						found[n.Name] = true
					}
				}
				return true
			})
		}
	}
	return found
}

func enum(t *testing.T, schema string) []string {
	t.Helper()
	list, _ := at(document(t), "components", "schemas", schema, "enum").([]any)
	var values []string
	for _, v := range list {
		values = append(values, v.(string))
	}
	slices.Sort(values)
	return values
}

func same(t *testing.T, schema string, want []string) {
	t.Helper()
	slices.Sort(want)
	if got := enum(t, schema); !slices.Equal(got, want) {
		t.Errorf("%s lists\n%q\nwant\n%q", schema, got, want)
	}
}

// A code that the program never says is not documented: no client can meet it.
func TestCodesAreThoseThatCanComeOut(t *testing.T) {
	// Some codes of whole answers are said of a field too: a code that cannot be one, the
	// address of somebody on whom nothing is held, and a recipient that is silent.
	problems, faults := []string{}, []string{"code_wrong", "nothing_held", "recipients"}
	said := used(t)
	for name, value := range constants(t, "internal/gdpr", "Code") {
		switch {
		case !said[name]:
		case strings.HasPrefix(name, "Code"):
			problems = append(problems, value)
		case strings.HasPrefix(name, "Fault"):
			faults = append(faults, value)
		default:
			t.Errorf("%s is neither a code of answers nor one of faults", name)
		}
	}
	same(t, "ProblemCode", problems)
	same(t, "FaultCode", faults)
}

func TestWordsAreThoseOfTheDomain(t *testing.T) {
	for schema, of := range map[string][2]string{
		"CaseState":    {"internal/rights", "Workflow"},
		"Choice":       {"internal/rights", "Decision"},
		"Class":        {"internal/controller", "Class"},
		"Stage":        {"internal/holding", "Stage"},
		"ConsentState": {"internal/consent", "State"},
		"Decision":     {"internal/gdpr", "Decision"},
		"DeadlineRule": {"internal/rights", "Rule"},
		"EventName":    {"internal/rights", "Event"},
		"Language":     {"internal/gdpr", "Language"},
		"Mechanism":    {"internal/consent", "Mechanism"},
		"Right":        {"internal/gdpr", "Right"},
		"CaseIdentity": {"internal/rights", "Identity"},
		"CaseDelivery": {"internal/rights", "Delivery"},
		"CaseQueue":    {"internal/rights", "Queue"},
		"Against":      {"internal/rights", "Against"},
		"Result":       {"internal/rights", "Result"},
		"NoticeState":  {"internal/rights", "NoticeState"},
	} {
		var values []string
		for _, value := range constants(t, of[0], of[1]) {
			values = append(values, value)
		}
		same(t, schema, values)
	}
}
