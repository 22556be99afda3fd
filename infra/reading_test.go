package infra_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// The template is read as it is written: an intrinsic on a scalar stays one
// string ("!Ref Main", "!GetAtt Main.Arn", "!Sub text"), one on a list becomes
// an object with the tag for its only key ({"!If": [...]}).

type object = map[string]any

type template struct{ root object }

type resource struct {
	name       string
	kind       string
	attributes object
	properties object
}

func load(t *testing.T) template {
	t.Helper()
	return read(t, "../template.yaml")
}

// read reads any template.
func read(t *testing.T, path string) template {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		t.Fatal(err)
	}
	if len(file.Docs) != 1 {
		t.Fatalf("%s holds %d documents, want 1", path, len(file.Docs))
	}
	root, err := plain(file.Docs[0].Body)
	if err != nil {
		t.Fatal(err)
	}
	return template{root: root.(object)}
}

// plain refuses anchors and aliases, as CloudFormation does.
func plain(n ast.Node) (any, error) {
	switch n := n.(type) {
	case *ast.TagNode:
		v, err := plain(n.Value)
		if s, ok := v.(string); ok {
			return n.Start.Value + " " + s, err
		}
		return object{n.Start.Value: v}, err
	case *ast.MappingNode:
		return mapping(n.Values)
	case *ast.MappingValueNode:
		return mapping([]*ast.MappingValueNode{n})
	case *ast.SequenceNode:
		list := make([]any, 0, len(n.Values))
		for _, each := range n.Values {
			v, err := plain(each)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		return list, nil
	case *ast.LiteralNode:
		return n.Value.Value, nil
	case *ast.StringNode, *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NullNode:
		return n.(ast.ScalarNode).GetValue(), nil
	}
	return nil, fmt.Errorf("line %d: %s has no place in the template", n.GetToken().Position.Line, n.Type())
}

func mapping(pairs []*ast.MappingValueNode) (object, error) {
	m := object{}
	for _, p := range pairs {
		v, err := plain(p.Value)
		if err != nil {
			return nil, err
		}
		m[p.Key.GetToken().Value] = v
	}
	return m, nil
}

// at walks into objects by key; what is not there is nil.
func at(v any, path ...string) any {
	for _, key := range path {
		o, ok := v.(object)
		if !ok {
			return nil
		}
		v = o[key]
	}
	return v
}

// list takes a list, or one value that stands for a list of one.
func list(v any) []string {
	var all []string
	switch v := v.(type) {
	case nil:
	case []any:
		for _, each := range v {
			all = append(all, fmt.Sprint(each))
		}
	default:
		all = append(all, fmt.Sprint(v))
	}
	return all
}

func (tp template) resource(t *testing.T, name string) resource {
	t.Helper()
	o, ok := at(tp.root, "Resources", name).(object)
	if !ok {
		t.Fatalf("no resource %s", name)
	}
	properties, _ := o["Properties"].(object)
	return resource{name: name, kind: fmt.Sprint(o["Type"]), attributes: o, properties: properties}
}

func (tp template) ofKind(t *testing.T, kind string) []resource {
	t.Helper()
	var found []resource
	for name := range tp.root["Resources"].(object) {
		if r := tp.resource(t, name); r.kind == kind {
			found = append(found, r)
		}
	}
	if len(found) == 0 {
		t.Fatalf("no resource of type %s", kind)
	}
	return found
}

func (tp template) functions(t *testing.T) []resource {
	return tp.ofKind(t, "AWS::Serverless::Function")
}

// folder is the one word that function, role, log group and folder share.
func (r resource) folder() string { return strings.ToLower(r.name) }

// want compares what stands at a path of the resource's properties, written out.
func (r resource) want(t *testing.T, want any, path ...string) {
	t.Helper()
	if got := at(r.properties, path...); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: %s is %v, want %v", r.name, strings.Join(path, "."), got, want)
	}
}
