// Package mail owns the messages that go out: their words, their shape, their headers.
package mail

import (
	"time"

	"ordholden/internal/controller"
	"ordholden/internal/gdpr"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
)

// Message is one message to one person.
type Message struct {
	Kind       outbox.Kind
	Controller *controller.Declaration // the version that the person saw
	Language   gdpr.Language
	To         gdpr.Private
	Entry      string  // its name within the case; with the case it names the message for good
	Case       gdpr.ID // of the request or the consent
	Again      bool    // it was sent before: wrong codes have locked what it carried
	Joined     gdpr.ID // RequestOpen: the earlier case in which this one is answered too, if any
	Rights     []gdpr.Right
	Decisions  []Decision
	Changes    []gdpr.Text     // ConsentAgain: what the new version changes of what the person said yes to
	Channel    rights.Channel  // how the request came in, or what is answered: by mail it reads otherwise
	Workflow   rights.Workflow // RequestAdded: where the case stands

	Fate // of a request, for the kinds that tell it

	// Link is where the person goes on: needed by all kinds but RequestAdded and
	// RequestCanceled, what goes to staff or a recipient and what tells of an erasure that
	// was carried out, which take none, and ConsentWithdrawn and ConsentReduced, which take one as long as the withdrawal can be taken back. Its
	// token stands in the body only; that of RequestReceived and RequestLapsed, to the
	// form, and of what shows a consent has none.
	Link string
	// Code is the six characters that whoever has the link alone does not have:
	// needed by the kinds that ask for a decision or let in, shown by RequestOpen
	// where there is one.
	Code        string
	LinkExpires time.Time // of link and code; zero where the link lives as long as the case
	// Unsubscribe is where one POST withdraws what the mail asks to renew, without a
	// page (RFC 8058): needed by ConsentRenew, and by no other kind.
	Unsubscribe string
	// Until is when what is asked about ends otherwise (ConsentRenew), when it is erased
	// (RequestErasing), or when the restriction ends (RequestLifting).
	Until time.Time
	// Waits is until when an erasure waits for a copy that was asked for at most (RequestErasing).
	Waits time.Time

	// Receipt is the signed receipt of the consent as it stands, attached where the kind tells
	// of it: a JWS in compact form; "" where there is none. ReceiptAt is where it is read.
	Receipt, ReceiptAt string

	Received time.Time       // when the request, the answers or the withdrawal came in
	Deadline rights.Deadline // needed by the kinds that tell it
	Now      time.Time       // the Date of the message

	InReplyTo  string // Message-ID of the mail that this answers, or ""
	References string // of that mail, with its own Message-ID last, or ""

	large     bool // the certificate is too large for a mail
	codeAsked bool // of a preview, whose link does not tell
}

// Decision is what the person decided on one purpose.
type Decision struct {
	Purpose  gdpr.PurposeID
	Decision gdpr.Decision
}

// needsLink reports whether the message leads the person anywhere.
func (m Message) needsLink() bool {
	switch m.Kind {
	case outbox.RequestAdded, outbox.RequestCanceled, outbox.RequestReminder, outbox.RequestOverdue, outbox.RequestNotice:
		return false
	case outbox.RequestAnswered, outbox.RequestRefused:
		return m.Erased == nil // the case forgets whom it was about: its link would lead nowhere
	case outbox.ConsentWithdrawn, outbox.ConsentReduced:
		return m.Link != ""
	}
	return true
}

// needsDeadline reports whether the message says by when the person is answered.
func (m Message) needsDeadline() bool {
	switch m.Kind {
	case outbox.RequestConfirm, outbox.RequestReceived, outbox.RequestExtended, outbox.RequestRestricted,
		outbox.RequestReminder, outbox.RequestOverdue:
		return true
	case outbox.RequestSettled:
		return len(m.open()) > 0
	}
	return m.Kind == outbox.RequestOpen && m.Joined == ""
}

// needsRights reports whether the message says what was asked for.
func (m Message) needsRights() bool {
	switch m.Kind {
	case outbox.RequestReceived, outbox.RequestAdded, outbox.RequestNotice, outbox.RequestReminder, outbox.RequestOverdue:
		return false // it may not be known yet
	case outbox.RequestAnswered: // one that asked for no right is answered in words
		return m.Said == ""
	}
	return m.Kind.AboutRequest()
}

// asks reports whether the link decides something or lets somebody in, so that there
// has to be another way for whoever cannot follow it.
func (m Message) asks() bool { return m.Kind.Link() != "" && m.Kind.Link() != link.Follow }

// answers reports whether a mail called for the message, rather than a form or a
// click (RFC 3834, 2 and 5). Such a mail need not have an id to be named by.
func (m Message) answers() bool {
	switch m.Kind {
	case outbox.RequestReceived, outbox.RequestAdded:
		return true
	case outbox.RequestConfirm:
		return m.InReplyTo != "" || m.Channel == rights.ByMail
	}
	return m.InReplyTo != ""
}
