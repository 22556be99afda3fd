package smtp

import (
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"

	gosmtp "github.com/emersion/go-smtp"
)

// What clients are told, in the codes of RFC 5321 and RFC 3463.
var (
	unknownRecipient = &gosmtp.SMTPError{Code: 550, EnhancedCode: gosmtp.EnhancedCode{5, 1, 1}, Message: "Requested action not taken: mailbox unavailable"}
	tryAgain         = &gosmtp.SMTPError{Code: 451, EnhancedCode: gosmtp.EnhancedCode{4, 3, 0}, Message: "Requested action aborted: the message could not be stored, try again"}
	closing          = &gosmtp.SMTPError{Code: 421, EnhancedCode: gosmtp.EnhancedCode{4, 3, 2}, Message: "Service closing"}
)

// session is one client's connection.
type session struct {
	server     *Server
	helo, peer string
	envelope   envelope
}

// envelope is what a client says around a message.
type envelope struct {
	from string // "" for the empty return path
	to   []string
}

func (s *Server) session(c *gosmtp.Conn) (gosmtp.Session, error) {
	peer, _, err := net.SplitHostPort(c.Conn().RemoteAddr().String())
	if err != nil {
		return nil, fmt.Errorf("who is the client: %w", err)
	}
	return &session{server: s, helo: printable(c.Hostname()), peer: peer}, nil
}

// Mail begins a message.
func (s *session) Mail(from string, _ *gosmtp.MailOptions) error {
	s.envelope = envelope{from: from}
	return nil
}

// Rcpt takes a recipient that some rule names.
func (s *session) Rcpt(to string, _ *gosmtp.RcptOptions) error {
	if !slices.ContainsFunc(s.server.cfg.Rules, func(r Rule) bool { return r.takes(to) }) {
		return unknownRecipient
	}
	s.envelope.to = append(s.envelope.to, to)
	return nil
}

// Data takes the message. The client has its 250 only when every rule's object is stored.
func (s *session) Data(r io.Reader) error {
	if !s.server.begin() {
		return closing
	}
	defer s.server.receiving.Done()
	message, err := io.ReadAll(r)
	if err != nil {
		if told, ok := errors.AsType[*gosmtp.SMTPError](err); ok {
			return told // it is too large
		}
		return fmt.Errorf("read the message: %w", err)
	}
	return s.server.receive(&arrival{
		id: newID(), at: s.server.cfg.Now().UTC(), envelope: s.envelope, helo: s.helo, peer: s.peer,
		verdicts: s.server.verdictsOf(s.envelope.from), message: message,
	})
}

// Reset drops a message that was begun.
func (s *session) Reset() { s.envelope = envelope{} }

// Logout ends the connection.
func (s *session) Logout() error { return nil }

// takes reports whether the rule names the address. SES's labels (name+label@) are not played.
func (r Rule) takes(address string) bool {
	address = strings.ToLower(address)
	return slices.ContainsFunc(r.Recipients, func(recipient string) bool {
		recipient = strings.ToLower(recipient)
		switch {
		case strings.Contains(recipient, "@"):
			return address == recipient
		case strings.HasPrefix(recipient, "."):
			return strings.HasSuffix(address, recipient)
		}
		return strings.HasSuffix(address, "@"+recipient)
	})
}
