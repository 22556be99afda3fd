// Package transparency owns the log that shows whether what was kept of consents and requests has been changed since.
package transparency

// Each controller has one append-only Merkle tree (golang.org/x/mod/sumdb/tlog). A leaf
// is a commitment: a hash over what the table keeps in clear of one consent or one step,
// and a random nonce that lies beside it. Whoever has the nonce can show what the leaf
// says; when record and nonce are gone, the leaf says nothing any more, about nobody, and
// the tree goes on verifying. Heads of the tree are signed every day (note.go's format of
// golang.org/x/mod/sumdb/note) and are public.
//
// What it shows: what was in the log by the day of a head is what it still is. What it
// does not show: that everything was put into it.

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"ordholden/internal/gdpr"
)

// Kind is the sort of thing that an entry says something about.
type Kind string

// The kinds.
const (
	VisitorConsent Kind = "visitor-consent" // a visitor's decision
	ConsentEvent   Kind = "consent-event"   // a step of a consent declared under an address
	CaseEvent      Kind = "case-event"      // a step of a request
)

// Field is one more thing that an entry says.
type Field struct{ Name, Value string }

// Entry is what a leaf commits to. Nothing sealed is in it, and no pseudonym of a person:
// only what the table keeps in clear of the thing and never changes.
type Entry struct {
	Controller gdpr.ControllerID
	Kind       Kind
	ID         string // of the record, the consent or the case
	Event      string
	At         time.Time
	Fields     []Field // in any order, each name once
}

// entryMark begins every entry, and says how the rest is to be read.
const entryMark = "ordholden entry 1"

// Encode is the one way to write an entry: a line for each thing, its name and its quoted
// value, in a fixed order.
func (e Entry) Encode() string {
	lines := []string{entryMark,
		line("controller", string(e.Controller)), line("kind", string(e.Kind)), line("id", e.ID),
		line("event", e.Event), line("at", instant(e.At)),
	}
	var more []string
	for _, f := range e.Fields {
		more = append(more, line("with "+f.Name, f.Value))
	}
	slices.Sort(more)
	return strings.Join(append(lines, more...), "\n") + "\n"
}

func line(name, value string) string { return name + " " + strconv.QuoteToASCII(value) }

func instant(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// speaksFor is the controller that a written entry is of; "" where it is no entry.
func speaksFor(encoded string) gdpr.ControllerID {
	rest, ok := strings.CutPrefix(encoded, entryMark+"\ncontroller ")
	if !ok {
		return ""
	}
	quoted, _, _ := strings.Cut(rest, "\n")
	c, err := strconv.Unquote(quoted)
	if err != nil {
		return ""
	}
	return gdpr.ControllerID(c)
}

// Said is what a written entry says under a name; "" where it says nothing under it.
func Said(encoded, name string) string {
	for l := range strings.Lines(encoded) {
		if quoted, ok := strings.CutPrefix(strings.TrimSuffix(l, "\n"), name+" "); ok {
			if value, err := strconv.Unquote(quoted); err == nil {
				return value
			}
		}
	}
	return ""
}

// Nonce hides what a leaf commits to from whoever would guess it.
type Nonce [16]byte

// NewNonce is a random one.
func NewNonce() (n Nonce) {
	rand.Read(n[:]) //nolint:errcheck // it never fails (crypto/rand)
	return n
}

// leafMark keeps a leaf's hash apart from every other hash in the system.
const leafMark = "ordholden leaf 1\x00"

// Commit is the leaf of a written entry.
func Commit(n Nonce, encoded string) [sha256.Size]byte {
	var b bytes.Buffer
	b.WriteString(leafMark)
	b.Write(n[:])
	b.WriteString(encoded)
	return sha256.Sum256(b.Bytes())
}

// RecordHash is the hash under which a written entry stands in the tree (RFC 6962,
// section 2.1).
func RecordHash(n Nonce, encoded string) tlog.Hash {
	leaf := Commit(n, encoded)
	return tlog.RecordHash(leaf[:])
}
