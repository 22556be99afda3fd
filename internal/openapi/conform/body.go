package conform

import (
	"bytes"
	"fmt"
	"mime"
	"net/url"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// bodies is the schema for each content type that is documented.
type bodies map[string]*jsonschema.Schema

// check reads a body by its content type and compares it with the schema.
func (b bodies) check(contentType string, body []byte) error {
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		return fmt.Errorf("content type %q: %w", contentType, err)
	}
	schema, ok := b[media]
	if !ok {
		return fmt.Errorf("content type %s is not documented", media)
	}
	value, err := decode(media, schema, body)
	if err != nil {
		return fmt.Errorf("not %s: %w", media, err)
	}
	return schema.Validate(value)
}

// decode is a body as its schema sees it: JSON, the fields of a form, or text.
func decode(media string, schema *jsonschema.Schema, body []byte) (any, error) {
	switch {
	case media == "application/json" || strings.HasSuffix(media, "+json"):
		return jsonschema.UnmarshalJSON(bytes.NewReader(body))
	case media == "application/x-www-form-urlencoded":
		return decodeForm(schema, body)
	}
	return string(body), nil
}

// decodeForm makes a text of a field that stands once and a list of one that is
// repeated or documented as a list: OpenAPI's style "form" with "explode".
func decodeForm(schema *jsonschema.Schema, body []byte) (any, error) {
	sent, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, err
	}
	fields := map[string]any{}
	for name, values := range sent {
		if len(values) == 1 && !isList(schema, name) {
			fields[name] = values[0]
			continue
		}
		list := make([]any, len(values))
		for i, v := range values {
			list[i] = v
		}
		fields[name] = list
	}
	return fields, nil
}

// isList reports whether an object's schema has a list under the name, itself or
// through what it is composed of.
func isList(schema *jsonschema.Schema, name string) bool {
	if schema == nil {
		return false
	}
	if p, ok := schema.Properties[name]; ok {
		for p.Ref != nil {
			p = p.Ref
		}
		return p.Types != nil && p.Types.String() == "[array]"
	}
	for _, group := range [][]*jsonschema.Schema{{schema.Ref}, schema.AllOf, schema.AnyOf, schema.OneOf} {
		for _, part := range group {
			if isList(part, name) {
				return true
			}
		}
	}
	return false
}
