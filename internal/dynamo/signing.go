package dynamo

import (
	"context"
	"crypto/ed25519"
	"time"

	"ordholden/internal/gdpr"
	"ordholden/internal/jws"
)

// SigningKey is the key that signs a controller's statements now, and its number. The
// first who needs it has it made. The seed is the private key (RFC 8032, section 5.1.5).
func (k *Keyring) SigningKey(ctx context.Context, c gdpr.ControllerID) (n string, key ed25519.PrivateKey, err error) {
	members, err := k.members(ctx, c, kindSigning)
	if err != nil {
		return "", nil, err
	}
	m, err := newest(members, k.now())
	if err != nil {
		return "", nil, err
	}
	return m.id(), ed25519.NewKeyFromSeed(m.key[:]), nil
}

// PublicKeys is every signing key of a controller, by number: those that signed before,
// and one that will soon, so that whoever keeps a copy for an hour has it in time.
func (k *Keyring) PublicKeys(ctx context.Context, c gdpr.ControllerID) (map[string]ed25519.PublicKey, error) {
	members, err := k.members(ctx, c, kindSigning)
	if err != nil {
		return nil, err
	}
	keys := map[string]ed25519.PublicKey{}
	for _, m := range members {
		keys[m.id()] = ed25519.NewKeyFromSeed(m.key[:]).Public().(ed25519.PublicKey)
	}
	return keys, nil
}

// Terms is when each key of a controller signs, by number. One that another took the place
// of signs no more, and what it signed before still counts.
func (k *Keyring) Terms(ctx context.Context, c gdpr.ControllerID) (map[string]jws.Term, error) {
	members, err := k.members(ctx, c, kindSigning)
	if err != nil {
		return nil, err
	}
	terms := map[string]jws.Term{}
	var next time.Time // the newest stands first
	for _, m := range members {
		term := jws.Term{Until: next}
		if m.from.Unix() > 0 { // the first of a series is in force from the beginning
			term.From = m.from.UTC()
		}
		terms[m.id()], next = term, term.From
	}
	return terms, nil
}

// LogKey is the key that signs the heads of a controller's log now, its number, and since
// when it does; zero of the first. It is never one that signs statements: what the log says
// and what a receipt says cannot be taken for one another.
func (k *Keyring) LogKey(ctx context.Context, c gdpr.ControllerID) (n string, key ed25519.PrivateKey, from time.Time, err error) {
	members, err := k.members(ctx, c, kindLogging)
	if err != nil {
		return "", nil, from, err
	}
	m, err := newest(members, k.now())
	if err != nil {
		return "", nil, from, err
	}
	if m.n > firstOfSeries {
		from = m.from.UTC()
	}
	return m.id(), ed25519.NewKeyFromSeed(m.key[:]), from, nil
}
