package mail

import (
	"bytes"
	"fmt"
	"mime"
	netmail "net/mail"
	"regexp"
	"strconv"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"ordholden/internal/gdpr"
	"ordholden/internal/thread"
)

// The headers that the library has no name for.
const (
	// autoSubmitted says that no person wrote the message (RFC 3834, 5), so that no
	// machine answers it.
	autoSubmitted gomail.Header = "Auto-Submitted"
	// loop is our mark: what comes in with it is never answered (threat H7).
	loop gomail.Header = "X-Loop"
)

// mostAttached bounds a message with an attachment, in bytes.
const mostAttached = 40_000

// Compose writes a message as it travels (RFC 5322): one person in To, text and
// HTML of the same content, the same bytes for the same Message. A Message that
// lacks what its kind has to say, or holds what a header or a link cannot carry,
// is refused; the error quotes nothing private and may be logged.
//
// The Message-ID is the same for every try of an entry. SES puts its own in its
// place on the way out, so it stands in References too, where replies find it.
//
// A certificate or receipt that would make the message too large is left out, and the letter says so.
func Compose(m Message) ([]byte, error) {
	err := m.check()
	var raw []byte
	if err == nil {
		raw, err = m.write()
	}
	if _, signed := m.attached(); err == nil && signed != "" && len(raw) > mostAttached {
		m.large = true
		raw, err = m.write()
	}
	if err != nil {
		return nil, fmt.Errorf("compose %q of case %q: %w", m.Entry, m.Case, err)
	}
	return raw, nil
}

func (m Message) write() ([]byte, error) {
	l := letters[m.Kind](m)
	msg := gomail.NewMsg(
		gomail.WithCharset(gomail.CharsetUTF8),
		gomail.WithEncoding(gomail.EncodingQP),
		gomail.WithNoDefaultUserAgent())
	m.address(msg)
	m.mark(msg, l.subject)
	var html bytes.Buffer
	if err := l.html(m.Language).Render(&html); err != nil {
		return nil, fmt.Errorf("HTML: %w", err)
	}
	msg.SetBodyString(gomail.TypeTextPlain, l.plain())
	msg.AddAlternativeString(gomail.TypeTextHTML, html.String())
	if name, signed := m.attached(); signed != "" {
		err := msg.AttachReader(name, strings.NewReader(signed), gomail.WithFileContentType("application/jose"))
		if err != nil {
			return nil, fmt.Errorf("attach: %w", err)
		}
	}
	var raw bytes.Buffer
	if _, err := msg.WriteTo(&raw); err != nil {
		return nil, err
	}
	return m.bounded(raw.Bytes()), nil
}

// boundary finds a boundary that the library drew, in the header of the part that it bounds: no
// body can hold the line, for what is in one is quoted-printable or base 64.
var boundary = regexp.MustCompile(`\r\n boundary=([0-9a-f]{60})\r\n`)

// bounded puts boundaries that follow from the entry in the place of those that were drawn, so that each try
// is the same message. The library would take one for all the parts, and those within others need their own.
func (m Message) bounded(raw []byte) []byte {
	for i, drawn := range boundary.FindAllSubmatch(raw, -1) {
		name := "part"
		if i > 0 {
			name += strconv.Itoa(i + 1)
		}
		raw = bytes.ReplaceAll(raw, drawn[1], []byte(name+"-"+string(gdpr.DeriveID("mail boundary", m.Entry, string(m.Case)))))
	}
	return raw
}

// address sets who writes and to whom. Both addresses have been checked.
func (m Message) address(msg *gomail.Msg) {
	from, _ := wireAddress(m.Controller.Mailbox)
	to, _ := wireAddress(m.To.Reveal())
	msg.FromMailAddress(&netmail.Address{Name: m.Controller.Name, Address: from})
	msg.ToMailAddress(&netmail.Address{Address: to})
}

// mark sets the headers that machines read.
func (m Message) mark(msg *gomail.Msg, subject string) {
	from, _ := wireAddress(m.Controller.Mailbox)
	_, domain, _ := strings.Cut(from, "@")
	msg.Subject(encoded(subject))
	msg.SetDateWithValue(m.Now.UTC())
	id := thread.ID(m.Entry, m.Case, domain)
	msg.SetMessageIDWithValue(strings.Trim(id, "<>"))
	msg.SetGenHeader(gomail.HeaderReferences, thread.References(m.References, id))
	msg.SetGenHeader(gomail.HeaderContentLang, string(m.Language))
	msg.SetGenHeader(gomail.HeaderXAutoResponseSuppress, "All")
	msg.SetGenHeader(loop, from)
	msg.SetGenHeader(autoSubmitted, "auto-generated")
	if m.answers() {
		msg.SetGenHeader(autoSubmitted, "auto-replied")
	}
	if m.InReplyTo != "" {
		msg.SetGenHeader(gomail.HeaderInReplyTo, m.InReplyTo)
	}
	if m.Unsubscribe != "" { // RFC 8058, 3.1
		msg.SetGenHeader(gomail.HeaderListUnsubscribe, "<"+m.Unsubscribe+">")
		msg.SetGenHeader(gomail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	}
}

// encoded writes a header's text so that only the words that need it are encoded
// (RFC 2047). Encoded as a whole, as the library would, a long subject begins on
// its second line, and some mail programs show that as a space before it.
func encoded(text string) string {
	var out, run []string
	flush := func() {
		if len(run) > 0 { // together, since a space between encoded words is not shown
			out, run = append(out, mime.QEncoding.Encode("utf-8", strings.Join(run, " "))), nil
		}
	}
	for word := range strings.SplitSeq(text, " ") {
		if !isASCII(word) {
			run = append(run, word)
			continue
		}
		flush()
		out = append(out, word)
	}
	flush()
	return strings.Join(out, " ")
}
