package declaration

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// reader fills a tagged type from a syntax tree. Unlike a decoder it goes on
// after a fault, and it remembers on which line each path stands, so that what
// is found wrong later can be shown there.
type reader struct {
	file   string
	lines  int
	places map[string]*token.Position
	faults []Fault
}

// scalar is a type that reads itself from one word of the file.
type scalar interface{ read(word string) error }

func (r *reader) fault(path, message string, args ...any) {
	p := r.place(path)
	r.report(p.Line, p.Column, path, message, args...)
}

// report keeps the line within the file: after a broken quote the parser may
// count further than there are lines.
func (r *reader) report(line, column int, path, message string, args ...any) {
	r.faults = append(r.faults, Fault{
		File: r.file, Line: max(1, min(line, r.lines)), Column: max(1, column),
		Path: path, Message: fmt.Sprintf(message, args...),
	})
}

// place is where the path stands, or the nearest thing around it that does.
func (r *reader) place(path string) *token.Position {
	for {
		if p, ok := r.places[path]; ok {
			return p
		}
		cut := strings.LastIndexAny(path, ".[")
		if cut < 0 {
			return &token.Position{Line: 1, Column: 1}
		}
		path = path[:cut]
	}
}

// faulty reports whether the path, or something around it, could not be read.
func (r *reader) faulty(path string) bool {
	for _, f := range r.faults {
		rest, within := strings.CutPrefix(path, f.Path)
		if f.Path == "" || within && (rest == "" || rest[0] == '.' || rest[0] == '[') {
			return true
		}
	}
	return false
}

// value reads a node into a value of one of the file's types.
func (r *reader) value(path string, node ast.Node, into reflect.Value) {
	if node == nil || node.Type() == ast.NullType {
		r.fault(path, "has no value: write one, or take the line out")
		return
	}
	switch to := into.Addr().Interface().(type) {
	case scalar:
		r.scalar(path, node, to)
		return
	case *names:
		if word, ok := word(node); ok && word == "none" {
			*to = names{said: true}
			return
		}
		r.list(path, node, reflect.ValueOf(&to.ids).Elem())
		to.said = true
		return
	case *answer:
		to.said = true
		into = reflect.ValueOf(&to.yes).Elem()
	}
	switch into.Kind() {
	case reflect.Struct:
		r.mapping(path, node, into)
	case reflect.Slice:
		r.list(path, node, into)
	case reflect.Bool:
		if b, ok := node.(*ast.BoolNode); ok {
			into.SetBool(b.Value)
			return
		}
		r.fault(path, "is %s: write true or false", kind(node))
	default:
		r.text(path, node, into)
	}
}

func (r *reader) scalar(path string, node ast.Node, to scalar) {
	word, ok := word(node)
	if !ok {
		r.fault(path, "is %s: write one word", kind(node))
		return
	}
	if err := to.read(word); err != nil {
		r.fault(path, "%v", err)
	}
}

func (r *reader) text(path string, node ast.Node, into reflect.Value) {
	switch n := node.(type) {
	case *ast.StringNode:
		into.SetString(n.Value)
	case *ast.LiteralNode:
		into.SetString(n.Value.Value)
	default:
		r.fault(path, "is %s: write text, in quotes if it looks like something else", kind(node))
	}
}

func (r *reader) list(path string, node ast.Node, into reflect.Value) {
	sequence, ok := node.(*ast.SequenceNode)
	if !ok {
		r.fault(path, "is %s: write a list", kind(node))
		return
	}
	if len(sequence.Values) == 0 {
		r.fault(path, "is an empty list: name what belongs here, or say none where none is meant")
		return
	}
	into.Set(reflect.MakeSlice(into.Type(), len(sequence.Values), len(sequence.Values)))
	for i, item := range sequence.Values {
		place := fmt.Sprintf("%s[%d]", path, i)
		r.places[place] = start(item, r.place(path))
		r.value(place, item, into.Index(i))
	}
}

// start is where a list's item begins: for a mapping its first key.
func start(node ast.Node, around *token.Position) *token.Position {
	if m, ok := node.(*ast.MappingNode); ok && len(m.Values) > 0 {
		node = m.Values[0].Key
	}
	if node == nil || node.GetToken() == nil {
		return around
	}
	return node.GetToken().Position
}

// word is a plain value as it is written: 1.10 stays 1.10, and is no number.
func word(node ast.Node) (string, bool) {
	switch n := node.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.IntegerNode, *ast.FloatNode:
		return node.GetToken().Value, true
	}
	return "", false
}

var kinds = map[ast.NodeType]string{
	ast.MappingType:      "a mapping",
	ast.MappingValueType: "a mapping",
	ast.SequenceType:     "a list",
	ast.StringType:       "text",
	ast.LiteralType:      "text",
	ast.IntegerType:      "a number",
	ast.FloatType:        "a number",
	ast.BoolType:         "true or false",
	ast.AnchorType:       "an anchor, which declarations do not use",
	ast.AliasType:        "an alias, which declarations do not use",
	ast.TagType:          "a tagged value, which declarations do not use",
}

func kind(node ast.Node) string {
	if name, ok := kinds[node.Type()]; ok {
		return name
	}
	return "something else"
}
