package gdpr

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"strings"
)

// ID is 128 bits that nobody can guess, as 26 lower-case characters of
// Crockford's base 32 (no i, l, o, u), so that a person can type it.
type ID string

const crockford = "0123456789abcdefghjkmnpqrstvwxyz"

var encoding = base32.NewEncoding(crockford).WithPadding(base32.NoPadding)

// The number of characters of an ID, and of one in hexadecimal.
const (
	idLength  = 26
	hexLength = 32
)

// NewID draws an ID from the system's random source.
func NewID() ID {
	var b [16]byte
	rand.Read(b[:]) // never fails, by its contract
	return ID(encoding.EncodeToString(b[:]))
}

// DeriveID is the same ID for the same parts, and another for any others: what
// makes a retry find its own work. At least one part must be secret or random.
func DeriveID(parts ...string) ID {
	h := sha256.New()
	for _, part := range parts {
		// The length before each part keeps ("ab","c") from ("a","bc").
		h.Write(binary.AppendUvarint(nil, uint64(len(part))))
		h.Write([]byte(part))
	}
	return ID(encoding.EncodeToString(h.Sum(nil)[:16]))
}

// ParseID reads an ID as people type it: capitals, spaces and hyphens are
// forgiven, and o, i and l read as the digits they look like. The same bits in
// hexadecimal, as in a UUID (RFC 9562, section 4), are the same ID.
func ParseID(s string) (ID, bool) {
	s = normalize(s)
	if len(s) == hexLength {
		b, err := hex.DecodeString(s)
		if err != nil {
			return "", false
		}
		return ID(encoding.EncodeToString(b)), true
	}
	if len(s) != idLength {
		return "", false
	}
	// 26 characters carry 130 bits: the last must leave the two spare ones zero,
	// or two spellings would name one ID.
	b, err := encoding.DecodeString(s)
	if err != nil || encoding.EncodeToString(b) != s {
		return "", false
	}
	return ID(s), true
}

// Grouped is the ID in groups of four, easier to read and to copy by hand.
func (id ID) Grouped() string {
	var b strings.Builder
	for i, r := range string(id) {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// codeLength is the number of characters of a Code: 30 bits.
const codeLength = 6

// NewCode draws the six characters that stand in a mail's text and not in its
// link, so that a program that only follows links never has them.
func NewCode() string {
	var b [codeLength]byte
	rand.Read(b[:])
	for i := range b {
		b[i] = crockford[b[i]&31]
	}
	return string(b[:])
}

// ParseCode reads a code as people type it, like ParseID.
func ParseCode(s string) (string, bool) {
	s = normalize(s)
	if len(s) != codeLength || strings.Trim(s, crockford) != "" {
		return "", false
	}
	return s, true
}

var lookalikes = strings.NewReplacer("-", "", " ", "", "\u00a0", "", "o", "0", "i", "1", "l", "1")

func normalize(s string) string {
	return lookalikes.Replace(strings.ToLower(strings.TrimSpace(s)))
}
