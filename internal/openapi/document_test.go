package openapi_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"ordholden/internal/openapi"
)

type object = map[string]any

const documentURL = "https://example.com/openapi.json"

func parse(t *testing.T, text []byte) any {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func document(t *testing.T) object {
	t.Helper()
	return parse(t, openapi.Document).(object)
}

// at walks into objects by key; what is not there is nil.
func at(value any, path ...string) any {
	for _, key := range path {
		o, _ := value.(object)
		value = o[key]
	}
	return value
}

// walk visits every value with its place, a JSON pointer.
func walk(value any, place string, visit func(place string, value any)) {
	visit(place, value)
	switch v := value.(type) {
	case object:
		for key, child := range v {
			walk(child, place+"/"+strings.NewReplacer("~", "~0", "/", "~1").Replace(key), visit)
		}
	case []any:
		for _, child := range v {
			walk(child, place+"/-", visit) // nothing here asks for an item by its number
		}
	}
}

// The metaschema is the OpenAPI Initiative's, as published at
// https://spec.openapis.org/oas/3.1/schema/2022-10-07 (Apache License 2.0).
func TestDocumentIsOpenAPI31(t *testing.T) {
	text, err := os.ReadFile("testdata/openapi-3.1.json")
	if err != nil {
		t.Fatal(err)
	}
	const url = "https://spec.openapis.org/oas/3.1/schema/2022-10-07"
	schemas := jsonschema.NewCompiler()
	schemas.AssertFormat()
	if err := schemas.AddResource(url, parse(t, text)); err != nil {
		t.Fatal(err)
	}
	if err := schemas.MustCompile(url).Validate(document(t)); err != nil {
		t.Error(err)
	}
}

func TestDocumentIsPrettyPrinted(t *testing.T) {
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, bytes.TrimSpace(openapi.Document), "", "  "); err != nil {
		t.Fatal(err)
	}
	if pretty.String()+"\n" != string(openapi.Document) {
		t.Error("openapi.json is not indented by two spaces with one line break at its end")
	}
}

// Schemas are checked against the metaschema of JSON Schema 2020-12 on the way.
func TestExamplesFitTheirSchemas(t *testing.T) {
	schemas := jsonschema.NewCompiler()
	schemas.AssertFormat()
	schemas.AssertContent()
	doc := document(t)
	if err := schemas.AddResource(documentURL, doc); err != nil {
		t.Fatal(err)
	}
	examples := 0
	fits := func(place string, example any) {
		examples++
		schema, err := schemas.Compile(documentURL + "#" + place)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(example); err != nil {
			t.Errorf("%s: %v", place, err)
		}
	}
	walk(doc, "", func(place string, value any) {
		if example := at(value, "example"); example != nil && at(value, "schema") != nil {
			fits(place+"/schema", example)
		}
		if named, ok := at(value, "examples").(object); ok {
			for _, example := range named {
				fits(place+"/schema", at(example, "value"))
			}
		}
		if list, ok := at(value, "examples").([]any); ok {
			for _, example := range list {
				fits(place, example)
			}
		}
	})
	if examples < 50 {
		t.Errorf("found %d examples: the walk has lost its way", examples)
	}
}

func TestEveryOperationReadsWell(t *testing.T) {
	doc := document(t)
	var tags, ids []string
	for _, tag := range doc["tags"].([]any) {
		tags = append(tags, at(tag, "name").(string))
	}
	for path, item := range doc["paths"].(object) {
		for method, o := range item.(object) {
			if method == "parameters" {
				continue
			}
			id, _ := at(o, "operationId").(string)
			summary, _ := at(o, "summary").(string)
			of, _ := at(o, "tags").([]any)
			if id == "" || slices.Contains(ids, id) {
				t.Errorf("%s %s: operationId %q is missing or taken", method, path, id)
			}
			if summary == "" || len(summary) > 60 || strings.HasSuffix(summary, ".") {
				t.Errorf("%s %s: summary %q is no short title", method, path, summary)
			}
			if len(of) != 1 || !slices.Contains(tags, of[0].(string)) {
				t.Errorf("%s %s: tags are %v, want one of %v", method, path, of, tags)
			}
			ids = append(ids, id)
		}
	}
}

func TestEveryComponentIsUsed(t *testing.T) {
	doc := document(t)
	used := map[string]bool{}
	walk(doc, "", func(_ string, value any) {
		if ref, ok := at(value, "$ref").(string); ok {
			used[ref] = true
		}
		demanded, _ := at(value, "security").([]any)
		for _, scheme := range demanded {
			for name := range scheme.(object) {
				used["#/components/securitySchemes/"+name] = true
			}
		}
	})
	for kind, of := range doc["components"].(object) {
		for name := range of.(object) {
			if ref := "#/components/" + kind + "/" + name; !used[ref] {
				t.Errorf("%s is not used", ref)
			}
		}
	}
}

func TestDocumentNamesNobody(t *testing.T) {
	if contact := at(document(t), "info", "contact"); contact != nil {
		t.Errorf("contact is %v", contact)
	}
	named := map[string]bool{}
	for _, host := range regexp.MustCompile(`(?:@|https?://)[\w-]+(?:\.[\w-]+)+`).FindAllString(string(openapi.Document), -1) {
		named[host] = true
	}
	want := []string{"@example.com", "https://www.example.com"}
	if got := slices.Sorted(maps.Keys(named)); !slices.Equal(got, want) {
		t.Errorf("hosts are %q, want only %q", got, want)
	}
}
