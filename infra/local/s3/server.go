// Package s3 owns the local S3: buckets that are there from the start, the few calls that our functions make, and their failures on demand.
package s3

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/johannesboyne/gofakes3"

	"ordholden/infra/local/loopback"
)

// Config says which buckets there are.
type Config struct {
	// Port is where it listens, on the loopback interface only; 0 chooses a free one.
	Port int
	// Dir keeps objects between runs, one file each; empty keeps them in memory. It is made when missing.
	Dir string
	// Buckets are the names that exist. Nobody can make or remove one.
	Buckets []string
	// Now is the clock that signatures and policies end by; nil means time.Now.
	Now func() time.Time
	// Log gets what no caller is told; nil discards it.
	Log *slog.Logger
}

// The one caller that there is: whoever signs does so with these, as the functions of the local stack do.
const (
	AccessKey = "local"
	SecretKey = "local"
)

// Server is a running S3. It asks the programs that call it for no signature, so that it cannot play what a bucket's
// policy, its public access block or its encryption refuse; the tests of the template answer for those. What people's
// browsers bring it does check as S3 does, for there the signature is all the permission that they have: forms that
// are posted with a policy, and addresses that are signed. It plays no lifecycle: what a rule would end stays, uploads
// that nobody registered among it. Its methods may be called from several goroutines.
type Server struct {
	// URL is the endpoint, http://127.0.0.1:port. Buckets are in the path, /bucket/key: an SDK does that by itself
	// where the endpoint is an address and not a name.
	URL string

	store  *store
	now    func() time.Time
	faults faults
	calls  http.Handler // of gofakes3
	http   *loopback.Server

	stopping context.Context // done from the moment that Stop is called
	stop     context.CancelFunc
}

// Start serves until Stop.
func Start(cfg Config) (*Server, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	st, err := openStore(cfg.Dir, cfg.Buckets)
	if err != nil {
		return nil, err
	}
	l, err := loopback.Listen(cfg.Port, "S3_PORT")
	if err != nil {
		return nil, err
	}
	s := &Server{URL: "http://" + l.Addr().String(), store: st, now: cfg.Now}
	if s.now == nil {
		s.now = time.Now
	}
	s.stopping, s.stop = context.WithCancel(context.Background())
	s.calls = s.play(gofakes3.New(st, gofakes3.WithoutVersioning(), gofakes3.WithLogger(logger{cfg.Log})).Server())
	s.http = loopback.Serve(l, localOnly(http.HandlerFunc(s.serve)), cfg.Log, "S3")
	return s, nil
}

// Stop ends the server and returns when nothing of it runs; calls that are held slow are cut off. Calling it again
// does nothing.
func (s *Server) Stop() {
	s.stop()
	s.http.Stop()
}

// Store puts an object as another service of AWS does, SES for one: by a call like any other, which is counted and
// which faults strike.
func (s *Server) Store(ctx context.Context, bucket, key string, body []byte) error {
	to := s.URL + "/" + bucket + "/" + (&url.URL{Path: key}).EscapedPath()
	r, err := http.NewRequestWithContext(ctx, http.MethodPut, to, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("put %s: %w", key, err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return fmt.Errorf("put %s: %w", key, err)
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return fmt.Errorf("put %s: %w", key, err)
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("put %s: S3 answers %s", key, resp.Status)
	}
	return nil
}

// localOnly refuses what a web page could ask: requests that name another host, whose name was made to point here, and
// those that say where they come from, since gofakes3 lets every origin read its answers. Objects are people's mail. A
// form may come from any page: without a policy that is signed it does nothing, and no page can read the answer.
func localOnly(next http.Handler) http.Handler {
	return loopback.Only(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c, _ := callOf(r); r.Header.Get("Origin") != "" && c.operation != "PostObject" {
			loopback.Refuse(w)
			return
		}
		next.ServeHTTP(w, r)
	}))
}

// logger passes on what gofakes3 finds wrong, and drops what it tells of each call.
type logger struct{ log *slog.Logger }

// Print is what gofakes3 calls.
func (l logger) Print(level gofakes3.LogLevel, v ...any) {
	if level == gofakes3.LogErr || level == gofakes3.LogWarn {
		l.log.Warn("S3", "what", fmt.Sprint(v...))
	}
}
