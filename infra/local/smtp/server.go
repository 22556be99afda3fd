// Package smtp owns the local stand-in for SES email receiving: SMTP in, an object and a notification out.
package smtp

import (
	"context"
	"log/slog"
	"net"
	"sync"
	"time"

	gosmtp "github.com/emersion/go-smtp"

	"ordholden/infra/local/loopback"
)

// Region is the region that stamps speak of.
const Region = "eu-north-1"

const (
	// messageLimit is SES's bound on a message that goes to a bucket.
	messageLimit = 40 << 20
	// lineLimit is far above RFC 5321's 1000 octets, so that mail which breaks that rule gets in too.
	lineLimit = 1 << 20
	// patience is how long a client may be silent (RFC 5321, 4.5.3.2.7).
	patience = 5 * time.Minute
)

// Rule is a receipt rule: what becomes of mail for its recipients.
type Rule struct {
	Name string
	// Recipients are whole addresses, domains, or subdomains as .example.com; case does not matter.
	Recipients []string
	// Bucket and Prefix say where a message is stored: under Prefix and its id.
	Bucket, Prefix string
	// Topic is the ARN of the topic that is told then; empty tells nobody.
	Topic string
	// Scan is whether mail is looked through for spam and viruses; without it those verdicts are DISABLED.
	Scan bool
}

// Config says what this SES receives.
type Config struct {
	// Port is where it listens, on the loopback interface only; 0 chooses a free one.
	Port int
	// Rules are those of the active rule set, in order.
	Rules []Rule
	// Store puts an object into a bucket. Its error is told to the client as one that passes.
	Store func(ctx context.Context, bucket, key string, message []byte) error
	// Publish tells a topic; nil tells nobody.
	Publish func(topic, subject, message string)
	// Now is the clock; nil means time.Now.
	Now func() time.Time
	// Log gets what no client is told; nil discards it.
	Log *slog.Logger
}

// Server is a running SES that receives. It offers STARTTLS, under a certificate that nobody has signed, and takes mail
// without it too, whatever a rule's TlsPolicy says: the deployed rules require TLS. It never looks whether the client
// may send for the domain. Its methods may be called from several goroutines.
type Server struct {
	// Addr is where it listens, 127.0.0.1:port.
	Addr string

	cfg      Config
	listener net.Listener
	smtp     *gosmtp.Server
	served   chan struct{}

	stopping context.Context // done from the moment that Stop is called
	stop     context.CancelFunc

	mu        sync.Mutex
	verdicts  func(from string) Verdicts
	closed    bool
	receiving sync.WaitGroup
}

// Start serves until Stop.
func Start(cfg Config) (*Server, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	certificate, err := selfSigned()
	if err != nil {
		return nil, err
	}
	l, err := loopback.Listen(cfg.Port, "SMTP_PORT")
	if err != nil {
		return nil, err
	}
	s := &Server{Addr: l.Addr().String(), cfg: cfg, listener: l, served: make(chan struct{})}
	s.stopping, s.stop = context.WithCancel(context.Background())
	s.smtp = gosmtp.NewServer(gosmtp.BackendFunc(s.session))
	s.smtp.Domain = hostname
	s.smtp.TLSConfig = certificate
	s.smtp.MaxMessageBytes, s.smtp.MaxLineLength, s.smtp.MaxRecipients = messageLimit, lineLimit, 100
	s.smtp.ReadTimeout, s.smtp.WriteTimeout = patience, patience
	s.smtp.ErrorLog = slog.NewLogLogger(cfg.Log.Handler(), slog.LevelWarn)
	go func() {
		defer close(s.served)
		if err := s.smtp.Serve(l); err != nil {
			cfg.Log.Error("serve SMTP", "error", err)
		}
	}()
	return s, nil
}

// Stop ends the server and returns when no mail is under way any more; what is coming in is cut off. Calling it again
// does nothing.
func (s *Server) Stop() {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.stop()
	// Both say only that they were closed before. The listener by itself, since Serve may not know it yet.
	_, _ = s.smtp.Close(), s.listener.Close()
	<-s.served
	s.receiving.Wait()
}

// begin notes that a message is coming in; false when the server stops.
func (s *Server) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return false
	}
	s.receiving.Add(1)
	return true
}
