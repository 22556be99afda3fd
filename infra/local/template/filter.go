package template

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Filter is one pattern of an event source's FilterCriteria: the fields that a record must have, each with the values
// that it may have.
type Filter struct{ root rule }

// rule is a mapping of further rules, or a list of values of which one must match.
type rule struct {
	fields map[string]rule
	values []match
}

// match is a value, or the beginning of a text.
type match struct {
	exact  any
	prefix *string
}

// ParseFilter reads a pattern. Values and {"prefix": …} are understood; another operator is an error.
func ParseFilter(pattern string) (Filter, error) {
	decoded, err := decode([]byte(pattern))
	if err != nil {
		return Filter{}, fmt.Errorf("filter pattern %q: %w", pattern, err)
	}
	root, err := parseRule(decoded)
	if err == nil && root.fields == nil {
		err = errors.New("want an object")
	}
	if err != nil {
		return Filter{}, fmt.Errorf("filter pattern %q: %w", pattern, err)
	}
	return Filter{root}, nil
}

// decode keeps numbers as they are written, and takes one value only.
func decode(source []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(source))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("something follows the value")
	}
	return v, nil
}

func parseRule(v any) (rule, error) {
	switch v := v.(type) {
	case map[string]any:
		fields := map[string]rule{}
		for key, inner := range v {
			if strings.HasPrefix(key, "$") {
				return rule{}, fmt.Errorf("operator %s is not understood", key)
			}
			f, err := parseRule(inner)
			if err != nil {
				return rule{}, fmt.Errorf("%s: %w", key, err)
			}
			fields[key] = f
		}
		return rule{fields: fields}, nil
	case []any:
		var values []match
		for _, inner := range v {
			m, err := parseMatch(inner)
			if err != nil {
				return rule{}, err
			}
			values = append(values, m)
		}
		if len(values) == 0 {
			return rule{}, errors.New("an empty list matches nothing")
		}
		return rule{values: values}, nil
	}
	return rule{}, fmt.Errorf("%v does not stand in a list", v)
}

func parseMatch(v any) (match, error) {
	switch v := v.(type) {
	case []any:
		return match{}, errors.New("a list within a list is not understood")
	case map[string]any:
		prefix, ok := v["prefix"].(string)
		if !ok || len(v) != 1 {
			return match{}, fmt.Errorf("operator %v is not understood", v)
		}
		return match{prefix: &prefix}, nil
	}
	return match{exact: v}, nil
}

// Match says whether the record, a JSON object, has what the pattern wants.
func (f Filter) Match(record []byte) bool {
	v, err := decode(record)
	return err == nil && f.root.match(v)
}

func (r rule) match(v any) bool {
	if r.fields == nil {
		return r.matchValue(v)
	}
	object, ok := v.(map[string]any)
	if !ok {
		return false
	}
	for key, inner := range r.fields {
		value, ok := object[key]
		if !ok || !inner.match(value) {
			return false
		}
	}
	return true
}

// matchValue takes a list in the record if one of its items matches.
func (r rule) matchValue(v any) bool {
	if items, ok := v.([]any); ok {
		for _, item := range items {
			if r.matchValue(item) {
				return true
			}
		}
		return false
	}
	if _, ok := v.(map[string]any); ok {
		return false
	}
	for _, m := range r.values {
		text, isText := v.(string)
		if m.prefix != nil && isText && strings.HasPrefix(text, *m.prefix) || m.prefix == nil && m.exact == v {
			return true
		}
	}
	return false
}
