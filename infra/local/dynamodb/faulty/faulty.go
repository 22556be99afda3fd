// Package faulty owns the failures that stand between a client and the local database.
package faulty

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// Kind is one way for a call to go wrong.
type Kind string

// The ways. What each does to the database stands beside it: a client cannot tell Refused from AnswerLost.
const (
	// Refused resets the connection before the call is sent: nothing is applied.
	Refused Kind = "refused"
	// AnswerLost sends the call, waits for the answer, then resets the connection: it is applied.
	AnswerLost Kind = "answer lost"
	// Throughput answers 400 ProvisionedThroughputExceededException: nothing is applied.
	Throughput Kind = "throughput exceeded"
	// Throttling answers 400 ThrottlingException: nothing is applied.
	Throttling Kind = "throttling"
	// Conflict answers as when another transaction holds the item: TransactionCanceledException for a
	// transaction, its first part at fault, TransactionConflictException for a single write. Nothing is applied.
	Conflict Kind = "conflict"
	// ServerError answers 500 InternalServerError: nothing is applied, though AWS promises that no more than
	// for AnswerLost.
	ServerError Kind = "server error"
	// Slow holds the call back, then sends it; see Fault.Delay and Fault.Until.
	Slow Kind = "slow"
)

// Fault is one failure, for one call.
type Fault struct {
	// Operation is as DynamoDB names it: PutItem, TransactWriteItems, GetRecords; empty means any.
	Operation string
	// Nth chooses among the operation's calls from the moment of Inject; 0 and 1 both mean the next.
	Nth  int
	Kind Kind
	// Delay and Until say how long a Slow call is held: until the time is over or the channel is closed, whichever
	// is first. With neither it is held until its client gives up.
	Delay time.Duration
	Until <-chan struct{}
}

// Proxy passes calls on to a database, counts them and fails those that it was told to. It is an
// http.RoundTripper, for clients in this process, and an http.Handler, for those outside. An SDK that retries makes a
// call for each attempt.
type Proxy struct {
	target *url.URL
	base   http.RoundTripper

	mu    sync.Mutex
	calls map[string]int
	armed []*armed
}

// armed is a fault and the number of its operation's calls until it strikes.
type armed struct {
	Fault
	left int
}

// New returns a proxy in front of the endpoint, a URL such as dynamodb.Server.URL.
func New(endpoint string) (*Proxy, error) {
	target, err := url.Parse(endpoint)
	if err != nil {
		return nil, err
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 64
	return &Proxy{target: target, base: transport, calls: map[string]int{}}, nil
}

// Inject arms the faults. When two are due at the same call, the one injected first strikes, and the other strikes at
// the next.
func (p *Proxy) Inject(faults ...Fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, f := range faults {
		p.armed = append(p.armed, &armed{Fault: f, left: max(1, f.Nth)})
	}
}

// Unused returns the faults that no call has met: a test that ends with one has not tested what it meant to.
func (p *Proxy) Unused() []Fault {
	p.mu.Lock()
	defer p.mu.Unlock()
	var left []Fault
	for _, a := range p.armed {
		left = append(left, a.Fault)
	}
	return left
}

// Calls returns how many calls each operation has had since New or Reset, failed ones among them.
func (p *Proxy) Calls() map[string]int {
	p.mu.Lock()
	defer p.mu.Unlock()
	counts := make(map[string]int, len(p.calls))
	for operation, n := range p.calls {
		counts[operation] = n
	}
	return counts
}

// Reset sets the counts to zero and disarms every fault.
func (p *Proxy) Reset() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.calls, p.armed = map[string]int{}, nil
}

// take counts a call and returns the fault that it meets, or nil.
func (p *Proxy) take(operation string) *Fault {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.calls[operation]++
	var struck *armed
	for _, a := range p.armed {
		if a.Operation != "" && a.Operation != operation {
			continue
		}
		a.left = max(0, a.left-1)
		if a.left == 0 && struck == nil {
			struck = a
		}
	}
	if struck == nil {
		return nil
	}
	p.armed = slices.DeleteFunc(p.armed, func(a *armed) bool { return a == struck })
	return &struck.Fault
}

// operationOf reads PutItem from "DynamoDB_20120810.PutItem".
func operationOf(r *http.Request) string {
	target := r.Header.Get("X-Amz-Target")
	return target[strings.LastIndex(target, ".")+1:]
}
