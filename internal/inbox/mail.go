package inbox

import (
	"slices"
	"strings"

	"ordholden/internal/gdpr"
)

// Mail is what is read of a message. All text in it is valid UTF-8, composed (NFC),
// without control characters and without characters that hide or turn text around.
type Mail struct {
	Senders     []gdpr.Private // bare addresses of all From headers, in order; a sound mail has exactly one
	Name        gdpr.Private   // display name of the first sender, one line, at most 200 characters
	To, Cc      []gdpr.Private // bare addresses; what is no address of gdpr.ParseAddress is left out
	Subject     gdpr.Private   // one line, at most 500 characters
	MessageID   string         // "<…>", fit for a header of ours: printable ASCII, no spaces, at most 900 bytes; or ""
	InReplyTo   []string       // ids of that form, in order, 20 at most
	References  []string       // ids of that form, in order, the last 20 at most
	Type        string         // media type of the message, in lower case, "text/plain" where it names none
	Text        gdpr.Private   // all readable text, with \n between lines, at most MaxText bytes
	Own         gdpr.Private   // what the sender wrote in this mail: Text without quoted mail, forwarded mail and signature
	Quoted      gdpr.Private   // the quoted and forwarded mail that Own leaves out
	Attachments []Attachment   // in order; none of them was opened
	Headers     Headers
	Faults      []Fault // what was not as it should be, each once
}

// The limits of what is read of a mail.
const (
	MaxSize  = 10 << 20  // of the message, in bytes
	MaxHead  = 64 << 10  // of a block of headers, in bytes
	MaxParts = 100       // of the whole tree below the message itself
	MaxDepth = 10        // multiparts within each other
	MaxText  = 200 << 10 // of the text that is kept, in bytes
)

// Headers is the decoded values of a message's headers, one for each occurrence, each
// one line, by name in the form of textproto.CanonicalMIMEHeaderKey.
type Headers map[string][]gdpr.Private

// Header is the values of one header, in order.
func (m Mail) Header(name string) []string {
	var values []string
	for _, v := range m.Headers[strings.ToLower(name)] {
		values = append(values, v.Reveal())
	}
	return values
}

// Sender is the one address that the mail is from, "" where there is none, or where
// From says more than that.
func (m Mail) Sender() gdpr.Private {
	if len(m.Senders) != 1 || slices.Contains(m.Faults, FaultManyFrom) {
		return ""
	}
	return m.Senders[0]
}

// Attachment is a part that is not read, only told of.
type Attachment struct {
	Name   gdpr.Private // file name without folders, at most 255 characters, or ""
	Type   string       // media type, in lower case, as the sender named it
	Size   int64        // of the decoded content, in bytes
	Digest string       // "sha256:" and the hexadecimal digest of the decoded content; "" where it is not all there
}

// Fault is something that was not as it should be.
type Fault string

// The faults.
const (
	FaultTooLarge      Fault = "too-large"       // over MaxSize: only the beginning was read
	FaultHeaderTooLong Fault = "header-too-long" // a block of headers over MaxHead: only its beginning was read
	FaultTooDeep       Fault = "too-deep"        // over MaxDepth: what lies deeper is told of as an attachment
	FaultTooManyParts  Fault = "too-many-parts"  // over MaxParts: the rest was not read
	FaultTextCut       Fault = "text-cut"        // over MaxText, or so much markup that not all was read
	FaultUnreadable    Fault = "unreadable"      // the reader itself failed
	FaultNoFrom        Fault = "no-from"         // no From with an address that mail could go to
	FaultManyFrom      Fault = "many-from"       // more than one From, or more than one address in it (RFC 5322, 3.6)
)
