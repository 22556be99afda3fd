package s3

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Kind is one way for a call to go wrong.
type Kind string

// The ways. What each does to the bucket stands beside it: a caller cannot tell Refused from AnswerLost.
const (
	// Refused breaks the connection before anything is done.
	Refused Kind = "refused"
	// AnswerLost does what was asked, then breaks the connection.
	AnswerLost Kind = "answer lost"
	// SlowDown answers 503 SlowDown: nothing is done.
	SlowDown Kind = "slow down"
	// ServerError answers 500 InternalError: nothing is done, though AWS promises that no more than for AnswerLost.
	ServerError Kind = "server error"
	// Slow holds the call back, then does what was asked; see Fault.Delay and Fault.Until. What its caller has given
	// up by then is not done.
	Slow Kind = "slow"
)

// Fault is one failure, for one call.
type Fault struct {
	// Operation is as S3 names it: GetObject, PutObject, CopyObject, DeleteObject, DeleteObjects, HeadObject, ListObjectsV2,
	// PostObject; empty means any.
	Operation string
	// KeyPrefix is what the object's key, or the prefix that is listed, begins with; empty means any. DeleteObjects and
	// PostObject name theirs in the body, and have none here.
	KeyPrefix string
	// Nth chooses among such calls from the moment of Inject; 0 and 1 both mean the next.
	Nth  int
	Kind Kind
	// Delay and Until say how long a Slow call is held: until the time is over or the channel is closed, whichever
	// is first. With neither it is held until its caller gives up.
	Delay time.Duration
	Until <-chan struct{}
}

// faults are the ones still to come, and the count of what came.
type faults struct {
	mu    sync.Mutex
	calls map[string]int
	armed []*armed
}

// armed is a fault and the number of its calls until it strikes.
type armed struct {
	Fault
	left int
}

// Inject arms the faults. When two are due at the same call, the one injected first strikes, and the other strikes at
// the next. An SDK that retries makes a call for each attempt.
func (s *Server) Inject(list ...Fault) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	for _, f := range list {
		s.faults.armed = append(s.faults.armed, &armed{Fault: f, left: max(1, f.Nth)})
	}
}

// Unused returns the faults that no call has met: a test that ends with one has not tested what it meant to.
func (s *Server) Unused() []Fault {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	var left []Fault
	for _, a := range s.faults.armed {
		left = append(left, a.Fault)
	}
	return left
}

// Calls returns how many calls each operation has had since Start or Reset, failed ones among them.
func (s *Server) Calls() map[string]int {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	return maps.Clone(s.faults.calls)
}

// Reset sets the counts to zero and disarms every fault.
func (s *Server) Reset() {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.calls, s.faults.armed = nil, nil
}

// take counts a call and returns the fault that it meets, or nil.
func (f *faults) take(c call) *Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.calls == nil {
		f.calls = map[string]int{}
	}
	f.calls[c.operation]++
	var struck *armed
	for _, a := range f.armed {
		if a.Operation != "" && a.Operation != c.operation || !strings.HasPrefix(c.key, a.KeyPrefix) {
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
	f.armed = slices.DeleteFunc(f.armed, func(a *armed) bool { return a == struck })
	return &struck.Fault
}

// strike does to a call what the fault says.
func (s *Server) strike(w http.ResponseWriter, r *http.Request, f *Fault) {
	switch f.Kind {
	case Refused:
		drop(w)
	case AnswerLost:
		// A caller that gives up early must find the call done as well.
		s.calls.ServeHTTP(nowhere{http.Header{}}, r.WithContext(context.WithoutCancel(r.Context())))
		drop(w)
	case SlowDown:
		refuse(w, http.StatusServiceUnavailable, "SlowDown", "Please reduce your request rate.")
	case ServerError:
		refuse(w, http.StatusInternalServerError, "InternalError", "We encountered an internal error. Please try again.")
	case Slow:
		if !s.hold(r.Context(), f) {
			drop(w)
			return
		}
		s.calls.ServeHTTP(w, r)
	default:
		http.Error(w, fmt.Sprintf("no such kind of fault: %q", f.Kind), http.StatusInternalServerError)
	}
}

// hold waits as the fault says; false where the caller gives up first, or the server stops.
func (s *Server) hold(ctx context.Context, f *Fault) bool {
	var over <-chan time.Time
	if f.Delay > 0 {
		timer := time.NewTimer(f.Delay)
		defer timer.Stop()
		over = timer.C
	}
	select {
	case <-over:
		return true
	case <-f.Until:
		return true
	case <-ctx.Done():
		return false
	case <-s.stopping.Done():
		return false
	}
}

// drop breaks the connection within the first line of the answer. Before that line Go's own client would ask a second
// time for what only reads, and its caller never see the fault.
func drop(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	_, _ = io.WriteString(conn, "HTTP/1.1 ") // fails only when the caller has gone
	conn.Close()
}

// nowhere takes an answer that nobody gets.
type nowhere struct{ header http.Header }

// Header is one that nobody reads.
func (n nowhere) Header() http.Header { return n.header }

// WriteHeader does nothing.
func (n nowhere) WriteHeader(int) {}

// Write takes everything and keeps nothing.
func (n nowhere) Write(b []byte) (int, error) { return len(b), nil }
