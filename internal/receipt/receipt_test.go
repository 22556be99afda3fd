package receipt_test

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/google/go-cmp/cmp"

	"ordholden/infra/controllers"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/jws"
	"ordholden/internal/receipt"
	"ordholden/internal/retention"
)

// ring is signing keys in memory, made from their names.
type ring map[gdpr.ControllerID][]string

func keyOf(c gdpr.ControllerID, n string) ed25519.PrivateKey {
	seed := make([]byte, ed25519.SeedSize)
	copy(seed, string(c)+n)
	return ed25519.NewKeyFromSeed(seed)
}

func (r ring) SigningKey(_ context.Context, c gdpr.ControllerID) (string, ed25519.PrivateKey, error) {
	all := r[c]
	if len(all) == 0 {
		return "", nil, errors.New("no keys")
	}
	n := all[len(all)-1]
	return n, keyOf(c, n), nil
}

func (r ring) PublicKeys(_ context.Context, c gdpr.ControllerID) (map[string]ed25519.PublicKey, error) {
	if r[c] == nil {
		return nil, errors.New("no keys")
	}
	keys := map[string]ed25519.PublicKey{}
	for _, n := range r[c] {
		keys[n] = keyOf(c, n).Public().(ed25519.PublicKey)
	}
	return keys, nil
}

// turn is when the second key of a series took the place of the first.
var turn = time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)

func (r ring) Terms(_ context.Context, c gdpr.ControllerID) (map[string]jws.Term, error) {
	terms := map[string]jws.Term{}
	for i, n := range r[c] {
		at := func(i int) time.Time { return turn.AddDate(0, i-1, 0) }
		t := jws.Term{From: at(i), Until: at(i + 1)}
		if i == 0 {
			t.From = time.Time{}
		}
		if i == len(r[c])-1 {
			t.Until = time.Time{}
		}
		terms[n] = t
	}
	return terms, nil
}

var both = ring{"mojob": {"1"}, "tretoen": {"1", "2"}}

var at = time.Date(2026, time.November, 22, 9, 30, 0, 123e6, time.UTC)

func certificate(c gdpr.ControllerID) receipt.Certificate {
	d, _ := controllers.Registry().Current(c)
	return receipt.Certify(d, holding.Erasure{
		ID: "0123456789abcdefghjkmnpqrs", Controller: c, Case: "zyxwvtsrqpnmkjhgfedcba9876", At: at, Key: true,
		Deleted: []holding.Deleted{
			{Class: "application", Purpose: "recruitment", Received: at.AddDate(0, -3, 0), Files: 1},
			{Class: holding.TraceMessage, Received: at.AddDate(0, -1, 0)},
		},
		Kept: []holding.Kept{
			{Class: "agreement", Purpose: "agreements", Ground: "bookkeeping-agreements", Until: at.AddDate(3, 0, 0)},
			{Class: "application", Purpose: "recruitment", Ground: retention.GroundClaims, Until: at.AddDate(1, 0, 0)},
			{Class: holding.TraceRequest, Ground: holding.GroundRequest, Until: at.AddDate(2, 0, 0)},
		},
	})
}

func sign(t *testing.T, r ring, c receipt.Certificate) string {
	t.Helper()
	signed, err := receipt.Sign(t.Context(), r, c)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

func published(t *testing.T, r ring, c gdpr.ControllerID) []byte {
	t.Helper()
	set, err := receipt.Published(t.Context(), r, c)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestACertificateIsReadAsItWasSigned(t *testing.T) {
	for _, c := range []gdpr.ControllerID{"mojob", "tretoen"} {
		want := certificate(c)
		got, err := receipt.Check(sign(t, both, want), published(t, both, c))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
	}
}

// RFC 7515, 7517, 8037: names as others read them.
func TestTheFormIsTheOneOfTheStandards(t *testing.T) {
	signed := sign(t, both, certificate("tretoen"))
	header, err := base64.RawURLEncoding.DecodeString(strings.Split(signed, ".")[0])
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(header, &got); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string]any{"alg": "EdDSA", "kid": "tretoen-2", "typ": receipt.Type}, got); d != "" {
		t.Error(d)
	}
	var set struct{ Keys []map[string]any }
	if err := json.Unmarshal(published(t, both, "tretoen"), &set); err != nil {
		t.Fatal(err)
	}
	if len(set.Keys) != 2 || set.Keys[0]["kid"] != "tretoen-2" || set.Keys[1]["kid"] != "tretoen-1" {
		t.Fatalf("keys %v", set.Keys)
	}
	for _, k := range set.Keys {
		if k["kty"] != "OKP" || k["crv"] != "Ed25519" || k["x"] == nil || k["d"] != nil || k["use"] != "sig" || k["alg"] != "EdDSA" {
			t.Errorf("key %v", k)
		}
	}
}

func TestOneThatAnOlderKeySignedIsStillRead(t *testing.T) {
	old := certificate("tretoen")
	old.ErasedAt = turn.Add(-time.Hour).Format(time.RFC3339Nano)
	signed := sign(t, ring{"tretoen": {"1"}}, old)
	if _, err := receipt.Check(signed, published(t, both, "tretoen")); err != nil {
		t.Error(err)
	}
	late := sign(t, ring{"tretoen": {"1"}}, certificate("tretoen"))
	if _, err := receipt.Check(late, published(t, both, "tretoen")); !errors.Is(err, receipt.ErrReplaced) {
		t.Errorf("of an erasure after the key was replaced: %v", err)
	}
	if _, err := receipt.Check(signed, published(t, ring{"tretoen": {"2"}}, "tretoen")); !errors.Is(err, receipt.ErrKey) {
		t.Errorf("with the key not published any more: %v", err)
	}
}

// Every bit of the header, the signature and the last of the text, and one bit of each
// character between.
func TestEveryChangedBitIsRefused(t *testing.T) {
	signed, set := []byte(sign(t, both, certificate("tretoen"))), published(t, both, "tretoen")
	first, last := strings.Index(string(signed), "."), strings.LastIndex(string(signed), ".")
	for i := range len(signed) * 8 {
		if at := i / 8; at > first && at < last-4 && i%8 != at%8 {
			continue
		}
		signed[i/8] ^= 1 << (i % 8)
		if _, err := receipt.Check(string(signed), set); err == nil {
			t.Errorf("with bit %d changed it is taken", i)
		}
		signed[i/8] ^= 1 << (i % 8)
	}
	if _, err := receipt.Check(string(signed), set); err != nil {
		t.Fatalf("unchanged: %v", err)
	}
}

func TestWhatIsNotTheControllersIsRefusedWithItsReason(t *testing.T) {
	set := published(t, both, "tretoen")
	good := sign(t, both, certificate("tretoen"))
	foreign := ring{"tretoen": {"9"}}
	// The key is tretoen's, what it says is mojob's: as if one key ring could sign for both.
	asOther := signedWith(t, keyOf("tretoen", "2"), "tretoen-2", receipt.Type, certificate("mojob"))
	for _, test := range []struct {
		outcome string
		signed  string
		set     []byte
		want    error
	}{
		{"a key that is not published", sign(t, foreign, certificate("tretoen")), set, receipt.ErrKey},
		{"another key under a name that is", signedWith(t, keyOf("tretoen", "9"), "tretoen-2", receipt.Type, certificate("tretoen")), set, receipt.ErrSignature},
		{"the keys of another controller", good, published(t, both, "mojob"), receipt.ErrKey},
		{"it speaks for another controller", asOther, set, receipt.ErrController},
		{"another sort of statement", signedWith(t, keyOf("tretoen", "2"), "tretoen-2", "JWT", certificate("tretoen")), set, receipt.ErrContent},
		{"no certificate at all", signedWith(t, keyOf("tretoen", "2"), "tretoen-2", receipt.Type, map[string]string{"hello": "there"}), set, receipt.ErrContent},
		{"nothing signed", "", set, receipt.ErrForm},
		{"cut", good[:len(good)-1], set, receipt.ErrForm},
		{"with space after it", good + " ", set, receipt.ErrForm},
		{"unsigned", unsigned(good), set, receipt.ErrForm},
		{"no keys", good, []byte(`{"keys":[]}`), receipt.ErrKeys},
		{"keys that are none", good, []byte("<html>"), receipt.ErrKeys},
	} {
		t.Run(test.outcome, func(t *testing.T) {
			c, err := receipt.Check(test.signed, test.set)
			if !errors.Is(err, test.want) || c.ID != "" {
				t.Errorf("%v, want %v", err, test.want)
			}
		})
	}
}

// unsigned says of itself that it needs no signature (RFC 8725, section 2.1).
func unsigned(signed string) string {
	parts := strings.Split(signed, ".")
	header := base64.RawURLEncoding.EncodeToString([]byte(`{"alg":"none","kid":"tretoen-2","typ":"` + receipt.Type + `"}`))
	return header + "." + parts[1] + "."
}

func signedWith(t *testing.T, key ed25519.PrivateKey, kid, typ string, v any) string {
	t.Helper()
	payload, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.EdDSA, Key: jose.JSONWebKey{Key: key, KeyID: kid}},
		(&jose.SignerOptions{}).WithType(jose.ContentType(typ)))
	if err != nil {
		t.Fatal(err)
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		t.Fatal(err)
	}
	out, err := signed.CompactSerialize()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestACertificateSaysWhatWasKeptAndWhy(t *testing.T) {
	c := certificate("tretoen")
	for lang, test := range map[string]struct {
		text string
		want []string
	}{
		"nb": {c.Text.NB, []string{"TRETOEN AS har slettet", "søndag 22. november 2026 kl. 10.30", "Jobbsøknad", "med én fil", "E-post fra deg",
			"til 22. november 2029, fordi: Avtaler i regnskapet (personvernforordningen artikkel 17 nr. 3 bokstav b)", "Rettskrav", "artikkel 17 nr. 3 bokstav e", "Datatilsynet", "Nøkkelen"}},
		"nn": {c.Text.NN, []string{"TRETOEN AS har sletta", "Dette er ikkje sletta", "Avtalar i rekneskapen (personvernforordninga artikkel 17 nr. 3 bokstav b)"}},
		"en": {c.Text.EN, []string{"TRETOEN AS has erased", "received 22 August 2026", "Agreements in the accounts (General Data Protection Regulation, Article 17(3)(b))", "Legal claims", "We have to answer the request"}},
	} {
		for _, want := range test.want {
			if !strings.Contains(test.text, want) {
				t.Errorf("%s: %q is missing in\n%s", lang, want, test.text)
			}
		}
	}
	if c.Kept[0].Article != "17(3)(b)" || c.Kept[1].Article != "17(3)(e)" || c.Controller.OrganizationNumber != "922425620" {
		t.Errorf("%+v", c)
	}
	d, _ := controllers.Registry().Current("mojob")
	if none := receipt.Certify(d, holding.Erasure{At: at}); !strings.Contains(none.Text.EN, "Nothing was held on you") || none.Deleted == nil {
		t.Errorf("of nobody: %+v", none)
	}
}

func TestWithoutKeysNothingIsSigned(t *testing.T) {
	if _, err := receipt.Sign(t.Context(), ring{}, certificate("mojob")); err == nil {
		t.Error("signed with no key")
	}
	if _, err := receipt.Published(t.Context(), ring{}, "mojob"); err == nil {
		t.Error("published no keys")
	}
}
