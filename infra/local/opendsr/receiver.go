// Package opendsr owns a small recipient that speaks OpenDSR 2.0: it stands in for a
// customer's system in tests and on a developer's machine.
package opendsr

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/opendsr"
)

// Config says how the receiver behaves and where it listens.
type Config struct {
	// Port is where Start listens; 0 chooses a free one.
	Port int
	// Keys reads the JWK Set that a controller publishes, by which its calls are checked.
	Keys func(ctx context.Context, c gdpr.ControllerID) ([]byte, error)
	// Domains are those whose extensions it understands.
	Domains []string
	// RSA makes it sign with RSA in place of ECDSA.
	RSA bool
	// After is how long what is done later takes.
	After time.Duration
	// Accuse hears of every call that OpenDSR does not allow; nil for nobody.
	Accuse func(why string)
	// Log gets what it could not do; nil for nobody.
	Log *slog.Logger
}

// Behavior is how the receiver takes what it is asked from now on.
type Behavior string

// The behaviors.
const (
	AtOnce         Behavior = "at-once" // it is done when the answer comes
	Later          Behavior = "later"   // in progress, then done, which it calls back
	Never          Behavior = "never"   // pending for good
	Refusing       Behavior = "cancel"  // canceled, with a reason
	Garbage        Behavior = "garbage" // answers no JSON, signed
	Broken         Behavior = "error"   // answers 500
	Forging        Behavior = "wrong-signature"
	Unsigned       Behavior = "unsigned"
	Impersonating  Behavior = "wrong-domain" // signs well, in another's name
	Redirecting    Behavior = "redirect"     // leads on to an address within the platform
	Endless        Behavior = "too-large"
	Misremembering Behavior = "other-request" // answers about another request
)

// Behaviors lists them.
var Behaviors = []Behavior{
	AtOnce, Later, Never, Refusing, Garbage, Broken, Forging, Unsigned, Impersonating, Redirecting, Endless, Misremembering,
}

// Reason is what it says when it refuses.
const Reason = "We know nobody by this address."

// Asked is one request, and where it stands.
type Asked struct {
	opendsr.Request
	Controller gdpr.ControllerID
	Received   time.Time
	Status     string
	Reason     string
	Times      int // how often it came
}

// Receiver is a running one.
type Receiver struct {
	URL string // where Start made it listen

	cfg       Config
	identity  identity
	mutex     sync.Mutex
	behavior  Behavior
	asked     []*Asked // newest first
	timers    []*time.Timer
	stopped   bool
	calling   sync.WaitGroup
	server    *http.Server
	accusedOf []string
}

// New makes a receiver that listens nowhere; Handler is what it answers.
func New(cfg Config) (*Receiver, error) {
	id, err := newIdentity(cfg.RSA)
	if err != nil {
		return nil, fmt.Errorf("make the receiver's certificate: %w", err)
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	return &Receiver{cfg: cfg, identity: id, behavior: AtOnce}, nil
}

// Start makes one that listens on this machine.
func Start(cfg Config) (*Receiver, error) {
	s, err := New(cfg)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(cfg.Port)))
	if err != nil {
		return nil, fmt.Errorf("port %d is taken: stop what listens there, or choose another", cfg.Port)
	}
	s.URL = "http://localhost:" + strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
	s.server = &http.Server{Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second}
	s.calling.Go(func() {
		if err := s.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.cfg.Log.Error("serve the recipient", "error", err)
		}
	})
	return s, nil
}

// Stop ends everything that runs, and returns when it has ended.
func (s *Receiver) Stop() {
	s.mutex.Lock()
	s.stopped = true
	for _, t := range s.timers {
		if t.Stop() {
			s.calling.Done()
		}
	}
	s.timers = nil
	s.mutex.Unlock()
	if s.server != nil {
		s.server.Close()
	}
	s.calling.Wait()
}

// Roots is the certificate to trust, as PEM.
func (s *Receiver) Roots() []byte { return s.identity.root }

// Behave says how it takes what comes from now on.
func (s *Receiver) Behave(b Behavior) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.behavior = b
}

// Asked is what it was asked, newest first.
func (s *Receiver) Asked() []Asked {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	var all []Asked
	for _, a := range s.asked {
		all = append(all, *a)
	}
	return all
}

// Accusations is every call so far that OpenDSR does not allow.
func (s *Receiver) Accusations() []string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return slices.Clone(s.accusedOf)
}

func (s *Receiver) accuse(why string) {
	s.mutex.Lock()
	s.accusedOf = append(s.accusedOf, why)
	s.mutex.Unlock()
	s.cfg.Log.Warn("illegal call", "why", why)
	if s.cfg.Accuse != nil {
		s.cfg.Accuse(why)
	}
}

// find is a request by its id, nil for none; the caller holds the mutex.
func (s *Receiver) find(id string) *Asked {
	i := slices.IndexFunc(s.asked, func(a *Asked) bool { return a.ID == id })
	if i < 0 {
		return nil
	}
	return s.asked[i]
}
