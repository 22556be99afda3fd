package template

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

type kind int

const (
	empty kind = iota
	scalar
	list
	mapping
	call // of a function of CloudFormation: !Ref, !Sub and so on, short or long
)

// node is a place in the template. Unlike a decoded value it knows its line, and a call is not lost.
type node struct {
	kind   kind
	line   int
	path   string
	text   string           // of a scalar, as written; of a call, the function's name
	items  []*node          // of a list; of a call, its one argument
	keys   []string         // of a mapping, in order
	fields map[string]*node // of a mapping
}

// field returns nil where there is no such field, or no mapping at all.
func (n *node) field(key string) *node {
	if n == nil {
		return nil
	}
	return n.fields[key]
}

// parse reads YAML into nodes.
func parse(source []byte) (*node, error) {
	file, err := parser.ParseBytes(source, 0)
	if err != nil {
		return nil, fmt.Errorf("read the YAML: %w", err)
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		return nil, fmt.Errorf("read the YAML: %d documents, want one", len(file.Docs))
	}
	return convert(file.Docs[0].Body, "")
}

// convert turns goccy's tree into ours. Anchors, aliases and merge keys are refused: CloudFormation has its own ways.
func convert(in ast.Node, path string) (*node, error) {
	n := &node{path: path, line: in.GetToken().Position.Line}
	switch in := in.(type) {
	case *ast.NullNode:
		return n, nil
	case *ast.StringNode:
		n.kind, n.text = scalar, in.Value
		return n, nil
	case *ast.LiteralNode:
		n.kind, n.text = scalar, in.Value.Value
		return n, nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		n.kind, n.text = scalar, in.GetToken().Value
		return n, nil
	case *ast.TagNode:
		return convertTag(n, in)
	case *ast.SequenceNode:
		n.kind = list
		for at, item := range in.Values {
			child, err := convert(item, fmt.Sprintf("%s[%d]", path, at))
			if err != nil {
				return nil, err
			}
			n.items = append(n.items, child)
		}
		return n, nil
	case *ast.MappingNode:
		return convertMapping(n, in)
	case *ast.MappingValueNode:
		return convertMapping(n, in)
	}
	return nil, n.errorf("%s is not used in templates", in.Type())
}

func convertTag(n *node, in *ast.TagNode) (*node, error) {
	name := strings.TrimPrefix(in.Start.Value, "!")
	if strings.HasPrefix(name, "!") {
		return nil, n.errorf("tag !%s is not used in templates", name)
	}
	arg, err := convert(in.Value, n.path)
	if err != nil {
		return nil, err
	}
	n.kind, n.text, n.items = call, name, []*node{arg}
	return n, nil
}

// convertMapping gives each value the line of its key, which is where one looks for it.
func convertMapping(n *node, in ast.MapNode) (*node, error) {
	n.kind, n.fields = mapping, map[string]*node{}
	for iter := in.MapRange(); iter.Next(); {
		if iter.Key().IsMergeKey() {
			return nil, n.errorf("merge keys are not used in templates")
		}
		token := iter.KeyValue().Key.GetToken()
		key := token.Value
		child, err := convert(iter.Value(), strings.TrimPrefix(n.path+"."+key, "."))
		if err != nil {
			return nil, err
		}
		child.line = token.Position.Line
		n.keys = append(n.keys, key)
		n.fields[key] = child
	}
	if len(n.keys) != 1 {
		return n, nil
	}
	key := n.keys[0]
	name, long := strings.CutPrefix(key, "Fn::")
	if long || key == "Ref" {
		n.kind, n.text, n.items = call, name, []*node{n.fields[key]}
		n.keys, n.fields = nil, nil
	}
	return n, nil
}

// errorf is an error about this place.
func (n *node) errorf(format string, args ...any) error {
	return fmt.Errorf("line %d: %s: %w", n.line, orTop(n.path), fmt.Errorf(format, args...))
}

func orTop(path string) string {
	if path == "" {
		return "top level"
	}
	return path
}
