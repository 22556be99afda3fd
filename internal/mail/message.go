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
	Joined     gdpr.ID // RequestOpen: the earlier case in which this one is answered too, if any
	Rights     []gdpr.Right
	Decisions  []Decision

	// Link is where the person goes on: needed by all kinds but RequestCanceled
	// and ConsentWithdrawn, which take none. Its token stands in the body only.
	Link string
	// Code is the six characters that whoever has the link alone does not have:
	// needed by the kinds that ask for confirmation, shown by RequestOpen where
	// there is one.
	Code        string
	LinkExpires time.Time // of link and code; zero where the link lives as long as the case

	Received time.Time       // when the request, the answers or the withdrawal came in
	Deadline rights.Deadline // needed by RequestOpen, unless the request is joined to another
	Now      time.Time       // the Date of the message

	InReplyTo  string // Message-ID of the mail that this answers, or ""
	References string // of that mail, with its own Message-ID last, or ""
}

// Decision is what the person decided on one purpose.
type Decision struct {
	Purpose  gdpr.PurposeID
	Decision gdpr.Decision
}

// needsLink reports whether the message leads the person anywhere.
func (m Message) needsLink() bool {
	return m.Kind != outbox.RequestCanceled && m.Kind != outbox.ConsentWithdrawn
}

// asks reports whether the message asks the person to confirm.
func (m Message) asks() bool { return m.Kind.Link() == link.Confirm }
