// Package oidc owns the local issuer of tokens, which signs staff and machines in as Cognito does.
package oidc

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"

	"ordholden/infra/local/loopback"
)

// Client is one program that gets tokens, as the template declares it.
type Client struct {
	ID string
	// Secret is whether it has one; it is made at Start.
	Secret bool
	// Flows are code, client_credentials or both; Scopes what it may ask for.
	Flows, Scopes []string
	// Callbacks are where people come back to. At home any address on this machine will do as well, as RFC 8252, section
	// 7.3, has it for programs.
	Callbacks []string
	// Lasts is how long an access token is good for.
	Lasts time.Duration
}

// Config says for whom tokens are issued.
type Config struct {
	// Port is where it listens, on the loopback interface only; 0 chooses a free one.
	Port    int
	Clients []Client
	// Groups are those of staff, <controller>:<role>. Each has one user, who needs no password: who reaches this server
	// sits at this machine.
	Groups []string
	// Now is the clock that tokens are dated by; nil means time.Now.
	Now func() time.Time
	// Log gets what no caller is told; nil discards it.
	Log *slog.Logger
}

// Server is a running issuer. Its keys and secrets are its own and new with each start: a token of yesterday is none.
type Server struct {
	// URL is the issuer, http://localhost:port.
	URL string

	clients map[string]Client
	secrets map[string]string
	groups  []string
	now     func() time.Time
	signer  jose.Signer
	public  jose.JSONWebKeySet
	http    *loopback.Server

	mu    sync.Mutex
	codes map[string]sitting
}

// Start serves until Stop.
func Start(cfg Config) (*Server, error) {
	s := &Server{
		clients: map[string]Client{}, secrets: map[string]string{}, groups: cfg.Groups, now: cfg.Now,
		codes: map[string]sitting{},
	}
	if s.now == nil {
		s.now = time.Now
	}
	log := cfg.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	for _, c := range cfg.Clients {
		s.clients[c.ID] = c
		if c.Secret {
			s.secrets[c.ID] = rand.Text()
		}
	}
	if err := s.makeKey(); err != nil {
		return nil, err
	}
	l, err := loopback.Listen(cfg.Port, "OIDC_PORT")
	if err != nil {
		return nil, err
	}
	s.URL = "http://localhost:" + strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	s.http = loopback.Serve(l, loopback.Only(s.routes()), log, "the issuer")
	return s, nil
}

// makeKey makes the one key that signs. Cognito signs with RS256, and API Gateway takes nothing but RSA.
func (s *Server) makeKey() error {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return fmt.Errorf("key of the issuer: %w", err)
	}
	private := jose.JSONWebKey{Key: key, KeyID: rand.Text(), Algorithm: string(jose.RS256), Use: "sig"}
	s.signer, err = jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: private}, nil)
	if err != nil {
		return fmt.Errorf("key of the issuer: %w", err)
	}
	s.public.Keys = []jose.JSONWebKey{private.Public()}
	return nil
}

// Stop ends the server and returns when nothing of it runs. Calling it again does nothing.
func (s *Server) Stop() { s.http.Stop() }

// Secret is a client's, "" where it has none.
func (s *Server) Secret(client string) string { return s.secrets[client] }

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", s.metadata)
	mux.HandleFunc("GET /.well-known/jwks.json", func(w http.ResponseWriter, _ *http.Request) { send(w, http.StatusOK, s.public) })
	mux.HandleFunc("GET /oauth2/authorize", s.ask)
	mux.HandleFunc("POST /oauth2/authorize", s.signIn)
	mux.HandleFunc("POST /oauth2/token", s.exchange)
	mux.HandleFunc("GET /staff/{group}", s.shortcut)
	return mux
}

// metadata is what clients find out by themselves (OpenID Connect Discovery 1.0, section 3).
func (s *Server) metadata(w http.ResponseWriter, _ *http.Request) {
	send(w, http.StatusOK, map[string]any{
		"issuer":                                s.URL,
		"authorization_endpoint":                s.URL + "/oauth2/authorize",
		"token_endpoint":                        s.URL + "/oauth2/token",
		"jwks_uri":                              s.URL + "/.well-known/jwks.json",
		"response_types_supported":              []string{"code"},
		"grant_types_supported":                 []string{"authorization_code", "client_credentials"},
		"subject_types_supported":               []string{"public"},
		"id_token_signing_alg_values_supported": []string{"RS256"},
		"code_challenge_methods_supported":      []string{"S256"},
		"token_endpoint_auth_methods_supported": []string{"client_secret_basic", "client_secret_post", "none"},
	})
}

func send(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // fails only when the client has gone
}
