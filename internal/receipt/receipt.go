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
	"errors"
	"fmt"
	"strings"

	"github.com/go-jose/go-jose/v4"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
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
}

func kid(c gdpr.ControllerID, n string) string { return string(c) + "-" + n }

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

// Issuer issues certificates and publishes the keys that they are checked with.
type Issuer struct{ Ring Ring }

// Sign is the certificate of an erasure. It speaks every language, whichever is asked for.
func (i Issuer) Sign(ctx context.Context, d *controller.Declaration, e holding.Erasure, _ gdpr.Language) (string, error) {
	return Sign(ctx, i.Ring, Certify(d, e))
}

// Keys is Published.
func (i Issuer) Keys(ctx context.Context, c gdpr.ControllerID) ([]byte, error) {
	return Published(ctx, i.Ring, c)
}

// Published is the controller's JWK Set: what is served at jwks.json.
func Published(ctx context.Context, ring Ring, c gdpr.ControllerID) ([]byte, error) {
	keys, err := ring.PublicKeys(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("published keys: %w", err)
	}
	set := jose.JSONWebKeySet{Keys: []jose.JSONWebKey{}}
	for _, n := range sortedNumbers(keys) {
		set.Keys = append(set.Keys, jose.JSONWebKey{Key: keys[n], KeyID: kid(c, n), Algorithm: string(jose.EdDSA), Use: "sig"})
	}
	return json.Marshal(set)
}

// Why a certificate is refused. Each is in plain words, for whoever checks one.
var (
	ErrForm       = errors.New("this is not a signed certificate: it has been cut or changed, or is something else")
	ErrKeys       = errors.New("this is not a set of published keys")
	ErrKey        = errors.New("it is signed with a key that the controller has not published")
	ErrSignature  = errors.New("the signature does not fit the text: one of them has been changed")
	ErrController = errors.New("it speaks for another controller than the one whose key signed it")
	ErrContent    = errors.New("it is signed, but is no erasure certificate that this program can read")
)

// Check is the certificate that a signed text holds, if it is signed with one of the
// keys and just as it was written: any bit that differs is refused.
func Check(signed string, jwks []byte) (Certificate, error) {
	var none Certificate
	var set jose.JSONWebKeySet
	if err := json.Unmarshal(jwks, &set); err != nil || len(set.Keys) == 0 {
		return none, ErrKeys
	}
	jws, err := jose.ParseSignedCompact(signed, []jose.SignatureAlgorithm{jose.EdDSA})
	if err != nil || len(jws.Signatures) != 1 {
		return none, ErrForm
	}
	// Base 64 has bits to spare at its ends: only the one spelling that we write is read.
	if again, err := jws.CompactSerialize(); err != nil || again != signed {
		return none, ErrForm
	}
	header := jws.Signatures[0].Protected
	key := set.Key(header.KeyID)
	if len(key) != 1 || !key[0].IsPublic() || !key[0].Valid() {
		return none, ErrKey
	}
	payload, err := jws.Verify(key[0].Key)
	if err != nil {
		return none, ErrSignature
	}
	if typ, ok := header.ExtraHeaders[jose.HeaderType].(string); !ok || typ != Type {
		return none, ErrContent
	}
	c, err := read(payload)
	if err != nil {
		return none, err
	}
	if n, ok := strings.CutPrefix(header.KeyID, string(c.Controller.ID)+"-"); !ok || strings.Contains(n, "-") {
		return none, ErrController
	}
	return c, nil
}
