// Package seal owns the sealing of personal data: with a person's data key gone,
// every copy of what was sealed under it is unreadable.
package seal

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"

	"ordholden/internal/gdpr"
)

// KeySize is the length of every key here, in bytes.
const KeySize = 32

// Key is one person's data key, for AES-256-GCM.
type Key [KeySize]byte

// NewKey draws a key from the system's random source.
func NewKey() Key {
	var k Key
	rand.Read(k[:]) // never fails, by its contract
	return k
}

// Why a text does not open.
var (
	// ErrSealed says that it does not: another key, another place, or changed bytes.
	ErrSealed = errors.New("sealed under another key, for another item, or damaged")
	// ErrOtherKey is the ErrSealed of a text that names another key than it is
	// opened with: the person was erased, and has got a new key since.
	ErrOtherKey = fmt.Errorf("by name of the key: %w", ErrSealed)
)

// version is the first byte of a sealed text, so that the construction can change.
const version = 1

// A sealed text is the version, the name of its key, the nonce, and the rest.
const (
	nameSize  = 8
	nonceSize = 12 // the standard size of GCM
	headSize  = 1 + nameSize + nonceSize
	tagSize   = 16
)

// name tells keys apart, and nothing of them.
func (k Key) name() []byte {
	sum := sha256.Sum256(append([]byte("name of key:"), k[:]...))
	return sum[:nameSize]
}

// Name is what a sealed text calls its key: it tells keys apart, and nothing of them.
func (k Key) Name() string { return hex.EncodeToString(k.name()) }

// Seal encrypts a text for the item at place. The nonce is random: a person's
// key seals far fewer than the 2^32 texts that NIST SP 800-38D allows.
func (k Key) Seal(text []byte, place string) []byte {
	out := make([]byte, headSize, headSize+len(text)+tagSize)
	k.head(out)
	return k.aead().Seal(out, out[1+nameSize:], text, []byte(place))
}

// head writes what stands before a sealed text, with a new nonce.
func (k Key) head(b []byte) {
	b[0] = version
	copy(b[1:], k.name())
	rand.Read(b[1+nameSize : headSize])
}

// Envelope is a text with room around it, to be sealed where it lies: for texts
// that are too large to be held twice.
type Envelope struct{ b []byte }

// NewEnvelope is one for a text of that many bytes, to be filled in.
func NewEnvelope(size int) *Envelope {
	return &Envelope{b: make([]byte, headSize+size, headSize+size+tagSize)}
}

// Text is what lies in it.
func (e *Envelope) Text() []byte { return e.b[headSize:] }

// SealIn is Seal of what lies in an envelope, whose text is gone afterwards.
func (k Key) SealIn(e *Envelope, place string) []byte {
	k.head(e.b)
	return k.aead().Seal(e.b[:headSize], e.b[1+nameSize:headSize], e.Text(), []byte(place))
}

// Open decrypts what Seal made for the same place; otherwise ErrSealed.
func (k Key) Open(sealed []byte, place string) ([]byte, error) {
	if len(sealed) < headSize || sealed[0] != version {
		return nil, ErrSealed
	}
	if !bytes.Equal(sealed[1:1+nameSize], k.name()) {
		return nil, ErrOtherKey
	}
	text, err := k.aead().Open(nil, sealed[1+nameSize:headSize], sealed[headSize:], []byte(place))
	if err != nil {
		return nil, ErrSealed
	}
	return text, nil
}

func (k Key) aead() cipher.AEAD {
	block, err := aes.NewCipher(k[:])
	if err != nil {
		panic(err) // only for a key of another length
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic(err) // only for a block of another size
	}
	return aead
}

// Secret is one controller's pseudonym secret.
type Secret struct {
	ID  string // which secret, so that it can be changed
	Key Key
}

// Subject is the pseudonym of whoever holds the address. The same address gives
// the same pseudonym under one secret, and nothing leads back without it.
func (s Secret) Subject(address gdpr.Private) gdpr.SubjectID {
	return gdpr.SubjectID(s.ID + "-" + s.mac("subject", normalize(address.Reveal()))[:32])
}

// Of reports whether a pseudonym was made with a secret of this id.
func (s Secret) Of(p gdpr.SubjectID) bool { return strings.HasPrefix(string(p), s.ID+"-") }

// MAC authenticates a few parts, as hexadecimal. Its first part says what for.
func (s Secret) MAC(use string, parts ...string) string {
	return s.mac(append([]string{use}, parts...)...)
}

func (s Secret) mac(parts ...string) string {
	h := hmac.New(sha256.New, s.Key[:])
	for _, part := range parts {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// normalize brings the spellings of one address together: RFC 5321 lets the
// part before the @ depend on case, and no mailbox in use does.
func normalize(address string) string {
	return norm.NFC.String(strings.ToLower(strings.TrimSpace(address)))
}
