package template

// holds evaluates a condition: a name in Conditions, or a call that makes one. A fault counts as false.
func (r *reader) holds(n *node) bool {
	if !r.enter(n) {
		return false
	}
	defer r.leave()
	if n.kind == scalar {
		place, ok := r.conditions[n.text]
		if !ok {
			r.fault(n, "there is no condition %s", n.text)
			return false
		}
		return r.holds(place)
	}
	if n.kind == mapping && len(n.keys) == 1 && n.keys[0] == "Condition" {
		return r.holds(n.fields["Condition"])
	}
	if n.kind != call {
		r.fault(n, "want a condition")
		return false
	}
	return r.evaluate(n, n.items[0])
}

// evaluate does what !Condition, !Equals, !Not, !And and !Or do.
func (r *reader) evaluate(n, arg *node) bool {
	if n.text == "Condition" {
		return r.holds(arg)
	}
	if arg.kind != list || len(arg.items) == 0 {
		r.fault(n, "!%s wants a list", n.text)
		return false
	}
	switch n.text {
	case "Equals":
		return r.equal(n, arg.items)
	case "Not":
		return !r.holds(arg.items[0])
	case "And":
		for _, item := range arg.items {
			if !r.holds(item) {
				return false
			}
		}
		return true
	case "Or":
		for _, item := range arg.items {
			if r.holds(item) {
				return true
			}
		}
		return false
	}
	r.fault(n, "!%s is no condition", n.text)
	return false
}

// equal compares two texts, as CloudFormation does: what is not a text is never equal here, but a fault.
func (r *reader) equal(n *node, items []*node) bool {
	if len(items) != 2 {
		r.fault(n, "!Equals wants two values")
		return false
	}
	a, b := r.is(scalar, r.value(items[0])), r.is(scalar, r.value(items[1]))
	return a != nil && b != nil && a.text == b.text
}
