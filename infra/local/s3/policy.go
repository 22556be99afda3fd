package s3

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// policy says what a form may do (Amazon S3 API Reference, "Creating a POST Policy").
type policy struct {
	Expiration time.Time         `json:"expiration"`
	Conditions []json.RawMessage `json:"conditions"`
}

// condition is one of them: eq, starts-with, or content-length-range.
type condition struct {
	text        string // as it stands in the policy
	kind, field string
	value       string
	least, most int64
}

func invalid(format string, args ...any) *fault {
	return &fault{http.StatusForbidden, "AccessDenied", "Invalid according to Policy: " + fmt.Sprintf(format, args...)}
}

func badPolicy(what string) *fault {
	return &fault{http.StatusBadRequest, "InvalidPolicyDocument", "Invalid Policy: " + what}
}

// allowed is nil where the form's policy is signed by us, is not over, and names every field of the form with a
// condition that is met.
func (s *Server) allowed(bucket string, f form) *fault {
	p, fault := s.signed(f)
	if fault != nil {
		return fault
	}
	if !s.now().Before(p.Expiration) {
		return invalid("Policy expired.")
	}
	named := map[string]bool{}
	for _, raw := range p.Conditions {
		c, ok := readCondition(raw)
		if !ok {
			return badPolicy("Invalid Condition: " + string(raw))
		}
		named[c.field] = true
		if fault := c.check(bucket, f); fault != nil {
			return fault
		}
	}
	if f.fields["key"] == "" {
		return &noKey
	}
	for name := range f.fields {
		exempt := name == "x-amz-signature" || name == "policy" || strings.HasPrefix(name, "x-ignore-")
		if !exempt && !named[name] {
			return invalid("Extra input fields: %s", name)
		}
	}
	return nil
}

var noKey = fault{http.StatusBadRequest, "InvalidArgument", "Bucket POST must contain a field named 'key'."}

// signed reads the policy, if it is signed as it stands.
func (s *Server) signed(f form) (policy, *fault) {
	text := f.fields["policy"]
	if text == "" {
		return policy{}, unsigned
	}
	sc, ok := scopeOf(f.fields["x-amz-credential"])
	at, err := time.Parse(dateLayout, f.fields["x-amz-date"])
	if !ok || err != nil || f.fields["x-amz-algorithm"] != algorithm || at.Format("20060102") != sc.day {
		return policy{}, unsigned
	}
	if sc.key != AccessKey {
		return policy{}, unknownKey
	}
	if !equal(signPolicy(text, sc), f.fields["x-amz-signature"]) {
		return policy{}, wrong
	}
	decoded, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return policy{}, badPolicy("it is no base64")
	}
	var p policy
	if err := json.Unmarshal(decoded, &p); err != nil || p.Expiration.IsZero() {
		return policy{}, badPolicy("Invalid JSON.")
	}
	return p, nil
}

// readCondition reads {"acl": "private"}, ["eq", "$acl", "private"] or ["content-length-range", 1, 100].
func readCondition(raw json.RawMessage) (condition, bool) {
	c := condition{text: string(raw)}
	var exact map[string]string
	if json.Unmarshal(raw, &exact) == nil {
		for field, value := range exact {
			c.kind, c.field, c.value = "eq", strings.ToLower(field), value
			c.text = fmt.Sprintf("[%q, %q, %q]", "eq", "$"+field, value)
		}
		return c, len(exact) == 1
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil || len(list) != 3 || json.Unmarshal(list[0], &c.kind) != nil {
		return c, false
	}
	switch c.kind = strings.ToLower(c.kind); c.kind {
	case "content-length-range":
		return c, json.Unmarshal(list[1], &c.least) == nil && json.Unmarshal(list[2], &c.most) == nil
	case "eq", "starts-with":
		if json.Unmarshal(list[1], &c.field) != nil || json.Unmarshal(list[2], &c.value) != nil {
			return c, false
		}
		field, ok := strings.CutPrefix(strings.ToLower(c.field), "$")
		c.field = field
		return c, ok
	}
	return c, false
}

// check is nil where the condition is met. A field that is not there meets none, an empty prefix not either.
func (c condition) check(bucket string, f form) *fault {
	if c.kind == "content-length-range" {
		switch n := int64(len(f.file)); {
		case n < c.least:
			return &fault{http.StatusBadRequest, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size"}
		case n > c.most:
			return &fault{http.StatusBadRequest, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size"}
		}
		return nil
	}
	value, exists := f.fields[c.field]
	if c.field == "bucket" {
		value, exists = bucket, true
	}
	if exists && (c.kind == "eq" && value == c.value || c.kind == "starts-with" && strings.HasPrefix(value, c.value)) {
		return nil
	}
	return invalid("Policy Condition failed: %s", c.text)
}
