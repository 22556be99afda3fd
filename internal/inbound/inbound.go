// Package inbound owns the reading of a mail that came in.
package inbound

// The one rule: whatever comes in is read in time and memory that grow with its
// size and no faster, and what could not be read is told (threat H8). So the
// structure is found by one scan of our own, a small piece is decoded at a time, and
// nothing is held twice.

import (
	"bytes"
	"slices"
	"strings"

	"ordholden/internal/gdpr"
	"ordholden/internal/inbox"
)

// Read reads a whole message. It never fails and never panics: what cannot be read
// is told by Faults. Of a message over inbox.MaxSize it reads the beginning, as ReadHead.
func Read(raw []byte) inbox.Mail {
	if len(raw) > inbox.MaxSize {
		return ReadHead(raw[:inbox.MaxHead], int64(len(raw)))
	}
	return read(raw, false).Mail
}

// ReadHead reads the beginning of a message of that size: its headers, and what text
// is there. An attachment that is not all there has no digest.
func ReadHead(head []byte, size int64) inbox.Mail {
	if size <= inbox.MaxSize && int64(len(head)) >= size {
		return Read(head)
	}
	m := read(head[:min(len(head), inbox.MaxHead)], true)
	m.fault(inbox.FaultTooLarge)
	return m.Mail
}

// reading is a mail as far as it is read.
type reading struct {
	inbox.Mail
	header header
}

// read reads headers first, so that they are there whatever becomes of the rest.
func read(raw []byte, cut bool) *reading {
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	m := &reading{Mail: inbox.Mail{Type: textPlain}}
	var body int
	guard(m, func() {
		h, size, long := readHeader(raw, nil)
		if body = size; cut && size == len(raw) && len(h) > 0 {
			h, long = h[:len(h)-1], true // its last line may be half a line
		}
		if long {
			m.fault(inbox.FaultHeaderTooLong)
		}
		m.header = h
		m.readHeaders(h)
	})
	guard(m, func() { m.readBody(raw, body, cut) })
	return m
}

// guard keeps what was read so far where the reader panics, a mistake of ours or of
// a library's: a mail that nobody foresaw is registered like any other.
func guard(m *reading, step func()) {
	defer func() {
		if recover() != nil {
			m.fault(inbox.FaultUnreadable)
		}
	}()
	step()
}

func (m *reading) fault(f inbox.Fault) {
	if !slices.Contains(m.Faults, f) {
		m.Faults = append(m.Faults, f)
	}
}

const (
	maxName    = 200
	maxSubject = 500
)

func (m *reading) readHeaders(h header) {
	m.Subject = gdpr.Private(oneLine(decodeWords(h.first("Subject")), maxSubject))
	m.Type = readType(h).media
	m.MessageID = firstOf(messageIDs(h.first("Message-ID")))
	m.InReplyTo = messageIDs(strings.Join(h.all("In-Reply-To"), " "))
	m.InReplyTo = m.InReplyTo[:min(len(m.InReplyTo), maxIDs)]
	m.References = messageIDs(strings.Join(h.all("References"), " "))
	m.References = m.References[max(0, len(m.References)-maxIDs):]
	m.To, m.Cc = addresses(h.all("To")), addresses(h.all("Cc"))
	m.readFrom(h.all("From"))
	m.Headers = h.decoded()
}

// readFrom counts what stands in From, not only what can be read there: an address
// that is left out still makes the sender doubtful.
func (m *reading) readFrom(values []string) {
	boxes := mailboxes(values)
	if len(boxes) > 0 {
		m.Name = gdpr.Private(oneLine(boxes[0].name(), maxName))
	}
	m.Senders = addresses(values)
	if len(m.Senders) == 0 {
		m.fault(inbox.FaultNoFrom)
	}
	if len(boxes) > 1 || len(values) > 1 {
		m.fault(inbox.FaultManyFrom)
	}
}

func (m *reading) readBody(raw []byte, body int, cut bool) {
	tree := scan(raw, m.header, body)
	for _, f := range tree.faults {
		m.fault(f)
	}
	m.Attachments = attachments(tree.root, cut, raw)
	text := texts(tree.root)
	if text.cut {
		m.fault(inbox.FaultTextCut)
	}
	m.Text = gdpr.Private(text.join())
	own, quoted := divide(text.lines)
	m.Own, m.Quoted = gdpr.Private(own), gdpr.Private(quoted)
}

func firstOf(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
