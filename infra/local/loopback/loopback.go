// Package loopback owns how a server of the local stack runs: on this machine, for this machine, and to its very end.
package loopback

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// stopLimit is how long calls under way may take when the server stops.
const stopLimit = 2 * time.Second

// Server is one that runs.
type Server struct {
	http   *http.Server
	served chan struct{}
}

// Listen takes a port on the loopback interface; 0 chooses a free one. The error for a taken one says by which
// environment variable another is chosen.
func Listen(port int, variable string) (net.Listener, error) {
	l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return nil, fmt.Errorf("port %d is taken: stop what listens there, or choose another with %s: %w", port, variable, err)
	}
	return l, nil
}

// Serve lets a handler answer until Stop. The log calls the server by its name.
func Serve(l net.Listener, h http.Handler, log *slog.Logger, name string) *Server {
	s := &Server{served: make(chan struct{})}
	s.http = &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn)}
	go func() {
		defer close(s.served)
		if err := s.http.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			log.Error("serve "+name, "error", err)
		}
	}()
	return s
}

// Stop ends the server and returns when nothing of it runs; calls that take longer are cut off. Calling it again does
// nothing.
func (s *Server) Stop() {
	ctx, cancel := context.WithTimeout(context.Background(), stopLimit)
	defer cancel()
	if s.http.Shutdown(ctx) != nil {
		s.http.Close()
	}
	<-s.served
}

// Only refuses requests that name another host, whose name was made to point here, so that no web page from
// elsewhere can ask.
func Only(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if host = strings.Trim(host, "[]"); host != "localhost" && host != "127.0.0.1" && host != "::1" {
			Refuse(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Refuse answers whoever is not let in.
func Refuse(w http.ResponseWriter) {
	http.Error(w, "this server answers programs on this machine only", http.StatusForbidden)
}
