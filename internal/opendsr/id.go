package opendsr

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"ordholden/internal/gdpr"
)

// RequestID is the id that a notice has at the recipient: always the same for the same
// notice, so that a notice which is sent again is the same request. It is a UUID whose bits
// are a hash in place of random ones, with those of version 4 and its variant set (RFC 9562,
// 5.4), as OpenDSR demands.
func RequestID(c gdpr.ControllerID, notice gdpr.ID) string {
	sum := sha256.Sum256([]byte("opendsr\x00" + string(c) + "\x00" + string(notice)))
	b := sum[:16]
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	s := hex.EncodeToString(b)
	return strings.Join([]string{s[:8], s[8:12], s[12:16], s[16:20], s[20:]}, "-")
}

// IsRequestID reports whether s is a UUID of version 4 in lower case.
func IsRequestID(s string) bool {
	if len(s) != 36 || s[14] != '4' || !strings.ContainsRune("89ab", rune(s[19])) {
		return false
	}
	for i, c := range []byte(s) {
		if dash := i == 8 || i == 13 || i == 18 || i == 23; dash != (c == '-') || !dash && !strings.ContainsRune("0123456789abcdef", rune(c)) {
			return false
		}
	}
	return true
}
