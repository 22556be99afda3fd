package template

import (
	"fmt"
	"slices"
	"strconv"
)

// reader reads values out of nodes, calls resolved. It collects faults instead of returning them, so that one run
// names all of them; after a fault it goes on with the default.
type reader struct {
	parameters map[string]*node // resolved; nil where a parameter has no value
	conditions map[string]*node
	resources  map[string]*node
	globals    *node           // of functions
	scopes     map[string]bool // that resource servers declare
	depth      int
	faults     []error
}

// fault notes what is wrong at n, once however often the place is read.
func (r *reader) fault(n *node, format string, args ...any) {
	err := n.errorf(format, args...)
	for _, known := range r.faults {
		if known.Error() == err.Error() {
			return
		}
	}
	r.faults = append(r.faults, err)
}

// open takes in what values are resolved with.
func (r *reader) open(root *node, overrides map[string]string) {
	r.allow(root, topLevel...)
	r.parameters, r.conditions, r.resources = map[string]*node{}, map[string]*node{}, map[string]*node{}
	r.scopes = map[string]bool{}
	parameters := root.field("Parameters")
	for _, name := range keysOf(parameters) {
		// Of other types, SSM parameters for one, the default is not the value.
		if parameter := parameters.fields[name]; slices.Contains([]string{"String", "Number"}, typeOf(parameter)) {
			r.parameters[name] = parameter.field("Default")
		} else {
			r.parameters[name] = nil
		}
	}
	for name, text := range overrides {
		at := parameters.field(name)
		if at == nil {
			r.fault(root, "there is no parameter %s to set", name)
			continue
		}
		r.parameters[name] = &node{kind: scalar, line: at.line, path: at.path, text: text}
	}
	if conditions := root.field("Conditions"); conditions != nil && conditions.kind == mapping {
		r.conditions = conditions.fields
	}
	if resources := root.field("Resources"); resources != nil && resources.kind == mapping {
		r.resources = resources.fields
	}
	if globals := root.field("Globals"); globals != nil {
		r.allow(globals, "Function")
		r.globals = globals.field("Function")
	}
}

func keysOf(n *node) []string {
	if n == nil {
		return nil
	}
	return n.keys
}

// allow faults every field that is not among keys: it would be left out without a word.
func (r *reader) allow(n *node, keys ...string) {
	for _, key := range keysOf(n) {
		if !slices.Contains(keys, key) {
			r.fault(n.fields[key], "the local stack does not know %s here", key)
		}
	}
}

// child returns the resolved field, or nil where it is not there or is AWS::NoValue.
func (r *reader) child(n *node, key string) *node {
	c := n.field(key)
	if c == nil {
		return nil
	}
	return r.value(c)
}

// mapping returns the resolved field, which must be a mapping.
func (r *reader) mapping(n *node, key string) *node {
	return r.is(mapping, r.child(n, key))
}

// items returns the resolved items of a field that must be a list.
func (r *reader) items(n *node, key string) []*node {
	return r.each(r.child(n, key))
}

// each returns the resolved items of a list, without those that are AWS::NoValue.
func (r *reader) each(n *node) []*node {
	if n = r.is(list, n); n == nil {
		return nil
	}
	var all []*node
	for _, item := range n.items {
		if v := r.value(item); v != nil {
			all = append(all, v)
		}
	}
	return all
}

// is passes n on if it is of this kind; nil is passed on, too.
func (r *reader) is(want kind, n *node) *node {
	if n == nil || n.kind == want {
		return n
	}
	r.fault(n, "want %s", [...]string{"nothing", "a value", "a list", "a mapping", "a call"}[want])
	return nil
}

// text reads a value as it is written.
func (r *reader) text(n *node, key, byDefault string) string {
	c := r.is(scalar, r.child(n, key))
	if c == nil {
		return byDefault
	}
	return c.text
}

// need reads a value that must be there.
func (r *reader) need(n *node, key string) string {
	before := len(r.faults)
	v := r.text(n, key, "")
	if v == "" && len(r.faults) == before {
		r.fault(n, "%s is missing", key)
	}
	return v
}

// texts reads a list of values.
func (r *reader) texts(n *node, key string) []string {
	var all []string
	for _, item := range r.items(n, key) {
		if r.is(scalar, item) != nil {
			all = append(all, item.text)
		}
	}
	return all
}

func (r *reader) integer(n *node, key string, byDefault int) int {
	return read(r, n, key, byDefault, strconv.Atoi)
}

func (r *reader) number(n *node, key string, byDefault float64) float64 {
	return read(r, n, key, byDefault, func(s string) (float64, error) { return strconv.ParseFloat(s, 64) })
}

func (r *reader) flag(n *node, key string, byDefault bool) bool {
	return read(r, n, key, byDefault, func(s string) (bool, error) {
		switch s {
		case "true", "True", "TRUE":
			return true, nil
		case "false", "False", "FALSE":
			return false, nil
		}
		return false, fmt.Errorf("%q is neither true nor false", s)
	})
}

// read reads a value of another type than text.
func read[T any](r *reader, n *node, key string, byDefault T, from func(string) (T, error)) T {
	c := r.is(scalar, r.child(n, key))
	if c == nil {
		return byDefault
	}
	v, err := from(c.text)
	if err != nil {
		r.fault(c, "%w", err)
		return byDefault
	}
	return v
}
