// Package gateway owns what API Gateway's HTTP API does in front of functions.
package gateway

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"golang.org/x/time/rate"

	"ordholden/infra/local/lambda"
)

// Limits of API Gateway and of Lambda behind it.
const (
	maxBody        = 10 << 20 // of a request
	maxHeader      = 10240    // request line and header values together
	maxPayload     = 6 << 20  // of the event that is made of it
	defaultTimeout = 30 * time.Second
)

// Invoker runs a function. It returns the function's answer, or an error if the function failed or could not be run;
// lambda.ErrTooManyRequests is told apart, since AWS answers it otherwise.
type Invoker interface {
	Invoke(ctx context.Context, payload []byte) ([]byte, error)
}

// Route leads calls to a function.
type Route struct {
	// Key is "POST /v1/{controller}/requests", "ANY /{proxy+}" or "$default".
	Key     string
	Invoker Invoker
	// Rate is how many calls a second are let through in the long run, Burst how many at once. Each route has a
	// bucket of its own. 0 means no limit.
	Rate  float64
	Burst int
	// Timeout is how long the function may take to answer; 0 means 30 seconds, the most that AWS allows.
	Timeout time.Duration
	// Authorizer must let a call in; nil lets in everybody. Scopes are those of which its token must have one.
	Authorizer *Authorizer
	Scopes     []string
}

// Exchange is one call and the answer that goes out.
type Exchange struct {
	Route       string // the route's key; "-" where none matched
	Request     *http.Request
	RequestBody []byte
	Status      int
	Header      http.Header
	Body        []byte
	// Err is what a developer should know and a client is not told: why the function gave no answer that can be
	// used, or what of its answer AWS drops without a word.
	Err error
}

// Config says what the gateway stands in front of.
type Config struct {
	Routes []Route
	// Log gets a line for each call in LogFormat, in which $context variables are replaced as AWS replaces them.
	// Several goroutines write, one whole line a call. Nil, or no format, means no log.
	Log       io.Writer
	LogFormat string
	// Observe, if not nil, is called with each exchange before its answer is sent, from several goroutines.
	Observe func(Exchange)
	// Now is the clock for throttles and event times; nil means time.Now.
	Now func() time.Time
}

// Gateway is the HTTP API, an http.Handler. It plays payload format 2.0 as AWS plays it, oddities included, so that
// what works here works there. Where AWS documents nothing, the comment beside the code says what was chosen.
type Gateway struct {
	routes  table
	log     *accessLog
	observe func(Exchange)
	now     func() time.Time
}

// New checks the routes and the log's format.
func New(cfg Config) (*Gateway, error) {
	log, err := newAccessLog(cfg.Log, cfg.LogFormat)
	if err != nil {
		return nil, fmt.Errorf("gateway: %w", err)
	}
	g := &Gateway{log: log, observe: cfg.Observe, now: cfg.Now}
	if g.now == nil {
		g.now = time.Now
	}
	for _, r := range cfg.Routes {
		if err := g.routes.add(r); err != nil {
			return nil, fmt.Errorf("gateway: route %q: %w", r.Key, err)
		}
	}
	return g, nil
}

// call is one request on its way through the gateway.
type call struct {
	id      string
	began   time.Time
	request *http.Request
	body    []byte
	route   *route
	params  map[string]string
	answer  answer
	err     error
	// authorized is what the authorizer found out; nil where the route has none.
	authorized *events.APIGatewayV2HTTPRequestContextAuthorizerDescription
	// What the access log tells besides.
	integration int    // status of the invocation itself; 0 where there was none
	fault       string // AWS's word for what the gateway answered by itself
}

// ServeHTTP answers one call.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := &call{id: requestID(), began: g.now(), request: r}
	start := time.Now()
	g.handle(c, w)
	c.answer.header.Set("Apigw-Requestid", c.id)
	if g.observe != nil {
		g.observe(Exchange{
			Route: c.routeKey(), Request: r, RequestBody: c.body,
			Status: c.answer.status, Header: c.answer.header.Clone(), Body: c.answer.body, Err: c.err,
		})
	}
	g.log.write(c, time.Since(start))
	c.answer.send(w)
}

func (c *call) routeKey() string {
	if c.route == nil {
		return "-"
	}
	return c.route.key
}

// refuse makes the gateway's own answer.
func (c *call) refuse(status int, message, fault string) {
	c.answer, c.fault = ownAnswer(status, message), fault
}

// handle leaves the answer in c.
func (g *Gateway) handle(c *call, w http.ResponseWriter) {
	r := c.request
	if headerSize(r) > maxHeader {
		c.refuse(http.StatusRequestHeaderFieldsTooLarge, "Request Header Fields Too Large", "REQUEST_TOO_LARGE")
		return
	}
	c.route, c.params = g.routes.match(r.Method, r.URL.EscapedPath())
	if c.route == nil {
		c.refuse(http.StatusNotFound, "Not Found", "ROUTE_NOT_FOUND")
		return
	}
	if c.route.bucket != nil && !c.route.bucket.AllowN(c.began, 1) {
		c.refuse(http.StatusTooManyRequests, "Too Many Requests", "THROTTLED")
		return
	}
	if !c.authorize() {
		return
	}
	var err error
	if c.body, err = io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody)); err != nil {
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			c.refuse(http.StatusRequestEntityTooLarge, "Request Entity Too Large", "REQUEST_TOO_LARGE")
			return
		}
		c.refuse(http.StatusBadRequest, "Bad Request", "BAD_REQUEST")
		return
	}
	event := c.event()
	if len(event) > maxPayload {
		c.refuse(http.StatusRequestEntityTooLarge, "Request Entity Too Large", "REQUEST_TOO_LARGE")
		return
	}
	c.invoke(event)
}

// invoke runs the function. It goes on when the client leaves, and when the gateway gives up waiting, as in AWS.
func (c *call) invoke(event []byte) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.request.Context()), c.route.timeout)
	defer cancel()
	result, err := c.route.invoker.Invoke(ctx, event)
	c.err = err
	switch {
	case err == nil:
		c.integration = http.StatusOK
		if c.answer, c.err = parseAnswer(result); c.answer.status == 0 {
			c.refuse(http.StatusInternalServerError, "Internal Server Error", "INTEGRATION_FAILURE")
		}
	case ctx.Err() != nil:
		c.refuse(http.StatusServiceUnavailable, "Service Unavailable", "INTEGRATION_TIMEOUT")
	case errors.Is(err, lambda.ErrTooManyRequests):
		c.integration = http.StatusTooManyRequests
		c.refuse(http.StatusServiceUnavailable, "Service Unavailable", "INTEGRATION_FAILURE")
	default:
		c.integration = http.StatusOK // Lambda's own answer, which then says that the function failed
		c.refuse(http.StatusInternalServerError, "Internal Server Error", "INTEGRATION_FAILURE")
	}
}

// headerSize is what AWS counts: the request line, and names and values of the header.
func headerSize(r *http.Request) int {
	n := len(r.Method) + len(r.RequestURI) + len(r.Proto) + len(r.Host)
	for name, values := range r.Header {
		for _, v := range values {
			n += len(name) + len(v)
		}
	}
	return n
}

// bucket makes a route's throttle, nil where it has none.
func bucket(r Route) *rate.Limiter {
	if r.Rate == 0 && r.Burst == 0 {
		return nil
	}
	return rate.NewLimiter(rate.Limit(r.Rate), r.Burst)
}
