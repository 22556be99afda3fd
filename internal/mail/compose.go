package mail

import (
	"bytes"
	"fmt"
	"mime"
	netmail "net/mail"
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

// Compose writes a message as it travels (RFC 5322): one person in To, text and
// HTML of the same content, the same bytes for the same Message. A Message that
// lacks what its kind has to say, or holds what a header or a link cannot carry,
// is refused; the error quotes nothing private and may be logged.
//
// The Message-ID is the same for every try of an entry. SES puts its own in its
// place on the way out, so it stands in References too, where replies find it.
func Compose(m Message) ([]byte, error) {
	if err := m.check(); err != nil {
		return nil, fmt.Errorf("compose %q of case %q: %w", m.Entry, m.Case, err)
	}
	l := letters[m.Kind](m)
	msg := gomail.NewMsg(
		gomail.WithCharset(gomail.CharsetUTF8),
		gomail.WithEncoding(gomail.EncodingQP),
		gomail.WithNoDefaultUserAgent(),
		gomail.WithBoundary("part-"+string(gdpr.DeriveID("mail boundary", m.Entry, string(m.Case)))))
	m.address(msg)
	m.mark(msg, l.subject)
	var html bytes.Buffer
	if err := l.html(m.Language).Render(&html); err != nil {
		return nil, fmt.Errorf("compose %q of case %q: HTML: %w", m.Entry, m.Case, err)
	}
	msg.SetBodyString(gomail.TypeTextPlain, l.plain())
	msg.AddAlternativeString(gomail.TypeTextHTML, html.String())
	var raw bytes.Buffer
	if _, err := msg.WriteTo(&raw); err != nil {
		return nil, fmt.Errorf("compose %q of case %q: %w", m.Entry, m.Case, err)
	}
	return raw.Bytes(), nil
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
