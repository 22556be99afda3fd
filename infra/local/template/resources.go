package template

import (
	"path"
	"slices"
	"strings"
	"time"
)

// template reads the resources in their order; routes get their throttles when all of them are known.
func (r *reader) template(root *node) *Template {
	t := &Template{}
	resources := root.field("Resources")
	if len(keysOf(resources)) == 0 {
		r.fault(root, "there are no Resources")
	}
	for _, id := range keysOf(resources) {
		resource := resources.fields[id]
		r.allow(resource, ofResource...)
		if condition := resource.field("Condition"); condition != nil && !r.holds(condition) {
			continue
		}
		r.resource(t, id, resource)
	}
	r.throttle(t, resources)
	r.guard(t)
	t.Outputs = r.outputs(root.field("Outputs"))
	return t
}

func (r *reader) resource(t *Template, id string, resource *node) {
	kind := typeOf(resource)
	if passedOver[kind] {
		return
	}
	if kind == typeQueue { // alone in that it needs no properties
		t.Queues = append(t.Queues, r.queue(id, resource))
		return
	}
	if !slices.Contains([]string{typeFunction, typeTable, typeDestination, typeAPI, typeBucket, typeSubscribed, typeTick, typeClient, typeGroup, typeScopes}, kind) {
		r.fault(resource, "the local stack does not know resources of type %q", kind)
		return
	}
	properties := r.properties(resource)
	if properties == nil {
		return
	}
	switch kind {
	case typeFunction:
		r.function(t, id, properties)
	case typeTable:
		t.Tables = append(t.Tables, r.table(id, resource, properties))
	case typeDestination:
		t.Destinations = append(t.Destinations, r.destination(properties)...)
	case typeAPI:
		r.api(t, properties)
	case typeBucket:
		r.allow(properties, ofBucket...)
		t.Buckets = append(t.Buckets, Bucket{Name: r.physical(id, resource), ID: id})
	case typeClient:
		t.Clients = append(t.Clients, r.client(id, properties))
	case typeGroup:
		r.allow(properties, "GroupName", "Description", "UserPoolId")
		t.Groups = append(t.Groups, r.need(properties, "GroupName"))
	case typeScopes:
		r.resourceServer(properties)
	case typeTick:
		t.Schedules = append(t.Schedules, r.ticks(id, properties)...)
	case typeSubscribed:
		t.Subscriptions = append(t.Subscriptions, r.subscription(properties))
	}
}

// outputs resolves what is given out by !Ref. The rest is for people to read, addresses that only AWS knows among it.
func (r *reader) outputs(outputs *node) map[string]string {
	all := map[string]string{}
	for _, name := range keysOf(outputs) {
		output := outputs.fields[name]
		if condition := output.field("Condition"); condition != nil && !r.holds(condition) {
			continue
		}
		if value := r.branch(output.field("Value")); value != nil && value.kind == call && value.text == "Ref" {
			all[name] = r.text(output, "Value", "")
		}
	}
	return all
}

// properties returns what must be a mapping.
func (r *reader) properties(of *node) *node {
	p := of.field("Properties")
	if p == nil || p.kind != mapping {
		r.fault(of, "it has no Properties")
		return nil
	}
	return p
}

// function reads one function and its events.
func (r *reader) function(t *Template, id string, properties *node) {
	r.allow(properties, ofFunction...)
	r.allow(r.globals, ofFunction...)
	asynchronous := r.mapping(r.nearest(properties, "EventInvokeConfig"), "EventInvokeConfig")
	r.allow(asynchronous, "MaximumRetryAttempts", "MaximumEventAgeInSeconds", "DestinationConfig")
	f := Function{
		Name:        id,
		Folder:      r.folder(properties),
		Env:         r.environment(properties),
		Timeout:     time.Duration(r.integer(r.nearest(properties, "Timeout"), "Timeout", 3)) * time.Second,
		Concurrency: r.concurrency(properties),
		Retries:     r.integer(asynchronous, "MaximumRetryAttempts", 2),
	}
	t.Functions = append(t.Functions, f)
	events := r.mapping(properties, "Events")
	for _, name := range keysOf(events) {
		r.event(t, f, name, events.fields[name])
	}
}

// folder is the folder under functions/ that a function is built from.
func (r *reader) folder(properties *node) string {
	const key = "CodeUri"
	from := r.nearest(properties, key)
	uri := r.text(from, key, "")
	if folder, ok := strings.CutPrefix(path.Clean(uri), "functions/"); ok && !strings.Contains(folder, "/") {
		return folder
	}
	place := properties
	if at := from.field(key); at != nil {
		place = at
	}
	r.fault(place, "CodeUri %q is not functions/<folder>/", uri)
	return ""
}

// environment lays a function's own variables over those in Globals.
func (r *reader) environment(properties *node) map[string]string {
	env := map[string]string{}
	for _, from := range []*node{r.globals, properties} {
		environment := r.mapping(from, "Environment")
		r.allow(environment, "Variables")
		variables := r.mapping(environment, "Variables")
		for _, name := range keysOf(variables) {
			if v := r.is(scalar, r.child(variables, name)); v != nil {
				env[name] = v.text
			}
		}
	}
	return env
}

// nearest is where a function's property stands: in its own properties, or in Globals.
func (r *reader) nearest(properties *node, key string) *node {
	if properties.field(key) != nil {
		return properties
	}
	return r.globals
}

// concurrency reads a reservation. Reserving none at all turns a function off, which is not played.
func (r *reader) concurrency(properties *node) int {
	const key = "ReservedConcurrentExecutions"
	from := r.nearest(properties, key)
	n := r.integer(from, key, 0)
	if at := r.child(from, key); at != nil && at.text == "0" {
		r.fault(from.field(key), "0 turns the function off, which the local stack does not play")
	}
	return n
}
