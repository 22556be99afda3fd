package declaration

import (
	"reflect"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// mapping reads the keys that the type knows, each at most once; a key that it
// does not know is a fault, for a slip in a name must not leave a promise out.
func (r *reader) mapping(path string, node ast.Node, into reflect.Value) {
	m, ok := node.(*ast.MappingNode)
	if !ok {
		r.fault(path, "is %s: write keys with values", kind(node))
		return
	}
	fields := fieldsOf(into.Type())
	seen := map[string]int{}
	for _, entry := range m.Values {
		key := entry.Key.GetToken().Value
		place := join(path, key)
		first, twice := seen[key]
		index, known := fields[key]
		position := entry.Key.GetToken().Position
		if !twice {
			r.places[place] = position
			seen[key] = position.Line
		}
		switch {
		case !known:
			r.fault(place, "is no key here: write one of %s", keysOf(into.Type()))
		case twice:
			r.report(position.Line, position.Column, place, "stands on line %d already: keep one", first)
		default:
			r.value(place, entry.Value, into.Field(index))
		}
	}
	r.needed(path, into.Type(), seen)
}

// needed reports keys that must be written although leaving them out would
// mean something: silence is not how a declaration says none.
func (r *reader) needed(path string, t reflect.Type, seen map[string]int) {
	for i := range t.NumField() {
		key, need := t.Field(i).Tag.Get("yaml"), t.Field(i).Tag.Get("need")
		if _, written := seen[key]; need != "" && !written {
			r.fault(join(path, key), "is missing: %s", need)
		}
	}
}

func fieldsOf(t reflect.Type) map[string]int {
	fields := map[string]int{}
	for i := range t.NumField() {
		fields[t.Field(i).Tag.Get("yaml")] = i
	}
	return fields
}

func keysOf(t reflect.Type) string {
	var keys []string
	for i := range t.NumField() {
		keys = append(keys, t.Field(i).Tag.Get("yaml"))
	}
	return strings.Join(keys, ", ")
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
