package mail

import (
	"errors"
	"fmt"

	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// What stands where a link and a code would.
var linkHere = text("(her står lenken)", "(her står lenkja)", "(the link stands here)")

const codeHere = "••••••"

// Preview is the subject and the text of a message before there is a link, or anybody to send it
// to: what staff read before they decide. It asks for all that the kind has to say, as Compose does.
func Preview(m Message) (subject, text string, err error) {
	if err := m.checkPreview(); err != nil {
		return "", "", fmt.Errorf("preview %q of case %q: %w", m.Kind, m.Case, err)
	}
	if m.needsLink() {
		m.Link = linkHere.In(m.Language)
	}
	if m.Kind.Link() != "" && m.Link != "" {
		m.Code, m.codeAsked = codeHere, m.asksCode()
	}
	l := letters[m.Kind](m)
	return l.subject, l.plain(), nil
}

func (m Message) checkPreview() error {
	if m.Controller == nil {
		return errors.New("no controller")
	}
	if m.Kind == outbox.ConsentWithdrawn || m.Kind == outbox.ConsentReduced {
		m.Link = ""
	}
	return errors.Join(m.checkName(), m.checkMatter(), m.checkFate())
}

// asksCode reports whether the page that the mail leads to will ask for the code beside the link.
func (m Message) asksCode() bool {
	switch m.Kind {
	case outbox.RequestCopy, outbox.RequestIdentity, outbox.AgreementLink, outbox.OwnLink:
		return true
	}
	return m.Kind == outbox.RequestConfirm && rights.Request{Rights: m.Rights}.NeedsCode()
}
