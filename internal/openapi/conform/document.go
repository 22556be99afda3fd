package conform

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// base names the document for references within it. Nothing is ever fetched.
const base = "https://example.com/openapi.json"

var methods = []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"}

// reader walks a document and gathers what is wrong with it.
type reader struct {
	root    any
	schemas *jsonschema.Compiler
	faults  []error
}

// node is a value with the place where it stands, as a JSON pointer.
type node struct {
	at    string
	value any
}

func readDocument(document []byte) ([]*operation, error) {
	root, err := jsonschema.UnmarshalJSON(bytes.NewReader(document))
	if err != nil {
		return nil, err
	}
	r := &reader{root: root, schemas: jsonschema.NewCompiler()}
	r.schemas.AssertFormat()
	r.schemas.AssertContent()
	if err := r.schemas.AddResource(base, root); err != nil {
		return nil, err
	}
	operations := r.operations()
	if len(operations) == 0 && len(r.faults) == 0 {
		return nil, errors.New("no operations")
	}
	return operations, errors.Join(r.faults...)
}

func (r *reader) fault(at node, format string, args ...any) {
	r.faults = append(r.faults, fmt.Errorf("%s: %w", at.at, fmt.Errorf(format, args...)))
}

// child is what stands under a key, and where a reference there leads.
func (r *reader) child(n node, key string) node {
	object, _ := n.value.(map[string]any)
	found := node{at: n.at + "/" + escape(key), value: object[key]}
	for range 10 { // deeper references go round in circles
		target, _ := found.value.(map[string]any)
		ref, ok := target["$ref"].(string)
		if !ok {
			return found
		}
		found = r.resolve(found, ref)
	}
	r.fault(found, "references go round in circles")
	return node{at: found.at}
}

// resolve follows a reference, which may only lead to another place of the document.
func (r *reader) resolve(from node, ref string) node {
	pointer, local := strings.CutPrefix(ref, "#")
	to := node{at: pointer, value: r.root}
	for key := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		object, _ := to.value.(map[string]any)
		to.value = object[unescape(key)]
	}
	if !local || to.value == nil {
		r.fault(from, "%s leads nowhere", ref)
	}
	return to
}

func escape(key string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
}

func unescape(key string) string {
	return strings.NewReplacer("~1", "/", "~0", "~").Replace(key)
}

// keys are those of an object, in order.
func keys(n node) []string {
	object, _ := n.value.(map[string]any)
	return slices.Sorted(maps.Keys(object))
}

func (r *reader) operations() []*operation {
	var all []*operation
	paths := r.child(node{value: r.root}, "paths")
	for _, path := range keys(paths) {
		item := r.child(paths, path)
		shared := r.parameters(item)
		for _, method := range methods {
			if n := r.child(item, method); n.value != nil {
				o := r.operation(n)
				o.method, o.path = strings.ToUpper(method), path
				o.parameters = append(o.parameters, shared...)
				all = append(all, o)
			}
		}
	}
	return all
}

func (r *reader) operation(n node) *operation {
	body := r.child(n, "requestBody")
	o := &operation{
		parameters: r.parameters(n),
		body:       r.content(body),
		needsBody:  r.child(body, "required").value == true,
		answers:    map[int]answer{},
	}
	responses := r.child(n, "responses")
	for _, status := range keys(responses) {
		response := r.child(responses, status)
		code, err := strconv.Atoi(status)
		if err != nil {
			r.fault(response, "status %q: write each one out", status)
			continue
		}
		o.answers[code] = answer{headers: r.headers(response), body: r.content(response)}
	}
	return o
}

// parameters reads those of paths, headers and queries; there are no others here.
func (r *reader) parameters(n node) []parameter {
	list := r.child(n, "parameters")
	items, _ := list.value.([]any)
	var all []parameter
	for i := range items {
		p := r.child(node{at: list.at, value: map[string]any{strconv.Itoa(i): items[i]}}, strconv.Itoa(i))
		in, _ := r.child(p, "in").value.(string)
		name, _ := r.child(p, "name").value.(string)
		if in != "path" && in != "header" && in != "query" || name == "" {
			r.fault(p, "parameter %q in %q is not checked here", name, in)
			continue
		}
		all = append(all, parameter{in: in, name: name, required: r.child(p, "required").value == true, schema: r.schema(p)})
	}
	return all
}

func (r *reader) headers(n node) []parameter {
	headers := r.child(n, "headers")
	var all []parameter
	for _, name := range keys(headers) {
		h := r.child(headers, name)
		all = append(all, parameter{in: "header", name: name, required: r.child(h, "required").value == true, schema: r.schema(h)})
	}
	return all
}

func (r *reader) content(n node) bodies {
	content := r.child(n, "content")
	all := bodies{}
	for _, media := range keys(content) {
		all[media] = r.schema(r.child(content, media))
	}
	return all
}

// schema compiles the schema of a parameter, a header or a content type.
func (r *reader) schema(n node) *jsonschema.Schema {
	if object, _ := n.value.(map[string]any); object["schema"] == nil {
		r.fault(n, "schema is missing")
		return nil
	}
	schema, err := r.schemas.Compile(base + "#" + n.at + "/schema")
	if err != nil {
		r.fault(n, "%w", err)
	}
	return schema
}
