// Package receipt owns signed statements that anybody can check.
package receipt

// A statement is a JWS in compact form (RFC 7515) with Ed25519 (RFC 8037), signed with
// a key of the controller that it is about. The keys are published as a JWK Set
// (RFC 7517), the older ones too, so that it can be checked with no access to the system
// and years later. A key's id begins with its controller's id: no controller's key speaks
// for another.

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"time"

	"github.com/go-jose/go-jose/v4"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/jws"
)

// Type is the typ header of an erasure certificate: a statement of one sort is never
// taken for one of another (RFC 8725, section 3.11).
const Type = "erasure-certificate+jws"

// Ring has the signing keys of controllers.
type Ring interface {
	// SigningKey is the key that signs now, and its number in the controller's series.
	SigningKey(ctx context.Context, c gdpr.ControllerID) (n string, key ed25519.PrivateKey, err error)
	// PublicKeys is every key that may have signed or will, by number.
	PublicKeys(ctx context.Context, c gdpr.ControllerID) (map[string]ed25519.PublicKey, error)
	// Terms is when each of them signs, by number.
	Terms(ctx context.Context, c gdpr.ControllerID) (map[string]jws.Term, error)
}

func kid(c gdpr.ControllerID, n string) string { return jws.KeyID(c, n) }

// Sign signs a certificate with its controller's key.
func Sign(ctx context.Context, ring Ring, c Certificate) (string, error) {
	n, key, err := ring.SigningKey(ctx, c.Controller.ID)
	if err != nil {
		return "", fmt.Errorf("sign certificate: %w", err)
	}
	payload, err := json.Marshal(c)
	if err != nil {
		return "", fmt.Errorf("sign certificate: %w", err)
	}
	signer, err := jose.NewSigner(
		jose.SigningKey{Algorithm: jose.EdDSA, Key: jose.JSONWebKey{Key: key, KeyID: kid(c.Controller.ID, n)}},
		(&jose.SignerOptions{}).WithType(Type))
	if err != nil {
		return "", fmt.Errorf("sign certificate: %w", err)
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		return "", fmt.Errorf("sign certificate: %w", err)
	}
	return signed.CompactSerialize()
}

// Issuer issues certificates, publishes the keys that they are checked with, and checks.
type Issuer struct {
	Ring Ring
	Log  Logbook          // for whoever checks what came with a proof from the log
	Now  func() time.Time // by which a yes is over for whoever checks; nil for the clock
}

// Sign is the certificate of an erasure. It speaks every language, whichever is asked for.
func (i Issuer) Sign(ctx context.Context, d *controller.Declaration, e holding.Erasure, _ gdpr.Language) (string, error) {
	return Sign(ctx, i.Ring, Certify(d, e))
}

// Keys is Published.
func (i Issuer) Keys(ctx context.Context, c gdpr.ControllerID) ([]byte, error) {
	return Published(ctx, i.Ring, c)
}

// Check is the certificate that a signed text holds, if it is signed with one of the
// keys and just as it was written: any bit that differs is refused.
func Check(signed string, jwks []byte) (Certificate, error) {
	o, err := open(signed, jwks, Type)
	if err != nil {
		return Certificate{}, err
	}
	c, err := read(o.payload)
	if err != nil {
		return Certificate{}, err
	}
	// A certificate is signed when its mail is sent, which can be later than the erasure:
	// only that the key was replaced before the erasure says that something is wrong.
	if at, _ := time.Parse(time.RFC3339Nano, c.ErasedAt); o.key.replaced(at) {
		return Certificate{}, ErrReplaced
	}
	if err := o.key.of(c.Controller.ID); err != nil {
		return Certificate{}, err
	}
	return c, nil
}
