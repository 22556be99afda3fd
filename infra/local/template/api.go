package template

import (
	"strings"
	"time"
)

// defaultRoute is the path, and the key, of the route that takes what no other takes.
const defaultRoute = "$default"

// route reads one way into the API.
func (r *reader) route(f Function, properties *node) Route {
	r.allow(properties, "ApiId", "Auth", "Method", "Path", "PayloadFormatVersion", "TimeoutInMillis")
	r.target(properties, "ApiId", typeAPI)
	if v := r.text(properties, "PayloadFormatVersion", "2.0"); v != "2.0" {
		r.fault(properties.field("PayloadFormatVersion"), "the local stack speaks payload format 2.0, not %s", v)
	}
	route := Route{
		Function: f.Name,
		Method:   strings.ToUpper(r.text(properties, "Method", "")),
		Path:     r.text(properties, "Path", ""),
		Timeout:  time.Duration(r.integer(properties, "TimeoutInMillis", 0)) * time.Millisecond,
	}
	auth := r.mapping(properties, "Auth")
	r.allow(auth, "Authorizer", "AuthorizationScopes")
	if route.Scopes = r.texts(auth, "AuthorizationScopes"); auth != nil {
		route.Authorizer = r.need(auth, "Authorizer")
	}
	switch {
	case route.Path == defaultRoute || route.Path == "" && route.Method == "":
		route.Method, route.Path = "", defaultRoute
	case route.Method == "":
		r.fault(properties, "Method is missing")
	case !strings.HasPrefix(route.Path, "/"):
		r.fault(properties, "Path %q does not begin with a slash", route.Path)
	}
	return route
}

// api reads what is said of the API as a whole.
func (r *reader) api(t *Template, properties *node) {
	r.allow(properties, ofAPI...)
	if stage := r.text(properties, "StageName", defaultRoute); stage != defaultRoute {
		r.fault(properties.field("StageName"), "the local stack has no stage but $default")
	}
	log := r.mapping(properties, "AccessLogSettings")
	r.allow(log, "DestinationArn", "Format")
	t.AccessLog = r.text(log, "Format", "")
	t.Authorizers = r.authorizers(r.mapping(properties, "Auth"))
}

// throttle gives each route its limits: its own, or those for all. One that names no route is a fault, since the
// deployment fails on it too.
func (r *reader) throttle(t *Template, resources *node) {
	api := r.theAPI(resources)
	forAll := r.limits(r.mapping(api, "DefaultRouteSettings"), limits{})
	own := map[string]limits{}
	settings := r.mapping(api, "RouteSettings")
	for _, key := range keysOf(settings) {
		own[key] = r.limits(r.mapping(settings, key), forAll)
	}
	functions := map[string]string{}
	for at := range t.Routes {
		route := &t.Routes[at]
		l, ok := own[route.Key()]
		if !ok {
			l = forAll
		}
		route.RateLimit, route.BurstLimit = l.rate, l.burst
		if other, ok := functions[route.Key()]; ok {
			r.fault(resources, "%s and %s both take %s", other, route.Function, route.Key())
		}
		functions[route.Key()] = route.Function
	}
	for _, key := range keysOf(settings) {
		if functions[key] == "" {
			r.fault(settings.fields[key], "there is no route %s", key)
		}
	}
}

// theAPI returns the properties of the API. Routes name it, but there is only one to name.
func (r *reader) theAPI(resources *node) *node {
	var api *node
	for _, id := range keysOf(resources) {
		if resource := resources.fields[id]; typeOf(resource) == typeAPI {
			if api != nil {
				r.fault(resource, "the local stack has one API")
			}
			api = resource.field("Properties")
		}
	}
	return api
}

type limits struct {
	rate  float64
	burst int
}

// limits reads a throttle. A limit of nothing would let nobody in, and is a slip.
func (r *reader) limits(n *node, byDefault limits) limits {
	r.allow(n, "ThrottlingRateLimit", "ThrottlingBurstLimit", "DetailedMetricsEnabled")
	l := limits{
		rate:  r.number(n, "ThrottlingRateLimit", byDefault.rate),
		burst: r.integer(n, "ThrottlingBurstLimit", byDefault.burst),
	}
	if n != nil && (l.rate <= 0 || l.burst <= 0) {
		r.fault(n, "want a ThrottlingRateLimit and a ThrottlingBurstLimit above 0")
	}
	return l
}
