// Package demo owns the companies' own sites on a developer's machine: pages that load the
// cookie banner, with stand-ins for what it has to hold back.
package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"ordholden/infra/local/loopback"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
)

// Config says whose sites there are and where they listen.
type Config struct {
	// Port is where Start listens; 0 chooses a free one.
	Port int
	// API is the origin of ordholden's pages and API.
	API string
	// Controllers are those that have a site.
	Controllers []*controller.Declaration
	// Log gets what it could not do; nil for nobody.
	Log *slog.Logger
}

// Sites is the running sites. Each controller's has a host of its own, and so has each
// third party: to a browser, names under localhost that differ are different sites, and all
// of them are this machine (RFC 6761, section 6.3).
type Sites struct {
	cfg      Config
	port     string
	listener net.Listener
	server   *http.Server
	running  sync.WaitGroup
	mutex    sync.Mutex
	hits     []Hit
}

// Hit is one request that reached a third party.
type Hit struct {
	Host    string // analytics, heatmap or chat
	Path    string
	Cookies string // as the browser sent them
	Agent   string // what the browser calls itself
}

// The hosts of the third parties.
const (
	Analytics = "analytics"
	Heatmap   = "heatmap"
	Chat      = "chat"
)

// Listen takes a port for the sites, so that what has to know their origins can be started
// before they are. Serve answers.
func Listen(cfg Config) (*Sites, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	listener, err := loopback.Listen(cfg.Port, "DEMO_PORT")
	if err != nil {
		return nil, err
	}
	port := strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
	return &Sites{cfg: cfg, port: port, listener: listener}, nil
}

// Serve begins to answer.
func (s *Sites) Serve() {
	s.server = &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	s.running.Go(func() {
		if err := s.server.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
			s.cfg.Log.Error("serve the demo sites", "error", err)
		}
	})
}

// Stop ends it, and returns when it has ended.
func (s *Sites) Stop() {
	if s.server != nil {
		s.server.Close()
	} else {
		s.listener.Close()
	}
	s.running.Wait()
}

// Origin is that of a controller's site.
func (s *Sites) Origin(c gdpr.ControllerID) string { return s.origin(string(c)) }

// Third is the origin of a third party.
func (s *Sites) Third(host string) string { return s.origin(host) }

func (s *Sites) origin(host string) string { return "http://" + host + ".localhost:" + s.port }

// Hits is every request that has reached a third party.
func (s *Sites) Hits() []Hit {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return append([]Hit{}, s.hits...)
}

// ServeHTTP answers for the host that is asked.
func (s *Sites) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	host, _, _ := strings.Cut(r.Host, ".")
	switch host {
	case Analytics, Heatmap, Chat:
		s.third(w, r, host)
		return
	}
	for _, d := range s.cfg.Controllers {
		if host == string(d.ID) {
			s.site(w, r, d)
			return
		}
	}
	http.NotFound(w, r)
}

// embedding is how a page loads the banner, as the API publishes it.
type embedding struct {
	URL string `json:"url"`
}

// banner asks the API, as whoever builds a site would once: here with each page, for what
// is served changes while somebody works on it.
func (s *Sites) banner(ctx context.Context, c gdpr.ControllerID) (embedding, error) {
	var e embedding
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.cfg.API+"/v1/"+string(c)+"/banner", nil)
	if err != nil {
		return e, err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return e, fmt.Errorf("ask for the banner: %w", err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("it answers %s", answer.Status)
	}
	if err == nil {
		err = json.Unmarshal(body, &e)
	}
	if err != nil {
		return e, fmt.Errorf("ask for the banner: %w", err)
	}
	return e, nil
}
