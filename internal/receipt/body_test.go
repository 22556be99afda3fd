package receipt_test

import (
	"crypto/ed25519"
	"errors"
	"testing"

	"ordholden/internal/gdpr"
	"ordholden/internal/receipt"
)

func TestABodyIsSignedByItsControllerAndByteForByte(t *testing.T) {
	body := []byte(`{"subject_request_type":"erasure"}`)
	issuer := receipt.Issuer{Ring: both}
	key, signature, err := issuer.SignBody(t.Context(), "tretoen", body)
	if err != nil || key != "tretoen-2" {
		t.Fatalf("signed by %q, %v", key, err)
	}
	keys := func(c gdpr.ControllerID) []byte {
		set, err := issuer.Keys(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		return set
	}
	for outcome, c := range map[string]struct {
		by        gdpr.ControllerID
		key       string
		body      string
		signature []byte
		jwks      []byte
		want      error
	}{
		"as it was signed":     {"tretoen", key, string(body), signature, keys("tretoen"), nil},
		"a byte more":          {"tretoen", key, string(body) + " ", signature, keys("tretoen"), receipt.ErrSignature},
		"a bit of another":     {"tretoen", key, string(body), append(signature[:63:63], signature[63]^1), keys("tretoen"), receipt.ErrSignature},
		"no signature":         {"tretoen", key, string(body), nil, keys("tretoen"), receipt.ErrSignature},
		"by an older key":      {"tretoen", "tretoen-1", string(body), signature, keys("tretoen"), receipt.ErrSignature},
		"by a key to come":     {"tretoen", "tretoen-3", string(body), signature, keys("tretoen"), receipt.ErrKey},
		"for another":          {"mojob", key, string(body), signature, keys("tretoen"), receipt.ErrController},
		"with another's keys":  {"tretoen", key, string(body), signature, keys("mojob"), receipt.ErrKey},
		"with no keys":         {"tretoen", key, string(body), signature, []byte("{}"), receipt.ErrKeys},
		"with a page for keys": {"tretoen", key, string(body), signature, []byte("<html>"), receipt.ErrKeys},
	} {
		if err := receipt.CheckBody(c.by, c.key, []byte(c.body), c.signature, c.jwks); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", outcome, err, c.want)
		}
	}
}

// What is signed over a certificate's text is no signature over any body, nor the other way round.
func TestASignedBodyIsNoCertificate(t *testing.T) {
	signed := []byte(sign(t, both, certificate("mojob")))
	_, signature, err := receipt.Issuer{Ring: both}.SignBody(t.Context(), "mojob", signed)
	if err != nil {
		t.Fatal(err)
	}
	if ed25519.Verify(keyOf("mojob", "1").Public().(ed25519.PublicKey), signed, signature) {
		t.Error("the signature of a body is one of a text")
	}
}
