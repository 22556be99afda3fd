package opendsr_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/x509"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"ordholden/infra/controllers"
	recipient "ordholden/infra/local/opendsr"
	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/jws"
	"ordholden/internal/opendsr"
	"ordholden/internal/receipt"
	"ordholden/internal/rights"
)

// ring is a signing key for each controller, made from its name.
type ring struct{}

func (ring) SigningKey(_ context.Context, c gdpr.ControllerID) (string, ed25519.PrivateKey, error) {
	seed := make([]byte, ed25519.SeedSize)
	copy(seed, c)
	return "1", ed25519.NewKeyFromSeed(seed), nil
}

func (r ring) PublicKeys(ctx context.Context, c gdpr.ControllerID) (map[string]ed25519.PublicKey, error) {
	_, key, _ := r.SigningKey(ctx, c)
	return map[string]ed25519.PublicKey{"1": key.Public().(ed25519.PublicKey)}, nil
}

func (ring) Terms(context.Context, gdpr.ControllerID) (map[string]jws.Term, error) { return nil, nil }

var issuer = receipt.Issuer{Ring: ring{}}

// Canaries: what must stand in no error and no log (threat H14).
const (
	address  = gdpr.Private("canary.kari@example.com")
	customer = gdpr.Private("Canary Bedrift AS")
	value    = gdpr.Private("Canary Nytt Navn")
)

const (
	caseID   = gdpr.ID("4xk2m9q7tbv0hc8e5ndw3gyr1c")
	noticeID = gdpr.ID("7d3kq0v5m2a9t6h1x8w4c0b2ng")
	origin   = "https://personvern.example.com"
	ours     = "personvern.mojob.io"
)

var received = time.Date(2026, time.November, 20, 9, 0, 0, 0, time.UTC)

func mojob(t testing.TB) *controller.Declaration {
	t.Helper()
	d, ok := controllers.Registry().Current("mojob")
	if !ok {
		t.Fatal("no mojob")
	}
	return d
}

// erasing is a case that erases, and the notice of it.
func erasing() (rights.Request, rights.Notice) {
	r := rights.Request{
		ID: caseID, Controller: "mojob", Rights: []gdpr.Right{gdpr.Erasure}, Erasure: "e", Address: address, Name: "Canary Kari",
		Received: received, Workflow: rights.Telling, Identity: rights.Proven,
	}
	n := rights.Notice{ID: noticeID, Recipient: "customers", Customer: customer, Way: string(controller.ToldByOpenDSR), About: gdpr.Erasure, State: rights.NoticeDue}
	return r, n
}

// world is a teller before a recipient that speaks over TLS.
type world struct {
	t      *testing.T
	at     *receiver
	teller opendsr.Teller
	now    time.Time
}

type receiver struct {
	*recipient.Receiver
	url string
	log *bytes.Buffer
}

// newWorld starts a recipient. Whatever it accuses us of fails the test.
func newWorld(t *testing.T, change ...func(*recipient.Config)) *world {
	t.Helper()
	w := &world{t: t, now: time.Now(), at: &receiver{log: &bytes.Buffer{}}}
	cfg := recipient.Config{
		Keys: issuer.Keys, Domains: []string{ours}, Accuse: func(why string) { t.Errorf("the recipient accuses us: %s", why) },
		Log: slog.New(slog.NewTextHandler(w.at.log, nil)),
	}
	for _, f := range change {
		f(&cfg)
	}
	var err error
	if w.at.Receiver, err = recipient.New(cfg); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewTLSServer(w.at.Handler())
	t.Cleanup(server.Close)
	t.Cleanup(w.at.Stop)
	w.at.url = server.URL
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	roots.AppendCertsFromPEM(w.at.Roots())
	w.teller = w.tellerAt(server.URL, roots)
	return w
}

func (w *world) tellerAt(place string, roots *x509.CertPool) opendsr.Teller {
	w.t.Helper()
	endpoints, err := opendsr.ParseEndpoints("mojob/customers=" + place)
	if err != nil {
		w.t.Fatal(err)
	}
	return opendsr.Teller{
		Client:    opendsr.NewClient(issuer, roots, func() time.Time { return w.now }),
		Endpoints: endpoints, PublicURL: origin,
	}
}

// tell sends the notice, and gives the error.
func (w *world) tell() error {
	w.t.Helper()
	r, n := erasing()
	return w.discreet(w.teller.Tell(w.t.Context(), mojob(w.t), r, n))
}

func (w *world) ask() (rights.NoticeState, gdpr.Private, error) {
	w.t.Helper()
	_, n := erasing()
	state, why, err := w.teller.Ask(w.t.Context(), mojob(w.t), n)
	return state, why, w.discreet(err)
}

// discreet fails the test where an error says something personal.
func (w *world) discreet(err error) error {
	w.t.Helper()
	said := w.at.log.String()
	if err != nil {
		said += err.Error()
	}
	for _, personal := range []gdpr.Private{address, customer, value, "Canary", gdpr.Private(url.QueryEscape(address.Reveal()))} {
		if strings.Contains(said, personal.Reveal()) {
			w.t.Errorf("an error or log says %q: %s", personal.Reveal(), said)
		}
	}
	return err
}

func kind(err error) gdpr.Kind { return gdpr.KindOf(err) }
