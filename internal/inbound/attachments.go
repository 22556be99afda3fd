package inbound

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strings"

	"ordholden/internal/gdpr"
	"ordholden/internal/inbox"
)

const maxFileName = 255

// attachments tells of every part that is not read. Of a message that is cut, the
// part that reaches to the end is not all there.
func attachments(p *part, cut bool, raw []byte) []inbox.Attachment {
	var list []inbox.Attachment
	for _, child := range p.children {
		list = append(list, attachments(child, cut, raw)...)
	}
	if len(p.children) > 0 || p.isText() {
		return list
	}
	a := inbox.Attachment{Name: gdpr.Private(cleanFileName(p.fileName)), Type: p.media}
	// Slices of one message end together where the bytes behind them do.
	if reachesEnd := cap(p.body) == cap(raw)-len(raw)+len(p.body); !cut || !reachesEnd {
		a.Size, a.Digest = digest(p)
	}
	return append(list, a)
}

// cleanFileName is the last element of a path of any system, one line.
func cleanFileName(name string) string {
	name = oneLine(name, 4*maxFileName)
	name = strings.TrimSpace(name[strings.LastIndexAny(name, `/\`)+1:])
	return cutRunes(name, maxFileName)
}

// digest is the size and the SHA-256 of the decoded content, which is held nowhere.
func digest(p *part) (int64, string) {
	c := counter{Hash: sha256.New()}
	_ = decode(&c, p.encoding, p.body) // a hash takes everything
	return c.size, "sha256:" + hex.EncodeToString(c.Sum(nil))
}

type counter struct {
	hash.Hash
	size int64
}

// Write counts what goes into the digest.
func (c *counter) Write(b []byte) (int, error) {
	c.size += int64(len(b))
	return c.Hash.Write(b)
}
