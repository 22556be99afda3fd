package template

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// pseudo are CloudFormation's own parameters, as the local stack has them.
var pseudo = map[string]string{
	"AWS::AccountId": "000000000000",
	"AWS::Partition": "aws",
	"AWS::Region":    "eu-north-1",
	"AWS::StackName": "ordholden",
	"AWS::URLSuffix": "amazonaws.com",
}

// enter goes one step down, unless the way goes round in a circle; leave comes back.
func (r *reader) enter(n *node) bool {
	const deepest = 50
	if r.depth == deepest {
		r.fault(n, "it refers to itself")
		return false
	}
	r.depth++
	return true
}

func (r *reader) leave() { r.depth-- }

// value resolves n until it is no call. It returns nil for AWS::NoValue and after a fault.
func (r *reader) value(n *node) *node {
	n = r.branch(n)
	if n == nil || n.kind != call {
		return n
	}
	if !r.enter(n) {
		return nil
	}
	defer r.leave()
	arg := n.items[0]
	switch n.text {
	case "Ref":
		return r.reference(n, arg)
	case "Sub":
		return r.substitute(n, arg)
	case "GetAtt":
		id, attribute := r.getAtt(arg)
		return n.as(r.attribute(n, id, attribute))
	case "Join":
		return r.join(n, arg)
	case "Select":
		return r.choose(n, arg)
	}
	r.fault(n, "the local stack cannot resolve !%s", n.text)
	return nil
}

// as is a scalar in n's place; without a text it is nothing, since a fault has been noted.
func (n *node) as(text string, ok bool) *node {
	if !ok {
		return nil
	}
	return &node{kind: scalar, line: n.line, path: n.path, text: text}
}

// branch resolves !If only, so that one can see what a place refers to.
func (r *reader) branch(n *node) *node {
	for n != nil && n.kind == call && n.text == "If" {
		arg := r.is(list, n.items[0])
		if arg == nil || len(arg.items) != 3 {
			r.fault(n, "!If wants a condition and two values")
			return nil
		}
		if r.holds(arg.items[0]) {
			n = arg.items[1]
		} else {
			n = arg.items[2]
		}
	}
	return n
}

// reference resolves !Ref: a parameter's value, or a resource's name.
func (r *reader) reference(n, arg *node) *node {
	if arg.kind != scalar {
		r.fault(n, "!Ref wants a name")
		return nil
	}
	if arg.text == "AWS::NoValue" {
		return nil
	}
	return n.as(r.named(n, arg.text))
}

// named resolves a name as !Ref and ${…} have it.
func (r *reader) named(n *node, name string) (string, bool) {
	if text, ok := pseudo[name]; ok {
		return text, true
	}
	if value, ok := r.parameters[name]; ok {
		if value == nil || value.kind != scalar {
			r.fault(n, "parameter %s has no default and is not set", name)
			return "", false
		}
		return value.text, true
	}
	if resource, ok := r.resources[name]; ok {
		return r.physical(name, resource), true
	}
	r.fault(n, "there is no %s", name)
	return "", false
}

// physical is the name that a resource goes by: its own if the code is handed that one, else its logical id.
func (r *reader) physical(id string, resource *node) string {
	property, ok := nameProperty[typeOf(resource)]
	if !ok {
		return id
	}
	if typeOf(resource) == typeBucket { // names of buckets have no capitals
		id = pseudo["AWS::StackName"] + "-" + strings.ToLower(id)
	}
	return r.text(resource.field("Properties"), property, id)
}

func typeOf(resource *node) string {
	if t := resource.field("Type"); t != nil {
		return t.text
	}
	return ""
}

// getAtt takes the argument of !GetAtt apart: "Main.Arn" or [Main, Arn].
func (r *reader) getAtt(arg *node) (id, attribute string) {
	switch arg.kind {
	case scalar:
		id, attribute, _ = strings.Cut(arg.text, ".")
	case list:
		if len(arg.items) == 2 {
			id, attribute = arg.items[0].text, arg.items[1].text
		}
	}
	return id, attribute
}

// attribute makes up what !GetAtt would give. Only names and ARNs can be made up.
func (r *reader) attribute(n *node, id, attribute string) (string, bool) {
	resource, ok := r.resources[id]
	if !ok {
		r.fault(n, "there is no resource %q", id)
		return "", false
	}
	name, kind := r.physical(id, resource), typeOf(resource)
	_, service, _ := strings.Cut(kind, "::")
	service, _, _ = strings.Cut(strings.ToLower(service), "::")
	arn := "arn:aws:" + service + ":" + pseudo["AWS::Region"] + ":" + pseudo["AWS::AccountId"] + ":"
	switch {
	case kind == typeTable && attribute == "Arn":
		return arn + "table/" + name, true
	case kind == typeTable && attribute == "StreamArn":
		return arn + "table/" + name + "/stream/local", true
	case kind == typeFunction && attribute == "Arn":
		return "arn:aws:lambda:" + pseudo["AWS::Region"] + ":" + pseudo["AWS::AccountId"] + ":function:" + name, true
	case strings.HasSuffix(attribute, "Arn"):
		return arn + name, true
	case strings.HasSuffix(attribute, "Name"):
		return name, true
	}
	r.fault(n, "the local stack cannot make up %q of %s", attribute, id)
	return "", false
}

// target returns the logical id that a field refers to by !Ref or !GetAtt, which must be of one of these types.
func (r *reader) target(n *node, key string, types ...string) string {
	place := r.branch(n.field(key))
	if place == nil {
		r.fault(n, "%s is missing", key)
		return ""
	}
	var id string
	if place.kind == call && place.text == "Ref" {
		id = place.items[0].text
	} else if place.kind == call && place.text == "GetAtt" {
		id, _ = r.getAtt(place.items[0])
	}
	if resource := r.resources[id]; resource == nil || !slices.Contains(types, typeOf(resource)) {
		r.fault(place, "want !Ref or !GetAtt of %s in this template", strings.Join(types, " or "))
		return ""
	}
	return id
}

// variable is ${Name}, ${Name.Attribute} or ${!Literal}.
var variable = regexp.MustCompile(`\$\{([^}]*)\}`)

// substitute resolves !Sub, with or without variables of its own.
func (r *reader) substitute(n, arg *node) *node {
	own := map[string]*node{}
	if arg.kind == list && len(arg.items) == 2 && arg.items[1].kind == mapping {
		own = arg.items[1].fields
		arg = arg.items[0]
	}
	if arg.kind != scalar {
		r.fault(n, "!Sub wants a text, or a text and a mapping")
		return nil
	}
	all := true
	text := variable.ReplaceAllStringFunc(arg.text, func(match string) string {
		text, ok := r.variable(n, own, strings.TrimSpace(match[2:len(match)-1]))
		all = all && ok
		return text
	})
	return n.as(text, all)
}

func (r *reader) variable(n *node, own map[string]*node, name string) (string, bool) {
	if literal, ok := strings.CutPrefix(name, "!"); ok {
		return "${" + literal + "}", true
	}
	if place, ok := own[name]; ok {
		v := r.is(scalar, r.value(place))
		if v == nil {
			return "", false
		}
		return v.text, true
	}
	if id, attribute, ok := strings.Cut(name, "."); ok {
		return r.attribute(n, id, attribute)
	}
	return r.named(n, name)
}

// join resolves !Join.
func (r *reader) join(n, arg *node) *node {
	if arg.kind != list || len(arg.items) != 2 || arg.items[0].kind != scalar {
		r.fault(n, "!Join wants a text and a list")
		return nil
	}
	var all []string
	for _, item := range r.each(r.value(arg.items[1])) {
		if r.is(scalar, item) != nil {
			all = append(all, item.text)
		}
	}
	return n.as(strings.Join(all, arg.items[0].text), true)
}

// choose resolves !Select.
func (r *reader) choose(n, arg *node) *node {
	if arg.kind == list && len(arg.items) == 2 {
		at, err := strconv.Atoi(arg.items[0].text)
		all := r.each(r.value(arg.items[1]))
		if err == nil && at >= 0 && at < len(all) {
			return all[at]
		}
	}
	r.fault(n, "!Select wants a number and a list that is long enough")
	return nil
}
