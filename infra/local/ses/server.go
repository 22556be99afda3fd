// Package ses owns the local stand-in for Amazon SES: one v1 action, SendRawEmail, as strict as SES where that matters.
package ses

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"

	"ordholden/infra/local/loopback"
	"ordholden/infra/local/ses/inbox"
)

// Region is the region that errors and message ids speak of.
const Region = "eu-north-1"

// Config says what this SES knows.
type Config struct {
	// Port is where it listens, on the loopback interface only; 0 chooses a free one.
	Port int
	// Dir keeps accepted mail between runs, one .eml file each; empty keeps it in memory. It is made when missing.
	Dir string
	// Identities are the verified senders: addresses, or domains for all of their addresses.
	Identities []string
	// ConfigurationSets are the names that exist.
	ConfigurationSets []string
	// Events gets each event of an accepted mail that names a configuration set, one at a time, as the message that
	// SES publishes to SNS; nil drops them. SES promises no order and may publish twice: here each comes once, in order.
	Events func(topicMessage []byte)
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// Log gets what no caller is told; nil discards it.
	Log *slog.Logger
}

// Server is a running SES with its inbox. Its methods may be called from several goroutines.
type Server struct {
	// URL is the endpoint, and the address of the inbox page: http://127.0.0.1:port.
	URL string

	cfg    Config
	box    *inbox.Box
	faults faults
	topic  *topic
	http   *loopback.Server

	stopping context.Context // done from the moment that Stop is called
	stop     context.CancelFunc

	mu          sync.Mutex
	accusations []string
}

// Start serves until Stop.
func Start(cfg Config) (*Server, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	box, err := inbox.Open(cfg.Dir)
	if err != nil {
		return nil, err
	}
	l, err := loopback.Listen(cfg.Port, "MAIL_PORT")
	if err != nil {
		return nil, err
	}
	s := &Server{
		URL: "http://" + l.Addr().String(), cfg: cfg, box: box,
		topic: newTopic(cfg.Events),
	}
	s.stopping, s.stop = context.WithCancel(context.Background())
	s.http = loopback.Serve(l, s.handler(), cfg.Log, "SES")
	return s, nil
}

// Stop ends the server and returns when nothing of it runs: calls that are held slow are cut off, events that are not
// held back are published first. Calling it again does nothing.
func (s *Server) Stop() {
	s.stop()
	s.http.Stop()
	s.topic.close()
}

// Inbox returns the accepted mail.
func (s *Server) Inbox() *inbox.Box { return s.box }

// HoldEvents keeps events back until it is called with false; then they are published in order.
func (s *Server) HoldEvents(hold bool) { s.topic.hold(hold) }

// DropEvents loses events from now on, until it is called with false. Events held back are not dropped.
func (s *Server) DropEvents(drop bool) { s.topic.drop(drop) }

// Accusations returns what callers have done against the house rules since the start: a test that ends with any has
// found a fault in the mailer, whatever SES answered.
func (s *Server) Accusations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.accusations)
}

func (s *Server) accuse(of ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.accusations = append(s.accusations, of...)
	for _, text := range of {
		s.cfg.Log.Warn("mail against the house rules", "what", text)
	}
}

// handler puts SES and the inbox behind one port: SES has the POST of the root path.
func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", s.box.Handler(s.Accusations))
	mux.HandleFunc("POST /{$}", s.serveAction)
	mux.HandleFunc("GET /api/accusations", s.listAccusations)
	mux.HandleFunc("GET /api/faults", s.listFaults)
	mux.HandleFunc("POST /api/faults", s.addFault)
	mux.HandleFunc("DELETE /api/faults", s.clearFaults)
	return loopback.Only(http.NewCrossOriginProtection().Handler(mux))
}
