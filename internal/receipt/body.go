package receipt

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/go-jose/go-jose/v4"

	"ordholden/internal/gdpr"
)

// SignBody signs the SHA-256 of what is sent to another organization, with the key that
// signs for the controller now, and names the key as its JWK Set does. The 32 bytes that are
// signed are never the text of a JWS, which has a point in its middle: neither signature can
// be passed off as the other.
func (i Issuer) SignBody(ctx context.Context, c gdpr.ControllerID, body []byte) (key string, signature []byte, err error) {
	n, private, err := i.Ring.SigningKey(ctx, c)
	if err != nil {
		return "", nil, fmt.Errorf("sign body: %w", err)
	}
	digest := sha256.Sum256(body)
	return kid(c, n), ed25519.Sign(private, digest[:]), nil
}

// CheckBody reports why a body is not what the controller signed with one of its published
// keys; nil if it is.
func CheckBody(c gdpr.ControllerID, key string, body, signature, jwks []byte) error {
	var set jose.JSONWebKeySet
	if err := json.Unmarshal(jwks, &set); err != nil || len(set.Keys) == 0 {
		return ErrKeys
	}
	if n, ok := strings.CutPrefix(key, string(c)+"-"); !ok || strings.Contains(n, "-") {
		return ErrController
	}
	found := set.Key(key)
	if len(found) != 1 {
		return ErrKey
	}
	public, ok := found[0].Key.(ed25519.PublicKey)
	if !ok {
		return ErrKey
	}
	digest := sha256.Sum256(body)
	if !ed25519.Verify(public, digest[:], signature) {
		return ErrSignature
	}
	return nil
}
