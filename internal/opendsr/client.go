package opendsr

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"ordholden/internal/gdpr"
)

// Signer signs what a controller sends.
type Signer interface {
	// SignBody signs the SHA-256 of a body, and names the key as the controller's jwks.json does.
	SignBody(ctx context.Context, c gdpr.ControllerID, body []byte) (key string, signature []byte, err error)
}

// Client calls processors. Its answers are the processors' own: what is not signed by the
// certificate that the processor publishes is none.
type Client struct {
	Signer Signer
	Roots  *x509.CertPool // nil for those of the system
	Now    func() time.Time

	http   *http.Client
	mutex  sync.Mutex
	looked map[string]processor
}

// NewClient makes a client that trusts the roots; nil stands for the system's.
func NewClient(signer Signer, roots *x509.CertPool, now func() time.Time) *Client {
	base := http.DefaultTransport.(*http.Transport).Clone()
	base.TLSClientConfig, base.TLSHandshakeTimeout = &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}, timeout
	return &Client{Signer: signer, Roots: roots, Now: now, http: safely(base), looked: map[string]processor{}}
}

// processor is what is known of one, for a while.
type processor struct {
	discovery   Discovery
	certificate *x509.Certificate
	at          time.Time
}

// fresh is how long it counts. A certificate that is replaced makes signatures fail for so
// long: the notice stays asked, and is asked about again.
const fresh = 10 * time.Minute

var (
	errDiscovery   = errors.New("opendsr: the discovery is not that of an OpenDSR 2 processor on this host")
	errUnsupported = errors.New("opendsr: the processor does not take what it would be asked")
	errEncoded     = errors.New("opendsr: the processor got something else than was sent")
	errAnswer      = errors.New("opendsr: the answer is not one that belongs here")
)

// processor finds out what a processor is, and by which certificate it signs.
func (c *Client) processor(ctx context.Context, at *url.URL) (processor, error) {
	c.mutex.Lock()
	known, ok := c.looked[at.String()]
	c.mutex.Unlock()
	if ok && c.Now().Sub(known.at) < fresh && c.Now().Before(known.certificate.NotAfter) {
		return known, nil
	}
	found := processor{at: c.Now()}
	said, err := c.get(ctx, at.JoinPath("discovery"))
	if err != nil {
		return found, err
	}
	if err := decode(said, &found.discovery); err != nil {
		return found, err
	}
	place, err := url.Parse(found.discovery.Certificate)
	if err != nil || place.Scheme != at.Scheme || place.Host != at.Host || place.User != nil || !strings.HasPrefix(found.discovery.Version, "2.") {
		return found, errDiscovery
	}
	text, err := c.get(ctx, place)
	if err != nil {
		return found, err
	}
	if found.certificate, err = readCertificate(text, at.Hostname(), c.Roots, c.Now()); err != nil {
		return found, err
	}
	c.mutex.Lock()
	c.looked[at.String()] = found
	c.mutex.Unlock()
	return found, nil
}

// get reads what a processor publishes.
func (c *Client) get(ctx context.Context, at *url.URL) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, errDiscovery
	}
	got, err := c.do(r)
	if err == nil && got.status != http.StatusOK {
		err = &refusal{got.status}
	}
	return got.body, err
}

// refusal is an answer by a status that means no, or not now.
type refusal struct{ status int }

// Error names the status only: what stands in the answer may be about the person.
func (r *refusal) Error() string { return fmt.Sprintf("opendsr: answered %d", r.status) }

// Send sends a request, or sends it again: the same id is the same request.
func (c *Client) Send(ctx context.Context, by gdpr.ControllerID, at *url.URL, q Request, ours string) error {
	p, err := c.processor(ctx, at)
	if err != nil {
		return err
	}
	if !p.discovery.takes(q, ours) {
		return errUnsupported
	}
	body, err := json.Marshal(q)
	if err != nil {
		return errForm // the error itself could quote a value
	}
	got, err := c.signed(ctx, by, http.MethodPost, at.JoinPath("requests"), body, body)
	if err != nil {
		return err
	}
	if got.status == http.StatusBadRequest || got.status == http.StatusConflict {
		// It may be the second time, which some take for a fault.
		if _, err := c.Status(ctx, by, at, q.ID, ours); err == nil {
			return nil
		}
	}
	if got.status != http.StatusCreated {
		return &refusal{got.status}
	}
	if err := verify(p.certificate, at, got.header, got.body); err != nil {
		return err
	}
	var made Created
	if err := decode(got.body, &made); err != nil {
		return err
	}
	back, err := base64.StdEncoding.DecodeString(made.Encoded)
	switch {
	case made.ID != q.ID:
		return errID
	case err != nil || !bytes.Equal(back, body):
		return errEncoded
	}
	return nil
}

// takes reports whether a processor says that it takes such a request.
func (d Discovery) takes(q Request, ours string) bool {
	email := slices.ContainsFunc(d.Identities, func(i Identity) bool { return i.Type == "email" && i.Format == "raw" })
	if q.Type != TypeErasure {
		return email && slices.Contains(d.Extensions, ours)
	}
	return email && slices.Contains(d.Types, q.Type)
}

// Status asks where a request stands.
func (c *Client) Status(ctx context.Context, by gdpr.ControllerID, at *url.URL, id, ours string) (Status, error) {
	got, err := c.answered(ctx, by, at, id)
	if err != nil {
		return Status{}, err
	}
	s, err := readStatus(got, ours)
	if err == nil && s.ID != id {
		err = errID
	}
	return s, err
}

// answered calls about one request, and gives the answer if the processor has signed it.
func (c *Client) answered(ctx context.Context, by gdpr.ControllerID, at *url.URL, id string) ([]byte, error) {
	p, err := c.processor(ctx, at)
	if err != nil {
		return nil, err
	}
	got, err := c.signed(ctx, by, http.MethodGet, at.JoinPath("requests", id), nil, []byte(http.MethodGet+" "+id))
	if err != nil {
		return nil, err
	}
	if got.status != http.StatusOK {
		return nil, &refusal{got.status}
	}
	return got.body, verify(p.certificate, at, got.header, got.body)
}

// signed makes a call in a controller's name, signed over its body. What has none is signed
// over its method and the request's id in place of one, so that nobody else learns where a request stands.
func (c *Client) signed(ctx context.Context, by gdpr.ControllerID, method string, at *url.URL, body, said []byte) (answer, error) {
	key, signature, err := c.Signer.SignBody(ctx, by, said)
	if err != nil {
		return answer{}, err
	}
	r, err := http.NewRequestWithContext(ctx, method, at.String(), bytes.NewReader(body))
	if err != nil {
		return answer{}, errAnswer
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set(HeaderKey, key)
	r.Header.Set(HeaderSignature, base64.StdEncoding.EncodeToString(signature))
	return c.do(r)
}
