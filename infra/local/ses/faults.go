package ses

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"ordholden/infra/local/dynamodb/faulty"
)

// Kind is one way for a call to go wrong.
type Kind string

// The ways. All but Slow and AcceptedLost leave the mail unsent.
const (
	Throttling   Kind = "throttling"           // sending rate exceeded
	Quota        Kind = "quota"                // daily quota exceeded: the same code, another message
	Paused       Kind = "paused"               // the account may not send
	SetPaused    Kind = "set-paused"           // the configuration set may not send
	Rejected     Kind = "rejected"             // SES does not want this mail
	MailFrom     Kind = "mail-from-unverified" // the MAIL FROM domain has lost its record
	ServerError  Kind = "5xx"                  // SES failed
	Slow         Kind = "slow"                 // sent after the delay, whether or not the caller still waits
	AcceptedLost Kind = "accepted-lost"        // sent, and the connection dropped without an answer
	Refused      Kind = "refused"              // the connection dropped before anything was done
)

// slowDelay is how long a Slow call takes when the fault does not say.
const slowDelay = 5 * time.Second

// answers are the errors of the kinds that have one.
var answers = map[Kind]*apiError{
	Throttling: {http.StatusBadRequest, "Throttling", "Maximum sending rate exceeded."},
	Quota:      {http.StatusBadRequest, "Throttling", "Daily message quota exceeded."},
	Paused:     {http.StatusBadRequest, "AccountSendingPausedException", "Sending suspended for this account."},
	SetPaused:  {http.StatusBadRequest, "ConfigurationSetSendingPausedException", "Sending paused for this configuration set."},
	Rejected:   {http.StatusBadRequest, "MessageRejected", "The message was rejected on demand."},
	MailFrom:   {http.StatusBadRequest, "MailFromDomainNotVerifiedException", "The MAIL FROM domain is not verified."},
	ServerError: {http.StatusInternalServerError, "InternalFailure",
		"The request processing has failed because of an unknown error, exception or failure."},
}

// Fault makes the next calls go wrong.
type Fault struct {
	Kind Kind `json:"fault"`
	// Count is for how many calls, one after another; 0 means one. An SDK that retries makes several.
	Count int `json:"count"`
	// Delay is how long a Slow call takes; 0 means five seconds.
	Delay time.Duration `json:"-"`
}

func (f Fault) valid() error {
	_, known := answers[f.Kind]
	if !known && !slices.Contains([]Kind{Slow, AcceptedLost, Refused}, f.Kind) {
		return fmt.Errorf("no such fault: %q", f.Kind)
	}
	if f.Count < 0 || f.Delay < 0 {
		return fmt.Errorf("a fault for %d calls, with a delay of %v", f.Count, f.Delay)
	}
	return nil
}

// faults are the ones still to come, in order.
type faults struct {
	mu    sync.Mutex
	queue []Fault
}

// take uses up one call of the first fault.
func (f *faults) take() *Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.queue) == 0 {
		return nil
	}
	first := f.queue[0]
	if f.queue[0].Count--; f.queue[0].Count <= 0 {
		f.queue = f.queue[1:]
	}
	return &first
}

// Inject queues the fault behind those that are waiting.
func (s *Server) Inject(f Fault) error {
	if err := f.valid(); err != nil {
		return err
	}
	f.Count = max(1, f.Count)
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.queue = append(s.faults.queue, f)
	return nil
}

// Unused returns the faults that no call has met: a test that ends with one has not tested what it meant to.
func (s *Server) Unused() []Fault {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	return slices.Clone(s.faults.queue)
}

// strike does what the fault says and reports whether the call goes on.
func (s *Server) strike(w http.ResponseWriter, f Fault) bool {
	switch f.Kind {
	case AcceptedLost:
		return true
	case Refused:
		faulty.Drop(w)
		return false
	case Slow:
		if !s.delay(f.Delay) {
			faulty.Drop(w)
			return false
		}
		return true
	}
	answers[f.Kind].write(w)
	return false
}

// delay reports whether the time went by: it does not when the server stops. A caller that gives up is not noticed.
func (s *Server) delay(d time.Duration) bool {
	if d == 0 {
		d = slowDelay
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-s.stopping.Done():
		return false
	}
}

// addFault is POST /api/faults {"fault":"slow","count":2,"delay":"3s"}.
func (s *Server) addFault(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Fault
		Delay string `json:"delay"`
	}
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, 4<<10))
	d.DisallowUnknownFields()
	err := d.Decode(&in)
	if err == nil && in.Delay != "" {
		in.Fault.Delay, err = time.ParseDuration(in.Delay)
	}
	if err == nil {
		err = s.Inject(in.Fault)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

func (s *Server) listFaults(w http.ResponseWriter, _ *http.Request) {
	writeList(w, s.Unused())
}

func (s *Server) listAccusations(w http.ResponseWriter, _ *http.Request) {
	writeList(w, s.Accusations())
}

func (s *Server) clearFaults(w http.ResponseWriter, _ *http.Request) {
	s.faults.mu.Lock()
	s.faults.queue = nil
	s.faults.mu.Unlock()
	w.WriteHeader(http.StatusNoContent)
}

// writeList answers with a JSON array, empty rather than null.
func writeList[T any](w http.ResponseWriter, list []T) {
	if list == nil {
		list = []T{}
	}
	text, err := json.Marshal(list)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(text) // fails only when the client has gone
}
