// Package jws owns the compact form in which a controller's statements are signed.
package jws

// A statement is three parts in base 64, with a point between: what it is and which key
// signed it, the statement, the signature over both (RFC 7515, section 7.1; Ed25519: RFC
// 8037). Signing takes no more than the standard library, so that a function that a
// visitor waits for stays small; checking is package receipt's, with a library.

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ordholden/internal/gdpr"
)

// Signing has the keys that sign.
type Signing interface {
	// SigningKey is the key that signs now, and its number in the controller's series.
	SigningKey(ctx context.Context, c gdpr.ControllerID) (n string, key ed25519.PrivateKey, err error)
}

// Term is when a key signs: from the first instant, until another took its place.
type Term struct {
	From  time.Time // zero: from the beginning
	Until time.Time // zero: to this day
}

// KeyID is what a controller's key of a number is called (RFC 7517, section 4.5): the name
// says whose it is, so that no controller's key speaks for another.
func KeyID(c gdpr.ControllerID, n string) string { return string(c) + "-" + n }

type header struct {
	Algorithm string `json:"alg"`
	KeyID     string `json:"kid"`
	Type      string `json:"typ"`
}

// Sign signs a payload as the controller, with the key that signs now. Statements of one
// type are never taken for those of another (RFC 8725, section 3.11).
func Sign(ctx context.Context, keys Signing, c gdpr.ControllerID, kind string, payload []byte) (string, error) {
	n, key, err := keys.SigningKey(ctx, c)
	if err != nil {
		return "", fmt.Errorf("sign as %s: %w", c, err)
	}
	if len(key) != ed25519.PrivateKeySize {
		return "", fmt.Errorf("sign as %s: %w", c, errors.New("the key is no Ed25519 key"))
	}
	head, err := json.Marshal(header{Algorithm: "EdDSA", KeyID: KeyID(c, n), Type: kind})
	if err != nil {
		return "", fmt.Errorf("sign as %s: %w", c, err)
	}
	said := encode(head) + "." + encode(payload)
	return said + "." + encode(ed25519.Sign(key, []byte(said))), nil
}

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// Verdict is what checking a statement came to, in words.
type Verdict struct {
	Valid  bool
	Reason string   // why not, as a word that does not change; "" where it is valid
	Title  string   // the outcome
	Says   []string // what it proves and what not, or why it was refused; one paragraph each
}
