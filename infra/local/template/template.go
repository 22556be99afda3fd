// Package template owns reading the SAM template for the local stack.
package template

import (
	"errors"
	"fmt"
	"os"
	"time"
)

// Template is what the local stack runs, in the order in which the file has it.
type Template struct {
	Functions     []Function
	Routes        []Route
	Streams       []Stream
	Schedules     []Schedule
	Topics        []Topic
	Polls         []Poll
	Subscriptions []Subscription
	Destinations  []Destination
	Tables        []Table
	Queues        []Queue
	Buckets       []Bucket
	Authorizers   []Authorizer
	Clients       []Client
	Groups        []string // of staff
	// AccessLog is the format of the API's access log, with its $context variables; empty where there is none.
	AccessLog string
	// Outputs are those that give a resource's name or a parameter's value, by !Ref: what another stack is handed.
	Outputs map[string]string
}

// Function is one Lambda function.
type Function struct {
	// Name is the logical id. Ref and GetAtt lead to it.
	Name string
	// Folder is the folder under functions/ that it is built from.
	Folder string
	// Env is its environment, resolved for the local stack.
	Env     map[string]string
	Timeout time.Duration
	// Concurrency is how many invocations may run at once; 0 where none are reserved.
	Concurrency int
	// Retries is how often Lambda tries a failed asynchronous invocation (schedule, topic) again.
	Retries int
}

// Route is one way into the HTTP API.
type Route struct {
	// Method is in capitals, ANY among them; empty for $default.
	Method string
	// Path begins with a slash, or is $default.
	Path     string
	Function string
	// RateLimit is in calls a second, BurstLimit in calls; 0 where the template sets none.
	RateLimit  float64
	BurstLimit int
	// Timeout is how long the API waits for the function; 0 where the template leaves it to the API.
	Timeout time.Duration
	// Authorizer is the name of the one that a call must pass; empty where everybody may call. Scopes are those of which
	// its token must have one; without any, every token of the authorizer's clients will do.
	Authorizer string
	Scopes     []string
}

// Authorizer lets calls in that bring a token: signed by the issuer, for one of these clients.
type Authorizer struct {
	Name string
	// Audience are logical ids of clients.
	Audience []string
	// Scopes are those of a route that names none itself.
	Scopes []string
}

// Client is one program that gets tokens.
type Client struct {
	ID string
	// Secret is whether it has one.
	Secret bool
	// Flows are code, client_credentials or both; Scopes what it may ask for; Callbacks where people come back to.
	Flows, Scopes, Callbacks []string
	// Lasts is how long an access token is good for.
	Lasts time.Duration
}

// Key is the route's name as API Gateway writes it.
func (r Route) Key() string {
	if r.Path == defaultRoute {
		return defaultRoute
	}
	return r.Method + " " + r.Path
}

// Stream says which records of a table's stream a function gets, and what happens when it fails.
type Stream struct {
	Function  string
	Table     string
	BatchSize int
	// Window is how long a batch may be gathered.
	Window  time.Duration
	Filters []Filter
	// Start is TRIM_HORIZON or LATEST.
	Start string
	// MaxRetries is -1 where there is no end to trying, save the age of the records.
	MaxRetries int
	// MaxAge is 0 where records are tried for as long as the stream keeps them.
	MaxAge         time.Duration
	Bisect         bool
	ReportFailures bool
	// OnFailure is the logical id of the queue or topic for what was given up; empty where there is none.
	OnFailure string
}

// Match says whether the function gets this record: if any filter takes it, or there is none.
func (s Stream) Match(record []byte) bool {
	for _, f := range s.Filters {
		if f.Match(record) {
			return true
		}
	}
	return len(s.Filters) == 0
}

// Schedule runs a function again and again, or puts a message into a queue.
type Schedule struct {
	Function string
	Queue    string // instead of a function
	Name     string
	Every    time.Duration
	// Input is the event if the template gives one, else empty.
	Input string
}

// Topic hands what is published on an SNS topic to a function.
type Topic struct {
	Function string
	// Topic is the topic's logical id.
	Topic string
}

// Poll hands the messages of a queue to a function, and takes those that it was done with out of the queue.
type Poll struct {
	Function string
	// Queue is the queue's logical id.
	Queue     string
	BatchSize int
	// Window is how long a batch may be gathered.
	Window time.Duration
	// Concurrency is how many batches may be in hand at once; 0 where the template sets no bound.
	Concurrency    int
	ReportFailures bool
}

// Subscription puts what is published on a topic into a queue.
type Subscription struct {
	// Topic and Queue are logical ids.
	Topic, Queue string
	// Raw is whether a message is what was published, without SNS's envelope.
	Raw bool
}

// Destination says which events of mail sent with a configuration set are published on a topic.
type Destination struct {
	ConfigurationSet string
	Topic            string
	// Events are SES's words: send, delivery, bounce, complaint, reject, renderingFailure and others.
	Events []string
}

// Table is one DynamoDB table.
type Table struct {
	// Name is the table's own name if the template gives one, else its logical id; Ref resolves to it.
	Name       string
	ID         string
	Attributes []Attribute
	Key        Key
	Indexes    []Index
	// TTL is the attribute with the time of expiry; empty where items do not expire.
	TTL string
	// StreamView is what the stream holds, KEYS_ONLY for example; empty where there is no stream.
	StreamView string
}

// Queue is one SQS queue.
type Queue struct {
	ID string
	// Visibility is for how long nobody else gets a message that was handed out.
	Visibility time.Duration
	// Retention is for how long the queue keeps a message that nobody is done with.
	Retention time.Duration
	// DeadLetters is the logical id of the queue for what was handed out MaxReceives times; empty where there is none.
	DeadLetters string
	MaxReceives int
}

// Bucket is one S3 bucket.
type Bucket struct {
	// Name is the bucket's own name if the template gives one, else one such as CloudFormation makes up; Ref resolves to it.
	Name string
	ID   string
}

// Attribute is a key attribute: S, N or B.
type Attribute struct{ Name, Type string }

// Key is a primary key; Range is empty where there is none.
type Key struct{ Hash, Range string }

// Index is a global secondary index.
type Index struct {
	Name string
	Key  Key
	// Projection is KEYS_ONLY, ALL or INCLUDE; NonKey are the attributes that INCLUDE names.
	Projection string
	NonKey     []string
}

// Load reads the template at path; overrides are values of parameters, as in a deployment.
func Load(path string, overrides map[string]string) (*Template, error) {
	source, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the template: %w", err)
	}
	t, err := Parse(source, overrides)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return t, nil
}

// Parse reads a template. It understands what the local stack plays and refuses the rest: a kind of event, a property
// or a function of CloudFormation that it does not know is an error, so that nothing which is deployed is missing at
// home without a word. What only matters in AWS (roles, alarms, encryption) is listed in known.go and passed over; so
// are patterns that parameters must match, since the local stack speaks http. The error names every place, one a line.
func Parse(source []byte, overrides map[string]string) (*Template, error) {
	root, err := parse(source)
	if err != nil {
		return nil, err
	}
	r := &reader{}
	r.open(root, overrides)
	t := r.template(root)
	if len(r.faults) > 0 {
		return nil, errors.Join(r.faults...)
	}
	return t, nil
}
