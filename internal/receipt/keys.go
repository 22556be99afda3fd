package receipt

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"time"

	"github.com/go-jose/go-jose/v4"

	"ordholden/internal/gdpr"
	"ordholden/internal/jws"
)

// published is one key of a JWK Set. RFC 7517 has no members for when a key signs, and
// tells readers to pass over those that they do not know (section 4). These two are named
// and read as OpenID Federation does for the keys that a party had before: seconds since 1970.
type published struct {
	*jose.JSONWebKey
	NotBefore int64 // nbf; 0 where it signs from the beginning
	Expires   int64 // exp: from when another signs in its place; 0 where none does
}

// MarshalJSON writes the library's members, and ours.
func (p published) MarshalJSON() ([]byte, error) {
	text, err := p.JSONWebKey.MarshalJSON()
	if err != nil {
		return nil, err
	}
	members := map[string]json.RawMessage{}
	if err := json.Unmarshal(text, &members); err != nil {
		return nil, err
	}
	for name, seconds := range map[string]int64{"nbf": p.NotBefore, "exp": p.Expires} {
		if seconds != 0 {
			members[name] = fmt.Appendf(nil, "%d", seconds)
		}
	}
	return json.Marshal(members)
}

// Published is the controller's JWK Set: what is served at jwks.json.
func Published(ctx context.Context, ring Ring, c gdpr.ControllerID) ([]byte, error) {
	keys, err := ring.PublicKeys(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("published keys: %w", err)
	}
	terms, err := ring.Terms(ctx, c)
	if err != nil {
		return nil, fmt.Errorf("published keys: %w", err)
	}
	set := struct {
		Keys []published `json:"keys"`
	}{[]published{}}
	for _, n := range sortedNumbers(keys) {
		set.Keys = append(set.Keys, published{
			JSONWebKey: &jose.JSONWebKey{Key: keys[n], KeyID: kid(c, n), Algorithm: string(jose.EdDSA), Use: "sig"},
			NotBefore:  seconds(terms[n].From), Expires: seconds(terms[n].Until),
		})
	}
	return json.Marshal(set)
}

func seconds(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// readKeys is a JWK Set by the names of its keys. One that has two keys of one name, or a
// key that is none of ours, is no set of ours.
func readKeys(jwks []byte) (map[string]key, error) {
	var set struct {
		Keys []json.RawMessage `json:"keys"`
	}
	if err := json.Unmarshal(jwks, &set); err != nil || len(set.Keys) == 0 {
		return nil, ErrKeys
	}
	keys := map[string]key{}
	for _, text := range set.Keys {
		var one jose.JSONWebKey
		var term struct {
			NotBefore int64 `json:"nbf"`
			Expires   int64 `json:"exp"`
		}
		if json.Unmarshal(text, &one) != nil || json.Unmarshal(text, &term) != nil {
			return nil, ErrKeys
		}
		public, ok := one.Key.(ed25519.PublicKey)
		if _, twice := keys[one.KeyID]; twice || !ok || !one.Valid() {
			return nil, ErrKeys
		}
		keys[one.KeyID] = key{id: one.KeyID, public: public, from: instantOf(term.NotBefore), until: instantOf(term.Expires)}
	}
	return keys, nil
}

func instantOf(seconds int64) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}

var _ jws.Signing = Ring(nil) // whoever publishes keys signs with them
